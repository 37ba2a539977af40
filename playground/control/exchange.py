"""What goes in and out of the control interface: JSON bodies and queries checked against models, answers, refusals in plain words."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import orjson
from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from playground.world.refusals import Impossible, Refused

LONGEST_WAIT = 300.0
"""Real seconds a call may wait for something to happen."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Asked(BaseModel):
    """What a caller may say; names that are not known are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Strict(BaseModel):
    """What a caller may say, where a misspelt name would change the meaning: unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)


class Unusable(Exception):
    """A request that can't be understood; the text says what is wrong with it."""


async def body_of(request: web.Request, model: type[Model]) -> Model:
    """The JSON body as that model; an empty body is `{}`. Raises Unusable."""
    return read(model, await json_of(request))


async def json_of(request: web.Request) -> dict[str, Any]:
    """The JSON object in the body. Raises Unusable."""
    raw = await request.content.read()  # a snapshot may be larger than the largest upload of a bot
    try:
        found = orjson.loads(raw) if raw.strip() else {}
    except orjson.JSONDecodeError as problem:
        raise Unusable(f"the body is not JSON: {problem}") from problem
    if not isinstance(found, dict):
        raise Unusable("the body is not a JSON object")
    return found


def query_of(request: web.Request, model: type[Model]) -> Model:
    """The query as that model; a name without a value counts as not given. Raises Unusable."""
    return read(model, {name: value for name, value in request.query.items() if value != ""})


def number_in_path(request: web.Request, name: str) -> int:
    """An id in the path. Raises Unusable."""
    given = request.match_info[name]
    try:
        return int(given)
    except ValueError:
        raise Unusable(f"{name}: {given!r} is not an id") from None


def read(model: type[Model], found: Mapping[str, Any]) -> Model:
    """Check what was found against the model. Raises Unusable with every problem at once."""
    try:
        return model.model_validate(found)
    except ValidationError as problem:
        raise Unusable("; ".join(words(error) for error in problem.errors())) from problem


def words(error: Mapping[str, Any]) -> str:
    """One problem of a validation as `place: what is wrong`."""
    place = ".".join(str(part) for part in error["loc"])
    return f"{place}: {error['msg']}" if place else str(error["msg"])


def answer(value: object, status: int = 200) -> web.Response:
    """A JSON answer; times become ISO 8601 with offset."""
    body = orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS)
    return web.Response(body=body, status=status, content_type="application/json")


def refusal(status: int, text: str) -> web.Response:
    """The answer that says what is wrong."""
    return answer({"error": text}, status)


@web.middleware
async def plain_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns whatever can't be done below `/_emu` into a 4xx with `{"error": …}`."""
    if not request.path.startswith("/_emu"):
        return await handler(request)
    try:
        return await handler(request)
    except (Unusable, Impossible) as problem:
        return refusal(400, str(problem))
    except Refused as problem:
        return refusal(problem.status, problem.description)
    except web.HTTPNotFound:
        return refusal(404, f"there is no call {request.method} {request.path}")
    except web.HTTPMethodNotAllowed as problem:
        return refusal(405, f"{request.path} knows {', '.join(sorted(problem.allowed_methods))}, not {request.method}")
    except web.HTTPRequestEntityTooLarge:
        return refusal(413, "the body is too large")
