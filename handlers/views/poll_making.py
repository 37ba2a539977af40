"""The questions by which a poll is made in private, and what can be set from its preview."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.dates import say_day, say_span
from bot.names import apart, cut
from bot.outgoing import Key, NativePoll, Outgoing
from bot.texts import Html, Texts, escape, later
from community.events import ShownDraft
from community.polls import Offered, PollKind, Rule, Step
from community.polls.asking import CLOSES
from community.polls.making import closes_offered, rules_of
from handlers.buttons import Button
from handlers.taps.poll_making import Asked, AskLike, ChooseKind, GoTo, KeepFirst, NewPoll, PollTemplate, SetRule, UsePollTemplate
from handlers.views import stepwise
from handlers.views.polls import SIGN, SIGNS, YES_NO, drafted, label
from handlers.views.reader import Reader
from handlers.views.stepwise import LONGEST_LABEL, Rows, leaving
from storage.drafts import Draft

QUORUMS = (0, 5, 10, 20)
CHOICES = (0, 2, 3, 5)
POINTS = (5, 10, 20)

KINDS: Mapping[Asked, str] = {
    Asked.ONE: later("One choice"),
    Asked.MANY: later("Many choices"),
    Asked.DATES: later("Which day"),
    Asked.RANKED: later("In order"),
    Asked.DOTS: later("Share points"),
    Asked.CONSENT: later("Is it fine?"),
    Asked.PLACES: later("Limited places"),
    Asked.QUICK: later("Quick poll"),
}
TEMPLATES: Mapping[PollTemplate, str] = {PollTemplate.YES_NO: later("Yes or no"), PollTemplate.BUY: later("What shall we buy?")}

PROPOSALS = (later("Only mine"), later("Residents add, I check"), later("Residents add"))
"""Whether residents may add options, by the value of the button."""


def template(which: PollTemplate, texts: Texts) -> tuple[str, str | None]:
    """Kind and question of one of the usual polls; yes and no are no kind of their own."""
    return ("", None) if which is PollTemplate.YES_NO else (PollKind.MANY, texts.say(TEMPLATES[which]))


def question(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Outgoing | None:
    """What is known so far, the question, and buttons; None where the draft is no question."""
    step = shown.draft.step
    if step not in _SCREENS:
        return None
    lines, rows = _SCREENS[Step(step)](shown, offered, reader, zone)
    return Outgoing("\n".join([*so_far(shown.draft, reader, zone), *lines]), tuple(row for row in rows if row))


def so_far(draft: Draft, reader: Reader, zone: str) -> list[Html]:
    """What was answered already."""
    data = draft.data
    lines = []
    if data.get("kind") and not data["question"]:
        asked = Asked.QUICK if data["quick"] else Asked(data["kind"])
        lines.append(Html(f"{SIGNS.get(PollKind(data['kind']), SIGN)} {escape(reader.texts.say(KINDS[asked]))}"))
    elif data.get("question"):
        lines.append(Html(f"{SIGNS.get(PollKind(data['kind']), SIGN)} <b>{escape(apart(data['question']))}</b>"))
    if data.get("options") and draft.step == Step.OPTIONS:
        kind = PollKind(data["kind"])
        lines += [Html(f"{each.number}. {escape(apart(label(None, kind, each, reader.texts)))}") for each in drafted(data)]
    return lines


def begun(shown: ShownDraft, reader: Reader, zone: str) -> Outgoing:
    """Asked of somebody who begins again before the first one is done."""
    was = reader.texts.html("You were making a poll.")
    return stepwise.begun(shown.draft, was, so_far(shown.draft, reader, zone), NewPoll(fresh=1), reader.texts)


def begin_here(draft: Draft, reader: Reader) -> Outgoing:
    """In a group: the questions come in private."""
    texts = reader.texts
    key = Key(texts.say("Make a poll in private"), url=reader.link(f"d_{draft.token}"))
    return Outgoing(texts.html("I ask in private. Or write it all here: /poll question? | option | option."), ((key,),))


def quick(data: Mapping[str, Any], reader: Reader) -> Outgoing:
    """Telegram's own poll; yes and no in the languages of the group."""
    words = [each["label"] or reader.both(YES_NO[number]) for number, each in enumerate(data["options"], 1)]
    return Outgoing(escape(data["question"]), poll=NativePoll(data["question"], tuple(words), data["kind"] == PollKind.MANY))


def preview_keys(draft: Draft, texts: Texts) -> Rows:
    """What can be changed before it is published."""
    change = GoTo(draft=draft.id, step=Step.CHANGE).key(texts.say("Change…"))
    if draft.data["quick"]:
        return [(change,)]
    closes = GoTo(draft=draft.id, step=Step.CLOSES).key(texts.say("Answer by…"))
    return [(closes, change), (GoTo(draft=draft.id, step=Step.RULES).key(texts.say("More settings…")),)]


def rules(data: dict[str, Any], texts: Texts) -> list[Html]:
    """The rules of a draft that differ from the usual ones, in words."""
    lines = []
    if data["quick"]:
        lines.append(texts.html("Telegram's own poll: everybody sees the counts at once. It has no deadline and no result from me."))
    if data["live"]:
        lines.append(texts.html("The count is shown in steps of five."))
    if data["by_flat"]:
        lines.append(texts.html("Each flat has one vote."))
    if data["quorum"]:
        lines.append(texts.count_html("At least {n} answer is needed.", "At least {n} answers are needed.", data["quorum"]))
    if data["proposals"] != "no":
        lines.append(texts.html("Residents may add options."))
    if data["most"] and data["kind"] == PollKind.MANY:
        lines.append(texts.count_html("Choose at most {n}.", "Choose at most {n}.", data["most"]))
    if data["most"] and data["kind"] == PollKind.DOTS:
        lines.append(texts.count_html("Everybody has {n} point to share.", "Everybody has {n} points to share.", data["most"]))
    return lines


def _to_preview(draft: Draft, texts: Texts) -> tuple[Key, ...]:
    return (GoTo(draft=draft.id, step=Step.PREVIEW).key(texts.say("Back to the preview")),)


Screen = tuple[list[Html], Rows]


def _kind(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    keys = [ChooseKind(draft=draft.id, kind=each).key(texts.say(KINDS[each])) for each in (Asked.ONE, Asked.MANY, Asked.DATES)]
    usual = [UsePollTemplate(draft=draft.id, template=each).key(texts.say(TEMPLATES[each])) for each in PollTemplate]
    again = (GoTo(draft=draft.id, step=Step.LIKE).key(texts.say("Like last time…")),) if offered.past else ()
    more = GoTo(draft=draft.id, step=Step.MORE_KINDS).key(texts.say("More kinds…"))
    return [texts.html("<b>How shall neighbours answer?</b>")], [
        tuple(keys[:2]),
        (keys[2], usual[0]),
        tuple(usual[1:]),
        (*again, more),
        leaving(draft, texts),
    ]


def _more_kinds(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    lines = [
        texts.html("<b>How shall neighbours answer?</b>"),
        texts.html("In order: they rank the options, and the one most can live with wins."),
        texts.html("Share points: they spread points over the options."),
        texts.html("Is it fine?: fine, questions, worried or no."),
        texts.html("Limited places: each option has its own number of places."),
        texts.html("Quick poll: Telegram's own. Everybody sees the counts at once."),
    ]
    keys = [
        ChooseKind(draft=draft.id, kind=each).key(texts.say(KINDS[each]))
        for each in (Asked.RANKED, Asked.DOTS, Asked.CONSENT, Asked.PLACES, Asked.QUICK)
    ]
    return lines, [tuple(keys[:2]), tuple(keys[2:4]), tuple(keys[4:]), leaving(draft, texts)]


def _like(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    keys = [(AskLike(draft=draft.id, poll=each.id).key(apart(cut(each.question, LONGEST_LABEL))),) for each in offered.past]
    return [texts.html("<b>Which one again?</b>")], [*keys, leaving(draft, texts)]


def _question(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    dates = draft.data["kind"] == PollKind.DATES
    ask = texts.html("<b>What is it about? Write it here.</b>") if dates else texts.html("<b>What do you ask? Write the question here.</b>")
    lines = [ask]
    if dates:
        lines.append(texts.html("For example: Grill evening. It becomes the name of the event."))
    return lines, [leaving(draft, texts)]


def _options(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts, today = shown.draft, reader.texts, reader.today(zone)
    number = len(draft.data["options"])
    if draft.data["kind"] == PollKind.DATES:
        day = say_day(today, texts.language, today=today)
        lines = [texts.html("<b>Write the days, each on its own line.</b>"), texts.html("For example: {day}, or {day} 18–20.", day=day)]
    elif draft.data["kind"] == PollKind.PLACES:
        lines = [
            texts.html("<b>Write the options, each on its own line.</b>"),
            texts.html("With its places, for example: Sauna at six ×4."),
        ]
    else:
        lines = [texts.html("<b>Write the options, each on its own line.</b>")]
    rows: Rows = []
    if number:
        rows.append((KeepFirst(draft=draft.id, left=number - 1).key(texts.say("Take the last back")),))
    if number > 1:
        lines.append(texts.html("Write more, or press Done."))
        rows.insert(0, (GoTo(draft=draft.id, step=Step.PREVIEW).key(texts.say("Done")),))
    return lines, [*rows, leaving(draft, texts)]


def _change(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts = shown.draft, reader.texts
    keys = [GoTo(draft=draft.id, step=Step.QUESTION).key(texts.say("The question"))]
    if draft.data["kind"] != PollKind.CONSENT:
        keys.append(GoTo(draft=draft.id, step=Step.OPTIONS).key(texts.say("The options")))
    keys.append(GoTo(draft=draft.id, step=Step.KIND).key(texts.say("How it is answered")))
    return [texts.html("<b>What do you want to change?</b>")], [tuple(keys[:2]), tuple(keys[2:]), _to_preview(draft, texts)]


def _closes(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts, today = shown.draft, reader.texts, reader.today(zone)
    days = closes_offered(draft.data, today)
    keys = [
        SetRule(draft=draft.id, rule=Rule.CLOSES, value=int(f"{day:%Y%m%d}")).key(
            say_span(datetime.combine(day, CLOSES), None, texts.language, today=today)
        )
        for day in days
    ]
    lines = [texts.html("<b>Until when can neighbours answer?</b>"), texts.html("Choose, or write a day and a time here.")]
    return lines, [*((key,) for key in keys), _to_preview(draft, texts)]


def _rules(shown: ShownDraft, offered: Offered, reader: Reader, zone: str) -> Screen:
    draft, texts, data = shown.draft, reader.texts, shown.draft.data
    rows: Rows = []
    lines = [texts.html("<b>What shall be different?</b>"), *rules(data, texts)]
    flats = texts.count("Per flat ({n})", "Per flat ({n})", offered.flats) if offered.flats else texts.say("Per flat")
    pairs = {
        Rule.VISIBLE: (texts.say("Secret"), texts.say("Votes visible")),
        Rule.LIVE: (texts.say("Result at close"), texts.say("Live, in fives")),
        Rule.BY_FLAT: (texts.say("Per person"), flats),
    }
    can = rules_of(data)
    for rule, words in pairs.items():
        if rule in can:
            rows.append(_choices(draft.id, rule, {0: words[0], 1: words[1]}, int(data[rule]), texts))
    if Rule.PROPOSALS in can:
        chosen = ("no", "review", "free").index(data["proposals"])
        rows += [
            (key,) for key in _choices(draft.id, Rule.PROPOSALS, {at: texts.say(each) for at, each in enumerate(PROPOSALS)}, chosen, texts)
        ]
    if Rule.MOST in can:
        rows.append(_choices(draft.id, Rule.MOST, _most(data, texts), data["most"] or 0, texts))
    lines.append(texts.html("How many answers are needed? Choose, or write a number."))
    needed = {each: str(each) if each else texts.say("Any number") for each in QUORUMS}
    rows.append(_choices(draft.id, Rule.QUORUM, needed, data["quorum"] or 0, texts))
    return lines, [*rows, _to_preview(draft, texts)]


def _most(data: dict[str, Any], texts: Texts) -> dict[int, str]:
    if data["kind"] == PollKind.DOTS:
        return {each: texts.count("{n} point", "{n} points", each) for each in POINTS}
    return {each: texts.say("At most {n}", n=each) if each else texts.say("No maximum") for each in CHOICES}


def _choices(draft: int, rule: Rule, words: Mapping[int, str], chosen: int, texts: Texts) -> tuple[Key, ...]:
    return tuple(_ticked(word, value == chosen, SetRule(draft=draft, rule=rule, value=value)) for value, word in words.items())


def _ticked(word: str, chosen: bool, button: Button) -> Key:
    return button.key(f"✓ {word}" if chosen else word)


_SCREENS: Mapping[Step, Callable[[ShownDraft, Offered, Reader, str], Screen]] = {
    Step.KIND: _kind,
    Step.MORE_KINDS: _more_kinds,
    Step.LIKE: _like,
    Step.QUESTION: _question,
    Step.OPTIONS: _options,
    Step.CHANGE: _change,
    Step.CLOSES: _closes,
    Step.RULES: _rules,
}
