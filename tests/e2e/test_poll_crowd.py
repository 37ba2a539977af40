"""A thousand neighbours answer one poll in three groups: every answer counts once, and no group is flooded with edits."""

import asyncio

from tests.e2e.town import House, Neighbour, Post, Town

LINE = "/poll What shall we get first? | Bench | Grill | Planters"
VOTERS, GROUPS = 1000, 3
CHANGING = 100
"""So many press a second time, in the group of others, and mean something else then."""

MOST_EDITS = 12
"""Of one card, in the seconds a thousand answers take; on a quiet machine there are five."""


async def test_a_thousand_answers_in_three_groups_make_one_tally_with_few_edits(town: Town) -> None:
    admin, people = await town.neighbour(), await town.neighbours(VOTERS)
    houses = await a_house_of_groups(town, admin, people)
    cards = await ask_everywhere(admin, houses)
    await town.rest()
    before = await town.seq()
    parts = [people[at::GROUPS] for at in range(GROUPS)]
    shown = [await town.crowd(card, word, part) for card, word, part in zip(cards, ("Bench", "Grill", "Planters"), parts, strict=True)]
    assert [sum(each.answered and "Your choice" in each.text for each in wave) for wave in shown] == [334, 333, 333]
    again = await town.crowd(cards[1], "Grill", parts[0][:CHANGING])
    assert all(each.text.startswith("Your choice: Grill") for each in again)
    await asyncio.gather(*(card.shows(f"Answers {VOTERS}") for card in cards))
    await town.rest()
    edits = [len(await town.calls("editMessageText", after=before, chat=house.id, wait=0)) for house in houses]
    assert max(edits) <= MOST_EDITS, edits
    await close(cards[0], admin)
    await asyncio.gather(*(card.shows(f"Closed: Grill {333 + CHANGING} · Planters 333 · Bench {334 - CHANGING}") for card in cards))
    assert town.rows("SELECT count(*), count(DISTINCT voter) FROM ballots") == [(VOTERS, 0)]


async def a_house_of_groups(town: Town, admin: Neighbour, people: list[Neighbour]) -> list[House]:
    """One house with three groups; everybody is in all of them, and the admin of all looks after the house."""
    first, *others = [await town.house(*people, admin=admin) for _ in range(GROUPS)]
    await admin.joins(first)
    for other in others:
        await admin.writes(f"/link {await town.group_code(1)}", to=other)
        asked = await other.shows_button("Yes, link (admins)")
        await admin.taps(asked, "Yes, link (admins)")
        await asked.shows("Nothing was lost")
    await town.made_manager(admin, 1)
    return [first, *others]


async def ask_everywhere(admin: Neighbour, houses: list[House]) -> list[Post]:
    """The poll's cards, one in each group."""
    await admin.writes(LINE, to=houses[0])
    everywhere = "All groups: Koivukuja 3"
    await admin.taps(await houses[0].shows_button(everywhere), everywhere)
    return [await house.shows_button("Planters") for house in houses]


async def close(card: Post, admin: Neighbour) -> None:
    """As who asks does it, in private."""
    keys = [key for row in (await card.seen())["reply_markup"]["inline_keyboard"] for key in row]
    await admin.opens(next(key["url"] for key in keys if "start=p_" in key.get("url", "")))
    ballot = await admin.hears("What shall we get first?", "You have not answered yet.")
    await admin.taps(ballot, "For the asker")
    await ballot.shows("For the asker")
    await admin.taps(ballot, "Close now")
    await ballot.shows("can't be opened again")
    await admin.taps(ballot, "Yes, close it")
