"""What the bot says, in the language of the one who reads it: gettext catalogues and the one place where values enter a text.

English stands in the code and is the message id. `say` is for plain text (pop-ups, button labels), `html` for messages sent with
Telegram's HTML parse mode; only the latter escapes its values, and it escapes all of them except those that are `Html` already.
"""

import gettext
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("fi", "sv", "en")
SOURCE_LANGUAGE = "en"
DOMAIN = "talkoot"


_TAG = re.compile(r"<[^<>]*>")


class Html(str):
    """Text that is Telegram HTML already: `Texts.html` puts it into another text as it is."""

    __slots__ = ()


def later(message: str) -> str:
    """Mark a text of a table for the catalogues; it is translated where it is shown, with `say` or `html`."""
    return message


def language_of(code: str | None) -> str:
    """The language we speak to somebody whose client says `code` (IETF, as in `fi-FI`); what we do not have, and None, is English."""
    language = (code or "").replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else SOURCE_LANGUAGE


def locales_folder() -> Path:
    """Where the catalogues lie: beside the packages, in a checkout and in an installed wheel alike."""
    return Path(__file__).resolve().parent.parent / "locales"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language. A text without a translation is shown in English.

    Values are named (`{when}`) and given as keyword arguments; a name the text asks for and the caller forgot is a KeyError.
    """

    language: str
    translations: gettext.NullTranslations

    def gettext(self, message: str) -> str:
        """The translation as it stands, nothing filled in."""
        return self.translations.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The form for `n`, nothing filled in."""
        return self.translations.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """The translation of a word that is ambiguous without `context`, nothing filled in."""
        return self.translations.pgettext(context, message)

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """The form for `n` of a text that is ambiguous without `context`, nothing filled in."""
        return self.translations.npgettext(context, singular, plural, n)

    def say(self, message: str, /, **values: object) -> str:
        """Plain text: for pop-ups, buttons and pages that escape by themselves. Nothing is escaped."""
        return _filled(self.gettext(message), values)

    def say_as(self, context: str, message: str, /, **values: object) -> str:
        """`say` for a word that means different things, as in `say_as("button", "Open")`."""
        return _filled(self.pgettext(context, message), values)

    def count(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """Plain text that depends on a number, which is there as `{n}`."""
        return _filled(self.ngettext(singular, plural, n), {**values, "n": n})

    def html(self, message: str, /, **values: object) -> Html:
        """Telegram HTML: the text's own tags stay, every value is escaped unless it is `Html`."""
        return Html(_filled(self.gettext(message), _escaped(values)))

    def html_as(self, context: str, message: str, /, **values: object) -> Html:
        """`html` for a text that is ambiguous without `context`."""
        return Html(_filled(self.pgettext(context, message), _escaped(values)))

    def count_html(self, singular: str, plural: str, n: int, /, **values: object) -> Html:
        """Telegram HTML that depends on a number, which is there as `{n}`."""
        return Html(_filled(self.ngettext(singular, plural, n), {**_escaped(values), "n": n}))


@dataclass(frozen=True, slots=True)
class Catalogues:
    """The texts of every language, loaded once at composition."""

    by_language: Mapping[str, Texts]

    @classmethod
    def load(cls, folder: Path | None = None) -> "Catalogues":
        """Read `<folder>/<language>/LC_MESSAGES/talkoot.po` of every language but English.

        Raises: FileNotFoundError when a language has no catalogue, ValueError when one cannot be parsed.
        """
        folder = folder or locales_folder()
        loaded = {SOURCE_LANGUAGE: Texts(SOURCE_LANGUAGE, gettext.NullTranslations())}
        for language in LANGUAGES:
            if language != SOURCE_LANGUAGE:
                loaded[language] = Texts(language, _translations(catalogue_path(folder, language), language))
        return cls(loaded)

    def texts(self, code: str | None) -> Texts:
        """The texts for somebody whose client says `code`, English for a language we do not have."""
        return self.by_language[language_of(code)]


def catalogue_path(folder: Path, language: str) -> Path:
    """The catalogue of `language` in a folder of catalogues, in gettext's usual layout."""
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def escape(value: object) -> Html:
    """One value as Telegram HTML; quotes stay, as values never stand inside a tag. `Html` comes back unchanged."""
    return value if isinstance(value, Html) else Html(html.escape(str(value), quote=False))


def without_markup(text: str) -> str:
    """What a text in Telegram's HTML says, as plain text."""
    return html.unescape(_TAG.sub("", text))


@cache  # whoever composes the bot twice in a process (the tests do, hundreds of times) reads each catalogue once
def _translations(path: Path, language: str) -> gettext.GNUTranslations:
    # Compiled in memory: a binary .mo in the repository would be one more thing to forget to refresh.
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language, domain=DOMAIN, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _escaped(values: Mapping[str, object]) -> dict[str, object]:
    # Numbers stay numbers, so that a text may say {share:.0%}.
    return {name: value if isinstance(value, int | float) else escape(value) for name, value in values.items()}


def _filled(text: str, values: Mapping[str, object]) -> str:
    return text.format_map(values) if values else text
