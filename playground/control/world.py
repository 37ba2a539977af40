"""Building and emptying the world: people, chats and bots."""

from collections.abc import Iterable
from typing import Literal

from aiohttp import web
from pydantic import Field

from playground.control.exchange import Asked, Unusable, answer, body_of, number_in_path
from playground.control.shapes import shape_bot, shape_chat, shape_user
from playground.world import Bot, Chat, Impossible, User, World


class NewUser(Asked):
    """Somebody to be born."""

    first_name: str = Field(min_length=1, max_length=64)
    last_name: str | None = Field(None, max_length=64)
    username: str | None = Field(None, min_length=1, max_length=32)
    language_code: str | None = None
    is_premium: bool = False


class ChangedUser(Asked):
    """What of somebody's profile to change; null takes a field away."""

    first_name: str = Field("", min_length=1, max_length=64)
    last_name: str | None = Field(None, max_length=64)
    username: str | None = Field(None, min_length=1, max_length=32)
    language_code: str | None = None
    is_premium: bool = False


class NewChat(Asked):
    """A chat to be opened. Administrators need not be named among the members; the first of them owns it."""

    type: Literal["group", "supergroup"]
    title: str = Field(min_length=1, max_length=128)
    is_forum: bool = False
    members: list[int] = Field(default_factory=list)
    administrators: list[int] = Field(default_factory=list)
    bot: Literal["absent", "member", "administrator"] = "member"


class BotChange(Asked):
    """What to change of the bot."""

    privacy: bool | None = None
    revoke: bool = False
    bot: int | None = None


class NewBot(Asked):
    """A further bot."""

    username: str = Field(min_length=1, max_length=32)
    first_name: str | None = None


class WorldCalls:
    """`/_emu/state`, `reset`, `users`, `chats`, `bot` and `bots`."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def state(self, request: web.Request) -> web.Response:
        """Everything but the messages."""
        world = self._world
        bots = [shape_bot(bot) for bot in world.bots.values()]
        return answer(
            {
                "now": world.clock.now(),
                "bot": bots[0],
                "bots": bots,
                "users": [shape_user(world, user) for user in world.users.values() if not user.is_bot],
                "chats": [shape_chat(world, chat) for chat in every_chat(world)],
            }
        )

    async def reset(self, request: web.Request) -> web.Response:
        """Empty the world; faults, limits, clock and journal stay as they are."""
        self._world.reset()
        return answer({})

    async def add_user(self, request: web.Request) -> web.Response:
        """A new person."""
        asked = await body_of(request, NewUser)
        return answer(shape_user(self._world, add_user(self._world, asked)))

    async def change_user(self, request: web.Request) -> web.Response:
        """Another name, language, …"""
        user = self._world.user(number_in_path(request, "user"))
        asked = await body_of(request, ChangedUser)
        self._world.change_user(user, **asked.model_dump(exclude_unset=True))
        return answer(shape_user(self._world, user))

    async def add_chat(self, request: web.Request) -> web.Response:
        """A new group; the bot hears that it was added."""
        asked = await body_of(request, NewChat)
        return answer(shape_chat(self._world, add_chat(self._world, asked)))

    async def change_bot(self, request: web.Request) -> web.Response:
        """Privacy mode on or off; a revoked token is refused from now on, the answer has the new one."""
        asked = await body_of(request, BotChange)
        bot = self._world.bot if asked.bot is None else self._world.bots_by_id.get(asked.bot)
        if bot is None:
            raise Unusable(f"bot: there is no bot {asked.bot}")
        if asked.privacy is not None:
            bot.privacy = asked.privacy
        if asked.revoke:
            revoke(self._world, bot)
        return answer(shape_bot(bot))

    async def add_bot(self, request: web.Request) -> web.Response:
        """A further bot with its token."""
        asked = await body_of(request, NewBot)
        return answer(shape_bot(self._world.add_bot(asked.username, asked.first_name)))


def revoke(world: World, bot: Bot) -> None:
    """Give the bot a new token in the place of the old one, which is unknown from now on."""
    account, _, secret = bot.token.partition(":")
    letters = list(secret)
    world.chance.shuffle(letters)
    old, bot.token = bot.token, f"{account}:{''.join(letters)}"
    world.bots = {(bot.token if token == old else token): each for token, each in world.bots.items()}


def every_chat(world: World) -> Iterable[Chat]:
    """The groups, then the private chats with the first bot that somebody opened."""
    yield from world.groups.values()
    yield from world.bot.private.values()


def add_user(world: World, asked: NewUser) -> User:
    """The person asked for. Raises Impossible for a username that is taken."""
    return world.add_user(**asked.model_dump())


def add_chat(world: World, asked: NewChat, *, announce: bool = True) -> Chat:
    """The group asked for. Raises Impossible for people who don't exist, and for a forum that is no supergroup."""
    if asked.is_forum and asked.type != "supergroup":
        raise Impossible("is_forum: only supergroups can be forums")
    administrators = [world.user(user) for user in asked.administrators]
    members = [world.user(user) for user in asked.members if user not in asked.administrators]
    bots = {} if asked.bot == "absent" else {world.bot.id: asked.bot}
    return world.create_chat(asked.type, asked.title, members, administrators, is_forum=asked.is_forum, bots=dict(bots), announce=announce)
