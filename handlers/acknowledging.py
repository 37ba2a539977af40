"""Answers to notices at the edge to Telegram: read, help needed, asked; and how those are answered who asked."""

import hmac
from collections.abc import Mapping
from typing import Any

from telegram.constants import ChatType

from community import announcements, people, privacy
from community.announcements import Acknowledged
from community.events import Press
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import is_card_of, pressed_id
from handlers.routing import Feature
from handlers.taps.acknowledging import (
    AnswerRequest,
    AskSender,
    CloseRequest,
    NeedHelp,
    OpenRequest,
    SayRead,
    ShowRequests,
    TakeBackHelp,
)
from handlers.views import acknowledging as views
from handlers.views import announcement_panel


async def on_read(tap: SayRead, context: BotContext) -> None:
    """Somebody has read it. Raises: Refused as `announcements.say_read`."""
    _say(await context.handle(announcements.say_read, announcement=tap.announcement, **_pressed(tap.announcement, context)), context)


async def on_help(tap: NeedHelp, context: BotContext) -> None:
    """Somebody needs help. Raises: Refused as `announcements.need_help`."""
    _say(await context.handle(announcements.need_help, announcement=tap.announcement, **_pressed(tap.announcement, context)), context)


async def on_ask(tap: AskSender, context: BotContext) -> None:
    """The next words are for the sender. Raises: Refused as `announcements.begin_question`."""
    who, language, now = context.who, context.spoken, context.now()
    await context.handle(announcements.begin_question, announcement=tap.announcement, copy=0, who=who, language=language, now=now)
    context.pop_up()


async def on_link(payload: str, context: BotContext) -> None:
    """ "Ask the sender" on a card leads here. Raises: Refused as `announcements.begin_question`."""
    announcement, _, rest = payload.partition("_")
    copy, _, ticket = rest.partition("_")
    if not (announcement.isdecimal() and copy.isdecimal()):
        raise Refused("notice-gone")
    number, held = int(announcement), int(copy)
    if not hmac.compare_digest(ticket, privacy.ticket_of(context.services.erased_key, number, held)):
        raise Refused("notice-gone")
    who, language, now = context.who, context.spoken, context.now()
    await context.services.db.transaction(people.note_start, who=who, rules=context.rules, now=now)
    await context.handle(announcements.begin_question, announcement=number, copy=held, who=who, language=language, now=now)


async def on_take_back(tap: TakeBackHelp, context: BotContext) -> None:
    """No help is needed any more. Raises: Refused("request-gone")."""
    await context.handle(announcements.take_back, request=tap.request, who=context.who, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after it go to the sender, or to who asked. Raises: Refused as `announcements.write`."""
    if not await context.read(announcements.awaits_words, who=context.who, now=context.now()):
        return False
    await context.handle(announcements.write, presser=context.presser, text=text, rules=context.rules, now=context.now())
    return True


async def on_requests(tap: ShowRequests, context: BotContext) -> None:
    """What was asked. Raises: Refused (not-your-requests, notice-gone)."""
    await context.read(announcements.requests, who=context.who, announcement=tap.announcement or None)
    params = {"announcement": tap.announcement, "page": tap.page}
    await context.reply("help-requests", params, edit=pressed_id(context))
    context.pop_up()


async def on_open(tap: OpenRequest, context: BotContext) -> None:
    """One request. Raises: Refused (request-gone, not-your-requests)."""
    await context.read(announcements.look, who=context.who, request=tap.request)
    await context.reply("help-shown", {"request": tap.request}, edit=pressed_id(context))
    context.pop_up()


async def on_answer(tap: AnswerRequest, context: BotContext) -> None:
    """The next words are the answer. Raises: Refused (request-gone, not-your-requests, asker-unreachable)."""
    await context.handle(announcements.begin_answer, who=context.who, request=tap.request, now=context.now())
    context.pop_up()


async def on_close(tap: CloseRequest, context: BotContext) -> None:
    """It is done. Raises: Refused (request-gone, not-your-requests)."""
    await context.handle(announcements.close, who=context.who, request=tap.request, message=pressed_id(context), now=context.now())
    context.pop_up((await context.chosen_texts()).say("Done."))


def _say(done: Acknowledged, context: BotContext) -> None:
    text, alert = views.pop_up(done, context.in_language(done.language), context.rules)
    context.pop_up(text, alert=alert)


def _pressed(announcement: int, context: BotContext) -> Mapping[str, Any]:
    """Who pressed, and where."""
    query = context.happened.callback_query
    message = query.message if query else None
    chat = message.chat.id if message and message.chat.type != ChatType.PRIVATE else None
    known = message is not None and (chat is None or is_card_of(message, f"{SayRead.prefix}:{announcement}"))
    press = Press(chat, message.message_id if message and known else None, context.happened.update_id)
    return {"presser": context.presser, "press": press, "rules": context.rules, "now": context.now()}


announcement_panel.ROWS.append(views.requests_row)

FEATURE = Feature(
    buttons={
        SayRead: on_read,
        NeedHelp: on_help,
        AskSender: on_ask,
        TakeBackHelp: on_take_back,
        ShowRequests: on_requests,
        OpenRequest: on_open,
        AnswerRequest: on_answer,
        CloseRequest: on_close,
    },
    links={"n_": on_link},
    words=(on_words,),
)
"""What stands under notices, and how requests are answered."""
