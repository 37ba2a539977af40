"""Polls and the votes people give."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playground.world.people import Bot, User


@dataclass(slots=True, eq=False)
class Option:
    """One choice of a poll."""

    text: str
    persistent_id: str
    entities: list[dict[str, Any]] = field(default_factory=list)
    added_by: User | None = None
    added_at: int = 0


@dataclass(slots=True, eq=False)
class Poll:
    """A poll or quiz, shared by all copies of its message."""

    id: str
    owner: Bot | None
    """The bot that sent it and hears of votes; `None` for polls of people."""
    question: str
    options: list[Option]
    anonymous: bool = True
    multiple: bool = False
    kind: str = "regular"
    revoting: bool = True
    adding: bool = False
    shuffled: bool = False
    hidden: bool = False
    correct: list[int] = field(default_factory=list)
    question_entities: list[dict[str, Any]] = field(default_factory=list)
    explanation: str | None = None
    explanation_entities: list[dict[str, Any]] = field(default_factory=list)
    description: str | None = None
    description_entities: list[dict[str, Any]] = field(default_factory=list)
    open_period: int | None = None
    close_date: int | None = None
    closed: bool = False
    votes: dict[int, list[str]] = field(default_factory=dict)
    """Persistent option ids by user id."""

    def counts(self) -> list[int]:
        """Votes per option in the order of the options."""
        tally: dict[str, int] = {}
        for choice in self.votes.values():
            for option in choice:
                tally[option] = tally.get(option, 0) + 1
        return [tally.get(option.persistent_id, 0) for option in self.options]

    def wire(self) -> dict[str, Any]:
        """The Bot API `Poll` object as its bot sees it."""
        found: dict[str, Any] = {
            "id": self.id,
            "question": self.question,
            "options": [_option(option, count) for option, count in zip(self.options, self.counts(), strict=True)],
            "total_voter_count": len(self.votes),
            "is_closed": self.closed,
            "is_anonymous": self.anonymous,
            "type": self.kind,
            "allows_multiple_answers": self.multiple,
            "allows_revoting": self.revoting,
            "members_only": False,
        }
        if self.question_entities:
            found["question_entities"] = self.question_entities
        if self.kind == "quiz":
            found["correct_option_ids"] = self.correct
        for key in ("explanation", "explanation_entities", "description", "description_entities", "open_period", "close_date"):
            if value := getattr(self, key):
                found[key] = value
        return found


def _option(option: Option, count: int) -> dict[str, Any]:
    found: dict[str, Any] = {"text": option.text, "voter_count": count, "persistent_id": option.persistent_id}
    if option.entities:
        found["text_entities"] = option.entities
    if option.added_by is not None:
        found["added_by_user"] = option.added_by.wire()
        found["addition_date"] = option.added_at
    return found
