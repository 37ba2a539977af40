"""Every message is sent, failed with a reason, or uncertain, whatever Telegram answers."""

import asyncio
import sqlite3
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.stopping import REVOKED, TWO_SENDERS, MustStop
from playground.server import Playground
from storage import outbox, people, places, troubles
from storage.outbox import Op, To
from storage.people import Reach
from storage.places import ChatState
from storage.troubles import TroubleKind
from tests.bot.rig import Rig, now, until
from tests.playground.telegram import Telegram


async def fault(tg: Telegram, method: str, action: dict[str, Any], **match: Any) -> None:
    """The next call of a method fails like this."""
    await tg.emu("faults", {"match": {"method": method, "times": 1, **match}, "action": action})


async def known_person(rig: Rig, tg: Telegram, **fields: Any) -> int:
    aino = await tg.person(**fields)

    def add(db: Connection) -> None:
        people.add_person(db, aino, reach=Reach.OPEN)

    await rig.db.transaction(add)
    return aino


async def reach_of(rig: Rig, person: int) -> Reach:
    found = await rig.db.read(people.find_person, person)
    assert found is not None
    return found.reach


async def chat_of(rig: Rig, chat: int) -> places.Chat:
    return await rig.db.read(places.get_chat, chat)


async def test_a_refusal_for_too_much_holds_that_chat_and_no_other(rig: Rig, tg: Telegram) -> None:
    aino, eero = await tg.person("Aino"), await tg.person("Eero")
    await fault(tg, "sendMessage", {"retry_after": 2}, chat=aino)
    rig.start()
    await rig.owe(To(address=aino), "ensin")
    await until(rig.calls)
    await rig.owe(To(address=eero), "heti")
    await rig.settled("waiting", "sent", seconds=1.5)
    await rig.settled("sent", "sent")
    assert len(await rig.calls("sendMessage")) == 3
    assert (await rig.debts())[0].attempts == 1, "what was refused is no attempt"


async def test_a_long_silence_outlasts_a_restart(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    await fault(tg, "sendMessage", {"retry_after": 3600})
    rig.start()
    await rig.owe(To(address=aino))
    await rig.owe(To(address=aino), "myös")

    async def held() -> bool:
        return all(debt.not_before is not None for debt in await rig.debts())

    await until(held)
    assert all(timedelta(minutes=59) < (debt.not_before or now()) - now() < timedelta(minutes=61) for debt in await rig.debts())
    await rig.stop()
    rig.renew()
    rig.start()
    await asyncio.sleep(0.3)
    await rig.settled("waiting", "waiting")
    assert len(await rig.calls("sendMessage")) == 1


@pytest.mark.parametrize(("act", "reach"), [("block", Reach.BLOCKED), ("delete_account", Reach.GONE)])
async def test_somebody_who_left_is_not_written_to_again(rig: Rig, tg: Telegram, act: str, reach: Reach) -> None:
    aino = await known_person(rig, tg)
    await tg.act(act, user=aino)
    rig.start()
    await rig.owe(To(address=aino))
    (debt,) = await rig.settled("failed")
    assert debt.reason == {Reach.BLOCKED: "blocked", Reach.GONE: "deactivated"}[reach]
    assert await reach_of(rig, aino) is reach
    assert debt.params == {}


async def test_somebody_who_never_started_the_bot_is_not_reached(rig: Rig, tg: Telegram) -> None:
    aino = await known_person(rig, tg, started=False)
    rig.start()
    await rig.owe(To(address=aino))
    (debt,) = await rig.settled("failed")
    assert debt.reason == "never"
    assert await reach_of(rig, aino) is Reach.NEVER


async def test_a_group_the_bot_was_removed_from_gets_no_further_call(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    group = await tg.group(admin=aino)
    chat = await rig.chat(group)
    await tg.act("kick", chat=group, user=await tg.bot_id())
    rig.start()
    await rig.owe(To(chat_id=chat))
    await rig.settled("failed")
    found = await chat_of(rig, chat)
    assert found.state is ChatState.REMOVED
    assert found.removed_at is not None
    await rig.owe(To(chat_id=chat))
    await rig.settled("failed", "failed")
    assert len(await rig.calls("sendMessage")) == 1


async def test_a_group_that_moved_in_silence_is_followed(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    group = await tg.group(admin=aino, type="group")
    chat = await rig.chat(group)
    moved = (await tg.act("migrate", chat=group, announce=False))["id"]
    rig.start()
    await rig.owe(To(chat_id=chat), "Tervetuloa")
    await rig.settled("sent")
    assert (await chat_of(rig, chat)).telegram_id == moved
    assert await rig.texts(moved, aino) == ["Tervetuloa"]


async def test_what_is_owed_to_a_moved_groups_number_follows_too(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    group = await tg.group(admin=aino, type="group")
    moved = (await tg.act("migrate", chat=group, announce=False))["id"]
    rig.start()
    await rig.owe(To(address=group), "Tervetuloa")
    await rig.settled("sent")
    assert await rig.texts(moved, aino) == ["Tervetuloa"]


async def test_a_card_somebody_deleted_is_posted_again(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    group = await tg.group(admin=aino)
    chat = await rig.chat(group)
    message = await tg.said(group, "Talkoot 1")
    card = await rig.card(chat, message)
    await tg.act("delete", chat=group, user=aino, message=message)
    rig.start()
    await rig.tap(card)
    await rig.settled("sent")
    assert await rig.texts(group, aino) == ["Talkoot taas"]
    row = await rig.card_row(card)
    assert row.message_id not in (None, message)
    await rig.quiet()
    assert (await rig.card_row(card)).shown_version == 2


async def test_an_edit_of_what_is_gone_is_dropped_and_a_deletion_of_it_is_done(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    rig.start()
    await rig.owe(To(address=aino), op=Op.EDIT, message_id=4711)
    await rig.owe(To(address=aino), op=Op.DELETE, message_id=4711)
    edit, _ = await rig.settled("dropped", "sent")
    assert edit.reason == "gone"


async def test_a_closed_topic_sends_the_message_to_the_group_itself(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    group = await tg.group(admin=aino, is_forum=True)
    thread = (await tg.act("create_topic", chat=group, name="Talkoot"))["message_thread_id"]
    await tg.act("close_topic", chat=group, thread=thread)
    chat = await rig.chat(group)
    await rig.db.transaction(places.change_chat, chat, thread_id=thread)
    rig.start()
    await rig.owe(To(chat_id=chat, thread=99), "Tervetuloa")
    await rig.settled("sent")
    assert not await rig.db.read(troubles.is_there, chat, TroubleKind.NO_TOPIC), "it is not the group's topic for cards"
    await rig.owe(To(chat_id=chat, thread=thread), "Tervetuloa taas")
    await rig.settled("sent", "sent")
    assert await rig.db.read(troubles.is_there, chat, TroubleKind.NO_TOPIC)
    assert (await rig.texts(group, aino))[-2:] == ["Tervetuloa", "Tervetuloa taas"]


async def test_markup_that_telegram_does_not_understand_arrives_as_plain_text(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    rig.start()
    await rig.owe(To(address=aino), "<b>Talkoot &amp; <wrong>kahvi")
    await rig.settled("sent")
    assert (await rig.texts(aino, aino))[-1] == "Talkoot & kahvi"


async def test_what_telegram_will_never_take_fails_once(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    rig.start()
    await rig.owe(To(address=aino), "x" * 5000)
    (debt,) = await rig.settled("failed")
    assert debt.reason == "refused"
    assert len(await rig.calls("sendMessage")) == 1


async def test_a_mistake_in_a_view_fails_the_debt_under_a_code_and_holds_up_nobody(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    rig.start()
    await rig.owe(To(address=aino), "ensimmäinen", params={"mistake": True})
    await rig.owe(To(address=aino), "toinen")
    failed, _ = await rig.settled("failed", "sent")
    assert failed.reason is not None
    assert len(failed.reason) == 7


async def test_a_bad_gateway_is_borne(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    await fault(tg, "sendMessage", {"status": 500, "description": "Internal Server Error"})
    rig.start()
    await rig.owe(To(address=aino), again=False)
    await rig.settled("sent")
    assert (await rig.texts(aino, aino)).count("Tervetuloa") == 1


async def test_while_telegram_is_not_there_everything_waits(rig: Rig, tg: Telegram, playground: Playground) -> None:
    aino = await tg.person()
    port = int(playground.url.rsplit(":", 1)[1])
    await playground.stop()
    rig.start()
    for number in range(3):
        await rig.owe(To(address=aino), f"{number}", again=False)

    async def refused() -> bool:
        return (await rig.debts())[0].reason == "away"

    await until(refused)
    await playground.start(port=port)
    await rig.settled("sent", "sent", "sent")
    assert (await rig.texts(aino, aino))[-3:] == ["0", "1", "2"]


async def test_a_lost_answer_repeats_what_may_come_twice(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    await fault(tg, "sendMessage", {"drop": "after"})
    rig.start()
    await rig.owe(To(address=aino), "muistutus")
    await rig.settled("sent")
    assert (await rig.texts(aino, aino)).count("muistutus") == 2


async def test_a_lost_answer_leaves_uncertain_what_must_not_come_twice(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    await fault(tg, "sendMessage", {"drop": "after"})
    rig.start()
    await rig.owe(To(address=aino), "kaikille", again=False)
    (debt,) = await rig.settled("uncertain")
    assert debt.reason == "answer-lost"
    assert debt.params == {"text": "kaikille"}, "its sender may send it again"
    assert (await rig.texts(aino, aino)).count("kaikille") == 1


async def test_a_message_that_keeps_losing_its_answer_is_left_uncertain(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    await tg.emu("faults", {"match": {"method": "deleteMessage", "times": 20}, "action": {"drop": "before"}})
    await tg.emu("faults", {"match": {"method": "sendMessage", "times": 20}, "action": {"drop": "before"}})

    def owe_and_count(db: Connection) -> None:
        outbox.owe(db, To(address=aino), outbox.Message("greeting", {"text": "moi"}), at=now())
        db.exec_driver_sql(f"UPDATE outbox SET attempts = {outbox.REPEATS - 1}")

    await rig.db.transaction(owe_and_count)
    rig.start()
    await rig.settled("uncertain")


async def test_a_process_that_died_while_sending_repeats_or_states_it(rig: Rig, tg: Telegram) -> None:
    aino, eero = await tg.person("Aino"), await tg.person("Eero")
    await tg.emu("faults", {"match": {"method": "sendMessage"}, "action": {"hold": "kill", "drop": "after"}})
    rig.start()
    await rig.owe(To(address=aino), "muistutus")
    await rig.owe(To(address=eero), "kaikille", again=False)
    await rig.settled("sending", "sending")
    await until(lambda: accepted(rig, aino))
    await rig.die()
    await tg.emu("faults/release", {"name": "kill"})
    await tg.emu("faults", verb="DELETE")
    rig.renew()
    rig.start()
    _, broadcast = await rig.settled("sent", "uncertain")
    assert broadcast.reason == "crash"
    assert (await rig.texts(aino, aino)).count("muistutus") == 2
    assert (await rig.texts(eero, eero)).count("kaikille") == 1


async def accepted(rig: Rig, person: int) -> bool:
    return bool(await rig.calls("sendMessage", chat=person))


async def test_a_revoked_token_ends_the_program_with_clear_words(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    await tg.emu("bot", {"revoke": True})
    rig.start()
    await rig.owe(To(address=aino))
    running, rig.running = rig.running, None
    assert running is not None
    with pytest.raises(MustStop, match="BotFather") as stopped:
        await asyncio.wait_for(running, 5)
    assert str(stopped.value) == REVOKED
    await rig.settled("waiting")


async def test_a_second_process_on_the_same_file_is_refused_and_a_killed_one_is_not_waited_for(rig: Rig) -> None:
    first = rig.delivery
    assert await first.lead()
    rig.renew()
    with pytest.raises(MustStop) as stopped:
        await rig.delivery.lead()
    assert str(stopped.value) == TWO_SENDERS
    await first._lease.release()
    assert await rig.delivery.lead()
    await rig.delivery._lease.release()


async def test_what_telegram_has_answered_is_written_down_when_the_database_is_back(rig: Rig, tg: Telegram, database_url: str) -> None:
    if not database_url.startswith("sqlite"):
        return
    aino = await tg.person()
    await tg.emu("faults", {"match": {"method": "sendMessage"}, "action": {"hold": "lock"}})
    rig.start()
    await rig.owe(To(address=aino), "kaikille", again=False)
    await rig.settled("sending")
    await until(lambda: accepted(rig, aino))
    other = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await tg.emu("faults/release", {"name": "lock"})
    await until(lambda: rig.health._troubles)
    other.execute("ROLLBACK")
    other.close()
    await rig.settled("sent")
    assert (await rig.texts(aino, aino)).count("kaikille") == 1
