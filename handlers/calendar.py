"""One's own calendar at the edge to Telegram: an event as a file, and addresses that a calendar asks."""

from community import calendar
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import holds_ticket, pressed_id
from handlers.routing import Feature
from handlers.taps.calendar import AddToCalendar, CloseFeed, OpenFeed, RenewFeed, ShowCalendar


async def on_add(tap: AddToCalendar, context: BotContext) -> None:
    """An event as a file. Raises: Refused (event-gone, not-here)."""
    invited = bool(tap.ticket) and holds_ticket(tap.event, tap.ticket, context)
    await context.read(calendar.may_take, event=tap.event, who=context.who, invited=invited)
    await context.reply("calendar-file", {"event": tap.event})
    context.pop_up()


async def on_calendar(tap: ShowCalendar, context: BotContext) -> None:
    """My addresses. Raises: Refused (no-feeds, not-joined)."""
    _has_feeds(context)
    await context.read(calendar.my_addresses, who=context.who)
    await context.reply("calendar")
    context.pop_up()


async def on_open_feed(tap: OpenFeed, context: BotContext) -> None:
    """An address for a calendar that had none. Raises: Refused (no-feeds, not-joined, not-here)."""
    _has_feeds(context)
    message, now = pressed_id(context), context.now()
    await context.handle(calendar.open_feed, who=context.who, house=tap.house or None, message=message, now=now)
    context.pop_up()


async def on_renew_feed(tap: RenewFeed, context: BotContext) -> None:
    """A new address; the old one answers no more. Raises: Refused (no-feeds, not-joined, feed-gone)."""
    _has_feeds(context)
    await context.handle(calendar.renew_feed, who=context.who, feed=tap.feed, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_close_feed(tap: CloseFeed, context: BotContext) -> None:
    """The address answers no more. Raises: Refused (not-joined, feed-gone)."""
    await context.handle(calendar.close_feed, who=context.who, feed=tap.feed, message=pressed_id(context), now=context.now())
    context.pop_up()


def _has_feeds(context: BotContext) -> None:
    if context.services.public_url is None:
        raise Refused("no-feeds")


FEATURE = Feature(
    buttons={
        AddToCalendar: on_add,
        ShowCalendar: on_calendar,
        OpenFeed: on_open_feed,
        RenewFeed: on_renew_feed,
        CloseFeed: on_close_feed,
    }
)
