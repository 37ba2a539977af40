"""Series as neighbours meet them: the preview, the card, the dates behind More, and what the organiser can do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import vobject

from bot.outgoing import Outgoing
from bot.texts import LANGUAGES
from community.calendar import Again, Entry, SeriesFile, Status
from community.events import Coming
from community.series import Date, Dates, Scope, Spreading
from community.when import LAST, Cadence, Rule, Times
from handlers.views import events as event_views
from handlers.views import previews
from handlers.views import series as views
from handlers.views.recurrence import say_rule
from storage.series import Series, SeriesState
from tests.e2e.post import Post
from tests.e2e.town import Neighbour, Town
from tests.handlers.showing import BIG, NOW, SPOKEN, as_telegram_reads, event, reader, shown

FIRST = date(2027, 9, 29)
RULES = (
    *(Rule.on(FIRST, cadence) for cadence in Cadence),
    Rule(Cadence.MONTHLY_DATE, day=LAST),
    Rule(Cadence.MONTHLY_WEEKDAY, 2, LAST),
)


def series(**values: object) -> Series:
    """A series with the longest words there can be."""
    like = event()
    fields: dict[str, object] = {
        "id": BIG,
        "house_id": 1,
        "rule": RULES[-1].text,
        "title": like.title,
        "starts": like.starts,
        "ends": like.ends,
        "zone": like.zone,
        "until": date(2029, 9, 29),
        "state": SeriesState.RUNNING,
    }
    return Series(**{**fields, **values})


def dates(number: int, **values: object) -> Dates:
    """So many dates, every second of them made."""
    found = event()
    times = Times(found.starts, found.ends, found.starts_at, found.ends_at)
    coming = [Date(FIRST + timedelta(days=7 * each), event(id=each) if each % 2 else None, times) for each in range(number)]
    return Dates(found, series(**values), RULES[-1], tuple(coming), True)


def screens(spoken: tuple[str, ...]) -> Iterator[Outgoing]:
    """All that is shown of a series."""
    to = reader(*spoken)
    here = shown(event(series_id=BIG), organises=True)
    for number in (0, 8):
        yield views.dates(dates(number), to)
    for state in SeriesState:
        for different in (True, False):
            yield views.steering(here, dates(3, state=state, until=None), different, to)
    yield views.steering(here, None, False, to)
    yield views.ask_end(dates(3), to)
    yield views.promised(Spreading(here.event, (event(),) * 3), Scope.LATER, to)
    for rule in RULES:
        yield event_views.card(replace(here, rule=rule), to)
        days = (FIRST,) * 12
        yield Outgoing(previews.repeats(Coming(rule, days[:3], FIRST, days, days, quiet=True), FIRST, to.texts))


@pytest.mark.parametrize("spoken", SPOKEN)
def test_telegram_takes_every_screen(spoken: tuple[str, ...]) -> None:
    for screen in screens(spoken):
        as_telegram_reads(screen)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("every Wednesday", "every other Wednesday", "day 29 of each month", "last Wednesday of the month")),
        ("fi", ("joka keskiviikko", "joka toinen keskiviikko", "joka kuun 29. päivä", "kuun viimeinen keskiviikko")),
        ("sv", ("varje onsdag", "varannan onsdag", "den 29 varje månad", "sista onsdagen i månaden")),
    ],
)
def test_a_rule_is_said_in_a_few_words(language: str, said: tuple[str, ...]) -> None:
    assert tuple(say_rule(rule, reader(language).texts) for rule in RULES[:4]) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_a_series_can_be_opened(language: str) -> None:
    again = Again(BIG, RULES[0].text, None, datetime.combine(FIRST, NOW.time()), timedelta(hours=1), ())
    first = Entry(0, "Coffee", None, None, NOW, NOW, "Europe/Helsinki", 1, Status.CONFIRMED, busy=False, again=again)
    sent = views.series_file(SeriesFile("Coffee", (first,), 4242), reader(language))
    assert sent.document is not None
    assert vobject.readOne(sent.document.content.decode()).vevent.rrule.value == "FREQ=WEEKLY;INTERVAL=1;BYDAY=WE"


async def presses(who: Neighbour, post: Post, label: str) -> None:
    """Press a button of a screen that has settled: several screens have a *More…*."""
    await post.town.rest()
    await who.taps(post, label)


async def test_from_one_line_to_a_date_in_june_and_a_last_one(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "fi")
    await admin.writes("/event every Tue 18-20 Coffee @ club room", to=house)
    preview = await house.shows_button("Only once")
    text = await preview.text()
    assert "Repeats: every Tuesday." in text
    assert "Next dates: Tue 11 May, Tue 18 May, Tue 25 May." in text
    await admin.taps(preview, "Publish")
    await preview.shows("Tue 11 May, 18:00–20:00 · every Tuesday · club room")
    await resident.taps(preview, "Coming")
    await resident.writes("/omat")
    await resident.taps(await resident.hears("Omat asiat"), "1. Muuta")
    private = await resident.hears("Olet tulossa")
    for label in ("Muut toiminnot…", "Päivät", "ti 1.6."):
        await presses(resident, private, label)
    await private.shows("ti 1.6. klo 18–20 · joka tiistai · club room")
    await resident.taps(private, "2")
    await private.shows("Olet tulossa, 2 henkeä.")
    await admin.writes("/my")
    await admin.taps(await admin.hears("You organise: Coffee"), "1. Change")
    panel = await admin.hears("How many of you are coming?")
    for label in ("For the organiser", "More…", "Series", "Last date", "This is the last one"):
        await presses(admin, panel, label)
    await panel.shows("Last day: Tue 11 May.")
    await town.rest()
    assert [starts for [starts] in town.rows("SELECT starts FROM events ORDER BY starts")] == ["2027-05-11T18:00", "2027-06-01T18:00"]
