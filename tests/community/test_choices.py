"""What a house chooses: only what was offered, by those who look after it, written down, and followed at once."""

from datetime import datetime
from typing import Any

import pytest

from community import choices, places
from community.choices import OPTIONS, Choice, Setting
from community.events import Answer
from community.places import Group
from community.questions import WAITED
from community.refusals import Refused
from storage.audit import Act, Entry
from storage.cards import Card
from storage.places import Announcers, Tenure, change_house
from storage.reminders import Reminder
from tests.community.neighbourhood import ADMIN, GROUP, OTHER_GROUP, RULES, Neighbourhood, in_private, neighbour

ANNA = neighbour(1)


async def choose(here: Neighbourhood, what: Setting, value: str, *, chat: int = 0, who: int = ADMIN, admin: bool = True) -> None:
    choice = Choice((await here.house()).id, what, chat, value)
    tapped: dict[str, Any] = {"message": 7, "language": "en", "rules": RULES, "now": here.now}
    await here.do(choices.choose, who=who, admin=admin, choice=choice, **tapped)


async def write(here: Neighbourhood, what: Setting, text: str) -> None:
    """An admin is asked for something, and writes it."""
    house, asked = (await here.house()).id, {"message": 7, "language": "en", "now": here.now}
    await here.do(choices.ask, who=ADMIN, admin=True, house=house, what=what, **asked)
    await here.do(choices.write, who=ADMIN, admin=True, text=text, language="en", rules=RULES, now=here.now)


async def test_every_choice_that_is_offered_can_be_made(here: Neighbourhood) -> None:
    chat = (await here.chat()).id
    for what, values in OPTIONS.items():
        for value in values:
            await choose(here, what, value, chat=chat if what in choices.OF_CHAT else 0)
    house, group = await here.house(), await here.chat()
    assert (house.languages, house.announcers, house.tenure, house.zone) == ("en,sv", Announcers.EVERYONE, Tenure.RENTED, "Europe/London")
    assert (house.quiet_from, house.quiet_until, house.quiet_until_day_off) == (23, 8, 10)
    assert (group.line_shown, group.digest_shown) == (False, False)


@pytest.mark.parametrize("what", list(Setting))
async def test_what_was_never_offered_is_refused(here: Neighbourhood, what: Setting) -> None:
    with pytest.raises(Refused, match="old-button"):
        await choose(here, what, "; DROP TABLE houses", chat=(await here.chat()).id)


async def test_only_those_in_charge_choose_and_only_for_their_groups(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    await here.do(places.settle, group=OTHER_GROUP, language="en", rules=RULES, now=here.now)
    with pytest.raises(Refused, match="not-in-charge"):
        await choose(here, Setting.TENURE, "rented", who=ANNA, admin=False)
    with pytest.raises(Refused, match="chat-gone"):
        await choose(here, Setting.LINE, "off", chat=(await here.chat()).id + 1)


async def test_a_change_is_written_down_and_the_same_choice_again_is_none(here: Neighbourhood) -> None:
    for _ in range(2):
        await choose(here, Setting.TENURE, "owned")
    (entry,) = await here.rows(Entry)
    assert (entry.act, entry.person_id) == (Act.SETTINGS_CHANGED, (await here.person(ADMIN)).id)


async def test_cards_speak_the_languages_of_the_house_at_once(here: Neighbourhood) -> None:
    await here.event()
    (before,) = await here.rows(Card)
    await choose(here, Setting.LANGUAGES, "sv,fi")
    (after,) = await here.rows(Card)
    assert (after.version, (await here.house()).spoken) == (before.version + 1, ("sv", "fi"))


async def test_reminders_move_with_the_quiet_hours(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    await here.answer(await here.event(), ANNA, Answer.COMING)
    await here.db.transaction(change_house, 1, quiet_from=16, quiet_until=9)
    await choose(here, Setting.QUIET, "")
    assert [each.due_at for each in await here.rows(Reminder)] == [datetime.fromisoformat("2027-05-21T17:00+03:00")]


@pytest.mark.parametrize(("written", "zone"), [("Riga", "Europe/Riga"), ("europe/riga", "Europe/Riga"), ("new york", "America/New_York")])
async def test_a_zone_is_written_as_people_write_it(here: Neighbourhood, written: str, zone: str) -> None:
    await write(here, Setting.ZONE, written)
    assert (await here.house()).zone == zone


@pytest.mark.parametrize("written", ["", "Koivukuja", "../../etc/passwd", "x" * 500])
async def test_what_is_no_zone_is_refused_and_asked_for_still(here: Neighbourhood, written: str) -> None:
    with pytest.raises(Refused, match="no-such-zone"):
        await write(here, Setting.ZONE, written)
    assert await here.db.read(choices.awaited, who=ADMIN, now=here.now)


async def test_a_house_is_called_like_its_group_until_somebody_names_it(here: Neighbourhood) -> None:
    await here.do(places.rename, group=Group(GROUP.telegram_id, "Koivukuja 3 A–C"), now=here.now)
    assert (await here.house()).name == "Koivukuja 3 A–C"
    await write(here, Setting.NAME, "  As Oy Koivu\u202e ")
    await here.do(places.rename, group=Group(GROUP.telegram_id, "Party!"), now=here.now)
    assert (await here.house()).name == "As Oy Koivu"
    for bad in ("\u200b", "x" * 61):
        with pytest.raises(Refused, match="bad-house-name"):
            await write(here, Setting.NAME, bad)


async def test_after_a_while_words_are_words_again(here: Neighbourhood) -> None:
    house = (await here.house()).id
    await here.do(choices.ask, who=ADMIN, admin=True, house=house, what=Setting.NAME, message=7, language="en", now=here.now)
    assert await here.db.read(choices.awaited, who=ADMIN, now=here.now + WAITED) is None


async def test_a_card_from_private_goes_to_the_topic_of_the_group(here: Neighbourhood) -> None:
    chat = (await here.chat()).id
    await choose(here, Setting.TOPIC, "77", chat=chat)
    await here.announce(origin=in_private())
    await here.publish(chat=chat)
    assert [(debt.kind, debt.thread_id) for debt in await here.debts("card")] == [("card", 77)]
    await choose(here, Setting.TOPIC, "", chat=chat)
    assert (await here.chat()).thread_id is None
