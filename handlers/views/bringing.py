"""What bring-lists look like: the line on a card, the choice for neighbours, who brings what for the organiser."""

from bot.names import apart, cut, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Texts, escape, later
from community.bringing import Brought, Promised
from community.events import Event, Shown
from community.privacy import ticket_of
from handlers.taps.bringing import BringItem, BringList, BringSomething, Listing
from handlers.taps.events import OpenEvent, OpenPanel
from handlers.views.others import other_dates
from handlers.views.reader import Reader
from storage.bringing import Needed

MOST_NAMED = 4
"""So many missing things are named on a card; of more it is said how many they are."""

LABEL = 28
"""A button in a row of its own holds about so many characters on a narrow screen."""

MOST_BRINGERS = 25
"""So many names fit into one message, each of at most so many characters:"""

LONGEST_BRINGER = 16


def pieces(name: str, n: int) -> str:
    """`cake ×2`; a single one has no number."""
    return f"{apart(name)} ×{n}" if n > 1 else apart(name)


def still_needed(needs: tuple[Needed, ...], texts: Texts) -> str | None:
    """`Still needed: coffee, cake ×2`; None when nothing is missing or there is no list."""
    missing = [pieces(each.name, each.missing) for each in needs if each.missing]
    if not missing:
        return None
    more = len(missing) - MOST_NAMED
    named = ", ".join(missing[:MOST_NAMED])
    if more > 0:
        return texts.count("Still needed: {things} and {n} more", "Still needed: {things} and {n} more", more, things=named)
    return texts.say("Still needed: {things}", things=named)


def you_bring(needs: tuple[Needed, ...], texts: Texts) -> str | None:
    """`You bring: cake ×2.`; None when the reader has promised nothing."""
    mine = ", ".join(pieces(each.name, each.mine) for each in needs if each.mine)
    return texts.say("You bring: {things}.", things=mine) if mine else None


def bring_rows(shown: Shown, reader: Reader) -> tuple[tuple[Key, ...], ...]:
    """The way to the choice, where there is a list."""
    if not shown.needs:
        return ()
    button = BringSomething(event=shown.event.id, ticket=ticket_of(reader.key, shown.event.id))
    return ((button.key(reader.texts.say("Bring something")),),)


def choice(shown: Shown, reader: Reader) -> Outgoing:
    """What is needed; a tap on a thing promises one piece of it, or takes one's own promise back."""
    texts, event = reader.texts, shown.event
    lines: list[str] = [texts.html("<b>{title}</b>: what do you bring?", title=apart(event.title))]
    lines += [texts.html("– {thing}: {state}", thing=apart(each.name), state=_state(each, texts)) for each in shown.needs]
    lines.append(texts.html("The organiser sees who brings what, by the name you have here."))
    keys = [row for each in shown.needs for row in _item_keys(each, texts)]
    back = OpenEvent(event=event.id, here=1, ticket=ticket_of(reader.key, event.id)).key(texts.say("Back"))
    return Outgoing("\n".join(lines), (*keys, (back,)))


def _state(each: Needed, texts: Texts) -> str:
    missing = texts.count("{n} needed", "{n} needed", each.missing) if each.missing else texts.say("all found")
    return ", ".join(part for part in (texts.say("you bring {n}", n=each.mine) if each.mine else None, missing) if part)


def _item_keys(each: Needed, texts: Texts) -> list[tuple[Key, ...]]:
    name = apart(cut(each.name, LABEL))
    row = []
    if each.mine:
        row.append(BringItem(item=each.item, pieces=0).key(f"✓ {name}"))
    if each.missing:
        label = texts.say("One more") if each.mine else name
        row.append(BringItem(item=each.item, pieces=each.mine + 1).key(label))
    return [tuple(row)] if row else []


def promised(result: Promised, texts: Texts) -> str:
    """After a tap on a thing."""
    if result.pieces == 0:
        return texts.say("You do not bring this any more: {thing}.", thing=result.name)
    return texts.say("You bring: {things}.", things=pieces(result.name, result.pieces))


def bringers(shown: Shown, brought: tuple[Brought, ...], reader: Reader) -> Outgoing:
    """Who brings what, for the organiser."""
    texts, event = reader.texts, shown.event.id
    lines: list[str] = [texts.html("Bring-list: <b>{title}</b>", title=apart(shown.event.title))]
    lines += [_brought(each, texts, max(MOST_BRINGERS // len(brought), 1)) for each in brought]
    if not brought:
        lines.append(texts.html("Nothing needs to be brought yet."))
    write = later("Write it anew") if brought else later("Write the list")
    keys = [BringList(event=event, step=Listing.ASK).key(texts.say(write))]
    if brought:
        keys.append(BringList(event=event, step=Listing.CLEAR).key(texts.say("Empty the list")))
    return Outgoing("\n".join(lines), (tuple(keys), *other_dates(shown.event, texts), (OpenPanel(event=event).key(texts.say("Back")),)))


def _brought(each: Brought, texts: Texts, most: int) -> str:
    """What is promised of one thing, by whom; `most` names are told."""
    said = [_bringer(name, n, texts) for name, n in each.by[:most]]
    if len(each.by) > most:
        said.append(texts.count("{n} other neighbour", "{n} other neighbours", len(each.by) - most))
    names = ", ".join(said)
    thing = pieces(each.needed.name, each.needed.wanted)
    missing = texts.count("{n} missing", "{n} missing", each.needed.missing) if each.needed.missing else ""
    return f"– {escape(thing)}: {escape(', '.join(part for part in (names, missing) if part))}"


def _bringer(name: str | None, n: int, texts: Texts) -> str:
    who = isolated(cut(name, LONGEST_BRINGER)) if name else texts.say("a neighbour without a name")
    return f"{who} ×{n}" if n > 1 else who


def ask(event: Event, reader: Reader) -> Outgoing:
    """The question; the next words are the list."""
    texts = reader.texts
    text = texts.html("What shall neighbours bring? One thing a line, for example:\ncoffee\ncake ×2")
    leave = BringList(event=event.id, step=Listing.SHOW).key(texts.say("Leave it as it is"))
    return Outgoing(text, ((leave,),))


def not_needed(event: Event, name: str, texts: Texts) -> Outgoing:
    """To who promised it."""
    return Outgoing(texts.html("<b>{title}</b>: you need not bring this any more: {thing}.", title=apart(event.title), thing=apart(name)))
