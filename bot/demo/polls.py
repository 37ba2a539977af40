"""The demo's polls: one that waits for answers in the first house, and one of the forty flats that has become something."""

from datetime import datetime, timedelta

from bot.dates import say_day, say_span
from bot.demo.residents import Resident
from bot.demo.telegram import Telegram, announce
from bot.texts import language_of
from community import polls
from community.events import Press
from community.people import Presser, known
from community.quiet import HouseRules
from storage import polls as rows
from storage.engine import Connection

OPEN_FOR = timedelta(days=14)
"""So long that neither the poll's reminder nor its close comes between the steps of the story."""

ANSWERS = (("matti", 2), ("sanna", 1), ("omar", 2), ("elin", 3))
"""Who has said what in the first house."""

CHOICES = (2, 1, 2, 2, 3, 2, 1)
"""What the residents of the forty flats chose, in turn."""

ANSWERING = 60
"""So many of them: the demo has to be ready in three seconds."""

SLIPS = [[{"1": 1}, 3], [{"3": 1}, 1]]
"""What neighbours without a phone wrote on paper, and how many of them."""

TOLD_WITHIN = timedelta(days=14)


async def ask_first_house(telegram: Telegram, group: int, people: dict[str, int], now: datetime) -> None:
    """Aino asks, and some have answered."""
    until = datetime.combine((now + OPEN_FOR).date(), datetime.min.time()) + timedelta(hours=20)
    line = f"/kysely Mitä hankitaan pihalle ensin? | Penkki | Grilli | Kukkalaatikot | {say_span(until, None, 'fi', today=now.date())} asti"
    poll, _ = await announce(telegram, group, people["aino"], line, mine="vb:")
    for name, option in ANSWERS:
        await telegram.press(group, people[name], f"va:{poll}:{option}")


async def ask_forty_flats(telegram: Telegram, group: int, activist: int) -> tuple[int, int]:
    """The activist asks; the numbers of the poll and of its card."""
    line = "/kysely Mikä korjataan ensin? · Vad repareras först? | Sauna / Bastu | Pesutupa / Tvättstuga | Pyöräsuoja / Cykelskjul"
    return await announce(telegram, group, activist, line, mine="vb:")


def decide(
    db: Connection, group: int, poll: int, card: int, residents: tuple[tuple[Resident, int], ...], rules: HouseRules, now: datetime
) -> None:
    """Many have answered, some on paper; it is closed, and what happens now is written. Who can be written to had nothing to say."""
    (_, activist), *others = residents
    silent = [(resident, number) for resident, number in others if not resident.joined][:ANSWERING]
    for at, (resident, number) in enumerate(silent):
        presser = Presser(number, language_of(resident.language), mark="")
        polls.tap(db, poll=poll, presser=presser, option=CHOICES[at % len(CHOICES)], press=Press(group, card, 0), now=now)
    rows.add_entry(db, poll_id=poll, by_id=known(db, activist).id, entered_at=now, slips=sum(count for _, count in SLIPS), votes=SLIPS)
    polls.close(db, poll=poll, now=now)
    told = (now + TOLD_WITHIN).date()
    days = {language: say_day(told, language, today=now.date()) for language in ("fi", "sv")}
    text = f"Hallitus pyytää tarjoukset ja kertoo viimeistään {days['fi']} · Styrelsen begär in offerter och berättar senast {days['sv']}"
    polls.write_outcome(db, poll=poll, who=activist, text=text, rules=rules, now=now)
