"""What stands under a notice, what a press on it came to, and what was asked after it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import say_span
from bot.names import apart, cut, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community.announcements import Acknowledged, Announcement, AnnouncementState, Asked, Progress, Said, ShownCopy
from community.quiet import HouseRules
from handlers.taps.acknowledging import (
    AnswerRequest,
    AskSender,
    CloseRequest,
    NeedHelp,
    OpenRequest,
    SayRead,
    ShowRequests,
    TakeBackHelp,
)
from handlers.taps.people import ShowMenu
from handlers.views.lists import turning
from handlers.views.notices import notice_title
from handlers.views.reader import Reader
from handlers.views.voices import voice_of
from storage.announcements import AskKind, HelpRequest

Keys = tuple[tuple[Key, ...], ...]

PAGE = 8
"""Requests on a page."""


def keys(shown: ShownCopy, reader: Reader) -> Keys:
    """At most two rows: read and help, where the notice asks; and always the way to its sender."""
    notice = shown.announcement
    if notice.state is AnnouncementState.RECALLED:
        return ()
    narrow = len(reader.spoken) > 1
    ask = reader.both_as("narrow", "Ask the sender") if narrow else reader.both("Ask the sender")
    if shown.copy.person_id is not None:
        way = AskSender(announcement=notice.id).key(ask)
    else:
        way = Key(ask, url=reader.notice_link(notice.id, shown.copy.id))
    if not notice.asks:
        return ((way,),)
    read = reader.both_as("narrow", "I have read this") if narrow else reader.both("I have read this")
    help_ = reader.both_as("narrow", "I need help") if narrow else reader.both("I need help")
    return ((SayRead(announcement=notice.id).key(read), NeedHelp(announcement=notice.id).key(help_)), (way,))


def count_line(shown: ShownCopy, reader: Reader) -> str:
    """The last line of a copy: how many have read it in the house; nothing until somebody has."""
    if not shown.read:
        return ""
    said = dict.fromkeys(texts.html("Read {n}", n=shown.read) for texts in reader.spoken)
    return "\n\n" + " · ".join(said)


def pop_up(done: Acknowledged, texts: Texts, rules: HouseRules) -> tuple[str, bool]:
    """What a press came to, in at most 200 characters, and whether it stays until it is closed."""
    if done.said is Said.READ:
        said = texts.say("You have read this. The house sees only the number.")
        return (f"{said} {_kept(texts, rules.sign_ups_days)}", True) if done.first else (said, False)
    if done.said is Said.KNOWN:
        said = texts.say("Your request is known. {sender} answers {hours}.", **_who_answers(done.announcement, texts, rules))
        back = (
            texts.say("To take it back, see your private chat.") if done.reachable else texts.say("To take it back, press Ask the sender.")
        )
        return f"{said} {back}", True
    said = texts.say(
        "{sender} gets your request and answers {hours}. In an emergency call 112. Others do not see this.",
        **_who_answers(done.announcement, texts, rules),
    )
    return (said if done.reachable else f"{said} " + texts.say("To get the answer, press Ask the sender."), True)


def _who_answers(notice: Announcement, texts: Texts, rules: HouseRules) -> dict[str, str]:
    hours = rules.answered.get(texts.language) or next(iter(rules.answered.values()))
    return {"sender": _sender(notice, texts), "hours": cut(hours, 30)}


def _sender(notice: Announcement, texts: Texts) -> str:
    said = voice_of(notice.voice, texts)
    return said[:1].upper() + said[1:]


def _kept(texts: Texts, days: int) -> str:
    return texts.count(
        "Stored until {n} day after the notice. More: /privacy", "Stored until {n} days after the notice. More: /privacy", days
    )


def headline(notice: Announcement, reader: Reader) -> str:
    """How a notice begins, in the reader's language if it was written in it."""
    return notice_title(notice, (reader.texts.language,), reader.texts)


def _title(notice: Announcement, reader: Reader) -> Html:
    return Html(f"<b>{escape(headline(notice, reader))}</b>")


def ask(notice: Announcement, asked: HelpRequest | None, reader: Reader) -> Outgoing:
    """The question is asked for; the next words are it."""
    texts, who = reader.texts, _who_answers(notice, reader.texts, reader.rules)
    lines = [_title(notice, reader)]
    if asked is not None:
        lines.append(texts.html("{sender} knows that you wait for an answer.", **who))
        lines.append(texts.html("Write here what else they should know."))
        rows: Keys = ((TakeBackHelp(request=asked.id).key(texts.say("I need no answer any more")),),)
    else:
        lines.append(texts.html("What do you want to ask? Write it here."))
        lines.append(texts.html("{sender} gets your words and the name of your house. Your name goes along if you set one.", **who))
        lines.append(_answered_when(who, texts))
        rows = ()
    return Outgoing("\n".join(lines), (*rows, (ShowMenu().key(texts.say("Never mind")),)))


def mine(asked: HelpRequest, notice: Announcement, reader: Reader, *, sent: bool = False) -> Outgoing:
    """To who asked: how far it is."""
    texts, who = reader.texts, _who_answers(notice, reader.texts, reader.rules)
    title = _title(notice, reader)
    if asked.closed_at is not None:
        return Outgoing("\n".join([title, texts.html("Your request is done. Nobody waits for anything.")]), (_more_row(notice, reader),))
    lines = [texts.html("Passed on.")] if sent else []
    lines += [title, texts.html("{sender} has your request.", **who), _answered_when(who, texts)]
    back = TakeBackHelp(request=asked.id).key(texts.say("I need no answer any more"))
    return Outgoing("\n".join(lines), ((AskSender(announcement=notice.id).key(texts.say("Write more")),), (back,)))


def _answered_when(who: dict[str, str], texts: Texts) -> Html:
    return texts.html("Answers come {hours}. In an emergency call 112.", **who)


def _more_row(notice: Announcement, reader: Reader) -> tuple[Key, ...]:
    return (AskSender(announcement=notice.id).key(reader.texts.say("Write to the sender")),)


def answered(notice: Announcement, words: str, reader: Reader) -> Outgoing:
    """To who asked: the answer in the words of who answered."""
    texts = reader.texts
    who = {"sender": _sender(notice, texts), "notice": headline(notice, reader), "words": apart(words)}
    return Outgoing(texts.html("{sender} answers about <b>{notice}</b>:\n{words}", **who), (_more_row(notice, reader),))


def closed(notice: Announcement, reader: Reader) -> Outgoing:
    """To who asked: who answers says that it is done."""
    texts = reader.texts
    who = {"sender": _sender(notice, texts), "notice": headline(notice, reader)}
    text = texts.html("<b>{notice}</b>\n{sender} marked your request as done. Do you still need something?", **who)
    return Outgoing(text, (_more_row(notice, reader),))


_WHY = {
    "more": later("More from the same neighbour."),
    "withdrawn": later("Taken back: nothing is needed any more."),
    "alarm": later("Nobody has answered for two working days."),
}
"""Why who answers hears of a request again."""


def request(asked: Asked, reader: Reader, *, why: str = "", back: bool = False) -> Outgoing:
    """To who answers: who asks, in which house, after which notice, in their words; and what can be done."""
    texts, found = reader.texts, asked.request
    lines = [texts.html(_WHY[why])] if why in _WHY and not (why == "withdrawn" and found.closed_at is None) else []
    lines += [_first_line(asked, texts), texts.html("After: {notice}", notice=headline(asked.announcement, reader))]
    if found.text:
        lines.append(escape(apart(found.text)))
    lines += _state(asked, reader)
    rows: Keys = ()
    if found.closed_at is None:
        done = CloseRequest(request=found.id).key(texts.say("Done"))
        rows = ((AnswerRequest(request=found.id).key(texts.say("Write to them")), done),) if asked.reachable else ((done,),)
    listed = (ShowRequests().key(texts.say("Help requests")),)
    return Outgoing("\n".join(lines), (*rows, listed) if back else rows)


def _first_line(asked: Asked, texts: Texts) -> Html:
    who = isolated(asked.name) if asked.name else texts.say("A neighbour")
    house = apart(asked.house.name) if asked.house is not None else texts.say("a house that is gone")
    if asked.request.kind is AskKind.HELP:
        return texts.html("<b>{who} needs help · {house}</b>", who=who, house=house)
    return texts.html("<b>{who} asks · {house}</b>", who=who, house=house)


def _state(asked: Asked, reader: Reader) -> list[Html]:
    texts, found = reader.texts, asked.request
    zone = ZoneInfo(asked.house.zone if asked.house is not None else reader.zone)

    def said(moment: datetime) -> str:
        local = moment.astimezone(zone).replace(tzinfo=None)
        return say_span(local, None, texts.language, today=reader.now.astimezone(zone).date())

    lines = [texts.html("Asked {when}.", when=said(found.asked_at))]
    if found.answered_at is not None:
        lines.append(texts.html("Answered {when}.", when=said(found.answered_at)))
    if found.closed_at is not None:
        lines.append(texts.html("Done {when}.", when=said(found.closed_at)))
    elif not asked.reachable:
        lines.append(texts.html("I can't write to them: they have not opened the bot."))
    return lines


def requests_row(shown: Progress, reader: Reader) -> list[tuple[Key, ...]]:
    """On the sender's screen of a notice: what was asked after it, once it is out."""
    if not shown.announcement.started_at:
        return []
    return [(ShowRequests(announcement=shown.announcement.id).key(reader.texts.say("Help requests")),)]


def requests(found: Sequence[Asked], announcement: int, page: int, reader: Reader) -> Outgoing:
    """What was asked, the open ones first, by pages."""
    texts, open_ = reader.texts, sum(each.request.closed_at is None for each in found)
    if not found:
        return Outgoing(texts.html("Nobody waits for an answer."), ((ShowMenu().key(texts.say("Menu")),),))
    last = (len(found) - 1) // PAGE
    page = min(max(page, 0), last)
    text = texts.count_html("{n} request waits for an answer.", "{n} requests wait for an answer.", open_)
    rows: list[tuple[Key, ...]] = [(OpenRequest(request=each.request.id).key(_label(each, texts)),) for each in found[page * PAGE :][:PAGE]]
    turn = turning(page, page < last, lambda to: ShowRequests(announcement=announcement, page=to), texts)
    return Outgoing(text, (*rows, *turn, (ShowMenu().key(texts.say("Menu")),)))


def _label(asked: Asked, texts: Texts) -> str:
    house = cut(asked.house.name, 24) if asked.house is not None else "–"
    if asked.request.closed_at is not None:
        state = texts.say("done")
    elif asked.request.answered_at is not None:
        state = texts.say_as("a request", "answered")
    else:
        state = texts.say("needs help") if asked.request.kind is AskKind.HELP else texts.say("a question")
    return f"{apart(house)} · {state}"
