"""Series at the edge to Telegram."""

from datetime import date
from typing import Any

from community import events, series
from community.events import must_organise
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import administers, holds_ticket, may_look, pressed_id
from handlers.routing import Feature
from handlers.taps.series import (
    AskEnd,
    ComeAgain,
    JustOnce,
    LeaveOut,
    OpenDate,
    PauseSeries,
    SeriesToCalendar,
    SetEnd,
    ShowDates,
    ShowSeries,
    SpreadChange,
)


async def on_leave_out(tap: LeaveOut, context: BotContext) -> None:
    """Holidays and eves are left out; the preview shows it."""
    await context.handle(
        events.leave_out,
        draft=tap.draft,
        who=context.who,
        admin=await administers(context),
        message=pressed_id(context),
        rules=context.rules,
        now=context.now(),
    )
    context.pop_up()


async def on_just_once(tap: JustOnce, context: BotContext) -> None:
    """The preview shows an event that comes once."""
    await context.handle(
        events.just_once,
        draft=tap.draft,
        who=context.who,
        admin=await administers(context),
        message=pressed_id(context),
        now=context.now(),
    )
    context.pop_up()


async def on_dates(tap: ShowDates, context: BotContext) -> None:
    """The coming dates. Raises: Refused (not-here, no-series)."""
    await may_look(tap.event, tap.ticket, context)
    await _has_series(tap.event, context)
    await context.reply("series-dates", {"event": tap.event}, edit=pressed_id(context))
    context.pop_up()


async def on_date(tap: OpenDate, context: BotContext) -> None:
    """One of them. Raises: Refused (event-gone, not-here, no-such-day)."""
    invited, message = bool(tap.ticket) and holds_ticket(tap.event, tap.ticket, context), pressed_id(context)
    await context.handle(
        series.open_date, event=tap.event, day=_day(tap.day), who=context.who, invited=invited, message=message, now=context.now()
    )
    context.pop_up()


async def on_to_calendar(tap: SeriesToCalendar, context: BotContext) -> None:
    """All of them as a file. Raises: Refused (not-here, no-series)."""
    await may_look(tap.event, tap.ticket, context)
    await _has_series(tap.event, context)
    await context.reply("series-file", {"event": tap.event})
    context.pop_up()


async def on_series(tap: ShowSeries, context: BotContext) -> None:
    """What its organiser can do. Raises: Refused (event-gone, not-organiser)."""
    await context.read(must_organise, event=tap.event, who=context.who)
    await context.reply("series", {"event": tap.event}, edit=pressed_id(context))
    context.pop_up()


async def on_repeat(tap: ComeAgain, context: BotContext) -> None:
    """An event comes again."""
    await context.handle(series.repeat, event=tap.event, cadence=tap.cadence, **_steering(context))
    context.pop_up()


async def on_ask_end(tap: AskEnd, context: BotContext) -> None:
    """Which date is the last? Raises: Refused (event-gone, not-organiser, no-series)."""
    await context.read(must_organise, event=tap.event, who=context.who)
    await _has_series(tap.event, context)
    await context.reply("series-end", {"event": tap.event}, edit=pressed_id(context))
    context.pop_up()


async def on_end(tap: SetEnd, context: BotContext) -> None:
    """The last date, or none."""
    await context.handle(series.set_end, event=tap.event, more=None if tap.endless else tap.more, **_steering(context))
    context.pop_up()


async def on_pause(tap: PauseSeries, context: BotContext) -> None:
    """It rests, or goes on."""
    await context.handle(series.pause, event=tap.event, paused=bool(tap.paused), **_steering(context))
    context.pop_up()


async def on_spread(tap: SpreadChange, context: BotContext) -> None:
    """Other dates change like this one."""
    await context.handle(series.spread, event=tap.event, scope=tap.scope, promised=tap.promised, **_steering(context))
    context.pop_up()


def _steering(context: BotContext) -> dict[str, Any]:
    """Who steers a series, when and by which rules, and the message that was pressed."""
    return {"who": context.who, "message": pressed_id(context), "rules": context.rules, "now": context.now()}


async def _has_series(event: int, context: BotContext) -> None:
    if await context.read(series.look, event, context.who, context.now()) is None:
        raise Refused("no-series")


def _day(number: int) -> date:
    """20270518. Raises: Refused("no-such-day") for what is no day."""
    try:
        return date.fromisoformat(str(number))
    except ValueError as error:
        raise Refused("no-such-day") from error


FEATURE = Feature(
    buttons={
        LeaveOut: on_leave_out,
        JustOnce: on_just_once,
        ShowDates: on_dates,
        OpenDate: on_date,
        SeriesToCalendar: on_to_calendar,
        ShowSeries: on_series,
        ComeAgain: on_repeat,
        AskEnd: on_ask_end,
        SetEnd: on_end,
        PauseSeries: on_pause,
        SpreadChange: on_spread,
    }
)
