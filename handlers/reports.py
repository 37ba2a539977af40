"""Reports and taking cards down at the edge to Telegram."""

from community import reports, taking_down
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import administered, may_look, pressed_id
from handlers.routing import Feature
from handlers.taps.reports import LeaveReport, ReportCard, Reporting, TakeDown, UndoTakeDown


async def on_report(tap: ReportCard, context: BotContext) -> None:
    """Somebody finds that a card does not belong there; who may take it down is offered that. Raises: Refused("not-here", …)."""
    await may_look(tap.event, tap.ticket, context)
    event, message = tap.event, pressed_id(context)
    if tap.step is Reporting.SEND:
        admins = tuple([admin for group in await _groups(event, context) for admin in await _admins_of(group, context)])
        await context.handle(reports.report, thing=event, who=context.who, admins=admins, message=message, now=context.now())
    else:
        by = await context.read(taking_down.by_right, event, context.who, await administered(event, context))
        await context.reply("report-ask", {"event": event, "may": by is not None}, edit=message)
    context.pop_up()


async def on_take_down(tap: TakeDown, context: BotContext) -> None:
    """The card goes. Raises: Refused (event-gone, taken-down, may-not-take-down)."""
    admin_of, message = await administered(tap.event, context), pressed_id(context)
    who, rules, now = context.who, context.rules, context.now()
    await context.handle(taking_down.take_down, thing=tap.event, who=who, admin_of=admin_of, message=message, rules=rules, now=now)
    context.pop_up()


async def on_undo(tap: UndoTakeDown, context: BotContext) -> None:
    """The card hangs again. Raises: Refused (undo-gone, not-yours)."""
    message, rules, now = pressed_id(context), context.rules, context.now()
    await context.handle(taking_down.undo, draft=tap.draft, who=context.who, message=message, rules=rules, now=now)
    context.pop_up()


async def on_leave(tap: LeaveReport, context: BotContext) -> None:
    """What was reported stays. Raises: Refused (report-gone, may-not-take-down)."""
    admin_of = await administered(await context.read(reports.thing_of, tap.report), context)
    message, now = pressed_id(context), context.now()
    await context.handle(reports.leave, report=tap.report, who=context.who, admin_of=admin_of, message=message, now=now)
    context.pop_up()


async def _groups(event: int, context: BotContext) -> tuple[int, ...]:
    return await context.read(taking_down.groups_of, event)


async def _admins_of(group: int, context: BotContext) -> tuple[int, ...]:
    """A group whose admins Telegram does not tell just now has none: those of other groups, boards and managers can still act."""
    try:
        return await context.services.rights.admins_of(group)
    except Refused:
        return ()


FEATURE = Feature(buttons={ReportCard: on_report, TakeDown: on_take_down, UndoTakeDown: on_undo, LeaveReport: on_leave})
