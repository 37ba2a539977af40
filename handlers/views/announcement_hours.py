"""When a notice goes: asked, said in the preview and to who waits for it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.dates import say_span, say_time
from bot.names import cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community.announcements import (
    AnnouncementState,
    Coming,
    Going,
    Of,
    Planned,
    Progress,
    Question,
    Relation,
    can_undo,
)
from community.events import Event
from handlers.buttons import Button
from handlers.taps.announcement_hours import AskWhen, GoAfterAll, GoesAt, GoesNow, GoesWith, KeepTime, ShowComing, ShowWays
from handlers.views.examples import example_deadline
from handlers.views.notices import notice_title
from handlers.views.reader import Reader
from handlers.views.refusals import refusal
from handlers.views.stepwise import Rows

EPOCH = datetime.fromisoformat("1970-01-01T00:00")
"""Where the minutes of a time on the wall are counted from, as a button carries it."""

LONGEST_TITLE = 24

RELATED: Mapping[Relation, str] = {
    Relation.WEEK_BEFORE: later("A week before"),
    Relation.DAY_BEFORE: later("The day before"),
    Relation.THAT_MORNING: later("On the day"),
    Relation.HOURS_BEFORE: later("2 hours before"),
    Relation.DAY_AFTER: later("The day after"),
}

WAITING = (AnnouncementState.AWAITING, AnnouncementState.SCHEDULED)


def question(shown: Question, reader: Reader) -> Outgoing:
    """When shall it go?"""
    texts, zone = reader.texts, shown.zone
    if shown.candidates:
        rows: Rows = [(_at(shown, each).key(_wall(each, zone, reader)),) for each in shown.candidates]
        return Outgoing(texts.html("Which one do you mean? Or write it again."), (*rows, _back(shown.of, shown.number, texts)))
    example = example_deadline(texts, reader.today(zone))
    lines = [*lines_of(shown.planned, reader), texts.html("When shall it go? Write a time, for example: {example}", example=example)]
    now = GoesNow(of=shown.of, number=shown.number).key(texts.say("At once"))
    tomorrow = _at(shown, shown.tomorrow).key(_wall(shown.tomorrow, zone, reader))
    with_event = ShowComing(of=shown.of, number=shown.number).key(texts.say("Before or after an event…"))
    return Outgoing("\n".join(lines), ((now, tomorrow), (with_event,), _back(shown.of, shown.number, texts)))


def coming(shown: Coming, reader: Reader) -> Outgoing:
    """Which event, or how long before or after the one that was chosen?"""
    texts, of, number = reader.texts, shown.of, shown.number
    back = AskWhen(of=of, number=number).key(texts.say("Back"))
    if shown.chosen is not None:
        event = shown.chosen
        rows: Rows = [
            (GoesWith(of=of, number=number, event=event.id, relation=each).key(_way(each, going, reader)),) for each, going in shown.ways
        ]
        text = texts.html("{title}: when shall the notice go? It moves with the event.", title=event.title)
        return Outgoing(text, (*rows, (back,)))
    rows = [(ShowWays(of=of, number=number, event=each.id).key(_named(each, reader)),) for each in shown.events]
    turn = []
    if shown.page:
        turn.append(ShowComing(of=of, number=number, page=shown.page - 1).key(texts.say("Earlier")))
    if shown.more:
        turn.append(ShowComing(of=of, number=number, page=shown.page + 1).key(texts.say("Later")))
    return Outgoing(texts.html("Which event shall it go with?"), (*rows, *([tuple(turn)] if turn else []), (back,)))


def lines_of(planned: Planned, reader: Reader) -> list[Html]:
    """When it goes and where it waits, for its sender; nothing for what goes at once to houses that are awake."""
    texts = reader.texts
    if planned.wrong is not None:
        return [escape(refusal(planned.wrong, texts, reader.today(reader.zone)))]
    lines = [said(planned.going, planned.event.title if planned.event else None, planned.relation, reader)] if planned.going else []
    if planned.house is not None:
        lines.append(texts.html("That is the time of {house}.", house=planned.house))
    zone = planned.going.zone if planned.going else reader.zone
    lines += [quiet_line(end, houses, zone, reader) for end, houses in planned.quiet]
    if planned.urgent:
        lines.append(texts.html("Urgent: quiet hours do not hold it."))
    return lines


def said(going: Going, event: str | None, relation: Relation | None, reader: Reader) -> Html:
    """`It goes Tue 18 May, 9:00.`, with the event it hangs on."""
    when, texts = _wall(going.wall, going.zone, reader), reader.texts
    if event is None or relation is None:
        return texts.html("It goes: {when}.", when=when)
    return texts.html("{relation} ({event}) it goes: {when}.", relation=texts.say(RELATED[relation]), event=event, when=when)


def quiet_line(end: datetime, houses: int, zone: str, reader: Reader) -> Html:
    """`3 houses are quiet until 8:00. They get it then.`"""
    hour = say_time(end.astimezone(ZoneInfo(zone)), reader.texts.language)
    return reader.texts.count_html(
        "{n} house is quiet until {hour}. It gets it then.", "{n} houses are quiet until {hour}. They get it then.", houses, hour=hour
    )


def when_label(planned: Planned | None, reader: Reader) -> str:
    """What a key says that leads to the question."""
    if planned is None or planned.going is None:
        return reader.texts.say("When: at once")
    return reader.texts.say("When: {when}", when=_wall(planned.going.wall, planned.going.zone, reader))


def rows_of(shown: Progress, reader: Reader) -> Rows:
    """What can be done about the time of a notice that waits for it, or that was cancelled before it."""
    found, texts = shown.announcement, reader.texts
    if can_undo(found, reader.now):
        return [(GoAfterAll(announcement=found.id).key(texts.say("Undo")),)]
    if found.state not in WAITING:
        return []
    change = AskWhen(of=Of.NOTICE, number=found.id).key(texts.say("Change the time"))
    now = GoesNow(of=Of.NOTICE, number=found.id).key(texts.say("Send now"))
    send = (now,) if found.state is AnnouncementState.SCHEDULED else ()
    return [(change, *send)]


def waiting_line(shown: Progress, reader: Reader) -> Html:
    """When one goes that waits."""
    found, texts = shown.announcement, reader.texts
    if is_held(shown):
        return texts.html("The event of your notice was cancelled. The notice waits.")
    if found.wall is None or found.zone is None:
        return texts.html("Your notice waits for its time.")
    return texts.html("Your notice goes: {when}.", when=_wall(found.wall, found.zone, reader))


def is_held(shown: Progress) -> bool:
    """Whether it waits as its event was cancelled."""
    return shown.announcement.state in WAITING and shown.announcement.due_at is None


def held(shown: Progress, reader: Reader) -> Outgoing:
    """To its author: the event it hangs on does not take place."""
    texts = reader.texts
    said = texts.html("The event of your notice “{notice}” was cancelled. The notice waits.", notice=_title(shown, reader))
    return Outgoing(said, tuple(rows_of(shown, reader)))


def late(shown: Progress, reader: Reader) -> Outgoing:
    """To its author: it could not be sent before its event began."""
    return Outgoing(reader.texts.html("Nobody got your notice “{notice}”: its event has begun.", notice=_title(shown, reader)))


def _title(shown: Progress, reader: Reader) -> str:
    return notice_title(shown.announcement, (reader.texts.language,), reader.texts)


def _way(relation: Relation, going: Going, reader: Reader) -> str:
    return f"{reader.texts.say(RELATED[relation])}: {_wall(going.wall, going.zone, reader)}"


def _named(event: Event, reader: Reader) -> str:
    return f"{_wall(event.starts, event.zone, reader)} · {cut(event.title, LONGEST_TITLE)}"


def _at(shown: Question, wall: datetime) -> Button:
    return GoesAt(of=shown.of, number=shown.number, wall=(wall - EPOCH) // timedelta(minutes=1))


def _wall(wall: datetime, zone: str, reader: Reader) -> str:
    return say_span(wall, None, reader.texts.language, today=reader.today(zone))


def _back(of: Of, number: int, texts: Texts) -> tuple[Key, ...]:
    return (KeepTime(of=of, number=number).key(texts.say("Back")),)
