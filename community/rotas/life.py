"""What is seen of a rota: on its card, in private, and in lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community import trust
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.rotas.members import may_see
from community.rotas.organising import may_organise
from community.rotas.tending import days_ahead
from community.when import Times, times_on
from storage import cards, people, rotas
from storage.rotas import Member, Rota, RotaState, Turn, TurnState

MOST_TURNS = 8
"""So many turns are shown; no more are given ahead."""

MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn for the one who looks at it. `whose`: the flat, or the first name if it may be seen; None: a neighbour's, or nobody's."""

    turn: Turn
    whose: str | None
    mine: bool = False

    @property
    def open(self) -> bool:
        """Whether nobody has it."""
        return self.turn.state is TurnState.OPEN


@dataclass(frozen=True, slots=True)
class ShownRota:
    """A rota for the one who looks at it. `mine`: as whom they take turns; `organises`: whether they may steer it.

    `author`: its organiser's name, if others may see it. `flats`: those of the rota that somebody may say is theirs.
    `first`: when it comes next, before turns are given.
    """

    rota: Rota
    turns: tuple[ShownTurn, ...]
    members: int
    author: str | None = None
    mine: Member | None = None
    organises: bool = False
    flats: tuple[Member, ...] = ()
    first: Times | None = None


@dataclass(frozen=True, slots=True)
class MyRotas:
    """The coming turns of somebody, and the rotas they organise."""

    turns: tuple[tuple[Turn, Rota], ...] = ()
    organised: tuple[Rota, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownMember:
    """A member for who organises the rota, by the flat or the name they gave; None: they gave none."""

    member: Member
    name: str | None


def show(db: Connection, rota: int, who: int | None, rules: HouseRules, now: datetime) -> ShownRota | None:
    """A rota as `who` sees it (None: in a group); None when it is gone."""
    found = rotas.find_rota(db, rota)
    if found is None:
        return None
    members = rotas.list_members(db, rota)
    reader = people.find_person(db, who) if who is not None else None
    mine = rotas.find_membership(db, rota, reader.id) if reader else None
    author = people.get_person(db, found.organiser_id) if found.organiser_id else None
    return ShownRota(
        found,
        turns_shown(db, found, members, mine, now),
        len(members),
        author=author.name if author and author.name and author.name_shown else None,
        mine=mine,
        organises=who is not None and may_organise(db, found, who),
        flats=tuple(each for each in members if each.flat) if who is not None else (),
        first=next((times_on(found, day) for day in days_ahead(found, rules, now)), None) if found.state is RotaState.GATHERING else None,
    )


def show_card(db: Connection, card: int, rules: HouseRules, now: datetime) -> ShownRota | None:
    """The rota of a card; None when either is gone."""
    found = cards.get_card(db, card)
    return show(db, found.thing_id, None, rules, now) if found else None


def turns_shown(
    db: Connection, rota: Rota, members: Sequence[Member], mine: Member | None, now: datetime, most: int = MOST_TURNS
) -> tuple[ShownTurn, ...]:
    """The coming turns, and whose they are as far as others may see it."""
    coming = rotas.list_coming(db, rota.id, now)[:most]
    names = names_of(db, rota, [each for each in members if any(turn.member_id == each.id for turn in coming)])
    own = {mine.id} if mine else set()
    return tuple(
        ShownTurn(turn, names.get(turn.member_id or 0), turn.member_id in own and turn.state is TurnState.GIVEN) for turn in coming
    )


def names_of(db: Connection, rota: Rota, members: Sequence[Member]) -> dict[int, str]:
    """What others may read of members: the flat, or the first name of whom the house knows and who said yes to that."""
    homes = {rotas.house_of(db, rota.id).id, *rotas.list_houses_shown(db, rota.id)}
    found = {each.id: each.flat for each in members if each.flat}
    for each in members:
        person = people.get_person(db, each.person_id) if each.person_id else None
        if person is not None and person.name and person.listed and any(trust.is_vouched(db, person.id, house) for house in homes):
            found[each.id] = person.name.split()[0]
    return found


def members_of(db: Connection, rota: int) -> tuple[ShownMember, ...]:
    """Who takes turns, for who organises it: by the name they gave themselves."""

    def name(member: Member) -> str | None:
        return member.flat or (people.get_person(db, member.person_id).name if member.person_id else None)

    return tuple(ShownMember(each, name(each)) for each in rotas.list_members(db, rota))


def sees(db: Connection, *, rota: int, who: int) -> bool:
    """Whether somebody may see a rota in private. Raises nothing: a rota that is gone is seen by nobody."""
    found, person = rotas.find_rota(db, rota), people.find_person(db, who)
    return found is not None and person is not None and may_see(db, found, person)


def turns_of(db: Connection, *, who: int, now: datetime) -> list[tuple[Turn, Rota]]:
    """The coming turns of somebody, or of their flats, the next one first; none for a stranger."""
    person = people.find_person(db, who)
    return rotas.list_turns_of(db, person.id, now, MOST_LISTED) if person else []


def around(db: Connection, *, who: int) -> list[tuple[Rota, bool]]:
    """The rotas of a person's houses, and whether they take turns in them. Raises: Refused("not-joined")."""
    person = known(db, who)
    mine = {member.rota_id for member in rotas.list_memberships(db, person.id)}
    return [(rota, rota.id in mine) for rota in rotas.list_in_houses(db, people.list_house_ids(db, person.id))[:MOST_LISTED]]


def my_rotas(db: Connection, *, who: int, now: datetime) -> MyRotas:
    """What somebody has to do with rotas; nothing for a stranger."""
    person = people.find_person(db, who)
    return MyRotas(tuple(turns_of(db, who=who, now=now)), tuple(rotas.list_organised_by(db, person.id))) if person else MyRotas()


def theirs(db: Connection, turns: Sequence[int], who: int) -> list[tuple[Turn, Rota]]:
    """Those of these turns that are still somebody's: what was owed about one may have become another's before it is sent."""
    person, found = people.find_person(db, who), []
    for number in turns:
        turn = rotas.find_turn(db, number)
        rota = rotas.find_rota(db, turn.rota_id) if turn else None
        member = rotas.find_membership(db, rota.id, person.id) if rota and person else None
        if turn is not None and rota is not None and member is not None and turn.member_id == member.id and turn.state is TurnState.GIVEN:
            found.append((turn, rota))
    return found


def look_at(db: Connection, turn: int) -> tuple[Turn, Rota] | None:
    """A turn with its rota; None when it is gone."""
    found = rotas.find_turn(db, turn)
    rota = rotas.find_rota(db, found.rota_id) if found else None
    return (found, rota) if found and rota else None


def rota_of_turn(db: Connection, turn: int) -> int:
    """The rota of a turn. Raises: Refused("turn-gone")."""
    found = rotas.find_turn(db, turn)
    if found is None:
        raise Refused("turn-gone")
    return found.rota_id


def rota_of(db: Connection, member: int) -> int:
    """The rota of a member. Raises: Refused("member-gone")."""
    found = rotas.find_member(db, member)
    if found is None:
        raise Refused("member-gone")
    return found.rota_id
