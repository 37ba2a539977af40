"""What events look like: cards, private views, reminders, lists."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import say_day, say_span
from bot.names import apart, cut, isolated, units
from bot.outgoing import CAPTION, Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community import events
from community.events import Answer, Event, EventState, Place, Shown, draw_time
from community.privacy import ticket_of
from community.volunteering import CallState, ShownCall
from handlers.taps.aftermath import ThankForEvent
from handlers.taps.events import AnswerEvent, InOtherLanguages, MyAnswer, OpenEvent, OpenPanel
from handlers.taps.more import OpenMore
from handlers.taps.parties import AskParty
from handlers.taps.proxies import AskNeighbours
from handlers.views import calls, closing, kept, names
from handlers.views.bringing import bring_rows, still_needed, you_bring
from handlers.views.calendar import add_key, calendar_rows
from handlers.views.needed import more_needed
from handlers.views.neighbours import cant_keys, cant_rows, lines_of
from handlers.views.reader import Reader
from handlers.views.reasons import reason
from handlers.views.recurrence import say_rule

MOST_LINES = 10
"""So many events are named in one message; of more it is said how many they are."""


def when(event: Event, texts: Texts, now: datetime) -> str:
    """`la 22.5. klo 12–15`."""
    return say_span(event.starts, event.ends, texts.language, today=now.astimezone(ZoneInfo(event.zone)).date())


def starts(event: Event, texts: Texts, now: datetime) -> str:
    """`la 22.5. klo 12`."""
    return say_span(event.starts, None, texts.language, today=now.astimezone(ZoneInfo(event.zone)).date())


def described(shown: Shown, texts: Texts, now: datetime, longest: int | None = None) -> list[Html]:
    """The lines of a card above the counts, with at most so many characters of its text."""
    event, again = shown.event, say_rule(shown.rule, texts) if shown.rule else ""
    lines = [Html(f"📅 <b>{escape(apart(event.title))}</b>")]
    lines.append(Html(" · ".join(escape(part) for part in (when(event, texts, now), again, apart(event.place or "")) if part)))
    if event.text:
        lines.append(escape(event.text if longest is None else cut(event.text, longest)))
    named = ", ".join(isolated(name) for name in shown.organisers)
    if named:
        lines.append(texts.html("Organiser: {organiser}", organiser=named))
    return lines


def title_and_time(event: Event, reader: Reader) -> list[Html]:
    """The two lines that head every screen about an event."""
    return [Html(f"<b>{escape(apart(event.title))}</b>"), escape(when(event, reader.texts, reader.now))]


def counts(event: Event, texts: Texts, *, drawing: bool = False) -> str:
    """How many come, and how much room there is; before a draw, how many are in it."""
    left = events.left(event)
    if left == 0 and not event.held:
        full = texts.count("The {n} place is taken", "All {n} places taken", event.capacity or 0)
        return full + (" · " + texts.say("queue {n}", n=event.waiting) if event.waiting else "")
    parts = [texts.say("Coming {n}", n=event.seated)]
    if event.maybe:
        parts.append(texts.say("maybe {n}", n=event.maybe))
    if drawing:
        return " · ".join(
            [*parts, texts.say("in the draw {n}", n=event.waiting), texts.count("{n} place", "{n} places", event.capacity or 0)]
        )
    if number := events.missing(event):
        parts.append(more_needed(number, texts))
    if left == 0:
        parts.append(texts.say("no place free now"))
    elif left is not None and not event.closed:
        parts.append(texts.count("{n} place left", "{n} places left", left))
    if event.waiting:
        parts.append(texts.say("queue {n}", n=event.waiting))
    return " · ".join(parts)


def card(shown: Shown, reader: Reader, hands: ShownCall | None = None) -> Outgoing:
    """The one live message of an event in a group; `hands`: the call that stands on it."""
    event, texts = shown.event, reader.texts
    if event.state is not EventState.PUBLISHED:
        return Outgoing(_collapsed(shown, texts, reader.now), _collapsed_keys(event, reader), picture=event.picture)
    hands = hands if hands is not None and hands.call.state is CallState.OPEN else None
    text = _card_text(shown, reader, hands)
    if event.picture and units(text) > CAPTION:
        text = _caption(shown, reader, hands)
    return Outgoing(text, _card_keys(shown, reader, hands), picture=event.picture)


def _caption(shown: Shown, reader: Reader, hands: ShownCall | None) -> str:
    """Below a picture the counts must be seen too: its text gives way, and then tasks, of which the private list has all."""
    for tasks in (calls.MOST_LINES, 2, 0):
        text = _card_text(shown, reader, hands, tasks=tasks)
        over = units(text) - CAPTION
        if shown.event.text and over > 0:
            text = _card_text(shown, reader, hands, max(len(shown.event.text) - over, 1), tasks)
        if units(text) <= CAPTION:
            break
    return text


def _card_text(shown: Shown, reader: Reader, hands: ShownCall | None, longest: int | None = None, tasks: int = calls.MOST_LINES) -> str:
    texts, now = reader.texts, reader.now
    work = calls.task_lines(hands, texts, now, tasks) if hands else []
    lines = [*described(shown, texts, now, longest), *state(shown, texts, now), *names.lines(shown, texts), *_needed(shown, texts), *work]
    return "\n".join(lines)


def state(shown: Shown, texts: Texts, now: datetime) -> list[Html]:
    """How many come, and what else decides who does."""
    event, drawing = shown.event, draw_time(shown.event, shown.seating) is not None
    rules = (*kept.lines(event, shown.seating, texts, now), *closing.lines(event, texts, now))
    return [escape(counts(event, texts, drawing=drawing)), *rules]


def _needed(shown: Shown, texts: Texts) -> list[Html]:
    needed = still_needed(shown.needs, texts)
    return [escape(needed)] if needed else []


def _collapsed(shown: Shown, texts: Texts, now: datetime) -> str:
    """A card whose time is past or that was cancelled: two lines, and the reason; of a series, also when it comes again."""
    event = shown.event
    head = f"<b>{escape(apart(event.title))}</b>, {escape(say_day(event.starts.date(), texts.language, today=now.date()))}"
    if event.state is EventState.CANCELLED:
        said = Html("\n".join([texts.html("Cancelled."), *reason(shown.cancelled, texts)]))
    else:
        said = texts.count_html("{n} came. Thank you.", "{n} came. Thank you.", event.seated if event.came is None else event.came)
    again = " " + texts.html("Next: {when}.", when=starts(shown.next, texts, now)) if shown.next else ""
    return f"{head}\n{said}{again}"


def _collapsed_keys(event: Event, reader: Reader) -> tuple[tuple[Key, ...], ...]:
    """Thanks, with their number; what was cancelled has none."""
    if event.state is not EventState.OVER:
        return ()
    label = reader.both("Thanks") + (f" · {event.thanks}" if event.thanks else "")
    return ((ThankForEvent(event=event.id).key(label),),)


def _card_keys(shown: Shown, reader: Reader, hands: ShownCall | None) -> tuple[tuple[Key, ...], ...]:
    """At most three rows; with two languages two in a row, so that both words fit a narrow screen.

    The way to the tasks of an event stands beside them; where two languages leave room for two, one's own answer gives way: pressing it
    again says it too.
    """
    event = shown.event
    coming, cant = _coming_key(shown, reader), AnswerEvent(event=event.id, answer=Answer.CANT).key(reader.both("Can't"))
    two, three = (AnswerEvent(event=event.id, answer=Answer.COMING, party=n).key(reader.both(_PARTY[n])) for n in (2, 3))
    other = Key(reader.both("Other…"), url=reader.card_link(event.id))
    mine, languages = MyAnswer(event=event.id), InOtherLanguages(event=event.id)
    last: tuple[Key, ...] = mine.key(reader.both("My answer")), languages.key(reader.both("In other languages"))
    if len(reader.spoken) > 1 or hands is not None:
        last = mine.key(reader.both_as("narrow", "My answer")), languages.key(reader.both_as("narrow", "In other languages"))
    if hands is not None:
        tasks = Key(reader.both("Tasks…"), url=reader.call_link(hands.call.id))
        last = (*last[len(reader.spoken) > 1 :], tasks)
    if event.closed:
        return ((cant, other), last)
    if len(reader.spoken) > 1:
        return ((coming, cant), (two, other), last)
    maybe = (AnswerEvent(event=event.id, answer=Answer.MAYBE).key(reader.both("Maybe")),) if event.capacity is None else ()
    return ((coming, *maybe, cant), (two, three, other), last)


_PARTY = {2: later("We are 2"), 3: later("We are 3")}


def _coming_key(shown: Shown, reader: Reader) -> Key:
    event, label, narrow = shown.event, reader.both("Coming"), len(reader.spoken) > 1
    if draw_time(event, shown.seating) is not None:
        label = reader.both_as("narrow", "Coming – to the draw") if narrow else reader.both("Coming – to the draw")
    elif events.left(event) == 0:
        label = reader.both_as("narrow", "Coming – join queue") if narrow else reader.both("Coming – join queue")
    return AnswerEvent(event=event.id, answer=Answer.COMING).key(label)


def private(shown: Shown, reader: Reader) -> Outgoing:
    """An event in the private chat: one's own answer in words, any party up to ten, and the way to what only the organiser can do."""
    event, texts = shown.event, reader.texts
    lines = described(shown, texts, reader.now)
    if event.state is not EventState.PUBLISHED or (event.ends_at or event.starts_at) <= reader.now:
        return Outgoing(_collapsed(shown, texts, reader.now), _collapsed_keys(event, reader))
    lines += [*state(shown, texts, reader.now), *_needed(shown, texts)]
    if shown.unconfirmed:
        lines.append(unconfirmed(shown.unconfirmed, texts))
    lines.append(Html(f"<b>{escape(_mine(shown, texts))}</b>"))
    if brings := you_bring(shown.needs, texts):
        lines.append(escape(brings))
    lines += lines_of(shown, texts)
    return Outgoing("\n".join(lines), _private_keys(shown, reader))


def unconfirmed(number: int, texts: Texts) -> Html:
    """How many have not answered since the event was moved."""
    return texts.count_html("{n} has not confirmed the new time yet.", "{n} have not confirmed the new time yet.", number)


def _mine(shown: Shown, texts: Texts) -> str:
    mine = shown.mine
    if mine is None:
        return texts.say("Is there still room? Ask the organiser: More…") if _is_closed(shown) else texts.say("How many of you are coming?")
    if mine.place is Place.OFFERED:
        return texts.count(
            "A place is on offer to you. Press {n} to take it.", "Places are on offer to you. Press {n} to take them.", mine.party
        )
    if mine.place is Place.WAITING and draw_time(shown.event, shown.seating) is not None:
        return texts.count("You are in the draw, {n} person.", "You are in the draw, {n} people.", mine.party)
    if mine.place is Place.WAITING:
        return texts.count("You are in the queue, {n} person.", "You are in the queue, {n} people.", mine.party)
    if mine.answer is Answer.CANT:
        return texts.say("Your answer: you can't come.")
    if mine.answer is Answer.MAYBE:
        return texts.say("Your answer: maybe.")
    if not mine.confirmed:
        return texts.say("The time is new. Tell how many of you still come.")
    coming = texts.count("You are coming, {n} person.", "You are coming, {n} people.", mine.party)
    if not mine.children:
        return coming
    return coming + " " + texts.count("{n} of you is a child.", "{n} of you are children.", mine.children)


def _private_keys(shown: Shown, reader: Reader) -> tuple[tuple[Key, ...], ...]:
    event, texts, ticket = shown.event, reader.texts, ticket_of(reader.key, shown.event.id)
    rows = [
        *_coming_rows(shown, texts, ticket),
        cant_keys(shown, texts, ticket),
        *cant_rows(shown, texts),
        (add_key(event.id, reader, ticket),),
    ]
    more = OpenMore(event=event.id, ticket=ticket).key(texts.say("More…"))
    panel = (OpenPanel(event=event.id).key(texts.say("For the organiser")),) if shown.organises else ()
    return (*rows, *bring_rows(shown, reader), (more, *panel))


def _coming_rows(shown: Shown, texts: Texts, ticket: str) -> list[tuple[Key, ...]]:
    """With how many one can come; once sign-up is closed, with no more than one said before."""
    event, closed = shown.event, _is_closed(shown)
    most = (shown.mine.party if shown.mine else 0) if closed else events.LARGEST_PARTY
    numbers = [AnswerEvent(event=event.id, answer=Answer.COMING, party=n, ticket=ticket).key(str(n)) for n in range(1, most + 1)]
    rows = [tuple(numbers[at : at + 5]) for at in range(0, len(numbers), 5)]
    if closed:
        return rows
    with_children = AskParty(event=event.id, ticket=ticket).key(texts.say("With children…"))
    return [*rows, (with_children, AskNeighbours(event=event.id).key(texts.say("For a neighbour…")))]


def _is_closed(shown: Shown) -> bool:
    """Whether sign-up is closed for the reader; who organises the event decides about it, so for them it is not."""
    return shown.event.closed and not shown.organises


def promoted(shown: Shown, reader: Reader) -> Outgoing | None:
    """A place became free, and it is the reader's; None when it is not so any more."""
    event, texts, mine = shown.event, reader.texts, shown.mine
    if mine is None or mine.place is not Place.SEATED or event.state is not EventState.PUBLISHED:
        return None
    when_ = starts(event, texts, reader.now)
    text = texts.html("A place is free, and it is yours: <b>{title}</b>, {when}.", title=apart(event.title), when=when_)
    ok = AnswerEvent(event=event.id, answer=Answer.COMING, party=mine.party).key(texts.say("OK"))
    cant = AnswerEvent(event=event.id, answer=Answer.CANT).key(texts.say("Can't after all"))
    return Outgoing(text, ((ok, cant), (add_key(event.id, reader),)))


def listed(coming: list[Event], reader: Reader) -> Outgoing:
    """What's on in one's houses."""
    texts = reader.texts
    if not coming:
        return Outgoing(texts.html("Nothing is coming up. You can start something: write /event and what, when and where."))
    lines = [f"{number}. {escape(apart(event.title))}, {escape(when(event, texts, reader.now))}" for number, event in enumerate(coming, 1)]
    keys = [OpenEvent(event=event.id).key(f"{number}. {apart(cut(event.title, 24))}") for number, event in enumerate(coming, 1)]
    rows = [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]
    return Outgoing("\n".join([texts.html("<b>What's on</b>"), *lines]), (*rows, *calendar_rows(reader)))
