"""How much somebody looks after alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select
from sqlmodel import col

from storage.events import Event, EventState
from storage.organisers import Organiser
from storage.polls import Poll, PollState
from storage.rotas import Rota, RotaState
from storage.volunteering import Call, CallState


def count_alone(db: Connection, person_id: int, now: datetime) -> int:
    """The open events (a series is one), polls, calls and rotas of a person that nobody looks after with them."""
    shared = select(col(Organiser.thing_id))
    coming = (col(Event.state) == EventState.PUBLISHED) & (func.coalesce(col(Event.ends_at), col(Event.starts_at)) > now)
    going = (col(Call.state) == CallState.OPEN) & or_(col(Call.finishes_at).is_(None), col(Call.finishes_at) > now)
    mine: tuple[tuple[Any, Any, Any], ...] = (
        (func.coalesce(col(Event.series_id), -col(Event.id)), (col(Event.organiser_id) == person_id) & coming, col(Event.id)),
        (col(Poll.id), (col(Poll.author_id) == person_id) & (col(Poll.state) == PollState.OPEN), col(Poll.id)),
        (col(Call.id), (col(Call.organiser_id) == person_id) & going, col(Call.id)),
        (col(Rota.id), (col(Rota.organiser_id) == person_id) & (col(Rota.state) != RotaState.ENDED), col(Rota.id)),
    )
    counts = (select(func.count(what.distinct())).where(where, thing.not_in(shared)) for what, where, thing in mine)
    return sum(db.execute(count).scalar_one() for count in counts)
