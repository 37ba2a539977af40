"""Polls at the edge to Telegram: asking, and voting from a card or a private ballot."""

from collections.abc import Mapping
from typing import Any

from telegram.constants import ChatType

from community import announcing, people, polls
from community.events import Press
from community.polls import Voted
from community.polls.marking import GONE
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import holds_ticket, is_card_of, origin_of, pressed_id
from handlers.routing import Command, Feature
from handlers.taps.polls import TAKEN_OUT, MarkOption, MyBallot, OpenPoll, ShowPolls, TapOption, WithdrawBallot
from handlers.topics import hear_of
from handlers.views import votes as views


async def on_poll(command: Command, context: BotContext) -> None:
    """`/poll …` in a group or in private."""
    origin = await origin_of(command.message, context)
    await hear_of(command.message, context)
    await context.handle(announcing.announce, line=command.text, origin=origin, rules=context.rules, now=context.now(), kind="poll")


async def on_tap(tap: TapOption, context: BotContext) -> None:
    """An option on the card. Raises: Refused with the reasons of `polls.tap`."""
    values = pressed(tap.poll, "", context)
    await _say(await context.handle(polls.tap, poll=tap.poll, option=tap.option, **values), context)


async def on_mark(tap: MarkOption, context: BotContext) -> None:
    """An option of the ballot. Raises: Refused with the reasons of `polls.mark`."""
    mark = GONE if tap.mark == TAKEN_OUT else tap.mark
    values = pressed(tap.poll, tap.ticket, context, page=tap.page)
    await _say(await context.handle(polls.mark, poll=tap.poll, option=tap.option, mark=mark, **values), context)


async def on_withdraw(tap: WithdrawBallot, context: BotContext) -> None:
    """The ballot is taken back. Raises: Refused with the reasons of `polls.withdraw`."""
    await _say(await context.handle(polls.withdraw, poll=tap.poll, **pressed(tap.poll, tap.ticket, context)), context)


async def on_my_ballot(tap: MyBallot | TapOption | MarkOption | WithdrawBallot, context: BotContext) -> None:
    """One's own choice in a pop-up; also what a press that was delivered twice shows."""
    mine = await context.read(polls.my_ballot, poll=tap.poll, who=context.who, language=context.spoken)
    context.pop_up(views.choice(mine, context.in_language(mine.language)), alert=True)


async def on_open(tap: OpenPoll, context: BotContext) -> None:
    """A poll in the private chat. Raises: Refused("not-here")."""
    await must_see(tap.poll, tap.ticket, context)
    await context.reply("ballot", {"poll": tap.poll, "page": tap.page}, edit=pressed_id(context) if tap.here else None)
    context.pop_up()


async def must_see(poll: int, ticket: str, context: BotContext) -> None:
    """Whoever holds the card's ticket or lives where it hangs may see a poll. Raises: Refused("not-here")."""
    invited = bool(ticket) and holds_ticket(poll, ticket, context)
    if not invited and not await context.read(polls.may_see, poll=poll, who=context.who):
        raise Refused("not-here")


async def on_link(payload: str, context: BotContext) -> None:
    """ "Answer in private" on a card leads here; who has seen the card may answer it. Raises: Refused("poll-gone")."""
    poll, _, ticket = payload.partition("_")
    if not poll.isdigit() or not holds_ticket(int(poll), ticket, context):
        raise Refused("poll-gone")
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    await context.reply("ballot", {"poll": int(poll)})


async def on_polls(tap: ShowPolls, context: BotContext) -> None:
    """The open polls of one's houses."""
    await context.reply("polls")
    context.pop_up()


async def _say(state: Voted, context: BotContext) -> None:
    text, alert = views.voted(state, context.in_language(state.language), context.now(), context.rules.sign_ups_days)
    context.pop_up(text, alert=alert)


def pressed(poll: int, ticket: str, context: BotContext, page: int = 0) -> Mapping[str, Any]:
    """Who pressed, where, and whether they have seen the card."""
    query = context.happened.callback_query
    message = query.message if query else None
    chat = message.chat.id if message and message.chat.type != ChatType.PRIVATE else None
    known = message is not None and (chat is None or is_card_of(message, f"{TapOption.prefix}:{poll}:"))
    invited = bool(ticket) and holds_ticket(poll, ticket, context)
    press = Press(chat, message.message_id if message and known else None, context.happened.update_id, invited, page)
    return {"presser": context.presser, "press": press, "now": context.now()}


FEATURE = Feature(
    commands={("poll", "kysely", "fraga"): on_poll},
    takes_text=(on_poll,),
    buttons={
        TapOption: on_tap,
        MarkOption: on_mark,
        WithdrawBallot: on_withdraw,
        MyBallot: on_my_ballot,
        OpenPoll: on_open,
        ShowPolls: on_polls,
    },
    again={TapOption: on_my_ballot, MarkOption: on_my_ballot, WithdrawBallot: on_my_ballot},
    links={"p_": on_link},
)
"""`/poll`, and what stands under polls."""
