"""A running playground seen from both sides: the Bot API of its bot, and the neighbours through the control interface."""

import io
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson

from playground import schema

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""The smallest picture."""

SCHEMA = schema.load()
"""The facts every result and every update is held against: no invented field, no missing one, no null."""


@dataclass(frozen=True)
class Answer:
    """What came back from a call of the Bot API."""

    http_status: int
    body: dict[str, Any]

    @property
    def ok(self) -> bool:
        return bool(self.body["ok"])

    @property
    def result(self) -> Any:
        assert self.ok, self.body
        return self.body["result"]

    @property
    def refusal(self) -> tuple[int, str]:
        """Status and description; the status of HTTP must be the same."""
        assert not self.ok, self.body
        assert self.http_status == self.body["error_code"]
        return self.body["error_code"], self.body["description"]

    @property
    def parameters(self) -> dict[str, Any]:
        return dict(self.body.get("parameters", {}))


def checked(method: str, answer: Answer) -> Answer:
    """The answer, once it is sure that it has the form the Bot API promises."""
    assert answer.http_status == (200 if answer.ok else answer.body["error_code"])
    allowed = {"ok", "result"} if answer.ok else {"ok", "error_code", "description", "parameters"}
    assert set(answer.body) <= allowed
    if answer.ok:
        assert SCHEMA.problems(SCHEMA.returns[method], answer.result) == []
    return answer


async def answered(response: aiohttp.ClientResponse) -> Any:
    """What the control interface answers to a call that must succeed."""
    found = orjson.loads(await response.read())
    assert response.status < 400, found
    return found


@dataclass
class Telegram:
    """One bot and its neighbours; ids are Telegram's."""

    url: str
    token: str
    session: aiohttp.ClientSession
    offset: int = field(default=0)

    # the bot

    async def call(self, method: str, token: str | None = None, **params: Any) -> Answer:
        """A call of the Bot API as JSON."""
        address = f"{self.url}/bot{token or self.token}/{method}"
        async with self.session.post(address, json=params) as response:
            return checked(method, Answer(response.status, orjson.loads(await response.read())))

    async def form(self, method: str, data: Any) -> Answer:
        """A call as a form, multipart where `data` holds a file."""
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", data=data) as response:
            return checked(method, Answer(response.status, orjson.loads(await response.read())))

    async def upload(self, method: str, field_name: str, content: bytes, file_name: str = "file.png", **params: Any) -> Answer:
        """A call with a file, as a multipart form."""
        form = aiohttp.FormData({key: str(value) for key, value in params.items()})
        form.add_field(field_name, io.BytesIO(content), filename=file_name)
        return await self.form(method, form)

    async def bot_id(self) -> int:
        return int((await self.call("getMe")).result["id"])

    async def send(self, chat: int, text: str = "hei", **params: Any) -> Answer:
        return await self.call("sendMessage", chat_id=chat, text=text, **params)

    async def said(self, chat: int, text: str = "hei", **params: Any) -> int:
        """The number of a message the bot has sent."""
        return int((await self.send(chat, text, **params)).result["message_id"])

    async def news(self, **params: Any) -> list[dict[str, Any]]:
        """The waiting updates, confirmed at once."""
        updates: list[dict[str, Any]] = (await self.call("getUpdates", offset=self.offset, **params)).result
        if updates:
            self.offset = updates[-1]["update_id"] + 1
            await self.call("getUpdates", offset=self.offset, limit=1)
        return updates

    async def heard(self, kind: str = "message", **params: Any) -> list[Any]:
        """The bodies of the waiting updates of one kind."""
        return [update[kind] for update in await self.news(**params) if kind in update]

    # the neighbours

    async def emu(self, path: str, body: dict[str, Any] | None = None, verb: str = "POST") -> Any:
        """A change through the control interface, which must succeed."""
        async with self.session.request(verb, f"{self.url}/_emu/{path}", json=body or {}) as response:
            return await answered(response)

    async def see(self, path: str, **query: Any) -> Any:
        """What the control interface shows."""
        async with self.session.get(f"{self.url}/_emu/{path}", params=query) as response:
            return await answered(response)

    async def act(self, act: str, /, **body: Any) -> Any:
        """What a neighbour does."""
        return await self.emu(f"act/{act}", body)

    async def person(self, first_name: str = "Aino", *, started: bool = True, **fields: Any) -> int:
        """A new person; one who has started the bot unless said otherwise."""
        user = await self.emu("users", {"first_name": first_name, **fields})
        if started:
            await self.act("send", chat=user["id"], user=user["id"], text="/start")
            await self.news()
        return int(user["id"])

    async def group(self, *members: int, admin: int, type: str = "supergroup", **fields: Any) -> int:
        """A new group in which `admin` is the administrator and the bot is a member; its news are taken."""
        people = [admin, *members]
        body = {"type": type, "title": "Koivukuja 3", "members": people, "administrators": [admin], **fields}
        chat = await self.emu("chats", body)
        await self.news()
        return int(chat["id"])

    async def write(self, chat: int, user: int, text: str = "moi", **fields: Any) -> int:
        """The number of a message a person has written."""
        message = await self.act("send", chat=chat, user=user, text=text, **fields)
        return int(message["message_id"])

    async def misshapen(self) -> list[str]:
        """What is wrong with the form of any update or result since the beginning."""
        updates = [entry["update"] for entry in await self.see("journal", kind="update", limit=1000)]
        found = [problem for update in updates for problem in SCHEMA.problems(["Update"], update)]
        for entry in await self.see("journal", kind="answer", limit=1000):
            response = entry.get("response")
            if isinstance(response, dict) and response.get("ok"):
                found += SCHEMA.problems(SCHEMA.returns[entry["method"]], response["result"], entry["method"])
        return found

    async def findings(self) -> list[dict[str, Any]]:
        found = await self.see("journal", kind="finding")
        return list(found)
