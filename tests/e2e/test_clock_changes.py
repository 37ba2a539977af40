"""Series over both changes of the clock of 2027, in three time zones at once, with `kill -9` in the middle: the wall is what counts."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.post import Message
from tests.e2e.town import House, Town

ZONES = ("Europe/Helsinki", "Europe/Lisbon", "America/St_Johns")
"""Two change on the same Sunday at the same instant, two hours apart on the wall; the third two weeks before, and a week after, them."""

LINE = "/event every Sun 12 Coffee @ club room"


async def in_three_zones(town: Town) -> list[House]:
    """A house in each zone, whose admin comes to its coffee on Sunday; between them the process is killed, as its settings say the zone."""
    houses = []
    for zone in ZONES:
        if town.bot.is_running:
            await town.bot.kill()
        await town.start_bot(TALKOOT_HOUSES__TIME_ZONE=zone)
        house, [admin] = await town.settled_house("en")
        card = await admin.announces(house, LINE)
        await admin.taps(card, "Coming")
        await town.rest()
        houses.append(house)
    return houses


async def go_on(town: Town, until: str) -> None:
    """Time passes, from one thing that is due to the next."""
    now, end = None, datetime.fromisoformat(until)
    while now is None or now < end:
        now = datetime.fromisoformat((await town.clock(to="next_due"))["now"])
        await town.rest()


def wall(message: Message, zone: str) -> datetime:
    """When it was posted, on the wall there."""
    return datetime.fromtimestamp(message["date"], UTC).astimezone(ZoneInfo(zone))


async def said_in(house: House, zone: str) -> list[tuple[str, str]]:
    """What the group was told on the day before each Sunday: weekday and hour on its wall, and the day and hour that the line names."""
    lines = []
    for message in await house.lines("Tomorrow, Sun"):
        lines.append((f"{wall(message, zone):%a %H:%M}", message["text"].partition("Sun ")[2].partition(":00")[0] + ":00"))
    return lines


@pytest.mark.parametrize(
    ("begins", "middle", "ends", "sundays"),
    [
        ("2027-03-12T12:00+00:00", "2027-03-27T20:45+00:00", "2027-03-29T00:00+00:00", ("14 March", "21 March", "28 March")),
        ("2027-10-29T12:00+00:00", "2027-11-06T19:00+00:00", "2027-11-08T12:00+00:00", ("31 October", "7 November")),
    ],
    ids=["spring", "autumn"],
)
async def test_the_line_of_the_day_before_comes_at_five_on_the_wall_and_once(
    quiet_town: Town, begins: str, middle: str, ends: str, sundays: tuple[str, ...]
) -> None:
    await quiet_town.clock(set=begins)
    houses = await in_three_zones(quiet_town)
    await go_on(quiet_town, middle)
    await quiet_town.bot.kill()
    await quiet_town.start_bot()
    await go_on(quiet_town, ends)
    for house, zone in zip(houses, ZONES, strict=True):
        assert await said_in(house, zone) == [("Sat 17:00", f"{sunday}, 12:00") for sunday in sundays], zone
        heard = [message for message in await house.admin.from_bot() if "Tomorrow, Sun" in message.get("text", "")]
        assert [f"{wall(message, zone):%a %H:%M}" for message in heard] == ["Sat 17:00"], zone
