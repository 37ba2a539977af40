"""The questions by which an event is made in private, with the usual answers as buttons."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.dates import say_day, say_span, say_time
from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community.events import ShownDraft, Step
from community.events.lines import TEXT_BELOW_PICTURE
from community.events.making import QUESTIONS, days_offered, hours_offered
from handlers.taps.making import AnswerQuestion, AskFor, NewEvent, RepeatEvent, Template, UseTemplate, WriteAnswer
from handlers.views import stepwise
from handlers.views.examples import example
from handlers.views.reader import Reader
from handlers.views.stepwise import LONGEST_LABEL, Rows, in_twos, leaving
from storage.drafts import Draft
from storage.events import TEXT

TEMPLATES: Mapping[Template, tuple[str, str]] = {
    Template.WORK: (later("Yard work party"), later("We tidy up the yard and have coffee. Bring gloves.")),
    Template.COFFEE: (later("Coffee with neighbours"), later("Coffee and talk. Everybody is welcome, also for a moment.")),
    Template.SAUNA: (later("Sauna evening"), later("The sauna is warm for everybody. Bring a towel and something to drink.")),
    Template.EVENING: (later("Residents' evening"), later("We talk about what is going on in our house. Bring your questions.")),
}

ASKS: Mapping[Step, str] = {
    Step.WHAT: later("What is it? Choose, or write its name."),
    Step.DAY: later("On which day?"),
    Step.TIME: later("At what time does it start?"),
    Step.WHERE: later("Where do you meet?"),
    Step.SEATS: later("How many can come?"),
    Step.PAST: later("Which one again?"),
    Step.TEXT: later("Write what else neighbours should know."),
    Step.PICTURE: later("Send the picture here."),
}

WRITING: Mapping[Step, str] = {
    Step.WHAT: later("Write the name of the event here. Or all in one line, for example: {example}"),
    Step.DAY: later("Write the day here, for example: {day}. The time may follow at once: {day} 12–15."),
    Step.TIME: later("Write the time here, for example: 18, 18.30 or 12–15."),
    Step.WHERE: later("Write the place here, for example: courtyard."),
    Step.SEATS: later("Write the number of places here, for example: 15."),
}

SEATS = (10, 20)


def question(shown: ShownDraft, reader: Reader, zone: str) -> Outgoing:
    """What is known so far, the question, and the usual answers."""
    draft, texts, step = shown.draft, reader.texts, Step(shown.draft.step)
    lines: list[str] = [*so_far(draft, reader, zone)]
    ask = texts.html("Which day do you mean?") if draft.data.get("days") and step is Step.DAY else texts.html(ASKS[step])
    lines.append(Html(f"<b>{ask}</b>"))
    if step is Step.TEXT:
        most = TEXT_BELOW_PICTURE if draft.data.get("picture") else TEXT
        lines.append(texts.html("There is room for {most} characters.", most=most))
    if step in QUESTIONS:
        lines.append(texts.html("<i>Question {number} of {all}</i>", number=QUESTIONS.index(step) + 1, all=len(QUESTIONS)))
    answers = _ANSWERS[step](shown, reader, zone) if step in _ANSWERS else []
    return Outgoing("\n".join(lines), (*answers, leaving(draft, texts)))


def so_far(draft: Draft, reader: Reader, zone: str) -> list[Html]:
    """What was answered already."""
    data, lines = draft.data, []
    if data.get("title"):
        lines.append(Html(f"📅 {escape(apart(data['title']))}"))
    when = _when(draft, reader, zone)
    if when or data.get("place"):
        lines.append(Html(" · ".join(escape(part) for part in (when, apart(data.get("place") or "")) if part)))
    return lines


def _when(draft: Draft, reader: Reader, zone: str) -> str:
    data = draft.data
    if data.get("starts"):
        end = datetime.fromisoformat(data["ends"]) if data["ends"] else None
        return say_span(datetime.fromisoformat(data["starts"]), end, reader.texts.language, today=reader.today(zone))
    if data.get("day"):
        return say_day(date.fromisoformat(data["day"]), reader.texts.language, today=reader.today(zone))
    return ""


def template(which: Template, texts: Texts) -> tuple[str, str]:
    """Title and text of one of the usual things."""
    title, text = TEMPLATES[which]
    return texts.say(title), texts.say(text)


def how_to_write(step: Step, texts: Texts, today: date) -> str:
    """How a question is answered in words, for an alert."""
    line = example(texts, today)
    return texts.say(WRITING.get(step, ASKS.get(step, WRITING[Step.WHAT])), example=line, day=say_day(today, texts.language, today=today))


def begun(shown: ShownDraft, reader: Reader, zone: str) -> Outgoing:
    """Asked of somebody who begins again before the first one is done."""
    was = reader.texts.html("You were making an event.")
    return stepwise.begun(shown.draft, was, so_far(shown.draft, reader, zone), NewEvent(fresh=1), reader.texts)


def begin_here(draft: Draft, reader: Reader) -> Outgoing:
    """In a group: the questions come in private."""
    texts = reader.texts
    key = Key(texts.say("Make an event in private"), url=reader.link(f"d_{draft.token}"))
    return Outgoing(texts.html("I ask in private what, when and where. Or write it all after /event."), ((key,),))


def _what(shown: ShownDraft, reader: Reader, zone: str) -> Rows:
    draft, texts = shown.draft.id, reader.texts
    keys = [UseTemplate(draft=draft, template=each).key(template(each, texts)[0]) for each in Template]
    rows: Rows = [tuple(keys[:2]), tuple(keys[2:])]
    again = (AskFor(draft=draft, step=Step.PAST).key(texts.say("Like last time…")),) if shown.past else ()
    return [*rows, (*again, _write(Step.WHAT, texts))]


def _past(shown: ShownDraft, reader: Reader, zone: str) -> Rows:
    draft = shown.draft.id
    return [(RepeatEvent(draft=draft, event=each.id).key(apart(cut(each.title, LONGEST_LABEL))),) for each in shown.past]


def _day(shown: ShownDraft, reader: Reader, zone: str) -> Rows:
    texts, today = reader.texts, reader.today(zone)
    words = {0: texts.say("Today"), 1: texts.say("Tomorrow")}
    keys = []
    for day in days_offered(shown.draft.data, today):
        said = " ".join(part for part in (words.get((day - today).days), say_day(day, texts.language, today=today)) if part)
        keys.append(AnswerQuestion(draft=shown.draft.id, step=Step.DAY, value=day.isoformat()).key(said))
    return [*in_twos(keys), (_write(Step.DAY, texts),)]


def _time(shown: ShownDraft, reader: Reader, zone: str) -> Rows:
    texts = reader.texts
    hours = hours_offered(shown.draft.data, reader.now, ZoneInfo(zone))
    keys = [AnswerQuestion(draft=shown.draft.id, step=Step.TIME, value=f"{hour:%H%M}").key(_hour(hour, texts)) for hour in hours]
    return [*([tuple(keys)] if keys else []), (_write(Step.TIME, texts),)]


def _hour(hour: time, texts: Texts) -> str:
    return say_time(datetime.combine(date.min, hour), texts.language)


def _where(shown: ShownDraft, reader: Reader, zone: str) -> Rows:
    draft, texts = shown.draft.id, reader.texts
    labels = [(event, apart(cut(place, LONGEST_LABEL))) for event, place in shown.places]
    keys = [AnswerQuestion(draft=draft, step=Step.WHERE, value=str(event)).key(label) for event, label in labels]
    skip = AnswerQuestion(draft=draft, step=Step.WHERE).key(texts.say("Skip"))
    return [*in_twos(keys), (_write(Step.WHERE, texts), skip)]


def _seats(shown: ShownDraft, reader: Reader, zone: str) -> Rows:
    draft, texts = shown.draft.id, reader.texts
    free = AnswerQuestion(draft=draft, step=Step.SEATS, value="0").key(texts.say("No limit"))
    keys = [AnswerQuestion(draft=draft, step=Step.SEATS, value=str(n)).key(str(n)) for n in SEATS]
    return [(free, *keys), (_write(Step.SEATS, texts),)]


def _write(step: Step, texts: Texts) -> Key:
    return WriteAnswer(step=step).key(texts.say("I write it"))


_ANSWERS: Mapping[Step, Callable[[ShownDraft, Reader, str], Rows]] = {
    Step.WHAT: _what,
    Step.PAST: _past,
    Step.DAY: _day,
    Step.TIME: _time,
    Step.WHERE: _where,
    Step.SEATS: _seats,
}
