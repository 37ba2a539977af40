"""The month as a page of the docs: what the group got, message by message, and what it came to."""

from collections import Counter
from datetime import date, timedelta

from community.budget import monday_of
from storage.outbox import Lane
from tests.month.house import Month, Sent

STARTED = ("tomorrow", "week-list")
"""What the bot begins by itself in a group; and the cards of a series, which nobody publishes one by one."""

OWN = ("changed", "promoted", "cancelled", "forgotten")
"""What is told about one's own sign-ups, or answers an act of one's own; the limit of three a day is not for these."""

HEAD = """# A month in Koivukuja 3

A lively house of sixty people in May 2027: forty-five have joined, fifteen only press the buttons in the group. Half of them speak
Finnish, a third Swedish, the rest English; the group's cards are in Finnish and Swedish. There is coffee every Wednesday, twenty more
events, one cancellation, two changes, a notice of the board, a neighbour who blocks the bot and one who is forgotten.

The month is told by `tests/month/`: use cases, database and texts are the real ones, only Telegram is missing. A test compares this
page with it; `uv run python -m tests.month` writes it anew. Titles are what neighbours wrote, and are never translated; the rest is said
here as the group reads it, and as it would be read in a house that speaks Swedish or English.
"""


def started(month: Month) -> list[Sent]:
    """What the bot began in the group by itself."""
    return [each for each in month.sent if each.who is None and is_started(each, month)]


def is_started(each: Sent, month: Month) -> bool:
    """Whether the bot began this: nobody published, changed or asked for it."""
    return each.kind in STARTED or (each.kind == "card" and each.event not in month.published)


def unasked(month: Month) -> list[Sent]:
    """What the bot wrote to people by itself, apart from what changed about their own sign-ups."""
    return [each for each in month.sent if each.who is not None and each.lane is Lane.PRIVATE and each.kind not in OWN]


def page(month: Month) -> str:
    """The page."""
    parts = [HEAD, "## What it came to", "", *_weeks(month), "", *_people(month), ""]
    parts += [
        "## Every message the group got",
        "",
        "A card is edited in place as neighbours answer: " + _edits(month),
        "",
        *_messages(month),
    ]
    parts += ["", "## What one neighbour got", "", *_busiest(month), ""]
    return "\n".join(parts)


def _weeks(month: Month) -> list[str]:
    ours = Counter(monday_of(each.local.date()) for each in started(month))
    all_ = Counter(monday_of(each.local.date()) for each in month.sent if each.who is None)
    lines = [
        "| week | the bot began (at most 6) | most on one day (at most 2) | neighbours published, changed or asked for |",
        "|---|---|---|---|",
    ]
    for monday in sorted(all_):
        days = Counter(each.local.date() for each in started(month) if monday_of(each.local.date()) == monday)
        most = max(days.values(), default=0)
        lines.append(f"| {_week(monday)} | {ours[monday]} | {most} | {all_[monday] - ours[monday]} |")
    return lines


def _week(monday: date) -> str:
    sunday = monday + timedelta(days=6)
    return f"{monday.isocalendar().week}, {monday.day}.{monday.month}.–{sunday.day}.{sunday.month}."


def _people(month: Month) -> list[str]:
    by_day = Counter((each.who, each.local.date()) for each in unasked(month))
    kinds = Counter(each.kind for each in unasked(month))
    own = Counter(each.kind for each in month.sent if each.who is not None and each.kind in OWN and each.lane is Lane.PRIVATE)
    per_day, lists, reminders, came = Counter(by_day.values()), kinds["digest"], kinds["reminder"], kinds["how-many-came"]
    return [
        f"In private the bot wrote by itself {sum(kinds.values())} times: {lists} weekly lists, {reminders} reminders,",
        f"and {came} times it asked an organiser how many came.",
        f"The limit is three a day. One message on a day: {per_day[1]} times; two: {per_day[2]}; three: {per_day[3]}.",
        f"Besides, {sum(own.values())} messages told people what had changed about their own sign-ups.",
    ]


def _edits(month: Month) -> str:
    return f"{month.edits} times this month, without a message."


def _messages(month: Month) -> list[str]:
    lines = ["| when | why | Finnish | Swedish | English |", "|---|---|---|---|---|"]
    for each in month.sent:
        if each.who is None:
            said = " | ".join(_cell(each.texts[code]) for code in ("fi", "sv", "en"))
            lines.append(f"| {_when(each)} | {_why(each, month)} | {said} |")
    return lines


def _why(each: Sent, month: Month) -> str:
    if is_started(each, month):
        return "**the bot**: the series goes on" if each.kind == "card" else f"**the bot**: {_REASONS[each.kind]}"
    return _REASONS[each.kind]


_REASONS = {
    "welcome": "the bot was added",
    "card": "a neighbour published",
    "tomorrow": "the day before",
    "week-list": "Monday's list",
    "announcement": "the board had written at night",
    "changed-here": "the organiser changed it",
    "cancelled-here": "the organiser cancelled it",
    "week-asked": "a neighbour wrote /viikko",
}


def _busiest(month: Month) -> list[str]:
    heard = Counter(each.who for each in month.sent if each.who is not None and each.lane is Lane.PRIVATE)
    who, _ = max(heard.items(), key=lambda pair: (pair[1], -(pair[0] or 0)))
    lines = ["Of all sixty, the one to whom the bot wrote most.", "", "| when | what it said | buttons |", "|---|---|---|"]
    for each in month.sent:
        if each.who == who and each.lane is Lane.PRIVATE:
            lines.append(f"| {_when(each)} | {_cell(each.texts[''])} | {_cell(' · '.join(each.labels))} |")
    return lines


def _when(each: Sent) -> str:
    return f"{each.local:%a} {each.local.day}.{each.local.month}. {each.local:%H.%M}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>").replace("\u2068", "").replace("\u2069", "")
