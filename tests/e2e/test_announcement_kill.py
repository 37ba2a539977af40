"""`kill -9` five times while a notice goes to many houses: every copy has its end, and none is there twice."""

from collections import Counter

from benchmarks.manager import RULES, settle
from bot.pacing import IN_FLIGHT
from community import announcements
from community.announcements import Audience, Voice, Written
from storage.engine import open_database
from tests.e2e.conftest import MONDAY
from tests.e2e.town import Town

CHATS, KILLS = 150, 5
TEXT = "The water is off today."
STATES = (
    "SELECT chats.telegram_id, coalesce(outbox.state, copy.state) FROM announcement_copies AS copy"
    " JOIN chats ON chats.id = copy.chat_id LEFT JOIN outbox ON outbox.id = copy.debt_id"
)


async def announced(town: Town) -> None:
    """A manager's notice to all houses waits in the database."""
    chats = [{"ref": f"g{at}", "type": "supergroup", "title": f"Koivukuja {at}"} for at in range(CHATS)]
    refs = (await town.telegram.emu("world", {"users": [{"ref": "who", "first_name": "Aino"}], "chats": chats}))["refs"]
    db = await open_database(f"sqlite:///{town.bot.database}")
    await db.transaction(settle, [refs[f"g{at}"] for at in range(CHATS)], [refs["who"]], MONDAY)
    written = Written({"en": TEXT}, Audience(everywhere=True), Voice.COMMUNITY_MANAGER)
    await db.transaction(announcements.announce, who=refs["who"], written=written, rules=RULES, now=MONDAY)
    await db.close()


async def killed_on_the_way(town: Town, turn: int) -> None:
    """The bot runs until one of its messages is held, before or after it was carried out; it is killed there."""
    action = {"hold": "here"} | ({"drop": "after"} if turn % 2 else {})
    fault = await town.telegram.emu("faults", {"match": {"method": "sendMessage", "nth": 20}, "action": action})
    await town.start_bot()

    async def held() -> bool:
        return any(each.get("held") for each in await town.telegram.see("faults"))

    await town.until(held)
    await town.bot.kill()
    await town.telegram.emu("faults/release", {"name": "here"})
    await town.telegram.emu(f"faults?id={fault['id']}", verb="DELETE")


async def test_a_notice_survives_five_kills(quiet_town: Town) -> None:
    town = quiet_town
    await announced(town)
    for turn in range(KILLS):
        await killed_on_the_way(town, turn)
    await town.start_bot()
    await town.until(lambda: _over(town))
    answers = await town.telegram.see("journal", kind="answer", method="sendMessage", contains=TEXT)
    arrived = Counter(each["chat"] for each in answers if each["response"]["ok"])
    states = dict(town.rows(STATES))
    assert len(states) == CHATS
    assert set(states.values()) <= {"sent", "uncertain"}
    assert max(arrived.values()) == 1
    assert {chat for chat, state in states.items() if state == "sent"} <= set(arrived)
    assert list(states.values()).count("uncertain") <= KILLS * IN_FLIGHT


async def _over(town: Town) -> bool:
    return town.rows("SELECT state FROM announcements") == [("sent",)]
