"""A confirmed tap is never lost, and a replay changes nothing: the receiver over a real playground and a real database."""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError
from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

from bot.handling import Patience
from bot.http import make_request
from bot.receiver import Receiver
from bot.stopping import REVOKED, TWO_POLLERS, MustStop
from storage import process
from storage.engine import Database
from storage.receipts import AlreadySeen
from tests.bot.rig import now, until
from tests.playground.telegram import Telegram
from web.health import Health

Act = Callable[[Update], Awaitable[None]]


class House:
    """A bot that notes what it hears, in the order in which it is committed."""

    def __init__(self, tg: Telegram, db: Database) -> None:
        self.tg, self.db = tg, db
        self.health = Health(now)
        self.heard: list[tuple[int, str]] = []
        self.replays = 0
        self.apologies: list[tuple[int, str]] = []
        self.before: Act = nothing
        self.poll = make_request("aiohttp", 1)
        request = make_request("aiohttp", 16)
        builder = ApplicationBuilder().token(tg.token).base_url(f"{tg.url}/bot").base_file_url(f"{tg.url}/file/bot")
        self.application = builder.request(request).get_updates_request(self.poll).updater(None).build()
        self.application.add_handler(MessageHandler(filters.ALL, self.on_message))
        self.application.add_handler(CallbackQueryHandler(self.on_message))
        self.application.add_handler(MessageHandler(filters.ALL, self.on_rest), group=1)
        self.rest = 0
        self.running: asyncio.Task[None] | None = None
        self.renew()

    def renew(self, **options: Any) -> None:
        """As after a restart."""
        for old in list(self.application.error_handlers):
            self.application.remove_error_handler(old)
        self.receiver = Receiver(
            self.application,
            self.db,
            request=self.poll,
            pulse=self.health,
            apologise=self.apologise,
            poll_timeout=2,
            chance=random.Random(1),
            **options,
        )
        self.application.add_error_handler(self.receiver.on_error)

    async def on_message(self, update: Update, _: Any) -> None:
        await self.before(update)
        user, said = update.effective_user, update.effective_message
        assert user is not None
        try:
            await self.db.handle(update.update_id, self.note, user.id, (said.text if said else None) or "")
        except AlreadySeen:
            self.replays += 1

    def note(self, _: Connection, who: int, words: str) -> None:
        self.heard.append((who, words))

    async def on_rest(self, update: Update, _: Any) -> None:
        self.rest += 1

    async def apologise(self, update: Update, code: str) -> None:
        self.apologies.append((update.update_id, code))

    def start(self) -> None:
        self.running = asyncio.create_task(self.receiver.run())

    async def stop(self) -> None:
        if self.running is not None:
            self.receiver.stop()
            running, self.running = self.running, None
            await running

    async def die(self) -> None:
        """As `kill -9`: nothing is acknowledged any more."""
        assert self.running is not None
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)
        self.running = None

    async def hears(self, *words: str, seconds: float = 10.0) -> None:
        await until(lambda: [said for _, said in self.heard] == list(words), seconds)

    async def pending(self) -> int:
        settled = await self.tg.emu("settle", {"quiet": 0, "timeout": 0.01})
        return int(settled["pending_updates"])


async def nothing(_: Update) -> None:
    pass


@pytest.fixture
async def house(tg: Telegram, db: Database) -> AsyncIterator[House]:
    found = House(tg, db)
    await found.application.initialize()
    yield found
    await found.stop()
    await found.application.shutdown()


async def test_what_a_neighbour_writes_is_handled_and_acknowledged(house: House, tg: Telegram) -> None:
    aino = await tg.person()
    house.start()
    await tg.write(aino, aino, "moi")
    await house.hears("moi")
    await until(lambda: pending_is(house, 0))
    assert await tg.findings() == []


async def pending_is(house: House, number: int) -> bool:
    return await house.pending() == number


async def test_one_persons_words_stay_in_order_while_others_do_not_wait(house: House, tg: Telegram) -> None:
    aino, eero = await tg.person("Aino"), await tg.person("Eero")
    gate = asyncio.Event()

    async def aino_is_slow(update: Update) -> None:
        if update.effective_user is not None and update.effective_user.id == aino:
            await gate.wait()

    house.before = aino_is_slow
    for number in (1, 2):
        await tg.write(aino, aino, f"Aino {number}")
        await tg.write(eero, eero, f"Eero {number}")
    house.start()
    await house.hears("Eero 1", "Eero 2")
    assert await house.pending() == 4
    gate.set()
    await house.hears("Eero 1", "Eero 2", "Aino 1", "Aino 2")


async def test_a_batch_that_was_not_acknowledged_comes_again_and_changes_nothing(house: House, tg: Telegram) -> None:
    aino, eero = await tg.person("Aino"), await tg.person("Eero")
    await tg.write(aino, aino, "moi")
    await tg.write(eero, eero, "hei")
    gate = asyncio.Event()

    async def eero_is_slow(update: Update) -> None:
        if update.effective_user is not None and update.effective_user.id == eero:
            await gate.wait()

    house.before = eero_is_slow
    house.start()
    await house.hears("moi")
    await house.die()
    house.renew()
    gate.set()
    house.start()
    await house.hears("moi", "hei")
    assert house.replays == 1


async def test_while_some_are_at_work_what_is_done_before_them_is_acknowledged_and_news_is_fetched(house: House, tg: Telegram) -> None:
    aino, eero = await tg.person("Aino"), await tg.person("Eero")
    gates = {words: asyncio.Event() for words in ("odota", "hei", "hoi")}

    async def some_are_slow(update: Update) -> None:
        if update.message is not None and update.message.text in gates:
            await gates[update.message.text].wait()

    house.start()
    await tg.write(aino, aino, "moi")
    await house.hears("moi")
    house.before = some_are_slow
    await tg.write(aino, aino, "odota")
    await asyncio.sleep(0.2)
    for who, words in ((aino, "1"), (eero, "hei"), (eero, "hoi")):
        await tg.write(who, who, words)
    gates["odota"].set()
    await house.hears("moi", "odota", "1")
    await until(lambda: pending_is(house, 2))
    await tg.write(aino, aino, "2")
    gates["hei"].set()
    await house.hears("moi", "odota", "1", "hei", "2")
    assert await house.pending() == 2
    gates["hoi"].set()
    await house.hears("moi", "odota", "1", "hei", "2", "hoi")
    await until(lambda: pending_is(house, 0))
    assert house.replays == 0
    await nobody_was_told(house)


async def nobody_was_told(house: House) -> None:
    assert house.apologies == []
    assert await house.tg.findings() == []


async def test_an_error_in_a_handler_is_told_under_a_code_and_holds_up_nobody(house: House, tg: Telegram) -> None:
    aino = await tg.person()

    async def fail(update: Update) -> None:
        if update.message is not None and update.message.text == "rikki":
            raise ValueError("rikki")

    house.before = fail
    house.start()
    await tg.write(aino, aino, "rikki")
    await tg.write(aino, aino, "moi")
    await house.hears("moi")
    ((_, code),) = house.apologies
    assert len(code) == 7
    await until(lambda: pending_is(house, 0))
    assert house.rest == 1, "no later handler answers what has failed"


def outage() -> OperationalError:
    return OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))


async def test_while_the_database_is_away_nothing_is_acknowledged_and_the_persons_rest_waits(house: House, tg: Telegram) -> None:
    aino, eero = await tg.person("Aino"), await tg.person("Eero")
    failures = 3

    async def full(update: Update) -> None:
        nonlocal failures
        if update.effective_user is not None and update.effective_user.id == aino and failures:
            failures -= 1
            raise outage()

    house.before = full
    for words in ("1", "2"):
        await tg.write(aino, aino, words)
    await tg.write(eero, eero, "moi")
    house.start()
    await house.hears("moi")
    assert await house.pending() == 3
    await house.hears("moi", "1", "2")
    await until(lambda: pending_is(house, 0))
    await nobody_was_told(house)


async def test_a_full_disk_that_stays_full_is_told_in_the_end(house: House, tg: Telegram) -> None:
    house.renew(patience=Patience(tries=3))
    aino = await tg.person()

    async def full(_: Update) -> None:
        raise outage()

    house.before = full
    await tg.write(aino, aino, "moi")
    house.start()
    await until(lambda: house.apologies)
    await until(lambda: pending_is(house, 0))
    assert house.heard == []


async def test_a_locked_database_is_waited_for(house: House, tg: Telegram, database_url: str) -> None:
    if not database_url.startswith("sqlite"):
        return
    aino = await tg.person()
    other = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    house.start()
    await until(lambda: house.health.beats["poll"] and house.receiver._poll)
    other.execute("BEGIN IMMEDIATE")
    await tg.write(aino, aino, "moi")
    await asyncio.sleep(1)
    assert house.heard == []
    assert await house.pending() == 1
    other.execute("ROLLBACK")
    other.close()
    await house.hears("moi")
    assert house.apologies == []


async def test_a_handler_that_takes_too_long_is_tried_again_and_then_told(house: House, tg: Telegram) -> None:
    house.renew(patience=Patience(handler_s=0.2))
    aino = await tg.person()
    tries = 0

    async def hang(_: Update) -> None:
        nonlocal tries
        tries += 1
        await asyncio.Event().wait()

    house.before = hang
    await tg.write(aino, aino, "moi")
    house.start()
    await until(lambda: house.apologies)
    assert tries == Patience().tries_out_of_time


async def test_stopping_finishes_the_batch_and_acknowledges_it_and_loses_nothing_that_comes_along(house: House, tg: Telegram) -> None:
    aino, eero = await tg.person("Aino"), await tg.person("Eero")
    gate, busy = asyncio.Event(), asyncio.Event()

    async def slow(_: Update) -> None:
        busy.set()
        await gate.wait()

    house.before = slow
    await tg.write(aino, aino, "ensin")
    house.start()
    await busy.wait()
    await tg.write(eero, eero, "sitten")
    house.receiver.stop()
    gate.set()
    assert house.running is not None
    await asyncio.wait_for(house.running, 3)
    await house.hears("ensin")
    assert await house.pending() == 1
    house.renew()
    house.start()
    await house.hears("ensin", "sitten")
    assert house.replays == 0


async def test_stopping_does_not_wait_for_the_long_poll(house: House) -> None:
    house.start()
    await until(lambda: house.receiver._poll)
    await asyncio.sleep(0.2)
    assert house.running is not None
    house.receiver.stop()
    await asyncio.wait_for(house.running, 1)


async def test_stopping_while_the_database_is_away_leaves_the_update_to_telegram(house: House, tg: Telegram) -> None:
    aino = await tg.person()

    async def full(_: Update) -> None:
        raise outage()

    house.before = full
    await tg.write(aino, aino, "moi")
    house.start()
    await until(lambda: house.health._troubles)
    assert house.running is not None
    house.receiver.stop()
    await asyncio.wait_for(house.running, 3)
    assert await house.pending() == 1
    assert house.apologies == []
    house.before = nothing
    house.renew()
    house.start()
    await house.hears("moi")


@pytest.mark.parametrize(
    "action", [{"status": 502, "raw": "<html>Bad Gateway</html>"}, {"drop": "before"}, {"retry_after": 1}, {"truncate": 5}]
)
async def test_a_bad_network_is_borne(house: House, tg: Telegram, action: dict[str, Any]) -> None:
    aino = await tg.person()
    await tg.emu("faults", {"match": {"method": "getUpdates", "times": 2}, "action": action})
    house.start()
    await tg.write(aino, aino, "moi")
    await house.hears("moi")
    assert house.apologies == []


async def test_a_revoked_token_ends_receiving_with_clear_words(house: House, tg: Telegram) -> None:
    house.start()
    await until(lambda: house.receiver._poll)
    await tg.emu("bot", {"revoke": True})
    running, house.running = house.running, None
    assert running is not None
    with pytest.raises(MustStop) as stopped:
        await asyncio.wait_for(running, 10)
    assert str(stopped.value) == REVOKED


async def test_a_second_poller_is_borne_for_a_while_and_then_named(house: House, tg: Telegram) -> None:
    house.renew(patience=Patience(conflict_s=1.0, conflict_pause_s=0.1))
    conflict = {"status": 409, "description": "Conflict: terminated by other getUpdates request"}
    await tg.emu("faults", {"match": {"method": "getUpdates", "times": 100}, "action": conflict})
    house.start()
    running, house.running = house.running, None
    assert running is not None
    started = asyncio.get_running_loop().time()
    with pytest.raises(MustStop) as stopped:
        await asyncio.wait_for(running, 10)
    assert str(stopped.value) == TWO_POLLERS
    assert asyncio.get_running_loop().time() - started >= 1


async def test_a_webhook_left_behind_is_taken_away_and_its_updates_are_kept(house: House, tg: Telegram) -> None:
    aino = await tg.person()
    await tg.call("setWebhook", url="https://example.org/old")
    await tg.write(aino, aino, "moi")
    house.start()
    await house.hears("moi")


async def test_a_webhook_that_is_set_meanwhile_is_taken_away_too(house: House, tg: Telegram) -> None:
    aino = await tg.person()
    house.renew(patience=Patience(conflict_pause_s=0.1))
    house.start()
    await until(lambda: house.receiver._poll)
    await tg.call("setWebhook", url="https://example.org/new")
    await tg.write(aino, aino, "moi")
    await house.hears("moi")


async def test_updates_of_one_person_handed_over_one_by_one_stay_in_order(house: House) -> None:
    gate = asyncio.Event()

    async def the_first_is_slow(update: Update) -> None:
        if update.update_id == 1:
            await gate.wait()

    house.before = the_first_is_slow
    handing = [asyncio.create_task(house.receiver.handle([told(house, number)])) for number in (1, 2, 3)]
    await asyncio.sleep(0.1)
    assert house.heard == []
    gate.set()
    await asyncio.gather(*handing)
    assert [words for _, words in house.heard] == ["1", "2", "3"]


def told(house: House, number: int, who: int = 1000) -> Update:
    user = {"id": who, "is_bot": False, "first_name": "Asukas"}
    message = {"message_id": number, "date": 0, "chat": {"id": who, "type": "private"}, "from": user, "text": f"{number}"}
    update = Update.de_json({"update_id": number, "message": message}, house.application.bot)
    assert update is not None
    return update


async def test_an_update_that_kills_the_process_is_found_and_left_out(house: House, tg: Telegram) -> None:
    aino, eero = await tg.person("Aino"), await tg.person("Eero")
    died = asyncio.Event()

    async def deadly(update: Update) -> None:
        if update.message is not None and update.message.text == "myrkky":
            died.set()
            await asyncio.Event().wait()

    house.before = deadly
    await tg.write(eero, eero, "moi")
    await tg.write(aino, aino, "myrkky")
    await tg.write(eero, eero, "hei")
    for _ in range(3):
        died.clear()
        house.start()
        await asyncio.wait_for(died.wait(), 5)
        await house.die()
        house.renew()
    house.start()
    await house.hears("moi", "hei")
    assert len(house.apologies) == 1
    await until(lambda: pending_is(house, 0))
    await until(lambda: finished(house))


async def finished(house: House) -> bool:
    stands = await house.db.transaction(process.note_start)
    return stands.starts == 1


async def test_unknown_kinds_of_updates_are_tolerated(house: House, tg: Telegram) -> None:
    updates = [
        Update.de_json({"update_id": 1, "telepathy": {"thought": "moi"}}, house.application.bot),
        Update.de_json({"update_id": 2}, house.application.bot),
    ]
    await house.receiver.handle([update for update in updates if update is not None])
    assert house.apologies == []


async def test_a_thousand_updates_of_many_people_are_handled_in_a_few_seconds(house: House) -> None:
    started = asyncio.get_running_loop().time()
    for start in range(1, 1000, 100):
        await house.receiver.handle([told(house, number, 1000 + number % 200) for number in range(start, start + 100)])
    assert asyncio.get_running_loop().time() - started < 5
    assert len(house.heard) == 1000
    for person in range(1000, 1200):
        said = [int(words) for who, words in house.heard if who == person]
        assert said == sorted(said)


async def test_each_update_is_signed_in_the_database(house: House, tg: Telegram) -> None:
    aino = await tg.person()
    house.start()
    await tg.write(aino, aino, "moi")
    await until(lambda: pending_is(house, 0))
    assert await house.db.read(lambda db: db.execute(text("SELECT count(*) FROM handled_updates")).scalar()) == 1
