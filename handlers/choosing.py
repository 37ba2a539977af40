"""Publishing in several groups, at the edge to Telegram."""

from collections.abc import Mapping, Sequence
from typing import Any

from community import publishing
from community.events import choosing, targets
from community.events.targets import Target
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.spreading import administered
from handlers.taps.choosing import ChooseGroup, ChooseGroups, ChooseTopic, PublishOver, ShowTopics, TurnGroups


async def on_choose_groups(tap: ChooseGroups, context: BotContext) -> None:
    """The groups in which one may publish. Raises: Refused (draft-gone, not-yours)."""
    found = await context.read(targets.reached, context.who)
    admin_of = await administered(found, context)
    await context.handle(choosing.offer, draft=tap.draft, who=context.who, admin_of=admin_of, **_pressed(context))
    context.pop_up()


async def on_choose_group(tap: ChooseGroup, context: BotContext) -> None:
    """One of them. Raises: Refused (draft-gone, not-yours, old-button)."""
    values: Mapping[str, Any] = {"chosen": bool(tap.chosen), "page": tap.page, **_pressed(context)}
    await context.handle(choosing.choose, draft=tap.draft, chat=tap.chat, who=context.who, **values)
    context.pop_up()


async def on_turn(tap: TurnGroups, context: BotContext) -> None:
    """More of them. Raises: Refused (draft-gone, not-yours)."""
    await context.handle(choosing.turn, draft=tap.draft, page=tap.page, who=context.who, **_pressed(context))
    context.pop_up()


async def on_topics(tap: ShowTopics, context: BotContext) -> None:
    """The topics of its group. Raises: Refused (draft-gone, not-yours)."""
    await context.read(choosing.previewed, draft=tap.draft, who=context.who)
    await context.reply("event-topics", {"draft": tap.draft}, edit=pressed_id(context))
    context.pop_up()


async def on_topic(tap: ChooseTopic, context: BotContext) -> None:
    """One of them. Raises: Refused (draft-gone, not-yours, old-button)."""
    await context.handle(choosing.choose_topic, draft=tap.draft, thread=tap.thread, who=context.who, **_pressed(context))
    context.pop_up()


async def on_publish_over(tap: PublishOver, context: BotContext) -> None:
    """In all that are meant. Raises: Refused (draft-gone, not-yours, old-button, not-admin, and the reasons of publishing.publish)."""
    wanted = await context.read(choosing.meant, draft=tap.draft, who=context.who, house=tap.house or None, area=tap.area or None)
    shown = await _publish(tap.draft, wanted, context)
    context.pop_up((await context.chosen_texts()).count("Published in {n} group.", "Published in {n} groups.", shown))


async def _publish(draft: int, wanted: Sequence[Target], context: BotContext) -> int:
    return await context.handle(
        publishing.publish_in,
        draft=draft,
        presser=context.presser,
        chats=[each.chat.id for each in wanted],
        admin_of=await administered(wanted, context),
        rules=context.rules,
        **_pressed(context),
    )


def _pressed(context: BotContext) -> Mapping[str, Any]:
    return {"message": pressed_id(context), "now": context.now()}


FEATURE = Feature(
    buttons={
        ChooseGroups: on_choose_groups,
        ChooseGroup: on_choose_group,
        TurnGroups: on_turn,
        ShowTopics: on_topics,
        ChooseTopic: on_topic,
        PublishOver: on_publish_over,
    },
)
