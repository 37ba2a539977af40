"""From what is owed to what is sent: each kind of message has its view, rendered when it goes, in its reader's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.outgoing import Outgoing
from bot.settings import Controller, Privacy
from bot.texts import Catalogues
from community import people, places
from community.quiet import HouseRules
from handlers.views.owed import VIEWS
from handlers.views.reader import Reader
from handlers.views.view import Params
from storage.cards import Card
from storage.engine import Connection
from storage.outbox import Debt


@dataclass(frozen=True)
class Renderer:
    """Renders debts and cards. What is no longer true or has lost its subject is None, and is dropped."""

    catalogues: Catalogues
    controller: Controller
    username: str
    key: bytes
    zone: str
    privacy: Privacy
    rules: HouseRules
    now: Callable[[], datetime]
    public_url: str | None = None

    def debt(self, db: Connection, debt: Debt) -> Outgoing | None:
        """What a debt says, to the one it is owed to."""
        view = VIEWS[debt.kind]
        return view(db, debt.params, self._reader(db, debt.chat_id, debt.address, debt.language, debt.params))

    def card(self, db: Connection, card: Card) -> Outgoing | None:
        """What a card shows now."""
        return VIEWS["card"](db, {"card": card.id}, self._reader(db, card.chat_id, None, None, {}))

    def _reader(self, db: Connection, chat_id: int | None, address: int | None, language: str | None, params: Params) -> Reader:
        spoken: tuple[str, ...] = ((people.language_of(db, address) if address else None) or params.get("language") or language or "en",)
        if chat_id is not None:
            spoken = places.house_of_chat(db, chat_id).spoken
        if "language" in params:
            spoken = (params["language"],)
        texts = tuple(self.catalogues.texts(code) for code in spoken)
        return Reader(
            texts[0],
            self.now(),
            address,
            texts,
            self.username,
            self.controller,
            self.key,
            self.privacy,
            self.zone,
            self.rules,
            self.catalogues,
            self.public_url,
        )
