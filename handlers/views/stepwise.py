"""What the questions about a thing have in common, whatever it is."""

from collections.abc import Sequence

from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts
from handlers.buttons import Button
from handlers.taps.drafts import DropDraft
from handlers.taps.stepwise import GoBack, GoOn
from storage.drafts import Draft

Rows = list[tuple[Key, ...]]

LONGEST_LABEL = 30


def leaving(draft: Draft, texts: Texts) -> tuple[Key, ...]:
    """Take the last answer back, or give it all up."""
    before = len(draft.data.get("before", ()))
    back = (GoBack(draft=draft.id, to=before - 1).key(texts.say("Back")),) if before else ()
    return (*back, DropDraft(draft=draft.id).key(texts.say("Drop it")))


def begun(draft: Draft, was: Html, so_far: Sequence[Html], anew: Button, texts: Texts) -> Outgoing:
    """Asked of somebody who begins again before the first one is done. `was`: what they were doing."""
    keys = (GoOn(draft=draft.id).key(texts.say("Go on")), anew.key(texts.say("Start over")))
    return Outgoing("\n".join([was, *so_far]), (keys,))


def in_twos(keys: list[Key]) -> Rows:
    """Buttons side by side, two a row."""
    return [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]
