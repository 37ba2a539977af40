"""What only the organiser of a rota can do, on a screen of its own."""

from collections.abc import Sequence

from bot.dates import say_day
from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, escape
from community.privacy import ticket_of
from community.rotas import RotaState, ShownMember, ShownRota, ShownTurn, TurnState
from handlers.taps.rota_panel import AddFlats, EndRota, OpenRotaPanel, RemoveMember, RotaDates, RotaMembers, SkipDate, StartRota
from handlers.taps.rotas import OpenRota
from handlers.views import lists
from handlers.views.reader import Reader
from handlers.views.rotas import when, whose

PAGE = 12


def panel(shown: ShownRota, reader: Reader) -> Outgoing:
    """How the rota stands, and a button for each thing its organiser can do."""
    rota, texts = shown.rota, reader.texts
    lines = [texts.html("For the organiser: <b>{title}</b>", title=apart(rota.title))]
    if rota.state is RotaState.GATHERING:
        lines.append(texts.html("No turn is given yet. Start it when enough have joined."))
    counted = texts.count_html("{n} member.", "{n} members.", shown.members)
    back = OpenRota(rota=rota.id, here=1, ticket=ticket_of(reader.key, rota.id)).key(texts.say("Back"))
    return Outgoing("\n".join([*lines, counted]), (*_keys(shown, reader), (back,)))


def _keys(shown: ShownRota, reader: Reader) -> list[tuple[Key, ...]]:
    rota, texts = shown.rota, reader.texts
    if rota.state is RotaState.ENDED:
        return []
    members = RotaMembers(rota=rota.id).key(texts.say("Flats…") if rota.by_flat else texts.say("Members…"))
    first = StartRota(rota=rota.id).key(texts.say("Start"))
    if rota.state is RotaState.RUNNING:
        first = RotaDates(rota=rota.id).key(texts.say("Dates…"))
    flats = [(AddFlats(rota=rota.id).key(texts.say("All flats take turns")),)] if rota.by_flat else []
    return [*flats, (first, members), (EndRota(rota=rota.id).key(texts.say("End the rota")),)]


def dates(shown: ShownRota, reader: Reader) -> Outgoing:
    """The coming dates; one tap lets one fall out, or brings it back."""
    rota, texts = shown.rota, reader.texts
    coming = [each for each in shown.turns if each.turn.starts_at > reader.now]
    lines = [texts.html("<b>{title}</b>: which date falls out? It counts for nobody.", title=apart(rota.title))]
    lines += [
        escape(f"{number}. {when(each.turn, rota, texts, reader.now)}: {whose(each, texts)}") for number, each in enumerate(coming, 1)
    ]
    keys = [_date_key(number, each, shown, reader) for number, each in enumerate(coming, 1)]
    rows = tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2))
    return Outgoing("\n".join(map(Html, lines)), (*rows, (_back(shown, reader),)))


def _date_key(number: int, each: ShownTurn, shown: ShownRota, reader: Reader) -> Key:
    day = say_day(each.turn.day, reader.texts.language, today=reader.today(shown.rota.zone))
    if each.turn.state is TurnState.SKIPPED:
        return SkipDate(turn=each.turn.id, skipped=0).key(reader.texts.say("Back in: {day}", day=f"{number}. {day}"))
    return SkipDate(turn=each.turn.id, skipped=1).key(f"{number}. {day}")


def members(shown: ShownRota, found: Sequence[ShownMember], page: int, reader: Reader) -> Outgoing:
    """Who takes turns; a tap takes somebody off."""
    rota, texts = shown.rota, reader.texts
    if not found:
        return Outgoing(texts.html("Nobody takes turns here yet."), ((_back(shown, reader),),))
    page = min(page, (len(found) - 1) // PAGE)
    some = list(enumerate(found, 1))[page * PAGE : (page + 1) * PAGE]
    keys = [RemoveMember(member=each.member.id).key(cut(f"{number}. {_name(each, reader)}", 30)) for number, each in some]
    wide = 3 if rota.by_flat else 2
    rows = tuple(tuple(keys[at : at + wide]) for at in range(0, len(keys), wide))
    turning = lists.turning(page, len(found) > (page + 1) * PAGE, lambda to: RotaMembers(rota=rota.id, page=to), texts)
    text = texts.html("<b>{title}</b>: who shall take no turns any more?", title=apart(rota.title))
    return Outgoing(text, (*rows, *turning, (_back(shown, reader),)))


def ask_remove(shown: ShownRota, found: ShownMember, reader: Reader) -> Outgoing:
    """Are you sure?"""
    texts = reader.texts
    text = texts.html("Take {name} off? Their coming turns go to the others.", name=_name(found, reader))
    yes = RemoveMember(member=found.member.id, sure=1).key(texts.say("Yes"))
    return Outgoing(text, ((yes, RotaMembers(rota=shown.rota.id).key(texts.say("Back"))),))


def ask_end(shown: ShownRota, reader: Reader) -> Outgoing:
    """Are you sure?"""
    texts, rota = reader.texts, shown.rota
    text = texts.html("End <b>{title}</b> for good? Those who have turns are told.", title=apart(rota.title))
    return Outgoing(text, ((EndRota(rota=rota.id, sure=1).key(texts.say("End it")), _back(shown, reader)),))


def _name(found: ShownMember, reader: Reader) -> str:
    return apart(found.name) if found.name else reader.texts.say("a neighbour")


def _back(shown: ShownRota, reader: Reader) -> Key:
    return OpenRotaPanel(rota=shown.rota.id).key(reader.texts.say("Back"))
