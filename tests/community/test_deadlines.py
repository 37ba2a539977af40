"""Sign-up that ends: until when, what is still possible after it, and how it begins again."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import due, events, roles
from community.events import Answer, Changes, Event, Place, Way, deadlines
from community.events.lines import read_line
from community.events.offers import offer_ends
from community.refusals import Refused
from storage.cards import Card
from storage.events import SignUp
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, GROUP, LINE, NOW, RULES, Neighbourhood, neighbour, presser

ANNA, BERT, CECILIA = (neighbour(number) for number in range(1, 4))
HELSINKI = ZoneInfo("Europe/Helsinki")
wall = datetime.fromisoformat
UNTIL = wall("2027-05-19T18:00")
CLOSES_AT = datetime(2027, 5, 19, 15, tzinfo=UTC)


async def an_event(here: Neighbourhood, capacity: int | None = None) -> Event:
    """One can sign up until three days before, at 18."""
    return await here.event(capacity, f"{LINE} sign up by Wed 19 May 18:00")


async def change(here: Neighbourhood, event: Event, **changes: Any) -> Event:
    values: Changes = {**changes}  # type: ignore[typeddict-item]
    return (await here.do(events.change, event=event.id, who=ADMIN, changes=values, rules=RULES, now=here.now)).event


async def close(here: Neighbourhood, event: Event, who: int = ADMIN, *, closed: bool = True) -> None:
    """The organiser presses the button."""
    values: dict[str, Any] = {"presser": presser(who), "message": 5, "rules": RULES, "now": here.now}
    await here.do(events.set_closed, event=event.id, closed=closed, **values)


@pytest.mark.parametrize(
    "line",
    [
        "Sat 22 May 12–15 Spring clean-up @ courtyard max 20 sign up by Wed 19 May 18:00",
        "Sat 22 May 12–15 Spring clean-up, sign-up by Wed 19 May 18:00 @ courtyard max 20",
        "la 22.5. klo 12–15 Spring clean-up @ courtyard, ilmoittautuminen viimeistään ke 19.5. klo 18, enintään 20",
        "la 22.5. klo 12–15 Spring clean-up @ courtyard max 20 ilmoittaudu viimeistään ke 19.5. klo 18",
        "lör 22.5 kl. 12–15 Spring clean-up @ courtyard högst 20, anmälan senast ons 19.5 kl. 18",
        "lör 22.5 kl. 12–15 Spring clean-up @ courtyard högst 20 anmäl dig senast ons 19.5 kl. 18",
    ],
)
def test_a_line_can_say_until_when_to_sign_up(line: str) -> None:
    found = read_line(line, NOW, HELSINKI)
    assert (found.title, found.place, found.capacity, found.deadline) == ("Spring clean-up", "courtyard", 20, UNTIL)


@pytest.mark.parametrize(
    ("until", "code"),
    [("Sun 23 May 12:00", "deadline-after-start"), ("Wed 19 May", "bad-deadline"), ("soon", "bad-deadline"), ("3 May 2027 12:00", "past")],
)
def test_a_deadline_that_can_not_be_is_refused(until: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        read_line(f"{LINE} sign up by {until}", NOW, HELSINKI)


def test_the_refusal_names_a_deadline_that_could_be() -> None:
    with pytest.raises(Refused) as refused:
        deadlines.check(wall("2027-05-22T12:01"), wall("2027-05-22T12:00"), HELSINKI, NOW)
    assert refused.value.params == {"deadline": "2027-05-21T18:00:00"}
    deadlines.check(wall("2027-05-22T12:00"), wall("2027-05-22T12:00"), HELSINKI, NOW)


COMING_TWO = SignUp(event_id=1, answer=Answer.COMING, place=Place.SEATED, party=2, changed_at=NOW)


@pytest.mark.parametrize(
    ("before", "answer", "party", "possible"),
    [
        (None, Answer.CANT, 1, True),
        (None, Answer.COMING, 1, False),
        (None, Answer.MAYBE, 1, False),
        (SignUp(event_id=1, answer=Answer.CANT, place=Place.NONE, changed_at=NOW), Answer.COMING, 1, False),
        (SignUp(event_id=1, answer=Answer.MAYBE, place=Place.NONE, changed_at=NOW), Answer.COMING, 1, False),
        (COMING_TWO, Answer.COMING, 2, True),
        (COMING_TWO, Answer.COMING, 1, True),
        (COMING_TWO, Answer.COMING, 3, False),
        (COMING_TWO, Answer.MAYBE, 1, True),
        (COMING_TWO, Answer.CANT, 1, True),
    ],
)
def test_after_the_deadline_one_can_ask_for_less_but_not_for_more(
    before: SignUp | None, answer: Answer, party: int, possible: bool
) -> None:
    assert deadlines.says_no_more(before, answer, party) is possible


@given(
    st.none() | st.tuples(st.sampled_from(Answer), st.integers(1, 10)),
    st.sampled_from(Answer),
    st.integers(1, 10),
)
def test_nothing_said_after_the_deadline_brings_more_people(before: tuple[Answer, int] | None, answer: Answer, party: int) -> None:
    heads = before[1] if before is not None and before[0] is Answer.COMING else 0
    place = Place.SEATED if heads else Place.NONE
    found = SignUp(event_id=1, answer=before[0], place=place, party=before[1], changed_at=NOW) if before else None
    if deadlines.says_no_more(found, answer, party):
        assert (party if answer is Answer.COMING else 0) <= heads


async def test_the_deadline_closes_sign_up_and_the_card_says_so_once_also_after_a_downtime(here: Neighbourhood) -> None:
    event = await an_event(here)
    assert (event.deadline, event.deadline_at, event.closed) == (UNTIL, CLOSES_AT, False)
    assert await here.db.read(due.next_due, here.now + timedelta(hours=1)) is not None
    await here.tick(CLOSES_AT - timedelta(seconds=1))
    await here.answer(event, ANNA, party=2)
    assert not (await here.see(event)).closed
    here.now = CLOSES_AT
    with pytest.raises(Refused, match="sign-up-closed"):
        await here.answer(event, BERT)
    [before] = await here.rows(Card)
    await here.tick(CLOSES_AT + timedelta(hours=3))
    [after] = await here.rows(Card)
    assert (await here.see(event)).closed
    assert after.version == before.version + 1
    assert await here.db.transaction(events.close_sign_up, here.now) == 0
    with pytest.raises(Refused, match="no-more-people") as refused:
        await here.answer(event, ANNA, party=3)
    assert refused.value.params == {"party": 2}
    await here.answer(event, ANNA, party=1)
    assert (await here.see(event)).seated == 1


async def test_who_waits_moves_up_after_the_deadline_and_is_not_asked_first(here: Neighbourhood) -> None:
    event = await an_event(here, capacity=1)
    for who in (ANNA, BERT):
        await here.resident(who)
        await here.answer(event, who)
    await here.arrange(event, Way.OFFERS, 60)
    here.now = CLOSES_AT + timedelta(minutes=1)
    await here.cant(event, ANNA)
    assert (await here.hears(BERT))[-1] == "promoted"
    with pytest.raises(Refused, match="sign-up-closed"):
        await here.answer(event, ANNA)


def test_nobody_has_time_to_think_beyond_the_deadline() -> None:
    event = Event(id=1, title="", starts=wall("2027-05-22T12:00"), zone="Europe/Helsinki", starts_at=datetime(2027, 5, 22, 9, tzinfo=UTC))
    at_16 = datetime(2027, 5, 19, 13, tzinfo=UTC)
    event.deadline_at = CLOSES_AT
    assert offer_ends(event, 120, RULES, at_16) == CLOSES_AT
    assert offer_ends(event, 180, RULES, at_16) is None
    event.closed = True
    assert offer_ends(event, 60, RULES, at_16) is None


async def test_the_organiser_and_admins_can_still_enter_people_and_nobody_else_can(here: Neighbourhood) -> None:
    event = await an_event(here)
    await here.resident(ANNA)
    scope, anna = Scope(house=(await here.house()).id), await here.person(ANNA)
    await here.do(roles.grant, by=None, person=anna.id, role=Role.ACTIVIST, scope=scope, now=here.now)
    here.now = CLOSES_AT
    values = {"event": event.id, "message": None, "rules": RULES, "now": here.now}
    await here.do(events.sign_up_neighbours, who=ADMIN, party=2, **values)
    await here.do(events.sign_up_neighbours, who=ADMIN, party=3, **values)
    await here.answer(event, ADMIN)
    assert (await here.see(event)).seated == 4
    with pytest.raises(Refused, match="sign-up-closed"):
        await here.do(events.sign_up_neighbours, who=ANNA, party=1, **values)
    await here.do(events.sign_up_neighbours, who=ANNA, party=1, **values, admin_of=frozenset({GROUP.telegram_id}))
    assert (await here.see(event)).seated == 5


async def test_the_organiser_closes_sign_up_and_opens_it_again(here: Neighbourhood) -> None:
    event = await an_event(here)
    with pytest.raises(Refused, match="not-organiser"):
        await close(here, event, ANNA)
    for _ in range(2):
        await close(here, event)
    [card] = await here.rows(Card)
    assert card.version == 2, "asking twice changes nothing"
    with pytest.raises(Refused, match="sign-up-closed"):
        await here.answer(event, ANNA)
    await close(here, event, closed=False)
    assert (await here.see(event)).deadline == UNTIL, "the deadline still holds"
    await here.answer(event, ANNA)
    await here.tick(CLOSES_AT)
    with pytest.raises(Refused, match="sign-up-closed"):
        await here.answer(event, BERT)
    await close(here, event, closed=False)
    reopened = await here.see(event)
    assert (reopened.closed, reopened.deadline, reopened.deadline_at) == (False, None, None), "after the deadline it holds no more"
    await here.answer(event, BERT)


async def test_sign_up_that_is_open_again_is_looked_at_again_before_the_event(here: Neighbourhood) -> None:
    event = await here.event(line=f"{LINE} min 2 sign up by Wed 19 May 18")
    for who in (ANNA, BERT):
        await here.answer(event, who)
    await here.tick(CLOSES_AT)
    await close(here, event, closed=False)
    await here.cant(event, BERT)
    await here.tick(event.starts_at - timedelta(hours=24))
    assert [debt.address for debt in await here.debts("too-few")] == [ADMIN]


@pytest.mark.parametrize("way", ["closed", "deadline"])
async def test_whoever_is_thinking_about_a_place_has_it_when_sign_up_ends_before_they_decide(here: Neighbourhood, way: str) -> None:
    event = await here.event(capacity=1)
    for who in (ANNA, BERT):
        await here.resident(who)
        await here.answer(event, who)
    await here.arrange(event, Way.OFFERS, 60)
    await here.cant(event, ANNA)
    if way == "closed":
        await close(here, event)
    else:
        await change(here, event, deadline=wall("2027-05-10T12:30"))
    [sign_up] = [each for each in await here.rows(SignUp) if each.answer is Answer.COMING]
    assert (sign_up.place, sign_up.offered_until) == (Place.SEATED, None)
    seen = await here.see(event)
    assert (seen.seated, seen.held, seen.waiting) == (1, 0, 0)
    assert [kind for kind in await here.hears(BERT) if kind in ("offer", "promoted")] == ["promoted"], "the offer is withdrawn"


async def test_another_deadline_opens_sign_up_again(here: Neighbourhood) -> None:
    event = await an_event(here)
    await here.tick(CLOSES_AT)
    await change(here, event, deadline=wall("2027-05-21T12:00"))
    changed = await here.see(event)
    assert (changed.closed, changed.deadline_at) == (False, datetime(2027, 5, 21, 9, tzinfo=UTC))
    with pytest.raises(Refused, match="deadline-after-start"):
        await change(here, event, deadline=wall("2027-05-22T13:00"))
    await change(here, event, deadline=None)
    assert (await here.see(event)).deadline_at is None


async def test_the_deadline_goes_along_when_the_event_is_moved(here: Neighbourhood) -> None:
    event = await an_event(here)
    await change(here, event, starts=wall("2027-05-29T14:00"), ends=wall("2027-05-29T17:00"))
    assert (await here.see(event)).deadline == wall("2027-05-26T20:00")
    await change(here, event, starts=wall("2027-05-12T14:00"), ends=None)
    assert (await here.see(event)).deadline is None, "it would be past"


async def test_a_deadline_is_set_by_a_button_and_those_who_come_are_told_old_and_new(here: Neighbourhood) -> None:
    event = await here.event()
    await here.resident(ANNA)
    await here.answer(event, ANNA)
    values = {"event": event.id, "presser": presser(ADMIN), "message": 5, "rules": RULES}
    with pytest.raises(Refused, match="old-button"):
        await here.do(events.choose_deadline, days=5, now=here.now, **values)
    await here.do(events.choose_deadline, days=3, now=here.now, **values)
    draft = (await here.draft()).id
    await here.do(events.save_change, draft=draft, presser=presser(ADMIN), message=5, rules=RULES, now=here.now)
    assert (await here.see(event)).deadline == UNTIL
    await here.tick(here.now + timedelta(minutes=1))
    [told] = await here.debts("changed")
    assert (told.address, told.params["was"]["deadline"]) == (ANNA, None)


async def test_words_for_a_deadline_are_read_before_the_event(here: Neighbourhood) -> None:
    event = await here.event()
    values = {"presser": presser(ADMIN), "now": here.now}
    await here.do(events.ask_part, event=event.id, part=events.Part.DEADLINE, message=5, **values)
    with pytest.raises(Refused, match="no-time"):
        await here.do(events.take_change, text="Wed 19 May", rules=RULES, **values)
    await here.do(events.take_change, text="ke 19.5. klo 18", rules=RULES, **values)
    edited = await here.db.read(events.show_edit, (await here.draft()).id, here.now)
    assert edited is not None
    assert edited.after.deadline == UNTIL
