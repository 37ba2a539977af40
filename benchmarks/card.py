"""The event card people press on, as Telegram sends it along with every press: the whole message, with its keyboard."""

from dataclasses import dataclass
from typing import Any

BOT = {"id": 7_000_001, "is_bot": True, "first_name": "Talkoot", "username": "talkoot_bot"}
GROUP = -1_001_234_567_890
CHAT = {"id": GROUP, "title": "Kalliontie 4", "type": "supergroup"}
WRITTEN_AT = 1_795_000_000


@dataclass(frozen=True)
class Card:
    """A message of the bot in the group, and the `callback_data` of the buttons people press in turn."""

    message: dict[str, Any]
    answers: tuple[str, ...]

    @classmethod
    def of(cls, message: dict[str, Any]) -> "Card":
        """The card of a message; its answers are the buttons of the first two rows that set one (each row's last may open a menu)."""
        rows = message["reply_markup"]["inline_keyboard"][:2]
        data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
        return cls(message, tuple(data[:4]))


def sample() -> Card:
    """A card of ordinary length, for when there is no bot that made one."""
    text = (
        "🌭 Grilli-ilta pihalla\nla 22.5. klo 12–15 · sisäpiha\n\nTuo omat makkarat, taloyhtiö tarjoaa juomat.\n\nTulossa 17/30 · jonossa 0"
    )
    rows = [
        [("Tulen", "ev:12:go:1"), ("En pääse", "ev:12:no:0")],
        [("Meitä on 2", "ev:12:go:2"), ("Meitä on 3", "ev:12:go:3"), ("Muu…", "ev:12:other")],
        [("Oma vastaukseni", "ev:12:mine"), ("In other languages", "ev:12:lang")],
    ]
    return Card.of(
        {
            "message_id": 4_321,
            "from": BOT,
            "chat": CHAT,
            "date": WRITTEN_AT,
            "edit_date": WRITTEN_AT + 60,
            "text": text,
            "entities": [{"offset": 0, "length": 22, "type": "bold"}, {"offset": 44, "length": 10, "type": "italic"}],
            "reply_markup": {
                "inline_keyboard": [[{"text": words, "callback_data": data} for words, data in row] for row in rows],
            },
        }
    )
