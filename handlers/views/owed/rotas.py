"""What is owed about rotas."""

from collections.abc import Callable, Mapping

from bot.names import apart
from bot.outgoing import Outgoing
from bot.texts import later
from community import rotas
from community.refusals import Refused
from community.rotas import Rota, ShownRota, Turn, passing, swapping
from handlers.taps.rota_panel import OpenRotaPanel
from handlers.taps.rotas import OpenRota
from handlers.views import rota_panel, turns
from handlers.views import rotas as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _of(view: Callable[[ShownRota, Reader], Outgoing | None]) -> View:
    """A view of the rota that the debt names; none when it is gone."""

    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        rota = rotas.show(db, params["rota"], reader.who, reader.rules, reader.now)
        return view(rota, reader) if rota else None

    return shown


def _of_turn(view: Callable[[Turn, Rota, Params, Reader], Outgoing | None]) -> View:
    """A view of a turn that is the reader's; none when it is another's by now."""

    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        found = rotas.theirs(db, [params["turn"]], reader.who or 0)
        return view(*found[0], params, reader) if found else None

    return shown


def _published(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown, texts = rotas.show(db, params["rota"], reader.who, reader.rules, reader.now), reader.texts
    if shown is None:
        return None
    told = later("Your suggestion was published: <b>{title}</b>.") if params["suggested"] else later("Published: <b>{title}</b>.")
    open_ = OpenRota(rota=shown.rota.id).key(texts.say("Open"))
    keys = (OpenRotaPanel(rota=shown.rota.id).key(texts.say("For the organiser")), open_) if shown.organises else (open_,)
    return Outgoing(texts.html(told, title=apart(shown.rota.title)), (keys,))


def _list(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return views.in_list(rotas.around(db, who=reader.who or 0), reader)
    except Refused as refused:
        return said(refused, reader)


def _ask_cant(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return turns.ask_cant(passing.foresee(db, turn=params["turn"], who=reader.who or 0, now=reader.now), reader)
    except Refused as refused:
        return said(refused, reader)


def _ask_swap(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        rota, mine, others = swapping.swappable(db, turn=params["turn"], who=reader.who or 0, now=reader.now)
    except Refused as refused:
        return said(refused, reader)
    return turns.ask_swap(mine, rota, others, reader)


def _swap(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = swapping.look(db, params["turn"], params["other"], reader.now)
    return turns.swap(found, reader) if found else None


def _skipped(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = rotas.look_at(db, params["turn"])
    return turns.skipped(*found, params["skipped"], reader) if found else None


def _open(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = rotas.look_at(db, params["turn"])
    return turns.nobody(*found, reader) if found and found[0].state is rotas.TurnState.OPEN else None


def _reminder(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return turns.reminder(rotas.theirs(db, params["turns"], reader.who or 0), reader)


def _members(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = rotas.show(db, params["rota"], reader.who, reader.rules, reader.now)
    return rota_panel.members(shown, rotas.members_of(db, shown.rota.id), params.get("page", 0), reader) if shown else None


def _ask_remove(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = rotas.show(db, params["rota"], reader.who, reader.rules, reader.now)
    found = [each for each in rotas.members_of(db, params["rota"]) if each.member.id == params["member"]]
    return rota_panel.ask_remove(shown, found[0], reader) if shown and found else None


def _flats(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = rotas.show(db, params["rota"], reader.who, reader.rules, reader.now)
    return turns.choose_flat(shown, params["page"], reader) if shown else None


def _pause(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = rotas.show(db, params["rota"], reader.who, reader.rules, reader.now)
    return turns.ask_pause(shown, params["day"], reader) if shown else None


VIEWS: Mapping[str, View] = {
    "rota-published": _published,
    "rota": _of(views.private),
    "rotas": _list,
    "rota-turn": _of_turn(lambda turn, rota, params, reader: turns.turn(turn, rota, reader)),
    "rota-cant": _ask_cant,
    "rota-swaps": _ask_swap,
    "rota-swap": _swap,
    "rota-swapped": _of_turn(lambda turn, rota, params, reader: turns.swapped(turn, rota, params["yes"], reader)),
    "rota-moved": _of_turn(lambda turn, rota, params, reader: turns.moved(turn, rota, params["instead"], reader)),
    "rota-skipped": _skipped,
    "rota-open": _open,
    "rota-turns": _of(turns.given),
    "rota-reminder": _reminder,
    "rota-ended": _of(lambda shown, reader: turns.ended(shown.rota, reader)),
    "rota-removed": _of(lambda shown, reader: turns.removed(shown.rota, reader)),
    "rota-leave": _of(turns.ask_leave),
    "rota-pause": _pause,
    "rota-flats": _flats,
    "rota-panel": _of(rota_panel.panel),
    "rota-dates": _of(rota_panel.dates),
    "rota-members": _members,
    "rota-remove": _ask_remove,
    "rota-end": _of(rota_panel.ask_end),
}
