"""The demo's house of forty flats: two hundred answers to one event and one poll, in numbers no neighbour of the demo could tap.

What its residents did, they did by the use cases, in one transaction; what the bot wrote to them then has long been read.
"""

from base64 import b64encode
from datetime import datetime, timedelta
from pathlib import Path

from bot.dates import say_span
from bot.demo import polls, work
from bot.demo.residents import ACTIVIST, BOARD, ODD, WITHOUT_PHONE, Resident, many
from bot.demo.telegram import Telegram, announce
from bot.texts import language_of
from community import events, roles
from community.events import Answer, Press
from community.people import Presser, known
from community.quiet import HouseRules
from storage import bringing, people, vouchers
from storage import events as rows
from storage.engine import Connection, Database
from storage.places import find_chat
from storage.roles import Role, Scope

PICTURE = Path(__file__).with_name("spring.jpg")
TITLE = "Mäntykuja 40"
CAPACITY = 240
RELUCTANT = 17
"""Every so-manieth of the many can't come."""

PARTIES = (1, 1, 1, 2, 1, 1, 3, 1, 1, 1)
WANTED = (("Piirakka · Paj · Pie", 4, 3), ("Grillihiilet · Grillkol", 2, 0), ("Kahvia / kaffe / coffee / قهوة", 6, 2))
"""What the spring party needs: how many pieces, and how many of them somebody has promised."""

Residents = tuple[tuple[Resident, int], ...]
"""Each with Telegram's number."""

GUESTS = ("Ukki", "Mormor Ann-Charlotte", "ليلى")
TEXT = "Grillataan ja istutetaan. Vi grillar och planterar.\nWe grill and plant. Tervetuloa, välkommen, أهلا وسهلا!"


async def settle(telegram: Telegram, db: Database, bot: int, manager: int, after: datetime, rules: HouseRules, now: datetime) -> int:
    """Let the residents move in and do what they did; the number of their group. All of it takes place `after` a time on the wall."""
    residents = (ACTIVIST, BOARD, *ODD, *many())
    group, numbers = await _move_in(telegram, residents, manager)
    activist = numbers[0]
    await telegram.post("act/join", {"chat": group, "user": bot, "by": activist})
    await telegram.press(group, activist, "hl")
    await telegram.press(group, activist, "lg:fi,sv")
    event, card = await announce(telegram, group, activist, _party_line(after, now), b64encode(PICTURE.read_bytes()).decode())
    everybody = tuple(zip(residents, numbers, strict=True))
    await db.transaction(live, group, event, card, everybody, rules, now)
    poll, asked = await polls.ask_forty_flats(telegram, group, activist)
    await db.transaction(polls.decide, group, poll, asked, everybody, rules, now)
    await db.transaction(work.begin, group, everybody, after, rules, now)
    await announce(telegram, group, activist, _series_line(after))
    return group


async def _move_in(telegram: Telegram, residents: tuple[Resident, ...], manager: int) -> tuple[int, list[int]]:
    refs = [f"r{at}" for at in range(len(residents))]
    users = [each.as_user(ref) for ref, each in zip(refs, residents, strict=True)]
    house = {"ref": "house", "type": "supergroup", "title": TITLE, "members": refs, "administrators": [refs[0], manager], "bot": "absent"}
    found = await telegram.post("world", {"users": users, "chats": [house]})
    return int(found["refs"]["house"]), [int(found["refs"][ref]) for ref in refs]


def _party_line(after: datetime, now: datetime) -> str:
    start = datetime.combine(after.date() + timedelta(days=7), after.time()) + timedelta(hours=2)
    when = say_span(start, start + timedelta(hours=4), "fi", today=now.date())
    return f"/tapahtuma {when} Kevätjuhla · Vårfest · Spring party @ sisäpiha enint. {CAPACITY}\n{TEXT}"


def _series_line(after: datetime) -> str:
    first = after.date() + timedelta(days=3)
    return f"/tapahtuma joka ti {first.day}.{first.month}. alkaen klo 18–20 Korttelikahvit · Kvarterskaffe @ kerhohuone enint. 12"


def live(db: Connection, group: int, event: int, card: int, residents: Residents, rules: HouseRules, now: datetime) -> None:
    """Everything they did before the demo begins."""
    chat = find_chat(db, group)
    assert chat is not None, "the bot was taken in"
    house = chat.house_id
    for resident, number in residents:
        if resident.joined:
            _join(db, resident, number, house, rules, now)
    (_, activist), (_, board) = residents[:2]
    for who, role in ((activist, Role.ACTIVIST), (board, Role.BOARD)):
        roles.grant(db, by=None, person=known(db, who).id, role=role, scope=Scope(house=house), now=now)
    rows.change_event(db, event, names=True)
    for at, (resident, number) in enumerate(residents):
        _answer(db, at, resident, number, event, Press(group, card, 0), rules, now - timedelta(seconds=len(residents) - at))
    _bring(db, event, [number for _, number in residents[:3]])
    for nickname in WITHOUT_PHONE:
        events.sign_up_neighbours(db, event=event, who=activist, party=1, nickname=nickname, message=None, rules=rules, now=now)


def _join(db: Connection, resident: Resident, number: int, house: int, rules: HouseRules, now: datetime) -> None:
    person = resident.take_in(db, number, (house,), rules, now)
    odd = resident in ODD and resident.name is not None
    people.change_person(db, person.id, name_shown=resident == ACTIVIST, listed=odd)
    if odd:
        vouchers.give(db, vouchers.ask(db, person.id, house, now), now)


def _answer(db: Connection, at: int, resident: Resident, number: int, event: int, press: Press, rules: HouseRules, now: datetime) -> None:
    party = 1 + len(GUESTS) if resident is ODD[0] else PARTIES[at % len(PARTIES)]
    answer = Answer.CANT if at % RELUCTANT == RELUCTANT - 1 else Answer.COMING
    presser = Presser(number, language_of(resident.language), mark="")
    events.answer(db, event=event, presser=presser, answer=answer, party=party, children=party // 2, press=press, rules=rules, now=now)
    if resident is ODD[0]:
        found = rows.find_sign_up(db, event, known(db, number).id)
        assert found is not None, "they have just answered"
        rows.set_guests(db, found.id, GUESTS)


def _bring(db: Connection, event: int, bringers: list[int]) -> None:
    """The list, and who has promised something of it."""
    for position, (name, wanted, _) in enumerate(WANTED):
        bringing.add_item(db, event=event, name=name, wanted=wanted, position=position)
    for item, (_, _, promised) in zip(bringing.list_items(db, event), WANTED, strict=True):
        for who in bringers[:promised]:
            found = rows.find_sign_up(db, event, known(db, who).id)
            assert found is not None, "they come"
            bringing.set_claim(db, found.id, item.id, 1)
