"""The work of the forty flats: a call for a yard day with tasks partly taken, and a duty that goes round among the flats."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.dates import say_day
from bot.demo.residents import Resident
from bot.texts import language_of
from community import rotas, volunteering
from community.events import Press
from community.events.announcing import owe_card
from community.flats import read_flats
from community.kinds import KINDS
from community.people import Presser, known
from community.quiet import HouseRules
from community.rotas import making
from community.volunteering import asking, checks
from storage import cards
from storage import volunteering as rows
from storage.engine import Connection
from storage.places import change_house, find_chat, get_house
from storage.volunteering import Check, Verdict

Residents = tuple[tuple[Resident, int], ...]

TAKEN = (5, 3, 1, 2)
"""How many tap each task: the first lacks people, the second is full and one waits, the third has no hours."""

FLATS = "A 1–20, B 21–40"
NEXT_WEEK = timedelta(days=8)
"""The day after the spring party: its reminders come after those of the story."""

CALL = (
    "Pihatalkoot · Gårdstalko @ sisäpiha\nHaravointi · Krattning ×8 12–15"
    "\nGrilli · Grill ×2 14–16\nLeivonnaiset · Bakverk ×3: kotona, hemma"
    "\nLastenhoito · Barnpassning ×2-4 12–15"
)
ROTA = "klo 17–18 Saunan siivous · Städning av bastun @ sauna"


def begin(db: Connection, group: int, residents: Residents, after: datetime, rules: HouseRules, now: datetime) -> None:
    """The activist has called for hands and begun a rota. Tips for her would come into the story: they are off."""
    chat, (_, activist) = find_chat(db, group), residents[0]
    assert chat is not None, "the bot was taken in"
    change_house(db, chat.house_id, flats="\n".join(read_flats(FLATS)))
    house, organiser, day = get_house(db, chat.house_id), known(db, activist), after.date() + NEXT_WEEK
    zone = ZoneInfo(house.zone)
    data = asking.read(f"{say_day(day, 'fi', today=now.date())} {CALL}", now, zone, None)
    for check in Check:
        data = checks.answered(data, check, Verdict.IN_ORDER, activist, now)
    call = asking.make(db, data, house, organiser.id, now)
    data = making.read(f"joka su {day.day}.{day.month}. alkaen {ROTA}", now, zone, None)
    rota = making.make(db, {**data, "by_flat": True}, house, organiser.id, now)
    for thing in (call, rota):
        owe_card(db, cards.add_card(db, thing=thing, chat=chat.id, thread=None), chat.id, None, now)
    KINDS["call"].hung(db, call, chat.id, rules, now)
    rows.set_tips(db, call, {})
    _take_tasks(db, group, call, residents, rules, now)
    rotas.add_flats(db, rota=rota, who=activist, rules=rules, now=now)
    rotas.start(db, rota=rota, who=activist, rules=rules, now=now)


def _take_tasks(db: Connection, group: int, call: int, residents: Residents, rules: HouseRules, now: datetime) -> None:
    """Some have taken tasks, each one."""
    takers = iter(residents[2:])
    for task, many in zip(rows.list_tasks(db, call), TAKEN, strict=True):
        for _ in range(many):
            resident, number = next(takers)
            presser = Presser(number, language_of(resident.language), mark="")
            volunteering.take(db, call=call, task=task.id, presser=presser, press=Press(group, None, 0), rules=rules, now=now)
