"""From a row of a query to the frozen value that leaves the storage."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable
from sqlalchemy.orm.attributes import manager_of_class
from sqlmodel import SQLModel

M = TypeVar("M", bound=SQLModel)


def first(db: Connection, model: type[M], query: Executable) -> M | None:
    """The first row of `select(Model)…` as a value, None when there is none."""
    row = db.execute(query).first()
    return None if row is None else loaded(model, row._mapping)


def every(db: Connection, model: type[M], query: Executable) -> list[M]:
    """All rows of `select(Model)…` as values, in the query's order."""
    return [loaded(model, row._mapping) for row in db.execute(query)]


def added(db: Connection, insert: Executable, parameters: dict[str, Any] | None = None) -> int:
    """Run an INSERT into a table with a numbered key; the new number."""
    key: Sequence[Any] | None = db.execute(insert, parameters).inserted_primary_key
    assert key is not None
    return int(key[0])


def loaded(model: type[M], columns: Mapping[Any, Any]) -> M:
    """A value with these columns, made as the ORM makes what it loads.

    `model(**columns)` would set each attribute as if it were a change: it costs a tap more than its queries.
    """
    value: M = manager_of_class(model).new_instance()
    value.__dict__.update(columns)
    return value
