"""Finding, listing and changing rotas, their members and their turns."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, func, insert, or_, select, update
from sqlmodel import col

from storage.cards import Card, Thing
from storage.organisers import Organiser
from storage.people import Person
from storage.places import Chat
from storage.rotas.tables import FlatMember, Member, Rota, RotaState, Turn, TurnState
from storage.rows import added, every, first


def add_rota(db: Connection, rota: Rota) -> None:
    """A new rota."""
    db.execute(insert(Rota), rota.model_dump())


def find_rota(db: Connection, rota_id: int) -> Rota | None:
    """The rota with this number."""
    return first(db, Rota, select(Rota).where(col(Rota.id) == rota_id))


def lock_rota(db: Connection, rota_id: int) -> Rota | None:
    """The rota, held until the transaction ends: whoever changes its members or turns holds it."""
    return first(db, Rota, select(Rota).where(col(Rota.id) == rota_id).with_for_update())


def change_rota(db: Connection, rota_id: int, **values: Any) -> None:
    """Set columns of a rota."""
    db.execute(update(Rota).where(col(Rota.id) == rota_id).values(**values))


def list_houses_shown(db: Connection, rota_id: int) -> list[int]:
    """The houses in whose groups it hangs; none once it was taken down everywhere."""
    shown = select(col(Chat.house_id)).join(Card, col(Card.chat_id) == col(Chat.id)).where(col(Card.thing_id) == rota_id)
    return sorted(set(db.execute(shown).scalars()))


def list_in_houses(db: Connection, houses: Iterable[int]) -> list[Rota]:
    """The rotas that hang in groups of these houses and go on, the oldest first."""
    shown = select(col(Card.thing_id)).join(Chat, col(Chat.id) == col(Card.chat_id)).where(col(Chat.house_id).in_(list(houses)))
    going = (col(Rota.state) != RotaState.ENDED) & col(Rota.id).in_(shown)
    return every(db, Rota, select(Rota).where(going).order_by(col(Rota.id)))


def list_organised_by(db: Connection, person_id: int) -> list[Rota]:
    """The rotas somebody organises, alone or with others, that go on."""
    with_others = select(col(Organiser.thing_id)).where(col(Organiser.person_id) == person_id)
    theirs = or_(col(Rota.organiser_id) == person_id, col(Rota.id).in_(with_others))
    return every(db, Rota, select(Rota).where(theirs, col(Rota.state) != RotaState.ENDED).order_by(col(Rota.id)))


def count_begun(db: Connection, person_id: int, since: datetime) -> int:
    """How many rotas somebody has published since an instant."""
    query = select(func.count()).select_from(Rota).join(Thing, col(Thing.id) == col(Rota.id))
    return db.execute(query.where(col(Rota.organiser_id) == person_id, col(Thing.created_at) > since)).scalar_one()


def list_due(db: Connection, now: datetime, limit: int) -> list[Rota]:
    """Rotas for which there is something to do, the longest waiting first."""
    return every(db, Rota, select(Rota).where(col(Rota.due_at) <= now).order_by(col(Rota.due_at)).limit(limit).with_for_update())


NEXT_ROTA_DUE = select(func.min(col(Rota.due_at))).where(col(Rota.due_at).is_not(None))
"""When there is next something to do for a rota."""


def add_member(db: Connection, rota_id: int, **values: Any) -> int:
    """Somebody, or a flat, takes turns; the number of the row."""
    none = {"person_id": None, "flat": None, "ahead": None, "owed": 0, "away_from": None, "away_until": None}
    return added(db, insert(Member), {"rota_id": rota_id, **none, **values})


def find_member(db: Connection, member_id: int) -> Member | None:
    """The member with this number."""
    return first(db, Member, select(Member).where(col(Member.id) == member_id))


def list_members(db: Connection, rota_id: int) -> list[Member]:
    """Who takes turns, in the order in which they joined."""
    return every(db, Member, select(Member).where(col(Member.rota_id) == rota_id).order_by(col(Member.id)))


def find_membership(db: Connection, rota_id: int, person_id: int) -> Member | None:
    """As whom somebody takes turns: themselves, or their flat."""
    return first(db, Member, _of_person(person_id).where(col(Member.rota_id) == rota_id))


def list_memberships(db: Connection, person_id: int) -> list[Member]:
    """As whom somebody takes turns in all rotas."""
    return every(db, Member, _of_person(person_id))


def _of_person(person_id: int) -> Select[Any]:
    flats = select(col(FlatMember.member_id)).where(col(FlatMember.person_id) == person_id)
    return select(Member).where(or_(col(Member.person_id) == person_id, col(Member.id).in_(flats))).order_by(col(Member.id))


def change_member(db: Connection, member_id: int, **values: Any) -> None:
    """Set columns of a member."""
    db.execute(update(Member).where(col(Member.id) == member_id).values(**values))


def remove_member(db: Connection, member_id: int) -> None:
    """They take no turns any more; of turns that were theirs nobody can tell it."""
    db.execute(delete(Member).where(col(Member.id) == member_id))


def tie_flat(db: Connection, member_id: int, person_id: int) -> None:
    """It is somebody's flat. Saying it twice changes nothing."""
    there = (col(FlatMember.member_id) == member_id) & (col(FlatMember.person_id) == person_id)
    if not db.execute(select(exists().where(there))).scalar():
        db.execute(insert(FlatMember), {"member_id": member_id, "person_id": person_id})


def untie_flat(db: Connection, member_id: int, person_id: int) -> None:
    """It is their flat no more."""
    db.execute(delete(FlatMember).where(col(FlatMember.member_id) == member_id, col(FlatMember.person_id) == person_id))


def list_people_of(db: Connection, member_id: int) -> list[Person]:
    """Who is told of a member's turns: the person, or who has said that the flat is theirs."""
    flats = select(col(FlatMember.person_id)).where(col(FlatMember.member_id) == member_id)
    alone = select(col(Member.person_id)).where(col(Member.id) == member_id)
    return every(db, Person, select(Person).where(or_(col(Person.id).in_(flats), col(Person.id).in_(alone))).order_by(col(Person.id)))


def add_turn(db: Connection, turn: Turn) -> int:
    """A date of a rota; its number."""
    return added(db, insert(Turn), turn.model_dump(exclude={"id"}))


def find_turn(db: Connection, turn_id: int) -> Turn | None:
    """The turn with this number."""
    return first(db, Turn, select(Turn).where(col(Turn.id) == turn_id))


def list_coming(db: Connection, rota_id: int, now: datetime) -> list[Turn]:
    """The turns that are not over, the next one first."""
    ahead = (col(Turn.rota_id) == rota_id) & (func.coalesce(col(Turn.ends_at), col(Turn.starts_at)) > now)
    return every(db, Turn, select(Turn).where(ahead).order_by(col(Turn.starts_at), col(Turn.id)))


def list_turns_of(db: Connection, person_id: int, now: datetime, limit: int) -> list[tuple[Turn, Rota]]:
    """The turns of somebody, or of their flats, that are not over, the next one first."""
    members = [member.id for member in list_memberships(db, person_id)]
    ahead = col(Turn.member_id).in_(members) & (func.coalesce(col(Turn.ends_at), col(Turn.starts_at)) > now)
    given = ahead & (col(Turn.state) == TurnState.GIVEN)
    turns = every(db, Turn, select(Turn).where(given).order_by(col(Turn.starts_at), col(Turn.id)).limit(limit))
    rotas = {rota.id: rota for rota in every(db, Rota, select(Rota).where(col(Rota.id).in_({turn.rota_id for turn in turns})))}
    return [(turn, rotas[turn.rota_id]) for turn in turns]


def change_turn(db: Connection, turn_id: int, **values: Any) -> None:
    """Set columns of a turn."""
    db.execute(update(Turn).where(col(Turn.id) == turn_id).values(**values))


def remove_turns(db: Connection, rota_id: int, after: datetime) -> None:
    """Turns that begin later go, as if they had not been given."""
    db.execute(delete(Turn).where(col(Turn.rota_id) == rota_id, col(Turn.starts_at) > after))


def list_to_remind(db: Connection, now: datetime, limit: int) -> list[Turn]:
    """Turns whose reminder is due, the longest waiting first."""
    return every(db, Turn, select(Turn).where(col(Turn.remind_at) <= now).order_by(col(Turn.remind_at), col(Turn.id)).limit(limit))


NEXT_REMINDER = select(func.min(col(Turn.remind_at))).where(col(Turn.remind_at).is_not(None))
"""When the next reminder of a turn is due."""


def list_naming(db: Connection, person_id: int) -> list[int]:
    """The rotas whose cards may name somebody, by number."""
    return list(db.execute(select(col(Member.rota_id)).where(col(Member.person_id) == person_id)).scalars())


def forget_turns(db: Connection, *, over_before: datetime) -> int:
    """Of turns that were over before, nobody can tell any more whose they were; that they were done stays.

    Of rotas that have ended, whose last turn was over before, the members go. How many rows lost somebody.
    """
    over_at = func.coalesce(col(Turn.ends_at), col(Turn.starts_at))
    named = (over_at < over_before) & col(Turn.member_id).is_not(None)
    turns = db.execute(update(Turn).where(named).values(member_id=None, declined=[])).rowcount
    recent = select(col(Turn.rota_id)).where(over_at >= over_before)
    ended = select(col(Rota.id)).where(col(Rota.state) == RotaState.ENDED, col(Rota.id).not_in(recent))
    return turns + db.execute(delete(Member).where(col(Member.rota_id).in_(ended))).rowcount
