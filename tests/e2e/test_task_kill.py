"""`kill -9` in the middle of a hand-over and of a swap: a task is never both's, and never nobody's."""

from pathlib import Path

from handlers.taps.hand_overs import OpenHandOver
from tests.e2e.post import Post
from tests.e2e.test_poll_kill import dies
from tests.e2e.town import Neighbour, Town
from tests.handlers.calling_more import press

LINES = "/call Sat 22 May Flea market @ courtyard\nTables ×1 9–11\nCoffee ×1 15–16"

REMEMBERED_S = 5
"""After this long the next process, which does not know what was said before, is within the limit of a chat again."""


def doing(town: Town) -> list[tuple[str, int]]:
    """Who has which task, by its name and Telegram's number."""
    return [
        (str(task), int(who))
        for task, who in town.rows(
            "SELECT tasks.name, people.telegram_id FROM volunteers JOIN tasks ON tasks.id = task_id JOIN people ON people.id = person_id "
            "WHERE place = 'seated' ORDER BY tasks.id"
        )
    ]


async def opens_hand_over(who: Neighbour, town: Town, task: str) -> Post:
    """How a task can be handed over, without the way to it."""
    [[call, number]] = town.rows(f"SELECT call_id, id FROM tasks WHERE name = '{task}'")
    await press(who, town, OpenHandOver(call=call, task=number))
    return await who.hears(f"Hand over: {task}")


async def asks_to_swap(who: Neighbour, town: Town, mine: str, other: str) -> None:
    """All who have the other task are asked."""
    screen = await opens_hand_over(who, town, mine)
    await who.taps(screen, "Swap it for another one")
    await screen.shows(f"Swap: {mine}")
    await who.taps(screen, other)


async def test_a_task_in_passing_is_somebody_s_after_every_kill(quiet_town: Town, tmp_path: Path) -> None:
    town = quiet_town
    taking, swapped, swapping = [tmp_path / f"{number}" for number in range(3)]
    await town.start_bot(TALKOOT_PAUSE_AT=f"before-commit take_over 1 {taking}")
    house, [admin, grace, lan] = await town.settled_house("en", "en", "en")
    await admin.writes(LINES, to=house)
    await admin.taps(await house.shows("Flea market"), "Publish")
    card = await house.shows_button("Tables")
    await grace.taps(card, "Tables")
    await lan.taps(card, "Coffee")
    await grace.taps(await opens_hand_over(grace, town, "Tables"), "Find somebody for me")
    post = await house.shows_button("I take it")
    await town.clock(advance=REMEMBERED_S)
    await admin.taps(post, "I take it", wait=0)
    await dies(town, taking)
    assert doing(town) == [("Tables", grace.id), ("Coffee", lan.id)]
    await town.start_bot(TALKOOT_PAUSE_AT=f"after-commit agree 1 {swapped}")  # the press is delivered again
    await post.shows("Somebody has taken it.")
    await grace.hears("Somebody has taken it over")
    assert doing(town) == [("Tables", admin.id), ("Coffee", lan.id)]
    await asks_to_swap(lan, town, "Coffee", "Tables")
    asked = await admin.hears("You get: Coffee")
    await town.clock(advance=REMEMBERED_S)
    await admin.taps(asked, "Swap", wait=0)
    await dies(town, swapped)
    assert doing(town) == [("Tables", lan.id), ("Coffee", admin.id)]
    await town.start_bot()  # the press may be delivered again
    await lan.hears("Swapped.", "Yours now: Tables")
    await town.rest()
    await town.bot.kill()
    await town.start_bot(TALKOOT_PAUSE_AT=f"before-commit agree 1 {swapping}")
    await asks_to_swap(lan, town, "Tables", "Coffee")
    asked = await admin.hears("You get: Tables")
    await town.clock(advance=REMEMBERED_S)
    await admin.taps(asked, "Swap", wait=0)
    await dies(town, swapping)
    assert doing(town) == [("Tables", lan.id), ("Coffee", admin.id)]
    await town.start_bot()
    await lan.hears("Swapped.", "Yours now: Coffee")
    await town.rest()
    assert doing(town) == [("Tables", admin.id), ("Coffee", lan.id)]
    assert [await who.times_heard("Swapped.") for who in (admin, lan)] == [2, 2]
    assert await grace.times_heard("Somebody has taken it over") == 1
