"""The privacy papers keep up with the program: its tables, its periods, its commands and its notice."""

import re
from pathlib import Path

import pytest

from bot.settings import Privacy, every_setting
from bot.texts import LANGUAGES
from community.notice import NOTICE_VERSION
from handlers.features import FEATURES
from handlers.views.notice import CHANGES, full
from handlers.views.privacy import TABLES
from storage.personal import PERSONAL
from tests.handlers.showing import reader

ROOT = Path(__file__).resolve().parent.parent
PAPERS = sorted((ROOT / "docs" / "privacy").glob("*.md"))
RECORD = ROOT / "docs" / "privacy" / "record-of-processing.md"
PAGE = ROOT / "docs" / "privacy.md"
NOTICES = [ROOT / "docs" / "privacy" / f"notice.{language}.md" for language in LANGUAGES]
PERIODS = {name: field.default for name, field in Privacy.model_fields.items() if field.annotation is int}
ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)
SETTING = re.compile(r"\{([^{}]+)\}")
SAID = re.compile(r"(\d+) (?:hours|days|months)[^|().]*\(`privacy\.(\w+)`\)")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [RECORD, PAGE], ids=lambda path: path.stem)
def test_exactly_the_tables_that_hold_people_are_listed(path: Path) -> None:
    assert sorted(ROW.findall(read(path))) == sorted(each.table for each in PERSONAL)


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_what_stands_in_braces_is_a_setting(path: Path) -> None:
    assert set(SETTING.findall(read(path))) <= {name for name, _ in every_setting()}


@pytest.mark.parametrize("path", [*NOTICES, RECORD, PAGE], ids=lambda path: path.stem)
def test_every_period_is_told(path: Path) -> None:
    missing = [name for name in PERIODS if f"privacy.{name}" not in read(path)]
    assert not missing


def test_my_data_has_words_for_every_table_that_holds_people() -> None:
    assert set(TABLES) == {each.table for each in PERSONAL}


def test_the_periods_the_page_names_hold_without_settings() -> None:
    said = SAID.findall(read(PAGE))
    assert len(said) >= 5
    assert [(name, int(number)) for number, name in said] == [(name, PERIODS[name]) for _, name in said]


def test_the_periods_of_the_declaration_hold_without_settings() -> None:
    said = {int(number) for each in PERSONAL for number in re.findall(r"\d+", each.kept)}
    assert said <= {*PERIODS.values()}


def test_a_notice_names_the_controller_the_officer_and_the_authority() -> None:
    for path in NOTICES:
        assert {f"controller.{name}" for name in ("name", "contact", "data_protection_officer", "supervisory_authority")} <= {
            *SETTING.findall(read(path))
        }


def test_the_notice_says_as_much_in_every_language() -> None:
    shapes = [[line[0] for line in read(path).splitlines() if line.startswith(("#", "|", "-"))] for path in NOTICES]
    assert shapes[0] == shapes[1] == shapes[2]
    articles = [sorted(re.findall(r"\d+", re.sub(r"\{.*?\}", "", read(path)))) for path in NOTICES]
    assert articles[0] == articles[1] == articles[2]


def test_the_notice_is_of_the_version_that_the_bot_shows() -> None:
    assert all(f" [{NOTICE_VERSION}], [" in read(path) for path in NOTICES)


def test_the_commands_a_notice_names_exist_in_its_language() -> None:
    known = [names for feature in FEATURES for names in feature.commands]
    for language, path in zip(LANGUAGES, NOTICES, strict=True):
        for command in re.findall(r"`/(\w+)`", read(path)):
            (names,) = [names for names in known if command in names]
            assert names.index(command) == {"en": 0, "fi": 1, "sv": 2}[language]


def test_every_version_of_the_notice_says_what_is_new() -> None:
    assert sorted(CHANGES) == list(range(1, NOTICE_VERSION + 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bot_s_own_notice_tells_the_periods_of_the_settings(language: str) -> None:
    shown = reader(language)
    text = full(shown).text
    kept = shown.privacy
    for days in (kept.sign_ups_days, kept.inactive_months, kept.inactive_notice_days, kept.left_houses_days, kept.consents_days):
        assert str(days) in text
