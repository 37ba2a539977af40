"""When a notice goes, at the edge to Telegram: asked, answered in words or by a tap, and one that was cancelled goes after all."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from community import announcements
from community.announcements import OFFSETS, Timing, writing
from community.replies import reply
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.announcement_hours import (
    AskWhen,
    GoAfterAll,
    GoesAt,
    GoesNow,
    GoesWith,
    KeepTime,
    SendUrgently,
    ShowComing,
    ShowWays,
)
from handlers.views.announcement_hours import EPOCH
from storage.engine import Connection


async def on_ask(tap: AskWhen, context: BotContext) -> None:
    """When? Raises: Refused with the reasons of `announcements.look_when`."""
    await context.handle(announcements.ask_when, of=tap.of, number=tap.number, **_turn(context))
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """In private: the time. Raises: Refused with the reasons of `announcements.write_when`."""
    if not await context.read(announcements.is_asked_when, who=context.who, now=context.now()):
        return False
    values: Mapping[str, Any] = {"who": context.who, "language": context.spoken, "rules": context.rules, "now": context.now()}
    await context.handle(announcements.write_when, text=text, **values)
    return True


async def on_now(tap: GoesNow, context: BotContext) -> None:
    """At once. Raises: Refused with the reasons of `announcements.choose`."""
    await context.handle(announcements.choose, of=tap.of, number=tap.number, timing=Timing(), **_turn(context))
    context.pop_up()


async def on_at(tap: GoesAt, context: BotContext) -> None:
    """At a time that was offered. Raises: Refused with the reasons of `announcements.choose`."""
    wall = EPOCH + timedelta(minutes=tap.wall)
    await context.handle(announcements.choose_wall, of=tap.of, number=tap.number, wall=wall, **_turn(context))
    context.pop_up()


async def on_events(tap: ShowComing, context: BotContext) -> None:
    """Which event? Raises: Refused with the reasons of `announcements.look_at_events`."""
    await _show_events(context, {"of": tap.of, "number": tap.number, "page": tap.page, "event": None})


async def on_ways(tap: ShowWays, context: BotContext) -> None:
    """How long before or after it? Raises: Refused with the reasons of `announcements.look_at_events`."""
    await _show_events(context, {"of": tap.of, "number": tap.number, "page": 0, "event": tap.event})


async def _show_events(context: BotContext, params: Mapping[str, Any]) -> None:
    await context.read(announcements.look_at_events, who=context.who, rules=context.rules, now=context.now(), **params)
    await context.reply("announcement-events", params, edit=pressed_id(context))
    context.pop_up()


async def on_with(tap: GoesWith, context: BotContext) -> None:
    """With an event. Raises: Refused with the reasons of `announcements.choose`."""
    timing = Timing(event=tap.event, offset=OFFSETS[tap.relation])
    await context.handle(announcements.choose, of=tap.of, number=tap.number, timing=timing, **_turn(context))
    context.pop_up()


async def on_keep(tap: KeepTime, context: BotContext) -> None:
    """As it is. Raises: Refused with the reasons of `announcements.keep_time`."""
    await context.handle(announcements.keep_time, of=tap.of, number=tap.number, **_turn(context))
    context.pop_up()


async def on_after_all(tap: GoAfterAll, context: BotContext) -> None:
    """It goes after all. Raises: Refused (announcement-gone, may-not-announce, not-your-houses, notice-undo-gone)."""
    message, language, now = pressed_id(context), context.spoken, context.now()
    await context.handle(_undone, who=context.who, announcement=tap.announcement, message=message, language=language, now=now)
    context.pop_up((await context.chosen_texts()).say("Undone. It goes at its time."))


def _undone(db: Connection, *, who: int, announcement: int, message: int, language: str, now: datetime) -> None:
    announcements.undo(db, who=who, announcement=announcement, now=now)
    reply(db, kind="announcement-progress", to=who, language=language, params={"announcement": announcement}, edit=message, now=now)


async def on_urgent(tap: SendUrgently, context: BotContext) -> None:
    """It must be. Raises: Refused with the reasons of `announcements.send`."""
    await context.handle(writing.send, draft=tap.draft, confirmed=True, **_turn(context))
    context.pop_up()


def _turn(context: BotContext) -> Mapping[str, Any]:
    values = {"who": context.who, "message": pressed_id(context), "language": context.spoken}
    return {**values, "rules": context.rules, "now": context.now()}


FEATURE = Feature(
    buttons={
        AskWhen: on_ask,
        GoesNow: on_now,
        GoesAt: on_at,
        ShowComing: on_events,
        ShowWays: on_ways,
        GoesWith: on_with,
        KeepTime: on_keep,
        GoAfterAll: on_after_all,
        SendUrgently: on_urgent,
    },
    words=(on_words,),
)
