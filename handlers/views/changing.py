"""What became different of an event: was and now."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.dates import say_span
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, later
from community import events
from community.events import Answer, Event, EventState, Part, Place, Shown
from handlers.taps.events import AnswerEvent
from handlers.views.neighbours import to_be_told
from handlers.views.reader import Reader

Was = Mapping[str, Any]
"""What people know of an event, as community.events.fields.known_of writes it."""

GROUP = frozenset({Part.TIME, Part.PLACE})


def changed(shown: Shown, was: Was, reader: Reader) -> Outgoing | None:
    """To somebody who signed up, or signed up neighbours: what is different, and whether they still come where that is not clear.

    None when nobody of them comes any more.
    """
    event, texts = shown.event, reader.texts
    mine = shown.mine if shown.mine is not None and shown.mine.answer is not Answer.CANT else None
    if event.state is not EventState.PUBLISHED or (mine is None and not shown.proxied):
        return None
    lines = differences(was, event, events.different(was, event), texts, reader.today(event.zone))
    keys: tuple[tuple[Key, ...], ...] = ()
    if mine is not None and mine.answer is Answer.MAYBE and event.capacity is not None:
        lines.append(texts.html("Say now whether you come: a maybe keeps no place."))
        keys = (_answers(event, 1, texts.say("Coming"), texts),)
    elif mine is not None and not mine.confirmed:
        kept = later("Can you still come? We keep your place.")
        lines.append(texts.html(kept if mine.place is Place.SEATED else later("Can you still come? You keep your turn in the queue.")))
        keys = (_answers(event, mine.party, texts.say("Still coming"), texts),)
    return to_be_told(Outgoing("\n".join(lines), keys), shown, reader)


def changed_here(event: Event, was: Was, reader: Reader) -> Outgoing | None:
    """To a group, under the card: the new time and place; None when they are as they were."""
    parts = events.different(was, event) & GROUP
    if not parts or event.state is not EventState.PUBLISHED:
        return None
    return Outgoing("\n".join(differences(was, event, parts, reader.texts, reader.today(event.zone))))


def _answers(event: Event, party: int, coming: str, texts: Texts) -> tuple[Key, ...]:
    yes = AnswerEvent(event=event.id, answer=Answer.COMING, party=party)
    return yes.key(coming), AnswerEvent(event=event.id, answer=Answer.CANT).key(texts.say("Can't"))


def differences(was: Was, event: Event, parts: frozenset[Part], texts: Texts, today: date) -> list[Html]:
    """What is different, a line each: `Was: …`, `Now: …`."""
    lines = [texts.html(_HEADS.get(parts & GROUP, _CHANGED), title=apart(event.title))]
    if parts & GROUP:
        lines += _moved(was, event, parts, texts, today)
    if Part.TITLE in parts:
        lines.append(texts.html("It was called: {title}", title=apart(was["title"])))
    if Part.TEXT in parts:
        lines.append(texts.html("The text now: {text}", text=event.text) if event.text else texts.html("The text was removed."))
        if was["text"]:
            lines.append(texts.html("Text before: {text}", text=was["text"]))
    if Part.CAPACITY in parts:
        before, now = (_places(number, texts) for number in (was["capacity"], event.capacity))
        lines.append(texts.html("Places: {now}. Before: {before}.", now=now, before=before))
    if Part.MINIMUM in parts:
        before, now = (_least(number, texts) for number in (was.get("minimum"), event.minimum))
        lines.append(texts.html("At least: {now}. Before: {before}.", now=now, before=before))
    if Part.PICTURE in parts:
        lines.append(texts.html("The picture is new.") if event.picture else texts.html("The picture was removed."))
    if Part.DEADLINE in parts:
        before, now = (_until(wall, texts, today) for wall in (was.get("deadline"), events.known_of(event)["deadline"]))
        lines.append(texts.html("Sign up by: {now}. Before: {before}.", now=now, before=before))
    return lines


_CHANGED = later("<b>{title}</b>: changes")
_HEADS = {
    frozenset({Part.TIME}): later("<b>{title}</b>: new time"),
    frozenset({Part.PLACE}): later("<b>{title}</b>: new place"),
    GROUP: later("<b>{title}</b>: new time and place"),
}


def _moved(was: Was, event: Event, parts: frozenset[Part], texts: Texts, today: date) -> list[Html]:
    """Both times, or both places, or both of both; and what stays."""
    before = say_span(_wall(was["starts"]), _wall(was["ends"]) if was["ends"] else None, texts.language, today=today)
    now = say_span(event.starts, event.ends, texts.language, today=today)
    old, new = (apart(place) if place else texts.say("no place named") for place in (was["place"], event.place))
    if parts & GROUP == GROUP:
        return [texts.html("Was: {what}", what=f"{before} · {old}"), texts.html("Now: {what}", what=f"{now} · {new}")]
    if Part.PLACE in parts:
        return [texts.html("Was: {what}", what=old), texts.html("Now: {what}. The time stays: {when}.", what=new, when=now)]
    stays = texts.html("Now: {what}. Same place.", what=now) if event.place else texts.html("Now: {what}", what=now)
    return [texts.html("Was: {what}", what=before), stays]


def _places(number: int | None, texts: Texts) -> str:
    return texts.say("no limit") if number is None else str(number)


def _least(number: int | None, texts: Texts) -> str:
    return texts.say("no minimum") if number is None else str(number)


def _until(wall: str | None, texts: Texts, today: date) -> str:
    return texts.say("no deadline") if wall is None else say_span(_wall(wall), None, texts.language, today=today)


def _wall(said: str) -> datetime:
    return datetime.fromisoformat(said)
