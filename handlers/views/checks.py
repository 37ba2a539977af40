"""Yard work: the questions on its preview, what was answered, and tips for its organiser."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.dates import say_day
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community.volunteering import CallState, Check, ShownCall, Tip, Tips, Verdict, is_yard_work, unanswered
from handlers.taps.call_panel import OpenCallPanel
from handlers.taps.checks import AnswerCheck, SetYard, StopTips
from handlers.views import calls
from handlers.views.reader import Reader
from storage.drafts import Draft

Row = tuple[Key, ...]

ASKS = {
    Check.INSURANCE: later("This looks like yard work. Are the helpers insured against accidents?"),
    Check.PERMISSION: later("Has whoever owns the yard given permission?"),
}

SAYS = {
    (Check.INSURANCE, Verdict.IN_ORDER): later("Insurance: in order"),
    (Check.INSURANCE, Verdict.SKIPPED): later("Insurance: skipped"),
    (Check.PERMISSION, Verdict.IN_ORDER): later("Permission: in order"),
    (Check.PERMISSION, Verdict.SKIPPED): later("Permission: skipped"),
}

TIPS: Mapping[Tip, str] = {
    Tip.EARLY: later("Saturday morning is early for many. After 10 more neighbours come."),
    Tip.TOOLS: later("Order tools and a skip now: it takes two weeks."),
    Tip.INVITE: later("Invite everybody now, tenants too. It is voluntary, and nobody pays for staying away."),
    Tip.FOOD: later("Plan coffee and something to eat. Ask about special diets."),
    Tip.DAY: later("Make small groups with clear tasks. No trees, no roofs. Ask at the end how it was."),
}


def question(draft: Draft, texts: Texts) -> Html | None:
    """What is still asked before a draft can be published; None when nothing is."""
    check = unanswered(draft.data)
    return escape(texts.say(ASKS[check])) if check else None


def verdicts(draft: Draft, texts: Texts) -> Row:
    """The two answers to it."""
    check = unanswered(draft.data)
    assert check is not None, "there is a question"
    labels = {Verdict.IN_ORDER: texts.say("It is in order"), Verdict.SKIPPED: texts.say("Skip, I know")}
    return tuple(AnswerCheck(draft=draft.id, check=check, verdict=verdict).key(label) for verdict, label in labels.items())


def toggle(draft: Draft, texts: Texts) -> Key:
    """Whether it is yard work, for who knows it better."""
    if is_yard_work(draft.data):
        return SetYard(draft=draft.id, yard=0).key(texts.say("Not yard work"))
    return SetYard(draft=draft.id, yard=1).key(texts.say("This is yard work"))


def answers(data: dict[str, Any], texts: Texts) -> list[Html]:
    """`Insurance: in order · Permission: skipped`, on a preview."""
    given = data.get("checks", {}) if is_yard_work(data) else {}
    said = [texts.say(SAYS[Check(check), Verdict(verdict)]) for check, (verdict, *_) in given.items()]
    return [escape(" · ".join(said))] if said else []


def kept(shown: ShownCall, texts: Texts, now: datetime) -> list[Html]:
    """What was answered, with its day, for those who organise it."""
    zone = ZoneInfo(shown.call.zone)
    said = [(texts.say(SAYS[each.check, each.verdict]), each.at.astimezone(zone).date()) for each in shown.checks]
    return [escape(f"{words} ({say_day(day, texts.language, today=now.date())})") for words, day in said]


def row(shown: ShownCall, reader: Reader) -> Row:
    """On the organiser's screen, while there are tips to come."""
    if not shown.tips or shown.call.state is not CallState.OPEN:
        return ()
    return (StopTips(call=shown.call.id).key(reader.texts.say("No more tips")),)


def tips(found: Tips, reader: Reader) -> Outgoing:
    """One message with all that is due."""
    texts, call = reader.texts, found.call
    lines = [Html(f"<b>{escape(calls.call_line(call, reader))}</b>"), *(escape(texts.say(TIPS[tip])) for tip in found.tips)]
    panel = OpenCallPanel(call=call.id).key(texts.say("For the organiser"))
    return Outgoing("\n".join(lines), ((panel, StopTips(call=call.id).key(texts.say("No more tips"))),))
