"""What rotas look like: cards, the private screen, lists, and what a press on a card shows."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import say_day, say_span
from bot.names import apart, cut, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.privacy import ticket_of
from community.rotas import Joined, Rota, RotaState, ShownRota, ShownTurn, Turn, TurnState
from community.when import Rule
from handlers.taps.rota_panel import OpenRotaPanel
from handlers.taps.rotas import ChooseMyFlat, EndPause, JoinRota, LeaveRota, MyTurns, NewRota, OpenRota, OpenTurn, PauseRota, TakeTurn
from handlers.views.reader import Reader
from handlers.views.recurrence import say_rule
from handlers.views.reports import report_row

SIGN = "🔁"

ON_CARD = 5
"""So many turns are on the card; the rest is in private."""

MOST_KEYS = 4
"""So many turns of one's own have a button."""

Row = tuple[Key, ...]


def when(turn: Turn, rota: Rota, texts: Texts, now: datetime) -> str:
    """`su 23.5. klo 9–10`."""
    return say_span(turn.starts, turn.ends, texts.language, today=now.astimezone(ZoneInfo(rota.zone)).date())


def head(shown: ShownRota, texts: Texts) -> list[Html]:
    """What it is, how often, where, and who organises it."""
    rota = shown.rota
    lines = [Html(f"{SIGN} <b>{escape(apart(rota.title))}</b>")]
    author = texts.say("Organiser: {organiser}", organiser=isolated(shown.author)) if shown.author else ""
    parts = [say_rule(Rule.read(rota.rule), texts), apart(rota.place or ""), author]
    lines.append(escape(" · ".join(part for part in parts if part)))
    return [*lines, escape(rota.text)] if rota.text else lines


def card(shown: ShownRota, reader: Reader) -> Outgoing:
    """The one live message of a rota in a group."""
    rota, texts = shown.rota, reader.texts
    if rota.state is RotaState.ENDED:
        return Outgoing("\n".join([Html(f"<b>{escape(apart(rota.title))}</b>"), texts.html("This rota has ended.")]))
    lines = [*head(shown, texts), *_turn_lines(shown, shown.turns[:ON_CARD], reader), _count(shown, texts)]
    join = JoinRota(rota=rota.id).key(reader.both("Join the rota"))
    if rota.by_flat:
        join = Key(reader.both("This is my flat…"), url=reader.rota_link(rota.id))
    mine, open_ = MyTurns(rota=rota.id).key(reader.both("My turns")), Key(reader.both("Change my turns…"), url=reader.rota_link(rota.id))
    return Outgoing("\n".join(lines), ((join, mine), (open_,)))


def _count(shown: ShownRota, texts: Texts) -> Html:
    if shown.rota.by_flat:
        return texts.count_html("{n} flat takes turns.", "{n} flats take turns.", shown.members)
    return texts.count_html("{n} neighbour takes turns.", "{n} neighbours take turns.", shown.members)


def _turn_lines(shown: ShownRota, turns: Sequence[ShownTurn], reader: Reader) -> list[Html]:
    """Whose turn it is next, line by line; before it starts, when that will be."""
    texts, rota = reader.texts, shown.rota
    if rota.state is RotaState.GATHERING:
        first = shown.first
        said = say_span(first.starts, first.ends, texts.language, today=reader.today(rota.zone)) if first else ""
        waits = texts.html("Turns are given out when the organiser starts it.")
        return [texts.html("First time: {when}.", when=said), waits] if said else [waits]
    return [texts.html("{when}: {whose}", when=when(each.turn, rota, texts, reader.now), whose=whose(each, texts)) for each in turns]


def whose(shown: ShownTurn, texts: Texts) -> str:
    """Whose turn it is, as far as the reader may know it. Not escaped."""
    if shown.turn.state is TurnState.SKIPPED:
        return texts.say("falls out")
    if shown.mine:
        return texts.say("you")
    if shown.open:
        return texts.say("open, nobody has it")
    return apart(shown.whose) if shown.whose else texts.say("a neighbour")


def private(shown: ShownRota, reader: Reader) -> Outgoing:
    """A rota in the private chat: whose turns, and what the reader can do."""
    rota, texts = shown.rota, reader.texts
    lines = head(shown, texts)
    if rota.state is RotaState.ENDED:
        return Outgoing("\n".join([*lines, texts.html("This rota has ended.")]))
    lines += [*_turn_lines(shown, shown.turns, reader), _count(shown, texts), Html(f"<b>{escape(standing(shown, reader))}</b>")]
    return Outgoing("\n".join(lines), (*_own_rows(shown, reader), _last_row(shown, reader)))


def standing(shown: ShownRota, reader: Reader) -> str:
    """How the reader stands."""
    texts, mine = reader.texts, shown.mine
    if mine is None:
        return texts.say("None of these flats is marked as yours.") if shown.rota.by_flat else texts.say("You take no turns here.")
    today = reader.today(shown.rota.zone)
    if mine.away_from is not None and mine.away_until is not None and mine.away_until > today:
        start, end = (say_day(day, texts.language, today=today) for day in (mine.away_from, mine.away_until))
        return texts.say("You pause from {start}, and are back on {end}.", start=start, end=end)
    if mine.flat:
        return texts.say("Your flat: {flat}.", flat=apart(mine.flat))
    return texts.say("You take turns here.")


def _own_rows(shown: ShownRota, reader: Reader) -> list[Row]:
    """The reader's own turns, open ones, and the way in or out."""
    rota, texts, ticket = shown.rota, reader.texts, ticket_of(reader.key, shown.rota.id)
    flat = ChooseMyFlat(rota=rota.id, ticket=ticket)
    if shown.mine is None and rota.by_flat:
        return [(flat.key(texts.say("This is my flat…")),)]
    if shown.mine is None:
        return [(JoinRota(rota=rota.id, ticket=ticket).key(texts.say("Join the rota")),)]
    coming = [each for each in shown.turns if each.turn.starts_at > reader.now]
    mine = [each.turn for each in coming if each.mine][:MOST_KEYS]
    keys = [OpenTurn(turn=each.id).key(texts.say("Change {day}", day=_day(each, rota, reader))) for each in mine]
    rows: list[Row] = [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]
    for each in [each for each in coming if each.open][:1]:
        rows.append((TakeTurn(turn=each.turn.id).key(texts.say("I take {day}", day=_day(each.turn, rota, reader))),))
    away = shown.mine.away_until is not None and shown.mine.away_until > reader.today(rota.zone)
    pause = EndPause(rota=rota.id).key(texts.say("I am back")) if away else PauseRota(rota=rota.id).key(texts.say("Pause…"))
    leave = LeaveRota(rota=rota.id).key(texts.say("Not my flat") if shown.mine.flat else texts.say("Leave the rota"))
    return [*rows, (pause, leave), *([(flat.key(texts.say("Another flat…")),)] if shown.mine.flat else [])]


def _last_row(shown: ShownRota, reader: Reader) -> Row:
    if shown.organises:
        return (OpenRotaPanel(rota=shown.rota.id).key(reader.texts.say("For the organiser")), *report_row(shown.rota.id, reader))
    return report_row(shown.rota.id, reader)


def _day(turn: Turn, rota: Rota, reader: Reader) -> str:
    return say_day(turn.starts.date(), reader.texts.language, today=reader.today(rota.zone))


def in_list(found: Sequence[tuple[Rota, bool]], reader: Reader) -> Outgoing:
    """The rotas of one's houses."""
    texts, new = reader.texts, NewRota().key(reader.texts.say("New rota"))
    if not found:
        return Outgoing(texts.html("There is no rota here yet. A rota gives a duty that comes again to everybody in turn."), ((new,),))
    lines, keys = [texts.html("<b>Rotas</b>")], []
    for number, (rota, mine) in enumerate(found, 1):
        state = texts.say("you take turns") if mine else texts.say("you take no turns")
        lines.append(escape(f"{number}. {apart(rota.title)} · {say_rule(Rule.read(rota.rule), texts)} · {state}"))
        keys.append(OpenRota(rota=rota.id).key(f"{number}. {apart(cut(rota.title, 24))}"))
    return Outgoing("\n".join(lines), (*(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)), (new,)))


def joined(state: Joined, texts: Texts) -> tuple[str, bool]:
    """The pop-up of a press on Join, and whether it stays."""
    if state.again:
        return texts.say("You take turns here already."), False
    if not state.reachable:
        start = texts.say("You take turns now. Open Talkoot-botti and press Start to hear when it is yours.")
        return start + " " + texts.say("Stored until you leave: /privacy"), True
    if state.first:
        return texts.say("You take turns now. Others read “a neighbour”. Stored until you leave. More: /privacy"), True
    return texts.say("You take turns now. I tell you which are yours."), False


def my_turns(shown: ShownRota, texts: Texts, now: datetime) -> str:
    """The reader's own turns as a pop-up holds them."""
    if shown.mine is None:
        return texts.say("You take no turns here.")
    mine = [when(each.turn, shown.rota, texts, now) for each in shown.turns if each.mine]
    if not mine:
        return texts.say("You take turns here. None of the coming ones is yours yet.")
    return cut(texts.say("Your turns: {turns}", turns=" · ".join(mine)), 200)
