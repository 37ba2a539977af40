"""Calls for hands at the edge to Telegram: calling, taking a task, giving it back."""

from collections.abc import Mapping
from typing import Any, Protocol

from telegram.constants import ChatType

from community import announcing, people, volunteering
from community.events import Press
from community.refusals import Refused
from community.volunteering import Taken
from handlers.context import BotContext
from handlers.events import holds_ticket, is_card_of, origin_of, pressed_id
from handlers.routing import Command, Feature
from handlers.taps.volunteering import LeaveCall, LeaveTask, MyTasks, OpenCall, ShowCalls, TakeTask
from handlers.topics import hear_of
from handlers.views import task_answers as views


class OfCall(Protocol):
    """A button that is about a call."""

    @property
    def call(self) -> int: ...


async def on_call(command: Command, context: BotContext) -> None:
    """`/talkoot …` in a group or in private."""
    origin = await origin_of(command.message, context)
    await hear_of(command.message, context)
    await context.handle(announcing.announce, line=command.text, origin=origin, rules=context.rules, now=context.now(), kind="call")


async def on_take(tap: TakeTask, context: BotContext) -> None:
    """A task is wanted. Raises: Refused with the reasons of `volunteering.take`."""
    values = pressed(tap, context)
    await say_taken(await context.handle(volunteering.take, call=tap.call, task=tap.task, wish=tap.wish, **values), context)


async def on_leave(tap: LeaveTask, context: BotContext) -> None:
    """A task is given back. Raises: Refused with the reasons of `volunteering.leave`."""
    await say_taken(await context.handle(volunteering.leave, call=tap.call, task=tap.task, **pressed(tap, context)), context)


async def on_leave_call(tap: LeaveCall, context: BotContext) -> None:
    """I can't after all. Raises: Refused with the reasons of `volunteering.leave`."""
    await say_taken(await context.handle(volunteering.leave_call, call=tap.call, **pressed(tap, context)), context)


async def on_my_tasks(tap: OfCall, context: BotContext) -> None:
    """One's own tasks in a pop-up; also what a press that was delivered twice shows. Raises: Refused("call-gone")."""
    mine = await context.read(volunteering.my_tasks, call=tap.call, who=context.who, language=context.spoken)
    context.pop_up(views.mine(mine, context.in_language(mine.language), context.now()), alert=True)


async def on_open(tap: OpenCall, context: BotContext) -> None:
    """A call in the private chat. Raises: Refused("not-here")."""
    await must_see(tap.call, tap.ticket, context)
    await context.reply("call", {"call": tap.call, "page": tap.page}, edit=pressed_id(context) if tap.here else None)
    context.pop_up()


async def must_see(call: int, ticket: str, context: BotContext) -> None:
    """Whoever holds the card's ticket or lives where it hangs may see a call. Raises: Refused("not-here")."""
    invited = bool(ticket) and holds_ticket(call, ticket, context)
    if not invited and not await context.read(volunteering.may_see, call=call, who=context.who):
        raise Refused("not-here")


async def on_link(payload: str, context: BotContext) -> None:
    """ "Tasks…" on a card leads here; who has seen the card may take one. Raises: Refused("call-gone")."""
    call, _, ticket = payload.partition("_")
    if not call.isdigit() or not holds_ticket(int(call), ticket, context):
        raise Refused("call-gone")
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    await context.reply("call", {"call": int(call)})


async def on_calls(tap: ShowCalls, context: BotContext) -> None:
    """The open calls of one's houses."""
    await context.reply("calls")
    context.pop_up()


async def say_taken(taken: Taken, context: BotContext) -> None:
    """What a press came to, in a pop-up."""
    text, alert = views.taken(taken, context.in_language(taken.language), context.now(), context.rules.sign_ups_days)
    context.pop_up(text, alert=alert)


def pressed(tap: OfCall, context: BotContext) -> Mapping[str, Any]:
    """Who pressed, where, and whether they have seen the card."""
    query = context.happened.callback_query
    message = query.message if query else None
    chat = message.chat.id if message and message.chat.type != ChatType.PRIVATE else None
    known = message is not None and (chat is None or is_card_of(message, f"{LeaveCall.prefix}:{tap.call}"))
    ticket, page = getattr(tap, "ticket", ""), getattr(tap, "page", 0)
    invited = bool(ticket) and holds_ticket(tap.call, ticket, context)
    press = Press(chat, message.message_id if message and known else None, context.happened.update_id, invited, page)
    return {"presser": context.presser, "press": press, "rules": context.rules, "now": context.now()}


FEATURE = Feature(
    commands={("call", "talkoot", "talko"): on_call},
    takes_text=(on_call,),
    buttons={
        TakeTask: on_take,
        LeaveTask: on_leave,
        LeaveCall: on_leave_call,
        MyTasks: on_my_tasks,
        OpenCall: on_open,
        ShowCalls: on_calls,
    },
    again={TakeTask: on_my_tasks, LeaveTask: on_my_tasks, LeaveCall: on_my_tasks},
    links={"c_": on_link},
)
"""`/talkoot`, and what stands under calls."""
