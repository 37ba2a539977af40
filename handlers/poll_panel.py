"""What the asker of a poll does, at the edge to Telegram."""

from datetime import date
from typing import Any

from community import polls
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import administered, pressed_id
from handlers.routing import Feature
from handlers.taps.poll_panel import CancelPoll, ClosePoll, ExtendPoll, MakeEvent, OpenPollPanel, OtherDates, WriteOutcome


async def on_panel(tap: OpenPollPanel, context: BotContext) -> None:
    """The asker's screen. Raises: Refused (poll-gone, not-asker)."""
    await context.read(polls.must_ask, poll=tap.poll, who=context.who, admin_of=await rights_over(tap.poll, context))
    await context.reply("poll-panel", {"poll": tap.poll}, edit=pressed_id(context))
    context.pop_up()


async def on_close(tap: ClosePoll, context: BotContext) -> None:
    """Asked once, then closed. Raises: Refused (poll-gone, not-asker, poll-cancelled)."""
    admin_of = await rights_over(tap.poll, context)
    if tap.sure:
        values: dict[str, Any] = {"who": context.who, "message": pressed_id(context), "now": context.now(), "admin_of": admin_of}
        await context.handle(polls.close_now, poll=tap.poll, **values)
    else:
        await context.read(polls.must_ask, poll=tap.poll, who=context.who, admin_of=admin_of)
        await context.reply("poll-close", {"poll": tap.poll}, edit=pressed_id(context))
    context.pop_up()


async def on_extend(tap: ExtendPoll, context: BotContext) -> None:
    """How long, and then it is so. Raises: Refused as `polls.ask_words` and `polls.extend`."""
    values = await _pressed(tap.poll, context)
    if tap.day:
        await context.handle(polls.extend, day=_day(tap.day), rules=context.rules, **values)
    else:
        await context.handle(polls.ask_words, kind=polls.EXTEND, **values)
    context.pop_up()


def _day(number: int) -> date:
    """Raises: Refused("old-button") for a number that is no day."""
    try:
        return date.fromordinal(number)
    except (ValueError, OverflowError):
        raise Refused("old-button") from None


async def on_cancel(tap: CancelPoll, context: BotContext) -> None:
    """Why, and then it is taken back. Raises: Refused as `polls.ask_words` and `polls.cancel`."""
    values = await _pressed(tap.poll, context)
    if tap.sure:
        await context.handle(polls.cancel, rules=context.rules, **values)
    else:
        await context.handle(polls.ask_words, kind=polls.CANCEL, **values)
    context.pop_up()


async def on_outcome(tap: WriteOutcome, context: BotContext) -> None:
    """The next words say what happens now. Raises: Refused as `polls.ask_outcome`."""
    await context.handle(polls.ask_outcome, **await _pressed(tap.poll, context))
    context.pop_up()


async def on_make(tap: MakeEvent, context: BotContext) -> None:
    """The date becomes an event. Raises: Refused as `polls.make_event`."""
    await context.handle(polls.make_event, option=tap.option, rules=context.rules, **await _pressed(tap.poll, context))
    context.pop_up((await context.chosen_texts()).say("Published."))


async def on_dates(tap: OtherDates, context: BotContext) -> None:
    """All dates. Raises: Refused (poll-gone, not-asker)."""
    await context.read(polls.must_ask, poll=tap.poll, who=context.who, admin_of=await rights_over(tap.poll, context))
    await context.reply("poll-dates", {"poll": tap.poll}, edit=pressed_id(context))
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after one of the questions. Raises: Refused; the question stays open."""
    for kind, use_case in ((polls.EXTEND, polls.extend), (polls.CANCEL, polls.cancel), (polls.OUTCOME, polls.write_outcome)):
        poll = await context.read(polls.asked_about, who=context.who, kind=kind, now=context.now())
        if poll is not None:
            values: dict[str, Any] = {"text": text, "rules": context.rules, "now": context.now()}
            await context.handle(use_case, poll=poll, who=context.who, admin_of=await rights_over(poll, context), **values)
            return True
    return False


async def _pressed(poll: int, context: BotContext) -> dict[str, Any]:
    """Who pressed which message, when, and by whose rights in groups."""
    admin_of = await rights_over(poll, context)
    return {"poll": poll, "who": context.who, "message": pressed_id(context), "now": context.now(), "admin_of": admin_of}


async def rights_over(poll: int, context: BotContext) -> frozenset[int]:
    """The groups by whose rights the presser may change a poll; Telegram is not asked about who may anyway."""
    try:
        await context.read(polls.must_ask, poll=poll, who=context.who)
    except Refused:
        return await administered(poll, context)
    return frozenset()


FEATURE = Feature(
    buttons={
        OpenPollPanel: on_panel,
        ClosePoll: on_close,
        ExtendPoll: on_extend,
        CancelPoll: on_cancel,
        WriteOutcome: on_outcome,
        MakeEvent: on_make,
        OtherDates: on_dates,
    },
    words=(on_words,),
)
"""The asker's screen."""
