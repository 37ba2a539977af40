"""What groups are called where there are several to tell apart."""

from collections import Counter
from collections.abc import Iterable

from bot.names import apart, cut
from community.events.targets import Target

LONGEST = 30
"""Characters of a label on a button."""


def labels(targets: Iterable[Target]) -> dict[int, str]:
    """A name for each group, by row: its house's, where that has only one of them; else with the group's own, or its number."""
    targets = list(targets)
    of_house, seen, found = Counter(each.house.id for each in targets), Counter[int](), dict[int, str]()
    for each in targets:
        seen[each.house.id] += 1
        own = each.chat.title if each.chat.title not in (None, each.house.name) else str(seen[each.house.id])
        name = each.house.name if of_house[each.house.id] == 1 else f"{cut(each.house.name, LONGEST // 2)} · {own}"
        found[each.chat.id] = apart(cut(name, LONGEST))
    return found
