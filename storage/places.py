"""Places: areas, their houses, and the houses' chats."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Index, Text, delete, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from bot.names import alphabetical
from storage.rows import added, every, first
from storage.types import BigInt, UtcDateTime, one_of

TITLE = 128
"""The longest title of a group, in characters; Telegram's own limit."""


class ChatState(StrEnum):
    """Whether the bot is in a chat."""

    ACTIVE = "active"
    REMOVED = "removed"


class Tenure(StrEnum):
    """Whose the house is; words follow."""

    OWNED = "owned"  # a housing company
    RENTED = "rented"


class Announcers(StrEnum):
    """Who publishes in a house's groups; others pass on a suggestion. Managers, and admins in their group, always may."""

    ADMINS = "admins"
    ACTIVISTS = "activists"
    EVERYONE = "everyone"


class Area(SQLModel, table=True):
    """Houses that do things together."""

    __tablename__ = "areas"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    name: str = Field(max_length=128)
    created_at: datetime = Field(sa_type=UtcDateTime)


class House(SQLModel, table=True):
    """A housing company or a rental house, with the token that lets people join it.

    `named`: a manager chose the name, so it no longer follows the group's. `tenure` is None until somebody has said.
    The quiet hours (hours of the wall clock) are None where the bot's own hold. `flats`: the labels of its flats, a line each.
    `board_token`: the address of its notice board, None where there is none.
    """

    __tablename__ = "houses"
    __table_args__ = (
        Index("ix_houses_area_id", "area_id"),
        Index("ix_houses_board_token", "board_token", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    area_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="areas.id", ondelete="SET NULL")
    name: str = Field(max_length=128)
    token: str = Field(max_length=64, unique=True)
    languages: str = Field(default="en", max_length=32)
    zone: str = Field(default="Europe/Helsinki", max_length=64)
    created_at: datetime = Field(sa_type=UtcDateTime)
    named: bool = False
    tenure: Tenure | None = Field(default=None, sa_type=one_of(Tenure))
    announcers: Announcers = Field(default=Announcers.ACTIVISTS, sa_type=one_of(Announcers))
    quiet_from: int | None = None
    quiet_until: int | None = None
    quiet_until_day_off: int | None = None
    flats: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    board_token: str | None = Field(default=None, max_length=64)

    @property
    def flat_labels(self) -> tuple[str, ...]:
        """The labels of its flats; none where nobody has written them."""
        return tuple(self.flats.splitlines())

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages of the house's cards, the first one first."""
        return tuple(self.languages.split(","))


class Chat(SQLModel, table=True):
    """A group of a house. Everything points to `id`; Telegram's own number may change (a group becomes a supergroup).

    `thread_id`: the topic for cards (None: the general one, or where a command was written). `line_shown`, `digest_shown`:
    whether the group gets its line the day before, and its week. `digest_at`: when its week is due next; None until the first tick.
    `title`: what the group is called in Telegram, as it was heard last, to tell the groups of a house apart.
    `welcome_id`: the message by which the bot introduced itself.
    """

    __tablename__ = "chats"
    __table_args__ = (
        Index("ix_chats_house_id", "house_id"),
        Index("ix_chats_digest_at", "digest_at"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    house_id: int = Field(sa_type=BigInt, foreign_key="houses.id", ondelete="CASCADE")
    telegram_id: int = Field(sa_type=BigInt, unique=True)
    state: ChatState = Field(default=ChatState.ACTIVE, sa_type=one_of(ChatState))
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    thread_id: int | None = Field(default=None, sa_type=BigInt)
    line_shown: bool = True
    digest_shown: bool = True
    digest_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    title: str | None = Field(default=None, max_length=TITLE)
    welcome_id: int | None = Field(default=None, sa_type=BigInt)


def add_area(db: Connection, name: str, now: datetime) -> int:
    """A new area; its number."""
    return added(db, insert(Area), {"name": name, "created_at": now})


def get_area(db: Connection, area_id: int) -> Area:
    """The area of a row that points to one."""
    area = look_up_area(db, area_id)
    assert area is not None, "a foreign key points to the row"
    return area


def find_area(db: Connection, name: str) -> Area | None:
    """The (first) area of this name."""
    return first(db, Area, select(Area).where(col(Area.name) == name).order_by(col(Area.id)))


def look_up_area(db: Connection, area_id: int) -> Area | None:
    """The area with this number, which a button may have made up."""
    return first(db, Area, select(Area).where(col(Area.id) == area_id))


def list_areas(db: Connection, numbers: Iterable[int] | None) -> list[Area]:
    """The areas with these numbers (None: all there are), by name."""
    query = select(Area) if numbers is None else select(Area).where(col(Area.id).in_(list(numbers)))
    return every(db, Area, query.order_by(col(Area.name), col(Area.id)))


def change_area(db: Connection, area_id: int, **values: Any) -> None:
    """Set columns of an area."""
    db.execute(update(Area).where(col(Area.id) == area_id).values(**values))


def add_house(db: Connection, **values: Any) -> int:
    """A new house; the values are its columns; its number."""
    return added(db, insert(House), {"named": False, "announcers": Announcers.ACTIVISTS, **values})


def get_house(db: Connection, house_id: int) -> House:
    """The house of a row that points to one."""
    house = look_up_house(db, house_id)
    assert house is not None, "a foreign key points to the row"
    return house


def look_up_house(db: Connection, house_id: int) -> House | None:
    """The house with this number, which a button may have made up."""
    return first(db, House, select(House).where(col(House.id) == house_id))


def find_house_by_board(db: Connection, token: str) -> House | None:
    """The house whose notice board is at this address."""
    return first(db, House, select(House).where(col(House.board_token) == token))


def list_houses(db: Connection, *, areas: Iterable[int] | None = None) -> list[House]:
    """The houses of these areas (None: all there are), by name."""
    query = select(House) if areas is None else select(House).where(col(House.area_id).in_(list(areas)))
    return sorted(every(db, House, query), key=lambda house: (alphabetical(house.name), house.id))


def change_house(db: Connection, house_id: int, **values: Any) -> None:
    """Set columns of a house."""
    db.execute(update(House).where(col(House.id) == house_id).values(**values))


def list_left_houses(db: Connection, *, left_before: datetime) -> list[int]:
    """Houses whose chats the bot was removed from, from the last of them before an instant."""
    in_one = select(col(Chat.house_id)).where(col(Chat.state) == ChatState.ACTIVE)
    left = select(col(Chat.house_id)).where(col(Chat.house_id).not_in(in_one)).group_by(col(Chat.house_id))
    return list(db.execute(left.having(func.max(col(Chat.removed_at)) < left_before).order_by(col(Chat.house_id))).scalars())


def remove_house(db: Connection, house_id: int) -> None:
    """Delete a house with its chats, what neighbours did there and who lived there; people are not deleted."""
    db.execute(delete(House).where(col(House.id) == house_id))


def add_chat(db: Connection, *, house_id: int, telegram_id: int, title: str | None = None) -> int:
    """A new chat of a house; its number."""
    return added(db, insert(Chat), {**_NEW, "house_id": house_id, "telegram_id": telegram_id, "title": title})


_NEW = {"state": ChatState.ACTIVE, "line_shown": True, "digest_shown": True}


def find_chat(db: Connection, telegram_id: int) -> Chat | None:
    """The chat with Telegram's number."""
    return first(db, Chat, select(Chat).where(col(Chat.telegram_id) == telegram_id))


def look_up_chat(db: Connection, chat_id: int) -> Chat | None:
    """The chat with this number of ours, which a button may have made up."""
    return first(db, Chat, select(Chat).where(col(Chat.id) == chat_id))


def get_chat(db: Connection, chat_id: int) -> Chat:
    """The chat of a row that points to one."""
    chat = first(db, Chat, select(Chat).where(col(Chat.id) == chat_id))
    assert chat is not None, "a foreign key points to the row"
    return chat


def list_chats(db: Connection, house_id: int) -> list[Chat]:
    """The chats of a house the bot is in."""
    active = (col(Chat.house_id) == house_id) & (col(Chat.state) == ChatState.ACTIVE)
    return every(db, Chat, select(Chat).where(active).order_by(col(Chat.id)))


def change_chat(db: Connection, chat_id: int, **values: Any) -> None:
    """Set columns of a chat."""
    db.execute(update(Chat).where(col(Chat.id) == chat_id).values(**values))


def house_of_chat(db: Connection, chat_id: int) -> House:
    """The house of a chat."""
    return get_house(db, get_chat(db, chat_id).house_id)
