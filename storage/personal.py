"""What is stored about a person: every table says so here, and export, erasure and retention walk the list.

A table that is in neither list fails a test, so nothing personal can be added in silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Table


class OnErase(StrEnum):
    """What `/forgetme` does with the person's rows of a table."""

    DELETE = "delete"
    ANONYMISE = "anonymise"


@dataclass(frozen=True)
class Personal:
    """How one table holds people.

    `person`: the column with the person's row id, or `address`: the column with the Telegram id itself.
    `columns`: what is personal in it (exported by `/mydata`), with words for the reader.
    `blank`: what an anonymised row gets instead. `kept`: how long, in words, for the record of processing.
    """

    table: str
    columns: Mapping[str, str]
    kept: str
    person: str | None = None
    address: str | None = None
    on_erase: OnErase = OnErase.DELETE
    blank: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Impersonal:
    """A table without people, and why that is so."""

    table: str
    why: str


def undeclared(tables: Mapping[str, Table], declared: set[str]) -> set[str]:
    """Tables nobody has declared."""
    return set(tables) - declared
