"""What is owed is delivered: over a real playground and a real database."""

from datetime import timedelta

from storage.outbox import Op, To
from tests.bot.rig import Rig, now
from tests.playground.telegram import Telegram


async def test_an_owed_message_arrives_as_it_is_rendered(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    rig.start()
    await rig.owe(To(address=aino), "Tervetuloa, <b>Aino</b>", silent=True, params={"keys": True})
    (debt,) = await rig.settled("sent")
    messages = await tg.see(f"chats/{aino}/messages", user=aino)
    assert messages[-1]["text"] == "Tervetuloa, Aino"
    assert [key["text"] for key in messages[-1]["reply_markup"]["inline_keyboard"][0]] == ["Tulen", "Lue"]
    assert debt.params == {}
    assert debt.address is None
    (call,) = await rig.calls("sendMessage")
    assert call["request"]["disable_notification"] in (True, "true")
    assert await tg.findings() == []


async def test_what_is_due_later_is_sent_later_without_being_woken(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    rig.start()
    await rig.owe(To(address=aino), at=now() + timedelta(seconds=0.4))
    assert not await rig.calls("sendMessage")
    await rig.settled("sent", seconds=3)


async def test_what_is_no_longer_true_is_not_sent(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    rig.start()
    await rig.owe(To(address=aino), None)
    (debt,) = await rig.settled("dropped")
    assert debt.reason == "untrue"
    assert not await rig.calls("sendMessage")


async def test_what_comes_too_late_is_not_sent(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    rig.start()
    await rig.owe(To(address=aino), until=now() - timedelta(seconds=1))
    (debt,) = await rig.settled("dropped")
    assert debt.reason == "late"


async def test_a_message_that_ends_by_itself_is_deleted(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    group = await tg.group(admin=aino)
    rig.start()
    await rig.owe(To(chat_id=await rig.chat(group)), "Hetki", delete_after=1)
    await rig.settled("sent", "sent")
    assert await rig.texts(group, aino) == []
    assert len(await rig.calls("deleteMessage")) == 1


async def test_a_document_comes_with_its_caption(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    rig.start()
    await rig.owe(To(address=aino), "Kalenteriin", params={"document": True})
    await rig.settled("sent")
    messages = await tg.see(f"chats/{aino}/messages", user=aino)
    assert messages[-1]["caption"] == "Kalenteriin"
    assert messages[-1]["document"]["file_name"] == "kutsu.ics"


async def test_messages_of_one_chat_keep_their_order(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    for number in range(4):
        await rig.owe(To(address=aino), f"{number}", at=now() - timedelta(seconds=10 - number))
    rig.start()
    await rig.settled(*["sent"] * 4)
    assert (await rig.texts(aino, aino))[-4:] == ["0", "1", "2", "3"]
    assert await tg.findings() == []


async def test_an_edit_changes_the_message_and_the_same_edit_again_is_no_error(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    message = await tg.said(aino, "vanha")
    rig.start()
    await rig.owe(To(address=aino), "uusi", op=Op.EDIT, message_id=message)
    await rig.owe(To(address=aino), "uusi", op=Op.EDIT, message_id=message)
    await rig.settled("sent", "sent")
    assert (await rig.texts(aino, aino))[-1] == "uusi"


async def test_a_card_that_is_posted_is_known_and_then_edited(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    group = await tg.group(admin=aino)
    chat = await rig.chat(group)
    card = await rig.card(chat, behind=True)
    rig.start()
    await rig.owe(To(chat_id=chat), "Talkoot", card_id=card)
    await rig.settled("sent")
    row = await rig.card_row(card)
    assert row.message_id is not None
    assert row.shown_version == row.version == 1
    await rig.tap(card)
    await rig.quiet()
    assert await rig.texts(group, aino) == ["Talkoot 2"]
    assert await tg.findings() == []
