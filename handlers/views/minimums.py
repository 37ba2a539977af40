"""An event that needs more to come: what cards say of it, the question to its organisers, and the call in the group."""

from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Texts
from community.events import Event, EventState, Shown, missing
from handlers.taps.cancelling import CancelEvent
from handlers.taps.minimums import CallForMore, GoAhead
from handlers.views.events import starts, title_and_time
from handlers.views.needed import more_needed
from handlers.views.reader import Reader


def too_few(shown: Shown, reader: Reader) -> Outgoing | None:
    """Fewer come than are needed: three ways out. None when enough come by now, or it does not take place."""
    event, texts = shown.event, reader.texts
    if not missing(event):
        return None
    lines = [*title_and_time(event, reader), texts.html("Coming {n}, at least {least} wanted.", n=event.seated, least=event.minimum)]
    lines.append(texts.html("What shall happen? Without an answer it takes place."))
    call = () if event.closed else ((CallForMore(event=event.id).key(texts.say("Call for more")),),)
    return Outgoing("\n".join(lines), ((_ahead(event, texts),), *call, (_cancel(event, texts),)))


def goes_ahead(shown: Shown, reader: Reader) -> Outgoing:
    """It takes place with however many come."""
    text = reader.texts.html("<b>{title}</b> takes place, however many come.", title=apart(shown.event.title))
    return Outgoing(text)


def called(shown: Shown, reader: Reader) -> Outgoing:
    """The group reads it; the other two ways stay open."""
    event, texts = shown.event, reader.texts
    text = texts.html("I tell the group that <b>{title}</b> needs more to come.", title=apart(event.title))
    return Outgoing(text, ((_ahead(event, texts), _cancel(event, texts)),))


def call(event: Event, reader: Reader) -> Outgoing | None:
    """To a group, under the card; None when enough come by now."""
    texts, number = reader.texts, missing(event)
    if not number or event.state is not EventState.PUBLISHED:
        return None
    needed = more_needed(number, texts)
    return Outgoing(
        texts.html("<b>{title}</b>, {when}: {needed}.", title=apart(event.title), when=starts(event, texts, reader.now), needed=needed)
    )


def _ahead(event: Event, texts: Texts) -> Key:
    return GoAhead(event=event.id).key(texts.say("Go ahead anyway"))


def _cancel(event: Event, texts: Texts) -> Key:
    return CancelEvent(event=event.id, sure=0).key(texts.say("Cancel the event"))
