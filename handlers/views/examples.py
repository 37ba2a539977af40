"""An announcement one can copy: next Saturday, in the reader's own way of writing dates."""

from datetime import date, datetime, time, timedelta

from bot.dates import say_day, say_span
from bot.texts import Texts

SATURDAY = 5


def example(texts: Texts, today: date) -> str:
    """`Sat 22 May, 12:00–15:00 Spring clean-up @ courtyard`: understood as it stands, and not past."""
    return example_time(texts, today) + " " + texts.say("Yard work party @ courtyard")


def call_example(texts: Texts, today: date) -> str:
    """A call for hands with its tasks, a line each: understood as it stands, and not past."""
    return example(texts, today) + "\n" + texts.say("Raking ×6\nCoffee ×2 11–15\nGrill ×1–2 13–15 (18+): bring an apron")


def example_time(texts: Texts, today: date) -> str:
    """`Sat 22 May, 12:00–15:00`."""
    saturday = _saturday(today)
    start, end = datetime.combine(saturday, time(12)), datetime.combine(saturday, time(15))
    return say_span(start, end, texts.language, today=today)


def example_deadline(texts: Texts, today: date) -> str:
    """`Sat 22 May, 12:00`."""
    return say_span(datetime.combine(_saturday(today), time(12)), None, texts.language, today=today)


def example_day(texts: Texts, today: date) -> str:
    """`Sat 22 May`."""
    return say_day(_saturday(today), texts.language, today=today)


def series_example(texts: Texts) -> str:
    """`every Tuesday at 18:00 Coffee @ club room`."""
    return texts.say("every Tuesday 18:00 Coffee @ club room")


def _saturday(today: date) -> date:
    return today + timedelta(days=(SATURDAY - today.weekday()) % 7 or 7)


def rota_example(texts: Texts) -> str:
    """`every Sunday 9–10 Sauna cleaning @ sauna`."""
    return texts.say("every Sunday 9–10 Sauna cleaning @ sauna")


def house_example(texts: Texts) -> str:
    """`Koivukuja 3; fi sv; owned`."""
    return texts.say("Koivukuja 3; fi sv; owned")
