"""Every text of the page exists in every language of the page, with the same variables."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from playground.pages import DOMAIN, FILES, LOCALES

KEYWORDS = {"t": None, "tn": (1, 2)}
LANGUAGES = sorted(path.parent.parent.name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
VARIABLE = re.compile(r"\{\w+\}")
REFRESH = "the commands in locales/babel-playground.cfg bring it up to date"


def texts_of_the_page() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(FILES, method_map=[("**.js", "javascript")], keywords=KEYWORDS)
    return {text if isinstance(text, str) else tuple(text) for _, _, text, _, _ in found}


def entries(catalogue: Catalog) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for message in catalogue:
        if message.id:
            yield forms(message.id), forms(message.string)


def forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.fixture(params=LANGUAGES)
def catalogue(request) -> Catalog:
    with (LOCALES / request.param / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as source:
        return read_po(source, locale=request.param, domain=DOMAIN)


def test_the_page_speaks_finnish_and_swedish():
    assert LANGUAGES == ["fi", "sv"]


def test_every_text_is_translated_and_nothing_else_is(catalogue):
    wanted = {forms(text) for text in texts_of_the_page()}
    translated = {text for text, translation in entries(catalogue) if all(form.strip() for form in translation)}
    assert wanted == translated, REFRESH
    assert not [message.id for message in catalogue if message.fuzzy]


def test_every_translation_has_the_variables_of_its_text(catalogue):
    for text, translation in entries(catalogue):
        for form in translation:
            assert set(VARIABLE.findall(form)) == set(VARIABLE.findall(text[-1])), form


def test_every_plural_has_the_forms_of_its_language(catalogue):
    for text, translation in entries(catalogue):
        assert len(translation) == (catalogue.num_plurals if len(text) > 1 else 1)
