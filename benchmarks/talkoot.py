"""Talkoot as a contestant: the real program with a real SQLite file, and the short story that gives it a card to be pressed."""

import asyncio
import tempfile
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from benchmarks.card import BOT, CHAT, GROUP
from benchmarks.contestants import TOKEN, Server, bot

ADMIN = {"id": 5_000_000_001, "is_bot": False, "first_name": "Asukasaktiivi", "language_code": "fi"}
PUBLISH = ("publish", "julkaise", "publicera")
# The end of the bot's log that is shown when the story fails.
LOG_BYTES = 3_000


@asynccontextmanager
async def talkoot(server: Server) -> AsyncIterator[Process]:
    """The program against that server, with an event published in a group; the crowd presses on its card."""
    with tempfile.TemporaryDirectory(prefix="talkoot-benchmark-") as name:
        folder = Path(name)
        config, log = folder / "config.toml", folder / "log"
        config.write_text(settings(folder, server.address))
        with log.open("wb") as said:
            async with bot("-m", "bot", "run", "--config", str(config), log=said) as process:
                try:
                    await first(publish(server), process)
                except (TimeoutError, RuntimeError):
                    print(log.read_bytes()[-LOG_BYTES:].decode(errors="replace"))
                    raise
                yield process


async def first(story: Coroutine[Any, Any, None], process: Process) -> None:
    """Play the story, unless the process ends before. Raises: RuntimeError when it does."""
    playing, ending = asyncio.create_task(story), asyncio.create_task(process.wait())
    await asyncio.wait({playing, ending}, return_when=asyncio.FIRST_COMPLETED)
    if not playing.done():
        playing.cancel()
        raise RuntimeError(f"the bot ended with {process.returncode}")
    ending.cancel()
    await playing


def settings(folder: Path, address: str) -> str:
    """The settings: the lean server as Telegram, everything else as it comes."""
    return f"""
[telegram]
token = "{TOKEN}"
api_url = "{address}"
[database]
url = "sqlite:///{folder}/talkoot.sqlite3"
[controller]
name = "Benchmark"
contact = "nobody@example.org"
[privacy]
erased_key_file = "{folder}/erased.key"
[web]
port = 0
"""


async def publish(server: Server) -> None:
    """The bot is added to a group, its admin announces an event and presses Publish; the card goes to the server's crowd."""
    await server.order("administrators", members=[{"status": "creator", "user": ADMIN, "is_anonymous": False}])
    gone, here = ({"user": BOT, "status": status} for status in ("left", "member"))
    joined = {"chat": CHAT, "from": ADMIN, "date": now(), "old_chat_member": gone, "new_chat_member": here}
    await server.order("update", my_chat_member=joined)
    await server.called("sendMessage")
    line = f"/event {datetime.now(UTC).date() + timedelta(days=12)} 12:00-15:00 Grilli-ilta @ sisäpiha"
    command = {"offset": 0, "length": len("/event"), "type": "bot_command"}
    wrote = {"message_id": 4_000, "from": ADMIN, "chat": CHAT, "date": now(), "text": line, "entities": [command]}
    await server.order("update", message=wrote)
    preview = (await server.called("sendMessage"))["result"]
    press = {"id": "1", "from": ADMIN, "message": preview, "chat_instance": "1", "data": publish_data(preview)}
    await server.order("update", callback_query=press)
    card = await server.called("editMessageText", "sendMessage")
    if card["result"]["chat"]["id"] != GROUP:
        raise RuntimeError(f"instead of a card in the group: {orjson.dumps(card).decode()}")
    await server.order("card", message=card["result"])


def publish_data(preview: dict[str, Any]) -> str:
    """The `callback_data` of the preview's Publish. Raises: RuntimeError when there is none."""
    for row in preview.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            if any(word in button["text"].lower() for word in PUBLISH):
                data: str = button["callback_data"]
                return data
    raise RuntimeError(f"no button to publish with: {orjson.dumps(preview).decode()}")


def now() -> int:
    """Telegram's time: whole seconds."""
    return int(time.time())
