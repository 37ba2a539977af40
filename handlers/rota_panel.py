"""What the organiser of a rota does, at the edge to Telegram."""

from typing import Any

from community import rotas
from community.refusals import Refused
from community.rotas.showing import shown_after
from handlers.context import BotContext
from handlers.events import administered, pressed_id
from handlers.routing import Feature
from handlers.taps.rota_panel import AddFlats, EndRota, OpenRotaPanel, RemoveMember, RotaDates, RotaMembers, SkipDate, StartRota


async def on_panel(tap: OpenRotaPanel, context: BotContext) -> None:
    """The organiser's screen. Raises: Refused (rota-gone, not-rota-organiser)."""
    await _look(tap.rota, "rota-panel", {}, context)


async def on_dates(tap: RotaDates, context: BotContext) -> None:
    """The coming dates. Raises: Refused (rota-gone, not-rota-organiser)."""
    await _look(tap.rota, "rota-dates", {}, context)


async def on_members(tap: RotaMembers, context: BotContext) -> None:
    """Who takes turns. Raises: Refused (rota-gone, not-rota-organiser)."""
    await _look(tap.rota, "rota-members", {"page": tap.page}, context)


async def on_start(tap: StartRota, context: BotContext) -> None:
    """Turns are given out. Raises: Refused as `rotas.start`."""
    await _act(tap.rota, "rota", context, rotas.start, rota=tap.rota)


async def on_end(tap: EndRota, context: BotContext) -> None:
    """Asked once, then ended. Raises: Refused as `rotas.end`."""
    if tap.sure:
        await _act(tap.rota, "rota", context, rotas.end, rota=tap.rota)
    else:
        await _look(tap.rota, "rota-end", {}, context)


async def on_skip(tap: SkipDate, context: BotContext) -> None:
    """A date falls out, or is back. Raises: Refused as `rotas.skip`."""
    rota = await context.read(rotas.rota_of_turn, tap.turn)
    await _act(rota, "rota-dates", context, rotas.skip, turn=tap.turn, skipped=bool(tap.skipped))


async def on_remove(tap: RemoveMember, context: BotContext) -> None:
    """Asked once, then done. Raises: Refused as `rotas.remove_one`."""
    rota = await context.read(rotas.rota_of, tap.member)
    if tap.sure:
        await _act(rota, "rota-members", context, rotas.remove_one, member=tap.member)
    else:
        await _look(rota, "rota-remove", {"member": tap.member}, context)


async def on_flats(tap: AddFlats, context: BotContext) -> None:
    """All flats take turns. Raises: Refused as `rotas.add_flats`."""
    await _act(tap.rota, "rota-members", context, rotas.add_flats, rota=tap.rota)


async def rights_over(rota: int, context: BotContext) -> frozenset[int]:
    """The groups by whose rights the presser may change a rota; Telegram is not asked about who may anyway."""
    try:
        await context.read(rotas.must_organise, rota=rota, who=context.who)
    except Refused:
        return await administered(rota, context)
    return frozenset()


async def _look(rota: int, kind: str, params: dict[str, Any], context: BotContext) -> None:
    await context.read(rotas.must_organise, rota=rota, who=context.who, admin_of=await rights_over(rota, context))
    await context.reply(kind, {"rota": rota, **params}, edit=pressed_id(context))
    context.pop_up()


async def _act(rota: int, kind: str, context: BotContext, act: Any, /, **values: Any) -> None:
    """Do it, and show in the pressed message what is so then, in one transaction."""
    screen = {"to": context.who, "language": context.spoken, "edit": pressed_id(context), "kind": kind, "params": {"rota": rota}}
    rights = {"who": context.who, "admin_of": await rights_over(rota, context), "rules": context.rules}
    await context.handle(shown_after, act, screen, now=context.now(), **rights, **values)
    context.pop_up()


FEATURE = Feature(
    buttons={
        OpenRotaPanel: on_panel,
        RotaDates: on_dates,
        RotaMembers: on_members,
        StartRota: on_start,
        EndRota: on_end,
        SkipDate: on_skip,
        RemoveMember: on_remove,
        AddFlats: on_flats,
    }
)
"""The organiser's screen."""
