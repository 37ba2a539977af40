"""The gate every call passes: the Bot API's own facts about names, types and limits, compiled once.

Telegram takes numbers, booleans and JSON as text in forms; the gate gives methods plain Python values. What is outside
the schema becomes a note (a *finding* of the journal); what Telegram refuses becomes `Refused`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import orjson

from playground.values import SCALARS, Mismatch, Notes, Reader, Upload, file_or_string, integer_or_string, json_value
from playground.world.refusals import Refused, bad_request

MISSING = {
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
}
"""Telegram's own words for a required parameter that is not there (Bot API server, Client.cpp)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a method or one field of a type."""

    name: str
    types: tuple[str, ...]
    required: bool
    limits: dict[str, Any]
    read: Reader


@dataclass(frozen=True, slots=True)
class Method:
    """A method the playground covers."""

    name: str
    fields: dict[str, Field]


class Schema:
    """The trimmed schema: checks calls (leniently, as Telegram) and, for tests, answers (strictly)."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self._types: dict[str, dict[str, Any]] = facts["types"]
        self._fields: dict[str, dict[str, Field]] = {}
        self.methods = {name.lower(): Method(name, self._compiled(found["fields"])) for name, found in facts["methods"].items()}
        self.returns: dict[str, list[str]] = {name: found["returns"] for name, found in facts["methods"].items()}
        self.not_covered = frozenset(name.lower() for name in facts["not_covered"])

    def _compiled(self, fields: dict[str, Any]) -> dict[str, Field]:
        return {
            name: Field(name, tuple(f["types"]), f.get("required", False), f.get("limits", {}), self._reader(tuple(f["types"])))
            for name, f in fields.items()
        }

    def fields_of(self, type_name: str) -> dict[str, Field]:
        """The fields of an object type."""
        if type_name not in self._fields:
            self._fields[type_name] = self._compiled(self._types[type_name].get("fields", {}))
        return self._fields[type_name]

    def check(self, method: Method, given: dict[str, Any]) -> tuple[dict[str, Any], Notes, Refused | None]:
        """The parameters as Python values, what was outside the schema, and Telegram's refusal if there is one."""
        params: dict[str, Any] = {}
        notes: Notes = []
        for name, value in given.items():
            field = method.fields.get(name)
            if field is None:
                if not isinstance(value, Upload):
                    notes.append(f"{method.name} has no parameter {name}")
                continue
            if value is None or value == "":
                if field.required:
                    notes.append(f"{method.name}.{name} is empty")
                    if value == "" and field.types == ("String",):
                        params[name] = value
                continue
            try:
                params[name] = field.read(value, name, notes)
            except Mismatch as wrong:
                return params, [*notes, f"{method.name}.{name}: {wrong}"], bad_request(_wrong_text(field, str(wrong)))
            _note_limits(field, params[name], f"{method.name}.{name}", notes)
        for field in method.fields.values():
            if field.required and field.name not in params:
                notes.append(f"{method.name} needs {field.name}")
                return params, notes, bad_request(MISSING.get(field.name, f'parameter "{field.name}" is required'))
        return params, notes, None

    # reading values

    def _reader(self, types: tuple[str, ...]) -> Reader:
        """How a value of one of these types is read."""
        if len(types) > 1:
            return self._reader_of_several(types)
        (name,) = types
        if name in SCALARS:
            return SCALARS[name]
        if name.startswith("Array of "):
            return self._array_reader(self._reader((name.removeprefix("Array of "),)))
        return lambda value, where, notes: self._object(name, value, where, notes)

    def _reader_of_several(self, types: tuple[str, ...]) -> Reader:
        if set(types) == {"Integer", "String"}:
            return integer_or_string
        if "InputFile" in types:
            return file_or_string
        if all(each.startswith("Array of ") for each in types):
            return self._array_reader(self._choice(tuple(each.removeprefix("Array of ") for each in types)))
        return self._choice(types)

    def _array_reader(self, inner: Reader) -> Reader:
        def read(value: Any, where: str, notes: Notes) -> list[Any]:
            found = json_value(value)
            if not isinstance(found, list):
                raise Mismatch(f"{where} must be an Array")
            return [inner(each, f"{where}[{place}]", notes) for place, each in enumerate(found)]

        return read

    def _choice(self, types: tuple[str, ...]) -> Reader:
        def read(value: Any, where: str, notes: Notes) -> Any:
            found = json_value(value)
            if not isinstance(found, dict):
                raise Mismatch(f"{where} must be an Object")
            return self._object(self._fitting(types, found), found, where, notes)

        return read

    def _fitting(self, types: tuple[str, ...], found: dict[str, Any]) -> str:
        """Which of several types an object is: the one whose required fields it has and that knows most of its names."""

        def fit(name: str) -> tuple[bool, int]:
            if name not in self._types:
                return False, -1
            fields = self.fields_of(name)
            complete = all(f.name in found for f in fields.values() if f.required)
            return complete and _kind_fits(name, found), sum(key in fields for key in found)

        return max(types, key=fit)

    def _object(self, name: str, value: Any, where: str, notes: Notes) -> Any:
        found = json_value(value)
        if name in PLAIN_TEXTS and isinstance(found, str):
            return {"text": found}
        if not isinstance(found, dict):
            raise Mismatch(f"{where} must be an Object")
        if name == "Object":
            return found
        if subtypes := self._types[name].get("subtypes"):
            return self._object(self._fitting(tuple(subtypes), found), found, where, notes)
        return self._read_fields(name, found, where, notes)

    def _read_fields(self, name: str, found: dict[str, Any], where: str, notes: Notes) -> dict[str, Any]:
        fields = self.fields_of(name)
        read: dict[str, Any] = {}
        for key, inner in found.items():
            field = fields.get(key)
            if field is None:
                notes.append(f"{where}: {name} has no field {key}")
            elif inner is not None:
                read[key] = field.read(inner, f"{where}.{key}", notes)
                _note_limits(field, read[key], f"{where}.{key}", notes)
        for field in fields.values():
            if field.required and field.name not in read:
                raise Mismatch(f'{where}: {name} has no field "{field.name}"')
        return read

    # strict checking of answers

    def problems(self, type_names: list[str], value: Any, where: str = "result") -> list[str]:
        """What is wrong with an answer: nulls, invented fields, missing ones, wrong types. For tests and self-checks."""
        if value is None:
            return [f"{where} is null"]
        if isinstance(value, list):
            inner = [name.removeprefix("Array of ") for name in type_names if name.startswith("Array of ")]
            return [p for i, v in enumerate(value) for p in self.problems(inner, v, f"{where}[{i}]")] if inner else [f"{where} is a list"]
        if isinstance(value, dict):
            return self._object_problems([name for name in type_names if name not in SCALARS], value, where)
        kinds = {bool: {"Boolean", "True"}, int: {"Integer", "Float"}, str: {"String"}, float: {"Float"}}
        fits = kinds.get(type(value), set()) & set(type_names)
        return [] if fits and not (value is False and fits == {"True"}) else [f"{where}: {value!r} is none of {type_names}"]

    def _object_problems(self, names: list[str], value: dict[str, Any], where: str) -> list[str]:
        names = [sub for name in names for sub in self._types.get(name, {}).get("subtypes", [name])]
        if not names:
            return [f"{where} is an object"]
        if names == ["Object"]:
            return []
        name = self._fitting(tuple(names), value)
        fields = self.fields_of(name)
        found = [f"{where}: {name} has no field {key}" for key in value if key not in fields]
        found += [f"{where}: {name} lacks {f.name}" for f in fields.values() if f.required and f.name not in value]
        for key, inner in value.items():
            if key in fields:
                found += self.problems(list(fields[key].types), inner, f"{where}.{key}")
        return found


def load() -> Schema:
    """The schema shipped with the playground."""
    return Schema(orjson.loads(files("playground").joinpath("schema.json").read_bytes()))


KINDS = {
    "MessageOriginUser": "user",
    "MessageOriginHiddenUser": "hidden_user",
    "MessageOriginChat": "chat",
    "MessageOriginChannel": "channel",
    "ChatMemberOwner": "creator",
    "ChatMemberAdministrator": "administrator",
    "ChatMemberMember": "member",
    "ChatMemberRestricted": "restricted",
    "ChatMemberLeft": "left",
    "ChatMemberBanned": "kicked",
    "ReactionTypeEmoji": "emoji",
    "ReactionTypeCustomEmoji": "custom_emoji",
    "MenuButtonCommands": "commands",
    "MenuButtonWebApp": "web_app",
    "MenuButtonDefault": "default",
}
"""The word in `type` or `status` that tells subtypes apart."""

PLAIN_TEXTS = frozenset({"KeyboardButton", "InputPollOption"})
"""Objects that may be given as their text alone."""

PREFIXES = ("InputMedia", "BotCommandScope")
"""Types whose subtypes are named after the word."""


def _kind_fits(name: str, found: dict[str, Any]) -> bool:
    word = found.get("type", found.get("status"))
    if name in KINDS:
        return bool(word == KINDS[name])
    for prefix in PREFIXES:
        if name.startswith(prefix) and isinstance(word, str):
            return name.removeprefix(prefix).lower() == word.replace("_", "").lower()
    return not (name == "InaccessibleMessage" and found.get("date") != 0) and not (name == "Message" and found.get("date") == 0)


def _wrong_text(field: Field, wrong: str) -> str:
    if field.name in ("chat_id", "from_chat_id"):
        return "chat not found"
    if field.name in MISSING and field.name != "text":
        return MISSING[field.name]
    if field.name == "reply_markup":
        return f"can't parse reply keyboard markup: {wrong}" if "Object" not in wrong else "object expected as reply markup"
    return f"can't parse {field.name}: {wrong}"


def _note_limits(field: Field, value: Any, where: str, notes: Notes) -> None:
    """Note a length or count over the schema's limit; texts that may still hold markup are measured by the methods."""
    limits = field.limits
    if not limits or limits.get("after_entities_parsing"):
        return
    if isinstance(value, str) and "max_len" in limits:
        size = len(value.encode()) if limits.get("unit") == "bytes" else len(value.encode("utf-16-le")) // 2
        if size > limits["max_len"] or size < limits["min_len"]:
            notes.append(f"{where} has length {size}, allowed are {limits['min_len']} to {limits['max_len']}")
    elif isinstance(value, list) and "max_items" in limits:
        if not limits.get("min_items", 0) <= len(value) <= limits["max_items"]:
            notes.append(f"{where} has {len(value)} items, allowed are {limits.get('min_items', 0)} to {limits['max_items']}")
    elif isinstance(value, int) and "max" in limits and not limits["min"] <= value <= limits["max"]:
        notes.append(f"{where} is {value}, allowed are {limits['min']} to {limits['max']}")
