"""What a series looks like in private: its dates for everybody, and what its organiser can do."""

from bot.dates import say_day, say_span
from bot.names import apart
from bot.outgoing import Document, Key, Outgoing
from bot.texts import Html, Texts, escape
from community.calendar import SeriesFile, Words, calendar_file
from community.events import Event, EventState, Shown
from community.privacy import ticket_of
from community.series import Date, Dates, Promised, Scope, Spreading
from community.when import Cadence, Rule
from handlers.taps.events import OpenPanel
from handlers.taps.more import OpenMore
from handlers.taps.series import AskEnd, ComeAgain, OpenDate, PauseSeries, SeriesToCalendar, SetEnd, ShowDates, ShowSeries, SpreadChange
from handlers.views.calendar import file_name
from handlers.views.events import counts, title_and_time
from handlers.views.reader import Reader
from handlers.views.recurrence import say_rule
from storage.series import SeriesState

ENDS = (1, 4, 9)
"""So many more dates can be chosen in one tap; the list of dates has the others."""


def dates(found: Dates, reader: Reader) -> Outgoing:
    """The coming dates, each with a button that opens it."""
    event, texts, ticket = found.event, reader.texts, ticket_of(reader.key, found.event.id)
    lines = [_title(found, reader), *(f"{number}. {escape(_said(each, reader))}" for number, each in enumerate(found.coming, 1))]
    if not found.coming:
        lines.append(texts.html("No more dates."))
    keys = [OpenDate(event=event.id, day=int(f"{each.day:%Y%m%d}"), ticket=ticket).key(_day(each, reader)) for each in found.coming]
    rows = [tuple(keys[at : at + 3]) for at in range(0, len(keys), 3)]
    whole = SeriesToCalendar(event=event.id, ticket=ticket).key(texts.say("All dates to my calendar"))
    return Outgoing("\n".join(lines), (*rows, (whole,), (OpenMore(event=event.id, ticket=ticket).key(texts.say("Back")),)))


def _title(found: Dates, reader: Reader) -> Html:
    rule = say_rule(found.rule, reader.texts)
    return Html(f"<b>{escape(apart(found.series.title))}</b>, {escape(rule)}")


def _said(each: Date, reader: Reader) -> str:
    said = say_span(each.times.starts, each.times.ends, reader.language, today=reader.today(reader.zone))
    if each.event is None:
        return said
    cancelled = each.event.state is EventState.CANCELLED
    state = reader.texts.say("cancelled") if cancelled else _counts(each.event, reader)
    return f"{said} · {state}" if state else said


def _counts(event: Event, reader: Reader) -> str:
    return reader.texts.say("Coming {n}", n=event.seated) if event.seated else ""


def _day(each: Date, reader: Reader) -> str:
    return say_day(each.times.starts.date(), reader.language, today=reader.today(reader.zone))


def steering(shown: Shown, found: Dates | None, different: bool, reader: Reader) -> Outgoing:
    """What the organiser can do with a series; for a single event, how it can come again."""
    if found is None:
        return _not_yet(shown, reader)
    event, texts = found.event.id, reader.texts
    lines = [_title(found, reader), _state(found, reader)]
    rows: list[tuple[Key, ...]] = [(ShowDates(event=event).key(texts.say("Dates")), AskEnd(event=event).key(texts.say("Last date")))]
    if different:
        lines.append(differs(texts))
        rows.insert(0, scope_keys(event, reader))
    if found.series.state is not SeriesState.ENDED:
        paused = found.series.state is SeriesState.PAUSED
        label = texts.say("Go on") if paused else texts.say("Pause")
        rows.append((PauseSeries(event=event, paused=int(not paused)).key(label),))
    return Outgoing("\n".join(lines), (*rows, (OpenPanel(event=event).key(texts.say("Back")),)))


def differs(texts: Texts) -> Html:
    """What the buttons of `scope_keys` are about."""
    return texts.html("This date differs from the others. Shall they change too?")


def scope_keys(event: int, reader: Reader) -> tuple[Key, ...]:
    """Which dates change: this one alone (as it is already), this and later, all."""
    texts, promised_ = reader.texts, Promised.ASK
    later = SpreadChange(event=event, scope=Scope.LATER, promised=promised_).key(texts.say("This and later"))
    all_ = SpreadChange(event=event, scope=Scope.ALL, promised=promised_).key(texts.say("All dates"))
    return (OpenPanel(event=event).key(texts.say("Only this date")), later, all_)


def _state(found: Dates, reader: Reader) -> Html:
    texts = reader.texts
    if found.series.state is SeriesState.PAUSED:
        return texts.html("Paused: no new dates come.")
    if found.series.state is SeriesState.ENDED:
        return texts.html("Ended: no new dates come.")
    if found.series.until is None:
        return texts.html("It goes on until you end it.")
    return texts.html("Last day: {day}.", day=say_day(found.series.until, texts.language, today=reader.today(found.series.zone)))


CHOICES = (Cadence.WEEKLY, Cadence.FORTNIGHTLY, Cadence.MONTHLY_DATE, Cadence.MONTHLY_WEEKDAY)


def _not_yet(shown: Shown, reader: Reader) -> Outgoing:
    event, texts = shown.event, reader.texts
    rows = []
    for cadence in CHOICES:
        label = say_rule(Rule.on(event.starts.date(), cadence), texts)
        rows.append((ComeAgain(event=event.id, cadence=cadence).key(label[:1].upper() + label[1:]),))
    lines = [*title_and_time(event, reader), texts.html("How often shall it come again? You choose the last date after that.")]
    return Outgoing("\n".join(lines), (*rows, (OpenPanel(event=event.id).key(texts.say("Back")),)))


def ask_end(found: Dates, reader: Reader) -> Outgoing:
    """Which date is the last one."""
    event, texts = found.event.id, reader.texts
    rows: list[tuple[Key, ...]] = [(SetEnd(event=event, more=0).key(texts.say("This is the last one")),)]
    rows.append(tuple(SetEnd(event=event, more=more).key(texts.count("{n} more date", "{n} more dates", more)) for more in ENDS))
    rows.append((SetEnd(event=event, more=0, endless=1).key(texts.say("No end")),))
    text = texts.html("Which date is the last one? Later dates that have people stay.")
    return Outgoing("\n".join([_title(found, reader), *_counted_from(found.event, reader), text]), (*rows, (_back(event, reader),)))


def _counted_from(event: Event, reader: Reader) -> list[Html]:
    said = say_span(event.starts, event.ends, reader.language, today=reader.today(event.zone))
    return [reader.texts.html("This date: {when}.", when=said)]


def promised(found: Spreading, scope: Scope, reader: Reader) -> Outgoing:
    """Dates that have people: as they are, or changed too."""
    event, texts = found.event.id, reader.texts
    lines = [texts.html("These dates have people already:")]
    for each in found.promised:
        said = say_span(each.starts, each.ends, reader.language, today=reader.today(each.zone))
        lines.append(escape(f"– {said} · {counts(each, texts)}"))
    lines.append(texts.html("Who signed up is told if their date changes."))
    keep = SpreadChange(event=event, scope=scope, promised=Promised.KEEP).key(texts.say("Keep them as they are"))
    too = SpreadChange(event=event, scope=scope, promised=Promised.CHANGE).key(texts.say("Change them too"))
    return Outgoing("\n".join(lines), ((keep,), (too,), (_back(event, reader),)))


def _back(event: int, reader: Reader) -> Key:
    return ShowSeries(event=event).key(reader.texts.say("Back"))


def series_file(found: SeriesFile, reader: Reader) -> Outgoing:
    """All that is to come of a series as a file."""
    texts = reader.texts
    words = Words(texts.say("Cancelled: {title}"))
    content = calendar_file(found.entries, bot=found.bot, stamp=reader.now, words=words)
    text = texts.html("<b>{title}</b>: all dates. Open the file with your calendar.", title=apart(found.title))
    return Outgoing(text, (), Document(file_name(found.title), content))


def dates_row(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    """Behind More: the other dates of a series."""
    if shown.event.series_id is None:
        return ()
    return (ShowDates(event=shown.event.id, ticket=ticket_of(reader.key, shown.event.id)).key(reader.texts.say("Dates")),)


def series_row(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    """Behind the organiser's More: the series, or how to make one."""
    label = reader.texts.say("Repeat") if shown.event.series_id is None else reader.texts.say("Series")
    return (ShowSeries(event=shown.event.id).key(label),)
