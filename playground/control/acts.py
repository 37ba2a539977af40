"""The acts by their names, one at a time or in batches, and updates delivered again."""

import asyncio
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from playground.control import asked_acts as asked
from playground.control import belonging, speech, touch
from playground.control.exchange import Asked, Unusable, answer, json_of, read
from playground.control.finding import bot_of
from playground.world import Impossible, Refused, World


@dataclass(frozen=True, slots=True)
class Act:
    """What is said to do it, and how it is done: a function of the world and what was said, awaitable or not."""

    asked: type[Asked]
    run: Callable[[World, Any], Any]


def redeliver(world: World, act: asked.Redeliver) -> dict[str, Any]:
    """Queue updates again, under the same ids or as presses made again; answers the ids."""
    queue = bot_of(world, act.bot).updates
    if act.update is not None:
        found = queue.find(act.update)
        if found is None:
            raise Impossible(f"there is no update {act.update} to be delivered again")
        chosen = [found]
    else:
        chosen = list(queue.remembered)[-(act.last or 1) :]
    return {"updates": [queue.repeat(update, fresh_id=act.fresh_id) for update in chosen]}


ACTS = {
    "send": Act(asked.Send, speech.send),
    "press": Act(asked.Press, touch.press),
    "vote": Act(asked.Vote, touch.vote),
    "join": Act(asked.Standing, belonging.join),
    "leave": Act(asked.Standing, belonging.leave),
    "promote": Act(asked.Standing, belonging.promote),
    "demote": Act(asked.Standing, belonging.demote),
    "restrict": Act(asked.Standing, belonging.restrict),
    "kick": Act(asked.Standing, belonging.kick),
    "block": Act(asked.Person, belonging.block),
    "unblock": Act(asked.Person, belonging.unblock),
    "delete_account": Act(asked.Person, belonging.delete_account),
    "migrate": Act(asked.Migrate, belonging.migrate),
    "rename": Act(asked.Rename, belonging.rename),
    "create_topic": Act(asked.CreateTopic, belonging.create_topic),
    "close_topic": Act(asked.OnTopic, belonging.close_topic),
    "open_topic": Act(asked.OnTopic, belonging.open_topic),
    "edit": Act(asked.Edit, speech.edit),
    "delete": Act(asked.OnMessage, speech.delete),
    "pin": Act(asked.OnMessage, speech.pin),
    "react": Act(asked.React, speech.react),
    "forward": Act(asked.Forward, speech.forward),
    "delete_chat": Act(asked.OnlyChat, belonging.delete_chat),
    "share_chat": Act(asked.ShareChat, speech.share_chat),
    "share_users": Act(asked.ShareUsers, speech.share_users),
    "link": Act(asked.Link, speech.link),
    "redeliver": Act(asked.Redeliver, redeliver),
}


class ActCalls:
    """`/_emu/act/{act}`."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def act(self, request: web.Request) -> web.Response:
        """Do it and answer what came of it."""
        name, found = request.match_info["act"], await json_of(request)
        if name == "batch":
            return answer(await self._batch(read(asked.Batch, found)))
        if name not in ACTS:
            raise web.HTTPNotFound
        return answer(await self._perform(name, found))

    async def _batch(self, batch: asked.Batch) -> list[Any]:
        """Do them all; one that can't be done leaves its error in its place."""
        if batch.concurrent:
            return list(await asyncio.gather(*(self._attempt(found) for found in batch.acts)))
        return [await self._attempt(found) for found in batch.acts]

    async def _attempt(self, found: dict[str, Any]) -> Any:
        name = found.get("act")
        if name not in ACTS:
            return {"error": f"there is no act {name!r}"}
        try:
            return await self._perform(str(name), found)
        except (Unusable, Impossible, Refused) as problem:
            return {"error": str(problem)}

    async def _perform(self, name: str, found: dict[str, Any]) -> Any:
        act = ACTS[name]
        done = act.run(self._world, read(act.asked, found))
        return await done if inspect.isawaitable(done) else done
