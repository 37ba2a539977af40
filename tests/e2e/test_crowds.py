"""Many neighbours at once: one seat is one seat, every tap is answered, and Telegram's limits are kept."""

import asyncio
import re
from datetime import datetime

from tests.e2e.town import Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard"
TAPS, WITHIN_S = 100, 5.0


async def test_of_twenty_simultaneous_taps_on_one_seat_one_gets_it_and_nineteen_hear_their_place(town: Town) -> None:
    admin, people = await town.neighbour(), await town.neighbours(20)
    house = await town.house(*people, admin=admin)
    card = await admin.announces(house, f"{LINE} max 1")
    shown = await town.crowd(card, "Coming", people)
    assert all(pop_up.answered and pop_up.alert for pop_up in shown)
    seated = [pop_up.text for pop_up in shown if pop_up.text.startswith("You are coming")]
    places = [int(found[1]) for pop_up in shown if (found := re.search(r"queue: (\d+)", pop_up.text))]
    assert len(seated) == 1
    assert sorted(places) == list(range(1, 20))
    await card.shows("The 1 place is taken · queue 19")
    assert town.rows("SELECT place, count(*) FROM sign_ups GROUP BY place ORDER BY place") == [("seated", 1), ("waiting", 19)]


async def test_a_hundred_taps_in_five_seconds_are_all_answered_with_at_most_four_edits_in_ten_seconds(town: Town) -> None:
    await town.clock(mode="real", rate=1)
    admin, people = await town.neighbour(), await town.neighbours(TAPS)
    house = await town.house(*people, admin=admin)
    card = await admin.announces(house, LINE)
    await town.rest()
    before, pause = await town.seq(), WITHIN_S / 20
    waves = []
    for at in range(0, TAPS, 5):
        waves.append(asyncio.create_task(town.crowd(card, ("Coming", "We are 2")[at % 2], people[at : at + 5])))
        await asyncio.sleep(pause)
    shown = [pop_up for wave in await asyncio.gather(*waves) for pop_up in wave]
    assert all(pop_up.answered for pop_up in shown)
    await card.shows(f"Coming {TAPS * 3 // 2}")
    await town.rest()
    edits = [datetime.fromisoformat(call["at"]) for call in await town.calls("editMessageText", after=before, chat=house.id)]
    assert most_within(edits, 10.0) <= 4
    stats = await town.telegram.see("stats")
    assert stats["429s"] == 0
    assert stats["presses"]["made"] == stats["presses"]["answered"] == TAPS + 1
    assert town.rows("SELECT seated, waiting FROM events") == [(TAPS * 3 // 2, 0)]


def most_within(moments: list[datetime], seconds: float) -> int:
    """The most of them in any stretch of so many seconds."""
    return max(sum(0 <= (later - first).total_seconds() < seconds for later in moments) for first in moments)
