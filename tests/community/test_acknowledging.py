"""Read, help needed, asked: what readers answer to a notice, who hears of it, and that nothing anybody asked is forgotten."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import announcements, privacy, retention, roles
from community.announcements import Acknowledged, Announcement, Audience, CopyState, Said, Voice
from community.announcements.acknowledging import LONGEST
from community.announcements.working_days import CLOSES, OPENS, WAITED, overdue
from community.events import Press
from community.limits import MOST_HELPED, MOST_WORDS
from community.refusals import Refused
from community.retention import Night
from storage.announcements import AskKind, Copy, HelpRequest, Reading
from storage.cards import Card
from storage.outbox import DebtState
from storage.people import Person, Reach, change_person
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, GROUP, RULES, Neighbourhood, neighbour, presser
from tests.community.noticing import announce, arrive, copies_owed, counted, everywhere, fail, houses
from tests.community.test_retention import KEPT

ANNA, BERT, CARLA = neighbour(1), neighbour(2), neighbour(3)


async def asking(here: Neighbourhood, **values: Any) -> Announcement:
    """A notice to three houses that asks for answers, and has arrived."""
    await houses(here, 2)
    notice = await announce(here, everywhere(**{"asks": True, **values}))
    await arrive(here, await copies_owed(here))
    await here.tick()
    return notice


async def press(
    here: Neighbourhood,
    notice: Announcement,
    who: int,
    *,
    help_: bool = False,
    chat: int | None = GROUP.telegram_id,
    message: int | None = None,
) -> Acknowledged:
    """Somebody presses one of the two buttons; in the first house's group unless said otherwise."""
    pressed = Press(chat, message, next(here.updates))
    use_case = announcements.need_help if help_ else announcements.say_read
    return await here.do(use_case, announcement=notice.id, presser=presser(who), press=pressed, rules=RULES, now=here.now)


async def asks(here: Neighbourhood, notice: Announcement, who: int, words: str = "When is the water back?", copy: int = 0) -> None:
    """Somebody asks the sender in private; by the link of a copy if they do not live there."""
    values: dict[str, Any] = {"announcement": notice.id, "copy": copy, "who": who, "language": "en", "now": here.now}
    await here.do(announcements.begin_question, **values)
    await here.do(announcements.write, presser=presser(who), text=words, rules=RULES, now=here.now)


async def answers(here: Neighbourhood, request: HelpRequest, who: int = ADMIN, words: str = "At noon.") -> None:
    """Who looks after the house writes to who asked."""
    await here.do(announcements.begin_answer, who=who, request=request.id, now=here.now)
    await here.do(announcements.write, presser=presser(who), text=words, rules=RULES, now=here.now)


async def the_request(here: Neighbourhood) -> HelpRequest:
    """The newest request."""
    return (await here.rows(HelpRequest))[-1]


async def told(here: Neighbourhood, who: int, why: str) -> int:
    """How often somebody was told of a request for this reason."""
    return sum(debt.address == who and debt.params.get("why") == why for debt in await here.debts("help-request"))


async def test_a_press_counts_at_once_for_its_house_alone_and_twice_is_once(here: Neighbourhood) -> None:
    notice = await asking(here)
    before = {card.id: card.version for card in await here.rows(Card)}
    first = await press(here, notice, ANNA)
    assert (first.said, first.first) == (Said.READ, True)
    assert (await press(here, notice, ANNA)).first is False
    await press(here, notice, BERT)
    home = await here.chat()
    bumped = {card.chat_id for card in await here.rows(Card) if card.version != before[card.id]}
    assert bumped == {home.id}
    [shown, other, _] = [await here.db.read(announcements.show_card, card.id) for card in await here.rows(Card)]
    assert shown is not None
    assert other is not None
    assert (shown.read, other.read) == (2, 0)


async def test_a_press_adopts_a_copy_that_nobody_knows_to_have_arrived(here: Neighbourhood) -> None:
    await houses(here, 1)
    notice = await announce(here, everywhere(asks=True))
    first, _ = await copies_owed(here)
    await fail(here, first, DebtState.UNCERTAIN, "crash")
    assert (await counted(here, notice))[CopyState.UNCERTAIN] == 1
    await press(here, notice, ANNA, message=4711)
    copy = next(copy for copy in await here.rows(Copy) if copy.chat_id == first.chat_id)
    card = next(card for card in await here.rows(Card) if card.chat_id == first.chat_id)
    assert (copy.message_id, card.message_id, copy.state) == (4711, 4711, CopyState.SENT)
    await here.do(announcements.edit, who=ADMIN, announcement=notice.id, texts={"en": "Water is back"}, now=here.now)
    assert 4711 in {edit.message_id for edit in await copies_owed(here)}


async def test_only_where_a_notice_hangs_and_asks_can_it_be_answered(here: Neighbourhood) -> None:
    silent = await asking(here, asks=False)
    with pytest.raises(Refused, match="old-button"):
        await press(here, silent, ANNA)
    notice = await announce(here, everywhere(asks=True))
    with pytest.raises(Refused, match="not-here"):
        await press(here, notice, ANNA, chat=-100999)
    with pytest.raises(Refused, match="not-here"):
        await press(here, notice, ANNA, chat=None)  # a stranger forged it in private
    with pytest.raises(Refused, match="notice-gone"):
        await here.do(announcements.begin_question, announcement=999, copy=0, who=ANNA, language="en", now=here.now)
    await here.tick()
    await here.do(announcements.recall, who=ADMIN, announcement=notice.id, now=here.now)
    with pytest.raises(Refused, match="notice-over"):
        await press(here, notice, ANNA)
    assert ANNA not in {person.telegram_id for person in await here.rows(Person)}


async def test_a_private_copy_counts_in_the_house_of_its_reader(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    await here.manages()
    notice = await announce(here, everywhere(audience=Audience(everywhere=True, residents=True), asks=True))
    await arrive(here, await copies_owed(here))
    await press(here, notice, ANNA, chat=None)
    [reading] = await here.rows(Reading)
    assert reading.house_id == (await here.house()).id


async def test_help_reaches_the_managers_and_a_second_press_offers_to_take_it_back(here: Neighbourhood) -> None:
    notice = await asking(here)
    await here.resident(ANNA)
    assert (await press(here, notice, ANNA, help_=True)).said is Said.HELP
    assert (await press(here, notice, ANNA, help_=True)).said is Said.KNOWN
    assert await told(here, ADMIN, "asked") == 1
    assert (await here.hears(ANNA))[-1] == "my-request"
    request = await the_request(here)
    assert (request.kind, request.house_id) == (AskKind.HELP, (await here.house()).id)
    for _ in range(2):
        await here.do(announcements.take_back, request=request.id, who=ANNA, message=1, now=here.now)
    assert (await the_request(here)).closed_at == here.now
    assert await told(here, ADMIN, "withdrawn") == 1
    await here.tick(here.now + timedelta(days=9))
    assert await told(here, ADMIN, "alarm") == 0
    with pytest.raises(Refused, match="request-gone"):
        await here.do(announcements.take_back, request=request.id, who=BERT, message=1, now=here.now)


async def test_of_a_notice_of_the_board_the_author_and_the_board_hear(here: Neighbourhood) -> None:
    await here.manages()
    await here.resident(ANNA)
    await here.resident(BERT)
    await here.resident(CARLA)
    home = (await here.house()).id
    for who in (ANNA, BERT):
        await _on_board(here, who, home)
    written = everywhere(audience=Audience(houses=frozenset({home})), voice=Voice.BOARD, asks=True)
    notice = await announce(here, written, who=ANNA)
    await here.tick()
    await press(here, notice, CARLA, help_=True)
    assert [await told(here, who, "asked") for who in (ANNA, BERT, ADMIN)] == [1, 1, 0]
    request = await the_request(here)
    await answers(here, request, who=BERT)
    with pytest.raises(Refused, match="not-your-requests"):
        await answers(here, request, who=CARLA)


async def test_the_board_does_not_see_what_was_asked_of_the_managers(here: Neighbourhood) -> None:
    notice = await asking(here)
    await here.resident(ANNA)
    await _on_board(here, ANNA, (await here.house()).id)
    await press(here, notice, BERT, help_=True)
    request = await the_request(here)
    for use_case in (announcements.look, announcements.begin_answer, announcements.close):
        values = {"who": ANNA, "request": request.id, **({} if use_case is announcements.look else {"now": here.now})}
        values |= {"message": 1} if use_case is announcements.close else {}
        with pytest.raises(Refused, match="not-your-requests"):
            await here.do(use_case, **values)
    assert await here.db.read(announcements.requests, who=ANNA) == []
    with pytest.raises(Refused, match="not-your-requests"):
        await here.db.read(announcements.requests, who=BERT)


async def test_a_question_is_answered_back_and_forth_through_the_bot(here: Neighbourhood) -> None:
    notice = await asking(here)
    await here.resident(ANNA)
    await asks(here, notice, ANNA)
    request = await the_request(here)
    assert (request.kind, request.text) == (AskKind.QUESTION, "When is the water back?")
    await answers(here, request)
    assert (await the_request(here)).alarm_at is None
    await answers(here, request, words="Or one o'clock.")
    assert [debt.params["text"] for debt in await here.debts("help-answered")] == ["At noon.", "Or one o'clock."]
    await asks(here, notice, ANNA, "It is noon.")
    assert len(await here.rows(HelpRequest)) == 1
    assert await told(here, ADMIN, "more") == 1
    again = await the_request(here)
    assert again.text == "When is the water back?\nIt is noon."
    assert again.alarm_at is not None, "who writes again waits again"
    for _ in range(2):
        await here.do(announcements.close, who=ADMIN, request=request.id, message=1, now=here.now)
    assert (await here.hears(ANNA)).count("help-closed") == 1


async def test_who_holds_the_link_of_a_copy_may_ask_with_the_name_of_its_house(here: Neighbourhood) -> None:
    notice = await asking(here)
    copy = (await here.rows(Copy))[1]
    with pytest.raises(Refused, match="not-here"):
        await asks(here, notice, ANNA)
    await asks(here, notice, ANNA, copy=copy.id)
    assert (await the_request(here)).house_id == copy.house_id
    assert (await here.person(ANNA)).reach is Reach.OPEN
    other = await announce(here)
    with pytest.raises(Refused, match="not-here"):
        await asks(here, other, BERT, copy=copy.id)


async def test_who_cannot_be_written_to_is_not_answered_into_the_void(here: Neighbourhood) -> None:
    notice = await asking(here)
    assert not (await press(here, notice, BERT, help_=True)).reachable
    with pytest.raises(Refused, match="asker-unreachable"):
        await answers(here, await the_request(here))


async def test_nobody_asks_where_nobody_could_answer(here: Neighbourhood) -> None:
    notice = await asking(here)
    manager = await here.person(ADMIN)
    await here.db.transaction(change_person, manager.id, reach=Reach.BLOCKED)
    with pytest.raises(Refused, match="sender-unreachable"):
        await press(here, notice, ANNA, help_=True)
    assert await here.rows(HelpRequest) == []


async def test_so_much_is_asked_in_a_day_and_no_more(here: Neighbourhood) -> None:
    notice = await asking(here)
    await here.resident(ANNA)
    for _ in range(MOST_HELPED):
        await press(here, notice, ANNA, help_=True)
        await here.do(announcements.take_back, request=(await the_request(here)).id, who=ANNA, message=1, now=here.now)
    with pytest.raises(Refused, match="helped-enough"):
        await press(here, notice, ANNA, help_=True)
    here.now += timedelta(days=1, minutes=1)
    await press(here, notice, ANNA, help_=True)
    for _ in range(MOST_WORDS):
        await asks(here, notice, ANNA, "a")
    with pytest.raises(Refused, match="helped-enough"):
        await asks(here, notice, ANNA)
    with pytest.raises(Refused, match="words-too-long"):
        await asks(here, notice, ANNA, "a" * (LONGEST + 1))


async def test_the_managers_hear_once_more_after_two_working_days_and_only_once(here: Neighbourhood) -> None:
    notice = await asking(here)  # on a Monday at noon
    await here.resident(ANNA)
    await press(here, notice, ANNA, help_=True)
    await here.tick(here.now + timedelta(days=2, minutes=-1))
    assert await told(here, ADMIN, "alarm") == 0
    for _ in range(2):
        await here.tick(here.now + timedelta(minutes=1))
    assert await told(here, ADMIN, "alarm") == 1


async def test_who_is_forgotten_leaves_the_number_of_readers_and_nothing_they_asked(here: Neighbourhood) -> None:
    notice = await asking(here)
    await here.resident(ANNA)
    await press(here, notice, ANNA)
    await press(here, notice, ANNA, help_=True)
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=True, rules=RULES, now=here.now)
    assert await here.rows(HelpRequest) == []
    assert {debt.state for debt in await here.debts("help-request")} == {DebtState.DROPPED}
    [reading] = await here.rows(Reading)
    assert (reading.person_id, reading.house_id) == (None, (await here.house()).id)
    with pytest.raises(Refused, match="forgotten"):
        await press(here, notice, ANNA)


async def test_who_only_pressed_stays_as_long_as_their_reading_and_then_is_a_number(here: Neighbourhood) -> None:
    notice = await asking(here)
    await press(here, notice, ANNA)
    for days, known in ((30, True), (31, False)):
        await here.db.transaction(retention.keep, Night(here.now + timedelta(days=days, minutes=-1), KEPT, RULES))
        assert (ANNA in {person.telegram_id for person in await here.rows(Person)}) is known
    [reading] = await here.rows(Reading)
    assert reading.person_id is None
    here.now += timedelta(days=31)
    with pytest.raises(Refused, match="notice-old"):
        await press(here, notice, ANNA)


WEEKENDS = frozenset({5, 6})


@given(
    asked=st.datetimes(datetime.fromisoformat("2026-01-01T00:00"), datetime.fromisoformat("2035-01-01T00:00")),
    off=st.frozensets(st.integers(0, 30), max_size=12),
)
def test_an_alarm_is_never_on_a_day_off_and_always_two_working_days_later(asked: datetime, off: frozenset[int]) -> None:
    def is_day_off(day: date) -> bool:
        return day.weekday() in WEEKENDS or (day - asked.date()).days in off

    late = overdue(asked, is_day_off)
    between = [asked.date() + timedelta(days=n) for n in range(1, (late.date() - asked.date()).days + 1)]
    assert not is_day_off(late.date())
    assert OPENS <= late.time() <= CLOSES
    out_of_hours = is_day_off(asked.date()) or asked.time() > CLOSES
    assert sum(not is_day_off(day) for day in between) == WAITED + out_of_hours
    assert late.time() == (OPENS if out_of_hours else max(asked.time(), OPENS))


@pytest.mark.parametrize(
    ("asked", "late"),
    [
        ("2027-05-10T12:00", "2027-05-12T12:00"),  # Monday noon, Wednesday noon
        ("2027-05-10T06:30", "2027-05-12T09:00"),  # before the morning
        ("2027-05-10T22:00", "2027-05-13T09:00"),  # in the evening
        ("2027-05-14T12:00", "2027-05-18T12:00"),  # Friday, over a weekend
        ("2027-05-15T12:00", "2027-05-19T09:00"),  # Saturday
    ],
)
def test_two_working_days_are_as_a_neighbour_counts_them(asked: str, late: str) -> None:
    assert overdue(datetime.fromisoformat(asked), RULES.is_day_off) == datetime.fromisoformat(late)


async def _on_board(here: Neighbourhood, who: int, house: int) -> None:
    values: dict[str, Any] = {"person": (await here.person(who)).id, "role": Role.BOARD, "scope": Scope(house=house), "now": here.now}
    await here.do(roles.grant, by=None, **values)
