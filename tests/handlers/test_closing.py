"""Sign-up with a deadline, as organiser and neighbours meet it: on the card, in pop-ups, and opened again."""

from tests.e2e.town import Town
from tests.handlers.test_changing import panel_of


async def test_sign_up_ends_by_itself_and_is_opened_again_with_one_tap(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    card = await admin.announces(house, "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 9")
    await resident.taps(card, "We are 2")
    panel = await panel_of(admin)
    await admin.taps(panel, "Change")
    await panel.shows("What shall be different?")
    await admin.taps(panel, "Sign up by…")
    await panel.shows("Until when can neighbours sign up?")
    await admin.taps(panel, "Wed 19 May, 18:00")
    await panel.shows("Sign up by: Wed 19 May, 18:00. Before: no deadline.", "1 person is told.")
    await admin.taps(panel, "Save")
    await card.shows("Coming 2 · 7 places left", "Sign up by Wed 19 May, 18:00.")
    await town.jump_to_next_due()
    await resident.hears("Sign up by: Wed 19 May, 18:00. Before: no deadline.")
    await town.clock(advance=9.9 * 86400)
    await card.shows("Sign-up is closed.")
    assert await card.labels() == ["Can't", "Other…", "My answer", "In other languages"]
    late = await town.neighbour("Late")
    await town.telegram.act("join", chat=house.id, user=late.id)
    closed = "Sign-up is closed. Ask the organiser whether there is still room: Other…, then More…"
    assert (await late.taps(card, "My answer")).text == closed
    assert "Coming 2 · sign-up is closed" in (await late.taps(card, "In other languages")).text
    assert (await resident.taps(card, "Can't")).text == "Marked: you can't come. Thanks for telling."
    await admin.taps(panel, "Change more")
    await panel.shows("Sign-up is closed.", "What shall be different?")
    assert (await admin.taps(panel, "Open sign-up again")).text == "Neighbours can sign up again."
    await card.shows("Coming 0 · 9 places left")
    await resident.taps(card, "Coming")
    await panel.shows("What shall be different?")
    await admin.taps(panel, "Close sign-up")
    await card.shows("Coming 1", "Sign-up is closed.")
