"""Entities that a caller gave beside the text, checked as Telegram checks them."""

import re
from typing import Any, Final

from playground.entities.fix import tidy
from playground.entities.links import check_link, date_format, integer64
from playground.entities.text import Entity, EntityError, byte_offset, end_of, place, utf16_length

BARE: Final = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote", "expandable_blockquote"})
FOUND: Final = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"})
ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
LARGEST: Final = 1_000_000


def check_entities(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """The text and the given entities, tidied; kinds that Telegram finds by itself are left out for `detect`.

    Raises: EntityError with Telegram's text (Client.cpp get_text_entity, MessageEntity.cpp fix_formatted_text).
    """
    kept = [checked for entity in entities if (checked := _entity(entity)) is not None]
    for entity in kept:
        for measure in ("offset", "length"):
            if not 0 <= entity[measure] <= LARGEST:
                raise EntityError(f"receive an entity with incorrect {measure} {entity[measure]}")
    kept = sorted((entity for entity in kept if entity["length"]), key=place)
    if kept:
        _check_places(text, kept)
    return tidy(text, kept)


def _entity(given: Any) -> Entity | None:
    if not isinstance(given, dict):
        raise EntityError("can't parse MessageEntity: Expected an Object")
    entity: Entity = {"type": given.get("type", ""), "offset": _number(given, "offset"), "length": _number(given, "length")}
    kind = entity["type"]
    if kind in FOUND:
        return None
    if kind in BARE:
        return entity
    return _with_argument(kind, entity, given)


def _number(given: Entity, field: str) -> int:
    value = given.get(field)
    if value is None:
        raise EntityError(f"can't parse MessageEntity: Can't find field \"{field}\"")
    try:
        return int(value)
    except (TypeError, ValueError):
        raise EntityError(f'can\'t parse MessageEntity: Field "{field}" must be a valid Number') from None


def _with_argument(kind: str, entity: Entity, given: Entity) -> Entity:
    match kind:
        case "":
            raise EntityError("can't parse MessageEntity: Type is not specified")
        case "pre":
            return {**entity, "language": str(given["language"])} if given.get("language") else entity
        case "text_link":
            return {**entity, "url": _link(str(given.get("url", "")))}
        case "text_mention" if isinstance(given.get("user"), dict) and given["user"].get("id"):
            return {**entity, "user": {"id": int(given["user"]["id"])}}
        case "custom_emoji" if integer64(str(given.get("custom_emoji_id", ""))):
            return {**entity, "custom_emoji_id": str(given["custom_emoji_id"])}
        case "date_time" if given.get("unix_time"):
            moment = {**entity, "unix_time": int(given["unix_time"])}
            written = date_format(str(given.get("date_time_format", "")))
            return {**moment, "date_time_format": written} if written else moment
    raise EntityError("can't parse MessageEntity: Unsupported type specified")


def _link(url: str) -> str:
    try:
        return check_link(url)
    except EntityError as error:
        raise EntityError(f"entity URL '{url}' is invalid: {error.description}") from None


def _check_places(text: str, entities: list[Entity]) -> None:
    length = utf16_length(text)
    halves = _halves(text)
    for entity in entities:
        offset, end = entity["offset"], end_of(entity)
        if offset > length:
            raise EntityError(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if offset in halves:
            raise EntityError(f"entity begins in a middle of a UTF-16 symbol at byte offset {halves[offset]}")
        if end > length:
            raise EntityError(f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}")
        if end in halves:
            where = f"at byte offset {halves[end]}"
            raise EntityError(f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol {where}")


def _halves(text: str) -> dict[int, int]:
    """The UTF-16 offsets inside a surrogate pair, with the byte offset after the pair."""
    found = enumerate(ASTRAL.finditer(text))
    return {one.start() + before + 1: byte_offset(text, one.end()) for before, one in found}
