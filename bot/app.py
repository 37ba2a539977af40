"""The composition root: the only module that knows everything, and puts it together."""

import asyncio
import os
import secrets
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import structlog
from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest

from bot.clock import Clock, PlaygroundClock, RealClock
from bot.delivery import Delivery
from bot.handling import App
from bot.houses import house_rules
from bot.http import make_request
from bot.jobs import Jobs
from bot.lease import FileLease, RowLease, file_of_lock, holder_name
from bot.parts import Parts, reports
from bot.settings import Settings
from bot.stopping import REVOKED, MustStop
from bot.texts import LANGUAGES, Catalogues
from community import due
from handlers.context import BotContext
from handlers.features import FEATURES, menu
from handlers.routing import add_routes
from handlers.views.commands import GROUP_COMMANDS, PRIVATE_COMMANDS, listed
from storage import process
from storage.engine import Database, Hook, open_database, sqlite_path
from storage.migrate import migrate
from web.health import Health

log = structlog.get_logger(__name__)

CONNECTIONS = 64
"""Answers to presses wait for nothing but Telegram, so many of them are on the way at once."""

STOP_S = 7.0
"""Of the ten seconds a service manager gives before it kills; the rest is for closing."""


def key_of(path: Path) -> bytes:
    """The key that hides who was forgotten; made once, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
    except FileExistsError:
        pass
    return path.read_bytes()


class Talkoot:
    """The whole bot. `start`, then `wait` until something ends it or `stop`."""

    def __init__(self, settings: Settings, *, hook: Hook | None = None) -> None:
        self._settings, self._hook = settings, hook
        self._stack = AsyncExitStack()
        self._tasks: list[asyncio.Task[Any]] = []
        self._stopping: list[Callable[[], object]] = []
        self.db: Database
        self.username = ""
        self.web_address: str | None = None

    async def start(self) -> None:
        """Migrate, meet Telegram, and begin to receive, send and tick.

        Raises: MustStop (a wrong token, another process that sends), WrongBot, OSError (the web server's port is taken).
        """
        settings, stack = self._settings, self._stack
        clock = await _clock(settings, stack)
        lease = await _file_lease(settings, stack)
        self.db = db = await _database(settings, stack, self._hook)
        health, rules, catalogues = Health(lambda: datetime.now(UTC)), house_rules(settings), Catalogues.load()
        application, poll = await _application(settings, stack)
        self.username = application.bot.username
        await db.transaction(process.claim_identity, application.bot.id)
        parts = Parts(settings, application, db, clock, health, rules, catalogues, key_of(settings.privacy.erased_key_file))
        delivery = parts.delivery(lease or RowLease(db, holder_name(), lambda: datetime.now(UTC)))
        await delivery.lead()
        application.bot_data["services"] = services = parts.services(delivery)
        receiver = parts.receiver(poll)
        application.add_error_handler(receiver.on_error)
        add_routes(application, FEATURES, menu)
        self.web_address = await parts.serve(stack)
        jobs = parts.jobs(delivery, reports(settings, stack), services.rights)
        jobs.start()
        stack.push_async_callback(jobs.stop)
        self._stopping = [receiver.stop, delivery.stop]
        # The calendar of holidays takes half a second to load, which no tap should wait for.
        warm_up = asyncio.to_thread(rules.is_day_off, clock.now().date())
        self._run(receiver.run(), delivery.run(), _tell_commands(application, catalogues), warm_up)
        if isinstance(clock, PlaygroundClock):
            self._follow(clock, jobs, delivery, db)

    async def wait(self) -> None:
        """Until a part ends. Raises: what ended it."""
        while self._tasks:
            done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                self._tasks.remove(task)
                task.result()

    def check(self) -> None:
        """Raises: what ended a part, if one has ended."""
        for task in self._tasks:
            if task.done():
                task.result()

    async def stop(self) -> None:
        """Fetch no more, finish what is at hand, and close everything within ten seconds."""
        for stop in self._stopping:
            stop()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=STOP_S)
            for task in late:
                task.cancel()
        await self._stack.aclose()

    def _run(self, *parts: Coroutine[Any, Any, object]) -> None:
        self._tasks += [asyncio.create_task(part) for part in parts]

    def _follow(self, clock: PlaygroundClock, jobs: Jobs, delivery: Delivery, db: Database) -> None:
        async def idle() -> bool:
            await jobs.caught_up()
            return await delivery.idle()

        async def next_due() -> datetime | None:
            return await db.read(due.next_due, clock.now())

        task = asyncio.create_task(clock.follow(idle, next_due))
        self._stopping.append(task.cancel)


async def _clock(settings: Settings, stack: AsyncExitStack) -> Clock:
    if settings.clock.follow is None:
        return RealClock()
    return await stack.enter_async_context(PlaygroundClock(settings.clock.follow))


async def _database(settings: Settings, stack: AsyncExitStack, hook: Hook | None) -> Database:
    path = sqlite_path(settings.database.url)
    if path is not None:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    await migrate(settings.database.url)
    db = await open_database(settings.database.url, hook=hook)
    stack.push_async_callback(db.close)
    return db


async def _application(settings: Settings, stack: AsyncExitStack) -> tuple[App, BaseRequest]:
    """The application of python-telegram-bot, and the transport for the long poll alone."""
    telegram = settings.telegram
    poll, calls = make_request(telegram.http, 1), make_request(telegram.http, CONNECTIONS)
    for request in (poll, calls):
        stack.push_async_callback(request.shutdown)  # also where Telegram says at once that the token is wrong
    application: App = (
        Application.builder()
        .token(telegram.token.get_secret_value())
        .base_url(f"{telegram.api_url}/bot")
        .base_file_url(f"{telegram.api_url}/file/bot")
        .request(calls)
        .get_updates_request(poll)
        .context_types(ContextTypes(context=BotContext))
        .updater(None)
        .job_queue(None)
        .build()
    )
    await _meet(application)
    stack.push_async_callback(application.shutdown)
    return application, poll


async def _meet(application: App) -> None:
    """Ask Telegram who we are, until it answers. Raises: MustStop for a wrong token."""
    for attempt in count(1):
        try:
            await application.initialize()
            return
        except InvalidToken:
            raise MustStop(REVOKED) from None
        except TelegramError as error:
            log.warning("Telegram does not answer yet", attempt=attempt, error=type(error).__name__)
            await asyncio.sleep(min(2**attempt, 30))


async def _file_lease(settings: Settings, stack: AsyncExitStack) -> FileLease | None:
    """On SQLite the right to the file, before it is migrated or written. Raises: MustStop while another process has it."""
    path = sqlite_path(settings.database.url)
    if path is None:
        return None
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    lease = FileLease(file_of_lock(Path(path)))
    await lease.hold()
    stack.push_async_callback(lease.release)
    return lease


async def _tell_commands(application: App, catalogues: Catalogues) -> None:
    """Telegram's own menus, per kind of chat and language; without them the bot works as well."""
    scopes = ((BotCommandScopeAllPrivateChats(), PRIVATE_COMMANDS), (BotCommandScopeAllGroupChats(), GROUP_COMMANDS))
    try:
        for scope, commands in scopes:
            for language in ("", *LANGUAGES):
                said = [BotCommand(name, text) for name, text in listed(commands, catalogues.texts(language or "en"))]
                await application.bot.set_my_commands(said, scope=scope, language_code=language or None)
    except TelegramError as error:
        log.warning("the command menus could not be set", error=type(error).__name__)
