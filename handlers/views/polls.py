"""What polls look like: cards, previews, and what a press on a card shows."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.dates import say_day, say_span
from bot.names import apart, cut, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community.polls import Poll, PollKind, PollOption, Seats, ShownPoll, Tally
from handlers.taps.poll_making import NewPoll
from handlers.taps.polls import MyBallot, OpenPoll, TapOption
from handlers.views.reader import Reader

SIGNS = {PollKind.DATES: "📆"}
SIGN = "❓"

CONSENTS = {1: later("Fine"), 2: later("I have questions"), 3: later("I am worried"), 4: later("I can't accept it")}
"""What can be said to a question for consent, by the number of its option."""

CONSENT_KEYS = {1: later("Suits me"), 2: later("Questions"), 3: later("Worried"), 4: later("Not for me")}
"""The same, short enough for two languages side by side and two buttons in a row."""

YES_NO = {1: later("Yes"), 2: later("No")}
"""Options without words of their own."""

ROWS, NARROW, WIDE = 2, 10, 18
"""Rows of options under a card; up to so many characters three, and two, stand side by side on a narrow screen."""

WORD = 9
"""A longer word would be broken where three stand side by side."""

MOST_LINES = 20


def label(poll: Poll | None, kind: PollKind, option: PollOption, texts: Texts) -> str:
    """The words of an option: its author's, or ours in the reader's language; of a date the date. Not escaped."""
    if kind is PollKind.CONSENT:
        return texts.say(CONSENTS[option.number])
    if option.starts is not None:
        today = option.starts.date()
        if option.whole_day:
            return say_day(option.starts.date(), texts.language, today=today)
        return say_span(option.starts, option.ends, texts.language, today=today)
    return option.label or texts.say(YES_NO.get(option.number, YES_NO[1]))


def until(poll: Poll, texts: Texts, now: datetime) -> str:
    """`to 20.5. klo 20`."""
    return say_span(poll.closes, None, texts.language, today=now.astimezone(ZoneInfo(poll.zone)).date())


def card(shown: ShownPoll, reader: Reader) -> Outgoing:
    """The one live message of an open poll in a group."""
    poll, texts = shown.poll, reader.texts
    lines = head(poll, shown.author, texts)
    rows = option_rows(shown, reader)
    lines += asks(poll, texts, reader.now)
    lines += listed(shown, texts, crowded=not rows)
    lines.append(escape(standing(poll, texts, shown.paper)))
    lines += progress(shown, texts)
    mine, link = MyBallot(poll=poll.id).key(reader.both("My answer")), Key(reader.both("Answer in private"), url=reader.poll_link(poll.id))
    return Outgoing("\n".join(lines), (*rows, (mine, link)) if rows else ((Key(reader.both("Answer…"), url=link.url), mine),))


def head(poll: Poll, author: str | None, texts: Texts) -> list[Html]:
    """The question, and who asks if they want that."""
    question = apart(poll.question)
    asked = texts.say("{what}: which day suits you?", what=question) if poll.kind is PollKind.DATES else question
    lines = [Html(f"{SIGNS.get(poll.kind, SIGN)} <b>{escape(asked)}</b>")]
    return [*lines, texts.html("Asked by: {author}", author=isolated(author))] if author else lines


def asks(poll: Poll, texts: Texts, now: datetime) -> list[Html]:
    """Until when and how to answer, and who sees it."""
    lines = [escape(texts.say("Answer by {when}.", when=until(poll, texts, now)) + " " + seen(poll.kind, poll.visible, texts))]
    how = _how(poll, texts)
    return [*lines, escape(how)] if how else lines


def seen(kind: PollKind, visible: bool, texts: Texts) -> str:
    """Who will see an answer; it is said before the first one."""
    if visible:
        return texts.say("Everybody sees who chose what.")
    return texts.say("The asker sees who takes which place.") if kind is PollKind.PLACES else texts.say("Your choice stays secret.")


def _how(poll: Poll, texts: Texts) -> str:
    match poll.kind:
        case PollKind.MANY if poll.most is not None:
            return texts.count("Choose at most {n}.", "Choose at most {n}.", poll.most)
        case PollKind.MANY:
            return texts.say("Choose as many as you like.")
        case PollKind.DATES:
            return texts.say("Press every day that suits you.")
        case PollKind.PLACES:
            return texts.say("Choose one. What is full has a queue.")
        case PollKind.CONSENT:
            return texts.say("Is this fine with you?")
        case PollKind.RANKED:
            return texts.say("Press them in your order, the best one first.")
        case PollKind.DOTS:
            return texts.count("Everybody has {n} point to share.", "Everybody has {n} points to share.", poll.most or 0)
        case _:
            return ""


def standing(poll: Poll, texts: Texts, paper: int = 0) -> str:
    """How many have answered, when the result comes, and what it is worth."""
    answers = texts.say("Answers {n}", n=poll.answers)
    if paper:
        answers = texts.say("Answers {n}, of them {paper} on paper", n=poll.answers + paper, paper=paper)
    return " · ".join([answers, *([] if poll.live else [texts.say("result at close")]), texts.say("This poll is advisory.")])


def progress(shown: ShownPoll, texts: Texts) -> list[Html]:
    """What is known before the close: how many flats have answered, how many answers are needed, and the count of a live poll."""
    poll, lines = shown.poll, []
    if shown.eligible is not None:
        lines.append(texts.html("{n} of {all} flats have answered.", n=poll.answers, all=shown.eligible))
    if poll.quorum is not None:
        lines.append(texts.html("Answers needed: {n}.", n=poll.quorum))
    if poll.live and poll.shown:
        words = {option.number: apart(label(poll, poll.kind, option, texts)) for option in shown.options}
        counted = [each for each in Tally.from_json(poll.shown).counted if each.option in words]
        lines.append(texts.html("So far: {counts}.", counts=" · ".join(f"{words[each.option]} {each.score}" for each in counted)))
    if poll.live:
        lines.append(texts.html("Counts move in steps of five, so that nobody's vote can be told."))
    return lines


def option_rows(shown: ShownPoll, reader: Reader) -> tuple[tuple[Key, ...], ...]:
    """The options as buttons, at most two rows of them; none where they do not fit, and one answers in private."""
    poll = shown.poll
    if poll.kind is PollKind.DOTS:
        return ()
    words = [_short(option, shown, reader) for option in shown.options]
    longest = max((len(word) + _room(poll, reader.texts) for word in words), default=0)
    unbroken = all(len(part) <= WORD for word in words for part in word.split())
    columns = 3 if longest <= NARROW and unbroken else 2 if longest <= WIDE else 1
    if len(words) > ROWS * columns:
        return ()
    keys = [
        TapOption(poll=poll.id, option=option.number).key(_queueing(word, option, shown, reader.texts))
        for option, word in zip(shown.options, words, strict=True)
    ]
    return tuple(tuple(keys[at : at + columns]) for at in range(0, len(keys), columns))


def _short(option: PollOption, shown: ShownPoll, reader: Reader) -> str:
    """What stands on the button: of dates only the day, unless two are on the same."""
    options, kind = shown.options, shown.poll.kind
    if option.starts is not None and len({each.starts.date() for each in options if each.starts}) == len(options):
        return say_day(option.starts.date(), reader.texts.language, today=option.starts.date())
    if kind is PollKind.CONSENT:
        return reader.both(CONSENT_KEYS[option.number])
    return label(shown.poll, kind, option, reader.texts) if option.label or option.starts else reader.both(YES_NO[option.number])


def _room(poll: Poll, texts: Texts) -> int:
    """A button of a place keeps room for its queue, so that it does not move when the places are taken."""
    return len(texts.say("{option} – queue", option="")) if poll.kind is PollKind.PLACES else 0


def _queueing(word: str, option: PollOption, shown: ShownPoll, texts: Texts) -> str:
    seats = shown.seats.get(option.number)
    return texts.say("{option} – queue", option=word) if seats and seats.full else word


def taken(seats: Seats, texts: Texts) -> str:
    """`3 of 5 taken, queue 1`: the places of an option."""
    if seats.limit is None:
        return texts.say("{taken} taken", taken=seats.taken)
    state = texts.say("{taken} of {limit} taken", taken=seats.taken, limit=seats.limit)
    queue = texts.say("queue {n}", n=seats.waiting)
    return f"{state}, {queue}" if seats.waiting else state


def listed(shown: ShownPoll, texts: Texts, *, crowded: bool) -> list[Html]:
    """The options line by line, where their buttons do not say all of it, or have no room (`crowded`)."""
    kind = shown.poll.kind
    if not crowded and (kind is PollKind.CONSENT or (kind is PollKind.ONE and all(len(option.label) <= WIDE for option in shown.options))):
        return []
    return [Html(_line(at, option, shown, texts)) for at, option in enumerate(shown.options[:MOST_LINES], 1)]


def _line(at: int, option: PollOption, shown: ShownPoll, texts: Texts) -> str:
    words, seats = apart(label(shown.poll, shown.poll.kind, option, texts)), shown.seats.get(option.number)
    return escape(f"{at}. {words}: {taken(seats, texts)}" if seats else f"{at}. {words}")


def preview(data: dict[str, Any], texts: Texts, now: datetime, zone: str) -> str:
    """What a draft would ask, for its author."""
    kind = PollKind(data["kind"])
    question = apart(data["question"])
    asked = texts.say("{what}: which day suits you?", what=question) if kind is PollKind.DATES else question
    closes, today = datetime.fromisoformat(data["closes"]), now.astimezone(ZoneInfo(zone)).date()
    when = say_span(closes, None, texts.language, today=today)
    options = drafted(data)
    lines = [Html(f"{SIGNS.get(kind, SIGN)} <b>{escape(asked)}</b>")]
    answer_by = texts.say("Answer by {when}.", when=when) + " " + seen(kind, data["visible"], texts)
    lines += [] if data["quick"] else [escape(answer_by)]
    lines += [Html(f"{option.number}. {escape(apart(label(None, kind, option, texts)))}") for option in options]
    return "\n".join(lines)


def drafted(data: dict[str, Any]) -> list[PollOption]:
    """The options of a draft, as they will be."""
    if data["kind"] == PollKind.CONSENT:
        return [PollOption(poll_id=0, number=number, label="") for number in CONSENTS]
    found = []
    for number, each in enumerate(data["options"], 1):
        starts, ends = (datetime.fromisoformat(each[name]) if each[name] else None for name in ("starts", "ends"))
        found.append(PollOption(poll_id=0, number=number, label=each["label"], starts=starts, ends=ends, whole_day=each["whole_day"]))
    return found


def poll_line(poll: Poll, reader: Reader) -> str:
    """`Poll “What shall we get?”, by Thu 20 May, 20:00`."""
    return reader.texts.say("Poll “{question}”, by {when}", question=apart(poll.question), when=until(poll, reader.texts, reader.now))


def in_list(found: list[tuple[Poll, bool]], reader: Reader) -> Outgoing:
    """The open polls of one's houses."""
    texts = reader.texts
    if not found:
        ask = NewPoll().key(texts.say("New poll"))
        return Outgoing(texts.html("No poll is open. You can ask something yourself."), ((ask,),))
    lines = [texts.html("<b>Polls</b>")]
    keys = []
    for number, (poll, answered) in enumerate(found, 1):
        state = texts.say("answered") if answered else texts.say("waits for your answer")
        lines.append(escape(f"{number}. {apart(poll.question)} · {until(poll, texts, reader.now)} · {state}"))
        keys.append(OpenPoll(poll=poll.id).key(f"{number}. {apart(cut(poll.question, 24))}"))
    return Outgoing("\n".join(lines), tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)))
