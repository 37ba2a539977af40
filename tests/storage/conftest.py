"""SQLite files for what is about SQLite alone, whichever engine the other tests run on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.community.conftest import here
from tests.databases import Copy, sqlite_copies

__all__ = ["here"]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """A migrated file, made once."""
    with sqlite_copies(tmp_path_factory.mktemp("sqlite")) as copy:
        yield copy


@pytest.fixture
def file(sqlite_template: Copy, tmp_path: Path) -> Path:
    """A migrated file of this test's own."""
    return Path(sqlite_template(tmp_path).removeprefix("sqlite:///"))
