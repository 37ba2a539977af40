"""One's name and a changed notice, as somebody meets them in the private chat."""

import sqlite3
from contextlib import closing

from tests.e2e.town import Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 2"


async def test_a_name_is_written_shown_on_the_card_and_removed(town: Town) -> None:
    house, [admin, _] = await town.settled_house("en", "en")
    card = await admin.announces(house, LINE)
    await admin.writes("/menu")
    await admin.taps(await admin.hears("What would you like to do?"), "My name")
    mine = await admin.hears("You have no name here.")
    await admin.taps(mine, "Write a name")
    await mine.shows("What shall I call you?")
    await admin.writes("…")
    await admin.hears("I can't read that as a name.")
    await admin.writes("Kaiku")
    named = await admin.hears("Your name here: Kaiku.", "Only the organisers of what you come to see it.")
    assert "Organiser" not in await card.text()
    await admin.taps(named, "Show it on my events")
    await card.shows("Organiser:", "Kaiku")
    await admin.taps(named, "Remove")
    await named.shows("You have no name here.")
    assert await card.shows("Spring clean-up")
    await town.rest()
    assert "Kaiku" not in await card.text()


async def test_who_joined_under_an_older_notice_is_shown_once_what_is_new(town: Town) -> None:
    _, [admin, resident] = await town.settled_house("en", "en")
    with closing(sqlite3.connect(town.bot.database, timeout=20)) as opened, opened:
        opened.execute("UPDATE people SET notice_version = 0")
    for who in (admin, resident):
        await who.writes("/my")
    notice = await resident.hears("My privacy notice has changed.")
    assert await notice.labels() == ["OK", "Read it", "Forget me"]
    await resident.taps(notice, "OK")
    await resident.hears("What would you like to do?")
    await resident.writes("/my")
    await town.rest()
    assert await resident.times_heard("My privacy notice has changed.") == 1
