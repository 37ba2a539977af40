"""What neighbours did for a house in a year: numbers alone, as a message and as a file for a spreadsheet."""

from bot.names import apart
from bot.outgoing import Document, Key, Outgoing
from bot.texts import Html, Texts, escape
from community.spreadsheet import as_csv
from community.volunteering import Total, Year, cell
from handlers.taps.houses import OpenHouse
from handlers.taps.people import ShowMenu
from handlers.taps.turnout import SendHours, ShowHours
from handlers.views.reader import Reader

Row = tuple[Key, ...]


def hours(minutes: int, texts: Texts) -> str:
    """`3 h`, `1.5 h`."""
    return texts.say("{n} h", n=number(minutes / 60, texts))


def number(value: float, texts: Texts) -> str:
    """With at most one decimal, and the comma of the language."""
    said = f"{round(value, 1):g}"
    return said if texts.language == "en" else said.replace(".", ",")


def screen(found: Year, reader: Reader) -> Outgoing:
    """A year of a house: a line for the year, for each quarter and each month in which something was done."""
    texts = reader.texts
    lines = [texts.html("<b>Volunteers and hours: {house}</b>", house=apart(found.house.name))]
    year, *parts = found.totals
    if not year.calls:
        lines.append(texts.html("{year}: nothing yet. Numbers come from calls that are over.", year=found.year))
    else:
        lines += [escape(_line(each, texts)) for each in (year, *parts)]
        lines.append(_counted(year, texts))
    return Outgoing("\n".join(map(Html, lines)), (*_years(found, texts), *_file(found, texts), _back(found, texts)))


def _line(total: Total, texts: Texts) -> str:
    """`May: <5 volunteers, 12 tasks done, 30 h, 3.8 days of 8 h`."""
    parts = [texts.say("{n} volunteers", n=cell(total.people))]
    parts += [texts.count("{n} other", "{n} others", total.strangers)] if total.strangers else []
    parts.append(texts.count("{n} task done", "{n} tasks done", total.visits))
    parts += [hours(total.minutes, texts), texts.say("{n} days of 8 h", n=number(total.days, texts))]
    return f"{_period(total.name, texts)}: {', '.join(parts)}"


def _period(name: str, texts: Texts) -> str:
    year, _, part = name.partition("-")
    if not part:
        return year
    if part.startswith("Q"):
        return texts.say("Quarter {number}", number=part[1:])
    return f"{int(part)}/{year}"


def _counted(year: Total, texts: Texts) -> Html:
    """How the numbers came about."""
    said = texts.count_html(
        "Every volunteer counts once in each period, others at every call. The organiser said who came: {said} of {n} call.",
        "Every volunteer counts once in each period, others at every call. The organiser said who came: {said} of {n} calls.",
        year.calls,
        said=year.calls - year.assumed,
    )
    return Html(f"<i>{said}</i>")


def _years(found: Year, texts: Texts) -> tuple[Row, ...]:
    others = [year for year in found.years if year != found.year][-3:]
    return (tuple(ShowHours(house=found.house.id, year=year).key(str(year)) for year in others),) if others else ()


def _file(found: Year, texts: Texts) -> tuple[Row, ...]:
    if not found.totals[0].calls:
        return ()
    return ((SendHours(house=found.house.id, year=found.year).key(texts.say("Table (CSV)")),),)


def _back(found: Year, texts: Texts) -> Row:
    menu = ShowMenu().key(texts.say("Menu"))
    return (OpenHouse(house=found.house.id).key(texts.say("Back")), menu) if found.in_charge else (menu,)


def table(found: Year, reader: Reader) -> Outgoing:
    """The same as a file."""
    texts = reader.texts
    rows = [[_period(each.name, texts), *_cells(each, texts)] for each in found.totals]
    named = apart(found.house.name)
    content = as_csv([[found.house.name, str(found.year)], _heads(texts), *rows])
    return Outgoing(texts.html("<b>Volunteers and hours: {house}</b>", house=named), document=Document("talkoot-hours.csv", content))


def _heads(texts: Texts) -> list[str]:
    return [
        texts.say("Period"),
        texts.say("Calls"),
        texts.say("Confirmed by the organiser"),
        texts.say("Volunteers"),
        texts.say("Others"),
        texts.say("Tasks done"),
        texts.say("Hours"),
        texts.say("Days of 8 h"),
    ]


def _cells(total: Total, texts: Texts) -> list[str | int]:
    counted: list[str | int] = [total.calls, total.calls - total.assumed, cell(total.people), total.strangers, total.visits]
    return [*counted, number(total.hours, texts), number(total.days, texts)]
