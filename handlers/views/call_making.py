"""The questions by which a call is made in private, and what can be set from its preview."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.dates import say_day, say_hours
from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.events import ShownDraft
from community.volunteering import Call, Offered, Rule, Step
from community.volunteering.making import ALLOWED
from community.volunteering.timing import days_offered, times_offered
from handlers.taps.call_making import AnswerCall, CallLike, CallTemplate, GoToCall, KeepTasks, NewCall, SetCallRule, UseCallTemplate
from handlers.views import stepwise
from handlers.views.call_previews import BRIEF, task_line, when
from handlers.views.call_templates import template
from handlers.views.calls import SIGN
from handlers.views.examples import call_example
from handlers.views.reader import Reader
from handlers.views.stepwise import LONGEST_LABEL, Rows, in_twos, leaving
from storage.drafts import Draft

NUMBERS = (1, 2, 3, 4, 6)
"""So many people a task often needs."""

HOURS = ((10, 13), (12, 15), (17, 19))
"""At these hours neighbours often meet."""

ABOUT_TASKS = (Step.TASKS, Step.PEOPLE, Step.TIMES, Step.MORE, Step.NEEDS, Step.ABOUT)

Screen = tuple[list[Html], Rows]


def question(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Outgoing | None:
    """What is known so far, the question, and buttons; None where the draft is no question."""
    step = shown.draft.step
    if step not in _SCREENS:
        return None
    lines, rows = _SCREENS[Step(step)](shown, offered, reader, zone)
    return Outgoing("\n".join([*so_far(shown.draft, reader, zone), *lines]), tuple(row for row in rows if row))


def so_far(draft: Draft, reader: Reader, zone: str) -> list[Html]:
    """What was answered already."""
    data, lines = draft.data, []
    if data.get("title"):
        lines.append(Html(f"{SIGN} <b>{escape(apart(data['title']))}</b>"))
    said = when(data, reader, zone) if Step.WHEN in data.get("answered", ()) else ""
    place = apart(data.get("place") or "")
    lines += [escape(" · ".join(part for part in (said, place) if part))] if said or place else []
    if draft.step in ABOUT_TASKS:
        brief = [{**task, "name": cut(task["name"], BRIEF), "about": None, "requirement": None} for task in data["tasks"]]
        lines += [task_line(number, task, data, reader, zone) for number, task in enumerate(brief, 1)]
    return lines


def begun(shown: ShownDraft, reader: Reader, zone: str) -> Outgoing:
    """Asked of somebody who begins again before the first one is done."""
    was = reader.texts.html("You were making a call for help.")
    return stepwise.begun(shown.draft, was, so_far(shown.draft, reader, zone), NewCall(fresh=1), reader.texts)


def begin_here(draft: Draft, reader: Reader) -> Outgoing:
    """In a group: the questions come in private."""
    texts = reader.texts
    key = Key(texts.say("Call for help in private"), url=reader.link(f"d_{draft.token}"))
    return Outgoing(texts.html("I ask in private. Or write it all here after /call, a task on each line."), ((key,),))


def _bold(question: str) -> Html:
    return Html(f"<b>{escape(question)}</b>")


def _answer(draft: Draft, step: Step, label: str, value: str = "") -> Key:
    return AnswerCall(draft=draft.id, step=step, value=value).key(label)


def _go_to(draft: Draft, step: Step, label: str) -> Key:
    return GoToCall(draft=draft.id, step=step).key(label)


def _to_preview(draft: Draft, texts: Texts) -> tuple[Key, ...]:
    return (_go_to(draft, Step.PREVIEW, texts.say("Back to the preview")),)


def _what(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    rows = in_twos([UseCallTemplate(draft=draft.id, template=each).key(template(each, texts)[0]) for each in CallTemplate])
    if offered.season:
        last = offered.past[0]
        label = texts.say("Like last year: {title}", title=apart(cut(last.title, LONGEST_LABEL)))
        rows.insert(0, (CallLike(draft=draft.id, call=last.id).key(label),))
    if offered.past:
        rows.append((_go_to(draft, Step.LIKE, texts.say("Like an earlier one…")),))
    lines = [
        _bold(texts.say("What are hands needed for? Choose, or write it.")),
        texts.html("Or write it all in one message, for example:"),
    ]
    return [*lines, escape(call_example(texts, reader.today(zone)))], [*rows, leaving(draft, texts)]


def _like(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    keys = [(CallLike(draft=draft.id, call=each.id).key(_earlier(each, reader, zone)),) for each in offered.past]
    back = (_go_to(draft, Step.WHAT, texts.say("Back")),)
    return [_bold(texts.say("Which one again?")), texts.html("Its tasks come along. I ask only for the new day.")], [*keys, back]


def _earlier(call: Call, reader: Reader, zone: str) -> str:
    day = say_day(call.starts.date(), reader.texts.language, today=reader.today(zone)) if call.starts else ""
    return ", ".join(part for part in (apart(cut(call.title, LONGEST_LABEL)), day) if part)


def _when(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts, today = shown.draft, reader.texts, reader.today(zone)
    days = days_offered(today)
    keys = [_answer(draft, Step.WHEN, say_day(day, texts.language, today=today), day.isoformat()) for day in days]
    rows = [*in_twos(keys), (_answer(draft, Step.WHEN, texts.say("No date")),), leaving(draft, texts)]
    example = say_day(days[0], texts.language, today=today)
    return [_bold(texts.say("On which day?")), texts.html("Choose, or write it, for example: {day} 12–15", day=example)], rows


def _hours(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    day = datetime.fromisoformat(draft.data["starts"])
    spans = [(day.replace(hour=first, minute=0), day.replace(hour=last, minute=0)) for first, last in HOURS]
    keys = [_answer(draft, Step.HOURS, say_hours(*span, texts.language), _value(*span)) for span in spans]
    free = (_answer(draft, Step.HOURS, texts.say("Without a time")),)
    lines = [_bold(texts.say("From when to when?")), texts.html("Choose, or write it, for example: 9–12")]
    return lines, [tuple(keys), free, leaving(draft, texts)]


def _where(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    keys = [_answer(draft, Step.WHERE, apart(cut(place, LONGEST_LABEL)), str(event)) for event, place in offered.places]
    skip = (_answer(draft, Step.WHERE, texts.say("Skip")),)
    return [_bold(texts.say("Where do you meet? Write it, for example: courtyard"))], [*in_twos(keys), skip, leaving(draft, texts)]


def _tasks(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    tasks = draft.data["tasks"]
    if not tasks:
        lines = [_bold(texts.say("What is there to do? Write the first task.")), texts.html("For example: Raking ×6")]
        return lines, [leaving(draft, texts)]
    last = apart(cut(tasks[-1]["name"], BRIEF))
    rows: Rows = [
        (_go_to(draft, Step.PREVIEW, texts.say("Done")),),
        (_go_to(draft, Step.MORE, texts.say("More about “{task}”…", task=last)),),
        (KeepTasks(draft=draft.id, left=len(tasks) - 1).key(texts.say("Take the last back")),),
    ]
    return [_bold(texts.say("Write another task, or press Done."))], [*rows, leaving(draft, texts)]


def _people(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    keys = tuple(_answer(draft, Step.PEOPLE, str(number), str(number)) for number in NUMBERS)
    ask = _bold(texts.say("How many people does “{task}” need?", task=_last(draft)))
    return [ask, texts.html("Choose, or write another number, for example: 8, or 2–4")], [keys, leaving(draft, texts)]


def _times(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts, data = shown.draft, reader.texts, shown.draft.data
    rows: Rows = []
    if not data["whole_day"]:
        start, end = datetime.fromisoformat(data["starts"]), datetime.fromisoformat(data["ends"]) if data["ends"] else None
        rows.append((_answer(draft, Step.TIMES, say_hours(start, end, texts.language), "all"),))
    rows.append(tuple(_answer(draft, Step.TIMES, say_hours(*span, texts.language), _value(*span)) for span in times_offered(data)))
    rows.append((_answer(draft, Step.TIMES, texts.say("At any time")),))
    lines = [_bold(texts.say("At what time is “{task}”?", task=_last(draft))), texts.html("Choose, or write it, for example: 9–12")]
    return lines, [*rows, leaving(draft, texts)]


def _more(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    task, lines = draft.data["tasks"][-1], [_bold(texts.say("What else is there to say of “{task}”?", task=_last(draft)))]
    lines += [texts.html("Needed: {what}.", what=apart(task["requirement"]))] if task["requirement"] else []
    lines += [escape(apart(task["about"]))] if task["about"] else []
    keys = _go_to(draft, Step.NEEDS, texts.say("Who can do it")), _go_to(draft, Step.ABOUT, texts.say("What it is"))
    return lines, [keys, (_go_to(draft, Step.TASKS, texts.say("Back")),)]


def _needs(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    ask = reader.texts.say("What is needed for “{task}”? Write it here.", task=_last(shown.draft))
    return [_bold(ask), reader.texts.html("For example: 18+, or: a trailer")], _clearing(shown.draft, Step.NEEDS, Step.MORE, reader.texts)


def _about(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    ask = reader.texts.say("Write one sentence about “{task}”.", task=_last(shown.draft))
    example = reader.texts.html("For example: Start by the bin shelter.")
    return [_bold(ask), example], _clearing(shown.draft, Step.ABOUT, Step.MORE, reader.texts)


def _contact(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    texts = reader.texts
    lines = [_bold(texts.say("Whom do neighbours ask? Write it here.")), texts.html("Everybody in the group sees it.")]
    return lines, _clearing(shown.draft, Step.CONTACT, Step.CHANGE, texts)


def _text(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    return [_bold(reader.texts.say("Write what else neighbours should know."))], _clearing(
        shown.draft, Step.TEXT, Step.CHANGE, reader.texts
    )


def _title(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    return [_bold(reader.texts.say("What is it called? Write it here."))], [(_go_to(shown.draft, Step.CHANGE, reader.texts.say("Back")),)]


def _clearing(draft: Draft, step: Step, back: Step, texts: Texts) -> Rows:
    return [(_answer(draft, step, texts.say("Leave it out")),), (_go_to(draft, back, texts.say("Back")),)]


def _change(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    words = {
        Step.TITLE: texts.say("The name"),
        Step.WHEN: texts.say("The day"),
        **({Step.HOURS: texts.say("The hours")} if draft.data["starts"] else {}),
        Step.WHERE: texts.say("The place"),
        Step.TASKS: texts.say("The tasks"),
        Step.CONTACT: texts.say("Whom to ask"),
        Step.TEXT: texts.say("The text"),
    }
    keys = [_go_to(draft, step, word) for step, word in words.items()]
    return [_bold(texts.say("What do you want to change?"))], [*in_twos(keys), _to_preview(draft, texts)]


def _rules(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    lines = [
        _bold(texts.say("Until when can a task be given back?")),
        texts.html("After that I ask you whether somebody may leave."),
    ]
    hours = {value: texts.count("{n} h before", "{n} h before", value) for value in ALLOWED[Rule.LEAVE] if value}
    leave = _choices(draft, Rule.LEAVE, {0: texts.say("Until it begins"), **hours})
    lines.append(_bold(texts.say("When somebody is missing a day before:")))
    auto = _choices(draft, Rule.AUTO, {0: texts.say("Ask me first"), 1: texts.say("Ask the chat")})
    return lines, [*in_twos(leave), tuple(auto), _to_preview(draft, texts)]


def _choices(draft: Draft, rule: Rule, words: Mapping[int, str]) -> list[Key]:
    chosen = int(draft.data.get(rule) or 0)
    keys = {value: SetCallRule(draft=draft.id, rule=rule, value=value) for value in words}
    return [keys[value].key(f"✓ {word}" if value == chosen else word) for value, word in words.items()]


def _last(draft: Draft) -> str:
    return apart(draft.data["tasks"][-1]["name"])


def _value(start: datetime, end: datetime) -> str:
    return f"{start.hour}-{end.hour}"


_SCREENS: Mapping[Step, Callable[[ShownDraft, Offered, Reader, str], Screen]] = {
    Step.WHAT: _what,
    Step.LIKE: _like,
    Step.WHEN: _when,
    Step.HOURS: _hours,
    Step.WHERE: _where,
    Step.TASKS: _tasks,
    Step.PEOPLE: _people,
    Step.TIMES: _times,
    Step.MORE: _more,
    Step.NEEDS: _needs,
    Step.ABOUT: _about,
    Step.CHANGE: _change,
    Step.TITLE: _title,
    Step.CONTACT: _contact,
    Step.TEXT: _text,
    Step.RULES: _rules,
}
