"""What houses look like: the welcome in the group, joining in private."""

from bot.dates import say_span
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, escape
from community.events import Answer, Event
from handlers.taps.drafts import TryExample
from handlers.taps.events import AnswerEvent, ShowEvents
from handlers.taps.people import Language, ShowMenu, ShowReminders
from handlers.taps.places import DeclineHouse, HouseLanguage, HouseLanguages, JoinHouse, JoinLanguage
from handlers.taps.privacy import ReadNotice
from handlers.views.examples import example
from handlers.views.reader import Reader
from storage.places import House

LANGUAGE_NAMES = {Language.FI: "Suomi", Language.SV: "Svenska", Language.EN: "English"}
CHOOSE_LANGUAGE = "Valitse kieli · Välj språk · Choose a language"


def welcome(house: House, reader: Reader, *, choosing: bool = False) -> Outgoing:
    """The bot introduces itself to a group; with `choosing`, its languages are shown instead of the buttons."""
    texts = reader.texts
    if choosing:
        keys = [HouseLanguage(languages=code).key(name) for code, name in LANGUAGE_NAMES.items()]
        return Outgoing(CHOOSE_LANGUAGE, (tuple(keys), (HouseLanguage(languages="fi,sv").key("Suomi + svenska"),)))
    text = texts.html(
        "Hello. I am Talkoot-botti. I help this house with events and polls. I do not store your messages.\n"
        "Admins: send <code>/event {example}</code>\nEveryone: tap the buttons under a card.",
        example=example(texts, reader.today(house.zone)),
    )
    private = Key(texts.say("Open in private"), url=reader.link(house.token))
    first = (TryExample().key(texts.say("Try with an example")), private)
    settings = Key(texts.say("Settings (admins)"), url=reader.link(f"s_{house.id}"))
    return Outgoing(text, (first, (HouseLanguages().key(texts.say("Language (admins)")), settings)))


def join_languages(house: House) -> Outgoing:
    """First question after the stairwell code: which language."""
    keys = [JoinLanguage(token=house.token, language=code).key(name) for code, name in LANGUAGE_NAMES.items()]
    return Outgoing(f"{escape(apart(house.name))}. {CHOOSE_LANGUAGE}", (tuple(keys),))


def join_notice(house: House, reader: Reader) -> Outgoing:
    """What is remembered, before anything is stored."""
    texts = reader.texts
    text = texts.html("<b>{house}</b>\nHere you see what happens in your house and can sign up.", house=apart(house.name))
    join = JoinHouse(token=house.token, language=reader.language).key(texts.say("Join (I am 13 or over)"))
    no, more = DeclineHouse(language=reader.language), ReadNotice(token=house.token, language=reader.language)
    return Outgoing(f"{text} {remembered(reader)}", ((join,), (no.key(texts.say("No thanks")), more.key(texts.say("Read more")))))


def remembered(reader: Reader) -> Html:
    """What is stored of somebody who says yes, in five lines."""
    return reader.texts.html(
        "What I remember:\n– your language, and a name if you give one\n– what you answer; names go {days} days after the event\n"
        "– not your phone number, flat or chats\n– you can see or erase it all: /privacy\n– kept by: {controller}",
        days=reader.sign_ups_days,
        controller=reader.controller.name,
    )


def joined(house: House, coming: Event | None, reader: Reader) -> Outgoing:
    """Somebody lives here now; the next event comes first."""
    texts = reader.texts
    on = ShowEvents().key(texts.say("What else is on") if coming else texts.say("Menu"))
    if coming is None:
        text = texts.html(
            "You have joined {house}. Nothing is coming up just now. New events appear in the group and here.", house=apart(house.name)
        )
        return Outgoing(text, ((ShowMenu().key(texts.say("Menu")),),))
    when = say_span(coming.starts, coming.ends, texts.language, today=reader.today(coming.zone))
    where = Html(f", {escape(apart(coming.place))}") if coming.place else ""
    text = texts.html("You have joined. Next here: <b>{title}</b>, {when}{where}.", title=apart(coming.title), when=when, where=where)
    yes = AnswerEvent(event=coming.id, answer=Answer.COMING).key(texts.say("Coming"))
    no = AnswerEvent(event=coming.id, answer=Answer.CANT).key(texts.say("Can't"))
    return Outgoing(text, ((on,),) if coming.closed else ((yes, no), (on,)))


def reminding_offer(reader: Reader) -> Outgoing:
    """Said once after joining: what the bot writes about."""
    texts = reader.texts
    keys = (ShowMenu().key(texts.say("Fine")), ShowReminders().key(texts.say("Less")))
    return Outgoing(texts.html("I write about what you sign up for, and on Mondays about the week."), (keys,))
