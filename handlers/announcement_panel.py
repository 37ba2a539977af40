"""What a sender does with notices that were announced, at the edge to Telegram."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from community import announcements
from community.announcements import writing
from community.replies import reply
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.announcement_panel import (
    Doing,
    EditNotice,
    NoticeTable,
    OpenNotice,
    RecallNotice,
    SendAgain,
    ShowNotices,
    ShowReport,
    StopNotice,
)
from storage.engine import Connection

Change = Callable[..., Any]


async def on_notices(tap: ShowNotices, context: BotContext) -> None:
    """My notices. Raises: Refused("may-not-announce")."""
    await context.read(announcements.list_notices, who=context.who, page=tap.page)
    await context.reply("announcements", {"page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_notice(tap: OpenNotice, context: BotContext) -> None:
    """One of them. Raises: Refused (announcement-gone, may-not-announce, not-your-houses)."""
    await _change(_opened, tap.announcement, context)
    context.pop_up()


async def on_stop(tap: StopNotice, context: BotContext) -> None:
    """No more of it. Raises: Refused (announcement-gone, may-not-announce, not-your-houses, announcement-over)."""
    await _do(tap.step, "announcement-stop", announcements.stop, tap.announcement, context)


async def on_recall(tap: RecallNotice, context: BotContext) -> None:
    """It was wrong. Raises: Refused (announcement-gone, may-not-announce, not-your-houses, announcement-over)."""
    await _do(tap.step, "announcement-recall", announcements.recall, tap.announcement, context)


async def on_again(tap: SendAgain, context: BotContext) -> None:
    """To be on the safe side. Raises: Refused (announcement-gone, may-not-announce, not-your-houses, announcement-over)."""
    await _do(tap.step, "announcement-again", announcements.send_again, tap.announcement, context)


async def on_edit(tap: EditNotice, context: BotContext) -> None:
    """Other words. Raises: Refused (announcement-gone, may-not-announce, not-your-houses, announcement-over)."""
    language, rules, now = context.spoken, context.rules, context.now()
    await context.handle(writing.begin_edit, who=context.who, announcement=tap.announcement, language=language, rules=rules, now=now)
    context.pop_up()


async def on_report(tap: ShowReport, context: BotContext) -> None:
    """What became of it. Raises: Refused (announcement-gone, may-not-announce, not-your-houses)."""
    await _look(tap.announcement, context)
    await context.reply("announcement-report", {"announcement": tap.announcement, "page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_table(tap: NoticeTable, context: BotContext) -> None:
    """For a spreadsheet. Raises: Refused (announcement-gone, may-not-announce, not-your-houses)."""
    await _look(tap.announcement, context)
    await context.reply("announcement-table", {"announcement": tap.announcement})
    context.pop_up()


async def _do(step: Doing, asks: str, change: Change, announcement: int, context: BotContext) -> None:
    if step is Doing.ASK:
        await _change(_asked, announcement, context, asks=asks)
        context.pop_up()
        return
    await _change(_changed, announcement, context, change=change)
    context.pop_up((await context.chosen_texts()).say("Done."))


def _changed(db: Connection, *, change: Change, who: int, announcement: int, message: int, language: str, now: datetime) -> None:
    """The change, and the pressed message that shows from now on how far it is."""
    change(db, who=who, announcement=announcement, now=now)
    _opened(db, who=who, announcement=announcement, message=message, language=language, now=now)


def _opened(db: Connection, *, who: int, announcement: int, message: int, language: str, now: datetime) -> None:
    """The pressed message shows from now on how far it is."""
    announcements.follow_in(db, announcements.steering(db, who, announcement), who=who, message=message, now=now)
    reply(db, kind="announcement-progress", to=who, language=language, params={"announcement": announcement}, edit=message, now=now)


def _asked(db: Connection, *, asks: str, who: int, announcement: int, message: int, language: str, now: datetime) -> None:
    """The pressed message asks once more."""
    announcements.hold(db, announcements.steering(db, who, announcement), message=message, now=now)
    reply(db, kind=asks, to=who, language=language, params={"announcement": announcement}, edit=message, now=now)


async def _change(use_case: Change, announcement: int, context: BotContext, **more: Any) -> None:
    message, language, now = pressed_id(context), context.spoken, context.now()
    await context.handle(use_case, who=context.who, announcement=announcement, message=message, language=language, now=now, **more)


async def _look(announcement: int, context: BotContext) -> None:
    await context.read(announcements.seeing, context.who, announcement)


FEATURE = Feature(
    buttons={
        ShowNotices: on_notices,
        OpenNotice: on_notice,
        StopNotice: on_stop,
        RecallNotice: on_recall,
        SendAgain: on_again,
        EditNotice: on_edit,
        ShowReport: on_report,
        NoticeTable: on_table,
    }
)
