"""What a house has chosen, and what there is to choose."""

from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community.choices import DEFAULT_QUIET, OPTIONS, Setting
from community.quiet import QuietHours
from handlers.taps.choices import AskSetting, ChooseSetting, OpenSettings
from handlers.taps.houses import OpenHouse
from handlers.taps.people import Language
from handlers.views.places import LANGUAGE_NAMES
from handlers.views.reader import Reader
from handlers.views.words import KINDS, fitting
from storage.places import Announcers, Chat, House, Tenure

LONGEST_TITLE = 40
"""Characters of a group's title in a line about it."""

ANNOUNCERS = {
    Announcers.ADMINS: later("only the admins"),
    Announcers.ACTIVISTS: later("admins, board and activists"),
    Announcers.EVERYONE: later("everyone in the house"),
}

QUESTIONS = {
    Setting.LANGUAGES: later("Which languages do the cards speak? The first one comes first."),
    Setting.ANNOUNCERS: later("Who publishes events in the group? Others can pass on a suggestion."),
    Setting.QUIET: later("When do I begin nothing by myself? The last number is for days off."),
    Setting.ZONE: later("Which time zone? Choose one, or write a city, for example: Riga."),
    Setting.TENURE: later("Whose is the house? My words follow."),
    Setting.NAME: later("What is the house called? Write the name. It no longer follows the group's."),
    Setting.FLATS: later("Which flats are there? Write their labels, for example: A 1–12, B 13–24. No names of people."),
}

LABELS = {
    Setting.LANGUAGES: later("Languages"),
    Setting.ANNOUNCERS: later("Who announces"),
    Setting.QUIET: later("Quiet hours"),
    Setting.ZONE: later("Time zone"),
    Setting.TENURE: later("Owned or rented"),
    Setting.NAME: later("Name"),
    Setting.FLATS: later("Flats"),
}


def settings(house: House, chats: tuple[Chat, ...], quiet: QuietHours, topic: tuple[int, int] | None, reader: Reader) -> Outgoing:
    """Everything that is chosen, with a button for each. `topic`: the group and the topic from which somebody came, if from one."""
    texts = reader.texts
    lines = [
        texts.html("<b>{house}: settings</b>", house=apart(house.name)),
        texts.html("Languages: {languages}", languages=languages(house.spoken)),
        texts.html("Announce: {who}", who=texts.say(fitting(ANNOUNCERS[house.announcers], house))),
        texts.html("Quiet: {hours}", hours=hours(quiet, texts)),
        texts.html("Time zone: {zone}", zone=house.zone),
        texts.html("House: {kind}", kind=texts.say(KINDS[house.tenure]) if house.tenure else texts.say("not said yet")),
        texts.html("Flats: {flats}", flats=_flats(house, texts)),
        *(line for number, chat in enumerate(chats, 1) for line in _of_chat(chat, number, len(chats), texts)),
    ]
    keys = [AskSetting(house=house.id, what=what).key(texts.say(LABELS[what])) for what in LABELS]
    rows = [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]
    rows += [row for number, chat in enumerate(chats, 1) for row in _keys_of_chat(house, chat, number, len(chats), texts)]
    if topic is not None:
        here = ChooseSetting(house=house.id, what=Setting.TOPIC, chat=topic[0], value=str(topic[1]))
        rows.append((here.key(texts.say("Cards go to the topic I came from")),))
    return Outgoing("\n".join(lines), (*rows, (OpenHouse(house=house.id).key(texts.say("Back")),)))


def _flats(house: House, texts: Texts) -> str:
    labels = house.flat_labels
    if not labels:
        return texts.say("no list")
    return texts.say("{number}, from {first} to {last}", number=len(labels), first=apart(labels[0]), last=apart(labels[-1]))


def _of_chat(chat: Chat, number: int, of: int, texts: Texts) -> list[Html]:
    name = f", {apart(cut(chat.title, LONGEST_TITLE))}" if chat.title else ""
    head = texts.html("Group {number}:", number=f"{number}{name}") if of > 1 else texts.html("Group:")
    line = texts.say("the day before: a line") if chat.line_shown else texts.say("the day before: nothing")
    week = texts.say("Mondays: the week") if chat.digest_shown else texts.say("Mondays: nothing")
    topic = [texts.say("cards in a topic of their own")] if chat.thread_id is not None else []
    return [Html(f"{head} {escape('; '.join([line, week, *topic]))}")]


def _keys_of_chat(house: House, chat: Chat, number: int, of: int, texts: Texts) -> list[tuple[Key, ...]]:
    which = f"{number}. " if of > 1 else ""
    line = ChooseSetting(house=house.id, what=Setting.LINE, chat=chat.id, value="off" if chat.line_shown else "on")
    week = ChooseSetting(house=house.id, what=Setting.DIGEST, chat=chat.id, value="off" if chat.digest_shown else "on")
    keys = [
        line.key(which + (texts.say("No line the day before") if chat.line_shown else texts.say("A line the day before"))),
        week.key(which + (texts.say("No week on Mondays") if chat.digest_shown else texts.say("The week on Mondays"))),
    ]
    general = ChooseSetting(house=house.id, what=Setting.TOPIC, chat=chat.id).key(which + texts.say("Cards to the general topic"))
    return [tuple(keys), *([(general,)] if chat.thread_id is not None else [])]


def setting(house: House, what: Setting, rules: QuietHours, reader: Reader) -> Outgoing:
    """The question about one of them, with what can be chosen as buttons."""
    texts, now = reader.texts, _current(house, what)
    options = OPTIONS.get(what, ())
    keys = [
        ChooseSetting(house=house.id, what=what, value=value).key(("✓ " if value == now else "") + _label(house, what, value, rules, texts))
        for value in options
    ]
    wide = 1 if what in (Setting.ANNOUNCERS, Setting.ZONE, Setting.QUIET) else 3
    rows = [tuple(keys[at : at + wide]) for at in range(0, len(keys), wide)]
    back = OpenSettings(house=house.id).key(texts.say("Back"))
    return Outgoing(texts.html(QUESTIONS[what]), (*rows, (back,)))


def _current(house: House, what: Setting) -> str:
    quiet = "-".join(str(hour) for hour in (house.quiet_from, house.quiet_until, house.quiet_until_day_off) if hour is not None)
    chosen = {
        Setting.LANGUAGES: house.languages,
        Setting.ANNOUNCERS: house.announcers,
        Setting.QUIET: quiet,
        Setting.ZONE: house.zone,
        Setting.FLATS: house.flats,
    }
    return chosen.get(what, house.tenure or "none")


def _label(house: House, what: Setting, value: str, rules: QuietHours, texts: Texts) -> str:
    match what:
        case Setting.LANGUAGES:
            return languages(tuple(value.split(",")))
        case Setting.ANNOUNCERS:
            return texts.say(fitting(ANNOUNCERS[Announcers(value)], house))
        case Setting.QUIET if value == DEFAULT_QUIET:
            return texts.say("{hours} (usual)", hours=hours(rules, texts))
        case Setting.QUIET:
            return hours(QuietHours(*map(int, value.split("-"))), texts)
        case Setting.TENURE:
            return texts.say(KINDS[Tenure(value)])
        case Setting.FLATS:
            return texts.say("No list of flats")
        case _:
            return value


def languages(codes: tuple[str, ...]) -> str:
    """Languages in their own names, the first one first."""
    names = [LANGUAGE_NAMES[Language(code)] for code in codes]
    return " + ".join([names[0], *(name.lower() if name != "English" else name for name in names[1:])])


def hours(quiet: QuietHours, texts: Texts) -> str:
    """Quiet hours on the wall clock."""
    return texts.say("{since}–{until}, days off until {day_off}", since=quiet.since, until=quiet.until, day_off=quiet.until_day_off)
