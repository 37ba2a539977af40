"""What happens in Koivukuja 3 in May 2027: a house where a lot is going on. Chance has a seed, so each telling is the same."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from community import announcements, digest, events, people, privacy, quiet_hours, roles, week
from community.announcements import Audience, Voice, Written
from community.events import Answer
from storage.engine import Database
from storage.people import Reach, Reminding
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, GROUP, presser
from tests.month.house import HOUSE_RULES, JOINED, SIXTY, Month, wall

BEGIN, END = "30.4. 12.00", "31.5. 23.59"
ACTIVISTS = (ADMIN, *JOINED[1:4])
PATIENCE = timedelta(days=4)
"""Who answers does so in the first days."""

WATER_CUT = {
    "fi": "Vesikatko ti 18.5. klo 9–12, A- ja B-rappu\nLaske juomavettä valmiiksi.",
    "sv": "Vattenavbrott ti 18.5 kl. 9–12, trappa A och B\nTappa upp dricksvatten.",
}

EVENTS = (
    # when it is published, its line, how many answer
    ("30.4. 12.30", "joka keskiviikko 5.5. alkaen klo 18–19.30 Kahvihetki @ kerhohuone", 0),
    ("30.4. 15.00", "la 15.5. klo 10–14 Pihatalkoot @ sisäpiha\nHaravoidaan piha. Ota hanskat mukaan.", 26),
    ("1.5. 11.00", "to 6.5. klo 11–12.30 Lasten ulkoilu @ leikkipaikka", 9),
    ("2.5. 17.20", "pe 7.5. klo 18–21 Saunailta @ taloyhtiön sauna enint. 8", 13),
    ("3.5. 19.10", "la 8.5. klo 19–21.30 Elokuvailta @ kerhohuone enint. 12", 10),
    ("5.5. 12.00", "to 13.5. klo 17–19 Pyöränhuolto @ pyörävarasto", 8),
    ("6.5. 14.00", "ti 11.5. klo 18–19 Joogaa pihalla @ sisäpiha", 7),
    ("8.5. 12.00", "la 15.5. klo 14–16 Makkaranpaisto @ sisäpiha", 22),
    ("9.5. 18.00", "la 15.5. klo 18–21 Saunailta @ taloyhtiön sauna enint. 8", 9),
    ("10.5. 8.30", "la 15.5. klo 20–22 Peli-ilta @ kerhohuone", 12),
    ("11.5. 10.00", "su 16.5. klo 15–16 Satutunti @ kerhohuone", 6),
    ("12.5. 12.15", "la 22.5. klo 11–14 Kirpputori @ sisäpiha", 24),
    ("13.5. 9.40", "ma 17.5. klo 18–19 Kävelylenkki, lähtö portilta", 7),
    ("14.5. 12.00", "ti 18.5. klo 17.30–19 Kielikahvila @ kerhohuone", 9),
    ("15.5. 16.00", "to 20.5. klo 18–21 Saunailta @ taloyhtiön sauna enint. 8", 11),
    ("16.5. 11.00", "pe 21.5. klo 18.30–21 Lautapelejä @ kerhohuone", 8),
    ("17.5. 20.00", "su 23.5. klo 12–15 Piknik @ rantanurmi", 15),
    ("24.5. 22.40", "pe 28.5. klo 18–20 Grilli-ilta @ sisäpiha", 16),
    ("25.5. 17.00", "la 29.5. klo 15–16 Yhteislaulu @ sisäpiha", 10),
    ("27.5. 13.00", "su 30.5. klo 13–15 Siemenvaihto @ kerhohuone", 5),
    ("29.5. 12.05", "la 29.5. klo 19–21 Iltakävely, lähtö portilta", 6),
)


async def tell(db: Database) -> Month:
    """Live through the month; everything that was sent."""
    month = Month(db, wall(BEGIN))
    chance = Random(2027)
    await month.settle_in()
    await _choose(month)
    for number, (at, line, crowd) in enumerate(EVENTS):
        month.later(at, partial(_announce, month, chance, line, crowd, ACTIVISTS[number % len(ACTIVISTS)]))
    _what_changes(month)
    await month.live(wall(END))
    return month


async def _choose(month: Month) -> None:
    """Some want more reminders, some fewer, some no weekly list, some their own quiet hours."""
    for number, who in enumerate(JOINED):
        wish = {"who": who, "message": 3, "rules": HOUSE_RULES}
        if number % 5 == 0:
            await month.do(people.choose_reminding, reminding=Reminding.BOTH, lead_minutes=60, **wish)
        if number % 13 == 7:
            await month.do(people.choose_reminding, reminding=Reminding.OFF, **wish)
        if number % 11 == 3:
            await month.do(digest.choose, wanted=False, monday=None, **wish)
        if number % 7 == 2:
            await month.do(quiet_hours.choose, since=22, until=10, **wish)


async def _announce(month: Month, chance: Random, line: str, crowd: int, who: int) -> None:
    event = await month.publish(line, who, morning=month.now == wall("24.5. 22.40"))
    assert event is not None
    asleep = timedelta(hours=11) if event.title == "Grilli-ilta" else timedelta(minutes=3)
    time = min(event.starts_at - month.now - timedelta(hours=2) - asleep, PATIENCE)
    # The one in the middle comes to everything: what they get is the worst there is.
    for neighbour in {SIXTY[10], *chance.sample(SIXTY, crowd)} if crowd else ():
        at = month.now + asleep + time * chance.random()
        month.later(at, partial(month.answer, event.id, neighbour, _answer(chance), chance.choice((1, 1, 1, 2, 2, 3))))
        if chance.random() < 0.15 and neighbour != SIXTY[10]:
            sorry = event.starts_at - timedelta(hours=3, minutes=chance.randrange(600))
            month.later(max(sorry, at), partial(month.answer, event.id, neighbour, Answer.CANT))


def _answer(chance: Random) -> Answer:
    return chance.choice((Answer.COMING, Answer.COMING, Answer.COMING, Answer.COMING, Answer.CANT))


def _what_changes(month: Month) -> None:
    """Something is cancelled, something moved, a neighbour blocks the bot, another is forgotten, the board has something to say."""
    wednesdays = ("5.5. 18.00", "12.5. 18.00", "19.5. 18.00", "26.5. 18.00")
    for number, day in enumerate(wednesdays):
        for who in SIXTY[5 + number : 20 + number : 3]:
            hang = wall(day) - timedelta(hours=30 + SIXTY.index(who) % 9)
            month.later(hang, partial(_to_coffee, month, day, who))
    month.later("10.5. 16.00", partial(_end, month, "Joogaa pihalla"))
    move = {"starts": datetime.fromisoformat("2027-05-23T12:00"), "ends": datetime.fromisoformat("2027-05-23T15:00")}
    month.later("18.5. 12.00", partial(_change, month, "Kirpputori", move))
    month.later("29.5. 13.30", partial(_change, month, "Yhteislaulu", {"place": "kerhohuone"}))
    month.later("14.5. 10.00", lambda: month.do(people.note_reach, who=JOINED[20], reach=Reach.BLOCKED, rules=HOUSE_RULES))
    month.later("20.5. 9.00", lambda: month.do(privacy.forget, presser=presser(JOINED[30]), free_seats=True, rules=HOUSE_RULES))
    month.later("14.5. 22.15", partial(_tell_of_the_water, month))
    month.later("19.5. 12.00", lambda: month.do(week.tell_here, group=GROUP.telegram_id, thread=None, reply_to=1))


async def _to_coffee(month: Month, day: str, who: int) -> None:
    found = await month.db.read(lambda db: db.exec_driver_sql("SELECT id, starts_at FROM events WHERE title = 'Kahvihetki'").all())
    for number, starts_at in found:
        if str(starts_at).startswith(f"{wall(day):%Y-%m-%d %H:%M}"):
            await month.answer(number, who)


async def _tell_of_the_water(month: Month) -> None:
    """The board writes at night: the house reads it in the morning."""
    [[house, person]] = await month.db.read(
        lambda db: db.exec_driver_sql("SELECT house_id, people.id FROM chats, people WHERE people.telegram_id = ?", (ADMIN,)).all()
    )
    await month.do(roles.grant, by=None, person=person, role=Role.BOARD, scope=Scope(house=house))
    notice = Written(texts=WATER_CUT, audience=Audience(houses=frozenset({house})), voice=Voice.BOARD)
    await month.do(announcements.announce, who=ADMIN, written=notice, rules=HOUSE_RULES)


async def _numbered(month: Month, title: str, act: Callable[..., Awaitable[Any]]) -> None:
    [[number, organiser]] = await month.db.read(
        lambda db: db.exec_driver_sql(
            "SELECT events.id, telegram_id FROM events JOIN people ON people.id = organiser_id WHERE title = ?", (title,)
        ).all()
    )
    await act(event=number, who=organiser, rules=HOUSE_RULES)


async def _end(month: Month, title: str) -> None:
    await _numbered(month, title, partial(month.do, events.cancel, message=4))


async def _change(month: Month, title: str, changes: dict[str, Any]) -> None:
    await _numbered(month, title, partial(month.do, events.change, changes=changes))
