"""Reading single values of a call, as lenient as Telegram: numbers, booleans and JSON may come as text."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

Notes = list[str]
"""What was outside the schema, in words."""

Reader = Callable[[Any, str, Notes], Any]
"""Reads a value found at a place, or raises Mismatch."""

LONGEST_INTEGER = 30
"""Characters of a number given as text, with blanks around it; what is longer fits in no 64 bits."""

TRUE_WORDS = frozenset({"true", "yes", "1"})
FALSE_WORDS = frozenset({"false", "no", "0"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a multipart request."""

    name: str
    mime: str
    data: bytes

    def wire(self) -> dict[str, Any]:
        """What the journal says of it."""
        return {"file": self.name, "mime": self.mime, "size": len(self.data)}


class Mismatch(Exception):
    """A value that is not of its type; says what was expected."""


def json_value(value: Any) -> Any:
    """A value that may have come as JSON text."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError as broken:
            raise Mismatch("can't parse JSON") from broken
    return value


def _integer(value: Any, where: str, notes: Notes) -> int:
    found: int | None = None
    if isinstance(value, int) and not isinstance(value, bool):
        found = value
    elif isinstance(value, str) and len(value) <= LONGEST_INTEGER:
        with contextlib.suppress(ValueError):
            found = int(value.strip())
    elif isinstance(value, float) and value.is_integer():
        found = int(value)
    if found is None or not -(1 << 63) <= found < 1 << 63:
        raise Mismatch(f"{where} must be an Integer")
    return found


def _float(value: Any, where: str, notes: Notes) -> float:
    try:
        if not isinstance(value, bool) and isinstance(value, int | float | str):
            return float(value)
    except ValueError:
        pass
    raise Mismatch(f"{where} must be a Float")


def _string(value: Any, where: str, notes: Notes) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Mismatch(f"{where} must be a String")


def _boolean(value: Any, where: str, notes: Notes) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if value.strip().lower() not in TRUE_WORDS | FALSE_WORDS:
            notes.append(f"{where} is no Boolean")
        return value.strip().lower() in TRUE_WORDS
    if isinstance(value, int):
        return bool(value)
    raise Mismatch(f"{where} must be a Boolean")


def integer_or_string(value: Any, where: str, notes: Notes) -> int | str:
    try:
        return _integer(value, where, notes)
    except Mismatch:
        return _string(value, where, notes)


def file_or_string(value: Any, where: str, notes: Notes) -> Upload | str:
    return value if isinstance(value, Upload) else _string(value, where, notes)


SCALARS: dict[str, Reader] = {
    "Integer": _integer,
    "Float": _float,
    "String": _string,
    "Boolean": _boolean,
    "True": _boolean,
    "InputFile": file_or_string,
}
