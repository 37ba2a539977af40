"""Answering what a bot put there: presses of buttons, votes in polls, deep links and things shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.world.chats import Chat
from playground.world.housekeeping import Housekeeping
from playground.world.messages import CALLBACK_SECONDS, CallbackQuery, Message
from playground.world.people import Bot, User
from playground.world.polls import Option, Poll
from playground.world.refusals import Impossible, bad_request

REMEMBERED_QUERIES = 20_000
"""How many presses are remembered for the journal to name; answering needs only the open ones."""

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True, slots=True)
class Pressed:
    """What pressing a button did: its kind, its fields, and the query where the bot was asked."""

    kind: str
    button: dict[str, Any]
    query: CallbackQuery | None = None
    message: Message | None = None
    """What the person said by pressing a key of a reply keyboard."""


class Answering(Housekeeping):
    """People react to keyboards and polls."""

    def button(
        self,
        chat: Chat,
        number: int,
        *,
        row: int | None = None,
        column: int | None = None,
        text: str | None = None,
        data: str | None = None,
    ) -> dict[str, Any]:
        """The button of a message's inline keyboard by place, words or data; also of a deleted message. Raises Impossible."""
        message = chat.messages.get(number)
        keyboard = None if message is None else message.inline_markup
        if keyboard is None:
            raise Impossible(f"message {number} in chat {chat.id} has no buttons")
        rows: list[list[dict[str, Any]]] = keyboard["inline_keyboard"]
        if row is not None and column is not None:
            if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
                raise Impossible(f"message {number} has no button in row {row}, column {column}")
            return rows[row][column]
        key, wanted = ("text", text) if text is not None else ("callback_data", data)
        for button in (button for line in rows for button in line):
            if wanted is not None and button.get(key) == wanted:
                return button
        raise Impossible(f"message {number} has no button {wanted!r}")

    def press(self, chat: Chat, user: User, number: int, **which: Any) -> Pressed:
        """A person presses a button: `row` and `column`, `text`, or `data`. A callback button asks the bot.

        `data` need not be on the keyboard any more: that is the press of somebody whose screen is old.
        """
        message = chat.messages.get(number)
        if message is None or not chat.has(user.id):
            raise Impossible(f"user {user.id} can't press on message {number} in chat {chat.id}")
        if which.get("data") is not None and which.get("row") is None:
            return Pressed("callback", {"callback_data": which["data"]}, self.ask(message, user, which["data"]))
        button = self.button(chat, number, **which)
        if "disabled" in button:
            return Pressed("disabled", button)
        if "callback_data" in button:
            return Pressed("callback", button, self.ask(message, user, button["callback_data"]))
        kinds = {"url": "url", "copy_text": "copy", "login_url": "url", "web_app": "web_app", "pay": "pay"}
        return Pressed(next((kind for key, kind in kinds.items() if key in button), "switch_inline"), button)

    def ask(self, message: Message, user: User, data: str) -> CallbackQuery:
        """Make the callback query of a press and tell the bot that sent the message."""
        bot = self.bots_by_id.get(message.sender.id) if message.sender else None
        if bot is None and message.via_bot is not None:
            bot = self.bots_by_id.get(message.via_bot.id)
        if bot is None:
            raise Impossible(f"message {message.id} is not by a bot")
        if not message.chat.has(bot.id):
            raise Impossible("the bot is no longer in the chat")
        query = CallbackQuery(self.number(), bot, user, message, data, self.clock.now().timestamp())
        self.queries[query.id] = self.open[query.id] = query
        if len(self.queries) > REMEMBERED_QUERIES:
            del self.queries[next(iter(self.queries))]
        self.tell(bot, "callback_query", query.wire(), chat=message.chat, user=user)
        return query

    def answer_query(self, bot: Bot, query_id: str, answer: dict[str, Any]) -> None:
        """The bot answers a press. Raises Refused for one that is unknown, answered, or older than 150 seconds."""
        self.expire_queries()
        query = self.open.get(query_id)
        if query is None or query.bot is not bot:
            raise bad_request(TOO_OLD)
        del self.open[query_id]
        query.settle(answer)

    def expire_queries(self) -> None:
        """Close the presses nobody answered in time."""
        oldest = self.clock.now().timestamp() - CALLBACK_SECONDS
        while self.open and (query := next(iter(self.open.values()))).born < oldest:
            query.expired = True
            del self.open[query.id]

    @property
    def unanswered_presses(self) -> int:
        """Presses that were not answered and may still be."""
        self.expire_queries()
        return len(self.open)

    # polls

    def vote(self, chat: Chat, user: User, number: int, options: list[int]) -> Poll:
        """Vote by the places of the options; an empty list withdraws. The bot that sent the poll hears of it."""
        poll = self.message(chat, number).poll
        if poll is None or not chat.has(user.id):
            raise Impossible(f"user {user.id} can't vote on message {number}")
        self.check_vote(poll, user, options)
        poll.votes.pop(user.id, None)
        if options:
            poll.votes[user.id] = [poll.options[index].persistent_id for index in options]
        self.touch(self.message(chat, number))
        if poll.owner is not None:
            self._tell_vote(poll, poll.owner, user, options)
        return poll

    def check_vote(self, poll: Poll, user: User, options: list[int]) -> None:
        """Raises Impossible where the poll's rules forbid this vote."""
        self.close_due_polls()
        if poll.closed:
            raise Impossible("the poll is closed")
        if any(not 0 <= index < len(poll.options) for index in options) or len(set(options)) != len(options):
            raise Impossible("there are no such options")
        if len(options) > 1 and not poll.multiple:
            raise Impossible("the poll takes one answer")
        if user.id in poll.votes and not poll.revoting:
            raise Impossible("a vote in this poll can't be changed")

    def _tell_vote(self, poll: Poll, bot: Bot, user: User, options: list[int]) -> None:
        self.tell(bot, "poll", poll.wire())
        if not poll.anonymous:
            body = {
                "poll_id": poll.id,
                "user": user.wire(),
                "option_ids": options,
                "option_persistent_ids": [poll.options[index].persistent_id for index in options],
            }
            self.tell(bot, "poll_answer", body, user=user)

    def add_option(self, chat: Chat, user: User, number: int, text: str) -> Poll:
        """A person adds an option to a poll that allows it."""
        message = self.message(chat, number)
        poll = message.poll
        if poll is None or not poll.adding or poll.closed:
            raise Impossible("the poll takes no new options")
        option = Option(text, self.number(), added_by=user, added_at=self.time())
        poll.options.append(option)
        self.touch(message)
        body = {"option_persistent_id": option.persistent_id, "option_text": text, "poll_message": message.wire(reply=False)}
        self.announce(chat, user, {"poll_option_added": body}, reply_to=message.id)
        return poll

    def close_poll(self, poll: Poll) -> None:
        """End a poll; its bot hears the final counts."""
        poll.closed = True
        self.closing.pop(poll.id, None)
        if poll.owner is not None:
            self.tell(poll.owner, "poll", poll.wire())

    def close_due_polls(self) -> None:
        """Close the polls whose time has come by the calendar."""
        now = self.time()
        for poll in [poll for poll in self.closing.values() if poll.close_date is not None and poll.close_date <= now]:
            self.close_poll(poll)

    # deep links and things shared

    def start(self, user: User, payload: str = "", bot: Bot | None = None) -> Message:
        """A person opens `t.me/<bot>?start=<payload>` and taps Start."""
        bot = bot or self.bot
        return self.post(self.private_chat(bot, user), user, text=f"/start {payload}".rstrip())

    def start_in_group(self, user: User, chat: Chat, payload: str = "", rights: list[str] | None = None, bot: Bot | None = None) -> Message:
        """A person follows a `startgroup` link: the bot comes in, with the rights asked for, and is addressed by name."""
        bot = bot or self.bot
        self.join(chat, bot.user, by=user)
        if rights:
            self.promote(chat, bot.user, {_right(word): True for word in rights}, by=user)
        return self.post(chat, user, text=f"/start@{bot.user.username} {payload}".rstrip())

    def share_chat(self, user: User, request: int, shared: Chat, bot: Bot | None = None) -> Message:
        """A person answers a request-chat button in private."""
        content = {"chat_shared": {"request_id": request, "chat_id": shared.id}}
        return self._shared(user, content, bot)

    def share_users(self, user: User, request: int, shared: list[User], bot: Bot | None = None) -> Message:
        """A person answers a request-users button in private."""
        people = [{"user_id": each.id} for each in shared]
        return self._shared(user, {"users_shared": {"request_id": request, "users": people}}, bot)

    def _shared(self, user: User, content: dict[str, Any], bot: Bot | None) -> Message:
        chat = self.private_chat(bot or self.bot, user)
        return self.announce(chat, user, content)


def _right(word: str) -> str:
    """The right a deep link's `admin=` word means: `pin_messages` is `can_pin_messages`."""
    return word if word.startswith("can_") or word == "is_anonymous" else f"can_{word}"
