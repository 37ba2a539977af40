"""An organiser changes an event: what, to what, a look at was and now, and how many are told."""

from bot.dates import say_span
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community.events import CLEARED, Changes, Edited, Event, Part, Shown, known_of
from handlers.taps.changing import ChangePart, ChooseChange, ChooseTime, ClearPart, SaveChange
from handlers.taps.events import OpenPanel
from handlers.views import closing, series
from handlers.views.changing import differences
from handlers.views.events import described
from handlers.views.examples import example_deadline, example_time
from handlers.views.kept import said
from handlers.views.reader import Reader

MENU = ((Part.TIME, Part.PLACE), (Part.TITLE, Part.TEXT), (Part.CAPACITY, Part.MINIMUM), (Part.DEADLINE, Part.PICTURE))
"""In the order in which they are needed."""

LABELS = {
    Part.TIME: later("Time"),
    Part.PLACE: later("Place"),
    Part.TITLE: later("Name"),
    Part.TEXT: later("Text"),
    Part.CAPACITY: later("Number of places"),
    Part.MINIMUM: later("At least…"),
    Part.DEADLINE: later("Sign up by…"),
    Part.PICTURE: later("Picture"),
}

QUESTIONS = {
    Part.TIME: later("Write the new time, for example: {example}."),
    Part.PLACE: later("Write the new place."),
    Part.TITLE: later("Write the new name."),
    Part.TEXT: later("Write the new text."),
    Part.CAPACITY: later("How many can come? Write a number."),
    Part.MINIMUM: later("How many must come at least? Write a number. If fewer do, I ask you in time."),
    Part.PICTURE: later("Send the picture here."),
    Part.DEADLINE: later("Until when can neighbours sign up? Choose, or write a time, for example: {example}."),
}

WITHOUT = {
    Part.PLACE: later("No place"),
    Part.TEXT: later("No text"),
    Part.CAPACITY: later("No limit"),
    Part.MINIMUM: later("No minimum"),
    Part.DEADLINE: later("No deadline"),
    Part.PICTURE: later("No picture"),
}


def choose_part(shown: Shown, reader: Reader) -> Outgoing:
    """The event as it is, and what of it can be changed."""
    event, texts = shown.event, reader.texts
    lines = [*described(shown, texts, reader.now), *closing.lines(event, texts, reader.now), texts.html("What shall be different?")]
    rows = [tuple(ChangePart(event=event.id, part=part).key(texts.say(LABELS[part])) for part in row) for row in MENU]
    return Outgoing("\n".join(lines), (*rows, (closing.close_key(event, texts),), (_back(OpenPanel(event=event.id), texts),)))


def ask_part(shown: Shown, part: Part, reader: Reader) -> Outgoing:
    """What a part is now, and what to write."""
    event, texts = shown.event, reader.texts
    lines = [Html(f"<b>{escape(apart(event.title))}</b>")]
    now = _value(event, part, reader)
    if now is not None:
        lines.append(texts.html("Now: {what}", what=now))
    example = example_deadline if part is Part.DEADLINE else example_time
    lines.append(texts.html(QUESTIONS[part], example=example(texts, reader.today(event.zone))))
    back = _back(ChooseChange(event=event.id), texts)
    usual = closing.usual_deadlines(event, reader) if part is Part.DEADLINE else []
    if now is None or part not in CLEARED:
        return Outgoing("\n".join(lines), (*usual, (back,)))
    return Outgoing(
        "\n".join(lines),
        (
            *usual,
            (ClearPart(event=event.id, part=part).key(texts.say(WITHOUT[part])), back),
        ),
    )


def edit(edited: Edited, reader: Reader) -> Outgoing:
    """Which time is meant; or was and now, before it is saved."""
    event, texts = edited.before, reader.texts
    back = _back(ChangePart(event=event.id, part=edited.part), texts)
    if len(edited.choices) > 1:
        rows = [
            (ChooseTime(draft=edited.draft, number=number).key(_span(each, reader, event.zone)),)
            for number, each in enumerate(edited.choices)
        ]
        return Outgoing(texts.html("<b>{title}</b>: which time do you mean?", title=apart(event.title)), (*rows, (back,)))
    if not edited.parts:
        return Outgoing(texts.html("It is so already. Nothing changes."), ((back,),))
    lines = differences(known_of(event), edited.after, edited.parts, texts, reader.today(event.zone))
    if edited.told.reached:
        lines.append(texts.count_html("<i>{n} person is told.</i>", "<i>{n} people are told.</i>", edited.told.reached))
    return Outgoing("\n".join(lines), ((SaveChange(draft=edited.draft).key(texts.say("Save")), back),))


def saved(shown: Shown, reached: int, unreached: int, differs: bool, reader: Reader) -> Outgoing:
    """It is so now; who is told, who can't be, and of a series that now `differs` in this date, whether the others change too."""
    event, texts = shown.event, reader.texts
    lines = [texts.html("Saved: <b>{title}</b>.", title=apart(event.title))]
    if reached:
        lines.append(texts.count_html("{n} person is told in a minute.", "{n} people are told in a minute.", reached))
    if unreached:
        lines.append(texts.count_html("{n} can't be written to. The card tells.", "{n} can't be written to. The card tells.", unreached))
    rows: list[tuple[Key, ...]] = [(ChooseChange(event=event.id).key(texts.say("Change more")), _back(OpenPanel(event=event.id), texts))]
    if differs:
        lines.append(series.differs(texts))
        rows.insert(0, series.scope_keys(event.id, reader))
    return Outgoing("\n".join(lines), tuple(rows))


def _back(to: OpenPanel | ChooseChange | ChangePart, texts: Texts) -> Key:
    return to.key(texts.say("Back"))


def _value(event: Event, part: Part, reader: Reader) -> str | None:
    """What a part is now, None where there is none."""
    words = {Part.TITLE: event.title, Part.TEXT: event.text, Part.PLACE: event.place}.get(part)
    if part is Part.TIME:
        return say_span(event.starts, event.ends, reader.texts.language, today=reader.today(event.zone))
    if part is Part.DEADLINE:
        return said(event.deadline, event, reader.texts, reader.now) if event.deadline else None
    if part is Part.PICTURE:
        return reader.texts.say("a picture") if event.picture else None
    if part in (Part.CAPACITY, Part.MINIMUM):
        number = event.capacity if part is Part.CAPACITY else event.minimum
        return None if number is None else str(number)
    return apart(words) if words else None


def _span(changes: Changes, reader: Reader, zone: str) -> str:
    return say_span(changes.get("deadline") or changes["starts"], changes.get("ends"), reader.texts.language, today=reader.today(zone))
