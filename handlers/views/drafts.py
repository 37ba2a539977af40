"""An event that is not one yet: preview, choice, refusal, suggestion."""

from datetime import datetime, time
from typing import Any

from bot.dates import say_span, say_time
from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.events import ShownDraft, Step
from community.refusals import Refused
from handlers.taps.drafts import ChooseReading, DropDraft, PassOn, PublishEvent
from handlers.taps.making import AskFor
from handlers.views import choosing, making
from handlers.views.call_lines import why
from handlers.views.previews import repeats, repeats_keys
from handlers.views.reader import Reader
from handlers.views.refusals import refusal
from handlers.views.stepwise import leaving
from handlers.views.targets import labels
from storage.drafts import Draft

LONGEST_QUOTE = 1500
"""Characters of a refused line that are shown; the author's own message has the rest."""

QUIET_SINCE = time(22)

MOST_GROUPS = 6
"""More buttons than this nobody reads; all groups are behind a choice of their own."""


def draft(shown: ShownDraft, reader: Reader, zone: str) -> Outgoing | None:
    """The one message that shows a draft of an event to its author."""
    found, house, coming, texts = shown.draft, shown.house, shown.coming, reader.texts
    if found.step in making.ASKS:
        return making.question(shown, reader, zone)
    if found.step == Step.CHOOSE:
        return _choice(found, texts, reader, zone)
    body, picture = _preview(found.data, texts, reader, zone), found.data.get("picture")
    if coming is not None:
        body += "\n" + repeats(coming, reader.today(zone), texts)
    if found.step == Step.PREVIEW:
        head = texts.html("Preview. Publish it, or write /event again.")
        if _ends_late(found.data):
            head = Html(texts.html("It ends after 22:00. House rules often ask for quiet from 22 to 7.") + "\n" + head)
        return Outgoing(f"{body}\n\n<i>{head}</i>", _preview_keys(shown, texts), picture=picture)
    if found.step == Step.SUGGEST:
        head = texts.html("In this group the admins publish events. Shall I pass on your suggestion?")
        ways = (PassOn(draft=found.id).key(texts.say("Send it")), DropDraft(draft=found.id).key(texts.say("No thanks")))
        return Outgoing(f"{body}\n\n{head}", (ways,), picture=picture)
    if found.step == Step.SUGGESTED:
        head = texts.html(
            "A resident suggests this for {house}. You become the organiser if you publish it.", house=apart(house.name) if house else ""
        )
        return Outgoing(f"{body}\n\n{head}", ((PublishEvent(draft=found.id).key(texts.say("Publish")),),), picture=picture)
    return None


def _ends_late(data: dict[str, Any]) -> bool:
    """Whether it goes on into the hours in which Finnish house rules usually ask for quiet."""
    start = datetime.fromisoformat(data["starts"])
    end = datetime.fromisoformat(data["ends"]) if data["ends"] else start
    return end > datetime.combine(start.date(), QUIET_SINCE)


def _preview_keys(shown: ShownDraft, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    """In the group it is published or dropped; in private it can be worked on."""
    found = shown.draft
    again = (*choosing.wide_rows(shown, texts), *repeats_keys(found.id, shown.coming, texts))
    if found.address < 0:
        publish, drop = publish_keys(shown, texts)[0], DropDraft(draft=found.id).key(texts.say("Drop it"))
        rows = (publish, (drop,)) if shown.quiet_until else ((*publish, drop),)
        return (*rows, *again)
    text = texts.say("Change the text") if found.data["text"] else texts.say("Add a text")
    picture = texts.say("Change the picture") if found.data.get("picture") else texts.say("Add a picture")
    more = (AskFor(draft=found.id, step=Step.TEXT).key(text), AskFor(draft=found.id, step=Step.PICTURE).key(picture))
    return (*publish_keys(shown, texts), more, *again, leaving(found, texts))


def publish_keys(shown: ShownDraft, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    """One row for each group it can go to; at night with the choice to post the card in the morning."""
    draft = shown.draft.id
    if shown.draft.chat_id is not None or not shown.chats:
        now = texts.say("Publish without sound") if shown.quiet_until else texts.say("Publish")
        return ((PublishEvent(draft=draft).key(now), *_morning_key(shown, 0, texts)),)
    houses = list(labels(shown.chats).items())[:MOST_GROUPS]
    return tuple(
        (PublishEvent(draft=draft, chat=row).key(texts.say("Publish: {house}", house=house)), *_morning_key(shown, row, texts))
        for row, house in houses
    )


def _morning_key(shown: ShownDraft, chat: int, texts: Texts) -> tuple[Key, ...]:
    if shown.quiet_until is None:
        return ()
    button = PublishEvent(draft=shown.draft.id, chat=chat, morning=1)
    return (button.key(texts.say("At {time} instead", time=say_time(shown.quiet_until, texts.language))),)


def _preview(data: dict[str, Any], texts: Texts, reader: Reader, zone: str) -> str:
    start, end = datetime.fromisoformat(data["starts"]), datetime.fromisoformat(data["ends"]) if data["ends"] else None
    said = say_span(start, end, texts.language, today=reader.today(zone))
    lines = [Html(f"📅 <b>{escape(apart(data['title']))}</b>")]
    lines.append(Html(" · ".join(escape(part) for part in (said, apart(data["place"] or "")) if part)))
    if data["text"]:
        lines.append(escape(data["text"]))
    if data["capacity"] is not None:
        lines.append(texts.count_html("{n} place", "{n} places", data["capacity"]))
    if data.get("minimum") is not None:
        lines.append(texts.count_html("At least {n} must come.", "At least {n} must come.", data["minimum"]))
    if data.get("deadline"):
        until = say_span(datetime.fromisoformat(data["deadline"]), None, texts.language, today=reader.today(zone))
        lines.append(texts.html("Sign up by {when}.", when=until))
    return "\n".join(lines)


def _choice(found: Draft, texts: Texts, reader: Reader, zone: str) -> Outgoing:
    rows = []
    for number, span in enumerate(found.data["candidates"]):
        end = datetime.fromisoformat(span["ends"]) if span["ends"] else None
        said = say_span(datetime.fromisoformat(span["starts"]), end, texts.language, today=reader.today(zone))
        rows.append((ChooseReading(draft=found.id, number=number).key(said),))
    text = texts.html("<b>{title}</b>: which time do you mean?", title=apart(found.data["title"]))
    if found.data.get("before"):
        return Outgoing(text, (*rows, leaving(found, texts)))
    return Outgoing(text, (*rows, (DropDraft(draft=found.id).key(texts.say("I write it again")),)))


def refused(found: Draft, reader: Reader, zone: str) -> Outgoing | None:
    """Why the line could not be used; what was typed is there to copy, and the next text is taken as the line.

    None when the author has written it again meanwhile.
    """
    texts = reader.texts
    if "reason" not in found.data:
        return None
    said = why(Refused(found.data["reason"], **found.data["params"]), texts, reader.today(zone))
    parts = [escape(said)]
    if found.data["line"]:
        parts.append(texts.html("You wrote: <code>{line}</code>", line=cut(found.data["line"], LONGEST_QUOTE)))
    parts.append(texts.html("Write it again here, in one message."))
    return Outgoing("\n".join(parts))


def refused_here(found: Draft, reader: Reader, zone: str) -> Outgoing | None:
    """The same in a group, where the author can't be written to: one line, and the way to go on."""
    if "reason" not in found.data:
        return None
    why = refusal(Refused(found.data["reason"], **found.data["params"]), reader.texts, reader.today(zone))
    return Outgoing(escape(why), ((Key(reader.texts.say("Continue in private"), url=reader.link(f"d_{found.token}")),),))
