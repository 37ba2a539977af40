"""Groups that move, a bot that is removed and comes back, neighbours who block it, and clocks that are changed."""

import pytest

from tests.e2e.post import Post
from tests.e2e.town import House, Neighbour, Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard"
MONDAY_AT_NINE = "2027-05-17 09:00"
"""The week's list comes before the reminder."""


async def old_group(town: Town) -> tuple[House, list[Neighbour], Post]:
    """A group of the small kind with a card, whose neighbours have joined."""
    people = [await town.neighbour(name) for name in ("Aino", "Grace")]
    house = await town.house(people[1], admin=people[0], type="group")
    for person in people:
        await person.joins(house)
    return house, people, await people[0].announces(house, LINE)


@pytest.mark.parametrize("announced", [True, False])
async def test_a_group_that_becomes_a_supergroup_keeps_its_event(town: Town, announced: bool) -> None:
    house, [admin, grace], card = await old_group(town)
    await grace.taps(card, "Coming")
    await town.rest()
    moved = await town.telegram.act("migrate", chat=house.id, announce=announced)
    there = House(town, int(moved["id"]), admin)
    if not announced:
        await grace.writes("/my")
        mine = await grace.hears("Your things", "Spring clean-up")
        await grace.taps(mine, "1. Change")
        event = await grace.hears("You are coming")
        await grace.taps(event, "2")  # the card must follow, and Telegram's refusal tells where it is now
    again = await there.shows("Spring clean-up")
    assert (await grace.taps(again, "We are 3")).text.startswith("You are coming")
    await again.shows("Coming 3")
    assert len(await there.lines("Spring clean-up")) == 1
    assert town.rows("SELECT count(*) FROM houses") == [(1,)]


async def test_a_bot_that_is_removed_sends_nothing_and_knows_everything_when_it_comes_back(town: Town) -> None:
    house, [admin, grace], card = await old_group(town)
    await grace.taps(card, "We are 2")
    await town.rest()
    bot = await town.telegram.bot_id()
    await town.telegram.act("kick", chat=house.id, user=bot)
    await town.rest()
    before = await town.seq()
    await grace.writes("/my")
    await grace.taps(await grace.hears("Your things"), "1. Change")
    await grace.taps(await grace.hears("You are coming"), "3")
    await town.rest()
    assert await town.calls("editMessageText", after=before, chat=house.id, count=1, wait=0) == []
    await house.takes_in_the_bot()
    again = await house.shows("Coming 3")
    assert again.id != card.id
    assert len(await house.lines("I am Talkoot-botti")) == 1
    assert (await admin.taps(again, "Coming")).text.startswith("You are coming")


async def test_whoever_blocks_the_bot_hears_nothing_and_whoever_comes_back_is_reminded(town: Town) -> None:
    house, [_, grace], card = await old_group(town)
    await grace.taps(card, "Coming")
    await town.rest()
    await town.telegram.act("block", user=grace.id)
    await town.rest()
    assert town.rows("SELECT count(*) FROM reminders") == [(0,)]
    await town.telegram.act("unblock", user=grace.id)
    await grace.writes("/start")
    await town.rest()
    assert town.rows("SELECT count(*) FROM reminders") == [(1,)]
    assert await town.jump_to_next_due() == MONDAY_AT_NINE
    heard = len(await grace.from_bot())
    assert await town.jump_to_next_due() == "2027-05-21 17:00"
    assert len(await grace.from_bot()) == heard + 1
    assert len(await house.lines("Tomorrow")) == 1


async def test_somebody_who_blocked_the_bot_unheard_is_found_out_by_the_first_message(town: Town) -> None:
    _, [_, grace], card = await old_group(town)
    await grace.taps(card, "Coming")
    await town.rest()
    await town.telegram.act("delete_account", user=grace.id)
    assert await town.jump_to_next_due() == MONDAY_AT_NINE
    assert town.rows("SELECT kind, state FROM outbox WHERE state = 'failed'") == [("digest", "failed")]
    await town.jump_to_next_due()
    assert town.rows("SELECT count(*) FROM outbox WHERE kind = 'reminder'") == [(0,)]


@pytest.mark.parametrize(
    ("today", "lines", "reminded", "in_utc"),
    [
        (
            "2027-03-20T12:00:00+02:00",
            ("/event Sun 28 March 12 Coffee", "/event Mon 29 March 12 Cake"),
            ("2027-03-27 17:00", "2027-03-28 17:00"),
            ("2027-03-28 09:00", "2027-03-29 09:00"),
        ),
        (
            "2027-10-20T12:00:00+03:00",
            ("/event Sun 31 Oct 12 Coffee", "/event Mon 1 Nov 12 Cake"),
            ("2027-10-30 17:00", "2027-10-31 17:00"),
            ("2027-10-31 10:00", "2027-11-01 10:00"),
        ),
    ],
)
async def test_when_clocks_are_changed_reminders_keep_their_hour_on_the_wall(
    quiet_town: Town, today: str, lines: tuple[str, str], reminded: tuple[str, str], in_utc: tuple[str, str]
) -> None:
    town = quiet_town
    await town.clock(set=today)  # before the start: what was owed at a later time would wait for it
    await town.start_bot()
    house, [admin, grace] = await town.settled_house("en", "en")
    for line in lines:
        await grace.taps(await admin.announces(house, line), "Coming")
    await town.rest()
    assert tuple(str(at)[:16] for [at] in town.rows("SELECT starts_at FROM events ORDER BY id")) == in_utc
    assert (await town.jump_to_next_due()).endswith(" 09:00"), "the week's list"
    assert await town.jump_to_next_due() == reminded[0]
    assert [await grace.times_heard(": Coffee."), await grace.times_heard(": Cake.")] == [1, 0]
    while await grace.times_heard(": Cake.") == 0:
        last = await town.jump_to_next_due()  # in between the first event begins
    assert last == reminded[1]
    lines_said = [message["text"] for message in await house.lines("Tomorrow")]
    assert ["Coffee" in lines_said[0], "Cake" in lines_said[1], len(lines_said)] == [True, True, 2]


async def test_a_bot_that_is_removed_tells_the_admin_once_and_says_the_way_back(town: Town) -> None:
    house, [admin, _], _ = await old_group(town)
    await town.rest()
    await admin.writes("/settings")  # so Telegram has been asked who administers the group
    await admin.hears("Koivukuja 3")
    for _ in range(2):
        await town.telegram.act("leave", chat=house.id, user=await town.telegram.bot_id(), by=admin.id)
        await town.rest()
        await town.clock(advance=61)
        await town.rest()
        told = await admin.hears("I was removed from the group Koivukuja 3. Nothing is lost.")
        assert await told.labels() == ["Add me again"]
        await house.takes_in_the_bot()
        await town.rest()
    assert await admin.times_heard("I was removed from the group") == 2
