"""The offer to share what somebody looks after alone."""

from bot.outgoing import Key, Outgoing
from handlers.taps.call_helpers import AskCallHelper
from handlers.taps.organisers import InviteOrganiser
from handlers.taps.poll_helpers import AskHelper
from handlers.views.reader import Reader
from storage.cards import ThingKind


def offer(thing: int, kind: ThingKind, alone: int, reader: Reader) -> Outgoing:
    """How much it is, and the way to somebody who helps."""
    texts = reader.texts
    text = texts.count_html(
        "You look after {n} thing alone. Shall somebody look after the newest with you?",
        "You look after {n} things alone. Shall somebody look after the newest with you?",
        alone,
    )
    return Outgoing(text, ((_ask(thing, kind, texts.say("Ask somebody")),),))


def _ask(thing: int, kind: ThingKind, label: str) -> Key:
    match kind:
        case ThingKind.EVENT:
            return InviteOrganiser(event=thing).key(label)
        case ThingKind.POLL:
            return AskHelper(poll=thing).key(label)
    return AskCallHelper(call=thing).key(label)
