"""Private ballots at the edge to Telegram: reasons, and who voted what where that is no secret."""

from community import polls, questions
from community.polls import reasons
from handlers.context import BotContext
from handlers.events import holds_ticket, pressed_id
from handlers.polls import must_see, pressed
from handlers.routing import Feature
from handlers.taps.ballots import OpenPollMore, RemoveReason, ShowVotes, WriteReason


async def on_write(tap: WriteReason, context: BotContext) -> None:
    """The next words are the reason. Raises: Refused as `polls.ask_reason`."""
    await context.handle(polls.ask_reason, poll=tap.poll, **pressed(tap.poll, tap.ticket, context))
    context.pop_up()


async def on_remove(tap: RemoveReason, context: BotContext) -> None:
    """The reason goes. Raises: Refused as `polls.remove_reason`."""
    await context.handle(polls.remove_reason, poll=tap.poll, **pressed(tap.poll, tap.ticket, context))
    context.pop_up()


async def on_votes(tap: ShowVotes, context: BotContext) -> None:
    """Who voted what. Raises: Refused as `polls.votes`."""
    invited = bool(tap.ticket) and holds_ticket(tap.poll, tap.ticket, context)
    await context.read(polls.votes, poll=tap.poll, who=context.who, page=tap.page, invited=invited)
    await context.reply("poll-votes", {"poll": tap.poll, "page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_more(tap: OpenPollMore, context: BotContext) -> None:
    """What else a resident can do with a poll. Raises: Refused("not-here")."""
    await must_see(tap.poll, tap.ticket, context)
    await context.reply("poll-more", {"poll": tap.poll}, edit=pressed_id(context))
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question are the reason. Raises: Refused as `polls.write_reason`."""
    if not await context.read(questions.is_asked, who=context.who, kind=reasons.KIND, now=context.now()):
        return False
    await context.handle(polls.write_reason, who=context.who, text=text, now=context.now())
    return True


FEATURE = Feature(
    buttons={WriteReason: on_write, RemoveReason: on_remove, ShowVotes: on_votes, OpenPollMore: on_more},
    words=(on_words,),
)
"""What private ballots add to the conversation."""
