"""What the one who runs the bot decides, and what they are told when it is wrong."""

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Houses, Privacy, Settings, SettingsError, every_setting, load_settings, variable_of
from bot.texts import LANGUAGES

EXAMPLE = Path(__file__).resolve().parents[2] / "config.example.toml"
ENOUGH = {
    "TALKOOT_TELEGRAM__TOKEN": "123456:ABC-def_1",
    "TALKOOT_CONTROLLER__NAME": "As Oy Esimerkki",
    "TALKOOT_CONTROLLER__CONTACT": "hallitus@example.org",
}


def problems(path, environ):
    with pytest.raises(SettingsError) as refused:
        load_settings(path, environ)
    return refused.value.problems


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_three_settings_are_enough_and_the_rest_has_defaults():
    settings = load_settings(None, ENOUGH)
    assert settings.telegram.token.get_secret_value() == "123456:ABC-def_1"
    assert settings.telegram.api_url == "https://api.telegram.org"
    assert settings.database.url == "sqlite:///data/talkoot.sqlite3"
    assert settings.privacy.sign_ups_days == 30
    assert settings.clock.follow is None


def test_the_environment_wins_over_the_file(file):
    path = file('[web]\nport = 9000\nhost = "0.0.0.0"\n')
    settings = load_settings(path, {**ENOUGH, "TALKOOT_WEB__PORT": "0", "TALKOOT_TELEGRAM__ADMIN_CHAT": "-1001"})
    assert (settings.web.port, settings.web.host, settings.telegram.admin_chat) == (0, "0.0.0.0", -1001)


def test_an_empty_variable_does_not_override(file):
    path = file("[web]\nport = 9000\n")
    assert load_settings(path, {**ENOUGH, "TALKOOT_WEB__PORT": ""}).web.port == 9000


def test_making_settings_reads_neither_file_nor_environment(monkeypatch):
    for name, value in ENOUGH.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()


def test_settings_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        load_settings(None, ENOUGH).web.port = 1


def test_without_a_controller_nothing_starts_and_the_fields_are_named():
    told = problems(None, {"TALKOOT_TELEGRAM__TOKEN": "1:a"})
    assert [problem.split(" ")[0] for problem in told] == ["controller.name", "controller.contact"]
    assert "TALKOOT_CONTROLLER__NAME" in told[0]


def test_an_empty_controller_is_no_controller():
    told = problems(None, {**ENOUGH, "TALKOOT_CONTROLLER__NAME": "   "})
    assert told[0].startswith("controller.name is empty.")


PERIODS = [name for name, field in Privacy.model_fields.items() if field.annotation is int]


@pytest.mark.parametrize("name", PERIODS)
@pytest.mark.parametrize("value", ["0", "-1", '"none"', '""', "0.5", "inf"])
def test_a_period_of_zero_or_none_is_refused_by_name(name, value, file):
    told = problems(file(f"[privacy]\n{name} = {value}\n"), ENOUGH)
    assert len(told) == 1
    assert told[0].startswith(f"privacy.{name} must be")
    assert "at least" in told[0]


def test_everything_that_is_wrong_is_told_at_once(file):
    path = file(
        """
        [telegram]
        token = "not a token"
        api_url = "api.telegram.org"
        pol_timeout = 5
        [houses]
        time_zone = "Mars/Olympus"
        quiet_from = 24
        language = "de"
        country = "Finland"
        [database]
        url = "mysql://localhost/talkoot"
        [weather]
        sunny = true
        """
    )
    environ = {"TALKOOT_LOGGING__LEVEL": "loud", "TALKOOT_WEB__PROT": "1", "TALKOOT_WEB__ENABLED": "perhaps"}
    told = "\n".join(problems(path, environ))
    for part in (
        "telegram.token does not look like a token",
        "telegram.api_url must start with https://",
        "telegram.pol_timeout is not a setting. Did you mean telegram.poll_timeout?",
        "houses.time_zone is not a known time zone",
        "houses.quiet_from must be less than or equal to 23",
        "houses.language must be 'fi', 'sv' or 'en'",
        "houses.country is not written in the expected way",
        "database.url must be sqlite:///",
        "weather is not a setting.",
        "logging.level must be 'debug', 'info', 'warning' or 'error'",
        "TALKOOT_WEB__PROT is not a setting. Did you mean TALKOOT_WEB__PORT?",
        "web.enabled must be true or false",
        "controller.name is missing",
        "controller.contact is missing",
    ):
        assert part in told
    assert len(told.splitlines()) == 14


def test_a_token_is_never_in_an_error_or_a_representation(file):
    assert "sikrit" not in "\n".join(problems(file('[telegram]\ntoken = "sikrit sikrit"\n'), {}))
    assert "ABC-def" not in repr(load_settings(None, ENOUGH))
    with_password = {**ENOUGH, "TALKOOT_DATABASE__URL": "postgresql://talkoot:sikrit@db/talkoot"}
    assert "sikrit" not in repr(load_settings(None, with_password))


def test_one_underscore_too_few_is_explained_and_foreign_variables_are_left_alone():
    told = problems(None, {**ENOUGH, "TALKOOT_TELEGRAM_TOKEN": "1:a", "TALKOOT_PORT": "tcp://10.0.0.1:80", "HOME": "/"})
    assert told == [
        "TALKOOT_TELEGRAM_TOKEN is not a setting. It is written TALKOOT_TELEGRAM__TOKEN, with two underscores after the section."
    ]


def test_a_file_that_is_not_there_says_how_to_make_it(tmp_path):
    told = problems(tmp_path / "config.toml", {})
    assert len(told) == 1
    assert "Copy config.example.toml" in told[0]


def test_a_file_that_is_no_toml_says_where(file):
    told = problems(file("[telegram]\ntoken = 123:abc\n"), {})
    assert len(told) == 1
    assert "line 2" in told[0]


def test_a_section_written_as_a_value_is_explained(file):
    assert any(problem.startswith("controller must be a section") for problem in problems(file('controller = "me"\n'), ENOUGH))


def test_the_example_asks_for_exactly_what_has_no_default():
    named = [problem.split(" ")[0] for problem in problems(EXAMPLE, {})]
    assert named == ["telegram.token", "controller.name", "controller.contact"]
    assert load_settings(EXAMPLE, ENOUGH) == load_settings(None, ENOUGH)


def test_the_example_names_every_setting_with_its_default():
    shown = tomllib.loads(re.sub(r"^#(?=\w+ = )", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert {f"{section}.{name}" for section, settings in shown.items() for name in settings} == {name for name, _ in every_setting()}
    for setting, declared in every_setting():
        section, name = setting.split(".")
        if not declared.is_required() and declared.default is not None:
            assert shown[section][name] == type(shown[section][name])(declared.default), setting


def test_every_setting_tells_what_to_do():
    for setting, declared in every_setting():
        assert declared.description
        assert declared.description.endswith("."), setting
    assert variable_of("telegram.token") == "TALKOOT_TELEGRAM__TOKEN"


def test_a_house_can_speak_every_language_we_have():
    assert [Houses(language=language).language for language in LANGUAGES] == list(LANGUAGES)
