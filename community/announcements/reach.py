"""Whom an audience reaches, counted: what is shown to the sender before anything goes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from storage import announcements
from storage.announcements import Audience, Spoken


@dataclass(frozen=True, slots=True)
class Reached:
    """How many houses and chats get it, and about how many people.

    `languages`: how many chats (in private: people) have it as their first, the most frequent one first; "" for who chose none.
    `at_least`: there are more people than the bot knows of. `without_chat`: houses it can't reach. `unreachable`: people who
    would get a private copy, but can't be written to.
    """

    houses: int
    chats: int
    people: int
    languages: tuple[tuple[str, int], ...]
    at_least: bool = False
    without_chat: int = 0
    private: bool = False
    unreachable: int = 0

    @property
    def width(self) -> int:
        """What is counted before a second manager is asked: chats, or in private the houses, as far as people get it there."""
        return min(self.houses, self.people) if self.private else self.chats

    @property
    def is_nobody(self) -> bool:
        """Whether it reaches nobody at all."""
        return self.people == 0 if self.private else self.chats == 0


def reach(db: Connection, audience: Audience) -> Reached:
    """Whom an audience reaches now: a few statements, however many chats there are."""
    houses, without_chat = announcements.count_houses(db, audience)
    if audience.is_private:
        readers = announcements.count_readers(db, audience)
        people = sum(each.number for each in readers)
        unreachable = announcements.count_chosen(db, audience) - people
        return Reached(houses, 0, people, _first(readers), private=True, unreachable=unreachable)
    chats = announcements.count_chats(db, audience)
    number, people = sum(each.number for each in chats), announcements.count_joined(db, audience)
    return Reached(houses, number, people, _first(chats), at_least=number > 0, without_chat=without_chat)


def _first(counted: Iterable[Spoken]) -> tuple[tuple[str, int], ...]:
    languages: Counter[str] = Counter()
    for each in counted:
        languages[each.languages.split(",")[0]] += each.number
    return tuple(sorted(languages.items(), key=lambda item: (-item[1], item[0])))
