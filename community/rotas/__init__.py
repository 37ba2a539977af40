"""Rotas: a duty that comes again, given to its members in turn."""

from community.rotas.life import (
    MyRotas,
    ShownMember,
    ShownRota,
    ShownTurn,
    around,
    look_at,
    members_of,
    my_rotas,
    rota_of,
    rota_of_turn,
    sees,
    show,
    show_card,
    theirs,
    turns_of,
)
from community.rotas.making import ASKS, Asked, choose, flats_of, is_open, make, name_it, read, set_rule, write
from community.rotas.members import Joined, join, leave, must_be_member, pause, tie
from community.rotas.organising import may_organise, must_organise, organisers_of
from community.rotas.passing import Passed, cant, foresee, take_open
from community.rotas.reminding import remind_due
from community.rotas.steering import add_flats, end, let_go, remove_one, skip, start
from community.rotas.swapping import Swap, swappable
from community.rotas.tending import tend_due
from storage.rotas import Member, Rota, RotaState, Turn, TurnState

__all__ = [
    "ASKS",
    "Asked",
    "Joined",
    "Member",
    "MyRotas",
    "Passed",
    "Rota",
    "RotaState",
    "ShownMember",
    "ShownRota",
    "ShownTurn",
    "Swap",
    "Turn",
    "TurnState",
    "add_flats",
    "around",
    "cant",
    "choose",
    "end",
    "flats_of",
    "foresee",
    "is_open",
    "join",
    "leave",
    "let_go",
    "look_at",
    "make",
    "may_organise",
    "members_of",
    "must_be_member",
    "must_organise",
    "my_rotas",
    "name_it",
    "organisers_of",
    "pause",
    "read",
    "remind_due",
    "remove_one",
    "rota_of",
    "rota_of_turn",
    "sees",
    "set_rule",
    "show",
    "show_card",
    "skip",
    "start",
    "swappable",
    "take_open",
    "tend_due",
    "theirs",
    "tie",
    "turns_of",
    "write",
]
