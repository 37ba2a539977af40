"""Every message about rotas, as long as it can be, for `test_messages`."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from bot.outgoing import Outgoing
from community.events import Coming, ShownDraft, Step
from community.rotas import Asked, Member, Passed, Rota, RotaState, ShownMember, ShownRota, ShownTurn, Swap, Turn, TurnState
from community.rotas.making import NOTHING
from community.when import Cadence, Rule, Times
from handlers.views import rota_drafts, rota_panel, rotas, turns
from handlers.views.reader import Reader
from storage.drafts import Draft
from storage.events import PLACE, TEXT, TITLE
from storage.people import NAME
from storage.places import House
from tests.handlers.showing import BIG, filled, house

STARTS, ENDS = datetime.fromisoformat("2027-09-29T10:45"), datetime.fromisoformat("2027-09-30T23:45")
AT = datetime(2027, 9, 29, 7, 45, tzinfo=UTC)
TIMES = Times(STARTS, ENDS, AT, AT)
FLAT = "B" * 11 + "9"


def rota(pattern: str, **values: object) -> Rota:
    """A rota whose words are all as long as they can be."""
    words = {"title": filled(pattern, TITLE), "place": filled(pattern, PLACE), "text": filled(pattern, TEXT)}
    rule = Rule(Cadence.MONTHLY_WEEKDAY, 2, -1).text
    fixed: dict[str, Any] = {"id": BIG, "rule": rule, "starts": STARTS, "ends": ENDS, "zone": "Europe/Helsinki"}
    return Rota(**{**words, **fixed, "state": RotaState.RUNNING, **values})


def turn(**values: object) -> Turn:
    """A turn of it."""
    times = {"day": STARTS.date(), "starts": STARTS, "ends": ENDS, "starts_at": AT, "ends_at": AT}
    return Turn(**{"id": BIG, "rota_id": BIG, **times, "state": TurnState.GIVEN, "member_id": BIG, **values})


def member(**values: object) -> Member:
    """Somebody who takes turns."""
    return Member(**{"id": BIG, "rota_id": BIG, "person_id": 1, "place": 1, **values})


def shown(pattern: str, mine: Member | None = None, **values: object) -> ShownRota:
    """A rota with as many turns and members as there can be."""
    name = filled(pattern, NAME)
    theirs = [ShownTurn(turn(), whose, is_mine) for whose, is_mine in ((name, False), (None, False), (None, True), (FLAT, False))]
    others = [ShownTurn(turn(state=state, member_id=None), None) for state in (TurnState.OPEN, TurnState.SKIPPED)]
    flats = tuple(member(id=number, flat=FLAT, person_id=None) for number in range(500))
    return ShownRota(rota(pattern, **values), (*theirs, *theirs[:2], *others), 500, name, mine, True, flats, TIMES)


def of_rotas(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """Cards, screens, lists, drafts, and what is told."""
    away = member(away_from=date(2027, 9, 29), away_until=date(2028, 3, 29))
    for state in RotaState:
        for by_flat in (False, True):
            for mine in (None, member(), away, member(flat=FLAT)):
                found = shown(pattern, mine, state=state, by_flat=by_flat)
                yield from (rotas.card(found, to), rotas.private(found, to), rota_panel.panel(found, to), turns.given(found, to))
                yield from (turns.ask_leave(found, to), turns.ask_pause(found, 0, to), turns.ask_pause(found, STARTS.toordinal(), to))
    found = shown(pattern, member())
    yield from (
        rota_panel.dates(found, to),
        rota_panel.ask_end(found, to),
        turns.choose_flat(found, 0, to),
        turns.choose_flat(found, 99, to),
    )
    people = [ShownMember(member(id=number), named) for number, named in enumerate((filled(pattern, NAME), None) * 50)]
    for page in (0, 99):
        yield rota_panel.members(found, people, page, to)
    yield from (
        rota_panel.members(found, [], 0, to),
        rota_panel.ask_remove(found, people[0], to),
        rota_panel.ask_remove(found, people[1], to),
    )
    yield from (rotas.in_list([], to), rotas.in_list([(rota(pattern), True), (rota(pattern), False)] * 4, to))
    yield from (*of_turns(to, pattern), *of_drafts(to, pattern))


def _house(pattern: str) -> House:
    """A house that knows its flats."""
    found = house(filled(pattern, 126))
    found.flats = f"{FLAT}\n" * 3
    return found


def of_turns(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """What somebody can do with a turn, and what they are told of it."""
    one, other, here = turn(), turn(id=BIG + 1), rota(pattern)
    yield from (turns.turn(one, here, to), turns.nobody(one, here, to), turns.ended(here, to), turns.removed(here, to))
    passings = Passed(here, one, None), Passed(here, one, BIG), Passed(here, one, BIG, other)
    yield from (turns.ask_cant(passed, to) for passed in passings)
    yield from (turns.ask_swap(one, here, others, to) for others in ([], [other] * 8))
    yield turns.swap(Swap(here, one, other), to)
    for yes in (True, False):
        yield from (turns.swapped(one, here, yes, to), turns.skipped(one, here, yes, to))
    yield from (turns.moved(one, here, instead, to) for instead in (None, STARTS.isoformat()))
    yield turns.reminder([(one, here)] * 4, to)


def of_drafts(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """A rota that is not one yet."""
    span = {"starts": STARTS.isoformat(), "ends": ENDS.isoformat()}
    words = {"title": filled(pattern, TITLE), "place": filled(pattern, PLACE), "text": filled(pattern, TEXT)}
    days = tuple(date(2027, 9, day) for day in range(1, 31))
    coming = Coming(Rule(Cadence.MONTHLY_WEEKDAY, 2, -1), days[:3], days[-1], days, (), True)
    for rules in ({"without_holidays": False, "by_flat": False}, {"without_holidays": True, "by_flat": True}):
        for step in (*Asked, Step.CHOOSE, Step.PREVIEW, Step.SUGGEST, Step.SUGGESTED):
            data = {**NOTHING, **words, **span, "candidates": [span] * 2, **rules, "before": []}
            draft = Draft(id=BIG, kind="rota", step=step, address=1, token="t" * 16, data=data)
            whole = ShownDraft(draft, _house(pattern), (), coming=coming)
            yield rota_drafts.draft(whole, to, "Europe/Helsinki")
            yield from (rota_drafts.begun(whole, to, "Europe/Helsinki"), rota_drafts.begin_here(draft, to))
