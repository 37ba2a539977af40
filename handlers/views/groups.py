"""The groups of a house: which there are, how one comes to it, and what becomes of what it had."""

from collections.abc import Sequence

from bot.dates import say_day
from bot.names import apart
from bot.outgoing import Outgoing
from bot.texts import Texts, escape
from community.linking import PAYLOAD, GroupCode
from community.merging import Groups, Merge
from handlers.taps.houses import OpenHouse
from handlers.taps.linking import ChooseChat, LinkChosen, LinkGroup, MakeGroupCode, SeparateGroup, ShowGroups
from handlers.views.lists import keys_of
from handlers.views.reader import Reader
from storage.places import Chat, House


def groups(shown: Groups, reader: Reader) -> Outgoing:
    """All of them, with the ways to one more; a house with several can let one go."""
    texts, house = reader.texts, shown.house
    lines: list[str] = [texts.html("<b>{house}: groups</b>", house=apart(house.name))]
    lines += [f"{number}. {escape(named(chat, house, texts))}" for number, chat in enumerate(shown.chats, 1)]
    if not shown.chats:
        lines.append(texts.html("I am in no group of this house. Add me to one with a code."))
    lines.append(texts.html("A house can have more groups, for example one for each stairwell."))
    apart_ = [
        (SeparateGroup(house=house.id, chat=chat.id).key(texts.say("{number}. A house of its own", number=number)),)
        for number, chat in enumerate(shown.chats, 1)
        if len(shown.chats) > 1
    ]
    more = (MakeGroupCode(house=house.id).key(texts.say("Code for a group")), ChooseChat(house=house.id).key(texts.say("Choose a group")))
    return Outgoing("\n".join(lines), (*apart_, more, (OpenHouse(house=house.id).key(texts.say("Back")),)))


def named(chat: Chat, house: House, texts: Texts) -> str:
    """What a group is called, as far as we were told; else the house's name."""
    return apart(chat.title or house.name) if chat.title or house.name else texts.say("a group")


def group_code(code: GroupCode, secret: str, reader: Reader) -> Outgoing:
    """To be forwarded to an admin of the group."""
    texts = reader.texts
    text = texts.html(
        "Your group can be linked to the house <b>{house}</b>. Are you an admin of the group? Do it by {day}; it works once.\n"
        "I am not in the group yet: {link}\nI am in it: write there <code>/link {secret}</code>",
        house=apart(code.house.name),
        day=say_day(code.expires_at.date(), texts.language, today=reader.today(reader.zone)),
        link=f"https://t.me/{reader.username}?startgroup={PAYLOAD}{secret}",
        secret=secret,
    )
    return Outgoing(text)


def ask_to_link(found: Merge, secret: str, reader: Reader) -> Outgoing:
    """In the group, to its admins."""
    yes = LinkGroup(token=secret).key(reader.texts.say("Yes, link (admins)"))
    return Outgoing(_what_comes(found, reader), ((yes,),))


def ask_to_link_chosen(found: Merge, reader: Reader) -> Outgoing:
    """In private, to who chose the group."""
    texts, house = reader.texts, found.into.id
    yes = LinkChosen(house=house, chat=found.chat.id, sure=1).key(texts.say("Yes, link"))
    return Outgoing(_what_comes(found, reader), ((yes, ShowGroups(house=house).key(texts.say("No"))),))


def _what_comes(found: Merge, reader: Reader) -> str:
    texts = reader.texts
    asked: str = texts.html(
        "Link the group <b>{group}</b> to <b>{house}</b>?", group=named(found.chat, found.own, texts), house=apart(found.into.name)
    )
    coming = texts.count_html("{n} coming event comes along.", "{n} coming events come along.", found.coming)
    residents = texts.count_html("{n} resident comes along.", "{n} residents come along.", found.residents)
    holds = texts.html("The settings of that house hold from then on; managers of both look after it. Old codes on boards lead there.")
    return "\n".join([asked, f"{coming} {residents}", holds])


def choose(house: House, chats: Sequence[tuple[Chat, House]], reader: Reader) -> Outgoing:
    """The groups that somebody administers and that could come to the house."""
    texts = reader.texts
    lines: list[str] = [texts.html("<b>{house}</b>: which group is linked?", house=apart(house.name))]
    lines += [f"{number}. {escape(named(chat, own, texts))}" for number, (chat, own) in enumerate(chats, 1)]
    if not chats:
        lines = [texts.html("I know no other group in which you are an admin. Add me to it first, or use a code.")]
    keys = keys_of((LinkChosen(house=house.id, chat=chat.id) for chat, _ in chats), 1)
    return Outgoing("\n".join(lines), (*keys, (ShowGroups(house=house.id).key(texts.say("Back")),)))


def ask_to_separate(chat: Chat, house: House, reader: Reader) -> Outgoing:
    """Once more, before a group gets a house of its own."""
    texts = reader.texts
    text = texts.html(
        "Give <b>{group}</b> a house of its own? What hangs in no other group goes with it. Residents stay in {house}; "
        "neighbours of the group join the new house by its new welcome.",
        group=named(chat, house, texts),
        house=apart(house.name),
    )
    yes = SeparateGroup(house=house.id, chat=chat.id, sure=1).key(texts.say("Yes, separate"))
    return Outgoing(text, ((yes, ShowGroups(house=house.id).key(texts.say("No"))),))


def linked(house: House, reader: Reader) -> Outgoing:
    """In the group, instead of the question."""
    return Outgoing(reader.texts.html("This group now belongs to <b>{house}</b>. Nothing was lost.", house=apart(house.name)))


def group_code_used(house: House, reader: Reader) -> Outgoing:
    """To who made the code."""
    texts = reader.texts
    text = texts.html("Your code was used: a group was linked to <b>{house}</b>.", house=apart(house.name))
    return Outgoing(text, ((ShowGroups(house=house.id).key(texts.say("Open")),),))
