"""Buttons as types: what a button carries is declared once, for packing, matching and parsing.

A button carries the state it sets, never a step (`+1`), so a press that comes twice changes nothing. At most 64 bytes.
"""

from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, ClassVar, Self, dataclass_transform, get_type_hints

from bot.outgoing import Key

LONGEST = 64
"""Telegram's limit for `callback_data`, in bytes."""

LARGEST = 2**63 - 1
"""The largest number the database and Telegram have."""


class Malformed(ValueError):
    """The data of a press is not what this button writes: forged, or of another time."""


@dataclass_transform(frozen_default=True)
class Button:
    """Subclass with annotated fields (int, str, a StrEnum): `class AnswerEvent(Button, prefix="ev"): event: int`.

    `retired`: prefixes by which older cards know this button.
    """

    prefix: ClassVar[str]
    retired: ClassVar[tuple[str, ...]]
    _types: ClassVar[dict[str, type]]

    def __init_subclass__(cls, prefix: str, retired: tuple[str, ...] = ()) -> None:
        cls.prefix, cls.retired = prefix, retired
        dataclass(frozen=True, slots=False)(cls)
        hints = get_type_hints(cls)
        cls._types = {field.name: hints[field.name] for field in fields(cls)}  # type: ignore[arg-type]

    def pack(self) -> str:
        """The data a press brings back. Raises: ValueError when it is longer than Telegram takes."""
        values = [getattr(self, name) for name in self._types]
        while values and values[-1] == "":
            values.pop()  # an empty last field is its default: `parse` puts it back
        data = ":".join([self.prefix, *(str(value.value) if isinstance(value, Enum) else str(value) for value in values)])
        if len(data.encode()) > LONGEST:
            raise ValueError(f"a {type(self).__name__} button of {len(data.encode())} bytes")
        return data

    @classmethod
    def parse(cls, values: list[str]) -> Self:
        """The button that was pressed; fields that older buttons did not have get their defaults. Raises: Malformed."""
        if len(values) > len(cls._types):
            raise Malformed
        try:
            parsed: dict[str, Any] = {name: _read(kind, value) for (name, kind), value in zip(cls._types.items(), values, strict=False)}
            return cls(**parsed)
        except (ValueError, TypeError) as error:
            raise Malformed from error

    def key(self, text: str) -> Key:
        """The button as it stands under a message."""
        return Key(text, data=self.pack())


def _read(kind: type, value: str) -> Any:
    """One field as `pack` writes it: no sign, no space, no other digits than ours. Raises: ValueError."""
    read = kind(value)
    if kind is int and not (str(read) == value and 0 <= read <= LARGEST):
        raise ValueError
    return read
