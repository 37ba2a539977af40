"""The private chat: menu, language, reminders."""

from bot.outgoing import Key, Outgoing
from bot.texts import Texts, escape, later
from handlers.buttons import Button
from handlers.taps.acknowledging import ShowRequests
from handlers.taps.announcement_panel import ShowNotices
from handlers.taps.announcements import NewAnnouncement
from handlers.taps.call_making import NewCall
from handlers.taps.events import ShowEvents
from handlers.taps.handing import HandOver
from handlers.taps.houses import ShowHouses
from handlers.taps.making import NewEvent
from handlers.taps.naming import MyName, Naming
from handlers.taps.people import ChooseLanguage, ChooseReminders, ShowLanguages, ShowMenu, ShowMine, ShowReminders
from handlers.taps.poll_making import NewPoll
from handlers.taps.polls import ShowPolls
from handlers.taps.privacy import ShowPrivacy
from handlers.taps.quiet import ShowQuiet
from handlers.taps.volunteering import ShowCalls
from handlers.taps.week import WantDigest
from handlers.views.places import CHOOSE_LANGUAGE, LANGUAGE_NAMES
from handlers.views.quiet import hours
from handlers.views.reader import Reader
from storage.people import Person, Reminding


def menu(
    reader: Reader, *, lost: bool = False, manages: bool = False, hands: bool = False, announces: bool = False, asked: int = 0
) -> Outgoing:
    """The menu; with `lost`, the answer to words the bot does not understand.

    With `manages` also the way to the houses one looks after; with `hands` the way to hand over a role, with `announces` that to
    a notice. `asked`: so many neighbours wait for an answer.
    """
    texts = reader.texts
    text = texts.html("I am a program, and nobody reads this. Here is what I can do.") if lost else texts.html("What would you like to do?")
    houses = [ShowHouses().key(texts.say("Your houses"))] if manages else []
    houses += [HandOver().key(texts.say("Hand over"))] if hands else []
    notices = (NewAnnouncement().key(texts.say("Announce")), ShowNotices().key(texts.say("Notices")))
    rows: list[tuple[Key, ...]] = [notices] if announces else []
    rows += [(ShowRequests().key(f"{texts.say('Help requests')} · {asked}"),)] if asked else []
    return Outgoing(text, (*menu_keys(texts), *rows, *([tuple(houses)] if houses else [])))


def menu_keys(texts: Texts) -> tuple[tuple[Key, ...], ...]:
    """What exists, in rows."""
    return (
        (ShowEvents().key(texts.say("What's on")), ShowCalls().key(texts.say("Work and shifts")), ShowPolls().key(texts.say("Polls"))),
        (NewEvent().key(texts.say("New event")), NewPoll().key(texts.say("New poll"))),
        (NewCall().key(texts.say("Call for help")), ShowMine().key(texts.say("My things"))),
        (MyName(step=Naming.SHOW).key(texts.say("My name")), ShowReminders().key(texts.say("Reminders"))),
        (ShowLanguages().key(texts.say("Language")),),
        (ShowPrivacy().key(texts.say("What do you know about me?")),),
    )


def stranger(reader: Reader) -> Outgoing:
    """Somebody who started the bot without a house."""
    text = later("Hello. I am Talkoot-botti. Join with the link in your house's group or stairwell: then you see here what is on.")
    return Outgoing(reader.texts.html(text), ((ShowLanguages().key(reader.texts.say("Language")),),))


def in_private(reader: Reader) -> Outgoing:
    """In a group, to a command whose answer is only for the one who wrote it."""
    texts = reader.texts
    key = Key(texts.say("Open in private"), url=f"https://t.me/{reader.username}")
    return Outgoing(texts.html("I answer that in private, where only you see it."), ((key,),))


def help_(reader: Reader) -> Outgoing:
    """What one can write, in short."""
    texts = reader.texts
    text = texts.html(
        "/my – what you have said yes to\n/week – what is on in your house\n/event – announce an event: when, what, @ where\n"
        "/poll – ask something: question? | option | option\n"
        "/call – call for help: when, what, @ where; then a task on each line\n"
        "/rota – a duty that comes again, to everybody in turn\n"
        "/reminders – when I remind you\n/language – your language\n/privacy – what I know about you\n"
        "In a group, tap the buttons under a card."
    )
    return Outgoing(text, menu_keys(texts))


def languages() -> Outgoing:
    """Which language to speak."""
    return Outgoing(CHOOSE_LANGUAGE, (tuple(ChooseLanguage(language=code).key(name) for code, name in LANGUAGE_NAMES.items()),))


REMINDING = {
    Reminding.DAY_BEFORE: later("The day before"),
    Reminding.SHORTLY: later("Shortly before"),
    Reminding.BOTH: later("Both"),
    Reminding.OFF: later("Never"),
}
LEADS = (30, 60, 120, 240)


def reminders(person: Person, reader: Reader) -> Outgoing:
    """When the person is reminded, and the choices."""
    texts = reader.texts
    lead = _lead(person.lead_minutes, texts)
    said = {
        Reminding.DAY_BEFORE: texts.html("I remind you the day before at 17."),
        Reminding.SHORTLY: texts.html("I remind you {lead} before the start.", lead=lead),
        Reminding.BOTH: texts.html("I remind you the day before at 17, and {lead} before the start.", lead=lead),
        Reminding.OFF: texts.html("I do not remind you."),
    }[person.reminding]
    choices = [_ticked(texts.say(label), person.reminding is which, ChooseReminders(reminding=which)) for which, label in REMINDING.items()]
    rows = [tuple(choices[:2]), tuple(choices[2:])]
    if person.reminding in (Reminding.SHORTLY, Reminding.BOTH):
        leads = [(minutes, ChooseReminders(reminding=person.reminding, minutes=minutes)) for minutes in LEADS]
        rows.append(tuple(_ticked(_lead(minutes, texts), person.lead_minutes == minutes, button) for minutes, button in leads))
    rows.append(
        (
            _ticked(texts.say("Weekly list"), person.digest, WantDigest(wanted=int(not person.digest))),
            ShowQuiet().key(texts.say("Quiet hours")),
        )
    )
    lists = texts.html("On Mondays I list the week.") if person.digest else texts.html("I send no weekly list.")
    text = "\n".join((said, lists, escape(hours(person, texts))))
    return Outgoing(text, (*rows, (ShowMenu().key(texts.say("Menu")),)))


def _ticked(label: str, chosen: bool, button: Button) -> Key:
    return button.key(f"✓ {label}" if chosen else label)


def _lead(minutes: int, texts: Texts) -> str:
    if minutes % 60:
        return texts.count("{n} minute", "{n} minutes", minutes)
    return texts.count("{n} hour", "{n} hours", minutes // 60)
