"""An organiser calls for hands for an event, by taps; the tasks stand on its card."""

from tests.e2e.town import Town
from tests.handlers.test_seating import said


async def test_tasks_of_an_event_stand_on_its_card(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    card = await admin.announces(house, "/event Sat 22 May 12-15 Street party @ courtyard")
    await admin.writes("/my")
    screen = await admin.hears("You organise: Street party")
    for label, wanted in (("1. Change", "For the organiser"), ("For the organiser", "Cancel the event"), ("More…", "Call for hands")):
        await admin.taps(screen, label)
        screen = await said(admin, town, wanted)
    await admin.taps(screen, "Call for hands")
    await admin.hears("Write the first task")
    await admin.writes("Grilling ×2 12–15")
    preview = await admin.hears("Grilling")
    await admin.taps(preview, "Done")
    await preview.shows("Preview")
    await admin.taps(preview, "Publish")
    await card.shows("Street party", "Grilling: 0/2, 2 more needed")
    assert "Tasks…" in await card.labels()
