"""The way back from a snapshot to a world. Objects others hold (the world, its bots, their queues) stay the same objects."""

import base64
from typing import Any

from playground.control.exchange import Unusable
from playground.control.snapshot import FORMAT, NUMBERS, PEOPLE_OF_A_MESSAGE, VERSION, Plain, snapshot
from playground.updates import Update, UpdateQueue
from playground.world import Bot, CallbackQuery, Chat, File, Member, Message, Option, Poll, Topic, User, World


def restore(world: World, found: Plain) -> None:
    """Make the world what the snapshot says. Raises Unusable for what is none; then the world is as it was."""
    if found.get("format") != FORMAT or found.get("version") != VERSION:
        raise Unusable(f"this is no snapshot of form {FORMAT} {VERSION}")
    if not found.get("bots"):
        raise Unusable("the snapshot has no bot")
    before = snapshot(world)
    try:
        Restoration(world).run(found)
    except (AttributeError, LookupError, TypeError, ValueError) as problem:
        Restoration(world).run(before)
        raise Unusable(f"the snapshot is damaged: {type(problem).__name__} {problem}") from problem


class Restoration:
    """One restoring, which puts things in the order in which they refer to each other."""

    def __init__(self, world: World) -> None:
        self._world = world

    def run(self, found: Plain) -> None:
        """Empty the world and fill it."""
        world = self._world
        world.reset()
        for plain in found["users"]:
            self._add_user(User(**plain))
        self._bots(found["bots"])
        self._files(found["files"])
        for plain in found["polls"]:
            self._add_poll(plain)
        filled = [(self._add_chat(plain), plain["messages"]) for plain in found["chats"]]
        change = world.journal.add("change")
        for chat, messages in filled:
            chat.messages.update((plain["id"], self._message(chat, plain, change)) for plain in messages)
        for plain in found["queries"]:
            self._add_query(plain)
        for name in NUMBERS:
            setattr(world, name, max(getattr(world, name), found["numbers"][name]))
        world.message_floor = found["numbers"]["message_floor"]
        world.files.last = max(world.files.last, found["numbers"]["last_file"])

    def _add_user(self, user: User) -> User:
        self._world.users[user.id] = user
        if user.username:
            self._world.usernames[user.username.lower()] = user.id
        return user

    def _bots(self, found: list[Plain]) -> None:
        world = self._world
        known = dict(world.bots_by_id)
        world.bots.clear()
        world.bots_by_id.clear()
        for bot_id in known:
            world.users.pop(bot_id, None)
        for plain in found:
            bot = self._bot(plain, known.get(plain["user"]["id"]))
            world.bots[bot.token] = world.bots_by_id[bot.id] = bot

    def _bot(self, plain: Plain, known: Bot | None) -> Bot:
        user = self._add_user(User(**plain.pop("user")))
        queue = plain.pop("updates")
        for name in ("started", "blocked", "known"):
            plain[name] = set(plain[name])
        for name in ("commands", "texts"):
            plain[name] = {(first, second): value for first, second, value in plain[name]}
        plain["menu_buttons"] = dict(plain["menu_buttons"])
        updates = known.updates if known is not None else UpdateQueue(self._world.clock, self._world.journal, queue["next_id"])
        fresh = Bot(user, updates=updates, **plain)
        restore_queue(updates, queue)
        if known is None:
            return fresh
        for name in Bot.__slots__:
            setattr(known, name, getattr(fresh, name))
        return known

    def _files(self, found: list[Plain]) -> None:
        for plain in found:
            file = File(**plain | {"data": base64.b64decode(plain["data"])})
            self._world.files.by_id[file.file_id] = self._world.files.by_path[file.path] = file

    def _add_poll(self, plain: Plain) -> None:
        world = self._world
        owner = plain.pop("owner")
        votes = dict(plain.pop("votes"))
        options = [self._option(option) for option in plain.pop("options")]
        poll = Poll(owner=None if owner is None else world.bots_by_id[owner], options=options, votes=votes, **plain)
        world.polls[poll.id] = poll
        if poll.close_date is not None and not poll.closed:
            world.closing[poll.id] = poll

    def _option(self, plain: Plain) -> Option:
        adder = plain.pop("added_by", None)
        return Option(added_by=None if adder is None else self._world.users[adder], **plain)

    def _add_chat(self, plain: Plain) -> Chat:
        world = self._world
        person = plain.get("user")
        plain = {name: value for name, value in plain.items() if name not in ("user", "members", "topics", "general", "messages")} | {
            "user": None if person is None else world.users[person],
            "members": {entry["user"]: self._member(entry) for entry in plain["members"]},
            "topics": {topic["thread"]: Topic(**topic) for topic in plain["topics"]},
            "general": Topic(**plain["general"]),
        }
        chat = Chat(**plain)
        if chat.bot_id is None:
            world.groups[chat.id] = chat
        else:
            world.bots_by_id[chat.bot_id].private[chat.id] = chat
        return chat

    def _member(self, entry: Plain) -> Member:
        return Member(**entry | {"user": self._world.users[entry["user"]]})

    def _message(self, chat: Chat, plain: Plain, change: int) -> Message:
        world = self._world
        fields: dict[str, Any] = {"sender": None} | plain | {"chat": chat, "changed": change}
        for name in PEOPLE_OF_A_MESSAGE:
            if (person := plain.get(name)) is not None:
                fields[name] = world.users[person] if isinstance(person, int) else User(**person)
        if "sender_chat" in plain:
            fields["sender_chat"] = world.groups[plain["sender_chat"]]
        if "poll" in plain:
            fields["poll"] = world.polls[plain["poll"]]
        if "reactions" in plain:
            fields["reactions"] = dict(plain["reactions"])
        return Message(**fields)

    def _add_query(self, plain: Plain) -> None:
        world = self._world
        bot, user = world.bots_by_id[plain["bot"]], world.users[plain["user"]]
        chat = world.chat(plain.pop("chat"), bot)
        query = CallbackQuery(**plain | {"bot": bot, "user": user, "message": chat.messages[plain["message"]]})
        world.queries[query.id] = query
        if not query.answered and not query.expired:
            world.open[query.id] = query


def restore_queue(queue: UpdateQueue, found: Plain) -> None:
    """What waits for a bot; its update ids never go back."""
    queue.next_id = max(queue.next_id, found["next_id"])
    queue.allowed = None if found["allowed"] is None else frozenset(found["allowed"])
    queue.refill([Update(**update) for update in found["waiting"]])
