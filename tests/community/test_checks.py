"""Before yard work is published insurance and permission are asked; the rest of the talkoot checklist comes as tips in time."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import announcing, publishing, volunteering
from community.refusals import Refused
from community.volunteering import Check, Tip, Verdict, is_yard_work, unanswered
from community.volunteering.tips import WINDOWS, due_times
from storage.volunteering import CallTip, SafetyCheck, change_call
from tests.community.calling import call_for
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, in_group, neighbour, presser

HELSINKI = ZoneInfo("Europe/Helsinki")
YARD = "Pihatalkoot|Kevättalkoot|Vårtalko|Haravointi|Takapihan siivous|Yard day|Garden club|Raking|Snow|Trädgård|Lumityöt|Gårdsfest"
OTHER = "Kirppis|Saunan siivous|Sofa|Brake repair|Rakennus|Alumiini|Kahvi|Flea market|Böcker"


@pytest.mark.parametrize("title", YARD.split("|"))
def test_yard_work_is_known_by_its_name_in_three_languages(title: str) -> None:
    assert is_yard_work({"title": title, "tasks": []})
    assert is_yard_work({"title": "Saturday", "tasks": [{"name": title.lower()}]})


@pytest.mark.parametrize("title", OTHER.split("|"))
def test_other_work_is_not(title: str) -> None:
    assert not is_yard_work({"title": title, "tasks": []})
    assert is_yard_work({"title": title, "tasks": [], "yard": True}), "but its author may say so"


async def drafted(here: Neighbourhood, line: str = "Sat 29 May 12–15 Pihatalkoot") -> int:
    await here.do(announcing.announce, line=line, origin=in_group(), rules=RULES, now=here.now, kind="call")
    return (await here.draft()).id


async def published(here: Neighbourhood, draft: int) -> int | None:
    values = {"draft": draft, "admin": True, "chat": None, "message": 600, "rules": RULES, "now": here.now}
    return await here.do(publishing.publish, presser=presser(ADMIN), **values)


async def answers(here: Neighbourhood, draft: int, check: Check, verdict: Verdict, who: int = ADMIN) -> None:
    values = {"presser": presser(who), "admin": False, "message": 600, "now": here.now}
    await here.do(volunteering.answer_check, draft=draft, check=check, verdict=verdict, **values)


async def test_yard_work_is_published_once_both_questions_are_answered_or_skipped(here: Neighbourhood) -> None:
    draft = await drafted(here)
    with pytest.raises(Refused, match="checks-first"):
        await published(here, draft)
    await answers(here, draft, Check.INSURANCE, Verdict.IN_ORDER)
    await answers(here, draft, Check.INSURANCE, Verdict.SKIPPED)
    with pytest.raises(Refused, match="checks-first"):
        await published(here, draft)
    await answers(here, draft, Check.PERMISSION, Verdict.SKIPPED)
    assert unanswered((await here.draft()).data) is None
    call = await published(here, draft)
    kept = [(row.call_id, row.check, row.verdict, row.by_id, row.at) for row in await here.rows(SafetyCheck)]
    mine = (await here.person(ADMIN)).id
    assert kept == [
        (call, Check.INSURANCE, Verdict.IN_ORDER, mine, here.now),
        (call, Check.PERMISSION, Verdict.SKIPPED, mine, here.now),
    ], "what was answered first stays"
    shown = await here.db.read(volunteering.show, call or 0, ADMIN)
    assert shown is not None
    assert len(shown.checks) == 2
    assert (await here.db.read(volunteering.show, call or 0, neighbour(3))).checks == ()  # type: ignore[union-attr]


async def test_who_knows_better_says_that_it_is_no_yard_work(here: Neighbourhood) -> None:
    draft = await drafted(here)
    values = {"presser": presser(ADMIN), "admin": False, "message": 600, "now": here.now}
    await here.do(volunteering.set_yard, draft=draft, yard=False, **values)
    assert await published(here, draft)
    assert await here.rows(SafetyCheck) == []
    assert await here.rows(CallTip) == []


async def test_nobody_answers_for_another_author(here: Neighbourhood) -> None:
    draft = await drafted(here)
    with pytest.raises(Refused, match="not-yours"):
        await answers(here, draft, Check.INSURANCE, Verdict.IN_ORDER, neighbour(4))


async def test_tips_come_merged_and_one_at_a_time_before_the_day(here: Neighbourhood) -> None:
    await call_for(here, "Sat 5 June Pihatalkoot\nHaravointi ×2 9–12")
    told: list[tuple[str, list[str]]] = []
    for days in range(30):
        await here.tick(datetime(2027, 5, 10, 12, 0, tzinfo=HELSINKI) + timedelta(days=days))
        debts = await here.debts("call-tips")
        told += [(f"{debt.due_at.astimezone(HELSINKI):%d.%m. %H}", debt.params["tips"]) for debt in debts[len(told) :]]
    assert told == [
        ("15.05. 12", ["early", "tools"]),
        ("22.05. 12", ["invite"]),
        ("31.05. 12", ["food"]),
        ("03.06. 12", ["day"]),
    ]


async def test_no_more_tips_come_after_they_were_turned_off(here: Neighbourhood) -> None:
    call = await call_for(here, "Sat 5 June Pihatalkoot\nHaravointi ×2 12–15")
    await here.do(volunteering.stop_tips, call=call.id, presser=presser(ADMIN), message=70, now=here.now)
    await here.tick(datetime(2027, 6, 4, 12, 0, tzinfo=HELSINKI))
    assert await here.debts("call-tips") == []


async def test_tips_of_a_call_that_was_moved_go_by_its_new_day(here: Neighbourhood) -> None:
    call = await call_for(here, "Sat 5 June Pihatalkoot\nHaravointi ×2 12–15")
    assert call.begins_at is not None
    later = {"begins_at": call.begins_at + timedelta(days=14), "finishes_at": (call.finishes_at or call.begins_at) + timedelta(days=14)}
    await here.db.transaction(change_call, call.id, **later)
    await here.tick(datetime(2027, 5, 16, 12, 0, tzinfo=HELSINKI))
    assert await here.debts("call-tips") == []
    await here.tick(datetime(2027, 5, 29, 12, 0, tzinfo=HELSINKI))
    assert [debt.params["tips"] for debt in await here.debts("call-tips")] == [["tools"]]


@given(st.dates(date(2027, 5, 11), date(2027, 12, 30)), st.integers(0, 23), st.integers(0, 60 * 24 * 30))
def test_no_tip_is_ever_late_or_at_night(day: date, hour: int, minutes: int) -> None:
    now = datetime(2027, 5, 10, 12, 0, tzinfo=HELSINKI) + timedelta(minutes=minutes)
    starts = datetime.combine(day, time(hour))
    for tip, at in due_times(starts, HELSINKI, now).items():
        before = (day - at.astimezone(HELSINKI).date()).days
        assert at >= now
        assert WINDOWS[tip][1] <= before <= WINDOWS[tip][0]
        assert at.astimezone(HELSINKI).hour == 12
        assert tip is not Tip.EARLY or (starts.weekday() == 5 and 0 < hour < 10)
