"""What a handler has at hand: who acts, in which language, and the way to the database and back to the person."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from telegram import Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.settings import Controller
from bot.texts import Catalogues, Texts, language_of
from community import people, privacy, replies
from community.people import Presser
from community.quiet import HouseRules
from handlers.rights import Rights
from storage import receipts
from storage.engine import Connection, Database

P = ParamSpec("P")
T = TypeVar("T")


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime: ...


@dataclass
class Services:
    """What the composition root gives to every handler."""

    db: Database
    clock: Clock
    catalogues: Catalogues
    rules: HouseRules
    rights: Rights
    controller: Controller
    erased_key: bytes
    wake: Callable[[], None]
    username: str = ""
    public_url: str | None = None
    tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something nobody waits for."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


class BotContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update. Nothing is kept in it: the database is the only memory."""

    services: Services
    happened: Update

    @classmethod
    def from_update(cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]") -> "BotContext":
        context = cls(application=application)
        context.services = application.bot_data["services"]
        assert isinstance(update, Update)
        context.happened = update
        return context

    @property
    def who(self) -> int:
        """Telegram's number of the person who acts."""
        user = self.happened.effective_user
        assert user is not None
        return user.id

    @property
    def texts(self) -> Texts:
        """The texts in the language of the person's Telegram; what the database knows better, a result carries."""
        return self.services.catalogues.texts(self.spoken)

    def in_language(self, code: str) -> Texts:
        """The texts of a language."""
        return self.services.catalogues.texts(code)

    @property
    def spoken(self) -> str:
        """The language of the person's Telegram."""
        user = self.happened.effective_user
        return language_of(user.language_code if user else None)

    @property
    def presser(self) -> Presser:
        """The person who acts, for the use cases."""
        return Presser(self.who, self.spoken, privacy.mark_of(self.services.erased_key, self.who))

    @property
    def rules(self) -> HouseRules:
        """What holds in every house."""
        return self.services.rules

    def now(self) -> datetime:
        """The time."""
        return self.services.clock.now()

    async def handle(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case in the one transaction of this update. Raises: AlreadySeen, Refused, and what the database raises."""
        result = await self.services.db.handle(self.happened.update_id, fn, *args, **kwargs)
        self.services.wake()
        return result

    async def read(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Look something up."""
        return await self.services.db.read(fn, *args, **kwargs)

    async def reply(self, kind: str, params: Mapping[str, Any] | None = None, *, edit: int | None = None) -> None:
        """Owe the person a private message, in the one transaction of this update."""
        await self.handle(replies.reply, kind=kind, to=self.who, language=self.spoken, now=self.now(), params=params, edit=edit)

    async def happened_before(self) -> bool:
        """Whether this very update was handled before, and is delivered again."""
        return await self.read(receipts.was_handled, self.happened.update_id)

    async def chosen_texts(self) -> Texts:
        """The texts in the language the person chose; until then in that of their Telegram."""
        chosen = await self.read(people.language_of, self.who)
        return self.in_language(chosen or self.spoken)

    def pop_up(self, text: str = "", *, alert: bool = False) -> None:
        """Answer the press at once; nobody waits for it, and it is lost only if the process dies in that second."""
        query = self.happened.callback_query
        if query is not None:
            self.services.later(_answer(self.bot, query.id, text[:200], alert))


async def _answer(bot: ExtBot[None], query_id: str, text: str, alert: bool) -> None:
    # "Query is too old": the change stays applied and the card shows it. Lost in the network: the client presses again.
    with contextlib.suppress(BadRequest, TelegramError):
        await bot.answer_callback_query(query_id, text=text or None, show_alert=alert or None)
