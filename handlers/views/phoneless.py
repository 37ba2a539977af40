"""What a manager sees of a neighbour without a phone, and the sheet that the neighbour gets."""

from collections.abc import Sequence

from bot.names import apart, cut
from bot.outgoing import Document, Key, Outgoing
from bot.texts import Html, Texts, escape
from community.phoneless import AnyTrace, Found, is_coming
from handlers.taps.houses import OpenHouse
from handlers.taps.phoneless import ErasePhoneless, Erasing, FindPhoneless, PrintPhoneless, ShowPhoneless
from handlers.views.calls import said_in_full
from handlers.views.events import when
from handlers.views.reader import Reader
from storage.events import Passing, Place, Trace
from storage.places import House
from storage.volunteering import TaskTrace

MOST_LISTED = 8
"""More entries than this about one name are more than one neighbour: they are found by a longer name, or erased all at once."""


def house_row(house: int, reader: Reader) -> tuple[Key, ...]:
    """The way here, on a manager's screen of a house."""
    return (FindPhoneless(house=house).key(reader.texts.say("For a neighbour without a phone")),)


def ask(house: House, reader: Reader) -> Outgoing:
    """The question; the next words answer it."""
    texts = reader.texts
    text = texts.html(
        "<b>{house}</b>: who wants to know what I keep about them? Write the nickname, or the name as a guest. It is logged, not the name.",
        house=apart(house.name),
    )
    return Outgoing(text, ((OpenHouse(house=house.id).key(texts.say("Leave it as it is")),),))


def found(found: Found, reader: Reader) -> Outgoing:
    """All that is kept by this name, a line each, and what can be done with it."""
    texts, house = reader.texts, found.house.id
    back = (FindPhoneless(house=house).key(texts.say("Another name")), OpenHouse(house=house).key(texts.say("Back")))
    head = {"house": apart(found.house.name), "name": apart(found.name)}
    if not found.traces:
        return Outgoing(texts.html("<b>{house}</b>: I keep nothing about {name}.", **head), (back,))
    listed = found.traces[:MOST_LISTED]
    lines: list[str] = [texts.html("<b>{house}: {name}</b>. This is kept:", **head)]
    lines += [f"{number}. {escape(_line(trace, reader))}" for number, trace in enumerate(listed, 1)]
    keys = [_erase_key(found, trace.entry, texts.say("Erase {n}", n=number)) for number, trace in enumerate(listed, 1)]
    rows = [tuple(keys[at : at + 4]) for at in range(0, len(keys), 4)]
    all_ = [(_erase_key(found, "", texts.say("Erase all")),)] if len(found.traces) > 1 else []
    sheet = (PrintPhoneless(draft=found.draft).key(texts.say("A sheet to print")),)
    return Outgoing("\n".join(lines), (sheet, *rows, *all_, back))


def ask_to_erase(found: Found, chosen: Sequence[AnyTrace], entry: str, reader: Reader) -> Outgoing:
    """The one question before it goes."""
    texts = reader.texts
    lines = [texts.html("Erase this about {name}?", name=apart(found.name)), *(f"– {escape(_line(each, reader))}" for each in chosen)]
    keep, free = (ErasePhoneless(draft=found.draft, step=step, entry=entry) for step in (Erasing.KEEP, Erasing.FREE))
    no = (ShowPhoneless(draft=found.draft).key(texts.say("No, keep it")),)
    if not any(is_coming(each, reader.now) for each in chosen):
        return Outgoing("\n".join(lines[: MOST_LISTED + 1]), ((keep.key(texts.say("Yes, erase it")),), no))
    rows = (free.key(texts.say("Erase, free the place")),), (keep.key(texts.say("Erase, they still come")),), no
    return Outgoing("\n".join(lines[: MOST_LISTED + 1]), rows)


def erased(house: int, number: int, code: str, reader: Reader) -> Outgoing:
    """Done; the code is for the neighbour."""
    texts = reader.texts
    text = texts.count_html("Erased: {n} entry. Confirmation: {code}", "Erased: {n} entries. Confirmation: {code}", number, code=code)
    return Outgoing(text, ((OpenHouse(house=house).key(texts.say("Back")),),))


def sheet(found: Found, reader: Reader) -> Outgoing:
    """The same as a page to print and hand over: what is kept, how long, by whom, and one's rights."""
    texts, controller = reader.texts, reader.controller
    head = texts.html("What is kept about {name}", name=found.name)
    items = [Html(f"{escape(_line(trace, reader))}. {_until(trace, reader)}") for trace in found.traces] or [texts.html("Nothing.")]
    rights = texts.html(
        "You can have it corrected or erased: tell whoever gave you this sheet, or {contact}. You may complain to: {authority}.",
        contact=f"{controller.name}, {controller.contact}",
        authority=controller.supervisory_authority,
    )
    page = (
        f'<!doctype html><html lang="{texts.language}"><meta charset="utf-8"><title>{head}</title>'
        f"<style>body{{font:14pt sans-serif;margin:2cm}}</style><h1>{head}</h1><p>{escape(found.house.name)}</p>"
        f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul><p>{rights}</p></html>\n"
    )
    text = texts.html("The sheet about {name}. Open it, print it, and give it to them.", name=apart(cut(found.name, 40)))
    return Outgoing(text, (), Document("talkoot-data.html", page.encode()))


def _erase_key(found: Found, entry: str, label: str) -> Key:
    return ErasePhoneless(draft=found.draft, step=Erasing.ASK, entry=entry).key(label)


def _line(trace: AnyTrace, reader: Reader) -> str:
    texts = reader.texts
    if isinstance(trace, TaskTrace):
        what, place = said_in_full(trace.call, trace.task, reader), trace.volunteer.place
    else:
        what, place = f"{apart(trace.event.title)}, {when(trace.event, texts, reader.now)}", trace.sign_up.place
    parts = [apart(trace.name), what]
    if isinstance(trace, Trace) and trace.guest is not None:
        return " · ".join([*parts, texts.say("named as a guest")])
    parts.append(texts.say("signed up by a neighbour"))
    if place is Place.WAITING:
        parts.append(texts.say("in the queue"))
    return " · ".join([*parts, *_news(trace, texts)])


def _news(trace: AnyTrace, texts: Texts) -> list[str]:
    said = {Passing.OPEN: texts.say("not told yet"), Passing.UNREACHED: texts.say("could not be told"), Passing.TOLD: texts.say("was told")}
    return [said[trace.passing]] if trace.passing in said else []


def _until(trace: AnyTrace, reader: Reader) -> Html:
    kept, guest = reader.privacy, isinstance(trace, Trace) and trace.guest is not None
    days = kept.sign_ups_days if guest else kept.nicknames_days
    return reader.texts.count_html("Kept until {n} day after the event.", "Kept until {n} days after the event.", days)
