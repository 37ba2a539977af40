"""The composition root: the only module that knows everything, and puts it together."""

import asyncio
import logging
import os
import secrets
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest

from bot.apology import apologies
from bot.clock import Clock, PlaygroundClock, RealClock
from bot.delivery import Delivery
from bot.handling import App
from bot.http import make_request
from bot.incidents import Incidents
from bot.jobs import Duty, Jobs, Nightly
from bot.lease import FileLease, Lease, RowLease, file_of_lock, holder_name
from bot.receiver import Receiver
from bot.retention import retention_of
from bot.settings import Settings
from bot.settlement import Contents
from bot.stopping import REVOKED, MustStop
from bot.texts import LANGUAGES, Catalogues
from community import due, events, places, retention
from community.quiet import HouseRules, QuietHours
from community.retention import Night, Retention
from handlers.context import BotContext, Services
from handlers.features import FEATURES, menu
from handlers.rights import Rights
from handlers.routing import add_routes
from handlers.views.commands import GROUP_COMMANDS, PRIVATE_COMMANDS, listed
from handlers.views.rendering import Renderer
from storage import process
from storage.engine import Connection, Database, Hook, open_database, sqlite_path
from storage.migrate import migrate
from web.app import make_app
from web.calendar import calendar_route
from web.health import Health
from web.server import WebServer

log = structlog.get_logger(__name__)

CONNECTIONS = 64
"""Answers to presses wait for nothing but Telegram, so many of them are on the way at once."""

NIGHT = time(3, 30)
SATURDAY = 5
STOP_S = 7.0
"""Of the ten seconds a service manager gives before it kills; the rest is for closing."""


def house_rules(settings: Settings) -> HouseRules:
    """What holds in every house, from the settings."""
    houses = settings.houses
    quiet = QuietHours(houses.quiet_from, houses.quiet_until, houses.quiet_until_day_off)
    privacy_ = settings.privacy
    return HouseRules(houses.time_zone, houses.language, quiet, days_off(houses.country), privacy_.sign_ups_days, privacy_.drafts_hours)


def days_off(country: str) -> Callable[[date], bool]:
    """Saturdays, Sundays and the public holidays of a country."""
    known: dict[int, frozenset[date]] = {}

    def is_day_off(day: date) -> bool:
        if day.year not in known:
            import holidays  # half a second that a start need not wait for

            known[day.year] = frozenset(holidays.country_holidays(country, years=day.year))
        return day.weekday() >= SATURDAY or day in known[day.year]

    return is_day_off


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
        self.db = db = await _database(settings, stack, self._hook)
        health = Health(lambda: datetime.now(UTC))
        application, poll = await _application(settings, stack)
        bot, self.username = application.bot, application.bot.username
        await db.transaction(process.claim_identity, bot.id)
        key, rules = key_of(settings.privacy.erased_key_file), house_rules(settings)
        catalogues = Catalogues.load()
        public_url = settings.web.public_url if settings.web.enabled else None
        renderer = Renderer(catalogues, settings.controller, self.username, key, rules.zone, settings.privacy, clock.now, public_url)
        delivery = Delivery(bot, db, contents=_contents(renderer, clock), clock=clock, lease=_lease(settings, db), pulse=health)
        await delivery.lead()
        application.bot_data["services"] = Services(
            db, clock, catalogues, rules, Rights(bot, clock.elapsed), settings.controller, key, delivery.wake, self.username, public_url
        )
        receiver = Receiver(
            application,
            db,
            request=poll,
            pulse=health,
            apologise=apologies(bot, db, clock, catalogues),
            poll_timeout=settings.telegram.poll_timeout,
        )
        application.add_error_handler(receiver.on_error)
        add_routes(application, FEATURES, menu)
        jobs = Jobs(
            db,
            clock,
            every_tick=(*due.every_tick(rules), *_reports(settings, stack)),
            nightly=[Nightly("retention", NIGHT, partial(_keep, kept=retention_of(settings.privacy), rules=rules))],
            zone=ZoneInfo(rules.zone),
            woken=delivery.wake,
            pulse=health,
        )
        if settings.web.enabled:
            web = make_app(health, calendar_route(db, catalogues, clock.now, clock.elapsed))
            server = await WebServer.start(web, host=settings.web.host, port=settings.web.port)
            stack.push_async_callback(server.stop)
            self.web_address = server.address
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
        Path(path).parent.mkdir(parents=True, exist_ok=True)
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


def _lease(settings: Settings, db: Database) -> Lease:
    path = sqlite_path(settings.database.url)
    if path is not None:
        return FileLease(file_of_lock(Path(path)))
    return RowLease(db, holder_name(), lambda: datetime.now(UTC))


def _contents(renderer: Renderer, clock: Clock) -> Contents:
    def moved(db: Connection, old: int, new: int) -> None:
        places.migrate(db, old=old, new=new, now=clock.now())

    return Contents(render=renderer.debt, render_card=renderer.card, moved=moved, repost=events.repost, failed=events.note_failed)


def _keep(db: Connection, now: datetime, *, kept: Retention, rules: HouseRules) -> int:
    return sum(retention.keep(db, Night(now, kept, rules)).values())


def _reports(settings: Settings, stack: AsyncExitStack) -> list[Duty]:
    """The admin chat hears of errors, where one is set."""
    if settings.telegram.admin_chat is None:
        return []
    incidents = Incidents(settings.telegram.admin_chat)
    logging.getLogger().addHandler(incidents)
    stack.callback(logging.getLogger().removeHandler, incidents)
    return [incidents.report]


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
