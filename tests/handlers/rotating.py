"""The part of the scene that takes turns: a rota of neighbours that runs, one of flats, and every button that hangs on them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from community.rotas.making import NOTHING, Asked
from handlers.buttons import Button
from handlers.taps.rota_panel import AddFlats, EndRota, OpenRotaPanel, RemoveMember, RotaDates, RotaMembers, SkipDate, StartRota
from handlers.taps.rotas import (
    AnswerSwap,
    CantTurn,
    ChooseMyFlat,
    Duty,
    EndPause,
    JoinRota,
    LeaveRota,
    MyTurns,
    NameRota,
    NewRota,
    OpenRota,
    OpenTurn,
    PauseRota,
    RotaRule,
    SetRotaRule,
    ShowRotas,
    SwapTurn,
    TakeTurn,
    TieFlat,
)
from storage.drafts import add_draft
from storage.engine import open_database
from storage.places import change_house
from storage.rotas import TurnState, change_turn
from tests.e2e.town import House, Neighbour, Town

IN_GROUP: tuple[type[Button], ...] = (JoinRota, MyTurns)
"""Buttons of rotas that hang in the group."""


@dataclass(frozen=True, slots=True)
class Rotating:
    """A rota that runs, of which the admin and the resident are members, and one of flats that has not begun."""

    rota: int
    mine: int
    theirs: int
    open: int
    flats: int
    flat: int
    member: int
    begun: int
    preview: int

    def buttons(self, admin: Neighbour, resident: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it; what ends something comes last."""
        rota = self.rota
        return {
            JoinRota: (JoinRota(rota=rota), resident),
            MyTurns: (MyTurns(rota=rota), resident),
            OpenRota: (OpenRota(rota=rota), resident),
            ShowRotas: (ShowRotas(), resident),
            ChooseMyFlat: (ChooseMyFlat(rota=self.flats), resident),
            TieFlat: (TieFlat(member=self.flat), resident),
            OpenTurn: (OpenTurn(turn=self.mine), resident),
            SwapTurn: (SwapTurn(turn=self.mine), resident),
            AnswerSwap: (AnswerSwap(turn=self.mine, other=self.theirs, yes=1), admin),
            TakeTurn: (TakeTurn(turn=self.open), resident),
            CantTurn: (CantTurn(turn=self.mine), resident),
            PauseRota: (PauseRota(rota=rota, day=date(2027, 6, 1).toordinal(), months=1), resident),
            EndPause: (EndPause(rota=rota), resident),
            NewRota: (NewRota(), admin),
            NameRota: (NameRota(draft=self.begun, duty=Duty.YARD), admin),
            SetRotaRule: (SetRotaRule(draft=self.preview, rule=RotaRule.WITHOUT_HOLIDAYS, value=1), admin),
            OpenRotaPanel: (OpenRotaPanel(rota=rota), admin),
            RotaDates: (RotaDates(rota=rota), admin),
            RotaMembers: (RotaMembers(rota=rota), admin),
            AddFlats: (AddFlats(rota=self.flats), admin),
            StartRota: (StartRota(rota=self.flats), admin),
            SkipDate: (SkipDate(turn=self.open, skipped=1), admin),
            LeaveRota: (LeaveRota(rota=rota), resident),
            RemoveMember: (RemoveMember(member=self.member, sure=1), admin),
            EndRota: (EndRota(rota=rota, sure=1), admin),
        }


async def rotating(admin: Neighbour, resident: Neighbour, house: House, town: Town) -> Rotating:
    """Begin both, join, start, and ask for a swap."""
    await admin.writes("/rota every Sun 9 Sauna cleaning", to=house)
    await admin.taps(await house.shows("Sauna cleaning"), "Publish")
    card = await house.shows_button("Join the rota")
    for who in (resident, admin):
        await who.taps(card, "Join the rota")
    [[rota]] = town.rows("SELECT id FROM rotas")
    await press(admin, StartRota(rota=rota))
    database = await open_database(f"sqlite:///{town.bot.database}")
    await database.transaction(change_house, 1, flats="A 1\nA 2")
    begun = await database.transaction(add_draft, **_draft(admin, Asked.WHAT, {**NOTHING, "before": []}))
    preview = await database.transaction(add_draft, **_draft(admin, "preview", _known()))
    await database.close()
    await admin.writes("/rota every Sat 9 Yard duty", to=house)
    question = await house.shows("Yard duty")
    await admin.taps(question, "Flats take turns")
    await town.rest()
    await admin.taps(question, "Publish")
    await town.rest()
    [[flats]] = town.rows("SELECT max(id) FROM rotas")
    await press(admin, AddFlats(rota=flats))
    turns = [number for [number] in town.rows("SELECT id FROM rota_turns ORDER BY day")]
    await press(resident, SwapTurn(turn=turns[0], other=turns[1]))
    await town.rest()
    database = await open_database(f"sqlite:///{town.bot.database}")
    await database.transaction(change_turn, turns[4], member_id=None, state=TurnState.OPEN)
    await database.close()
    [[flat]] = town.rows("SELECT min(id) FROM rota_members WHERE rota_id = ?", flats)
    [[member]] = town.rows("SELECT max(id) FROM rota_members WHERE rota_id = ?", rota)
    return Rotating(rota, turns[0], turns[1], turns[4], flats, flat, member, begun, preview)


def _known() -> dict[str, Any]:
    """What the preview of a rota knows."""
    repeats = {"cadence": "weekly", "nth": None, "until": None, "times": None}
    return {**NOTHING, "title": "Bins", "starts": "2027-05-23T09:00:00", "repeats": repeats, "before": []}


def _draft(admin: Neighbour, step: str, data: dict[str, Any]) -> dict[str, Any]:
    values = {"author": admin.id, "address": admin.id, "token": f"a rota: {step}", "expires_at": datetime(2027, 12, 1, tzinfo=UTC)}
    return {"kind": "rota", "step": step, "data": data, **values}


async def press(who: Neighbour, button: Button) -> None:
    """Press a button in private, without the way to it."""
    message = (await who.from_bot())[-1]["message_id"]
    await who.town.telegram.act("press", chat=who.id, user=who.id, message=message, data=button.pack(), wait=20)
