"""Feeds and files: who gets which, what stands in them, and how an address ends."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from community import calendar, events, privacy
from community.calendar import Served, Status
from community.events import Answer, Press
from community.refusals import Refused
from storage import people
from storage.feeds import Feed
from storage.people import Membership
from tests.community.neighbourhood import ADMIN, OTHER_GROUP, RULES, Neighbourhood, in_group, neighbour, presser

ANNA, BERT = neighbour(1), neighbour(2)


async def opened(here: Neighbourhood, who: int, house: int | None = None) -> str:
    """The token of a person's address, asked for if need be."""
    await here.do(calendar.open_feed, who=who, house=house, message=7, now=here.now)
    return next(each.token for each in await addresses(here, who) if (each.house.id if each.house else None) == house and each.token)


async def addresses(here: Neighbourhood, who: int) -> list[calendar.Address]:
    return await here.db.read(calendar.my_addresses, who=who)


async def served(here: Neighbourhood, token: str) -> Served | None:
    return await here.db.read(calendar.feed, token=token, now=here.now)


async def stands_in(here: Neighbourhood, token: str) -> list[tuple[str, Status]]:
    """Titles and states in a feed."""
    found = await served(here, token)
    assert found is not None
    return [(each.title, each.status) for each in found.entries]


async def test_my_feed_has_what_i_said_yes_to(here: Neighbourhood) -> None:
    for number, answer in enumerate((Answer.COMING, Answer.MAYBE, Answer.CANT)):
        event = await here.event(line=f"{22 + number}.5. 12–15 Event {answer.name.lower()}")
        await here.answer(event, ANNA, answer)
    full = await here.event(capacity=1, line="30.5. 12–15 Full")
    await here.answer(full, BERT)
    await here.answer(full, ANNA)
    await here.event(line="29.5. 12–15 Not mine")
    assert await stands_in(here, await opened(here, ANNA)) == [
        ("Event coming", Status.CONFIRMED),
        ("Event maybe", Status.TENTATIVE),
        ("Full", Status.TENTATIVE),
    ]


async def test_what_i_organise_is_in_my_feed_too(here: Neighbourhood) -> None:
    await here.event()
    assert await stands_in(here, await opened(here, ADMIN)) == [("Spring clean-up", Status.CONFIRMED)]


async def test_what_was_cancelled_stays_there_cancelled_with_a_higher_revision(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    mine, ours = await opened(here, ANNA), await opened(here, ADMIN, (await here.house()).id)
    await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    for token in (mine, ours):
        found = await served(here, token)
        assert found is not None
        assert [(each.status, each.revision) for each in found.entries] == [(Status.CANCELLED, 2)]


async def test_the_house_s_feed_has_all_its_events_and_no_other_house_s(here: Neighbourhood) -> None:
    await here.event()
    await here.announce("Sun 23 May 12 Elsewhere", in_group(group=OTHER_GROUP))
    await here.publish()
    await here.event(line="Mon 24 May 18 Coffee")
    token = await opened(here, ADMIN, (await here.house()).id)
    assert await stands_in(here, token) == [("Spring clean-up", Status.CONFIRMED), ("Coffee", Status.CONFIRMED)]


async def test_past_events_leave_a_feed_after_thirty_days(here: Neighbourhood) -> None:
    event = await here.event()
    token = await opened(here, ADMIN, (await here.house()).id)
    here.now = event.starts_at + timedelta(days=29)
    assert len(await stands_in(here, token)) == 1
    here.now = event.starts_at + timedelta(days=31)
    assert await stands_in(here, token) == []


async def test_addresses_are_unguessable_and_each_person_s_own(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    house = (await here.house()).id
    tokens = {await opened(here, who, home) for who in (ADMIN, ANNA) for home in (None, house)}
    assert len(tokens) == 4
    assert all(len(token) == 32 for token in tokens)


async def test_asking_for_an_address_twice_changes_nothing(here: Neighbourhood) -> None:
    assert await opened(here, ADMIN) == await opened(here, ADMIN)
    assert len(await here.rows(Feed)) == 1


async def test_a_new_address_ends_the_old_one(here: Neighbourhood) -> None:
    old = await opened(here, ADMIN)
    [feed] = await here.rows(Feed)
    await here.do(calendar.renew_feed, who=ADMIN, feed=feed.id, message=7, now=here.now)
    [mine, _] = await addresses(here, ADMIN)
    assert mine.token not in (None, old)
    assert await served(here, old) is None
    assert await served(here, mine.token or "") is not None


async def test_an_address_that_is_turned_off_answers_no_more(here: Neighbourhood) -> None:
    token = await opened(here, ADMIN)
    [feed] = await here.rows(Feed)
    await here.do(calendar.close_feed, who=ADMIN, feed=feed.id, message=7, now=here.now)
    assert await served(here, token) is None
    assert await here.rows(Feed) == []


@pytest.mark.parametrize("use_case", [calendar.renew_feed, calendar.close_feed])
async def test_a_feed_of_somebody_else_or_one_that_is_gone_is_left_alone(here: Neighbourhood, use_case: object) -> None:
    await here.resident(ANNA)
    await opened(here, ADMIN)
    before = await here.rows(Feed)
    for who, feed in ((ANNA, before[0].id), (ADMIN, 999)):
        with pytest.raises(Refused, match="feed-gone"):
            await here.do(use_case, who=who, feed=feed, message=7, now=here.now)  # type: ignore[arg-type]
    assert [each.token for each in await here.rows(Feed)] == [each.token for each in before]


async def test_only_who_lives_there_gets_a_house_s_address(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    with pytest.raises(Refused, match="not-here"):
        await here.do(calendar.open_feed, who=ANNA, house=(await here.house()).id, message=7, now=here.now)
    assert [each.house for each in await addresses(here, ANNA)] == [None]


async def test_a_stranger_gets_no_address(here: Neighbourhood) -> None:
    with pytest.raises(Refused, match="not-joined"):
        await here.do(calendar.open_feed, who=BERT, house=None, message=7, now=here.now)


async def test_a_house_s_feed_ends_when_one_does_not_live_there_any_more(here: Neighbourhood) -> None:
    house = (await here.house()).id
    token = await opened(here, ADMIN, house)
    person = await here.person(ADMIN)

    await here.db.transaction(lambda db: db.execute(delete(Membership)).rowcount)
    assert not await here.db.read(people.belongs, person.id, house)
    assert await served(here, token) is None


async def test_who_is_forgotten_leaves_no_feed(here: Neighbourhood) -> None:
    tokens = [await opened(here, ADMIN), await opened(here, ADMIN, (await here.house()).id)]
    await here.do(privacy.forget, presser=presser(ADMIN), free_seats=True, rules=RULES, now=here.now)
    assert await here.rows(Feed) == []
    assert [await served(here, token) for token in tokens] == [None, None]


async def test_the_export_says_which_addresses_there_are_and_not_what_they_are(here: Neighbourhood) -> None:
    token = await opened(here, ADMIN)
    tables = (await here.db.read(privacy.my_data, who=ADMIN, now=here.now)).tables
    assert [set(row) for row in tables["feeds"]] == [{"id", "person_id", "changed_at"}]
    assert token not in str(tables)


async def test_a_feed_knows_when_it_changed(here: Neighbourhood) -> None:
    event = await here.event()
    token = await opened(here, ADMIN, (await here.house()).id)

    async def asked() -> Served:
        found = await served(here, token)
        assert found is not None
        if found.changed:
            await here.db.transaction(calendar.note_change, feed=found.feed, digest=found.digest, now=found.changed_at)
        return found

    first = await asked()
    here.now += timedelta(hours=1)
    second = await asked()
    assert (first.changed, second.changed, second.changed_at, second.digest) == (True, False, first.changed_at, first.digest)
    await here.answer(event, BERT)
    assert not (await asked()).changed
    await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    third = await asked()
    assert (third.changed, third.changed_at) == (True, here.now)
    assert third.digest != first.digest


async def test_the_file_of_an_event_is_for_who_may_see_it(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    for who in (ADMIN, ANNA):
        await here.db.read(calendar.may_take, event=event.id, who=who, invited=False)
    await here.db.read(calendar.may_take, event=event.id, who=BERT, invited=True)
    with pytest.raises(Refused, match="not-here"):
        await here.db.read(calendar.may_take, event=event.id, who=BERT, invited=False)
    with pytest.raises(Refused, match="event-gone"):
        await here.db.read(calendar.may_take, event=999, who=ADMIN, invited=True)


async def test_the_file_says_how_sure_my_place_is(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    await here.answer(event, ANNA)
    await here.answer(event, BERT)
    await here.answer(event, ADMIN, Answer.CANT, press=Press(None, 66, 900))
    found = [await here.db.read(calendar.single, event.id, who) for who in (ANNA, BERT, ADMIN, None)]
    states = [each.entry.status for each in found if each]
    assert states == [Status.CONFIRMED, Status.TENTATIVE, Status.CONFIRMED, Status.CONFIRMED]
    assert await here.db.read(calendar.single, 999, ANNA) is None
