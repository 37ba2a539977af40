"""Choosing when a notice goes: in words, by an event, for a draft and for a notice that waits; and what the preview says of it."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from community import announcements, events
from community.announcements import Announcement, AnnouncementState, Audience, Of, Relation, Timing, drafting, previewing, writing
from community.announcements.hours import Planned
from community.refusals import Refused
from storage import places as place_rows
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour
from tests.community.noticing import announce, everywhere, houses, the_announcement

ZONE = "Europe/Helsinki"


def on(month: int, day: int, hour: int) -> datetime:
    """A time on the wall, in 2027."""
    return datetime.combine(date(2027, month, day), time(hour))


async def a_draft(here: Neighbourhood, **data: Any) -> int:
    """The manager writes a notice to all houses."""
    await here.manages()
    return await here.do(drafting.begin, who=ADMIN, texts={"en": "Water cut"}, rules=RULES, now=here.now, **data)


def turn(here: Neighbourhood, of: Of, number: int, **more: Any) -> dict[str, Any]:
    """A press of the manager."""
    return {"who": ADMIN, "of": of, "number": number, "language": "en", "rules": RULES, "now": here.now, **more}


async def planned(here: Neighbourhood, draft: int) -> Planned:
    """What the preview says of when it goes."""
    shown = await here.do(previewing.look, who=ADMIN, draft=draft, rules=RULES, now=here.now)
    assert shown.planned is not None
    return shown.planned


async def says(here: Neighbourhood, of: Of, number: int, text: str) -> None:
    """The manager is asked, and writes."""
    await here.do(announcements.ask_when, **turn(here, of, number, message=77))
    assert await here.db.read(announcements.is_asked_when, who=ADMIN, now=here.now)
    await here.do(announcements.write_when, who=ADMIN, text=text, language="en", rules=RULES, now=here.now)


@pytest.mark.parametrize("words", ["Tue 18 May 9", "ti 18.5. klo 9", "tisdag 18.5 kl. 9"])
async def test_a_time_in_words_is_when_it_goes_and_the_draft_can_be_written_on(here: Neighbourhood, words: str) -> None:
    draft = await a_draft(here)
    await says(here, Of.DRAFT, draft, words)
    going = (await planned(here, draft)).going
    assert going is not None
    assert going.wall == on(5, 18, 9)
    assert not await here.db.read(announcements.is_asked_when, who=ADMIN, now=here.now)
    assert await here.db.read(writing.is_writing, who=ADMIN, now=here.now)
    assert [debt.message_id for debt in await here.debts("gone")] == [77], "the question goes, the preview is below the words"


async def test_of_two_readings_both_are_offered_and_the_question_stays(here: Neighbourhood) -> None:
    draft = await a_draft(here)
    await says(here, Of.DRAFT, draft, "next Friday at 18:00")
    [*_, asked] = await here.debts("announcement-when")
    first, second = (datetime.fromisoformat(each) for each in asked.params["candidates"])
    assert (first, second) == (on(5, 14, 18), on(5, 21, 18))
    assert await here.db.read(announcements.is_asked_when, who=ADMIN, now=here.now)
    await here.do(announcements.choose_wall, wall=second, **turn(here, Of.DRAFT, draft, message=78))
    assert (await planned(here, draft)).going == announcements.at_wall(second, ZONE)


@pytest.mark.parametrize(("words", "code"), [("Sun 9 May 9", "past"), ("Tue", "no-time"), ("soon", "not-understood")])
async def test_what_can_not_be_understood_is_refused_and_asked_on(here: Neighbourhood, words: str, code: str) -> None:
    draft = await a_draft(here)
    with pytest.raises(Refused, match=code):
        await says(here, Of.DRAFT, draft, words)
    assert await here.db.read(announcements.is_asked_when, who=ADMIN, now=here.now)
    await here.do(announcements.keep_time, **turn(here, Of.DRAFT, draft, message=77))
    assert not await here.db.read(announcements.is_asked_when, who=ADMIN, now=here.now)
    assert (await planned(here, draft)).going is None


async def test_only_the_ways_to_go_with_an_event_that_are_ahead_are_offered(here: Neighbourhood) -> None:
    event = await here.event()  # Sat 22 May 12–15
    here.now += timedelta(days=6)
    draft = await a_draft(here)
    about = {"who": ADMIN, "of": Of.DRAFT, "number": draft, "page": 0, "rules": RULES, "now": here.now}
    coming = await here.do(announcements.look_at_events, event=None, **about)
    assert [each.id for each in coming.events] == [event.id]
    shown = await here.do(announcements.look_at_events, event=event.id, **about)
    walls = {relation: going.wall for relation, going in shown.ways}
    assert walls == {
        Relation.DAY_BEFORE: on(5, 21, 17),
        Relation.THAT_MORNING: on(5, 22, 8),
        Relation.HOURS_BEFORE: on(5, 22, 10),
        Relation.DAY_AFTER: on(5, 23, 10),
    }


async def test_an_event_that_is_cancelled_while_the_notice_is_written_is_said_in_the_preview(here: Neighbourhood) -> None:
    event, draft = await here.event(), await a_draft(here)
    timing = Timing(event=event.id, offset=announcements.OFFSETS[Relation.DAY_BEFORE])
    await here.do(announcements.choose, timing=timing, **turn(here, Of.DRAFT, draft, message=77))
    await here.do(events.cancel, event=event.id, who=ADMIN, message=66, rules=RULES, now=here.now)
    wrong = (await planned(here, draft)).wrong
    assert wrong is not None
    assert wrong.code == "event-cancelled"


async def test_the_preview_says_how_many_houses_are_quiet_then_and_until_when(here: Neighbourhood) -> None:
    await houses(here, 2)
    draft = await a_draft(here)
    assert (await planned(here, draft)).quiet == ()
    here.now += timedelta(hours=11)  # 23:00
    night = await planned(here, draft)
    assert [(end - here.now, number) for end, number in night.quiet] == [(timedelta(hours=9), 3)]
    assert (await planned(here, await a_draft(here, urgent=True))).quiet == ()


async def test_houses_in_several_zones_are_told_apart_by_the_one_whose_clock_is_meant(here: Neighbourhood) -> None:
    [chat] = await houses(here, 1)
    abroad = await here.db.read(place_rows.house_of_chat, chat)
    draft = await a_draft(here, wall=on(5, 18, 9).isoformat(), zone=ZONE)
    assert (await planned(here, draft)).house is None
    await here.db.transaction(place_rows.change_house, abroad.id, zone="America/New_York")
    assert (await planned(here, draft)).house == (await here.house()).name


async def test_a_notice_that_waits_gets_another_time_in_words(here: Neighbourhood) -> None:
    await here.manages()
    notice = await announce(here, everywhere(wall=on(5, 18, 9), zone=ZONE))
    await says(here, Of.NOTICE, notice.id, "Wed 19 May 9")
    assert (await the_announcement(here, notice)).wall == on(5, 19, 9)


async def test_a_resident_and_another_manager_choose_nothing_for_a_draft(here: Neighbourhood) -> None:
    draft, resident = await a_draft(here), await here.resident(neighbour(1))
    for who, code in ((resident, "may-not-announce"), (neighbour(2), "may-not-announce")):
        with pytest.raises(Refused, match=code):
            await here.do(announcements.choose, timing=Timing(), **turn(here, Of.DRAFT, draft, message=77) | {"who": who})


async def send(here: Neighbourhood, draft: int, *, confirmed: bool = False) -> Announcement | None:
    """The manager presses Send."""
    values = {"who": ADMIN, "draft": draft, "message": 77, "language": "en", "rules": RULES, "now": here.now}
    return await here.do(writing.send, confirmed=confirmed, **values)


async def test_a_third_urgent_notice_is_shown_with_how_many_each_house_had_before_it_goes(here: Neighbourhood) -> None:
    draft = await a_draft(here, urgent=True)
    for _ in range(2):
        await announce(here, everywhere(urgent=True))
    assert await send(here, draft) is None
    shown = await here.do(previewing.look, who=ADMIN, draft=draft, rules=RULES, now=here.now)
    assert [(house.name, number) for house, number in shown.often] == [((await here.house()).name, 2)]
    sent = await send(here, draft, confirmed=True)
    assert sent is not None
    assert (await the_announcement(here, sent)).state is AnnouncementState.SENDING


async def test_a_draft_with_a_time_is_scheduled_when_it_is_sent(here: Neighbourhood) -> None:
    draft = await a_draft(here, audience=Audience(everywhere=True).saved())
    await says(here, Of.DRAFT, draft, "Tue 18 May 9")
    sent = await send(here, draft)
    assert sent is not None
    assert (sent.state, sent.wall) == (AnnouncementState.SCHEDULED, on(5, 18, 9))
