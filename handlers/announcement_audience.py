"""Who gets a notice, and the word of a second manager, at the edge to Telegram."""

from collections.abc import Mapping
from typing import Any

from community.announcements import agreeing, picking
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.announcement_approval import AgreeToNotice, TakeNoticeBack, TurnDownNotice
from handlers.taps.announcement_audience import OpenAudience, PickAll, PickArea, PickChat, PickHouse, PickTopic, SetReaders
from handlers.views import announcement_approval as views


async def on_open(tap: OpenAudience, context: BotContext) -> None:
    """A screen. Raises: Refused (announcement-done, not-yours, may-not-announce)."""
    await context.handle(picking.show, draft=tap.draft, screen=tap.screen, at=tap.at, page=tap.page, **_turn(context))
    context.pop_up()


async def on_readers(tap: SetReaders, context: BotContext) -> None:
    """The groups, or people in private. Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps)."""
    await context.handle(picking.set_readers, draft=tap.draft, readers=tap.readers, **_turn(context))
    context.pop_up()


async def on_all(tap: PickAll, context: BotContext) -> None:
    """All, or none. Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps)."""
    await context.handle(picking.pick_all, draft=tap.draft, inside=bool(tap.on), **_turn(context))
    context.pop_up()


async def on_area(tap: PickArea, context: BotContext) -> None:
    """An area. Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps, not-your-houses)."""
    await context.handle(picking.pick_area, draft=tap.draft, area=tap.area, inside=bool(tap.on), **_turn(context))
    context.pop_up()


async def on_house(tap: PickHouse, context: BotContext) -> None:
    """A house. Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps, not-your-houses)."""
    await context.handle(picking.pick_house, draft=tap.draft, house=tap.house, inside=bool(tap.on), page=tap.page, **_turn(context))
    context.pop_up()


async def on_chat(tap: PickChat, context: BotContext) -> None:
    """A group. Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps, not-your-houses)."""
    await context.handle(picking.pick_chat, draft=tap.draft, chat=tap.chat, inside=bool(tap.on), **_turn(context))
    context.pop_up()


async def on_topic(tap: PickTopic, context: BotContext) -> None:
    """A topic. Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps, not-your-houses, old-button)."""
    await context.handle(picking.pick_topic, draft=tap.draft, chat=tap.chat, topic=tap.topic, **_turn(context))
    context.pop_up()


async def on_agree(tap: AgreeToNotice, context: BotContext) -> None:
    """It may go. Raises: Refused (announcement-gone, may-not-announce, not-your-houses, own-announcement)."""
    counted = await context.handle(agreeing.agree, announcement=tap.announcement, rules=context.rules, **_turn(context))
    context.pop_up(views.agreed(counted, await context.chosen_texts()))


async def on_turn_down(tap: TurnDownNotice, context: BotContext) -> None:
    """Not like this. Raises: Refused (announcement-gone, may-not-announce, not-your-houses, own-announcement)."""
    counted = await context.handle(agreeing.turn_down, announcement=tap.announcement, rules=context.rules, **_turn(context))
    context.pop_up(views.turned_down(counted, await context.chosen_texts()))


async def on_take_back(tap: TakeNoticeBack, context: BotContext) -> None:
    """It is a draft again. Raises: Refused (announcement-gone, not-yours, announcement-decided)."""
    await context.handle(agreeing.take_back, announcement=tap.announcement, rules=context.rules, **_turn(context))
    context.pop_up()


def _turn(context: BotContext) -> Mapping[str, Any]:
    return {"who": context.who, "message": pressed_id(context), "language": context.spoken, "now": context.now()}


FEATURE = Feature(
    buttons={
        OpenAudience: on_open,
        SetReaders: on_readers,
        PickAll: on_all,
        PickArea: on_area,
        PickHouse: on_house,
        PickChat: on_chat,
        PickTopic: on_topic,
        AgreeToNotice: on_agree,
        TurnDownNotice: on_turn_down,
        TakeNoticeBack: on_take_back,
    },
)
"""Who gets it, and whether it may go."""
