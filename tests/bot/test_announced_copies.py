"""A notice and what follows it, with Telegram at the other end: deleted copies, groups that left or moved, and no copy forgotten."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from bot.outgoing import Outgoing
from bot.settlement import Contents
from community import announcements, moving, roles
from community.announcements import Announcement, Audience, Outcome, Voice, Written
from storage.outbox import Debt
from storage.people import Reach, add_person, find_person
from storage.roles import Role, Scope
from tests.bot.rig import Rig, failed, now, render_card, repost
from tests.community.neighbourhood import RULES
from tests.playground.telegram import Telegram

MANAGER = 7000000900


def render(db: Connection, debt: Debt) -> Outgoing | None:
    """The copy as it is now, in plain words."""
    if not debt.kind.startswith(announcements.KIND) or "copy" not in debt.params:
        return None
    shown = announcements.show_copy(db, debt.params["copy"])
    return None if shown is None else Outgoing(next(iter(shown.announcement.texts.values())))


def moved(db: Connection, old: int, new: int) -> None:
    moving.migrate(db, old=old, new=new, now=now())


def sent(db: Connection, debt: Debt, message: int, at: datetime) -> None:
    announcements.note_sent(db, debt, message, at)


CONTENTS = Contents(render=render, render_card=render_card, moved=moved, repost=repost, sent=sent, failed=failed)


def begin(db: Connection) -> Announcement:
    """A manager announces to all houses there are."""
    add_person(db, MANAGER, reach=Reach.OPEN)
    person = find_person(db, MANAGER)
    assert person is not None
    roles.grant(db, by=None, person=person.id, role=Role.MANAGER, scope=Scope(), now=now())
    written = Written({"fi": "Vesikatko"}, Audience(everywhere=True), Voice.COMMUNITY_MANAGER, urgent=True)
    return announcements.announce(db, who=MANAGER, written=written, rules=RULES, now=now())


async def go_on(rig: Rig) -> None:
    """The duties do their part, and what they owe is delivered."""
    for duty in (announcements.feed, announcements.feed_changes, announcements.finish):
        await rig.db.transaction(duty, now())
    rig.delivery.wake()
    await rig.quiet()


async def outcome(rig: Rig, notice: Announcement) -> tuple[Mapping[Outcome, int], list[str]]:
    """How far the change is, and what went wrong."""
    report = await rig.db.read(announcements.report, who=MANAGER, announcement=notice.id)
    return report.changes, sorted(each.reason for each in report.troubles)


async def four_groups(rig: Rig, tg: Telegram) -> tuple[int, list[int], Announcement]:
    """A notice that arrived in four groups; then a copy is deleted by hand, the bot is put out, and a group moves without telling."""
    rig.contents = CONTENTS
    rig.renew()
    aino = await tg.person()
    groups = [await tg.group(admin=aino, type="group") for _ in range(4)]
    for group in groups:
        await rig.chat(group)
    notice = await rig.db.transaction(begin)
    rig.start()
    await go_on(rig)
    _, deleted, left, old = groups
    [there] = [message for message in await tg.see(f"chats/{deleted}/messages", user=aino) if message.get("text") == "Vesikatko"]
    await tg.act("delete", chat=deleted, user=aino, message=there["message_id"])
    await tg.act("kick", chat=left, user=await tg.bot_id())
    await tg.act("migrate", chat=old, announce=False)
    return aino, groups, notice


async def test_an_edit_reaches_what_it_can_and_says_what_it_can_not(rig: Rig, tg: Telegram) -> None:
    aino, groups, notice = await four_groups(rig, tg)
    await rig.db.transaction(announcements.edit, who=MANAGER, announcement=notice.id, texts={"fi": "Vesi on palannut"}, now=now())
    await go_on(rig)
    changes, wrong = await outcome(rig, notice)
    assert changes == {Outcome.EDITED: 1, Outcome.FAILED: 3}
    assert wrong == ["change-gone", "change-moved", "change-removed"]
    assert await rig.texts(groups[0], aino) == ["Vesi on palannut"]
    assert await rig.texts(groups[1], aino) == [], "what an admin deleted is not posted again"


async def test_a_recall_deletes_what_is_there_and_says_where_it_stays(rig: Rig, tg: Telegram) -> None:
    aino, groups, notice = await four_groups(rig, tg)
    await rig.db.transaction(announcements.recall, who=MANAGER, announcement=notice.id, now=now())
    await go_on(rig)
    changes, wrong = await outcome(rig, notice)
    assert changes == {Outcome.DELETED: 2, Outcome.FAILED: 2}, "what an admin deleted is deleted"
    assert wrong == ["change-moved", "change-removed"]
    assert await rig.texts(groups[0], aino) == []
