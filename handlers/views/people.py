"""The private chat: menu, my things, language, reminders."""

from collections.abc import Sequence

from bot.dates import say_span
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Texts, escape, later
from community.events import Answer, Event, Mine, Place
from community.polls import Poll
from community.volunteering import Call
from handlers.buttons import Button
from handlers.taps.call_panel import OpenCallPanel
from handlers.taps.events import OpenEvent, ShowEvents
from handlers.taps.handing import HandOver
from handlers.taps.houses import ShowHouses
from handlers.taps.making import NewEvent
from handlers.taps.naming import MyName, Naming
from handlers.taps.people import ChooseLanguage, ChooseReminders, ShowLanguages, ShowMenu, ShowMine, ShowReminders
from handlers.taps.poll_making import NewPoll
from handlers.taps.poll_panel import OpenPollPanel
from handlers.taps.polls import OpenPoll, ShowPolls
from handlers.taps.privacy import ShowPrivacy
from handlers.taps.quiet import ShowQuiet
from handlers.taps.volunteering import ShowCalls
from handlers.taps.week import WantDigest
from handlers.views.calendar import calendar_rows
from handlers.views.calls import call_line
from handlers.views.events import MOST_LINES
from handlers.views.neighbours import called
from handlers.views.places import CHOOSE_LANGUAGE, LANGUAGE_NAMES
from handlers.views.polls import poll_line
from handlers.views.quiet import hours
from handlers.views.reader import Reader
from storage.events import SignUp
from storage.people import Person, Reminding

MOST_WAITING = 5
"""So much that waits for an answer is listed with one's own things; the rest is under "What's on"."""


def menu(reader: Reader, *, lost: bool = False, manages: bool = False, hands: bool = False) -> Outgoing:
    """The menu; with `lost`, the answer to words the bot does not understand.

    With `manages` also the way to the houses one looks after; with `hands` the way to hand over a role.
    """
    texts = reader.texts
    text = texts.html("I am a program, and nobody reads this. Here is what I can do.") if lost else texts.html("What would you like to do?")
    houses = [ShowHouses().key(texts.say("Your houses"))] if manages else []
    houses += [HandOver().key(texts.say("Hand over"))] if hands else []
    return Outgoing(text, (*menu_keys(texts), *([tuple(houses)] if houses else [])))


def menu_keys(texts: Texts) -> tuple[tuple[Key, ...], ...]:
    """What exists, in rows."""
    return (
        (ShowEvents().key(texts.say("What's on")), ShowCalls().key(texts.say("Work and shifts")), ShowPolls().key(texts.say("Polls"))),
        (NewEvent().key(texts.say("New event")), NewPoll().key(texts.say("New poll"))),
        (ShowMine().key(texts.say("My things")), MyName(step=Naming.SHOW).key(texts.say("My name"))),
        (ShowReminders().key(texts.say("Reminders")), ShowLanguages().key(texts.say("Language"))),
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
        "/reminders – when I remind you\n/language – your language\n/privacy – what I know about you\n"
        "In a group, tap the buttons under a card."
    )
    return Outgoing(text, menu_keys(texts))


def mine(found: Mine, reader: Reader, polls: Sequence[Poll] = (), asked: Sequence[Poll] = (), calls: Sequence[Call] = ()) -> Outgoing:
    """Everything the person has said yes to, with buttons to change it."""
    texts = reader.texts
    if not (found.answers or found.organised or found.proxied or found.unanswered or polls or asked or calls):
        return Outgoing(texts.html("You have nothing coming up."), ((ShowEvents().key(texts.say("What's on")),), *calendar_rows(reader)))
    answered = {event.id for _, event in found.answers}
    things = [(event.id, escape(_mine_line(sign_up, event, reader, drawing=event.id in found.drawing))) for sign_up, event in found.answers]
    for event in found.organised:
        if event.id not in answered:
            things.append((event.id, texts.html("You organise: {event}", event=_line(event, reader))))
    for sign_up, proxy, event in found.proxied:
        things.append((event.id, texts.html("For {whom}: {event}", whom=called(sign_up, proxy, texts), event=_line(event, reader))))
    lines: list[str] = [texts.html("<b>Your things</b>")] if things or asked or calls else [texts.html("You have nothing coming up.")]
    lines += [f"{number}. {said}" for number, (_, said) in enumerate(things[:MOST_LINES], 1)]
    if len(things) > MOST_LINES:
        lines.append(texts.count_html("… and {n} more.", "… and {n} more.", len(things) - MOST_LINES))
    open_ = {event.id for sign_up, event in found.answers if _is_open(sign_up)}
    keys = [_mine_key(number, event, reader, is_open=event in open_) for number, (event, _) in enumerate(things[:MOST_LINES], 1)]
    for number, poll in enumerate(asked, len(keys) + 1):
        line = texts.html("You ask: {poll}", poll=poll_line(poll, reader))
        lines.append(f"{number}. {line}")
        keys.append(OpenPollPanel(poll=poll.id).key(texts.say("{number}. Change", number=number)))
    for number, call in enumerate(calls, len(keys) + 1):
        line = texts.html("You look after: {call}", call=call_line(call, reader))
        lines.append(f"{number}. {line}")
        keys.append(OpenCallPanel(call=call.id).key(texts.say("{number}. Change", number=number)))
    if found.unanswered or polls:
        lines.append(texts.html("<b>Waiting for your answer</b>"))
        for number, event in enumerate(found.unanswered[:MOST_WAITING], len(keys) + 1):
            lines.append(f"{number}. {escape(_line(event, reader))}")
            keys.append(_mine_key(number, event.id, reader, is_open=True))
    for number, poll in enumerate(polls[:MOST_WAITING], len(keys) + 1):
        lines.append(f"{number}. {escape(poll_line(poll, reader))}")
        keys.append(OpenPoll(poll=poll.id).key(texts.say("{number}. Answer", number=number)))
    rows = [tuple(keys[at : at + 3]) for at in range(0, len(keys), 3)]
    return Outgoing("\n".join(lines), (*rows, *calendar_rows(reader)))


def _is_open(sign_up: SignUp) -> bool:
    """Whether an answer waits for another word: a place is on offer, or the event was moved far."""
    return sign_up.place is Place.OFFERED or not sign_up.confirmed


def _mine_key(number: int, event: int, reader: Reader, *, is_open: bool) -> Key:
    text = later("{number}. Answer") if is_open else later("{number}. Change")
    return OpenEvent(event=event).key(reader.texts.say(text, number=number))


def _line(event: Event, reader: Reader) -> str:
    return f"{apart(event.title)}, {say_span(event.starts, event.ends, reader.language, today=reader.today(event.zone))}"


def _mine_line(sign_up: SignUp, event: Event, reader: Reader, *, drawing: bool) -> str:
    texts = reader.texts
    if sign_up.place is Place.OFFERED:
        state = texts.say("a place is on offer")
    elif not sign_up.confirmed:
        state = texts.say("moved – can you still come?")
    elif sign_up.place is Place.WAITING:
        state = texts.say("in the draw") if drawing else texts.say("in the queue")
    elif sign_up.answer is Answer.MAYBE:
        state = texts.say("maybe")
    else:
        state = texts.count("{n} person", "{n} people", sign_up.party) if sign_up.party > 1 else ""
    return ", ".join(part for part in (_line(event, reader), state) if part)


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
