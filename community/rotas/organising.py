"""Who may do what only the organiser of a rota does: the one rule, and the people it goes by."""

from sqlalchemy import Connection

from community.organising import Organising
from community.refusals import Refused
from storage import cards, events, rotas
from storage.people import Person
from storage.rotas import Rota, RotaState

ORGANISING: Organising[Rota] = Organising(owner=lambda rota: rota.organiser_id, gone="rota-gone", denied="not-rota-organiser")

may_organise, organises, organisers_of = ORGANISING.may, ORGANISING.by, ORGANISING.people


def must_organise(db: Connection, *, rota: int, who: int, admin_of: frozenset[int] = frozenset()) -> Rota:
    """The rota, for who may organise it; for looking. Raises: Refused (rota-gone, not-rota-organiser)."""
    return ORGANISING.must(db, rotas.find_rota(db, rota), who, admin_of)


def organised(db: Connection, rota: int, who: int, *, admin_of: frozenset[int] = frozenset()) -> Rota:
    """The rota, for who may organise it, held until the transaction ends. Raises: Refused (rota-gone, not-rota-organiser, rota-over)."""
    found = ORGANISING.must(db, rotas.lock_rota(db, rota), who, admin_of)
    if found.state is RotaState.ENDED:
        raise Refused("rota-over")
    return found


def hand(db: Connection, rota: Rota, giver: Person, taker: Person) -> None:
    """What somebody organises, alone or with others, somebody else organises now."""
    events.remove_organiser(db, rota.id, giver.id)
    if rota.organiser_id == giver.id:
        events.remove_organiser(db, rota.id, taker.id)
        rotas.change_rota(db, rota.id, organiser_id=taker.id)
    elif not organises(db, rota, taker.id):
        events.add_organiser(db, rota.id, taker.id)
    cards.bump(db, rota.id)
