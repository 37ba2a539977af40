"""When a notice goes, as a manager says it in Telegram: in words, with an event, at night, and changed until the minute it goes."""

from tests.e2e.town import Town
from tests.handlers.test_writing_notices import managed


async def test_a_notice_gets_its_time_in_words_waits_is_moved_and_goes(town: Town) -> None:
    house, manager = await managed(town, "en", "en")
    await manager.writes("/announce Water cut")
    panel = await manager.hears("1 house, 1 chat")
    await manager.taps(panel, "More…")
    await panel.shows("What else?")
    await manager.taps(panel, "When: at once")
    await panel.shows("When shall it go? Write a time, for example: ")
    await manager.writes("Thu 20 May 9")
    panel = await manager.hears("It goes: Thu 20 May, 9:00.", after=panel.id)
    await manager.taps(panel, "Send")
    await panel.shows("Your notice goes: Thu 20 May, 9:00.")
    await manager.taps(panel, "Change the time")
    await panel.shows("When shall it go?")
    await manager.writes("Fri 21 May 9")
    panel = await manager.hears("Your notice goes: Fri 21 May, 9:00.", after=panel.id)
    await manager.taps(panel, "Cancel it")
    await panel.shows("Cancel it? Nobody gets it then.")
    await manager.taps(panel, "Yes, cancel it")
    await panel.shows("Cancelled. Nobody got the notice.")
    await manager.taps(panel, "Undo")
    await panel.shows("Your notice goes: Fri 21 May, 9:00.")
    assert await town.jump_to_next_due() == "2027-05-21 09:00"
    await house.shows("Notice · community manager", "Water cut")


async def test_a_notice_goes_the_day_before_its_event_and_an_urgent_one_says_so(town: Town) -> None:
    house, manager = await managed(town, "en", "en")
    await manager.announces(house, "/event Sat 22 May 12-15 Spring clean-up @ courtyard")
    await manager.writes("/announce Move your cars")
    panel = await manager.hears("1 house, 1 chat")
    await manager.taps(panel, "More…")
    await panel.shows("What else?")
    await manager.taps(panel, "Urgent")
    await manager.hears("Notice · community manager · urgent", "Move your cars")
    await manager.taps(panel, "When: at once")
    await panel.shows("When shall it go?")
    await manager.taps(panel, "Before or after an event…")
    await panel.shows("Which event shall it go with?")
    await manager.taps(panel, "Sat 22 May, 12:00 · Spring clean-up")
    await panel.shows("It moves with the event.")
    await manager.taps(panel, "The day before: Fri 21 May, 17:00")
    await panel.shows("The day before (Spring clean-up) it goes: Fri 21 May, 17:00.", "Urgent: quiet hours do not hold it.")
    await manager.taps(panel, "Send")
    await panel.shows("Your notice goes: Fri 21 May, 17:00.")
