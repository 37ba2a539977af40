"""What somebody has seen of the privacy notice, and what they agreed to."""

from datetime import timedelta

from community import notice, people, places, privacy
from community.events import Answer
from storage.consents import Consent, ConsentKind
from storage.people import Reminding
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ANNA = neighbour(1)
NOW_IS, NEW = notice.NOTICE_VERSION, notice.NOTICE_VERSION + 1


async def log(here: Neighbourhood, who: int) -> list[tuple[ConsentKind, int, bool, bool]]:
    """What somebody said: about what, under which version, whether they said yes, and whether it still holds."""
    person = (await here.person(who)).id
    mine = [each for each in await here.rows(Consent) if each.person_id == person]
    return [(each.kind, each.version, each.given_at is not None, each.ended_at is None) for each in mine]


async def act(here: Neighbourhood, who: int, version: int = NEW) -> None:
    """Somebody does something in private."""
    if await here.db.read(notice.has_news, who=who, now=here.now, version=version):
        await here.db.transaction(notice.note_act, who=who, now=here.now, version=version)


async def test_joining_is_logged_with_the_version_and_the_time(here: Neighbourhood) -> None:
    person = await here.person(ADMIN)
    assert (person.notice_version, person.notice_at) == (NOW_IS, here.now)
    (record,) = await here.rows(Consent)
    assert (record.kind, record.version, record.given_at, record.ended_at) == (ConsentKind.JOINING, NOW_IS, here.now, None)
    await here.resident(ADMIN)
    assert len(await here.rows(Consent)) == 1


async def test_joining_again_under_a_newer_notice_replaces_the_older(here: Neighbourhood) -> None:
    token = (await here.house()).token
    await here.do(places.join, token=token, presser=presser(ADMIN), notice=NEW, message=1, rules=RULES, now=here.now)
    assert await log(here, ADMIN) == [(ConsentKind.JOINING, NOW_IS, True, False), (ConsentKind.JOINING, NEW, True, True)]


async def test_a_changed_notice_is_shown_once(here: Neighbourhood) -> None:
    await act(here, ADMIN, NOW_IS)
    assert await here.debts("notice-changed") == []
    here.now += timedelta(days=1)
    for _ in range(3):
        await act(here, ADMIN)
    (debt,) = await here.debts("notice-changed")
    assert (debt.address, debt.params) == (ADMIN, {"seen": NOW_IS, "version": NEW})
    person = await here.person(ADMIN)
    assert (person.notice_version, person.notice_at) == (NEW, here.now)
    assert (ConsentKind.NOTICE, NEW, True, True) in await log(here, ADMIN)


async def test_who_joined_under_the_first_notice_is_shown_the_second_once_and_is_answered_as_always(here: Neighbourhood) -> None:
    token, event = (await here.house()).token, await here.event()
    await here.do(places.join, token=token, presser=presser(ANNA), notice=1, message=1, rules=RULES, now=here.now)
    for _ in range(2):
        await act(here, ANNA, NOW_IS)
        assert (await here.answer(event, ANNA)).answer is Answer.COMING, "no tap waits for it"
    (debt,) = await here.debts("notice-changed")
    assert (debt.address, debt.params) == (ANNA, {"seen": 1, "version": 2})


async def test_who_never_joined_is_not_bothered(here: Neighbourhood) -> None:
    await here.answer(await here.event(), ANNA)
    await act(here, ANNA)
    assert await here.debts("notice-changed") == []


async def test_nothing_is_noted_of_strangers_and_of_who_was_forgotten(here: Neighbourhood) -> None:
    await here.do(privacy.forget, presser=presser(ADMIN), free_seats=True, rules=RULES, now=here.now)
    for who in (ADMIN, ANNA):
        await here.db.transaction(notice.note_act, who=who, now=here.now, version=NEW)
    assert await here.debts("notice-changed") == []


async def test_reminders_turned_off_and_on_are_logged(here: Neighbourhood) -> None:
    for reminding in (Reminding.OFF, Reminding.OFF, Reminding.BOTH, Reminding.SHORTLY, Reminding.OFF):
        await here.do(people.choose_reminding, who=ADMIN, reminding=reminding, message=1, rules=RULES, now=here.now)
    said = [each for each in await log(here, ADMIN) if each[0] is ConsentKind.REMINDERS]
    assert said == [(ConsentKind.REMINDERS, NOW_IS, False, False), (ConsentKind.REMINDERS, NOW_IS, True, False)]
