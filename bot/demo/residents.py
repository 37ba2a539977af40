"""Who lives in the demo's house of forty flats: names of every sort that a name can be, and in number those of an ordinary house."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.texts import language_of
from community import mondays
from community.notice import NOTICE_VERSION
from community.people import Presser, take_in
from community.quiet import HouseRules
from storage import people
from storage.engine import Connection
from storage.people import Person

FLATS, IN_A_FLAT = 40, 5
CHOOSES_A_NAME = 5
"""Every so-manieth of the many has joined and told the bot a name."""

BLANK = "\u3164"
"""A letter that shows as nothing: Telegram takes it for a first name."""


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody as Telegram shows them, and the name they told the bot, if they have joined and told one."""

    first: str
    language: str
    last: str | None = None
    name: str | None = None
    joined: bool = True

    def as_user(self, ref: str) -> dict[str, Any]:
        """For an import into the playground."""
        return {"ref": ref, "first_name": self.first, "last_name": self.last, "language_code": self.language, "started": self.joined}

    def take_in(self, db: Connection, number: int, houses: tuple[int, ...], rules: HouseRules, now: datetime) -> Person:
        """They join houses, and tell the bot the name they want to have; `number` is Telegram's."""
        person = take_in(db, Presser(number, language_of(self.language), mark=""), NOTICE_VERSION, now)
        for house in houses:
            people.join(db, person.id, house, now)
        people.change_person(db, person.id, name=self.name)
        mondays.plan(db, person, rules, now)
        return person


ACTIVIST = Resident("Eeva", "fi", "Lehtonen", "Eeva L.")
BOARD = Resident("Göran", "sv", "Söderström", "Göran Söderström")
WITHOUT_PHONE = ("Kerttu A 2", "Rouva Öhman-Ståhlberg, C-rappu, 3. kerros", "חנה")
"""Nicknames of neighbours whom the activist has signed up."""

ODD = (
    Resident("Maximiliane Katharina Theodora", "de", "von Wolkenstein-Sonnenberg zu Hohenfels", "Maximiliane Katharina Theodora v. W.-S."),
    Resident("محمد عبد الرحمن", "ar", "السعيد", "محمد السعيد"),
    Resident("נועה", "he", "לוי-אברהמי", "נועה (B 14)"),
    Resident("🌸🐝", "sv", None, "🌸🐝"),
    Resident("Zoë 👩‍👩‍👧‍👦", "en", "& co", "Zoë 👩‍👩‍👧‍👦 & co"),
    Resident(BLANK, "fi", None, None),
    Resident("ᵛᵉⁱᵏᵏᵒ", "fi", None, None, joined=False),
    Resident("Nguyễn", "vi", "Thị Ánh Dương", "Nguyễn Thị Ánh Dương"),
    Resident("Дарья", "ru", "Соколова", "Дарья"),
    Resident("<b>Ville</b>", "fi", "& Kumpp. Oy", "<b>Ville</b> & Kumpp."),
)
"""Long, from right to left, of pictures alone, of nothing that can be seen, of letters that look like others, like markup."""

FAMILIES = {
    "fi": (
        "Aalto Eskola Hakala Heikkinen Hiltunen Järvinen Kallio Karjalainen Koskinen Laine Lahtinen Leino Mäkelä Nieminen Niskanen"
        " Ojala Peltola Rantanen Saarinen Salmi Tuominen Uusitalo Virtanen Väisänen",
        "Aada Eino Helmi Ilmari Kaarina Lauri Mirja Niilo Oona Pentti Raija Seppo Tuula Urho Venla",
    ),
    "sv": ("Ahlroos Backman Ekholm Fagerlund Holm Lindqvist Nyström Sandberg", "Anders Birgitta Carl Disa Emil Fredrika Gunnel Harry"),
    "en": ("Adeyemi Chowdhury Fernández Haddad Kovač Okafor Reyes Tanaka", "Amina Ben Chidi Divya Elena Farid Gloria Hugo"),
}
"""Surnames, and first names, by the language the family speaks with the bot."""


def many() -> Iterator[Resident]:
    """The others, flat by flat, five to each; always the same."""
    flats = [(language, surname, firsts.split()) for language, (surnames, firsts) in FAMILIES.items() for surname in surnames.split()]
    number = 0
    for flat, (language, surname, firsts) in enumerate(flats[:FLATS]):
        for seat in range(IN_A_FLAT):
            first, joined = firsts[(3 * flat + seat) % len(firsts)], number % CHOOSES_A_NAME == 0
            yield Resident(first, language, f"{surname[0]}.", f"{first} {surname}" if joined else None, joined)
            number += 1
