"""My things: everything somebody has said yes to, organises, or has still to answer, each with the button that opens it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.dates import say_span
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, escape, later
from community.announcements import Announcement
from community.events import Answer, Event, Mine, Place
from community.polls import Poll
from community.rotas import MyRotas
from community.volunteering import MyCalls, MyTask
from community.when import Rule
from handlers.buttons import Button
from handlers.taps.acknowledging import AskSender
from handlers.taps.call_panel import OpenCallPanel
from handlers.taps.events import OpenEvent, ShowEvents
from handlers.taps.poll_panel import OpenPollPanel
from handlers.taps.polls import OpenPoll
from handlers.taps.rota_panel import OpenRotaPanel
from handlers.taps.rotas import OpenTurn
from handlers.taps.volunteering import OpenCall
from handlers.views.calendar import calendar_rows
from handlers.views.calls import call_line, said_of
from handlers.views.events import MOST_LINES
from handlers.views.neighbours import called
from handlers.views.notices import notice_title
from handlers.views.polls import poll_line
from handlers.views.reader import Reader
from handlers.views.recurrence import say_rule
from handlers.views.rotas import when
from handlers.views.task_neighbours import called as answered_for
from storage.announcements import AskKind, HelpRequest
from storage.events import SignUp

MOST_WAITING = 5
"""So much that waits for an answer is listed with one's own things; the rest is under "What's on"."""

AT_LAST = datetime.max.replace(tzinfo=UTC)
"""What has no date stands after what has one."""

CHANGE, ANSWER = later("{number}. Change"), later("{number}. Answer")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing: its line, what its button says, and what opens it."""

    said: Html
    button: Button
    label: str = CHANGE
    at: datetime | None = None


def mine(
    found: Mine,
    reader: Reader,
    polls: Sequence[Poll] = (),
    asked: Sequence[Poll] = (),
    calls: MyCalls | None = None,
    rotas: MyRotas | None = None,
    needed: Sequence[tuple[HelpRequest, Announcement]] = (),
) -> Outgoing:
    """Everything the person has said yes to, with buttons to change it; and what they asked after notices."""
    texts, calls, rotas = reader.texts, calls or MyCalls(), rotas or MyRotas()
    things = [
        *_in_turn([*_answers(found, reader), *_tasks(calls.tasks, reader), *_turns(rotas, reader)]),
        *_in_turn([*_organised(found, reader), *_called_for(calls, reader), *_going_round(rotas, reader)]),
        *_in_turn([*_proxied(found, reader), *_neighbours(calls.neighbours, reader)]),
    ]
    shown = [*things[:MOST_LINES], *_asked(asked, reader), *_needed(needed, reader)]
    waiting = [*_unanswered(found, reader), *_polls(polls, reader)]
    if not (shown or waiting):
        return Outgoing(texts.html("You have nothing coming up."), ((ShowEvents().key(texts.say("What's on")),), *calendar_rows(reader)))
    lines: list[str] = [texts.html("<b>Your things</b>")] if shown else [texts.html("You have nothing coming up.")]
    lines += _numbered(shown, 1)
    if len(things) > MOST_LINES:
        lines.append(texts.count_html("… and {n} more.", "… and {n} more.", len(things) - MOST_LINES))
    if waiting:
        lines += [texts.html("<b>Waiting for your answer</b>"), *_numbered(waiting, len(shown) + 1)]
    keys = [row.button.key(texts.say(row.label, number=number)) for number, row in enumerate([*shown, *waiting], 1)]
    return Outgoing("\n".join(lines), (*_by_three(keys), *calendar_rows(reader)))


def _in_turn(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.at or AT_LAST)


def _numbered(rows: Sequence[Row], first: int) -> list[str]:
    return [f"{number}. {row.said}" for number, row in enumerate(rows, first)]


def _by_three(keys: Sequence[Key]) -> list[tuple[Key, ...]]:
    return [tuple(keys[at : at + 3]) for at in range(0, len(keys), 3)]


def _answers(found: Mine, reader: Reader) -> Iterator[Row]:
    for sign_up, event in found.answers:
        said = escape(_mine_line(sign_up, event, reader, drawing=event.id in found.drawing))
        yield Row(said, OpenEvent(event=event.id), ANSWER if _is_open(sign_up) else CHANGE, event.starts_at)


def _organised(found: Mine, reader: Reader) -> Iterator[Row]:
    answered = {event.id for _, event in found.answers}
    for event in found.organised:
        if event.id not in answered:
            said = reader.texts.html("You organise: {event}", event=_line(event, reader))
            yield Row(said, OpenEvent(event=event.id), at=event.starts_at)


def _proxied(found: Mine, reader: Reader) -> Iterator[Row]:
    texts, open_ = reader.texts, {event.id for sign_up, event in found.answers if _is_open(sign_up)}
    for sign_up, proxy, event in found.proxied:
        said = texts.html("For {whom}: {event}", whom=called(sign_up, proxy, texts), event=_line(event, reader))
        yield Row(said, OpenEvent(event=event.id), ANSWER if event.id in open_ else CHANGE, event.starts_at)


def _unanswered(found: Mine, reader: Reader) -> Iterator[Row]:
    for event in found.unanswered[:MOST_WAITING]:
        yield Row(escape(_line(event, reader)), OpenEvent(event=event.id), ANSWER)


def _polls(polls: Sequence[Poll], reader: Reader) -> Iterator[Row]:
    for poll in polls[:MOST_WAITING]:
        yield Row(escape(poll_line(poll, reader)), OpenPoll(poll=poll.id), ANSWER)


def _asked(asked: Sequence[Poll], reader: Reader) -> Iterator[Row]:
    for poll in asked:
        yield Row(reader.texts.html("You ask: {poll}", poll=poll_line(poll, reader)), OpenPollPanel(poll=poll.id))


def _tasks(tasks: Sequence[MyTask], reader: Reader) -> Iterator[Row]:
    yield from _task_rows(tasks, reader, lambda each: escape(_task_line(each, reader)))


def _neighbours(tasks: Sequence[MyTask], reader: Reader) -> Iterator[Row]:
    def said(each: MyTask) -> Html:
        return reader.texts.html("For {whom}: {event}", whom=answered_for(each.volunteer, reader.texts), event=_task_line(each, reader))

    yield from _task_rows(tasks, reader, said)


def _turns(rotas: MyRotas, reader: Reader) -> Iterator[Row]:
    for turn, rota in rotas.turns:
        said = reader.texts.html("Your turn: {when}. {title}", when=when(turn, rota, reader.texts, reader.now), title=apart(rota.title))
        yield Row(said, OpenTurn(turn=turn.id), at=turn.starts_at)


def _task_rows(tasks: Sequence[MyTask], reader: Reader, said: Callable[[MyTask], Html]) -> Iterator[Row]:
    for each in tasks:
        yield Row(said(each), OpenCall(call=each.call.id), at=each.task.starts_at or each.call.begins_at)


def _needed(needed: Sequence[tuple[HelpRequest, Announcement]], reader: Reader) -> Iterator[Row]:
    texts = reader.texts
    for request, notice in needed[:MOST_WAITING]:
        title = notice_title(notice, (texts.language,), texts)
        state = texts.say("you got an answer") if request.answered_at else texts.say("no answer yet")
        if request.kind is AskKind.HELP:
            said = texts.html("You asked for help: {notice}, {state}", notice=title, state=state)
        else:
            said = texts.html("You asked the sender: {notice}, {state}", notice=title, state=state)
        yield Row(said, AskSender(announcement=notice.id))


def _called_for(calls: MyCalls, reader: Reader) -> Iterator[Row]:
    for call in calls.organised:
        said = reader.texts.html("You organise: {event}", event=call_line(call, reader))
        yield Row(said, OpenCallPanel(call=call.id), at=call.begins_at)


def _going_round(rotas: MyRotas, reader: Reader) -> Iterator[Row]:
    for rota in rotas.organised:
        said = reader.texts.html("You organise: {event}", event=f"{apart(rota.title)}, {say_rule(Rule.read(rota.rule), reader.texts)}")
        yield Row(said, OpenRotaPanel(rota=rota.id))


def _task_line(each: MyTask, reader: Reader) -> str:
    """`Raking, Sat 22 May, 12:00–15:00, Spring clean-up`."""
    state = reader.texts.say("in the queue") if each.queue else ""
    return ", ".join(part for part in (*said_of(each.call, each.task, reader.texts, reader.now), state) if part)


def _is_open(sign_up: SignUp) -> bool:
    """Whether an answer waits for another word: a place is on offer, or the event was moved far."""
    return sign_up.place is Place.OFFERED or not sign_up.confirmed


def _line(event: Event, reader: Reader) -> str:
    return f"{apart(event.title)}, {say_span(event.starts, event.ends, reader.language, today=reader.today(event.zone))}"


def _mine_line(sign_up: SignUp, event: Event, reader: Reader, *, drawing: bool) -> str:
    texts = reader.texts
    if sign_up.place is Place.OFFERED:
        state = texts.say("a place is on offer")
    elif not sign_up.confirmed:
        state = texts.say("moved – can you still come?")
    elif sign_up.place is Place.WAITING:
        state = texts.say("in the draw") if drawing else texts.say("in the queue")
    elif sign_up.answer is Answer.MAYBE:
        state = texts.say("maybe")
    else:
        state = texts.count("{n} person", "{n} people", sign_up.party) if sign_up.party > 1 else ""
    return ", ".join(part for part in (_line(event, reader), state) if part)
