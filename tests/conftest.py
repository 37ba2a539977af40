"""What holds for every test: in CI a skipped test is a failed one, and PostgreSQL is there when it is asked for."""

import os
from collections.abc import AsyncIterator, Generator, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.async_api import Browser, async_playwright

from storage.engine import Database, open_database
from tests.browser import MISSING, browser_path, running_browser
from tests.databases import Copy, postgres_copies, sqlite_copies

# A loaded machine is no bug: how long an example takes is not what these tests are about.
settings.register_profile("talkoot", deadline=None)
settings.load_profile("talkoot")

LONGEST_FIRST = ("handlers/test_repeated_presses.py", "handlers/test_rights.py", "e2e", "handlers", "playground")
"""The files and folders that take longest. They begin first, so that at the end no worker is left alone with a long one."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="run what touches the database on a real PostgreSQL instead of SQLite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins first; what needs PostgreSQL is left out (not skipped: nobody missed anything) unless it is asked for."""
    items.sort(key=_length)
    if config.getoption("--postgres"):
        return
    left_out = [item for item in items if item.get_closest_marker("postgres")]
    if left_out:
        items[:] = [item for item in items if not item.get_closest_marker("postgres")]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def browser_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real browser, started once; tests are skipped, with the command that installs one, where there is none."""
    path = browser_path()
    if path is None:
        pytest.skip(MISSING)
    with running_browser(path, tmp_path_factory.mktemp("browser")) as address:
        yield address


@pytest.fixture
async def browser(browser_address: str) -> AsyncIterator[Browser]:
    """The browser; each test opens contexts of its own in it."""
    async with async_playwright() as playwright:
        yield await playwright.chromium.connect_over_cdp(browser_address)


@pytest.fixture(scope="session")
def database_copies(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """A migrated template, made once: a file, or with --postgres a database on a real server."""
    copies = postgres_copies if request.config.getoption("--postgres") else sqlite_copies
    with copies(tmp_path_factory.mktemp("template")) as copy:
        yield copy


@pytest.fixture
def database_url(database_copies: Copy, tmp_path: Path) -> str:
    """The address of a migrated, empty database of this test's own."""
    return database_copies(tmp_path)


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """That database, open."""
    database = await open_database(database_url)
    yield database
    await database.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and in_ci() and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which in CI is a failure: {_reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped and in_ci():
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, which in CI is a failure: {_reason(report.longrepr)}"
    return report


def in_ci() -> bool:
    """Whether nobody reads the list of skipped tests: `CI` is set by `.ci/run` and by every build server."""
    return os.environ.get("CI", "").lower() in ("1", "true")


def _length(item: pytest.Item) -> int:
    return _length_of(item.path)


@cache
def _length_of(file: Path) -> int:
    longest = [Path(__file__).parent / name for name in LONGEST_FIRST]
    return next((at for at, path in enumerate(longest) if path in (file, *file.parents)), len(longest))


def _reason(longrepr: object) -> str:
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)
