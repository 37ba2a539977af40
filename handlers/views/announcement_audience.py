"""The screens on which one chooses who gets a notice: readers, areas, houses, groups, topics."""

from collections.abc import Sequence

from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, later
from community.announcements.choosing import Readers
from community.announcements.picking import NO_AREA, AreaPicked, ChatPicked, HousePicked, Picked, Screen
from handlers.taps.announcement_audience import OpenAudience, PickAll, PickArea, PickChat, PickHouse, PickTopic, SetReaders
from handlers.taps.announcements import OpenDraft
from handlers.views.announcement_reach import reach_lines
from handlers.views.lists import turning
from handlers.views.reader import Reader
from handlers.views.stepwise import LONGEST_LABEL, Rows, in_twos
from storage.places import House

ON_PAGE = 8
"""Areas, houses or topics on one screen."""

READERS: dict[Readers, str] = {
    Readers.GROUPS: later("In the groups"),
    Readers.RESIDENTS: later("Residents privately"),
    Readers.ACTIVISTS: later("Activists privately"),
    Readers.BOARDS: later("Boards privately"),
    Readers.MANAGERS: later("Managers privately"),
}


def who(shown: Picked, reader: Reader) -> Outgoing:
    """Who gets it as it stands, and all that can be chosen."""
    texts, draft = reader.texts, shown.draft
    lines = [texts.html("<b>Who gets it</b>"), *reach_lines(shown.reached, texts)]
    if shown.nobody:
        lines.append(texts.html("So many need a second manager's yes, and I can't ask one. Choose fewer houses."))
    elif shown.second:
        lines.append(texts.html("So many get it that a second manager confirms it first."))
    readers = [SetReaders(draft=draft, readers=each).key(ticked(texts.say(name), each is shown.readers)) for each, name in READERS.items()]
    houses = OpenAudience(draft=draft, screen=Screen.AREAS).key(texts.say("Choose houses"))
    back = OpenDraft(draft=draft, screen="more").key(texts.say("Back"))
    return Outgoing("\n".join(lines), (*in_twos(readers), (houses, PickAll(draft=draft, on=1).key(texts.say("All my houses"))), (back,)))


def areas(shown: Picked, page: int, reader: Reader) -> Outgoing:
    """The areas with how many of their houses are in."""
    texts, draft = reader.texts, shown.draft
    rows: Rows = [
        (OpenAudience(draft=draft, screen=Screen.HOUSES, at=each.area.id if each.area else NO_AREA).key(_area(each, texts)),)
        for each in shown.areas[page * ON_PAGE :][:ON_PAGE]
    ]
    more = len(shown.areas) > (page + 1) * ON_PAGE
    turn = turning(page, more, lambda at: OpenAudience(draft=draft, screen=Screen.AREAS, page=at), texts)
    ends = (PickAll(draft=draft, on=1).key(texts.say("All")), PickAll(draft=draft, on=0).key(texts.say("None")))
    text = Html("\n".join([texts.html("Open an area to choose its houses."), *reach_lines(shown.reached, texts)]))
    return Outgoing(text, (*rows, *turn, ends, (_to_who(draft, texts),)))


def _area(shown: AreaPicked, texts: Texts) -> str:
    name = cut(shown.area.name, LONGEST_LABEL) if shown.area else texts.say("Without an area")
    return ticked(f"{name} {shown.inside}/{shown.houses}", shown.inside == shown.houses)


def houses(draft: int, area: int, found: Sequence[HousePicked], page: int, only: bool, reader: Reader) -> Outgoing:
    """The houses of an area; a tap puts one in or leaves it out. `only`: there is no other area to go back to."""
    texts = reader.texts
    back = _to_who(draft, texts) if only else OpenAudience(draft=draft, screen=Screen.AREAS).key(texts.say("Back"))
    if not found:
        return Outgoing(texts.html("No houses of yours here. Add some: /settings, Areas."), ((back,),))
    rows = [_house_row(draft, each, page, texts) for each in found[page * ON_PAGE :][:ON_PAGE]]
    more = len(found) > (page + 1) * ON_PAGE
    turn = turning(page, more, lambda at: OpenAudience(draft=draft, screen=Screen.HOUSES, at=area, page=at), texts)
    ends = (
        PickArea(draft=draft, area=area, on=1).key(texts.say("All of these")),
        PickArea(draft=draft, area=area, on=0).key(texts.say("None of these")),
    )
    inside = sum(each.is_in for each in found)
    text = texts.count_html(
        "{inside} of {n} house gets it. A tap puts a house in or leaves it out.",
        "{inside} of {n} houses get it. A tap puts a house in or leaves it out.",
        len(found),
        inside=inside,
    )
    return Outgoing(text, (*rows, *turn, ends, (back,)))


def _house_row(draft: int, shown: HousePicked, page: int, texts: Texts) -> tuple[Key, ...]:
    name = ticked(cut(shown.house.name, LONGEST_LABEL), shown.is_in)
    house = PickHouse(draft=draft, house=shown.house.id, on=int(not shown.is_in), page=page).key(name)
    if not shown.opens:
        return (house,)
    groups = texts.say("Groups {inside}/{chats}", inside=shown.inside, chats=shown.chats)
    return (house, OpenAudience(draft=draft, screen=Screen.CHATS, at=shown.house.id).key(groups))


def chats(draft: int, house: House, found: Sequence[ChatPicked], reader: Reader) -> Outgoing:
    """The groups of a house, and in which topic each gets it."""
    texts = reader.texts
    back = OpenAudience(draft=draft, screen=Screen.HOUSES, at=house.area_id or NO_AREA).key(texts.say("Back"))
    if not found:
        text = texts.html("<b>{house}</b> has no group with me in it. Link one: /settings, the house, Groups.", house=apart(house.name))
        return Outgoing(text, ((back,),))
    text = texts.html("<b>{house}</b>: which groups? What is ticked gets it.", house=apart(house.name))
    return Outgoing(text, (*(_chat_row(draft, each, texts) for each in found), (back,)))


def _chat_row(draft: int, shown: ChatPicked, texts: Texts) -> tuple[Key, ...]:
    name = cut(shown.chat.title or texts.say("Group"), LONGEST_LABEL)
    chat = PickChat(draft=draft, chat=shown.chat.id, on=int(not shown.inside)).key(ticked(name, shown.inside))
    if not (shown.inside and shown.topics):
        return (chat,)
    topic = next((each.name for each in shown.topics if each.thread_id == shown.topic), None)
    label = texts.say("Topic: {topic}", topic=cut(topic, LONGEST_LABEL)) if topic else texts.say("Topic…")
    return (chat, OpenAudience(draft=draft, screen=Screen.TOPICS, at=shown.chat.id).key(label))


def topics(draft: int, house: House, shown: ChatPicked, page: int, reader: Reader) -> Outgoing:
    """The topics of a group, the one for cards first."""
    texts, chat = reader.texts, shown.chat.id
    usual = PickTopic(draft=draft, chat=chat, topic=0).key(ticked(texts.say("Where cards go"), shown.topic is None))
    rows: Rows = [
        (PickTopic(draft=draft, chat=chat, topic=each.thread_id).key(ticked(cut(each.name, LONGEST_LABEL), each.thread_id == shown.topic)),)
        for each in shown.topics[page * ON_PAGE :][:ON_PAGE]
    ]
    more = len(shown.topics) > (page + 1) * ON_PAGE
    turn = turning(page, more, lambda at: OpenAudience(draft=draft, screen=Screen.TOPICS, at=chat, page=at), texts)
    back = OpenAudience(draft=draft, screen=Screen.CHATS, at=house.id).key(texts.say("Back"))
    return Outgoing(texts.html("In which topic of the group?"), ((usual,), *rows, *turn, (back,)))


def ticked(label: str, chosen: bool) -> str:
    """What is chosen has a tick."""
    return f"✓ {label}" if chosen else label


def _to_who(draft: int, texts: Texts) -> Key:
    return OpenAudience(draft=draft, screen=Screen.WHO).key(texts.say("Back"))
