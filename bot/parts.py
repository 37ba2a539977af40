"""The parts of the bot, each made of the same few things; `bot.app` puts them together and runs them."""

import logging
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from telegram.request import BaseRequest

from bot.apology import apologies
from bot.clock import Clock
from bot.delivery import Delivery
from bot.handling import App
from bot.incidents import Incidents
from bot.jobs import Duty, Jobs, Nightly
from bot.lease import Lease
from bot.receiver import Receiver
from bot.retention import retention_of
from bot.sealing import Sealing
from bot.settings import Settings
from bot.settlement import Contents
from bot.texts import Catalogues
from community import announcements, due, events, moving, places, retention, undelivered
from community.announcements import writing
from community.quiet import HouseRules
from community.retention import Night, Retention
from handlers.context import Services
from handlers.rights import Rights
from handlers.troubles import TroubleTelling
from handlers.views.rendering import Renderer
from storage.cards import Card
from storage.engine import Connection, Database
from storage.outbox import Debt
from web.app import make_app
from web.board import board_routes
from web.calendar import calendar_route
from web.health import Health
from web.server import WebServer

NIGHT = time(3, 30)


@dataclass(frozen=True)
class Parts:
    """What every part is made of, and how."""

    settings: Settings
    application: App
    db: Database
    clock: Clock
    health: Health
    rules: HouseRules
    catalogues: Catalogues
    key: bytes

    @property
    def public_url(self) -> str | None:
        """Where pages are reached from outside; None where there are none."""
        return self.settings.web.public_url if self.settings.web.enabled else None

    def delivery(self, lease: Lease) -> Delivery:
        """From the outbox and the cards to Telegram."""
        settings, clock, bot = self.settings, self.clock, self.application.bot
        rules, privacy = self.rules, settings.privacy
        renderer = Renderer(
            self.catalogues, settings.controller, bot.username, self.key, rules.zone, privacy, rules, clock.now, self.public_url
        )
        return Delivery(bot, self.db, contents=_contents(renderer, clock), clock=clock, lease=lease, pulse=self.health)

    def services(self, delivery: Delivery) -> Services:
        """What handlers have at hand."""
        bot, clock = self.application.bot, self.clock
        return Services(
            self.db,
            clock,
            self.catalogues,
            self.rules,
            Rights(bot, clock.elapsed),
            self.settings.controller,
            self.key,
            delivery.wake,
            bot.username,
            self.public_url,
        )

    def receiver(self, poll: BaseRequest) -> Receiver:
        """From Telegram to the handlers; `poll` is the transport for the long poll alone."""
        return Receiver(
            self.application,
            self.db,
            request=poll,
            pulse=self.health,
            apologise=apologies(self.application.bot, self.db, self.clock, self.catalogues),
            poll_timeout=self.settings.telegram.poll_timeout,
        )

    def jobs(self, delivery: Delivery, reports: list[Duty], rights: Rights) -> Jobs:
        """What happens by itself."""
        kept = partial(_keep, kept=retention_of(self.settings.privacy), rules=self.rules)
        return Jobs(
            self.db,
            self.clock,
            every_tick=(*due.every_tick(self.rules), *reports),
            nightly=[Nightly("retention", NIGHT, kept)],
            asking=[TroubleTelling(self.db, self.clock, rights, self.rules), Sealing(self.db, self.clock)],
            zone=ZoneInfo(self.rules.zone),
            woken=delivery.wake,
            pulse=self.health,
        )

    async def serve(self, stack: AsyncExitStack) -> str | None:
        """Start the web server, if there is to be one; its address."""
        web = self.settings.web
        if not web.enabled:
            return None
        feeds = calendar_route(self.db, self.catalogues, self.clock.now, self.clock.elapsed)
        pages = make_app(self.health, feeds, *board_routes(self.db, self.catalogues, self.clock.now))
        server = await WebServer.start(pages, host=web.host, port=web.port)
        stack.push_async_callback(server.stop)
        return server.address


def _contents(renderer: Renderer, clock: Clock) -> Contents:
    def moved(db: Connection, old: int, new: int) -> None:
        moving.migrate(db, old=old, new=new, now=clock.now())

    return Contents(
        render=renderer.debt,
        render_card=renderer.card,
        moved=moved,
        repost=_repost,
        sent=_sent,
        failed=undelivered.note_failed,
    )


def _repost(db: Connection, card: Card, now: datetime) -> None:
    """A card whose message is gone is posted anew; a notice was taken down in its group on purpose."""
    if not announcements.is_announced(db, card.thing_id):
        events.repost(db, card, now)


def _sent(db: Connection, debt: Debt, message: int, now: datetime) -> None:
    places.note_sent(db, debt, message)
    announcements.note_sent(db, debt, message, now)
    announcements.note_progress(db, debt, message, now)
    writing.note_shown(db, debt, message)


def _keep(db: Connection, now: datetime, *, kept: Retention, rules: HouseRules) -> int:
    return sum(retention.keep(db, Night(now, kept, rules)).values())


def reports(settings: Settings, stack: AsyncExitStack) -> list[Duty]:
    """The admin chat hears of errors, where one is set."""
    if settings.telegram.admin_chat is None:
        return []
    incidents = Incidents(settings.telegram.admin_chat)
    logging.getLogger().addHandler(incidents)
    stack.callback(logging.getLogger().removeHandler, incidents)
    return [incidents.report]
