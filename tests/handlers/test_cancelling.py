"""An event is cancelled for a reason that was written, taken back within the minute, and cancelled again, by buttons and words."""

from tests.e2e.post import Post
from tests.e2e.town import Town
from tests.handlers.test_changing import panel_of

FINNISH = "/tapahtuma la 22.5. klo 12–15 Pihatalkoot @ sisäpiha"


async def test_a_written_reason_and_the_way_back_over_a_restart(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("fi", "fi")
    card = await admin.announces(house, FINNISH, publish="Julkaise")
    await resident.taps(card, "Tulen")
    panel = await panel_of(admin, ("1. Muuta", "Järjestäjälle"))
    await admin.taps(panel, "Peru tapahtuma")
    await panel.shows("Pihatalkoot: miksi se peruuntuu?")
    await town.bot.stop()
    await town.bot.start()
    await admin.writes("Haravat ovat lainassa")
    asked = await admin.hears("Perutaanko Pihatalkoot?", "Syy: Haravat ovat lainassa", "1 henkilö saa viestin minuutin kuluttua.")
    await admin.taps(asked, "Kyllä, peru")
    await card.shows("Peruttu.\nSyy: Haravat ovat lainassa")
    await asked.shows("Ilmoittautuneet saavat tiedon minuutin kuluttua.")
    assert (await admin.taps(asked, "Kumoa")).text == "Tapahtuma pidetään sittenkin."
    await asked.shows("Pihatalkoot pidetään sittenkin. Kukaan ei saanut viestiä.")
    await card.shows("Tulossa 1")
    await admin.taps(asked, "Järjestäjälle")
    await admin.taps(await shown(asked, "Järjestäjälle:"), "Peru tapahtuma")
    await admin.taps(await shown(asked, "miksi se peruuntuu?"), "Sää")
    await admin.taps(await shown(asked, "Syy: sää"), "Kyllä, peru")
    await asked.shows("Ilmoittautuneet saavat tiedon minuutin kuluttua.")
    await town.clock(advance=61, settle=True)
    await resident.hears("Peruttu: Pihatalkoot, la 22.5. klo 12.", "Syy: sää")
    await house.shows("Syy: sää")
    await asked.shows("Ilmoittautuneet saavat tiedon.")
    assert await resident.times_heard("Peruttu") == 1


async def test_an_admin_of_the_group_changes_and_cancels_what_a_neighbour_organises(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    other = await town.neighbour("Other admin")
    await town.telegram.act("join", chat=house.id, user=other.id)
    await town.telegram.act("promote", chat=house.id, user=other.id, by=admin.id)
    card = await admin.announces(house, "/event Sat 22 May 12-15 Spring clean-up @ courtyard")
    await resident.taps(card, "Coming")
    keys = [key for row in (await card.seen())["reply_markup"]["inline_keyboard"] for key in row]
    await other.opens(next(key["url"] for key in keys if "url" in key))
    event = await other.hears("Spring clean-up", "How many of you are coming?")
    await other.taps(event, "More…")
    await with_button(event, "Admins: change or cancel")
    await other.taps(event, "Admins: change or cancel")
    await with_button(event, "Change")
    assert await event.labels() == ["Change", "Cancel the event", "Back"]
    await other.taps(event, "Change")
    await other.taps(await shown(event, "What shall be different?"), "Place")
    await event.shows("Write the new place.")
    await other.writes("club room")
    preview = await other.hears("Now: club room")
    await other.taps(preview, "Save")
    await card.shows("club room")


async def shown(post: Post, wanted: str) -> Post:
    """The message, once it says that."""
    await post.shows(wanted)
    return post


async def with_button(post: Post, label: str) -> Post:
    """The message, once it has that button."""

    async def has() -> bool:
        return label in await post.labels()

    await post.town.until(has)
    return post
