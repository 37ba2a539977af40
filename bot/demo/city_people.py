"""The demo's city: an area of forty houses as its manager would paste them, their groups, and who lives there. Always the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.demo.residents import FAMILIES, Resident
from community.house_lines import HouseLine, read_house

AREA = "Merikylä · Sjöby"

_FINNISH = "Kaskikuja Niittytie Lokkikuja Tyrskytie Majakkatie Pihlajakuja Satamatie Telakkakuja Ulappatie"
_SWEDISH = "Björkgränden Fiskarvägen"
LINES = (
    *(f"{street} {number}; suomi; {'vuokra' if number == 4 else 'omistus'}" for street in _FINNISH.split() for number in (1, 2, 4)),
    *(f"{street} {number}; svenska; {'hyreshus' if number == 7 else 'husbolag'}" for street in _SWEDISH.split() for number in (1, 3, 5, 7)),
    *(f"Rantatori {number} · Strandtorget {number}; suomi, svenska" for number in (1, 2, 3)),
    "Strandtorget 4 · Rantatori 4; svenska, suomi",
    "Campus House 6; English; rented",
)
"""27 in Finnish, eight in Swedish, four in both, one in English."""

SECOND = {0: "lapsiperheet", 6: "autopaikat", 13: "taloyhtiön hallitus", 28: "barnfamiljer", 36: "piha · gård", 39: "bikes"}
"""Houses with another group beside their own, and what it is about."""

FORUM, TOPICS = 3, ("Tiedotteet", "Talkoot", "Myydään ja annetaan")
REMOVED, MUTED, MIGRATED = 7, 12, 18
"""A house whose group talks in topics; whose group put the bot out; where it may not write; whose group became a supergroup."""

SMALLEST, SPREAD, STRIDE = 15, 17, 5
"""How many live in a house: not everywhere as many, about 900 in all."""

JOINED, SHY = 4, 4
"""So many of a house have joined the bot; in every so-manieth house one less."""

ONE_ADMIN = 8
"""In every so-manieth house nobody but the founder administers the group."""

BOARDED, ACTIVE, UP_LATE = 3, 2, 10
"""Every so-manieth house has its board with the bot, an activist, quiet hours of its own."""

FOREIGN = 7
"""Every so-manieth resident speaks English with the bot."""

MANAGERS = (
    Resident("Henna", "fi", "(yhteisömanageri)", "Henna, yhteisömanageri"),
    Resident("Mikael", "sv", "(gemenskapskoordinator)", "Mikael, gemenskapskoordinator"),
)
EVERYWHERE = Resident("Marjatta", "fi", "K.", "Marjatta Kivinen")
"""She lives in the first house, rents out in the second, and looks after her mother in the third."""

HERS = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Home:
    """A house of the city: its line as it was understood, and its residents; the first two founded its group."""

    number: int
    line: HouseLine
    residents: tuple[Resident, ...]

    @property
    def admins(self) -> int:
        """How many administer its group."""
        return 1 if self.number % ONE_ADMIN == ONE_ADMIN - 1 else 2

    @property
    def has_board(self) -> bool:
        """Whether its board has come in: the two founders."""
        return self.number % BOARDED == 0

    @property
    def has_activist(self) -> bool:
        """Whether the third resident announces things."""
        return self.number % ACTIVE == 0

    @property
    def is_up_late(self) -> bool:
        """Whether its quiet hours are other ones than the bot's."""
        return self.number % UP_LATE == UP_LATE - 1


def homes() -> Iterator[Home]:
    """The forty houses."""
    for number, line in enumerate(LINES):
        house = read_house(line)
        size = SMALLEST + number * STRIDE % SPREAD
        yield Home(number, house, tuple(_resident(number, seat, house.languages) for seat in range(size)))


def _resident(house: int, seat: int, languages: tuple[str, ...]) -> Resident:
    language = "en" if seat % FOREIGN == FOREIGN - 1 else languages[seat % len(languages)]
    surnames, firsts = (words.split() for words in FAMILIES[language])
    first, surname = firsts[(house + 4 * seat) % len(firsts)], surnames[(5 * house + seat) % len(surnames)]
    joined = seat < JOINED - (house % SHY == SHY - 1)
    return Resident(first, language, f"{surname[0]}.", f"{first} {surname}" if joined else None, joined)
