"""Whom a notice reaches: counted before it goes, within the sender's houses, with what was left out left out."""

import time
from collections.abc import Sequence

import pytest
from sqlalchemy import insert

from bot.texts import Catalogues
from community import announcements
from community.announcements import Audience, Reached
from handlers.views.announcement_reach import reach_lines, rounded
from storage.places import Chat, ChatState, House
from storage.roles import Role
from tests.community.neighbourhood import Neighbourhood, neighbour
from tests.community.noticing import houses, leave

CATALOGUES = Catalogues.load()


async def reached(here: Neighbourhood, audience: Audience) -> Reached:
    """Whom it reaches now."""
    return await here.db.read(announcements.reach, audience)


def said(shown: Reached, language: str = "en") -> Sequence[str]:
    """What the sender reads of it."""
    return reach_lines(shown, CATALOGUES.texts(language))


async def test_houses_chats_people_and_languages_are_counted(here: Neighbourhood) -> None:
    await here.resident(neighbour(1))
    await houses(here, 2, "fi")
    shown = await reached(here, Audience(everywhere=True))
    assert (shown.houses, shown.chats, shown.people, shown.languages) == (3, 3, 2, (("fi", 2), ("en", 1)))


async def test_a_house_whose_group_the_bot_left_is_said_and_not_counted(here: Neighbourhood) -> None:
    [first, _] = await houses(here, 2)
    await leave(here, first)
    shown = await reached(here, Audience(everywhere=True))
    assert (shown.houses, shown.chats, shown.without_chat) == (3, 2, 1)
    assert said(shown) == ["2 houses, 2 chats, at least 1 person, en 2", "1 house has no group with me in it."]


async def test_what_is_left_out_gets_nothing_also_when_its_chat_was_chosen(here: Neighbourhood) -> None:
    chats = await houses(here, 3)
    of_chat = {chat.id: chat.house_id for chat in await here.rows(Chat)}
    chosen = Audience(chats=frozenset(chats), without_houses=frozenset({of_chat[chats[0]]}), without_chats=frozenset({chats[1]}))
    shown = await reached(here, chosen)
    assert (shown.houses, shown.chats, shown.without_chat) == (1, 1, 0)


async def test_a_private_audience_counts_each_person_once_and_says_who_can_not_be_written_to(here: Neighbourhood) -> None:
    await houses(here, 2)
    shown = await reached(here, Audience(everywhere=True, role=Role.MANAGER))
    assert (shown.people, shown.unreachable) == (1, 0)
    assert said(shown)[0].startswith("privately to 1 person, 3 houses")
    assert said(await reached(here, Audience(everywhere=True, role=Role.BOARD))) == ["Nobody gets it like this."]


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (7, 7), (99, 99), (934, 930), (12_345, 12_000)])
def test_a_crowd_is_rounded_down(number: int, shown: int) -> None:
    assert rounded(number) == shown


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "12 houses, 14 chats, about 930 people, fi 11 sv 2 en 1"),
        ("fi", "12 taloa, 14 ryhmää, noin 930 henkilöä, fi 11 sv 2 en 1"),
        ("sv", "12 hus, 14 grupper, cirka 930 personer, fi 11 sv 2 en 1"),
    ],
)
def test_the_line_is_the_one_of_the_model_in_every_language(language: str, line: str) -> None:
    assert said(Reached(12, 14, 934, (("fi", 11), ("sv", 2), ("en", 1))), language) == [line]


async def test_ten_thousand_chats_are_counted_in_a_moment(here: Neighbourhood) -> None:
    columns = {"zone": "Europe/Helsinki", "created_at": here.now, "named": True, "announcers": "activists", "flats": ""}
    made = [{"id": n, "name": f"Kuja {n}", "token": f"token-{n}", "languages": "fi,sv", **columns} for n in range(1000, 9000)]
    chat = {"state": ChatState.ACTIVE, "line_shown": True, "digest_shown": True}
    groups = [{"house_id": 1000 + n % 8000, "telegram_id": -3000000000 - n, **chat} for n in range(10_000)]
    await here.db.transaction(lambda db: (db.execute(insert(House), made), db.execute(insert(Chat), groups)))
    begun = time.perf_counter()
    shown = await reached(here, Audience(everywhere=True))
    assert (shown.houses, shown.chats) == (8001, 10_001)
    assert time.perf_counter() - begun < 2
