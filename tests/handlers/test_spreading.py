"""One event in several groups, as its organiser and the neighbours of each house meet it."""

from storage.roles import Role
from tests.e2e.post import Post
from tests.e2e.town import House, Neighbour, Town
from tests.handlers.test_changing import panel_of

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 9"


async def three_houses(town: Town) -> tuple[list[House], Neighbour, Neighbour]:
    """Three groups, each a house of its own; a manager of them all, who lives in the first, and a resident of the second."""
    houses, people = [], []
    for number in (1, 2, 3):
        house, [resident] = await town.settled_house("en")
        await town.telegram.act("rename", chat=house.id, by=resident.id, title=f"Birch Lane {number}")
        houses.append(house)
        people.append(resident)
    await town.made(people[0], Role.MANAGER)
    return houses, people[0], people[1]


async def card_in(house: House) -> Post:
    return await house.shows("Spring clean-up")


async def test_the_groups_are_chosen_before_publishing_and_one_more_is_added_after(town: Town) -> None:
    [first, second, third], manager, resident = await three_houses(town)
    await manager.writes(LINE)
    preview = await manager.hears("Preview", "Spring clean-up")
    await manager.taps(preview, "Choose groups…")
    await preview.shows("Which groups shall see it?")
    assert await preview.labels() == ["✓ Birch Lane 1", "Birch Lane 2", "Birch Lane 3", "Publish in 1 group", "Back"]
    await manager.taps(preview, "Birch Lane 2")
    await town.rest()
    await manager.taps(preview, "Back")
    await preview.shows("Preview")
    await manager.taps(preview, "Choose groups…")
    await preview.shows("Which groups shall see it?")
    assert (await manager.taps(preview, "Publish in 2 groups")).text == "Published in 2 groups."
    await preview.shows("Published: Spring clean-up.", "It is shown in 2 groups.")
    cards = [await card_in(first), await card_in(second)]
    await resident.taps(cards[1], "We are 2")
    for card in cards:
        await card.shows("Coming 2 · 7 places left")
    panel = await panel_of(manager)
    await manager.taps(panel, "More…")
    await town.rest()
    await manager.taps(panel, "In other groups")
    await panel.shows("is shown here:", "– Birch Lane 1", "– Birch Lane 2")
    await manager.taps(panel, "Also: Birch Lane 3")
    await panel.shows("– Birch Lane 3", "There is no other group")
    cards.append(await card_in(third))
    await resident.taps(cards[1], "Can't")
    for card in cards:
        await card.shows("Coming 0 · 9 places left")


async def test_where_nobody_gave_a_role_the_admin_of_a_group_publishes_there_alone(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    other, _ = await town.settled_house("en")
    await town.telegram.act("join", chat=other.id, user=admin.id)
    await admin.joins(other)
    await admin.writes(LINE)
    preview = await admin.hears("Preview", "Spring clean-up")
    await admin.taps(preview, "Choose groups…")
    await preview.shows("Which groups shall see it?")
    assert len(await preview.labels()) == 2, "one group, and the way back"
    await admin.taps(preview, (await preview.labels())[0])
    await town.rest()
    await admin.taps(preview, "Publish in 1 group")
    await card_in(house)
    assert not await other.lines("Spring clean-up")
