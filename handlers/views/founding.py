"""Many houses of an area at once: how they are written, what was understood, and what each needs until its group comes."""

from functools import partial

from bot.names import apart, cut
from bot.outgoing import Document, Key, Outgoing
from bot.texts import Html, Texts, escape, without_markup
from community.areas import LISTED, on_page
from community.founding import SHEETS, Entry, NewHouses, ToPrint, Waiting
from community.house_lines import HouseLine
from community.linking import GroupCode
from handlers.taps.areas import OpenArea
from handlers.taps.founding import AddManyHouses, AddNewHouses, MakeGroupTexts, MakePosters, ShowWaiting, TurnNewHouses, UndoHouses
from handlers.taps.linking import MakeGroupCode
from handlers.views.choices import languages
from handlers.views.examples import house_example
from handlers.views.groups import group_code
from handlers.views.lists import keys_of, turning
from handlers.views.posters import pdf, poster
from handlers.views.reader import Reader
from handlers.views.refusals import refusal
from handlers.views.words import KINDS
from storage.places import Area

ON_PAGE = 12
"""Lines of a list on one screen."""

LONGEST_LINE = 60
"""Characters of a line that is shown because it was not understood."""


def ask(area: Area, reader: Reader) -> Outgoing:
    """The next words are the houses."""
    texts = reader.texts
    text = texts.html(
        "<b>{area}</b>: which houses? Write one per line. Only the name is needed; languages and owned or rented can follow:\n"
        "<code>{example}</code>\nYou see first what I understood.",
        area=apart(area.name),
        example=house_example(texts),
    )
    return Outgoing(text, ((OpenArea(area=area.id).key(texts.say("Back")),),))


def new_houses(found: NewHouses, page: int, reader: Reader) -> Outgoing:
    """Line by line what was understood, a page at a time; what needs a look comes first."""
    texts, new = reader.texts, len(found.new)
    head = texts.count_html(
        "<b>{area}</b>: {n} house would be added.", "<b>{area}</b>: {n} houses would be added.", new, area=apart(found.area.name)
    )
    numbered = sorted(enumerate(found.entries, 1), key=lambda each: (each[1].why is None, not each[1].there))
    lines: list[str] = [head, *(_line(number, entry, reader) for number, entry in numbered[page * ON_PAGE :][:ON_PAGE])]
    if new < len(found.entries):
        lines.append(texts.html("Lines with ✗ are left out. Write such a line again, and it takes the place of the old one."))
    add = [(AddNewHouses(draft=found.draft).key(texts.count("Add {n} house", "Add {n} houses", new)),)] if new else []
    turn = turning(page, len(numbered) > (page + 1) * ON_PAGE, lambda at: TurnNewHouses(draft=found.draft, page=at), texts)
    return Outgoing("\n".join(lines), (*add, *turn, (OpenArea(area=found.area.id).key(texts.say("Back")),)))


def _line(number: int, entry: Entry, reader: Reader) -> str:
    texts = reader.texts
    if entry.why is not None:
        why = refusal(entry.why, texts, reader.today(reader.zone))
        return f"✗ {number}. “{escape(apart(cut(entry.text, LONGEST_LINE)))}”: {escape(why)}"
    assert entry.house is not None, "a line is understood, or it is said why not"
    if entry.there:
        return f"✗ {number}. {texts.html('{house} is in the area already.', house=apart(entry.house.name))}"
    return f"{number}. {escape(' · '.join([apart(entry.house.name), *_said(entry.house, reader)]))}"


def _said(house: HouseLine, reader: Reader) -> list[str]:
    kind = [reader.texts.say(KINDS[house.tenure])] if house.tenure else []
    return [languages(house.languages or (reader.rules.language,)), *kind]


def added(area: Area, number: int, undo: int | None, reader: Reader) -> Outgoing:
    """They are there now, and what comes next; `undo`: the draft by which all that can be taken back."""
    texts = reader.texts
    done = texts.count_html("<b>{area}</b>: {n} house was added.", "<b>{area}</b>: {n} houses were added.", number, area=apart(area.name))
    text = texts.html(
        "Now print the posters: whoever scans one joins that house. And forward each group's admin its text: their tap links the group."
    )
    undoing = [(UndoHouses(draft=undo).key(texts.say("Undo (one minute)")),)] if undo is not None else []
    rows = (_next_steps(area.id, texts), *undoing, (OpenArea(area=area.id).key(texts.say("The area")),))
    return Outgoing(f"{done}\n{text}", rows)


def waiting(found: Waiting, page: int, reader: Reader) -> Outgoing:
    """The houses without a group, with the text for each, and all in one file."""
    texts, area = reader.texts, found.area.id
    listed, more = on_page(found.houses, page)
    first = page * LISTED + 1
    lines: list[str] = [texts.html("<b>{area}</b>: these houses wait for their groups.", area=apart(found.area.name))]
    lines += [f"{at}. {escape(apart(house.name))}" for at, house in enumerate(listed, first)]
    if not found.houses:
        lines = [texts.html("<b>{area}</b>: every house has its group.", area=apart(found.area.name))]
        return Outgoing("\n".join(lines), ((OpenArea(area=area).key(texts.say("Back")),),))
    lines.append(texts.html("Press a number: I write a text to forward to the admin of that group. Their tap links it."))
    rows = (
        *keys_of((MakeGroupCode(house=house.id) for house in listed), first),
        *turning(page, more, lambda at: ShowWaiting(area=area, page=at), texts),
        (
            MakeGroupTexts(area=area).key(texts.say("All texts in a file")),
            MakePosters(area=area, waiting=1).key(texts.say("Posters (PDF)")),
        ),
        (AddManyHouses(area=area).key(texts.say("Add many houses")), OpenArea(area=area).key(texts.say("Back"))),
    )
    return Outgoing("\n".join(lines), rows)


def group_texts(area: Area, codes: list[tuple[str, GroupCode]], reader: Reader) -> Outgoing:
    """One text file: for each house what to forward, in the languages it speaks."""
    texts = reader.texts
    parts = [_forwarded(code, secret, reader) for secret, code in codes]
    text = texts.count_html(
        "<b>{area}</b>: the text for {n} house. Send it to the admin of the group. It works once, for 7 days.",
        "<b>{area}</b>: the texts for {n} houses. Send each to the admin of its group. Each works once, for 7 days.",
        len(parts),
        area=apart(area.name),
    )
    content = "\n\n".join(parts) + "\n"
    return Outgoing(text, document=Document("talkoot-groups.txt", content.encode()))


def _forwarded(code: GroupCode, secret: str, reader: Reader) -> str:
    said = [without_markup(group_code(code, secret, reader.speaking(language)).text) for language in code.house.spoken]
    return "\n\n".join([f"— {apart(code.house.name)} —", *said])


def posters(found: ToPrint, waiting_only: bool, reader: Reader) -> Outgoing:
    """One PDF with a page for each house; a long list comes in parts."""
    texts, last = reader.texts, found.before + len(found.houses)
    text: Html = texts.count_html(
        "<b>{area}</b>: the poster of {n} house. Print it on A4 for the stairwell.",
        "<b>{area}</b>: the posters of {n} houses. Print them on A4 for the stairwells.",
        len(found.houses),
        area=apart(found.area.name),
    )
    sheets = [poster(house, reader) for house in found.houses]
    more: list[tuple[Key, ...]] = []
    if last < found.of:
        following = MakePosters(area=found.area.id, waiting=int(waiting_only), part=found.before // SHEETS + 1)
        more = [(following.key(texts.say("The next ones, from {number}", number=last + 1)),)]
    return Outgoing(text, tuple(more), Document("talkoot-posters.pdf", partial(pdf, sheets)))


def _next_steps(area: int, texts: Texts) -> tuple[Key, ...]:
    return (
        MakePosters(area=area, waiting=1).key(texts.say("Posters (PDF)")),
        ShowWaiting(area=area).key(texts.say("Texts for groups")),
    )
