"""The texts in the code against the catalogues; `uv run python -m tests.catalogues` brings the catalogues up to date."""

import logging
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from bot.texts import DOMAIN, LANGUAGES, SOURCE_LANGUAGE, catalogue_path, locales_folder

ROOT = Path(__file__).resolve().parent.parent

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "later": None,
    "say": None,
    "say_as": ((1, "c"), 2),
    "count": (1, 2),
    "html": None,
    "html_as": ((1, "c"), 2),
    "count_html": (1, 2),
    "both": None,
    "both_as": ((1, "c"), 2),
}
"""What marks a text: gettext's own names and those of `bot.texts.Texts`."""

COMMENT = "Translators:"
"""A comment that starts with this goes into the catalogues, above the text that follows it."""


def translated_languages() -> list[str]:
    """Every language that needs a catalogue."""
    return [language for language in LANGUAGES if language != SOURCE_LANGUAGE]


def texts_in_the_code() -> Catalog:
    """Every text that the code marks for translation, with the files it stands in."""
    with (locales_folder() / "babel.cfg").open() as configuration:
        mapping, options = parse_mapping_cfg(configuration)
    found = Catalog(domain=DOMAIN, project="Talkoot", charset="utf-8")
    for top in sorted(path for path, _ in mapping):
        package = top.split("/")[0]
        for name, line, message, comments, context in extract_from_dir(
            ROOT / package, [("**.py", "python")], options, keywords=KEYWORDS, comment_tags=[COMMENT], strip_comment_tags=True
        ):
            found.add(message, locations=[(f"{package}/{name}", line)], auto_comments=comments, context=context)
    return found


def catalogue_of(language: str) -> Catalog:
    """The catalogue of a language as it is in the repository."""
    with catalogue_path(locales_folder(), language).open("rb") as source:
        return read_po(source, locale=language, domain=DOMAIN, abort_invalid=True)


def refresh() -> None:
    """Add what is new in the code to every catalogue and drop what is gone; translations that are there stay untouched."""
    wanted = texts_in_the_code()
    for language in translated_languages():
        catalogue = catalogue_of(language)
        # A guess from a similar text would look translated and say something else.
        catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        catalogue.msgid_bugs_address = "the project's list of issues"
        with catalogue_path(locales_folder(), language).open("wb") as target:
            write_po(target, catalogue, width=120, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
        missing = sum(1 for message in catalogue if message.id and not _translated(message))
        logging.getLogger(__name__).info("%s: %d texts, %d to translate", language, len(catalogue), missing)


def _translated(message: Message) -> bool:
    # A new text has no string at all yet, a new plural a tuple of empty ones.
    string = message.string
    return bool(string) and (isinstance(string, str) or all(string))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    refresh()
