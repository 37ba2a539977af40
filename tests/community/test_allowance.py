"""At most three private messages a day that the bot starts; what is not counted among them, and why."""

import ast
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from community import naming, reports, trust
from community.allowance import A_DAY, KEPT, Written, may_be_asked
from community.refusals import Refused
from storage.people import Person
from tests.community.neighbourhood import ADMIN, NOW, RULES, Neighbourhood, neighbour

ROOT = Path(__file__).resolve().parents[2]
HELSINKI = ZoneInfo("Europe/Helsinki")
TODAY = NOW.date()

COUNTED = {
    "digest",
    "reminder",
    "inactive",
    "how-many-came",
    "ask-listed",
    "vouch-asked",
    "poll-reminder",
    "outcome-due",
    "rota-turns",
    "rota-reminder",
    "who-came",
    "help-thanks",
    "call-tips",
    "load-offer",
}
"""What the bot starts. It goes through `allowance.tell`."""

OWN = "it is about one's own sign-up, or what one signed neighbours up for"
ORGANISES = "it is about what one organises, or a role one has"
WRITTEN = "a neighbour wrote it to the reader, or answers them; the bot passes it on"
JUDGED = "a card that does not belong cannot wait; two hear of it, once a day for each card, and nobody reports more than three"

NOT_COUNTED = {
    **dict.fromkeys(
        (
            "cancelled",
            "changed",
            "offer",
            "taken-down",
            "call-taken-down",
            "not-needed",
            "poll-cancelled",
            "call-cancelled",
            "call-changed",
            "task-removed",
            "poll-date",
            "poll-place",
            "poll-flat-claimed",
            "poll-flat-newer",
            "rota-moved",
            "rota-skipped",
            "rota-ended",
            "rota-removed",
            "rota-swapped",
        ),
        OWN,
    ),
    **dict.fromkeys(
        (
            "organiser-joined",
            "organiser-removed",
            "organiser-handed",
            "invitation-used",
            "role-ended",
            "area-code-used",
            "group-code-used",
            "trouble",
            "too-few",
            "call-lacks",
            "hand-over-asked",
            "handed-over",
            "not-handed-over",
            "poll-closed",
            "poll-flat-vouch",
            "poll-option-proposed",
            "poll-helper-joined",
            "call-helper-joined",
            "call-helper-removed",
            "call-handed",
            "rota-open",
            "announcement-progress",
            "help-request",
            "announcement-to-approve",
            "announcement-to-read",
            "announcement-agreed",
            "announcement-turned-down",
            "announcement-held",
            "announcement-late",
        ),
        ORGANISES,
    ),
    **dict.fromkeys(
        (
            "event-draft",
            "quick-published",
            "question",
            "question-answered",
            "help-answered",
            "help-closed",
            "vouched",
            "report-done",
            "outcome",
            "poll-option-answered",
            "rota-swap",
        ),
        WRITTEN,
    ),
    "report": JUDGED,
}


def private_kinds() -> Iterator[str]:
    """Every kind of message that is made for the lane of private messages and named where it is made."""
    for path in (ROOT / "community").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_message = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Says":
                told = [each.value for each in node.keywords if each.arg in ("joined", "handed", "removed")]
                yield from (str(kind.value) for kind in told if isinstance(kind, ast.Constant))
            if is_message and "Lane.PRIVATE" in ast.unparse(node) and isinstance(kind := node.args[0], ast.Constant):
                yield str(kind.value)


def test_every_private_message_is_counted_or_it_is_said_why_not() -> None:
    assert set(private_kinds()) == COUNTED | {*NOT_COUNTED}, "decide whether it counts; if not, say why"


@pytest.mark.parametrize(("written", "left"), [(Written(None, 0), 3), (Written(TODAY, 1), 2), (Written(TODAY, 3), 0)])
def test_a_day_has_room_for_three(written: Written, left: int) -> None:
    assert written.left(TODAY) == left
    assert written.left(TODAY + timedelta(days=1)) == A_DAY
    after = written.after(TODAY)
    assert after == (Written(TODAY, A_DAY - left + 1) if left else Written(TODAY + timedelta(days=1), 1))


@pytest.mark.parametrize(("on", "times", "may"), [(None, 0, True), (TODAY, 1, True), (TODAY, 2, False), (date(2027, 5, 9), 3, True)])
def test_the_last_of_the_three_is_kept_for_what_one_has_said_yes_to(on: date | None, times: int, may: bool) -> None:
    assert KEPT == 1
    assert may_be_asked(Person(telegram_id=1, written_on=on, written=times), NOW, HELSINKI) is may


async def newcomer(here: Neighbourhood, number: int) -> int:
    """A resident with a name who is not known in the house."""
    who = await here.resident(neighbour(number))
    await here.do(naming.ask, who=who, message=7, now=here.now)
    await here.do(naming.choose, who=who, text=f"Kaiku {number}", now=here.now)
    return who


async def asks(here: Neighbourhood, who: int, *admins: int) -> None:
    """Somebody asks to be known in the house."""
    house = (await here.house()).id
    await here.do(trust.ask, house=house, who=who, admins=admins or (ADMIN,), message=8, rules=RULES, now=here.now)


async def test_many_newcomers_on_one_day_do_not_flood_who_may_know_them(here: Neighbourhood) -> None:
    for number in (1, 2):
        await asks(here, await newcomer(here, number))
    late = await newcomer(here, 3)
    with pytest.raises(Refused, match="all-asked-enough"):
        await asks(here, late)
    other = await here.resident(neighbour(9))
    await asks(here, late, ADMIN, other)
    assert [debt.address for debt in await here.debts("vouch-asked")] == [ADMIN, ADMIN, other], "another one has room"
    here.now += timedelta(days=1)
    await asks(here, await newcomer(here, 4))
    assert [debt.address for debt in await here.debts("vouch-asked")][3:] == [ADMIN]


async def test_a_question_at_night_waits_for_the_morning_and_counts_there(here: Neighbourhood) -> None:
    who = await newcomer(here, 1)
    here.now = datetime(2027, 5, 10, 22, 30, tzinfo=HELSINKI)
    await asks(here, who)
    (question,) = await here.debts("vouch-asked")
    assert f"{question.due_at.astimezone(HELSINKI):%d %H:%M}" == "11 08:00"
    assert (await here.person(ADMIN)).written_on == date(2027, 5, 11)


async def test_of_one_card_two_hear_once_a_day_however_many_report_it(here: Neighbourhood) -> None:
    event, deciding = await here.event(), [await here.resident(neighbour(number)) for number in (8, 9)]
    reporters = [await here.resident(neighbour(number)) for number in (1, 2, 3)]
    values = {"thing": event.id, "admins": tuple(deciding), "message": 9}
    told = [await here.do(reports.report, who=who, now=here.now, **values) for who in reporters[:2]]
    told.append(await here.do(reports.report, who=reporters[2], now=here.now + timedelta(days=1, minutes=1), **values))
    assert told == [2, 0, 2]
    assert (await here.person(deciding[0])).written == 0, "it takes nothing from their three"
