"""Groups become houses by themselves, and nothing is lost when they move, are renamed, or lose the bot for a while."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from community import events, moving, places
from community.places import Group
from community.refusals import Refused
from storage import cards, people
from storage.cards import Card
from storage.drafts import Draft
from storage.erasures import Erasure
from storage.outbox import Lane, Op
from storage.people import Membership, Person, Reach
from storage.places import Chat, ChatState, House
from storage.reminders import Reminder
from tests.community.neighbourhood import ADMIN, GROUP, OTHER_GROUP, RULES, Neighbourhood, in_group, neighbour, presser

ANNA = neighbour(1)
NEW = -1003000000009
"""The number a group gets when it becomes a supergroup."""


async def join(here: Neighbourhood, token: str, who: int = ANNA, language: str = "fi") -> places.Joined:
    """Somebody presses Join."""
    return await here.do(places.join, token=token, presser=presser(who, language), notice=1, message=44, rules=RULES, now=here.now)


async def test_adding_the_bot_to_a_group_makes_a_house_and_is_welcomed_once(here: Neighbourhood) -> None:
    await here.do(places.settle, group=OTHER_GROUP, language="sv", rules=RULES, now=here.now)
    await here.do(places.settle, group=OTHER_GROUP, language="sv", rules=RULES, now=here.now)
    first, second = await here.rows(House)
    assert (second.name, second.languages, second.zone, second.area_id) == ("Koivukuja 5", "sv", "Europe/Helsinki", None)
    assert first.token != second.token
    chats = await here.rows(Chat)
    assert [(chat.house_id, chat.telegram_id) for chat in chats] == [(first.id, GROUP.telegram_id), (second.id, OTHER_GROUP.telegram_id)]
    assert [debt.chat_id for debt in await here.debts("welcome")] == [chat.id for chat in chats]


async def test_tokens_cannot_be_guessed(here: Neighbourhood) -> None:
    for number in range(20):
        await here.do(places.settle, group=Group(-number - 1, "House"), language="en", rules=RULES, now=here.now)
    tokens = [house.token for house in await here.rows(House)]
    assert len(set(tokens)) == 21
    assert min(len(token) for token in tokens) >= 16


async def test_a_very_long_title_becomes_a_shorter_name(here: Neighbourhood) -> None:
    await here.do(places.settle, group=Group(-5, "K" * 255), language="en", rules=RULES, now=here.now)
    await here.do(places.rename, group=Group(-5, "L" * 255), now=here.now)
    assert (await here.rows(House))[-1].name == "L" * 128


async def test_a_renamed_group_renames_its_house(here: Neighbourhood) -> None:
    await here.do(places.rename, group=Group(GROUP.telegram_id, "Koivukuja 3 A"), now=here.now)
    assert (await here.house()).name == "Koivukuja 3 A"
    await here.do(places.rename, group=Group(-77, "A stranger's group"), now=here.now)
    assert len(await here.rows(House)) == 1


async def test_nothing_is_lost_while_the_bot_is_away_and_the_next_card_is_posted_again(here: Neighbourhood) -> None:
    event = await here.event()
    await here.event(line="Sun 23 May 12–15 Picnic")
    await here.do(places.leave, group=GROUP.telegram_id, now=here.now)
    assert ((await here.chat()).state, (await here.chat()).removed_at) == (ChatState.REMOVED, here.now)
    before = len(await here.debts())
    await here.do(places.settle, group=GROUP, language="fi", rules=RULES, now=here.now + timedelta(days=1))
    assert ((await here.chat()).state, (await here.chat()).removed_at) == (ChatState.ACTIVE, None)
    assert (await here.house()).languages == "en", "what was set stays"
    (card,) = (await here.debts())[before:]
    assert (card.kind, card.silent, card.lane) == ("card", True, Lane.CARD)
    assert await thing_of(here, card.card_id) == event.id


async def thing_of(here: Neighbourhood, card: int | None) -> int:
    """What a card shows."""
    return next(each.thing_id for each in await here.rows(Card) if each.id == card)


async def test_a_cancelled_event_is_not_what_comes_next(here: Neighbourhood) -> None:
    event = await here.event()
    picnic = await here.event(line="Sun 23 May 12–15 Picnic")
    await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    await here.do(places.leave, group=GROUP.telegram_id, now=here.now)
    before = len(await here.debts())
    await here.do(places.settle, group=GROUP, language="en", rules=RULES, now=here.now)
    assert [await thing_of(here, debt.card_id) for debt in (await here.debts())[before:]] == [picnic.id]


async def test_a_card_comes_back_to_its_topic(here: Neighbourhood) -> None:
    origin = in_group()
    await here.announce(origin=type(origin)(origin.address, origin.author, "en", GROUP, 42, 500, admin=True, mark=origin.mark))
    await here.publish()
    await here.do(places.leave, group=GROUP.telegram_id, now=here.now)
    before = len(await here.debts())
    await here.do(places.settle, group=GROUP, language="en", rules=RULES, now=here.now)
    assert [debt.thread_id for debt in (await here.debts())[before:]] == [42]


@pytest.mark.parametrize("order", [(0,), (0, 0), (0, 1), (1, 0)], ids=str)
async def test_a_group_that_becomes_a_supergroup_keeps_everything(here: Neighbourhood, order: Iterable[int]) -> None:
    """Both service messages tell the same (old, new); which comes first, and how often, changes nothing."""
    event = await here.event()
    await here.announce("Sun 23 May 12–15 Picnic")
    before = len(await here.debts())
    for _ in order:
        await here.do(moving.migrate, old=GROUP.telegram_id, new=NEW, now=here.now)
    (chat,) = await here.rows(Chat)
    assert (chat.telegram_id, chat.state) == (NEW, ChatState.ACTIVE)
    (debt,) = (await here.debts())[before:]
    assert (debt.kind, debt.chat_id, await thing_of(here, debt.card_id)) == ("card", chat.id, event.id)
    (card,) = await here.rows(Card)
    assert card.message_id is None, "old messages are dead"
    assert [(draft.address, draft.message_id) for draft in await here.rows(Draft)] == [(NEW, None)]


async def test_nothing_is_lost_when_the_new_group_was_met_before_the_move_was_told(here: Neighbourhood) -> None:
    event = await here.event()
    await here.do(places.settle, group=Group(NEW, GROUP.title), language="en", rules=RULES, now=here.now)
    await here.do(moving.migrate, old=GROUP.telegram_id, new=NEW, now=here.now)
    await here.do(moving.migrate, old=GROUP.telegram_id, new=NEW, now=here.now)
    chat = next(chat for chat in await here.rows(Chat) if chat.telegram_id == NEW)
    assert [card.chat_id for card in await here.rows(Card) if card.thing_id == event.id] == [chat.id]
    house = await here.house()
    assert chat.house_id == house.id
    assert [found.telegram_id for found in await here.rows(Chat)] == [NEW]
    assert len(await here.rows(House)) == 1


async def test_what_was_begun_in_the_new_group_survives_the_merging(here: Neighbourhood) -> None:
    await here.event()
    there = Group(NEW, GROUP.title)
    await here.do(places.settle, group=there, language="en", rules=RULES, now=here.now)
    await join(here, (await here.rows(House))[-1].token)
    await here.announce("Sun 23 May 12–15 Picnic", in_group(group=there))
    picnic = await here.publish()
    await here.announce("Sat 22 May 18–20 Sauna evening", in_group(group=there))
    await here.do(moving.migrate, old=GROUP.telegram_id, new=NEW, now=here.now)
    (house,), (chat,) = await here.rows(House), await here.rows(Chat)
    upcoming = await here.db.read(events.whats_on, who=ANNA, now=here.now)
    assert [each.title for each in upcoming] == ["Spring clean-up", "Picnic"]
    card = await here.db.read(cards.find_card, picnic.id, NEW)
    assert card is not None
    assert card.message_id is not None, "this message is alive"
    assert (await here.draft()).chat_id == chat.id
    assert {member.house_id for member in await here.rows(Membership)} == {house.id}


async def test_who_moved_is_found_whatever_number_is_told(here: Neighbourhood) -> None:
    assert await here.do(moving.migrate, old=-42, new=-43, now=here.now) is False
    assert await here.do(moving.migrate, old=GROUP.telegram_id, new=NEW, now=here.now) is True
    assert await here.do(moving.migrate, old=GROUP.telegram_id, new=NEW, now=here.now) is False


async def test_only_an_admin_says_what_a_house_speaks_and_all_cards_follow(here: Neighbourhood) -> None:
    await here.event()
    (before,) = await here.rows(Card)
    values = {"group": GROUP.telegram_id, "message": 55, "now": here.now}
    with pytest.raises(Refused, match="not-admin"):
        await here.do(places.speak, languages="fi", admin=False, **values)
    with pytest.raises(Refused, match="no-such-language"):
        await here.do(places.speak, languages="fi,sv,en", admin=True, **values)
    with pytest.raises(Refused, match="chat-gone"):
        await here.do(places.speak, languages="fi", admin=True, **{**values, "group": -8})
    spoken = await here.do(places.speak, languages="fi,sv", admin=True, **values)
    assert spoken.spoken == ("fi", "sv")
    assert (await here.rows(Card))[0].version > before.version
    edit = (await here.debts("welcome"))[-1]
    assert (edit.op, edit.message_id) == (Op.EDIT, 55)


async def test_joining_makes_a_resident_who_can_be_written_to(here: Neighbourhood) -> None:
    event = await here.event()
    joined = await join(here, (await here.house()).token)
    assert (joined.again, joined.house.name, joined.next and joined.next.id) == (False, "Koivukuja 3", event.id)
    anna = await here.person(ANNA)
    assert (anna.language, anna.reach, anna.joined_at, anna.notice_version, anna.name) == ("fi", Reach.OPEN, here.now, 1, None)
    said = [(debt.kind, debt.op, debt.address) for debt in await here.debts() if debt.address == ANNA]
    assert said == [("joined", Op.EDIT, ANNA), ("reminding-offer", Op.SEND, ANNA)]


async def test_joining_again_changes_nothing(here: Neighbourhood) -> None:
    token = (await here.house()).token
    await join(here, token)
    here.now += timedelta(days=3)
    assert (await join(here, token)).again
    assert len([each for each in await here.rows(Membership) if each.person_id == (await here.person(ANNA)).id]) == 1
    assert (await here.person(ANNA)).joined_at == here.now - timedelta(days=3)
    assert [debt.address for debt in await here.debts("reminding-offer")].count(ANNA) == 1


async def test_a_person_may_live_in_several_houses(here: Neighbourhood) -> None:
    await here.do(places.settle, group=OTHER_GROUP, language="fi", rules=RULES, now=here.now)
    for house in await here.rows(House):
        await join(here, house.token)
    anna = (await here.person(ANNA)).id
    assert await here.db.read(people.list_house_ids, anna) == [house.id for house in await here.rows(House)]


async def test_who_pressed_before_joining_keeps_the_answer_and_gets_reminders(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    await join(here, (await here.house()).token)
    anna = await here.sign_up(event, ANNA)
    assert anna is not None
    reminders = await here.rows(Reminder)
    assert [each.sign_up_id for each in reminders] == [anna.id]


@pytest.mark.parametrize("token", ["", "nothing", "%", "' OR 1=1 --"])
async def test_an_old_code_answers_politely_and_stores_nothing(here: Neighbourhood, token: str) -> None:
    with pytest.raises(Refused, match="old-code"):
        await join(here, token)
    assert [person.telegram_id for person in await here.rows(Person)] == [ADMIN]
    assert await here.rows(Erasure) == []


async def test_an_area_holds_houses(here: Neighbourhood) -> None:
    await here.do(places.settle, group=OTHER_GROUP, language="fi", rules=RULES, now=here.now)
    groups = [GROUP.telegram_id, OTHER_GROUP.telegram_id, -99]
    area = await here.do(places.found_area, name="Koivula", groups=groups, now=here.now)
    assert [house.area_id for house in await here.rows(House)] == [area, area]
