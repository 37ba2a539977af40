"""Who may do what with notices: every use case for everybody, and what no audience can do."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from community import announcements, privacy, roles
from community.announcements import Announcement, AnnouncementState, Audience, Sender, agreeing, drafting, picking
from community.announcements.choosing import Place, Readers, has_chat, with_area, with_chat, with_house
from community.refusals import Refused
from storage import announcements as rows
from storage.places import Chat, House, add_area, change_house
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser
from tests.community.noticing import TEXTS, everywhere, houses

CAREFUL = replace(RULES, second_approval_chats=0)
"""Every notice waits for a second manager."""

STRANGER, RESIDENT, ACTIVIST, BOARD, OTHER_BOARD, OF_HOUSE, OF_AREA, OF_OTHER_AREA, CHIEF, FORGOTTEN = (neighbour(n) for n in range(10))

EVERYBODY = {
    STRANGER: "stranger",
    RESIDENT: "resident",
    ACTIVIST: "activist",
    BOARD: "board of the house",
    OTHER_BOARD: "board of another house",
    OF_HOUSE: "manager of the house",
    OF_AREA: "manager of its area",
    OF_OTHER_AREA: "manager of another area",
    CHIEF: "manager of all",
    FORGOTTEN: "somebody forgotten",
}

MANAGERS = {"manager of the house", "manager of its area", "manager of all"}
SENDERS = MANAGERS | {"board of the house"}
SPEAKERS = SENDERS | {"board of another house", "manager of another area"}
NOBODY: set[str] = set()


@dataclass
class Town:
    """Two houses, each in an area of its own, and everybody there is; the first one's author of notices manages all, too."""

    here: Neighbourhood
    house: int
    other: int
    areas: tuple[int, int]

    async def notice(self, *houses: int, state: AnnouncementState | None = None) -> Announcement:
        """One of the author's to these houses (the first one); with AWAITING it waits for a second manager."""
        written = everywhere(audience=Audience(houses=frozenset(houses or {self.house})))
        rules = CAREFUL if state is AnnouncementState.AWAITING else RULES
        return await self.here.do(announcements.announce, who=ADMIN, written=written, rules=rules, now=self.here.now, progress=42)

    async def draft(self) -> int:
        """A draft of the author's."""
        return await _drafted(self, ADMIN)


@pytest.fixture
async def town(here: Neighbourhood) -> Town:
    """The town."""
    await houses(here, 1)
    house, other = [each.id for each in await here.rows(House)]
    areas = tuple([await here.db.transaction(add_area, name, here.now) for name in ("West", "East")])
    for where, area in zip((house, other), areas, strict=True):
        await here.db.transaction(_put, where, area)
    given = {
        ACTIVIST: (Role.ACTIVIST, Scope(house=house)),
        BOARD: (Role.BOARD, Scope(house=house)),
        OTHER_BOARD: (Role.BOARD, Scope(house=other)),
        OF_HOUSE: (Role.MANAGER, Scope(house=house)),
        OF_AREA: (Role.MANAGER, Scope(area=areas[0])),
        OF_OTHER_AREA: (Role.MANAGER, Scope(area=areas[1])),
        CHIEF: (Role.MANAGER, Scope()),
        FORGOTTEN: (Role.MANAGER, Scope()),
    }
    for who in (RESIDENT, *given):
        await here.resident(who)
    for who, (role, scope) in given.items():
        await here.do(roles.grant, by=None, person=(await here.person(who)).id, role=role, scope=scope, now=here.now)
    await here.do(privacy.forget, presser=presser(FORGOTTEN), free_seats=True, rules=RULES, now=here.now)
    return Town(here, house, other, (areas[0], areas[1]))


Act = Callable[[Town, int], Awaitable[Any]]


async def _drafted(town: Town, who: int) -> int:
    return await town.here.do(_write, who, town.here.now)


def _write(db: Connection, who: int, now: datetime) -> int:
    return drafting.begin(db, who=who, texts=TEXTS, rules=RULES, now=now)


def _put(db: Connection, house: int, area: int) -> None:
    change_house(db, house, area_id=area)


async def _announce(town: Town, who: int) -> None:
    await _announce_to(town, who, Audience(houses=frozenset({town.house})))


async def _announce_to(town: Town, who: int, audience: Audience) -> None:
    written = everywhere(audience=audience)
    await town.here.do(announcements.announce, who=who, written=written, rules=RULES, now=town.here.now, progress=42)


async def _announce_to_area(town: Town, who: int) -> None:
    await _announce_to(town, who, Audience(areas=frozenset({town.areas[0]})))


async def _announce_to_both(town: Town, who: int) -> None:
    await _announce_to(town, who, Audience(houses=frozenset({town.house, town.other})))


async def _announce_to_chat(town: Town, who: int) -> None:
    await _announce_to(town, who, Audience(chats=frozenset({(await town.here.chat()).id})))


async def _announce_everywhere(town: Town, who: int) -> None:
    await _announce_to(town, who, Audience(everywhere=True))


async def _write_to_residents(town: Town, who: int) -> None:
    await _announce_to(town, who, Audience(houses=frozenset({town.house}), residents=True))


async def _edit(town: Town, who: int) -> None:
    notice = await town.notice()
    await town.here.do(announcements.edit, who=who, announcement=notice.id, texts={"en": "Other words"}, now=town.here.now)


async def _edit_both(town: Town, who: int) -> None:
    notice = await town.notice(town.house, town.other)
    await town.here.do(announcements.edit, who=who, announcement=notice.id, texts={"en": "Other words"}, now=town.here.now)


async def _recall(town: Town, who: int) -> None:
    notice = await town.notice()
    await town.here.do(announcements.recall, who=who, announcement=notice.id, now=town.here.now)


async def _recall_both(town: Town, who: int) -> None:
    notice = await town.notice(town.house, town.other)
    await town.here.do(announcements.recall, who=who, announcement=notice.id, now=town.here.now)


async def _stop(town: Town, who: int) -> None:
    notice = await town.notice()
    await town.here.do(announcements.stop, who=who, announcement=notice.id, now=town.here.now)


async def _look_to_approve(town: Town, who: int) -> None:
    notice = await town.notice(state=AnnouncementState.AWAITING)
    await town.here.db.read(lambda db: agreeing.look(db, who=who, announcement=notice.id))


def _pressed(town: Town, who: int) -> Mapping[str, Any]:
    return {"who": who, "message": 7, "language": "en", "now": town.here.now}


async def _agree(town: Town, who: int) -> None:
    notice = await town.notice(state=AnnouncementState.AWAITING)
    await town.here.do(agreeing.agree, announcement=notice.id, rules=CAREFUL, **_pressed(town, who))


async def _turn_down(town: Town, who: int) -> None:
    notice = await town.notice(state=AnnouncementState.AWAITING)
    await town.here.do(agreeing.turn_down, announcement=notice.id, rules=CAREFUL, **_pressed(town, who))


async def _take_back(town: Town, who: int) -> None:
    notice = await town.notice(state=AnnouncementState.AWAITING)
    await town.here.do(agreeing.take_back, announcement=notice.id, rules=CAREFUL, **_pressed(town, who))


async def _begin(town: Town, who: int) -> None:
    await _drafted(town, who)


async def _look_at_draft(town: Town, who: int) -> None:
    draft = await town.draft()
    await town.here.db.read(lambda db: picking.look(db, who=who, draft=draft, rules=RULES, now=town.here.now))


async def _look_at_houses(town: Town, who: int) -> None:
    draft = await town.draft()
    await town.here.db.read(lambda db: picking.look_at_houses(db, who=who, draft=draft, area=town.areas[0], now=town.here.now))


async def _look_at_chats(town: Town, who: int) -> None:
    draft = await town.draft()
    await town.here.db.read(lambda db: picking.look_at_chats(db, who=who, draft=draft, house=town.house, now=town.here.now))


async def _set_readers(town: Town, who: int) -> None:
    await town.here.do(picking.set_readers, draft=await town.draft(), readers=Readers.RESIDENTS, **_pressed(town, who))


async def _pick_all(town: Town, who: int) -> None:
    await town.here.do(picking.pick_all, draft=await town.draft(), inside=True, **_pressed(town, who))


async def _pick_area(town: Town, who: int) -> None:
    await town.here.do(picking.pick_area, draft=await town.draft(), area=town.areas[0], inside=False, **_pressed(town, who))


async def _pick_house(town: Town, who: int) -> None:
    await town.here.do(picking.pick_house, draft=await town.draft(), house=town.house, inside=False, page=0, **_pressed(town, who))


async def _pick_chat(town: Town, who: int) -> None:
    await town.here.do(picking.pick_chat, draft=await town.draft(), chat=1, inside=False, **_pressed(town, who))


async def _pick_topic(town: Town, who: int) -> None:
    await town.here.do(picking.pick_topic, draft=await town.draft(), chat=1, topic=0, **_pressed(town, who))


async def _show(town: Town, who: int) -> None:
    await town.here.do(picking.show, draft=await town.draft(), screen=picking.Screen.WHO, **_pressed(town, who))


async def _pick_in_own_draft(town: Town, who: int) -> None:
    draft = await _drafted(town, who)
    await town.here.do(picking.pick_house, draft=draft, house=town.house, inside=True, page=0, **_pressed(town, who))


MATRIX: list[tuple[Act, set[str]]] = [
    (_announce, SENDERS),
    (_announce_to_chat, SENDERS),
    (_write_to_residents, SENDERS),
    (_announce_to_area, {"manager of its area", "manager of all"}),
    (_announce_to_both, {"manager of all"}),
    (_announce_everywhere, {"manager of all"}),
    (_edit, SENDERS),
    (_edit_both, {"manager of all"}),
    (_recall, SENDERS),
    (_recall_both, {"manager of all"}),
    (_stop, SENDERS),
    (_look_to_approve, MANAGERS),
    (_agree, MANAGERS),
    (_turn_down, MANAGERS),
    (_take_back, NOBODY),
    (_begin, SPEAKERS),
    (_pick_in_own_draft, SENDERS),
    *[
        (another, NOBODY)
        for another in (
            _look_at_draft,
            _look_at_houses,
            _look_at_chats,
            _set_readers,
            _pick_all,
            _pick_area,
            _pick_house,
            _pick_chat,
            _pick_topic,
            _show,
        )
    ],
]
"""Each use case, and who may; what belongs to its author alone (a draft, taking back) nobody else may."""


async def test_everybody_may_do_what_is_theirs_and_nothing_else(town: Town) -> None:
    may: dict[str, set[str]] = {act.__name__: set() for act, _ in MATRIX}
    for act, _ in MATRIX:
        for who, name in EVERYBODY.items():
            before = await _told(town)
            if (why := await _refused(act, town, who)) is None:
                may[act.__name__].add(name)
            else:
                assert why in ("may-not-announce", "not-your-houses", "not-yours"), (act.__name__, name)
                assert await _told(town) == before, f"{act.__name__}: {name} was refused, and something went"
    assert may == {act.__name__: allowed for act, allowed in MATRIX}


async def _refused(act: Act, town: Town, who: int) -> str | None:
    """Why somebody may not; None when they may."""
    try:
        await act(town, who)
    except Refused as refused:
        return refused.code
    return None


async def _told(town: Town) -> int:
    """How much residents were sent, or could be, because of somebody else than the author."""
    author = (await town.here.person(ADMIN)).id
    return len([each for each in await town.here.rows(Announcement) if each.author_id != author or each.revision or each.approved_by_id])


async def test_made_up_numbers_lead_nowhere(town: Town) -> None:
    here, event = town.here, (await town.here.event()).id
    for forged in (0, -1, 999_999, event):
        acts: Any = (
            (announcements.edit, {"who": CHIEF, "texts": {"en": "Other"}, "now": here.now}),
            (announcements.recall, {"who": CHIEF, "now": here.now}),
            (announcements.stop, {"who": CHIEF, "now": here.now}),
            (agreeing.agree, {"rules": CAREFUL, **_pressed(town, CHIEF)}),
            (agreeing.turn_down, {"rules": CAREFUL, **_pressed(town, CHIEF)}),
            (agreeing.take_back, {"rules": CAREFUL, **_pressed(town, CHIEF)}),
        )
        for act, values in acts:
            with pytest.raises(Refused, match="announcement-gone"):
                await here.do(act, announcement=forged, **values)
    with pytest.raises(Refused, match="announcement-done"):
        await here.do(picking.pick_all, draft=999_999, inside=True, **_pressed(town, CHIEF))


async def test_made_up_houses_and_chats_are_refused_in_ones_own_draft(town: Town) -> None:
    for who in (BOARD, OF_HOUSE, OF_AREA):
        await _forge(town, who)


async def _forge(town: Town, who: int) -> None:
    here = town.here
    draft = await _drafted(town, who)
    theirs = [chat.id for chat in await here.rows(Chat) if chat.house_id == town.other]
    for house in (town.other, 0, 999_999):
        with pytest.raises(Refused, match="not-your-houses"):
            await here.do(picking.pick_house, draft=draft, house=house, inside=True, page=0, **_pressed(town, who))
    for chat in (*theirs, 0, 999_999):
        with pytest.raises(Refused, match="not-your-houses"):
            await here.do(picking.pick_chat, draft=draft, chat=chat, inside=True, **_pressed(town, who))
    with pytest.raises(Refused, match="not-your-houses"):
        await here.do(picking.pick_area, draft=draft, area=town.areas[1], inside=True, **_pressed(town, who))
    await here.do(picking.pick_all, draft=draft, inside=True, **_pressed(town, who))
    written = drafting.written((await here.draft()).data)
    assert {house for _, house, _ in await here.db.read(rows.list_chats, written.audience)} == {town.house}


SMALL = st.frozensets(st.integers(1, 6), max_size=3)
AUDIENCES = st.builds(
    Audience,
    areas=st.frozensets(st.integers(1, 2)),
    houses=SMALL,
    chats=SMALL,
    everywhere=st.booleans(),
    role=st.sampled_from([None, *Role]),
    residents=st.booleans(),
    without_houses=SMALL,
    without_chats=SMALL,
)


async def test_no_audience_reaches_a_house_that_is_not_the_senders_or_was_left_out_and_nobody_gets_two(town: Town) -> None:
    await houses(town.here, 5)
    who = await town.here.person(CHIEF)
    of_chat = {chat.id: chat.house_id for chat in await town.here.rows(Chat)}
    area_of = {house.id: house.area_id for house in await town.here.rows(House)}

    def prove(db: Connection) -> None:
        @settings(max_examples=60, deadline=None)
        @given(AUDIENCES, st.frozensets(st.integers(1, 2)), SMALL)
        def holds(audience: Audience, areas: frozenset[int], own: frozenset[int]) -> None:
            speaker = Sender(who, everywhere=False, areas=areas, houses=own, voices=())
            chats, people = rows.list_chats(db, audience), rows.list_people(db, audience)
            reached = [house for _, house, _ in chats] + [house for _, house in people]
            assert not audience.without_houses.intersection(reached)
            assert not audience.without_chats.intersection(chat for chat, _, _ in chats)
            assert len({chat for chat, _, _ in chats}) == len(chats)
            assert len({person.id for person, _ in people}) == len(people)
            counted = announcements.reach(db, audience)
            assert counted.people == len(people) if audience.is_private else counted.chats == len(chats)
            try:
                announcements.must_reach(db, speaker, audience)
            except Refused:
                return
            assert all(speaker.covers(house, area_of[house]) for house in reached)
            assert all(of_chat[chat] == house for chat, house, _ in chats)

        holds()

    await town.here.db.read(prove)


PLACES = [
    Place(1, 1, frozenset({11, 12})),
    Place(2, 1, frozenset({21})),
    Place(3, 2, frozenset({31, 32, 33})),
    Place(4, None, frozenset({41})),
]
STARTS = st.sampled_from([Audience(), Audience(everywhere=True), Audience(areas=frozenset({1}), houses=frozenset({4}))])
CHOICES = st.tuples(st.sampled_from(["house", "chat", "area"]), st.integers(0, 3), st.integers(0, 2), st.booleans())


@given(STARTS, st.lists(CHOICES, max_size=12))
def test_what_was_put_in_is_in_and_what_was_left_out_is_out_whatever_came_before(
    audience: Audience, choices: list[tuple[str, int, int, bool]]
) -> None:
    every = {chat: place for place in PLACES for chat in place.chats}
    expected = {chat for chat, place in every.items() if has_chat(audience, place, chat)}
    for kind, at, one, inside in choices:
        place = PLACES[at]
        if kind == "house":
            touched, audience = set(place.chats), with_house(audience, place, inside)
        elif kind == "chat":
            chat = sorted(place.chats)[one % len(place.chats)]
            touched, audience = {chat}, with_chat(audience, place, chat, inside)
        else:
            area = 1 + at % 2
            there = [each for each in PLACES if each.area == area]
            touched, audience = {chat for each in there for chat in each.chats}, with_area(audience, area, there, inside)
        expected = expected | touched if inside else expected - touched
        assert {chat for chat, each in every.items() if has_chat(audience, each, chat)} == expected
