"""A turn of somebody's: what they can do with it, and what they are told of it."""

from collections.abc import Sequence
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from bot.dates import say_day, say_span
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.privacy import ticket_of
from community.rotas import Passed, Rota, ShownRota, Swap, Turn
from community.rotas.members import FARTHEST_PAUSE, LONGEST_PAUSE
from handlers.taps.rotas import AnswerSwap, CantTurn, ChooseMyFlat, LeaveRota, OpenRota, OpenTurn, PauseRota, SwapTurn, TieFlat
from handlers.views import lists
from handlers.views.reader import Reader
from handlers.views.rotas import when

MOST_SWAPS = 6
FLATS_ON_A_PAGE = 12
MONTHS = range(1, LONGEST_PAUSE + 1)


def turn(found: Turn, rota: Rota, reader: Reader) -> Outgoing:
    """What somebody can do with a turn of theirs."""
    texts = reader.texts
    text = texts.html("Your turn: <b>{when}</b>. {title}", when=when(found, rota, texts, reader.now), title=_what(rota))
    cant, swap = CantTurn(turn=found.id).key(texts.say("I can't this time")), SwapTurn(turn=found.id).key(texts.say("Swap with somebody…"))
    return Outgoing(text, ((cant, swap), (_back(rota, reader),)))


def ask_cant(passed: Passed, reader: Reader) -> Outgoing:
    """What becomes of the turn, before it is passed on."""
    texts, rota = reader.texts, passed.rota
    lines = [texts.html("You can't on {when}?", when=when(passed.turn, rota, texts, reader.now))]
    if passed.taker is None:
        lines.append(texts.html("There is nobody I could pass your turn to. It will be open, and the organiser is told."))
    elif passed.mine is None:
        lines.append(texts.html("Your turn goes to the next one, who is told. You get the one after that."))
    else:
        theirs = _said(passed.mine, rota, reader)
        lines.append(texts.html("The next one takes your turn and is told. You take theirs: {when}.", when=theirs))
    yes = CantTurn(turn=passed.turn.id, sure=1).key(texts.say("Pass it on"))
    return Outgoing("\n".join(lines), ((yes, OpenTurn(turn=passed.turn.id).key(texts.say("I keep it"))),))


def ask_swap(mine: Turn, rota: Rota, others: Sequence[Turn], reader: Reader) -> Outgoing:
    """For which turn?"""
    texts, back = reader.texts, OpenTurn(turn=mine.id).key(reader.texts.say("Back"))
    if not others:
        return Outgoing(texts.html("There is nobody I could ask to swap just now."), ((back,),))
    text = texts.html("Which turn would you take for yours, {when}? I ask whose it is.", when=when(mine, rota, texts, reader.now))
    keys = [SwapTurn(turn=mine.id, other=each.id).key(_day(each, rota, reader)) for each in others[:MOST_SWAPS]]
    return Outgoing(text, (*(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)), (back,)))


def swap(found: Swap, reader: Reader) -> Outgoing:
    """To whoever has the other turn: will you swap?"""
    texts, rota = reader.texts, found.rota
    text = texts.html(
        "{title}: a neighbour asks to swap. You would take {theirs}, and they take yours: {yours}.",
        title=apart(rota.title),
        theirs=_said(found.mine, rota, reader),
        yours=_said(found.theirs, rota, reader),
    )
    yes, no = (AnswerSwap(turn=found.mine.id, other=found.theirs.id, yes=answer) for answer in (1, 0))
    return Outgoing(text, ((yes.key(texts.say("Swap")), no.key(texts.say("No, I keep mine"))),))


def swapped(found: Turn, rota: Rota, yes: bool, reader: Reader) -> Outgoing:
    """To who asked for a swap: what came of it, and which turn is theirs."""
    texts = reader.texts
    words = {"title": apart(rota.title), "when": _said(found, rota, reader)}
    if yes:
        return Outgoing(texts.html("Swapped. Your turn now: {when}. {title}", **words), ((_open(rota, reader),),))
    return Outgoing(texts.html("The other one keeps their turn. Yours stays: {when}. {title}", **words), ((_turn(found, reader),),))


def moved(found: Turn, rota: Rota, instead: str | None, reader: Reader) -> Outgoing:
    """To whom a turn has come: which, and for which other one."""
    texts = reader.texts
    words = {"title": apart(rota.title), "when": _said(found, rota, reader)}
    if instead is None:
        text = texts.html("{title}: somebody can't, and the turn is yours: <b>{when}</b>. You get one less later.", **words)
    else:
        was = say_span(datetime.fromisoformat(instead), None, texts.language, today=reader.today(rota.zone))
        text = texts.html("{title}: somebody can't. Your turn is now <b>{when}</b>. They take yours: {was}.", **words, was=was)
    return Outgoing(text, ((CantTurn(turn=found.id).key(texts.say("I can't either")), _open(rota, reader)),))


def skipped(found: Turn, rota: Rota, skips: bool, reader: Reader) -> Outgoing:
    """To whose turn it is: the date falls out, or takes place after all."""
    texts, words = reader.texts, {"title": apart(rota.title), "when": _said(found, rota, reader)}
    if skips:
        return Outgoing(texts.html("{title}: {when} falls out. Your turn comes later.", **words), ((_open(rota, reader),),))
    return Outgoing(texts.html("{title}: {when} takes place after all, and it is your turn.", **words), ((_turn(found, reader),),))


def nobody(found: Turn, rota: Rota, reader: Reader) -> Outgoing:
    """To the organiser: nobody has a turn."""
    texts = reader.texts
    text = texts.html("{title}: nobody has the turn on {when}. Ask in the group.", title=apart(rota.title), when=_said(found, rota, reader))
    return Outgoing(text, ((_open(rota, reader),),))


def given(shown: ShownRota, reader: Reader) -> Outgoing | None:
    """To a member: which turns are theirs; None when there is none any more."""
    texts, rota = reader.texts, shown.rota
    mine = [when(each.turn, rota, texts, reader.now) for each in shown.turns if each.mine]
    if not mine:
        return None
    lines = [texts.html("<b>{title}</b>: your turns", title=apart(rota.title)), *map(escape, mine)]
    return Outgoing("\n".join(lines), ((_open(rota, reader),),))


def reminder(turns: Sequence[tuple[Turn, Rota]], reader: Reader) -> Outgoing | None:
    """The day before: what somebody is to do tomorrow; None when it is another's turn by now."""
    texts, lines, keys = reader.texts, list[Html](), list[Key]()
    for found, rota in turns:
        lines.append(texts.html("Tomorrow, {when}: your turn. {title}", when=_said(found, rota, reader), title=_what(rota)))
        keys.append(CantTurn(turn=found.id).key(texts.say("I can't this time")))
    return Outgoing("\n".join(lines), tuple((key,) for key in keys[:3])) if lines else None


def ended(rota: Rota, reader: Reader) -> Outgoing:
    """To whoever had a turn."""
    return Outgoing(reader.texts.html("{title}: the rota has ended. You have no turn any more.", title=apart(rota.title)))


def removed(rota: Rota, reader: Reader) -> Outgoing:
    """To a former member."""
    return Outgoing(reader.texts.html("{title}: you take no turns any more. The organiser has taken you off.", title=apart(rota.title)))


def ask_leave(shown: ShownRota, reader: Reader) -> Outgoing:
    """Are you sure?"""
    texts, rota = reader.texts, shown.rota
    text = texts.html("Leave <b>{title}</b>? Your coming turns go to the others, who are told.", title=apart(rota.title))
    if shown.mine is not None and shown.mine.flat:
        text = texts.html("Shall I no longer remind you of the turns of {flat}? They stay.", flat=apart(shown.mine.flat))
    return Outgoing(text, ((LeaveRota(rota=rota.id, sure=1).key(texts.say("Yes")), _back(rota, reader)),))


def ask_pause(shown: ShownRota, day: int, reader: Reader) -> Outgoing:
    """From when, then for how long?"""
    texts, rota, today = reader.texts, shown.rota, reader.today(shown.rota.zone)
    if not day:
        text = texts.html("You keep your place while you pause. From when?")
        firsts = [today.replace(day=1) + relativedelta(months=ahead) for ahead in range(1, FARTHEST_PAUSE // 2)]
        keys = [PauseRota(rota=rota.id, day=first.toordinal()).key(_month(first, texts)) for first in firsts]
        now = PauseRota(rota=rota.id, day=today.toordinal()).key(texts.say("From today"))
        return Outgoing(text, ((now, *keys[:1]), tuple(keys[1:3]), tuple(keys[3:]), (_back(rota, reader),)))
    start = say_day(date.fromordinal(day), texts.language, today=today)
    text = texts.html("From {start}: for how long? Turns you have then go to the others.", start=start)
    keys = [PauseRota(rota=rota.id, day=day, months=each).key(texts.count("{n} month", "{n} months", each)) for each in MONTHS]
    return Outgoing(text, (tuple(keys[:3]), tuple(keys[3:]), (_back(rota, reader),)))


def choose_flat(shown: ShownRota, page: int, reader: Reader) -> Outgoing:
    """Which flat is yours? It is asked for reminders only."""
    rota, texts, ticket = shown.rota, reader.texts, ticket_of(reader.key, shown.rota.id)
    if not shown.flats:
        return Outgoing(texts.html("No flat takes turns here yet. The organiser adds them."), ((_back(rota, reader),),))
    page = min(page, (len(shown.flats) - 1) // FLATS_ON_A_PAGE)
    some = shown.flats[page * FLATS_ON_A_PAGE : (page + 1) * FLATS_ON_A_PAGE]
    keys = [TieFlat(member=each.id, ticket=ticket).key(apart(each.flat or "")) for each in some]
    rows = (tuple(keys[at : at + 4]) for at in range(0, len(keys), 4))
    more = len(shown.flats) > (page + 1) * FLATS_ON_A_PAGE
    turning = lists.turning(page, more, lambda to: ChooseMyFlat(rota=rota.id, page=to, ticket=ticket), texts)
    text = texts.html("Which flat is yours? I remind you of its turns. Nobody else sees it.")
    return Outgoing(text, (*rows, *turning, (_back(rota, reader),)))


def _what(rota: Rota) -> str:
    return ", ".join(part for part in (apart(rota.title), apart(rota.place or "")) if part)


def _said(found: Turn, rota: Rota, reader: Reader) -> str:
    return when(found, rota, reader.texts, reader.now)


def _day(found: Turn, rota: Rota, reader: Reader) -> str:
    return say_day(found.starts.date(), reader.texts.language, today=reader.today(rota.zone))


def _month(first: date, texts: Texts) -> str:
    """`1.6.`, `1 June`: the day a month begins."""
    return say_day(first, texts.language, today=first)


def _back(rota: Rota, reader: Reader) -> Key:
    return OpenRota(rota=rota.id, here=1, ticket=ticket_of(reader.key, rota.id)).key(reader.texts.say("Back"))


def _open(rota: Rota, reader: Reader) -> Key:
    return OpenRota(rota=rota.id, ticket=ticket_of(reader.key, rota.id)).key(reader.texts.say("My turns"))


def _turn(found: Turn, reader: Reader) -> Key:
    return OpenTurn(turn=found.id).key(reader.texts.say("Change"))
