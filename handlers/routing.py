"""From an update to the one function that handles it: commands, buttons, deep links, words, and the last "out of date"."""

import unicodedata
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import Application, BaseHandler

from community import notice, people, replies
from community.refusals import Refused
from handlers.buttons import Button, Malformed
from handlers.context import BotContext
from handlers.views.refusals import refusal
from storage.receipts import AlreadySeen

OnTap = Callable[[Any, BotContext], Awaitable[None]]
OnCommand = Callable[["Command", BotContext], Awaitable[None]]
OnLink = Callable[[str, BotContext], Awaitable[None]]
OnWords = Callable[[str, BotContext], Awaitable[bool]]
OnChange = Callable[[Update, BotContext], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Command:
    """A command as somebody wrote it: what follows it, and the message it stands in."""

    text: str
    message: Message


@dataclass(frozen=True)
class Feature:
    """What one noun adds to the conversation.

    `takes_text`: commands that take a line; `public`: those answered in the group they are written in; `again`: what a replayed
    press shows instead of acting; `links`: what `t.me/bot?start=…` leads to, by the beginning of its payload ("" for a bare start
    and for house codes); `group_links`: the same for `?startgroup=…`, by which the bot comes to a group; `first`: words that are
    asked for, though they may look like a command without its slash.
    """

    commands: Mapping[tuple[str, ...], OnCommand] = field(default_factory=dict)
    takes_text: Sequence[OnCommand] = ()
    public: Sequence[OnCommand] = ()
    buttons: Mapping[type[Button], OnTap] = field(default_factory=dict)
    again: Mapping[type[Button], OnTap] = field(default_factory=dict)
    links: Mapping[str, OnLink] = field(default_factory=dict)
    group_links: Mapping[str, OnCommand] = field(default_factory=dict)
    words: Sequence[OnWords] = ()
    first: Sequence[OnWords] = ()
    changes: Sequence[OnChange] = ()


class Taps(BaseHandler[Update, BotContext, None]):
    """Presses of our buttons. What no button knows any more is answered "out of date", so that none spins."""

    def __init__(self, features: Sequence[Feature]) -> None:
        super().__init__(self._handle)
        self._buttons: dict[str, tuple[type[Button], OnTap, OnTap | None]] = {}
        for feature in features:
            for button, on_tap in feature.buttons.items():
                for prefix in (button.prefix, *button.retired):
                    self._buttons[prefix] = (button, on_tap, feature.again.get(button))

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update) and update.callback_query is not None

    async def _handle(self, update: Update, context: BotContext) -> None:
        query = update.callback_query
        prefix, *values = (query.data if query and query.data else "").split(":")
        button, on_tap, again = self._buttons.get(prefix, (None, None, None))
        try:
            if button is None or on_tap is None:
                raise Malformed
            await self._act(button.parse(values), on_tap, again, context)
        except Malformed:
            await _refuse(Refused("old-button"), context)
        except Refused as refused:
            await _refuse(refused, context)
        await _note_act(context)

    async def _act(self, tap: Button, on_tap: OnTap, again: OnTap | None, context: BotContext) -> None:
        """Raises: Refused, but never for a press that is delivered again: what it asked for may be gone because it was done."""
        try:
            await on_tap(tap, context)
            return
        except AlreadySeen:
            pass
        except Refused:
            if not await context.happened_before():
                raise
        await (again(tap, context) if again else _nothing(context))


async def _note_act(context: BotContext) -> None:
    """In private an act shows that somebody is still there; and they are told once what is new in the privacy notice."""
    chat, who, now = context.happened.effective_chat, context.who, context.now()
    if chat is not None and chat.type == ChatType.PRIVATE and await context.read(notice.has_news, who=who, now=now):
        await context.services.db.transaction(notice.note_act, who=who, now=now)
        context.services.wake()


async def _nothing(context: BotContext) -> None:
    context.pop_up()


async def _refuse(refused: Refused, context: BotContext) -> None:
    context.pop_up(refusal(refused, await context.chosen_texts(), context.now().date()), alert=True)


class Writings(BaseHandler[Update, BotContext, None]):
    """Commands anywhere, and words in private. Ordinary text of a group is not looked at."""

    def __init__(self, features: Sequence[Feature], menu: OnWords) -> None:
        super().__init__(self._handle)
        self._commands = {name: on for feature in features for names, on in feature.commands.items() for name in names}
        self._lines = [on for feature in features for on in feature.takes_text]
        self._public = [*self._lines, *(on for feature in features for on in feature.public)]
        self._group_links = {prefix: on for feature in features for prefix, on in feature.group_links.items()}
        self._links = {prefix: on for feature in features for prefix, on in feature.links.items()}
        self._first = [on for feature in features for on in feature.first]
        self._words = [*(on for feature in features for on in feature.words), menu]

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update) and update.message is not None and self._is_for_us(update.message)

    def _is_for_us(self, message: Message) -> bool:
        if message.chat.type == ChatType.PRIVATE:
            return message.from_user is not None
        return (message.text or message.caption or "").startswith("/") and _is_by_a_member(message)

    async def _handle(self, update: Update, context: BotContext) -> None:
        message = update.message
        assert message is not None
        try:
            if message.chat.type == ChatType.PRIVATE:
                await self._converse(message, context)
            else:
                await self._obey(message, context)
        except Refused as refused:
            if not await context.happened_before():
                await _say_why_not(refused, message, context)
        except AlreadySeen:
            return

    async def _converse(self, message: Message, context: BotContext) -> None:
        """In private: a command, a command without its slash, or words; of a picture its caption."""
        text = unicodedata.normalize("NFC", message.text or message.caption or "")
        name, rest = _command(text, context.services.username, private=True)
        on_command = self._commands.get(name)
        if name == "start":
            await self._start(rest, context)
        elif not text.startswith("/") and await self._is_heard(self._first, text, context):
            pass
        elif on_command is not None and (text.startswith("/") or not rest or on_command in self._lines):
            await context.services.db.transaction(replies.leave_drafts, who=context.who)
            await on_command(Command(rest, message), context)
        else:
            await self._listen(text, context)
        await _note_act(context)

    async def _obey(self, message: Message, context: BotContext) -> None:
        """In a group: a command; what is only for one person is answered in private, or the way there is shown."""
        name, rest = _command(message.text or message.caption or "", context.services.username, private=False)
        if name == "start" and rest[:2] in self._group_links:
            await self._group_links[rest[:2]](Command(rest[2:], message), context)
            return
        on_command = self._commands.get(name)
        if on_command is None:
            return
        if on_command in self._public or await context.read(people.is_reachable, context.who):
            await on_command(Command(rest, message), context)
        else:
            await say_here("in-private", {}, message, context)

    async def _start(self, payload: str, context: BotContext) -> None:
        prefix = payload[:2] if payload[:2] in self._links else ""
        await self._links[prefix](payload[len(prefix) :], context)

    async def _listen(self, text: str, context: BotContext) -> None:
        await self._is_heard(self._words, text, context)

    async def _is_heard(self, listeners: Sequence[OnWords], text: str, context: BotContext) -> bool:
        for on_words in listeners:
            if await on_words(text, context):
                return True
        return False


class Changes(BaseHandler[Update, BotContext, None]):
    """What happens to chats and to the bot in them."""

    def __init__(self, features: Sequence[Feature]) -> None:
        super().__init__(self._handle)
        self._changes = [on for feature in features for on in feature.changes]

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update) and (update.my_chat_member is not None or _is_service(update.message))

    async def _handle(self, update: Update, context: BotContext) -> None:
        for on_change in self._changes:
            try:
                if await on_change(update, context):
                    return
            except AlreadySeen:
                return


def _is_service(message: Message | None) -> bool:
    """Whether it tells of a group. Of a topic that was closed or opened Telegram says nothing but that: its value is empty."""
    if message is None:
        return False
    topic = (message.forum_topic_created, message.forum_topic_edited, message.forum_topic_closed, message.forum_topic_reopened)
    told = message.new_chat_title or message.migrate_to_chat_id or message.migrate_from_chat_id
    return bool(told) or any(each is not None for each in topic)


def _command(text: str, username: str, *, private: bool) -> tuple[str, str]:
    """The command and what follows it; in private a word without the slash does as well (`tapahtuma la 12 …`)."""
    first, _, rest = text.partition(" ")
    if "\n" in first:
        first, _, more = first.partition("\n")
        rest = f"{more} {rest}"
    if first.startswith("/"):
        name, _, addressed = first[1:].partition("@")
        return (name.lower(), rest.strip()) if addressed.lower() in ("", username.lower()) else ("", "")
    return (first.lower(), rest.strip()) if private else ("", "")


async def _say_why_not(refused: Refused, message: Message, context: BotContext) -> None:
    """A refused command is answered in private, or with one line that takes itself back."""
    params = {"code": refused.code, "params": refused.params}
    if message.chat.type == ChatType.PRIVATE or await context.read(people.is_reachable, context.who):
        await context.reply("refused", params)
    else:
        await say_here("refused", params, message, context)


async def say_here(kind: str, params: Mapping[str, Any], message: Message, context: BotContext) -> None:
    """Answer a command in its group with one line that takes itself back."""
    await context.handle(
        replies.say_here,
        chat=message.chat.id,
        thread=message.message_thread_id if message.is_topic_message else None,
        reply_to=message.message_id,
        kind=kind,
        params=params,
        now=context.now(),
    )


def _is_by_a_member(message: Message) -> bool:
    """Whether somebody of the group wrote it there: not forwarded, not by a channel (an anonymous admin speaks as the group)."""
    as_somebody = message.sender_chat is None or message.sender_chat.id == message.chat.id
    return as_somebody and message.from_user is not None and message.forward_origin is None


def add_routes(application: "Application[Any, Any, Any, Any, Any, Any]", features: Sequence[Feature], menu: OnWords) -> None:
    """Let the features handle what comes. The order matters: service messages are messages too."""
    application.add_handler(Taps(features))
    application.add_handler(Changes(features))
    application.add_handler(Writings(features, menu))
