"""What the one who runs the bot decides: a TOML file, overridden by the environment, as frozen values.

`telegram.token` of the file is `TALKOOT_TELEGRAM__TOKEN` of the environment. Nothing is read before `load_settings` is called.
A setting's description is what an error says about it, so it tells what to do.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "TALKOOT_"
DELIMITER = "__"


class SettingsError(Exception):
    """The settings can't be used; `problems` has one sentence for everything that is wrong, naming the setting and what to do."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def _token(value: SecretStr) -> SecretStr:
    number, _, secret = value.get_secret_value().partition(":")
    if not (number.isascii() and number.isdigit() and secret and secret.replace("-", "").replace("_", "").isalnum()):
        raise ValueError("does not look like a token")
    return value


def _address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("must start with https:// or http://")
    return value.rstrip("/")


def _database(value: str) -> str:
    if value.startswith("sqlite:///") and value != "sqlite:///" and ":memory:" not in value:
        return value
    if value.startswith(("postgresql://", "postgresql+asyncpg://")):
        return value
    raise ValueError("must be sqlite:/// and a file, or postgresql:// and a server")


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("is not a known time zone") from None
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Address = Annotated[str, AfterValidator(_address)]
Hour = Annotated[int, Field(ge=0, le=23)]


class Section(BaseModel):
    """A table of the file: frozen, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Telegram(Section):
    """How Telegram is reached."""

    token: Annotated[SecretStr, AfterValidator(_token)] = Field(
        description="Paste the token that @BotFather gave you, like 123456:ABC-def."
    )
    api_url: Address = Field("https://api.telegram.org", description="The address of the Bot API; leave it out for Telegram itself.")
    http: Literal["aiohttp", "httpx"] = Field("aiohttp", description="The HTTP client: aiohttp, or httpx if that one makes trouble.")
    poll_timeout: int = Field(30, ge=0, le=50, description="For how many seconds Telegram may hold a request for news, 0 to 50.")
    admin_chat: int | None = Field(None, description="The number of the chat that is told of errors (codes and counts, never texts).")


class Database(Section):
    """Where everything is kept."""

    url: Annotated[str, AfterValidator(_database)] = Field(
        "sqlite:///data/talkoot.sqlite3",
        repr=False,  # A PostgreSQL address carries a password.
        description="sqlite:///data/talkoot.sqlite3 is a file beside the bot; postgresql://user:password@host/name is a server.",
    )


class Controller(Section):
    """Who answers for the personal data (GDPR, article 4(7)): whoever runs the bot."""

    name: Text = Field(
        description="Who runs this bot and answers for residents' data, as residents know it: the housing company, the landlord."
    )
    contact: Text = Field(description="How residents reach the one who answers for their data: an e-mail address or a postal address.")
    data_protection_officer: Text | None = Field(
        None, description="How to reach your data protection officer; leave it out if you have none."
    )
    supervisory_authority: Text = Field(
        "Tietosuojavaltuutetun toimisto, tietosuoja.fi",
        description="Where residents may complain: the data protection authority of your country.",
    )


class Houses(Section):
    """What holds in a house until it says otherwise."""

    time_zone: Annotated[str, AfterValidator(_zone)] = Field("Europe/Helsinki", description="The time zone, as in Europe/Helsinki.")
    language: Literal["fi", "sv", "en"] = Field("fi", description="The first language of a new house: fi, sv or en.")
    country: str = Field("FI", pattern="^[A-Z]{2}$", description="Whose public holidays count: two capital letters, as in FI.")
    quiet_from: Hour = Field(21, description="From this hour on the bot starts nothing by itself, 0 to 23.")
    quiet_until: Hour = Field(8, description="Until this hour in the morning the bot starts nothing by itself, 0 to 23.")
    quiet_until_day_off: Hour = Field(10, description="The same on a day off, 0 to 23.")


class Announcements(Section):
    """How notices go out, and what residents are told when they ask the sender of one."""

    answered_fi: Text = Field("ma–pe klo 9–16", description="When requests are answered, in Finnish: ma–pe klo 9–16.")
    answered_sv: Text = Field("mån–fre kl. 9–16", description="When requests are answered, in Swedish: mån–fre kl. 9–16.")
    answered_en: Text = Field("Mon–Fri 9–16", description="When requests are answered, in English: Mon–Fri 9–16.")
    second_approval_chats: int = Field(
        20, ge=1, description="A notice to more chats than this goes when a second manager agrees; a huge number means never."
    )


class Privacy(Section):
    """How long things stay. None of them can be for ever: a period that is zero or left open is refused."""

    sign_ups_days: int = Field(30, ge=1, description="Days after an event until its sign-ups become numbers; at least 1.")
    nicknames_days: int = Field(
        7, ge=1, description="Days after an event until it is forgotten who signed up whom, with nicknames; at least 1."
    )
    drafts_hours: int = Field(48, ge=1, description="Hours until something begun and never finished is dropped; at least 1.")
    outbox_days: int = Field(7, ge=1, description="Days until the record of a message that was sent or failed is dropped; at least 1.")
    handled_updates_hours: int = Field(
        48, ge=25, description="Hours the numbers of handled updates are kept; at least 25, as Telegram repeats updates for 24."
    )
    consents_days: int = Field(
        365, ge=1, description="Days the log keeps what somebody agreed to after it was withdrawn or replaced; at least 1."
    )
    audit_days: int = Field(365, ge=1, description="Days the log keeps who gave or took a role and what else managers did; at least 1.")
    inactive_months: int = Field(12, ge=1, description="Full months without any activity until somebody is told; at least 1.")
    inactive_notice_days: int = Field(30, ge=1, description="Days from then until they are erased, unless they act; at least 1.")
    left_houses_days: int = Field(
        30, ge=1, description="Days until a house is erased after the bot was removed from its groups; at least 1."
    )
    waiting_houses_days: int = Field(
        90, ge=1, description="Days until a house from a list is erased to which no group and no neighbour came; at least 1."
    )
    closed_requests_days: int = Field(
        14, ge=1, description="Days after a request that followed a notice was done until it is erased; at least 1."
    )
    requests_days: int = Field(60, ge=1, description="Days after which such a request is erased even if it was never done; at least 1.")
    erased_key_file: Path = Field(
        Path("data/erased.key"),
        description="The file of the key that hides who was erased; it is made at the first start, outside the database.",
    )


class Web(Section):
    """The bot's own small web server: whether it is well, and calendar feeds."""

    enabled: bool = Field(True, description="true or false: whether the web server runs.")
    host: Text = Field("127.0.0.1", description="Where it listens: 127.0.0.1 is this machine alone, 0.0.0.0 is everywhere.")
    port: int = Field(8081, ge=0, le=65535, description="The port, 1 to 65535; 0 takes any free one.")
    public_url: Address | None = Field(
        None,
        description="The https address by which the internet reaches this web server; without it, no calendar feeds and no boards.",
    )


class Clock(Section):
    """Which time it is."""

    follow: Address | None = Field(None, description="The address of a playground whose clock the bot follows; leave it out otherwise.")


class Logging(Section):
    """What the bot writes about itself. It never holds names or texts."""

    level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much: debug, info, warning or error.")
    format: Literal["console", "json"] = Field("console", description="For people (console) or for programs (json).")


class Settings(BaseSettings):
    """Everything that can be set, by section."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter=DELIMITER, env_ignore_empty=True)

    telegram: Telegram
    database: Database = Database()
    controller: Controller
    houses: Houses = Houses()
    announcements: Announcements = Announcements()
    privacy: Privacy = Privacy()
    web: Web = Web()
    clock: Clock = Clock()
    logging: Logging = Logging()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load_settings` hands over: making a `Settings` reads no file and no environment."""
        return (init_settings,)


def load_settings(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """The settings of the file at `path` (None: no file), overridden by the `TALKOOT_…` variables of `environ`.

    Raises: SettingsError with everything that is wrong, at once.
    """
    values: dict[str, Any] = {section: {} for section in Settings.model_fields}
    problems = _wrong_variables(environ)
    for source in (_file_values(path), _Environment(environ)()):
        for section, given in source.items():
            if isinstance(given, Mapping) and isinstance(values.get(section), dict):
                values[section].update(given)
            elif isinstance(values.get(section, {}), dict):  # What is no section in the file stays, to be refused.
                values[section] = given
    try:
        settings = Settings(**values)
    except ValidationError as error:
        problems += [_sentence(wrong["loc"], wrong["type"], wrong["msg"]) for wrong in error.errors(include_input=False, include_url=False)]
    if problems:
        raise SettingsError(problems)
    return settings


def every_setting() -> Iterator[tuple[str, FieldInfo]]:
    """Every setting's name, as in `telegram.token`, with its declaration."""
    for section, declared in Settings.model_fields.items():
        assert isinstance(declared.annotation, type)
        assert issubclass(declared.annotation, Section)
        for name, field in declared.annotation.model_fields.items():
            yield f"{section}.{name}", field


def variable_of(setting: str) -> str:
    """The environment variable of a setting: `telegram.token` → `TALKOOT_TELEGRAM__TOKEN`."""
    return PREFIX + setting.upper().replace(".", DELIMITER)


def _file_values(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError([f"{path} is not there. Copy config.example.toml to {path} and fill it in."]) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SettingsError([f"{path} cannot be read: {reason}."]) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([f'{path} is not valid TOML: {error}. Texts need quotation marks, as in name = "…".']) from None


class _Environment(EnvSettingsSource):
    """The variables handed over instead of those of the process."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        known = [variable_of(setting) for setting, _ in every_setting()]
        self._environ = {name.lower(): environ[name] for name in known if environ.get(name)}
        super().__init__(Settings)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return self._environ


def _wrong_variables(environ: Mapping[str, str]) -> list[str]:
    # Only names with two underscores are surely meant for us: Kubernetes sets TALKOOT_PORT for a service called talkoot.
    known = [variable_of(setting) for setting, _ in every_setting()]
    with_one_underscore = {variable.replace(DELIMITER, "_"): variable for variable in known}
    problems = []
    for name in sorted(environ):
        if name.startswith(PREFIX) and DELIMITER in name and name not in known:
            problems.append(f"{name} is not a setting{_did_you_mean(name, known)}")
        elif name in with_one_underscore:
            problems.append(f"{name} is not a setting. It is written {with_one_underscore[name]}, with two underscores after the section.")
    return problems


_WHOLE_NUMBER = "must be a whole number"
_PLAIN_WORDS = {
    "missing": "is missing",
    "string_too_short": "is empty",
    "string_type": "must be a text in quotation marks",
    "int_parsing": _WHOLE_NUMBER,
    "int_type": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_pattern_mismatch": "is not written in the expected way",
}


def _sentence(place: tuple[int | str, ...], kind: str, message: str) -> str:
    setting = ".".join(str(part) for part in place[:2])
    declared = dict(every_setting())
    if kind == "extra_forbidden":
        return f"{setting} is not a setting{_did_you_mean(setting, [*declared, *Settings.model_fields])}"
    if setting not in declared:
        return f"{setting} must be a section: write [{setting}] on a line of its own and its settings below."
    said = message.removeprefix("Value error, ").replace("Input should be", "must be")
    return f"{setting} {_PLAIN_WORDS.get(kind, said)}. {declared[setting].description} In the environment it is {variable_of(setting)}."


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f". Did you mean {close[0]}?" if close else "."
