"""Who may do what only the organiser of a rota does: the one rule, and the people it goes by."""

from sqlalchemy import Connection

from community.organising import Organising
from community.refusals import Refused
from storage import rotas
from storage.rotas import Rota, RotaState

ORGANISING: Organising[Rota] = Organising(
    owner=lambda rota: rota.organiser_id,
    own=lambda db, rota, person: rotas.change_rota(db, rota, organiser_id=person),
    gone="rota-gone",
    denied="not-rota-organiser",
)

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
