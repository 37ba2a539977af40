"""Many people and chats at once, under names of the caller's own, and the whole world out and in."""

from typing import Any

from aiohttp import web
from pydantic import Field

from playground.control.exchange import Asked, Unusable, answer, json_of, read
from playground.control.restoring import restore
from playground.control.shapes import Shape, shape_chat, shape_user
from playground.control.snapshot import snapshot
from playground.control.world import NewChat, NewUser, add_chat, add_user
from playground.world import World

Ref = int | str
"""An id of Telegram's, or a name given in the same import."""


class ImportedUser(NewUser):
    """A person with a name of the caller's own; `started`: they pressed Start long ago, and nothing is left to read there."""

    ref: str | None = None
    started: bool = False


class ImportedChat(Asked):
    """A chat whose people may be named by their refs; the rest is as in a single chat."""

    ref: str | None = None
    members: list[Ref] = Field(default_factory=list)
    administrators: list[Ref] = Field(default_factory=list)


class Import(Asked):
    """What to add to the world."""

    users: list[ImportedUser] = Field(default_factory=list)
    chats: list[dict[str, Any]] = Field(default_factory=list)


class WholeWorldCalls:
    """`/_emu/world`."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def show(self, request: web.Request) -> web.Response:
        """The snapshot."""
        return answer(snapshot(self._world))

    async def put(self, request: web.Request) -> web.Response:
        """Restore a snapshot (its `format` says that it is one), or add people and chats to what is there."""
        found = await json_of(request)
        if "format" in found:
            restore(self._world, found)
            return answer({})
        return answer(self._add(read(Import, found)))

    def _add(self, asked: Import) -> dict[str, Any]:
        world = self._world
        refs: dict[str, int] = {}
        users: list[Shape] = []
        for person in asked.users:
            user = add_user(world, NewUser(**person.model_dump(exclude={"ref", "started"})))
            if person.started:
                world.bot.started.add(user.id)
                world.private_chat(world.bot, user)
            users.append(named(shape_user(world, user), person.ref, refs))
        chats = [self._add_chat(found, place, refs) for place, found in enumerate(asked.chats)]
        return {"users": users, "chats": chats, "refs": refs}

    def _add_chat(self, found: dict[str, Any], place: int, refs: dict[str, int]) -> Shape:
        people = read(ImportedChat, found)
        try:
            ids = {name: [id_of(ref, refs) for ref in getattr(people, name)] for name in ("members", "administrators")}
            asked = read(NewChat, found | ids)
        except Unusable as problem:
            raise Unusable(f"chats.{place}: {problem}") from problem
        return named(shape_chat(self._world, add_chat(self._world, asked)), people.ref, refs)


def id_of(ref: Ref, refs: dict[str, int]) -> int:
    """The id behind a ref. Raises Unusable."""
    if isinstance(ref, int):
        return ref
    if ref not in refs:
        raise Unusable(f"there is no user {ref!r} in this import")
    return refs[ref]


def named(shape: Shape, ref: str | None, refs: dict[str, int]) -> Shape:
    """The shape with its ref, which is remembered. Raises Unusable for one that was used before."""
    if ref is None:
        return shape
    if ref in refs:
        raise Unusable(f"ref: {ref!r} is used twice")
    refs[ref] = shape["id"]
    return shape | {"ref": ref}
