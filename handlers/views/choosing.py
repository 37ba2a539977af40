"""The groups that can show an event or a poll before it is published: all of a house or an area in one tap, or some of them."""

from collections import Counter
from collections.abc import Iterable

from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts
from community.events import ShownDraft
from community.events.choosing import Groups, Topics
from handlers.taps.choosing import ChooseGroup, ChooseGroups, ChooseTopic, PublishOver, ShowTopics, TurnGroups
from handlers.taps.stepwise import GoOn
from handlers.views import call_making, making, poll_making
from handlers.views.reader import Reader
from handlers.views.targets import LONGEST, labels
from storage.drafts import Draft

SHOWN = 8
"""So many groups fit a screen."""

MOST_TOPICS = 20
"""Of more topics the newest are shown."""


def wide_rows(shown: ShownDraft, texts: Texts) -> list[tuple[Key, ...]]:
    """All groups of the house, all houses of an area; and in private the choice among them, and among topics. None where there is one."""
    draft, wide = shown.draft, shown.wide
    of_house = Counter(each.house.id for each in wide)
    here = None if shown.house is None else shown.house.id
    houses = {each.house.id: each.house for each in wide if of_house[each.house.id] > 1 and here in (None, each.house.id)}
    rows = []
    for number, house in houses.items():
        rows.append(_over(PublishOver(draft=draft.id, house=number), texts.say("All groups: {house}", house=_name(house.name))))
    for area, name in shown.areas.items():
        if len({each.house.id for each in wide if each.house.area_id == area}) > 1:
            rows.append(_over(PublishOver(draft=draft.id, area=area), texts.say("All houses: {area}", area=_name(name))))
    if max(len(wide), len(shown.chats)) > 1 and draft.address > 0:
        rows.append(_over(ChooseGroups(draft=draft.id), texts.say("Choose groups…")))
    if shown.topics and draft.address > 0:
        rows.append(_over(ShowTopics(draft=draft.id), texts.say("In which topic…")))
    return rows


def topics(found: Topics, reader: Reader, zone: str) -> Outgoing:
    """A button for each topic of which the bot has heard, with a tick at the one the card goes to."""
    texts, draft = reader.texts, found.draft
    names = [(0, texts.say("General")), *((each.thread_id, apart(cut(each.name, LONGEST))) for each in found.known[:MOST_TOPICS])]
    keys = [(ChooseTopic(draft=draft.id, thread=thread).key(f"✓ {name}" if thread == found.chosen else name),) for thread, name in names]
    lines = [*_so_far(draft, reader, zone), texts.html("In which topic shall the card be?")]
    return Outgoing("\n".join(lines), (*keys, (GoOn(draft=draft.id).key(texts.say("Back")),)), picture=draft.data.get("picture"))


def _so_far(draft: Draft, reader: Reader, zone: str) -> list[Html]:
    so_far = {"poll": poll_making.so_far, "call": call_making.so_far}.get(draft.kind, making.so_far)
    return so_far(draft, reader, zone)


def _over(button: PublishOver | ChooseGroups | ShowTopics, label: str) -> tuple[Key, ...]:
    return (button.key(label),)


def _name(name: str) -> str:
    return apart(cut(name, LONGEST))


def groups(found: Groups, page: int, reader: Reader, zone: str) -> Outgoing:
    """A button for each group, with a tick where it is chosen; a picture stays above, since a message that has one keeps it."""
    texts, draft = reader.texts, found.draft
    names = labels(found.offered)
    keys = [
        (_choice(draft.id, each.chat.id, each.chat.id in found.chosen, page, names[each.chat.id]),)
        for each in found.offered[page * SHOWN :][:SHOWN]
    ]
    lines: list[Html] = [*_so_far(draft, reader, zone), texts.html("Which groups shall see it?")]
    chosen = len(found.chosen)
    publish = (
        (((PublishOver(draft=draft.id).key(texts.count("Publish in {n} group", "Publish in {n} groups", chosen))),),) if chosen else ()
    )
    turning = _turning(draft.id, page, len(found.offered), texts)
    return Outgoing(
        "\n".join(lines), (*keys, *turning, *publish, (GoOn(draft=draft.id).key(texts.say("Back")),)), picture=draft.data.get("picture")
    )


def _choice(draft: int, chat: int, chosen: bool, page: int, label: str) -> Key:
    button = ChooseGroup(draft=draft, chat=chat, chosen=int(not chosen), page=page)
    return button.key(f"✓ {label}" if chosen else label)


def _turning(draft: int, page: int, of: int, texts: Texts) -> Iterable[tuple[Key, ...]]:
    before = (TurnGroups(draft=draft, page=page - 1).key(texts.say("Earlier")),) if page else ()
    after = (TurnGroups(draft=draft, page=page + 1).key(texts.say("Further")),) if of > (page + 1) * SHOWN else ()
    return ((*before, *after),) if before or after else ()
