"""The order of a rota's members as it is stored: turns are given by it, and taken back into it."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection

from community.rotas import fairness
from community.rotas.fairness import Change, Order, Standing
from storage import rotas
from storage.people import Person, Reach
from storage.rotas import Member, Rota, Turn, TurnState


def order_of(members: Sequence[Member]) -> Order:
    """Where the members stand."""
    return tuple(Standing(each.id, each.place, each.ahead, each.owed) for each in members)


def save(db: Connection, before: Order, after: Order) -> None:
    """Write down where they stand now."""
    was = set(before)
    for each in after:
        if each not in was:
            rotas.change_member(db, each.member, place=each.place, ahead=each.ahead, owed=each.owed)


def is_away(member: Member, day: date) -> bool:
    """Whether somebody pauses on a day."""
    return member.away_from is not None and member.away_until is not None and member.away_from <= day < member.away_until


def away_on(members: Sequence[Member], day: date) -> set[int]:
    """Who pauses on a day."""
    return {each.id for each in members if is_away(each, day)}


def give(db: Connection, rota: Rota, day: date, but: Collection[int] = ()) -> int | None:
    """Whose the turn of a day is; None when there is nobody. `but`: members it can't go to."""
    members = rotas.list_members(db, rota.id)
    before = order_of(members)
    member, after = fairness.give(fairness.with_away(before, away_on(members, day)), but)
    save(db, before, after)
    return member


def give_open(db: Connection, rota: Rota, turns: Sequence[Turn]) -> list[Turn]:
    """Turns that nobody has go to the next ones, one to each; what was given. More than one at once nobody gets who has just come."""
    given: list[Turn] = []
    for turn in turns:
        if turn.state is not TurnState.OPEN:
            continue
        member = give(db, rota, turn.day, {*turn.declined, *(each.member_id for each in given if each.member_id is not None)})
        if member is not None:
            take(db, turn, member)
            given.append(turn)
    return given


def take(db: Connection, turn: Turn, member: int | None) -> None:
    """The turn is that member's now (None: nobody's); nobody waits for a swap of it any more."""
    turn.member_id, turn.state, turn.swap_with_id = member, TurnState.OPEN if member is None else TurnState.GIVEN, None
    rotas.change_turn(db, turn.id, member_id=member, state=turn.state, swap_with_id=None)


def change(db: Connection, rota: Rota, how: Change) -> None:
    """The order becomes another one."""
    before = order_of(rotas.list_members(db, rota.id))
    save(db, before, how(before))


def reachable(db: Connection, member: int) -> list[Person]:
    """Who can be told of the turns of a member: nobody where nobody has said that the flat is theirs."""
    return [person for person in rotas.list_people_of(db, member) if person.reach is Reach.OPEN]
