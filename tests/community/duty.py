"""A rota in the house's group, and what neighbours do with it."""

from datetime import date
from typing import Any

from community import announcing, publishing, rotas
from community.events import Press
from community.rotas.members import Joined
from storage.people import Person
from storage.rotas import Member, Rota, Turn
from tests.community.neighbourhood import ADMIN, GROUP, RULES, Neighbourhood, in_group, presser

LINE = "Sun 9-10 every week Sauna cleaning @ sauna"


async def a_rota(here: Neighbourhood, line: str = LINE, **rules: bool) -> Rota:
    """A rota with a card in the group, to which nobody has joined."""
    values: dict[str, Any] = {"rules": RULES, "now": here.now}
    await here.do(announcing.announce, kind="rota", line=line, origin=in_group(), **values)
    draft = (await here.draft()).id
    for name, value in rules.items():
        own = {"who": ADMIN, "admin": True, "message": 1, "now": here.now}
        await here.do(rotas.set_rule, draft=draft, name=name, value=value, **own)
    published = {"draft": draft, "presser": presser(ADMIN), "admin": True, "chat": None, "message": 600 + draft}
    await here.do(publishing.publish, **published, **values)
    return (await here.rows(Rota))[-1]


async def join(here: Neighbourhood, rota: Rota, *who: int) -> list[Joined]:
    """Neighbours press the card in the group."""
    values = {"rota": rota.id, "rules": RULES, "now": here.now}
    press = Press(GROUP.telegram_id, None, next(here.updates))
    return [await here.do(rotas.join, presser=presser(each), press=press, **values) for each in who]


async def start(here: Neighbourhood, rota: Rota) -> None:
    """The organiser starts it."""
    await here.do(rotas.start, rota=rota.id, who=ADMIN, rules=RULES, now=here.now)


async def running(here: Neighbourhood, *who: int, line: str = LINE) -> Rota:
    """A rota to which these residents belong, in this order, with turns given."""
    rota = await a_rota(here, line)
    for each in who:
        await here.resident(each)
    await join(here, rota, *who)
    await start(here, rota)
    return rota


async def turns(here: Neighbourhood) -> list[Turn]:
    """All turns there are, by their day."""
    return sorted(await here.rows(Turn), key=lambda turn: turn.day)


async def whose(here: Neighbourhood) -> list[int | str | None]:
    """Whose the turns are: a Telegram id, a flat, or nobody's; those that are skipped left out."""
    people = {person.id: person.telegram_id for person in await here.rows(Person)}
    members = {member.id: member.flat or people.get(member.person_id or 0) for member in await here.rows(Member)}
    return [members.get(turn.member_id or 0) for turn in await turns(here) if turn.state is not rotas.TurnState.SKIPPED]


async def cant(here: Neighbourhood, turn: Turn, who: int) -> rotas.Passed:
    """Somebody can't this time."""
    return await here.do(rotas.cant, turn=turn.id, who=who, rules=RULES, now=here.now)


async def skip(here: Neighbourhood, turn: Turn, *, skipped: bool = True) -> None:
    """The organiser lets a date fall out, or takes it back."""
    await here.do(rotas.skip, turn=turn.id, skipped=skipped, who=ADMIN, rules=RULES, now=here.now)


async def pause(here: Neighbourhood, rota: Rota, who: int, day: date, months: int) -> None:
    """Somebody pauses."""
    await here.do(rotas.pause, rota=rota.id, who=who, start=day, months=months, rules=RULES, now=here.now)
