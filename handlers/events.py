"""Events at the edge to Telegram: announcing, publishing, answering."""

import hmac
from collections.abc import Mapping
from typing import Any

from telegram import MaybeInaccessibleMessage, Message
from telegram.constants import ChatType

from community import announcing, events, people, polls, privacy, publishing, rotas, taking_down, volunteering
from community.events import Origin, Press
from community.places import Group
from community.refusals import Refused
from handlers.context import BotContext
from handlers.routing import Command, Feature
from handlers.taps.drafts import ChooseReading, DropDraft, PassOn, PublishEvent, TryExample
from handlers.taps.events import AnswerEvent, InOtherLanguages, MyAnswer, OpenEvent, OpenPanel, ShowEvents
from handlers.topics import hear_of
from handlers.views import answers as views
from handlers.views.examples import example


async def on_event(command: Command, context: BotContext) -> None:
    """`/event …` in a group or in private."""
    origin = await origin_of(command.message, context)
    picture = picture_of(command.message)
    await hear_of(command.message, context)
    await context.handle(announcing.announce, line=command.text, origin=origin, rules=context.rules, now=context.now(), picture=picture)


async def on_example(tap: TryExample, context: BotContext) -> None:
    """Somebody wants to see what a card looks like: a preview only they can press."""
    message = pressed_in_group(context)
    said = message.api_kwargs
    group = Group(message.chat.id, message.chat.title or "")
    if not await context.services.rights.is_admin(context.who, group.telegram_id):
        raise Refused("admins-only")
    thread = said.get("message_thread_id") if said.get("is_topic_message") else None
    origin = Origin(message.chat.id, context.who, context.spoken, group, thread, message.message_id, True, context.presser.mark)
    line = example(context.texts, context.now().date())
    await context.handle(announcing.announce, line=line, origin=origin, rules=context.rules, now=context.now())
    context.pop_up()


async def on_answer(tap: AnswerEvent, context: BotContext) -> None:
    """Coming, maybe, can't."""
    answered = await context.handle(
        events.answer,
        event=tap.event,
        presser=context.presser,
        answer=tap.answer,
        party=tap.party,
        press=press_of(tap.event, tap.ticket, context),
        rules=context.rules,
        now=context.now(),
    )
    text, alert = views.answered(answered, context.in_language(answered.language), context.now(), context.rules.sign_ups_days)
    context.pop_up(text, alert=alert)


async def on_my_answer(tap: MyAnswer | AnswerEvent, context: BotContext) -> None:
    """One's own state in a pop-up; also what a press that was delivered twice shows."""
    mine = await context.read(events.my_answer, event=tap.event, who=context.who, language=context.spoken)
    text = views.my_answer(mine, context.in_language(mine.language), context.now(), context.rules.sign_ups_days)
    context.pop_up(text, alert=True)


async def on_other_languages(tap: InOtherLanguages, context: BotContext) -> None:
    """The card in the presser's language."""
    chat = context.happened.effective_chat
    group = chat.id if chat is not None and not _in_private(context) else None
    if not await context.read(events.may_see, event=tap.event, who=context.who, group=group):
        raise Refused("not-here")
    mine = await context.read(events.my_answer, event=tap.event, who=context.who, language=context.spoken)
    context.pop_up(views.in_short(mine.event, context.in_language(mine.language), context.now()), alert=True)


async def on_open(tap: OpenEvent, context: BotContext) -> None:
    """An event in the private chat."""
    await may_look(tap.event, tap.ticket, context)
    await context.reply("event", {"event": tap.event}, edit=pressed_id(context) if tap.here else None)
    context.pop_up()


async def on_panel(tap: OpenPanel, context: BotContext) -> None:
    """What the organiser can do."""
    await context.read(events.must_organise, event=tap.event, who=context.who, admin_of=await rights_in(tap.event, context))
    await context.reply("panel", {"event": tap.event}, edit=pressed_id(context))
    context.pop_up()


async def on_event_link(payload: str, context: BotContext) -> None:
    """ "Other…" on a card leads here; who has seen the card may answer it."""
    event, _, ticket = payload.partition("_")
    if not event.isdigit() or not holds_ticket(int(event), ticket, context):
        raise Refused("event-gone")
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    await context.reply("event", {"event": int(event)})


async def on_publish(tap: PublishEvent, context: BotContext) -> None:
    """The preview becomes the card; who may not publish is asked, in private, whether to pass it on."""
    group, chat = await context.read(announcing.target_of, tap.draft, tap.chat or None), tap.chat or None
    if group is None:
        raise Refused("draft-gone")
    admin = await context.services.rights.is_admin(context.who, group)
    values: Mapping[str, Any] = {"chat": chat, "message": pressed_id(context), "rules": context.rules, "now": context.now()}
    if _in_private(context) and not await context.read(announcing.may_publish, draft=tap.draft, chat=chat, who=context.who, admin=admin):
        await context.handle(announcing.suggest_instead, draft=tap.draft, who=context.who, **values)
        context.pop_up()
        return
    morning = bool(tap.morning)
    await context.handle(publishing.publish, draft=tap.draft, presser=context.presser, admin=admin, morning=morning, **values)
    texts = await context.chosen_texts()
    context.pop_up(texts.say("The card comes when the quiet hours end.") if morning else texts.say("Published."))


async def on_reading(tap: ChooseReading, context: BotContext) -> None:
    """Which of two readings of the date."""
    admin = await administers(context)
    await context.handle(
        announcing.choose_reading,
        draft=tap.draft,
        number=tap.number,
        who=context.who,
        admin=admin,
        message=pressed_id(context),
        now=context.now(),
    )
    context.pop_up()


async def on_drop(tap: DropDraft, context: BotContext) -> None:
    """The author gives it up."""
    admin = await administers(context)
    await context.handle(announcing.give_up, draft=tap.draft, who=context.who, admin=admin, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_pass_on(tap: PassOn, context: BotContext) -> None:
    """A resident's suggestion goes to the admins."""
    group = await context.read(announcing.target_of, tap.draft, None)
    if group is None:
        raise Refused("draft-gone")
    await context.handle(
        announcing.pass_on,
        draft=tap.draft,
        presser=context.presser,
        admins=await context.services.rights.admins_of(group),
        message=pressed_id(context),
        rules=context.rules,
        now=context.now(),
    )
    context.pop_up()


async def on_draft_link(payload: str, context: BotContext) -> None:
    """ "Continue in private" carries what was typed."""
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    await context.handle(announcing.carry_on, token=payload, presser=context.presser, rules=context.rules, now=context.now())


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the next text after a refused line is the line."""
    if not await context.read(announcing.awaits_line, who=context.who, now=context.now()):
        return False
    picture = picture_of(context.happened.message)
    values: Mapping[str, Any] = {"rules": context.rules, "now": context.now(), "picture": picture}
    return await context.handle(announcing.write_again, line=text, presser=context.presser, **values)


async def on_whats_on(tap: ShowEvents, context: BotContext) -> None:
    """The coming events of one's houses."""
    await context.reply("whats-on")
    context.pop_up()


def picture_of(message: Message | None) -> str | None:
    """By which Telegram knows the picture of a message, in its largest size."""
    return message.photo[-1].file_id if message is not None and message.photo else None


async def origin_of(message: Message, context: BotContext) -> Origin:
    """Where a message was written, and by whom."""
    private = message.chat.type == ChatType.PRIVATE
    anonymous = is_anonymous(message)
    group = None if private else Group(message.chat.id, message.chat.title or "")
    admin = anonymous or (group is not None and await context.services.rights.is_admin(context.who, group.telegram_id))
    thread = message.message_thread_id if message.is_topic_message else None
    author = None if anonymous else context.who
    return Origin(message.chat.id, author, context.spoken, group, thread, message.message_id, admin, context.presser.mark)


async def may_look(event: int, ticket: str, context: BotContext) -> None:
    """In private a thing is for its house, for who has to do with it, and for who has seen its card. Raises: Refused("not-here")."""
    invited = bool(ticket) and holds_ticket(event, ticket, context)
    seen = invited or await context.read(events.may_see, event=event, who=context.who)
    seen = seen or await context.read(polls.may_see, poll=event, who=context.who)
    seen = seen or await context.read(volunteering.may_see, call=event, who=context.who)
    if not seen and not await context.read(rotas.sees, rota=event, who=context.who):
        raise Refused("not-here")


def is_anonymous(message: Message) -> bool:
    """Whether an admin wrote it in the name of the group."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


def holds_ticket(event: int, ticket: str, context: BotContext) -> bool:
    """Whether somebody has the link of an event's card."""
    return hmac.compare_digest(ticket, privacy.ticket_of(context.services.erased_key, event))


def press_of(event: int, ticket: str, context: BotContext) -> Press:
    """Where an answer to an event was pressed, and whether its presser has seen the card."""
    query = context.happened.callback_query
    message = query.message if query else None
    chat = message.chat.id if message and message.chat.type != ChatType.PRIVATE else None
    invited = bool(ticket) and holds_ticket(event, ticket, context)
    known = message is not None and (chat is None or is_card_of(message, f"{AnswerEvent.prefix}:{event}:"))
    return Press(chat, message.message_id if message and known else None, context.happened.update_id, invited)


def is_card_of(message: MaybeInaccessibleMessage, beginning: str) -> bool:
    """Whether a message in a group has such a button: data can be forged and sent from under any message of ours, a keyboard can't."""
    keyboard = message.api_kwargs.get("reply_markup", {}).get("inline_keyboard", ())
    return any(str(key.get("callback_data", "")).startswith(beginning) for row in keyboard for key in row)


async def administers(context: BotContext) -> bool:
    """Whether the presser administers the group the button hangs in; in private nobody does."""
    chat = context.happened.effective_chat
    return chat is not None and not _in_private(context) and await context.services.rights.is_admin(context.who, chat.id)


async def administered(event: int, context: BotContext) -> frozenset[int]:
    """The groups with a card of the event which the presser administers.

    A group whose admins Telegram does not tell just now has none: those of other groups, boards and managers can still act.
    """
    groups = await context.read(taking_down.groups_of, event)
    return frozenset([group for group in groups if await _is_admin(group, context)])


async def _is_admin(group: int, context: BotContext) -> bool:
    try:
        return await context.services.rights.is_admin(context.who, group)
    except Refused:
        return False


async def rights_in(event: int, context: BotContext) -> frozenset[int]:
    """The groups by whose rights the presser may change an event; Telegram is not asked about who may anyway."""
    try:
        await context.read(events.must_organise, event=event, who=context.who)
    except Refused:
        return await administered(event, context)
    return frozenset()


def _in_private(context: BotContext) -> bool:
    chat = context.happened.effective_chat
    return chat is not None and chat.type == ChatType.PRIVATE


def pressed_in_group(context: BotContext) -> MaybeInaccessibleMessage:
    """The message in a group a press came from (see bot.polling). Raises: Refused("old-button") when there is none."""
    query = context.happened.callback_query
    if query is None or query.message is None or query.message.chat.type == ChatType.PRIVATE:
        raise Refused("old-button")
    return query.message


def pressed_id(context: BotContext) -> int:
    """The number of the message a press came from, also of one that Telegram does not show any more."""
    query = context.happened.callback_query
    if query is None or query.message is None:
        raise Refused("old-button")
    return query.message.message_id


FEATURE = Feature(
    commands={("event", "tapahtuma", "evenemang"): on_event},
    takes_text=(on_event,),
    buttons={
        AnswerEvent: on_answer,
        MyAnswer: on_my_answer,
        InOtherLanguages: on_other_languages,
        OpenEvent: on_open,
        OpenPanel: on_panel,
        PublishEvent: on_publish,
        ChooseReading: on_reading,
        DropDraft: on_drop,
        PassOn: on_pass_on,
        TryExample: on_example,
        ShowEvents: on_whats_on,
    },
    again={AnswerEvent: on_my_answer},
    links={"e_": on_event_link, "d_": on_draft_link},
    words=(on_words,),
)
