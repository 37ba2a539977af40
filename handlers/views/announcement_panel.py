"""The sender's screens: their notices, one of them with what can be done, and its report."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import say_day, say_time
from bot.names import apart, cut
from bot.outgoing import Document, Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community.announcements import (
    LISTED,
    Announcement,
    AnnouncementState,
    CopyState,
    Listed,
    Notices,
    Progress,
    Report,
    Row,
    Trouble,
)
from community.spreadsheet import as_csv
from handlers.taps.announcement_panel import (
    Doing,
    EditNotice,
    NoticeTable,
    OpenNotice,
    RecallNotice,
    SendAgain,
    ShowNotices,
    ShowReport,
    StopNotice,
)
from handlers.taps.announcements import NewAnnouncement
from handlers.taps.people import ShowMenu
from handlers.views import announcement_hours as hours
from handlers.views import announcements as views
from handlers.views.announcement_approval import waiting
from handlers.views.lists import keys_of, turning
from handlers.views.notices import notice_title
from handlers.views.reader import Reader

Rows = list[tuple[Key, ...]]
MoreRows = Callable[[Progress, Reader], Rows]

ROWS: list[MoreRows] = [waiting, hours.rows_of]
"""What else can be done with a notice; each noun that knows more adds its rows."""

WIDTH = 60
"""Longer names are cut, so that a page fits a message."""

STATES: Mapping[AnnouncementState, str] = {
    AnnouncementState.AWAITING: later("waits for a second manager"),
    AnnouncementState.SCHEDULED: later("waits for its time"),
    AnnouncementState.SENDING: later("on its way"),
    AnnouncementState.SENT: later("sent"),
    AnnouncementState.STOPPED: later("stopped half-way"),
    AnnouncementState.CANCELLED: later("cancelled"),
    AnnouncementState.RECALLED: later("withdrawn"),
}

REASONS: Mapping[str, str] = {
    "removed": later("The bot was removed from the group. Let an admin add it again."),
    "no-rights": later("The bot may not write there. Let an admin allow it."),
    "blocked": later("They have blocked the bot."),
    "never": later("They have never started the bot."),
    "deactivated": later("Their account at Telegram is gone."),
    "crash": later("It stopped in the middle. Perhaps it arrived."),
    "answer-lost": later("Telegram did not answer. Perhaps it arrived."),
    "no-thread": later("Its topic is closed. The notice went to the group itself."),
    "change-gone": later("An admin deleted it there, so it can't be changed."),
    "change-moved": later("The group became a new one. The old copy stays as it was."),
    "change-no-rights": later("The bot may not write there. The copy stays as it was."),
    "change-removed": later("The copy stays: the bot was removed from the group."),
}


def notices(found: Notices, reader: Reader) -> Outgoing:
    """The notices of a sender, the newest first; an empty list says what to do."""
    texts = reader.texts
    new = NewAnnouncement().key(texts.say("Announce"))
    last = (new, ShowMenu().key(texts.say("Menu")))
    if not found.listed:
        return Outgoing(texts.html("<b>Notices</b>\nNothing was announced yet. Press Announce to write the first one."), (last,))
    first = found.page * LISTED + 1
    lines = [f"{number}. {_listed(each, reader)}" for number, each in enumerate(found.listed, first)]
    keys = keys_of((OpenNotice(announcement=each.announcement.id) for each in found.listed), first)
    turn = turning(found.page, found.more, lambda at: ShowNotices(page=at), texts)
    return Outgoing("\n".join([texts.html("<b>Notices</b>"), *lines]), (*keys, *turn, last))


def panel(shown: Progress, reader: Reader) -> Outgoing:
    """How far a notice is, what it says in short, and what can be done."""
    texts = reader.texts
    line = texts.html("“{notice}”", notice=_short(shown.announcement, reader))
    rows = [*_rows(shown, texts), *(row for rows in ROWS for row in rows(shown, reader))]
    return Outgoing(f"{views.progress(shown, reader)}\n{line}", (*rows, (ShowNotices().key(texts.say("Notices")),)))


def ask_stop(shown: Progress, reader: Reader) -> Outgoing:
    """Once more, before it stops."""
    texts = reader.texts
    begun = shown.announcement.state is AnnouncementState.SENDING
    text = texts.html("Stop it? Copies that arrived stay.") if begun else texts.html("Cancel it? Nobody gets it then.")
    yes = StopNotice(announcement=shown.announcement.id, step=Doing.DO).key(
        texts.say("Yes, stop it") if begun else texts.say("Yes, cancel it")
    )
    return _asked(text, yes, shown, texts)


def ask_recall(shown: Progress, reader: Reader) -> Outgoing:
    """Once more, before it is gone everywhere."""
    texts = reader.texts
    text = texts.html(
        "Withdraw it everywhere? This can't be undone.\nCopies are deleted. Those older than two days say that it was withdrawn instead."
    )
    yes = RecallNotice(announcement=shown.announcement.id, step=Doing.DO).key(texts.say("Yes, withdraw it"))
    return _asked(text, yes, shown, texts)


def ask_again(shown: Progress, reader: Reader) -> Outgoing:
    """Once more, as some may get it twice."""
    texts, number = reader.texts, shown.counts.states.get(CopyState.UNCERTAIN, 0)
    text = texts.count_html(
        "Send it again to {n} chat? Perhaps it arrived there: then it comes twice.",
        "Send it again to {n} chats? Perhaps it arrived there: then it comes twice.",
        number,
    )
    yes = SendAgain(announcement=shown.announcement.id, step=Doing.DO).key(texts.say("Yes, send again"))
    return _asked(text, yes, shown, texts)


def report(found: Report, page: int, reader: Reader) -> Outgoing:
    """What became of it: in all, by language, and where something is wrong, with what to do."""
    texts, number = reader.texts, found.announcement.id
    lines: list[str] = [texts.html("<b>Report</b>: “{notice}”", notice=_short(found.announcement, reader)), *_sums(found, texts)]
    here = found.troubles[page * LISTED :][:LISTED]
    lines += [f"– {_trouble(each, texts)}" for each in here]
    turn = turning(page, len(found.troubles) > (page + 1) * LISTED, lambda at: ShowReport(announcement=number, page=at), texts)
    table = NoticeTable(announcement=number).key(texts.say("By house, as a table"))
    return Outgoing("\n".join(lines), (*turn, (table,), (OpenNotice(announcement=number).key(texts.say("Back")),)))


def table(found: Report, reader: Reader) -> Outgoing:
    """The same by house and language, for a spreadsheet."""
    texts = reader.texts
    head: list[str | int] = [texts.say(each) for each in HEAD]
    rows: list[list[str | int]] = [
        [
            _house(row, texts),
            " ".join(row.languages),
            row.sent,
            row.waiting,
            row.failed,
            row.uncertain,
            row.changed,
            row.unchanged,
            row.read,
        ]
        for row in found.rows
    ]
    if found.troubles:
        rows += [[], [texts.say("Where"), texts.say("What is wrong")]]
        rows += [[_where(each, texts), _why(each, texts)] for each in found.troubles]
    content = as_csv([head, *rows])
    return Outgoing(texts.html("The report by house and language."), document=Document("talkoot-notice.csv", content))


HEAD = (
    later("House"),
    later("Languages"),
    later("Sent"),
    later("Waiting"),
    later("Not delivered"),
    later("Perhaps delivered"),
    later("Changed"),
    later("Not changed"),
    later("Read"),
)


def _asked(text: Html, yes: Key, shown: Progress, texts: Texts) -> Outgoing:
    return Outgoing(text, ((yes, OpenNotice(announcement=shown.announcement.id).key(texts.say("No"))),))


def _rows(shown: Progress, texts: Texts) -> Rows:
    number, state = shown.announcement.id, shown.announcement.state
    stop = StopNotice(announcement=number, step=Doing.ASK)
    edit = EditNotice(announcement=number).key(texts.say("Edit"))
    recall = RecallNotice(announcement=number, step=Doing.ASK).key(texts.say("Withdraw"))
    seen = (ShowReport(announcement=number).key(texts.say_as("what became of it", "Report")),)
    again: Rows = []
    if uncertain := shown.counts.states.get(CopyState.UNCERTAIN, 0):
        label = texts.count("Send again: {n} copy", "Send again: {n} copies", uncertain)
        again = [(SendAgain(announcement=number, step=Doing.ASK).key(label),)]
    match state:
        case AnnouncementState.AWAITING | AnnouncementState.SCHEDULED:
            return [(edit, stop.key(texts.say("Cancel it")))]
        case AnnouncementState.SENDING:
            return [(stop.key(texts.say("Stop")), edit, recall), seen]
        case AnnouncementState.SENT:
            return [*again, (edit, recall), seen]
        case AnnouncementState.STOPPED:
            return [*again, (edit, recall), seen]
        case AnnouncementState.RECALLED:
            return [seen]
        case AnnouncementState.CANCELLED:
            return []


def _listed(each: Listed, reader: Reader) -> str:
    texts, announcement = reader.texts, each.announcement
    parts = [_short(announcement, reader), texts.say(STATES[announcement.state])]
    if each.counts.total:
        parts.append(texts.say("{n} of {total}", n=each.counts.states.get(CopyState.SENT, 0), total=each.counts.total))
    moment = announcement.started_at or announcement.due_at
    if moment is not None:
        parts.append(_said(moment, reader))
    return escape(" · ".join(parts))


def _said(moment: datetime, reader: Reader) -> str:
    wall = moment.astimezone(ZoneInfo(reader.zone))
    language = reader.texts.language
    return f"{say_day(wall.date(), language, today=reader.today(reader.zone))} {say_time(wall, language)}"


def _short(announcement: Announcement, reader: Reader) -> str:
    return notice_title(announcement, (reader.texts.language,), reader.texts)


def _sums(found: Report, texts: Texts) -> Iterable[Html]:
    states, total = found.counts.states, found.counts.total
    yield texts.html("Sent: {n} of {total}", n=states.get(CopyState.SENT, 0), total=total)
    yield from (texts.html("{languages}: {n} of {total}", languages=each, n=sent, total=all_) for each, (sent, all_) in _by_language(found))
    if found.announcement.asks:
        yield texts.html("Read: {n}", n=found.read)
    yield from views.changes(found.changes, texts)
    if not found.troubles:
        yield texts.html("Nothing went wrong so far.")


def _by_language(found: Report) -> list[tuple[str, tuple[int, int]]]:
    sums: dict[str, tuple[int, int]] = {}
    for row in found.rows:
        name = " + ".join(row.languages)
        sent, total = sums.get(name, (0, 0))
        sums[name] = sent + row.sent, total + row.sent + row.waiting + row.failed + row.uncertain
    return sorted(sums.items()) if len(sums) > 1 else []


def _trouble(each: Trouble, texts: Texts) -> Html:
    return texts.html("{where}: {why}", where=apart(_where(each, texts)), why=_why(each, texts))


def _where(each: Trouble, texts: Texts) -> str:
    house = cut(each.house, WIDTH) if each.house else texts.say("A house that is gone")
    if each.private:
        return texts.say("{house}, in private", house=house)
    return house if each.chat in (None, each.house) else f"{house}, {cut(each.chat or '', WIDTH)}"


def _why(each: Trouble, texts: Texts) -> str:
    if each.reason in REASONS:
        return texts.say(REASONS[each.reason])
    if each.reason.startswith("change-"):
        return texts.say("The copy could not be changed.")
    return texts.say("Telegram did not take it ({code}).", code=each.reason)


def _house(row: Row, texts: Texts) -> str:
    return row.house.name if row.house else texts.say("A house that is gone")


__all__: Sequence[str] = ["ROWS", "ask_again", "ask_recall", "ask_stop", "notices", "panel", "report", "table"]
