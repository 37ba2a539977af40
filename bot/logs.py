"""What the bot writes about itself: structured, for people or for programs, without tokens, names or texts.

Two guards stand at the very end, where nothing can go round them: every line passes through `Redaction`, and of an exception
the log shows where it happened and its class, but its message only where that can't hold what a resident wrote.
"""

import logging
import re
import sqlite3
import sys
import traceback
from collections.abc import Iterable, Iterator
from random import Random
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

QUIET = ("telegram", "httpx", "httpcore", "aiohttp", "aiosqlite", "sqlalchemy", "apscheduler", "alembic", "uvicorn", "asyncio")
"""Libraries that write updates, addresses or parameters when they may: they get warnings and errors only, at any level."""

CODE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No 0 O 1 I L that are misread over the phone, no vowels that make words."""

CODE_LENGTH = 6

_MASK = "***"
_TOKEN = re.compile(r"\d{3,}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
_TOKEN_IN_ADDRESS = re.compile(r"(/bot)\d+(?::|%3[Aa])[^/\s'\"]+")
_PASSWORD_IN_ADDRESS = re.compile(r"(://[^:/\s@]*:)[^@/\s]+(?=@)")
_QUOTED = re.compile(r'"[^"]*"')


def incident_code(random: Random) -> str:
    """A short code under which an error is in the log and which a resident can tell over the phone, like `K7F-2QX`."""
    code = "".join(random.choices(CODE_ALPHABET, k=CODE_LENGTH))
    return f"{code[:3]}-{code[3:]}"


class Redaction:
    """Masks what must not be in a log: the given secrets, anything like a bot token, and passwords in addresses."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # The longest first: a secret that contains another one is masked whole.
        self._secrets = sorted({secret for secret in secrets if secret}, key=len, reverse=True)

    def __call__(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, _MASK)
        line = _TOKEN_IN_ADDRESS.sub(rf"\1{_MASK}", line)
        line = _TOKEN.sub(_MASK, line)
        return _PASSWORD_IN_ADDRESS.sub(rf"\1{_MASK}", line)


def set_up_logs(
    *, level: str = "info", form: Literal["console", "json"] = "console", secrets: Iterable[str] = (), stream: TextIO | None = None
) -> None:
    """Send everything that is logged, by us and by libraries, to `stream` (standard error) as one line each.

    `secrets` are masked wherever they stand. Calling it again replaces what was set up before.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _plain_exception,
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer(sort_keys=True) if form == "json" else structlog.dev.ConsoleRenderer(colors=False, sort_keys=True)
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        _RedactingFormatter(
            Redaction(secrets),
            foreign_pre_chain=[_first_line_of_libraries, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(True)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(root.level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def safe_traceback(error: BaseException) -> str:
    """Where `error` happened and what led to it: frames and classes, messages only where they can't hold a resident's words."""
    return "\n".join(_told(error))


class _RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    # A filter on the handler would see neither the rendered line nor the traceback.
    def __init__(self, redaction: Redaction, *, foreign_pre_chain: list[Processor], processors: list[Processor]) -> None:
        super().__init__(foreign_pre_chain=foreign_pre_chain, processors=processors)
        self._redaction = redaction

    def format(self, record: logging.LogRecord) -> str:
        return self._redaction(super().format(record))


def _plain_exception(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if error is not None:
        event["exception"] = safe_traceback(error)
    return event


def _first_line_of_libraries(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    # asyncio's second line is the repr of the failed task, with the exception's message in it.
    event["event"] = str(event.get("event", "")).split("\n", 1)[0]
    return event


def _told(error: BaseException) -> Iterator[str]:
    if error.__cause__ is not None:
        yield from _told(error.__cause__)
        yield "which led to:"
    elif error.__context__ is not None and not error.__suppress_context__:
        yield from _told(error.__context__)
        yield "and then:"
    yield from (frame.rstrip("\n") for frame in traceback.format_tb(error.__traceback__))
    yield f"{type(error).__module__}.{type(error).__qualname__}{_safe_message(error)}"
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _told(one)


def _safe_message(error: BaseException) -> str:
    # Messages of the network, the disk and the database engine are their own words; a ValueError quotes what it was given.
    network = type(error).__module__.split(".")[0] in ("telegram", "aiohttp", "httpx", "httpcore", "asyncio")
    if network or isinstance(error, OSError | sqlite3.OperationalError):
        return ": " + _QUOTED.sub('"…"', str(error)).replace("\n", " ")
    return ""
