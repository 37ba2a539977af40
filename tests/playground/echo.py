"""One story with an echo bot, told to bots of different libraries: what one forgives, another may not.

The bot under test greets with a button, thanks for a press, sends pictures and documents back, asks in a poll and
says what Telegram refused it.
"""

from typing import Any

from tests.playground.telegram import Telegram

GREETING = "Moi, <b>{name}</b>!"
BROKEN = "<b>rikki"
BUTTON, PRESSED, THANKS = "Tulen", "go", "Kiitos!"
QUESTION, OPTIONS = "Milloin?", ["Lauantaina", "Sunnuntaina"]


async def tell(tg: Telegram) -> None:
    """Act as a neighbour in private and in a group, and look at what the bot made of it."""
    await tg.emu("limits", {"mode": "off"}, verb="PATCH")
    aino = (await tg.emu("users", {"first_name": "Aino", "language_code": "fi"}))["id"]
    await greets_and_thanks(tg, aino)
    await sends_files_back(tg, aino)
    await asks(tg, aino)
    await says_what_was_refused(tg, aino)
    await greets_in_a_group(tg, aino)
    assert await tg.findings() == []


async def last(tg: Telegram, chat: int, user: int, after: int) -> dict[str, Any]:
    """The first message after a number, which the bot has written."""
    found = await tg.see(f"chats/{chat}/messages", user=user, after=after, wait=10)
    assert found, "the bot said nothing"
    return dict(found[0])


async def greets_and_thanks(tg: Telegram, aino: int) -> None:
    said = await tg.write(aino, aino, "/start talo-7")
    greeting = await last(tg, aino, aino, said)
    assert greeting["text"] == "Moi, Aino!"
    assert [(entity["type"], entity["offset"]) for entity in greeting["entities"]] == [("bold", 5)]
    pressed = await tg.act("press", chat=aino, user=aino, message=greeting["message_id"], text=BUTTON, wait=10)
    assert (pressed["answered"], pressed["text"], pressed["show_alert"]) == (True, THANKS, True)
    found = await tg.see(f"chats/{aino}/messages", user=aino, after=said)
    assert [(message["text"], message["edits"]) for message in found] == [(THANKS, 1)]
    assert "reply_markup" not in found[0]


async def sends_files_back(tg: Telegram, aino: int) -> None:
    photo = await tg.act("send", chat=aino, user=aino, photo=True, caption="kuva")
    back = await last(tg, aino, aino, photo["message_id"])
    assert back["caption"] == "kuva"
    assert back["photo"][-1]["file_unique_id"] == photo["photo"][-1]["file_unique_id"]
    document = await tg.act("send", chat=aino, user=aino, document={"name": "lista.txt", "text": "talkoot"})
    back = await last(tg, aino, aino, document["message_id"])
    assert back["document"]["file_name"] == "uusi.txt"
    async with tg.session.get(f"{tg.url}/_emu/files/{back['document']['file_id']}") as response:
        assert await response.read() == b"TALKOOT"


async def asks(tg: Telegram, aino: int) -> None:
    said = await tg.write(aino, aino, "/poll")
    asked = await last(tg, aino, aino, said)
    assert [option["text"] for option in asked["poll"]["options"]] == OPTIONS
    await tg.act("vote", chat=aino, user=aino, message=asked["message_id"], options=[1])
    answer = await last(tg, aino, aino, asked["message_id"])
    assert answer["text"] == "ääni [1]"


async def says_what_was_refused(tg: Telegram, aino: int) -> None:
    said = await tg.write(aino, aino, "/broken")
    answer = await last(tg, aino, aino, said)
    reason = "can't parse entities: Can't find end tag corresponding to start tag \"b\""
    assert reason.lower() in answer["text"].lower()


async def greets_in_a_group(tg: Telegram, aino: int) -> None:
    """Every kind of update a group brings must be readable for the library, heard or not."""
    body = {"type": "supergroup", "title": "Koivukuja 3", "members": [], "administrators": [aino], "bot": "administrator"}
    chat = (await tg.emu("chats", body))["id"]
    eero = (await tg.emu("users", {"first_name": "Eero"}))["id"]
    await tg.act("join", chat=chat, user=eero)
    await tg.act("promote", chat=chat, user=eero)
    await tg.act("rename", chat=chat, title="Koivukuja 3 A")
    said = await tg.write(chat, eero, "/start")
    greeting = await last(tg, chat, eero, said)
    assert greeting["text"] == "Moi, Eero!"
    await tg.act("pin", chat=chat, user=aino, message=greeting["message_id"])
    await tg.act("edit", chat=chat, user=eero, message=said, text="/start uudelleen")
    await tg.act("leave", chat=chat, user=eero)
    settled = await tg.emu("settle", {"timeout": 10})
    assert settled["pending_updates"] == 0
