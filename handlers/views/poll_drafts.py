"""A poll that is not one yet: its preview, and the question whether to pass it on."""

from datetime import datetime
from typing import Any

from bot.dates import say_day, say_span
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Texts
from community.events import ShownDraft, Step
from community.polls import Offered
from handlers.taps.drafts import ChooseReading, DropDraft, PassOn, PublishEvent
from handlers.views import choosing, poll_making, polls
from handlers.views.drafts import publish_keys
from handlers.views.reader import Reader
from storage.drafts import Draft


def draft(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Outgoing | None:
    """The one message that shows a draft of a poll to its author."""
    found, texts = shown.draft, reader.texts
    asked = poll_making.question(shown, offered, reader, zone)
    if asked is not None:
        return asked
    if found.step == Step.CHOOSE:
        return _choice(found, reader, zone)
    body = "\n".join([polls.preview(found.data, texts, reader.now, zone), *poll_making.rules(found.data, texts)])
    if found.step == Step.PREVIEW:
        head = texts.html("Preview. Publish it, or write /poll again.")
        return Outgoing(f"{body}\n\n<i>{head}</i>", _preview_keys(shown, texts))
    if found.step == Step.SUGGEST:
        head = texts.html("In this group the admins ask. Shall I pass on your suggestion?")
        ways = (PassOn(draft=found.id).key(texts.say("Send it")), DropDraft(draft=found.id).key(texts.say("No thanks")))
        return Outgoing(f"{body}\n\n{head}", (ways,))
    if found.step == Step.SUGGESTED:
        house = apart(shown.house.name) if shown.house else ""
        head = texts.html("A resident suggests this poll for {house}. You become its author if you publish it.", house=house)
        return Outgoing(f"{body}\n\n{head}", ((PublishEvent(draft=found.id).key(texts.say("Publish")),),))
    return None


def _choice(found: Draft, reader: Reader, zone: str) -> Outgoing:
    """Which day was meant, where what was written can be read in two ways."""
    texts, data = reader.texts, found.data
    at = data["open"][0]
    rows = [
        (ChooseReading(draft=found.id, number=number).key(_said(span, data["options"][at], reader, zone)),)
        for number, span in enumerate(data["candidates"])
    ]
    text = texts.html("<b>{title}</b>: which day is “{option}”?", title=apart(data["question"]), option=apart(data["options"][at]["label"]))
    return Outgoing(text, (*rows, (DropDraft(draft=found.id).key(texts.say("I write it again")),)))


def _said(span: dict[str, Any], option: dict[str, Any], reader: Reader, zone: str) -> str:
    start, end = datetime.fromisoformat(span["starts"]), datetime.fromisoformat(span["ends"]) if span["ends"] else None
    today, language = reader.today(zone), reader.texts.language
    return say_day(start.date(), language, today=today) if option["whole_day"] else say_span(start, end, language, today=today)


def _preview_keys(shown: ShownDraft, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    found, drop = shown.draft, DropDraft(draft=shown.draft.id).key(texts.say("Drop it"))
    changes = poll_making.preview_keys(found, texts) if found.address > 0 else []
    return (*publish_keys(shown, texts), *changes, *choosing.wide_rows(shown, texts), (drop,))
