"""What is wrong with a group, to those who look after it: what happened, that nothing is lost, and the way out."""

from collections.abc import Mapping

from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import later
from handlers.taps.houses import OpenHouse
from handlers.views.reader import Reader
from storage.places import Chat, House
from storage.troubles import TroubleKind

SAYS: Mapping[TroubleKind, str] = {
    TroubleKind.REMOVED: later("I was removed from the group <b>{group}</b>. Nothing is lost. Add me again within {days} days."),
    TroubleKind.MUTED: later("I may not write in the group <b>{group}</b>, so no cards come there. Let me send messages again."),
    TroubleKind.DEMOTED: later("I am no longer an admin of the group <b>{group}</b>. Events go on as before."),
    TroubleKind.NO_TOPIC: later(
        "The topic for cards in <b>{group}</b> is closed or gone. Cards go to the general topic. To choose another, write /settings in it."
    ),
    TroubleKind.MOVED: later("Telegram has made <b>{group}</b> a supergroup. Nothing is lost. The next card came anew; use no old ones."),
    TroubleKind.RENAMED: later("The group is now called <b>{group}</b>, the house <b>{house}</b>. Printed sheets may have the old name."),
}


def trouble(kind: TroubleKind, chat: Chat, house: House, reader: Reader) -> Outgoing:
    """One message about one trouble."""
    texts = reader.texts
    named, days = apart(chat.title or house.name), reader.privacy.left_houses_days
    text = texts.html(SAYS[kind], group=named, house=apart(house.name), days=days)
    add = Key(texts.say("Add me again"), url=f"https://t.me/{reader.username}?startgroup=again")
    first = add if kind is TroubleKind.REMOVED else OpenHouse(house=house.id).key(texts.say("Open"))
    return Outgoing(text, ((first,),))
