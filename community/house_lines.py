"""A house in one line: its name, and in any order the languages it speaks and whose it is. Only the name is needed."""

from dataclasses import dataclass

import regex

from bot.names import clean_line
from community.refusals import Refused
from storage.places import Tenure

LONGEST_NAME = 60

MOST_LANGUAGES = 2
"""As many as a card holds side by side."""

_LINES = regex.compile(r"[\n\r\v\f\u0085\u2028\u2029]+")
_FIELDS = regex.compile(r"[;\t|]")
_WORDS = regex.compile(r"[\s,/+&]+")
_BULLET = regex.compile(r"^\s*(?:[-–—•*·]|\d{1,3}[.)])\s+")

_LANGUAGES = {
    "fi": ("fi", "suomi", "suomeksi", "finska", "finnish"),
    "sv": ("sv", "ruotsi", "ruotsiksi", "svenska", "swedish"),
    "en": ("en", "englanti", "englanniksi", "engelska", "english"),
}
_TENURES = {
    Tenure.OWNED: (
        *("owned", "owner", "omistus", "omistustalo", "omistusasunto", "omistusasunnot", "taloyhtiö"),
        *("ägd", "ägt", "ägda", "ägarbostad", "ägarbostäder", "bostadsrätt", "bostadsaktiebolag", "husbolag"),
    ),
    Tenure.RENTED: (
        *("rented", "rental", "rent", "vuokra", "vuokrattu", "vuokratalo", "vuokra-asunto", "vuokra-asunnot"),
        *("hyrd", "hyrt", "hyrda", "hyra", "hyres", "hyreshus", "hyresrätt", "hyresbostad", "hyresbostäder"),
    ),
}
_FILLERS = frozenset(("ja", "och", "and"))

LANGUAGE_OF = {word: code for code, words in _LANGUAGES.items() for word in words}
TENURE_OF = {word: tenure for tenure, words in _TENURES.items() for word in words}


@dataclass(frozen=True, slots=True)
class HouseLine:
    """What a line says of a house. Without languages it speaks the bot's own; `tenure` is None where nothing was said."""

    name: str
    languages: tuple[str, ...] = ()
    tenure: Tenure | None = None


def lines_of(text: str) -> list[str]:
    """The lines somebody pasted, without empty ones and bullets."""
    lines = (_BULLET.sub("", line).strip() for line in _LINES.split(text))
    return [line for line in lines if line]


def read_house(line: str) -> HouseLine:
    """Understand a line.

    Raises: Refused (house-no-name, house-name-too-long, house-unknown-word, house-many-languages, house-two-tenures).
    """
    head, *fields = _FIELDS.split(line)
    name = clean_line(head, longest=len(head) or 1)
    if name is None:
        raise Refused("house-no-name")
    if len(name) > LONGEST_NAME:
        raise Refused("house-name-too-long", over=len(name) - LONGEST_NAME, most=LONGEST_NAME)
    words = [word for field in fields for word in _WORDS.split(field.casefold()) if word and word not in _FILLERS]
    for word in words:
        if word not in LANGUAGE_OF and word not in TENURE_OF:
            raise Refused("house-unknown-word", word=clean_line(word, longest=20) or "?")
    languages = tuple(dict.fromkeys(LANGUAGE_OF[word] for word in words if word in LANGUAGE_OF))
    if len(languages) > MOST_LANGUAGES:
        raise Refused("house-many-languages", most=MOST_LANGUAGES)
    tenures = {TENURE_OF[word] for word in words if word in TENURE_OF}
    if len(tenures) > 1:
        raise Refused("house-two-tenures")
    return HouseLine(name, languages, next(iter(tenures), None))


def name_in(line: str) -> str:
    """What the name in a line has in common with other ways of writing it, also where the line can't be read for something else."""
    return same_name(_FIELDS.split(line)[0])


def same_name(name: str) -> str:
    """What two ways of writing the name of a house have in common."""
    return " ".join(name.casefold().split())
