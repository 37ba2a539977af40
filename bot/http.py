"""The way to Telegram's HTTP interface: a fast client behind python-telegram-bot's `BaseRequest`.

Two promises beyond speed. First, a failure says whether the request can have had an effect:

    NetworkError
    ├── NotSent             no connection was made: Telegram never saw it, repeat at will
    └── TimedOut
        └── AnswerLost      it went out and no readable answer came: it may have been done
    RetryAfter
    └── TooManyRequests     not done; `seconds` says when to try again

(`surely_not_done` reads the rest of the library's errors for the same question.) Second, the token, a part of every
address, is in no message, log line or exception chain that starts here.
"""

import http.client
import io
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal, cast

import aiohttp
import httpx
import orjson
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

Kind = Literal["aiohttp", "httpx"]

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
WRITE_SECONDS = 5.0
# A picture over a resident's own uplink takes longer than a line of text.
UPLOAD_SECONDS = 60.0
# Waiting for a free connection is our own queue, not the network's fault: a burst of presses must not fail in it.
POOL_SECONDS = 10.0
# Longer than a lull between two taps (a new TLS handshake costs 100 ms), shorter than the 75 s after which nginx hangs up.
KEEP_ALIVE_SECONDS = 30.0
NAME_CACHE_SECONDS = 60
# The session writes "no limit" as None, `Seconds` as a float.
Seconds = float | None


class NotSent(NetworkError):
    """No connection was made, so the request had no effect."""


class AnswerLost(TimedOut):
    """The request went out, but no readable answer came back: the effect is unknown."""

    def __init__(self, message: str) -> None:
        """`message` is for the log: it names the cause and never an address."""
        super().__init__(message)


class TooManyRequests(RetryAfter):
    """Telegram refused a call and said for how many `seconds` to be quiet."""

    def __init__(self, seconds: int) -> None:
        """`seconds` as Telegram said it."""
        self.seconds = seconds
        super().__init__(seconds)

    @property
    def retry_after(self) -> timedelta:
        """The same as a duration; the parent's is in transition between two types and warns at every construction."""
        return timedelta(seconds=self.seconds)


def surely_not_done(error: TelegramError) -> bool:
    """Whether Telegram certainly did *not* carry out the call: refused in words of its own, or never reached.

    False means unknown (time-out, reset, 5xx). `BadRequest` and `TimedOut` are subclasses of `NetworkError` in
    python-telegram-bot, hence a list of the certain ones and not of the doubtful.
    """
    return isinstance(error, NotSent | RetryAfter | ChatMigrated | BadRequest | Forbidden | Conflict | InvalidToken)


def parsed(payload: bytes) -> dict[str, Any]:
    """Telegram's JSON object. Raises: AnswerLost when it is none (cut off on the way); the payload is not quoted."""
    try:
        value = orjson.loads(payload)
    except orjson.JSONDecodeError:
        try:
            # orjson is strict about UTF-8; a broken character in somebody's name must not stop the queue of updates.
            value = orjson.loads(payload.decode("utf-8", "replace"))
        except orjson.JSONDecodeError:
            value = None
    if not isinstance(value, dict):
        raise AnswerLost("Invalid server response")
    return value


def readable(status: int, payload: bytes) -> tuple[int, bytes]:
    """The answer as it came, or, for a page of HTML from a gateway, its status in Telegram's form.

    Raises: TooManyRequests; AnswerLost for a 5xx that is not Telegram's own (a gateway may have passed the request on before
    it failed).
    """
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise TooManyRequests(_seconds_to_wait(payload))
    if status < HTTPStatus.BAD_REQUEST or payload[:1] == b"{":
        return status, payload
    phrase = http.client.responses.get(status, "Unknown error")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise AnswerLost(f"{phrase} ({status})")
    return status, orjson.dumps({"ok": False, "error_code": status, "description": phrase})


JSON = {"Content-Type": "application/json"}


def encoded(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    """What is posted, and the headers that say so: nothing, JSON, or a multipart body when files go along.

    JSON and not the library's form (https://core.telegram.org/bots/api#making-requests allows both): measured, it takes a
    third off what a call costs here.
    """
    if data is None:
        return None, None
    if not data.contains_files:
        return orjson.dumps(data.parameters, option=orjson.OPT_NON_STR_KEYS), JSON
    multipart = aiohttp.FormData(data.json_parameters, quote_fields=False, default_to_multipart=True)
    for name, (filename, content, mime_type) in data.multipart_data.items():
        # Raw bytes would be written in one go, blocking the loop; a file object goes out in pieces.
        file = io.BytesIO(content) if isinstance(content, bytes) else content
        multipart.add_field(name, file, filename=filename, content_type=mime_type)
    return multipart, None


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's transport over one aiohttp session with a pool of kept-alive connections."""

    def __init__(
        self,
        pool: int,
        *,
        connect: Seconds = CONNECT_SECONDS,
        read: Seconds = READ_SECONDS,
        write: Seconds = WRITE_SECONDS,
        wait: Seconds = POOL_SECONDS,
        proxy: str | None = None,
    ) -> None:
        """At most `pool` connections; limits in seconds, None for none: making a connection, silence while reading, sending the
        request, waiting for a free connection. Single calls may say otherwise. `proxy` is an HTTP proxy's address."""
        self._pool = pool
        self._connect, self._read, self._write, self._wait = connect, read, write, wait
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> Seconds:
        """The seconds of silence after which an answer counts as lost, where a call does not say otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool, in the running loop; a second call changes nothing."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(
                limit=self._pool, limit_per_host=0, keepalive_timeout=KEEP_ALIVE_SECONDS, ttl_dns_cache=NAME_CACHE_SECONDS
            )
            headers = {"User-Agent": self.USER_AGENT}
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers=headers)

    async def shutdown(self) -> None:
        """Close the pool; a second call changes nothing."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """See `parsed`."""
        return parsed(payload)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: "ODVInput[float]" = BaseRequest.DEFAULT_NONE,
        write_timeout: "ODVInput[float]" = BaseRequest.DEFAULT_NONE,
        connect_timeout: "ODVInput[float]" = BaseRequest.DEFAULT_NONE,
        pool_timeout: "ODVInput[float]" = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request and read all of its answer: status and body. Raises: NotSent, AnswerLost, TooManyRequests."""
        if self._session is None:
            raise RuntimeError("the client is not initialised")
        uploads = request_data is not None and request_data.contains_files
        write = UPLOAD_SECONDS if uploads else self._write
        limits = timeouts(
            connect=_chosen(connect_timeout, self._connect),
            read=_chosen(read_timeout, self._read),
            write=_chosen(write_timeout, write) if method == "POST" else None,
            wait=_chosen(pool_timeout, self._wait),
        )
        body, headers = encoded(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=limits, allow_redirects=False, proxy=self._proxy
            ) as response:
                status, payload = response.status, await response.read()
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            failure = failed(error)
        else:
            return readable(status, payload)
        # Raised outside the handler: the chain of causes would carry the address, and the token in it, into a traceback.
        raise failure


def timeouts(*, connect: Seconds, read: Seconds, write: Seconds, wait: Seconds) -> aiohttp.ClientTimeout:
    """The limits in aiohttp's terms, in seconds.

    Its `connect` includes the wait for a free connection. It has no limit for writing: the whole of a request with one gets
    the sum, so that a server that stops reading, or drips its answer, ends too; when that sum is over, the connection was made.
    """
    waiting = None if connect is None or wait is None else connect + wait
    total = None if waiting is None or read is None or write is None else waiting + read + write
    return aiohttp.ClientTimeout(total=total, connect=waiting, sock_connect=connect, sock_read=read)


def failed(error: Exception) -> NotSent | AnswerLost:
    """The failure without its address: its class, and for a system error the number and words of it."""
    reason = type(error).__name__
    if isinstance(error, OSError) and error.errno is not None:
        reason = f"{reason} {error.errno}"
    never_connected = aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL
    if isinstance(error, never_connected):
        return NotSent(f"not sent: {reason}")
    return AnswerLost(f"answer lost: {reason}")


class CarefulHttpxRequest(HTTPXRequest):
    """The library's own transport with this module's two promises; slower, and kept for networks where aiohttp fails."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """See `parsed`."""
        return parsed(payload)

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """See `AiohttpRequest.do_request`. Raises: NotSent, AnswerLost, TooManyRequests."""
        try:
            status, payload = await super().do_request(*args, **kwargs)
        except NetworkError as error:
            cause = error.__cause__
            reason = type(cause).__name__
            never_connected = httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.UnsupportedProtocol
            lost = not isinstance(cause, never_connected)
            failure = AnswerLost(f"answer lost: {reason}") if lost else NotSent(f"not sent: {reason}")
        else:
            return readable(status, payload)
        raise failure


def make_request(
    kind: Kind,
    pool: int,
    *,
    connect: Seconds = CONNECT_SECONDS,
    read: Seconds = READ_SECONDS,
    write: Seconds = WRITE_SECONDS,
    wait: Seconds = POOL_SECONDS,
    proxy: str | None = None,
) -> BaseRequest:
    """A transport for python-telegram-bot of at most `pool` connections; limits in seconds (see `AiohttpRequest`).

    One for getUpdates and one for everything else: a long poll must not hold a connection that an answer needs.
    """
    if kind == "aiohttp":
        return AiohttpRequest(pool, connect=connect, read=read, write=write, wait=wait, proxy=proxy)
    return CarefulHttpxRequest(
        pool,
        connect_timeout=connect,
        read_timeout=read,
        write_timeout=write,
        pool_timeout=wait,
        proxy=proxy,
        media_write_timeout=UPLOAD_SECONDS,
    )


def _chosen(said: "ODVInput[float]", default: Seconds) -> Seconds:
    return default if said is BaseRequest.DEFAULT_NONE else cast(Seconds, said)


def _seconds_to_wait(payload: bytes) -> int:
    try:
        return int(parsed(payload)["parameters"]["retry_after"])
    except (AnswerLost, KeyError, TypeError, ValueError):
        return 1  # a proxy's own 429 says nothing readable: refused all the same
