"""Fetching updates, some of which can't be read."""

import orjson
import pytest
from telegram import Bot
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
    chat = {"id": -100, "type": "supergroup", "title": "Koivukuja 3"}
    keyboard = {"inline_keyboard": [[{"text": "Tulen", "callback_data": "ev:3:c"}]]}
    topic = {"message_thread_id": 4, "is_topic_message": True, "reply_markup": keyboard}
    card = {"message_id": 5, "date": 1, "chat": chat, "text": "Talkoot"}
    person = {"id": 7, "is_bot": False, "first_name": "Aino", "language_code": "fi"}
    press = {"id": "1", "from": person, "chat_instance": "1", "data": "me:3"}
    messages: list[dict[str, object]] = [card, card | topic, card | {"date": 0}]
    updates = [{"update_id": n, "callback_query": press | {"message": message}} for n, message in enumerate(messages)]
    found = (await Polling(BOT, Telling(*updates)).fetch(0, limit=9, timeout=0)).updates
    for update in found:
        query = update.callback_query
        assert query is not None
        assert query.message is not None
        assert (query.message.message_id, query.message.chat.title, query.data) == (5, "Koivukuja 3", "me:3")
        assert update.effective_user is not None
        assert (update.effective_user.id, update.effective_user.language_code) == (7, "fi")
        assert update.effective_chat is not None
        assert update.effective_chat.id == -100
    kept = [update.callback_query.message.api_kwargs for update in found if update.callback_query and update.callback_query.message]
    assert kept == [{}, topic, {}]


async def test_a_press_without_a_message_is_a_press() -> None:
    person = {"id": 7, "is_bot": False, "first_name": "Aino"}
    press = {"id": "1", "from": person, "chat_instance": "1", "inline_message_id": "x", "data": "me:3"}
    (update,) = (await Polling(BOT, Telling({"update_id": 1, "callback_query": press})).fetch(0, limit=9, timeout=0)).updates
    assert update.callback_query is not None
    assert (update.callback_query.message, update.callback_query.data) == (None, "me:3")


async def test_what_was_fetched_before_is_left_out() -> None:
    telegram = Telling(*({"update_id": number} for number in (7, 8, 9, 10)))
    batch = await Polling(BOT, telegram).fetch(7, limit=100, timeout=0, known=9)
    assert ([update.update_id for update in batch.updates], batch.next_offset) == ([9, 10], 11)
