"""Who takes turns: joining by a tap, saying which flat is one's own, leaving, and pausing for some months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import Connection

from community.events.pressing import Press, adopt
from community.people import Presser, known, met
from community.quiet import HouseRules
from community.refusals import Refused
from community.rotas import fairness
from community.rotas.order import change, give_open, is_away, order_of, take
from community.rotas.organising import organises
from community.rotas.tending import tell_of_turns
from storage import cards, people, rotas
from storage.people import Person, Reach
from storage.rotas import Member, Rota, RotaState, Turn, TurnState

MOST_MEMBERS = 100
"""More people than this have a turn every two years."""

LONGEST_PAUSE = 6
"""Months. Who is away for longer leaves, and joins again."""

FARTHEST_PAUSE = 12
"""Months ahead a pause may begin."""


@dataclass(frozen=True, slots=True)
class Joined:
    """How somebody stands after a press. `again`: nothing changed. `first`: this press made us meet; `reachable`: they can be reminded."""

    rota: Rota
    language: str
    again: bool = False
    first: bool = False
    reachable: bool = True


def open_rota(db: Connection, rota: int, *, held: bool = True) -> Rota:
    """A rota that goes on, held until the transaction ends (or only looked at). Raises: Refused (rota-gone, rota-over)."""
    found = rotas.lock_rota(db, rota) if held else rotas.find_rota(db, rota)
    if found is None or not cards.count_copies(db, rota):  # it was taken down everywhere
        raise Refused("rota-gone")
    if found.state is RotaState.ENDED:
        raise Refused("rota-over")
    return found


def authorise(db: Connection, rota: Rota, press: Press, person: Person, now: datetime) -> None:
    """In a group the card must hang there (or be adopted); in private one lives where it hangs, holds its link, or has to do with it.

    Raises: Refused("not-here").
    """
    if press.chat is not None:
        card = cards.find_card(db, rota.id, press.chat)
        if card is None:
            raise Refused("not-here")
        adopt(db, card.id, card.message_id, press, now)
    elif not press.invited and not may_see(db, rota, person):
        raise Refused("not-here")


def may_see(db: Connection, rota: Rota, person: Person) -> bool:
    """Whether somebody lives where it hangs, takes turns, or organises it."""
    homes = (rotas.house_of(db, rota.id).id, *rotas.list_houses_shown(db, rota.id))
    return (
        any(people.belongs(db, person.id, house) for house in homes)
        or rotas.find_membership(db, rota.id, person.id) is not None
        or organises(db, rota, person.id)
    )


def join(db: Connection, *, rota: int, presser: Presser, press: Press, rules: HouseRules, now: datetime) -> Joined:
    """Somebody takes turns from now on. Pressed twice it changes nothing.

    Raises: Refused (rota-gone, rota-over, rota-by-flat, not-here, forgotten, rota-full).
    """
    found = open_rota(db, rota)
    person, first = met(db, presser, now)
    authorise(db, found, press, person, now)
    if found.by_flat:
        raise Refused("rota-by-flat")
    again = rotas.find_membership(db, rota, person.id) is not None
    if not again:
        members = rotas.list_members(db, rota)
        if len(members) >= MOST_MEMBERS:
            raise Refused("rota-full", most=MOST_MEMBERS)
        rotas.add_member(db, rota, person_id=person.id, place=_behind(members))
        give_away(db, found, [], rules, now)
    return Joined(found, person.language or presser.language, again, first, person.reach is Reach.OPEN)


def tie(db: Connection, *, member: int, presser: Presser, press: Press, now: datetime) -> Joined:
    """Somebody says that this flat of a rota is theirs: its turns are told to them. Another flat takes the place of the first.

    Raises: Refused (rota-gone, rota-over, not-here, forgotten).
    """
    flat = rotas.find_member(db, member)
    if flat is None or flat.flat is None:
        raise Refused("rota-gone")
    found = open_rota(db, flat.rota_id)
    person, first = met(db, presser, now)
    authorise(db, found, press, person, now)
    before = rotas.find_membership(db, found.id, person.id)
    if before is not None and before.id != member:
        rotas.untie_flat(db, before.id, person.id)
    rotas.tie_flat(db, member, person.id)
    return Joined(found, person.language or presser.language, before is not None and before.id == member, first, person.reach is Reach.OPEN)


def leave(db: Connection, *, rota: int, who: int, rules: HouseRules, now: datetime) -> None:
    """Somebody takes no turns any more: their coming ones go to the next, who are told. Of a flat only they leave.

    Raises: Refused (rota-gone, not-joined, not-in-rota).
    """
    found, member, person = mine(db, rota, who)
    if member.flat is not None:
        rotas.untie_flat(db, member.id, person.id)
    else:
        remove(db, found, member, rules, now)


def pause(db: Connection, *, rota: int, who: int, start: date, months: int, rules: HouseRules, now: datetime) -> Member:
    """Somebody (or their flat) takes no turns for so many months from a day on; 0 ends the pause. Turns they have then go to the next.

    Raises: Refused (rota-gone, rota-over, not-joined, not-in-rota, old-button).
    """
    found, member, _ = mine(db, rota, who)
    today = now.astimezone(ZoneInfo(found.zone)).date()
    if months > LONGEST_PAUSE or (months and not today <= start <= today + relativedelta(months=FARTHEST_PAUSE)):
        raise Refused("old-button")
    member.away_from, member.away_until = (start, start + relativedelta(months=months)) if months else (None, None)
    rotas.change_member(db, member.id, away_from=member.away_from, away_until=member.away_until)
    theirs = [turn for turn in coming_turns(db, found, member, now) if is_away(member, turn.day)]
    if theirs:
        change(db, found, partial(fairness.put_first, member=member.id))
    give_away(db, found, theirs, rules, now)
    return member


def mine(db: Connection, rota: int, who: int, *, held: bool = True) -> tuple[Rota, Member, Person]:
    """A rota, and as whom somebody takes turns in it. Raises: Refused (rota-gone, rota-over, not-joined, not-in-rota)."""
    found, person = open_rota(db, rota, held=held), known(db, who)
    member = rotas.find_membership(db, rota, person.id)
    if member is None:
        raise Refused("not-in-rota")
    return found, member, person


def must_be_member(db: Connection, *, rota: int, who: int) -> None:
    """For looking. Raises: as `mine`."""
    mine(db, rota, who, held=False)


def add_flats(db: Connection, rota: Rota, labels: Sequence[str], rules: HouseRules, now: datetime) -> None:
    """More flats take turns, behind all others in this order; turns that nobody has are theirs."""
    first = _behind(rotas.list_members(db, rota.id))
    for place, label in enumerate(labels, first):
        rotas.add_member(db, rota.id, flat=label, place=place)
    give_away(db, rota, [], rules, now)


def _behind(members: Sequence[Member]) -> int:
    """The place behind all of them."""
    return fairness.join(order_of(members), 0)[-1].place


def remove(db: Connection, rota: Rota, member: Member, rules: HouseRules, now: datetime) -> None:
    """A member goes; their coming turns go to the next."""
    theirs = coming_turns(db, rota, member, now)
    change(db, rota, partial(fairness.leave, member=member.id))
    rotas.remove_member(db, member.id)
    give_away(db, rota, theirs, rules, now)


def coming_turns(db: Connection, rota: Rota, member: Member, now: datetime) -> list[Turn]:
    """The turns of a member that have not begun, the next one first."""
    coming = rotas.list_coming(db, rota.id, now)
    return [turn for turn in coming if turn.member_id == member.id and turn.state is TurnState.GIVEN and turn.starts_at > now]


def give_away(db: Connection, rota: Rota, turns: list[Turn], rules: HouseRules, now: datetime) -> None:
    """Turns somebody can't take go to the next ones in the order, who are told; so do those that nobody has."""
    for turn in turns:
        take(db, turn, None)
    given = [taken for turn in turns for taken in give_open(db, rota, [turn])]
    given += give_open(db, rota, rotas.list_coming(db, rota.id, now))
    _settle(db, rota, given, rules, now)


def _settle(db: Connection, rota: Rota, given: list[Turn], rules: HouseRules, now: datetime) -> None:
    cards.bump(db, rota.id)
    tell_of_turns(db, rota, sorted(given, key=lambda turn: turn.starts_at), rules, now)
