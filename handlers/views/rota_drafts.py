"""A rota that is not one yet: the two questions by which it is made in private, its preview, and whether to pass it on."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.dates import say_day, say_span
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community.events import Coming, ShownDraft, Step
from community.rotas import Asked
from handlers.taps.drafts import ChooseReading, DropDraft, PassOn, PublishEvent
from handlers.taps.rotas import Duty, NameRota, NewRota, RotaRule, SetRotaRule
from handlers.views import choosing, stepwise
from handlers.views.drafts import publish_keys
from handlers.views.examples import rota_example
from handlers.views.reader import Reader
from handlers.views.recurrence import say_rule
from handlers.views.rotas import SIGN
from handlers.views.stepwise import Rows, in_twos, leaving
from storage.drafts import Draft

DUTIES: Mapping[Duty, str] = {
    Duty.SAUNA: later("Sauna cleaning"),
    Duty.STAIRS: later("Stairwell cleaning"),
    Duty.YARD: later("Yard duty"),
    Duty.BINS: later("Bin shelter duty"),
}


def draft(shown: ShownDraft, reader: Reader, zone: str) -> Outgoing | None:
    """The one message that shows a draft of a rota to its author."""
    found, texts = shown.draft, reader.texts
    if found.step in list(Asked):
        return _question(found, reader)
    if found.step == Step.CHOOSE:
        return _choice(found, reader, zone)
    body = "\n".join(_preview(found.data, shown.coming, reader, zone))
    if found.step == Step.PREVIEW:
        head = texts.html("Preview. Neighbours join on the card, then you start it.")
        return Outgoing(f"{body}\n\n<i>{head}</i>", _preview_keys(shown, texts))
    if found.step == Step.SUGGEST:
        head = texts.html("In this group the admins begin rotas. Shall I pass on your suggestion?")
        ways = (PassOn(draft=found.id).key(texts.say("Send it")), DropDraft(draft=found.id).key(texts.say("No thanks")))
        return Outgoing(f"{body}\n\n{head}", (ways,))
    if found.step == Step.SUGGESTED:
        house = apart(shown.house.name) if shown.house else ""
        head = texts.html("A resident suggests this for {house}. You become the organiser if you publish it.", house=house)
        return Outgoing(f"{body}\n\n{head}", ((PublishEvent(draft=found.id).key(texts.say("Publish")),),))
    return None


def so_far(found: Draft, reader: Reader, zone: str) -> list[Html]:
    """What was answered already."""
    return [Html(f"{SIGN} <b>{escape(apart(found.data['title']))}</b>")] if found.data.get("title") else []


def begun(shown: ShownDraft, reader: Reader, zone: str) -> Outgoing:
    """Asked of somebody who begins again before the first one is done."""
    was = reader.texts.html("You were making a rota.")
    return stepwise.begun(shown.draft, was, so_far(shown.draft, reader, zone), NewRota(fresh=1), reader.texts)


def begin_here(found: Draft, reader: Reader) -> Outgoing:
    """In a group: the questions come in private."""
    texts = reader.texts
    key = Key(texts.say("Make a rota in private"), url=reader.link(f"d_{found.token}"))
    return Outgoing(texts.html("I ask in private what and when. Or write it all here: /rota {line}", line=rota_example(texts)), ((key,),))


def duty(which: Duty, texts: Texts) -> str:
    """One of the usual duties, in words."""
    return texts.say(DUTIES[which])


def _question(found: Draft, reader: Reader) -> Outgoing:
    texts, lines, rows = reader.texts, so_far(found, reader, ""), Rows()
    if found.step == Asked.WHAT:
        lines.append(texts.html("<b>Which duty goes round? Choose, or write its name.</b>"))
        rows = in_twos([NameRota(draft=found.id, duty=each).key(duty(each, texts)) for each in Duty])
    else:
        lines.append(texts.html("<b>When does it come, and where?</b>"))
        lines.append(texts.html("Write for example: {when}", when=texts.say("every Sunday 9–10 @ sauna")))
    return Outgoing("\n".join(lines), (*rows, leaving(found, texts)))


def _choice(found: Draft, reader: Reader, zone: str) -> Outgoing:
    rows = []
    for number, span in enumerate(found.data["candidates"]):
        rows.append((ChooseReading(draft=found.id, number=number).key(_said(span, reader, zone)),))
    text = reader.texts.html("<b>{title}</b>: which time do you mean?", title=apart(found.data["title"]))
    return Outgoing(text, (*rows, (DropDraft(draft=found.id).key(reader.texts.say("I write it again")),)))


def _preview(data: dict[str, Any], coming: Coming | None, reader: Reader, zone: str) -> list[Html]:
    texts = reader.texts
    lines = [Html(f"{SIGN} <b>{escape(apart(data['title']))}</b>")]
    rule = say_rule(coming.rule, texts) if coming else ""
    lines.append(escape(" · ".join(part for part in (rule, apart(data["place"] or "")) if part)))
    lines += [escape(data["text"])] if data["text"] else []
    lines.append(texts.html("First time: {when}.", when=_said(data, reader, zone)))
    lines.append(texts.html("Flats take turns.") if data["by_flat"] else texts.html("Neighbours who join take turns."))
    if coming and coming.festive:
        days = _days(coming.festive, reader.today(zone), texts)
        said = later("Left out, as a holiday or its eve: {days}.") if data["without_holidays"] else later("A holiday or its eve: {days}.")
        lines.append(texts.html(said, days=days))
    if coming and coming.last is not None:
        lines.append(texts.html("Last day: {day}.", day=say_day(coming.last, texts.language, today=reader.today(zone))))
    return lines


def _days(days: tuple[date, ...], today: date, texts: Texts) -> str:
    named = ", ".join(say_day(day, texts.language, today=today) for day in days[:3])
    rest = len(days) - 3
    return named if rest <= 0 else named + " " + texts.count("and {n} more", "and {n} more", rest)


def _said(span: Mapping[str, Any], reader: Reader, zone: str) -> str:
    start, end = datetime.fromisoformat(span["starts"]), datetime.fromisoformat(span["ends"]) if span["ends"] else None
    return say_span(start, end, reader.texts.language, today=reader.today(zone))


def _preview_keys(shown: ShownDraft, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    found, data = shown.draft, shown.draft.data
    rules = []
    if shown.coming and shown.coming.festive:
        label = texts.say("Keep holidays in") if data["without_holidays"] else texts.say("Leave holidays out")
        rules.append(_set(found, RotaRule.WITHOUT_HOLIDAYS, not data["without_holidays"], label))
    if shown.house and shown.house.flat_labels:
        label = texts.say("Neighbours take turns") if data["by_flat"] else texts.say("Flats take turns")
        rules.append(_set(found, RotaRule.BY_FLAT, not data["by_flat"], label))
    rows = [tuple(rules)] if rules else []
    return (*publish_keys(shown, texts), *rows, *choosing.wide_rows(shown, texts), leaving(found, texts))


def _set(found: Draft, rule: RotaRule, value: bool, label: str) -> Key:
    return SetRotaRule(draft=found.id, rule=rule, value=int(value)).key(label)
