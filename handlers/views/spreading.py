"""In which groups an event hangs, and in which it could hang too."""

from collections import Counter

from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import escape
from community.events import Shown
from community.events.spreading import Spread
from handlers.taps.panel import OpenPanelMore
from handlers.taps.spreading import OpenSpread, SpreadOver, SpreadTo
from handlers.views.reader import Reader
from handlers.views.targets import labels

LONGEST_NAME = 30
MOST_GROUPS = 20
"""More buttons than this nobody reads; the rest is reached by area."""


def row(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    """The way here, on the organiser's screen."""
    return (OpenSpread(event=shown.event.id).key(reader.texts.say("In other groups")),)


def spread(found: Spread, areas: dict[int, str], reader: Reader) -> Outgoing:
    """Where it hangs, a button for each group it could hang in, and for all of a house or an area (number, name)."""
    event, texts = found.event.id, reader.texts
    lines: list[str] = [texts.html("<b>{title}</b> is shown here:", title=apart(found.event.title))]
    names = labels((*found.shown, *found.offered))
    lines += [f"– {escape(names[each.chat.id])}" for each in found.shown[:MOST_GROUPS]]
    if len(found.shown) > MOST_GROUPS:
        lines.append(texts.count_html("… and {n} more.", "… and {n} more.", len(found.shown) - MOST_GROUPS))
    if not found.offered:
        lines.append(texts.html("There is no other group where you live or that you look after."))
    here, by_area = {each.house.id for each in found.shown}, Counter(each.house.area_id for each in found.offered)
    rows: list[tuple[Key, ...]] = []
    if sum(each.house.id in here for each in found.offered) > 1:
        rows.append((SpreadOver(event=event).key(texts.say("All groups of the house")),))
    for area, name in areas.items():
        if by_area[area] > 1:
            rows.append((SpreadOver(event=event, area=area).key(texts.say("All houses: {area}", area=apart(cut(name, LONGEST_NAME)))),))
    for each in found.offered[:MOST_GROUPS]:
        label = texts.say("Also: {house}", house=names[each.chat.id])
        rows.append((SpreadTo(event=event, chat=each.chat.id).key(label),))
    return Outgoing("\n".join(lines), (*rows, (OpenPanelMore(event=event).key(texts.say("Back")),)))
