"""How a rule is said: `every Tuesday`, `joka toinen tiistai`, `första söndagen i månaden`."""

from babel.dates import get_day_names

from bot.texts import Texts, later
from community.when import LAST, Cadence, Rule

NTH = {
    1: later("first {weekday} of the month"),
    2: later("second {weekday} of the month"),
    3: later("third {weekday} of the month"),
    4: later("fourth {weekday} of the month"),
    LAST: later("last {weekday} of the month"),
}


def say_rule(rule: Rule, texts: Texts) -> str:
    """The rule in a few words."""
    if rule.cadence is Cadence.MONTHLY_DATE:
        return texts.say("last day of each month") if rule.day == LAST else texts.say("day {day} of each month", day=rule.day)
    weekday = get_day_names("wide", context="stand-alone", locale=texts.language)[rule.weekday or 0]
    if rule.cadence is Cadence.MONTHLY_WEEKDAY:
        return texts.say(NTH[rule.nth or LAST], weekday=weekday)
    every = later("every other {weekday}") if rule.cadence is Cadence.FORTNIGHTLY else later("every {weekday}")
    return texts.say(every, weekday=weekday)
