"""The week's lists name what the houses were told in the last days, and the card of a house its last notice."""

from datetime import timedelta
from typing import Any

from community import announcements
from community.announcements import Audience
from storage.outbox import Debt
from storage.roles import Role, Scope, give_role
from tests.community.neighbourhood import ADMIN, Neighbourhood, neighbour
from tests.community.noticing import announce, arrive, copies_owed, everywhere, houses
from tests.community.reading import text
from tests.community.test_weeks_with_calls import NINE, WEEK, listed

ANNA, ELSEWHERE = neighbour(1), neighbour(2)
LINE = "Water cut Tue 18 May, 9:00–12:00"
LONG = f"<b>Lift</b> &amp; door\n{'out of order ' * 30}"


async def told(here: Neighbourhood, **values: Any) -> announcements.Announcement:
    """A notice that has arrived everywhere."""
    notice = await announce(here, everywhere(**values))
    await arrive(here, await copies_owed(here))
    return notice


async def week_in_group(here: Neighbourhood) -> str:
    return await text(here, "week-asked", None, chat=(await here.chat()).id)


async def test_a_notice_of_the_last_days_stands_in_the_week_of_its_group_and_of_who_lives_there(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    await here.manages()
    await told(here)
    assert f"\nNotice Mon 10 May · {LINE}" in await week_in_group(here)
    assert f"\nNotice Mon 10 May · {LINE}" in await text(here, "week", ANNA, week=None)
    assert LINE not in await text(here, "week", ANNA, week="2027-05-17"), "a week that has not begun knows nothing of it"
    here.now += timedelta(days=7, minutes=1)
    assert await week_in_group(here) == "Koivukuja 3 · week 20, 17–23 May\nNothing is on."


async def test_on_monday_it_is_in_the_list_of_a_neighbour_but_brings_none_to_a_group(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    await here.manages()
    here.now += timedelta(days=1)
    await told(here)
    assert "week-list" not in await listed(here, NINE)
    assert f"\nNotice Tue 11 May · {LINE}" in await text(here, "digest", ANNA, **WEEK)
    owed = [debt for debt in await here.rows(Debt) if debt.kind == "digest"]
    assert ANNA in {debt.address for debt in owed}


async def test_beside_an_event_a_group_reads_it_in_its_own_list(here: Neighbourhood) -> None:
    await here.manages()
    await here.event()
    here.now += timedelta(days=1)
    await told(here)
    assert "week-list" in await listed(here, NINE)
    shown = await text(here, "week-list", None, chat=(await here.chat()).id, **WEEK)
    assert shown.splitlines()[-1] == f"Notice Tue 11 May · {LINE}"


async def test_what_was_recalled_is_named_no_more_and_what_was_edited_says_what_it_says_now(here: Neighbourhood) -> None:
    await here.manages()
    edited, recalled = await told(here), await told(here, texts={"en": "The lift stands still"})
    await here.do(announcements.edit, who=ADMIN, announcement=edited.id, texts={"en": LONG}, now=here.now)
    await here.do(announcements.recall, who=ADMIN, announcement=recalled.id, now=here.now)
    shown = await week_in_group(here)
    assert "Notice Mon 10 May · Lift & door" in shown
    assert "out of order" not in shown
    assert "stands still" not in shown


async def test_a_long_first_line_is_cut_and_a_picture_alone_is_a_notice(here: Neighbourhood) -> None:
    await here.manages()
    await told(here, texts={"en": "out of order " * 30})
    await told(here, texts={}, picture="a-picture")
    *_, cut, picture = (await week_in_group(here)).splitlines()
    assert (len(cut) <= len("Notice Mon 10 May · ") + 60, cut[-1]) == (True, "…")
    assert picture == "Notice Mon 10 May · Notice"


async def test_a_neighbour_sees_only_what_their_own_houses_were_told_and_once(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    await here.resident(ELSEWHERE)
    [_, other] = await houses(here, 2)
    await told(here)
    await told(here, audience=Audience(chats=frozenset({other})), texts={"en": "Bins"})
    shown = await text(here, "week", ANNA, week=None)
    assert (shown.count(LINE), "Bins" in shown) == (1, False)


async def test_who_got_it_in_private_reads_it_in_their_list(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    await here.manages()
    await here.do(give_role, (await here.person(ANNA)).id, Role.ACTIVIST, Scope(house=(await here.chat()).house_id), here.now)
    await told(here, audience=Audience(everywhere=True, role=Role.ACTIVIST), texts={"en": "For activists"})
    assert "For activists" in await text(here, "week", ANNA, week=None)
    assert "For activists" not in await week_in_group(here)


async def test_only_the_last_ones_stand_in_a_list(here: Neighbourhood) -> None:
    await here.manages()
    for number in range(5):
        here.now += timedelta(minutes=1)
        await told(here, texts={"en": f"Notice {number}"})
    assert [line[-1] for line in (await week_in_group(here)).splitlines()[1:]] == ["2", "3", "4"]


async def test_the_card_of_a_house_says_which_notice_came_last(here: Neighbourhood) -> None:
    await here.manages()
    house = (await here.chat()).house_id
    params = {"house": house, "admin": False, "admins": None, "named": [], "may": {}, "topic": None}
    assert "Last notice" not in await text(here, "house", ADMIN, **params)
    await told(here, texts={"en": "Bins"})
    here.now += timedelta(days=20)
    await told(here)
    assert f"Last notice: Sun 30 May · {LINE}" in await text(here, "house", ADMIN, **params)
