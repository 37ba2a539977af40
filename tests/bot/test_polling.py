"""Fetching updates, some of which can't be read."""

import orjson
import pytest
from telegram import Bot, Message
from telegram.request import BaseRequest, RequestData

from bot.polling import Polling


class Telling(BaseRequest):
    """A Telegram that has just these updates, and keeps what it was asked."""

    def __init__(self, *updates: object) -> None:
        self._answer = orjson.dumps({"ok": True, "result": updates})
        self.asked: dict[str, object] = {}

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, url: str, method: str, request_data: RequestData | None = None, **_: object) -> tuple[int, bytes]:  # type: ignore[override]
        assert request_data is not None
        self.asked = {"url": url, **request_data.parameters}
        return 200, self._answer


BOT = Bot("123456:a-token")


async def test_an_update_that_cannot_be_read_holds_up_nobody_and_stays_out_of_the_log(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    telegram = Telling({"update_id": 7, "message": {"date": "salaisuus"}}, {"update_id": 8, "telepathy": {}}, {"update_id": 9})
    batch = await Polling(BOT, telegram).fetch(7, limit=100, timeout=0)
    assert [update.update_id for update in batch.updates] == [8, 9]
    assert batch.next_offset == 10, "what can't be read is acknowledged too, else it would come for ever"
    assert "salaisuus" not in caplog.text + "".join(capsys.readouterr())


async def test_no_news_acknowledges_nothing_new() -> None:
    telegram = Telling()
    batch = await Polling(BOT, telegram).fetch(5, limit=1, timeout=0)
    assert (batch.updates, batch.next_offset) == ([], 5)
    assert telegram.asked["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
    assert telegram.asked["limit"] == 1


async def test_a_press_keeps_what_tells_where_it_came_from() -> None:
    chat = {"id": -100, "type": "supergroup", "title": "Koivukuja 3", "is_forum": True}
    card = {"message_id": 5, "date": 1, "chat": chat, "message_thread_id": 4, "is_topic_message": True, "text": "Talkoot"}
    person = {"id": 7, "is_bot": False, "first_name": "Aino", "language_code": "fi"}
    press = {"id": "1", "from": person, "chat_instance": "1", "data": "me:3"}
    unreadable = {"message_id": 6, "date": 0, "chat": chat}
    updates = [{"update_id": n, "callback_query": press | {"message": message}} for n, message in enumerate((card, unreadable))]
    here, gone = [update.callback_query for update in (await Polling(BOT, Telling(*updates)).fetch(0, limit=9, timeout=0)).updates]
    assert here is not None
    assert gone is not None
    assert here.data == "me:3"
    assert here.from_user.language_code == "fi"
    assert isinstance(here.message, Message)
    assert (here.message.message_id, here.message.chat.title, here.message.message_thread_id) == (5, "Koivukuja 3", 4)
    assert here.message.is_topic_message
    assert here.message.text is None
    assert gone.message is not None
    assert not gone.message.is_accessible
    assert gone.message.message_id == 6
