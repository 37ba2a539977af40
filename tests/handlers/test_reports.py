"""A report and what comes of it, as a neighbour and two admins meet it in their private chats."""

import pytest

from bot.texts import LANGUAGES
from community.taking_down import By
from handlers.taps.people import ShowMenu
from handlers.views import reports
from storage.reports import Report, ReportState
from tests.e2e.town import House, Neighbour, Post, Town
from tests.handlers.scene import LINE
from tests.handlers.showing import BIG, NOW, as_telegram_reads, event, filled, house, reader


async def a_reported_card(town: Town) -> tuple[House, list[Neighbour], Post]:
    """An admin announces something, a neighbour reports it; the other admin's message."""
    house, [admin, anna, bert] = await town.settled_house("en", "en", "en")
    await town.telegram.act("promote", chat=house.id, user=bert.id, by=admin.id)
    card = await admin.announces(house, LINE)
    await anna.taps(card, "Coming")
    await anna.writes("/my")
    await anna.taps(await anna.hears("Your things"), "1. Change")
    mine = await anna.hears("Spring clean-up", "You are coming")
    await anna.taps(mine, "More…")
    await town.until(lambda: offers(mine, "Report"))
    await anna.taps(mine, "Report")
    await mine.shows("Two who look after the house decide.")
    await anna.taps(mine, "Report it")
    await mine.shows("I have passed it on")
    return house, [admin, anna, bert], await bert.hears("a neighbour finds that a card does not belong there")


async def test_a_card_is_reported_taken_down_and_hung_again(town: Town) -> None:
    house, [admin, anna, bert], asked = await a_reported_card(town)
    assert "Spring clean-up" not in await asked.text()
    assert await admin.times_heard("does not belong there") == 0
    await bert.taps(asked, "Look at it")
    await bert.hears("Spring clean-up", "How many of you are coming?")
    await bert.taps(asked, "Take down")
    await asked.shows("The card was taken down. It is cancelled.")
    await town.until(lambda: nowhere(house, "Spring clean-up"))
    await bert.taps(asked, "Undo")
    await asked.shows("The card hangs again.")
    await house.shows_button("My answer")
    assert await anna.times_heard("cancelled this") == 0


async def test_who_reported_hears_that_it_was_left_and_who_signed_up_that_it_was_taken_down(town: Town) -> None:
    _, [admin, anna, bert], asked = await a_reported_card(town)
    await bert.taps(asked, "Look at it")
    await bert.taps(asked, "Leave it")
    await asked.shows("The card stays.")
    await anna.hears("What you reported was looked at, and it stays.")
    shown_ = await bert.hears("Spring clean-up", "How many of you are coming?")
    await bert.taps(shown_, "More…")
    await town.until(lambda: offers(shown_, "Report"))
    await bert.taps(shown_, "Report")
    await shown_.shows("You may take the card down.")
    await bert.taps(shown_, "Take down")
    await shown_.shows("The card was taken down.")
    await town.clock(advance=61, settle=True)
    for who in (admin, anna):
        await who.hears("The admins of the group cancelled this: Spring clean-up")
    await town.rest()
    assert await shown_.labels() == []


async def offers(post: Post, label: str) -> bool:
    """Whether a message has such a button."""
    return label in await post.labels()


async def nowhere(house: House, words: str) -> bool:
    """Whether no message of the group says this any more."""
    return await house.lines(words) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["<&>", "\U0001f3e1", "\u0646\u0648\u0631"])
def test_telegram_takes_every_message_about_reports(language: str, pattern: str) -> None:
    to = reader(language)
    for state in ReportState:
        found = Report(id=BIG, thing_id=BIG, person_id=1, state=state, made_at=NOW)
        as_telegram_reads(reports.report(found, filled(pattern, 128), to))
    for outgoing in (
        reports.ask(1, ShowMenu(), True, to),
        reports.ask(1, ShowMenu(), False, to),
        reports.taken_down(BIG, True, to.texts),
    ):
        as_telegram_reads(outgoing)
    for by in By:
        as_telegram_reads(reports.cancelled_by(event(pattern), by, house(), to))
    assert reports.report_row(1, to)
