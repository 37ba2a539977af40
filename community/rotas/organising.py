"""Who may do what only the organiser of a rota does: the one rule, and the people it goes by."""

from sqlalchemy import Connection

from community import roles
from community.refusals import Refused
from storage import cards, events, people, rotas
from storage.people import Person
from storage.rotas import Rota, RotaState


def may_organise(db: Connection, rota: Rota, who: int, *, admin_of: frozenset[int] = frozenset()) -> bool:
    """Whether somebody may start, end and change a rota: it is theirs, or they manage the house, or administer a group it hangs in.

    `admin_of`: Telegram's numbers of groups they administer, as Telegram said just now.
    """
    if any(cards.find_card(db, rota.id, group) is not None for group in admin_of):
        return True
    person = people.find_person(db, who)
    return person is not None and (organises(db, rota, person.id) or roles.is_manager(db, person.id, rotas.house_of(db, rota.id).id))


def organises(db: Connection, rota: Rota, person: int) -> bool:
    """Whether this person (by row) organises the rota, alone or with others."""
    return rota.organiser_id == person or events.is_organiser(db, rota.id, person)


def must_organise(db: Connection, *, rota: int, who: int, admin_of: frozenset[int] = frozenset()) -> Rota:
    """The rota, for who may organise it; for looking. Raises: Refused (rota-gone, not-rota-organiser)."""
    return _authorised(db, rotas.find_rota(db, rota), who, admin_of)


def organised(db: Connection, rota: int, who: int, *, admin_of: frozenset[int] = frozenset()) -> Rota:
    """The rota, for who may organise it, held until the transaction ends. Raises: Refused (rota-gone, not-rota-organiser, rota-over)."""
    found = _authorised(db, rotas.lock_rota(db, rota), who, admin_of)
    if found.state is RotaState.ENDED:
        raise Refused("rota-over")
    return found


def organisers_of(db: Connection, rota: Rota) -> list[Person]:
    """Everybody who organises a rota, first the one whose it is."""
    theirs = [people.get_person(db, rota.organiser_id)] if rota.organiser_id else []
    return [*theirs, *events.list_co_organisers(db, rota.id)]


def hand(db: Connection, rota: Rota, giver: Person, taker: Person) -> None:
    """What somebody organises, alone or with others, somebody else organises now."""
    events.remove_organiser(db, rota.id, giver.id)
    if rota.organiser_id == giver.id:
        events.remove_organiser(db, rota.id, taker.id)
        rotas.change_rota(db, rota.id, organiser_id=taker.id)
    elif not organises(db, rota, taker.id):
        events.add_organiser(db, rota.id, taker.id)
    cards.bump(db, rota.id)


def _authorised(db: Connection, rota: Rota | None, who: int, admin_of: frozenset[int]) -> Rota:
    if rota is None:
        raise Refused("rota-gone")
    if not may_organise(db, rota, who, admin_of=admin_of):
        raise Refused("not-rota-organiser")
    return rota
