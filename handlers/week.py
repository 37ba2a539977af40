"""Weeks at the edge to Telegram: what is on, and whether one wants the list on Mondays."""

from datetime import date

from telegram.constants import ChatType

from community import digest, week
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Command, Feature
from handlers.taps.week import ShowWeek, WantDigest


async def on_week(command: Command, context: BotContext) -> None:
    """`/week`: in private one's own; in a group one answer for all."""
    message = command.message
    if message.chat.type == ChatType.PRIVATE:
        await context.reply("week", {"week": None})
        return
    thread = message.message_thread_id if message.is_topic_message else None
    await context.handle(week.tell_here, group=message.chat.id, thread=thread, reply_to=message.message_id, now=context.now())


async def on_show_week(tap: ShowWeek, context: BotContext) -> None:
    """This week, or another one. Raises: Refused (not-joined, old-button)."""
    monday = day_of(tap.day)
    found = await context.read(week.of_person, who=context.who, monday=monday, zone=context.rules.zone, now=context.now())
    await context.reply("week", {"week": found.monday.isoformat()}, edit=pressed_id(context))
    context.pop_up()


async def on_want(tap: WantDigest, context: BotContext) -> None:
    """The weekly list, or no list any more."""
    await context.handle(
        digest.choose,
        who=context.who,
        wanted=bool(tap.wanted),
        monday=day_of(tap.day),
        message=pressed_id(context),
        rules=context.rules,
        now=context.now(),
    )
    texts = await context.chosen_texts()
    context.pop_up(texts.say("On Mondays I list the week.") if tap.wanted else texts.say("I send no weekly list any more."))


def day_of(number: int) -> date | None:
    """The day a button carries; None for 0. Raises: Refused("old-button") for what is no day."""
    if number > date.max.toordinal():
        raise Refused("old-button")
    return date.fromordinal(number) if number else None


FEATURE = Feature(
    commands={("week", "viikko", "vecka"): on_week},
    public=(on_week,),
    buttons={ShowWeek: on_show_week, WantDigest: on_want},
)
