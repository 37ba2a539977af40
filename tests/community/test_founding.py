"""Many houses of an area at once: lines, what is made of them, the way back, and who may."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import founding, linking, merging, places, replies, retention, roles
from community.founding import Entry, NewHouses
from community.house_lines import LANGUAGE_OF, TENURE_OF, HouseLine, lines_of, read_house
from community.refusals import Refused
from community.retention import Night
from storage.audit import Act
from storage.audit import Entry as Done
from storage.invitations import Invitation
from storage.places import House, Tenure
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, OTHER_GROUP, RULES, Neighbourhood, neighbour, presser
from tests.community.test_areas import named
from tests.community.test_retention import KEPT

ANNA, BERT = neighbour(1), neighbour(2)
FORTY = "\n".join(f"Koivukuja {number}; fi sv; vuokra" for number in range(1, 41))


@pytest.mark.parametrize(
    ("line", "house"),
    [
        ("Koivukuja 3", HouseLine("Koivukuja 3")),
        ("As Oy Koivula; fi; omistus", HouseLine("As Oy Koivula", ("fi",), Tenure.OWNED)),
        ("Björkgränd 3; hyrd; svenska, finska", HouseLine("Björkgränd 3", ("sv", "fi"), Tenure.RENTED)),
        ("Björkgränd 4;ägd;sv och fi", HouseLine("Björkgränd 4", ("sv", "fi"), Tenure.OWNED)),
        ("Birch 3;; rented", HouseLine("Birch 3", (), Tenure.RENTED)),
        ("Koivukuja 5\tSuomi/Ruotsi\tVUOKRATALO", HouseLine("Koivukuja 5", ("fi", "sv"), Tenure.RENTED)),
        ("Koivukuja 6; fi sv owned", HouseLine("Koivukuja 6", ("fi", "sv"), Tenure.OWNED)),
        ("Дом 7; en; en", HouseLine("Дом 7", ("en",))),
    ],
)
def test_a_line_is_a_house_in_three_languages_and_any_order(line: str, house: HouseLine) -> None:
    assert read_house(line) == house


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("; fi; owned", "house-no-name"),
        ("\u200b; fi", "house-no-name"),
        ("K" * 61, "house-name-too-long"),
        ("Koivukuja 3; klingon", "house-unknown-word"),
        ("Koivukuja 3; fi sv en", "house-many-languages"),
        ("Koivukuja 3; owned; vuokra", "house-two-tenures"),
    ],
)
def test_a_line_that_is_wrong_says_what_is_wrong(line: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        read_house(line)


WORDS = st.lists(st.sampled_from([*LANGUAGE_OF, *TENURE_OF]) | st.text(max_size=8), max_size=5)


@given(st.text(max_size=80), WORDS)
def test_whatever_is_pasted_is_a_house_with_a_name_or_is_refused(name: str, words: list[str]) -> None:
    for line in lines_of("; ".join([name, *words])):
        try:
            house = read_house(line)
        except Refused:
            continue
        assert house.name.strip()
        assert len(house.name) <= 60
        assert len(house.languages) <= 2


def test_numbers_and_bullets_of_a_list_are_no_names() -> None:
    assert lines_of("1. Koivukuja 1\n\n - Koivukuja 2\r\n2) 3 linnan katu\n") == ["Koivukuja 1", "Koivukuja 2", "3 linnan katu"]


async def area_of(here: Neighbourhood) -> int:
    """An area, and somebody who looks after everything."""
    await here.manages()
    return await named(here, "Koivula")


async def wrote(here: Neighbourhood, area: int, *texts: str, who: int = ADMIN) -> NewHouses:
    """Somebody writes houses, perhaps in several messages; what was understood."""
    await here.do(founding.ask, who=who, area=area, message=9, language="en", rules=RULES, now=here.now)
    for text in texts:
        await here.do(founding.write, who=who, text=text, language="en", now=here.now)
    draft = (await here.debts("new-houses"))[-1].params["draft"]
    return await here.db.read(founding.look, who=who, draft=draft, now=here.now)


async def added(here: Neighbourhood, found: NewHouses, who: int = ADMIN) -> int:
    """They are made; the number by which it is undone."""
    await here.do(founding.add, who=who, draft=found.draft, message=9, language="en", rules=RULES, now=here.now)
    return int((await here.debts("houses-added"))[-1].params["draft"])


async def undone(here: Neighbourhood, draft: int, who: int = ADMIN) -> None:
    await here.do(founding.undo, who=who, draft=draft, message=9, language="en", rules=RULES, now=here.now)


async def test_forty_lines_are_forty_houses_of_the_area_each_with_a_code(here: Neighbourhood) -> None:
    area = await area_of(here)
    found = await wrote(here, area, FORTY)
    assert len(found.new) == 40
    assert len(await here.rows(House)) == 1, "nothing is made before the tap"
    await added(here, found)
    new = [house for house in await here.rows(House) if house.area_id == area]
    assert {(house.languages, house.tenure, house.named, house.zone) for house in new} == {("fi,sv", Tenure.RENTED, True, RULES.zone)}
    assert len({house.token for house in new}) == 40
    waiting = await here.db.read(founding.waiting_houses, who=ADMIN, area=area)
    assert [house.name for house in waiting.houses][:3] == ["Koivukuja 1", "Koivukuja 10", "Koivukuja 11"]
    assert Act.HOUSES_ADDED in [each.act for each in await here.rows(Done)]
    with pytest.raises(Refused, match="new-houses-gone"):
        await added(here, found)


async def test_wrong_lines_and_known_names_are_left_out_and_what_is_written_anew_takes_their_place(here: Neighbourhood) -> None:
    area = await area_of(here)
    await added(here, await wrote(here, area, "Koivukuja 1"))
    found = await wrote(here, area, "koivukuja  1; fi\nKoivukuja 2; klingon\nKoivukuja 3\nKoivukuja 3; sv\n;")
    assert [_what(entry) for entry in found.entries] == ["there", "house-unknown-word", "Koivukuja 3", "house-twice", "house-no-name"]
    found = await wrote(here, area, "Koivukuja 2; klingon\nKoivukuja 3", "Koivukuja 2; sv\nKoivukuja 4")
    assert [_what(entry) for entry in found.entries] == ["Koivukuja 3", "Koivukuja 2", "Koivukuja 4"]
    await added(here, found)
    assert sorted(house.name for house in await here.rows(House) if house.area_id == area) == [f"Koivukuja {n}" for n in (1, 2, 3, 4)]


def _what(entry: Entry) -> str:
    return entry.why.code if entry.why else "there" if entry.there else entry.house.name if entry.house else ""


async def test_a_command_in_between_loses_no_line_but_what_is_written_after_it_is_no_house(here: Neighbourhood) -> None:
    area = await area_of(here)
    found = await wrote(here, area, FORTY)
    await here.do(replies.leave_drafts, who=ADMIN)
    assert not await here.db.read(founding.is_asked, who=ADMIN, now=here.now)
    await added(here, found)
    assert len(await here.rows(House)) == 41


async def test_for_a_minute_it_is_undone_and_the_lines_are_there_again(here: Neighbourhood) -> None:
    area = await area_of(here)
    found = await wrote(here, area, FORTY + "\nKoivukuja 77; klingon")
    draft = await added(here, found)
    await undone(here, draft)
    assert len(await here.rows(House)) == 1
    again = (await here.debts("new-houses"))[-1].params["draft"]
    assert (await here.db.read(founding.look, who=ADMIN, draft=again, now=here.now)).entries[:40] == found.entries[:40]
    with pytest.raises(Refused, match="houses-undo-gone"):
        await undone(here, draft)
    draft = await added(here, await wrote(here, area, FORTY))
    here.now += timedelta(minutes=1)
    with pytest.raises(Refused, match="houses-undo-gone"):
        await undone(here, draft)
    assert len(await here.rows(House)) == 41


async def test_it_is_not_undone_once_a_neighbour_or_a_group_has_come(here: Neighbourhood) -> None:
    area = await area_of(here)
    draft = await added(here, await wrote(here, area, "Koivukuja 1\nKoivukuja 2"))
    token = (await here.rows(House))[-1].token
    await here.do(places.join, token=token, presser=presser(ANNA), notice=1, message=1, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="houses-used"):
        await undone(here, draft)
    assert len(await here.rows(House)) == 3


async def test_every_house_gets_a_text_whose_code_brings_its_first_group_and_then_it_waits_no_more(here: Neighbourhood) -> None:
    area = await area_of(here)
    await added(here, await wrote(here, area, "Koivukuja 1\nKoivukuja 2"))
    await here.do(founding.make_codes, who=ADMIN, area=area, language="en", now=here.now)
    secrets = (await here.debts("group-texts"))[-1].params["secrets"]
    codes = await here.db.read(linking.open_group_codes, secrets, here.now)
    assert [code.house.name for _, code in codes] == ["Koivukuja 1", "Koivukuja 2"]
    kept = [each.digest for each in await here.rows(Invitation)]
    assert not any(secret in digest for secret in secrets for digest in kept), "only a hash is kept"
    await here.do(places.settle, group=OTHER_GROUP, language="en", rules=RULES, now=here.now)
    group = OTHER_GROUP.telegram_id
    await here.do(merging.link_by_code, secret=secrets[0], who=ADMIN, group=group, message=7, rules=RULES, now=here.now)
    assert [house.name for house in await here.rows(House)][1:] == ["Koivukuja 1", "Koivukuja 2"], "the group's own house is part of it"
    waiting = await here.db.read(founding.waiting_houses, who=ADMIN, area=area)
    assert [house.name for house in waiting.houses] == ["Koivukuja 2"]
    assert [code.house.name for _, code in await here.db.read(linking.open_group_codes, secrets, here.now)] == ["Koivukuja 2"]


async def test_posters_come_in_parts_and_those_that_wait_can_be_had_alone(here: Neighbourhood) -> None:
    area = await area_of(here)
    await added(here, await wrote(here, area, FORTY + "\n" + "\n".join(f"Lehtokuja {n}" for n in range(20))))
    for waiting in (False, True):
        first = await here.db.read(founding.to_print, who=ADMIN, area=area, waiting=waiting, part=0)
        rest = await here.db.read(founding.to_print, who=ADMIN, area=area, waiting=waiting, part=1)
        assert [(len(part.houses), part.before, part.of) for part in (first, rest)] == [(50, 0, 60), (10, 50, 60)]
        with pytest.raises(Refused, match="no-houses"):
            await here.db.read(founding.to_print, who=ADMIN, area=area, waiting=waiting, part=2)


async def test_an_area_has_room_for_so_many_that_wait(here: Neighbourhood) -> None:
    area = await area_of(here)
    many = [f"House {number}" for number in range(founding.MOST + 1)]
    with pytest.raises(Refused, match="too-many-houses"):
        await wrote(here, area, "\n".join(many))
    await added(here, await wrote(here, area, "\n".join(many[:-1])))
    with pytest.raises(Refused, match="too-many-houses"):
        await added(here, await wrote(here, area, many[-1]))


async def test_only_who_looks_after_the_area_may_any_of_it(here: Neighbourhood) -> None:
    area = await area_of(here)
    found = await wrote(here, area, "Koivukuja 1")
    for who in (ANNA, BERT):
        await here.resident(who)
    await here.do(roles.grant, by=None, person=(await here.person(BERT)).id, role=Role.MANAGER, scope=Scope(house=1), now=here.now)
    at = {"language": "en", "now": here.now}
    for who in (ANNA, BERT, neighbour(9)):
        for use, more in (
            (founding.ask, {"area": area, "message": 9, "rules": RULES, **at}),
            (founding.make_codes, {"area": area, **at}),
            (founding.waiting_houses, {"area": area}),
            (founding.to_print, {"area": area, "waiting": False, "part": 0}),
        ):
            with pytest.raises(Refused, match="not-manager"):
                await here.do(use, who=who, **more)
        with pytest.raises(Refused, match="not-yours"):
            await added(here, found, who)
    draft = await added(here, found)
    with pytest.raises(Refused, match="not-yours"):
        await undone(here, draft, ANNA)
    with pytest.raises(Refused, match="houses-undo-gone"):
        await undone(here, found.draft)
    await here.do(roles.grant, by=None, person=(await here.person(BERT)).id, role=Role.MANAGER, scope=Scope(area=area), now=here.now)
    mine = await wrote(here, area, "Koivukuja 9", who=BERT)
    [held] = [each for each in await here.rows(roles.Holder) if each.area_id == area]
    await here.do(roles.take, who=ADMIN, holder=held.id, message=9, language="en", now=here.now)
    with pytest.raises(Refused, match="not-manager"):
        await added(here, mine, BERT)


async def test_a_house_nobody_came_to_goes_after_ninety_days_and_others_stay(here: Neighbourhood) -> None:
    area = await area_of(here)
    await added(here, await wrote(here, area, "Koivukuja 1\nKoivukuja 2"))
    token = (await here.rows(House))[-1].token
    await here.do(places.join, token=token, presser=presser(ANNA), notice=1, message=1, rules=RULES, now=here.now)
    for late, left in ((timedelta(), 3), (timedelta(minutes=1), 2)):
        await here.db.transaction(retention.RULES["waiting-houses"], Night(here.now + KEPT.waiting_houses + late, KEPT, RULES))
        assert len(await here.rows(House)) == left
    assert (await here.rows(House))[-1].name == "Koivukuja 2"
