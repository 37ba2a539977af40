"""Those who organise a call: who does what, and closing it for new ones."""

import pytest

from community import volunteering
from community.refusals import Refused
from tests.community.calling import call_for, take, tasks_of, the_call
from tests.community.neighbourhood import ADMIN, GROUP, Neighbourhood, neighbour, presser

ONE, OTHER = neighbour(1), neighbour(2)


async def test_the_organiser_sees_who_does_what_and_who_waits_by_the_names_they_gave_themselves(here: Neighbourhood) -> None:
    call = await call_for(here)
    coffee = (await tasks_of(here, call))["Coffee"]
    await take(here, coffee, ONE)
    await take(here, coffee, OTHER)
    found = await here.db.read(volunteering.who_does_what, call=call.id, who=ADMIN)
    assert [(task.name, [(each.name, each.number, each.volunteer.place) for each in doers]) for task, doers in found.tasks] == [
        ("Raking", []),
        ("Coffee", [(None, 1, "seated"), (None, 2, "waiting")]),
        ("Childminding", []),
    ]


async def test_who_does_not_organise_it_sees_nobody(here: Neighbourhood) -> None:
    call = await call_for(here)
    await here.resident(ONE)
    with pytest.raises(Refused, match="not-call-organiser"):
        await here.db.read(volunteering.who_does_what, call=call.id, who=ONE)


async def test_a_closed_call_takes_nobody_new_until_it_is_opened_again(here: Neighbourhood) -> None:
    call = await call_for(here)
    coffee = (await tasks_of(here, call))["Coffee"]
    pressed = {"call": call.id, "message": 5, "now": here.now}
    await here.do(volunteering.close, closed=True, presser=presser(ADMIN), **pressed)
    with pytest.raises(Refused, match="call-closed"):
        await take(here, coffee, ONE)
    with pytest.raises(Refused, match="not-call-organiser"):
        await here.do(volunteering.close, closed=False, presser=presser(ONE), **pressed)
    await here.do(volunteering.close, closed=False, presser=presser(ONE), admin_of=frozenset({GROUP.telegram_id}), **pressed)
    assert not (await the_call(here, call.id)).closed
    await take(here, coffee, ONE)
