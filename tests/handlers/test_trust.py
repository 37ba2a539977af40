"""Asking a neighbour to vouch, as the two of them meet it in their private chats."""

import pytest

from bot.texts import LANGUAGES
from community.trust import Shown
from handlers.views import trust
from storage.people import NAME
from storage.vouchers import Voucher
from tests.e2e.town import Town
from tests.handlers.showing import BIG, NOW, as_telegram_reads, filled, house, reader


async def test_a_resident_is_known_after_one_yes_and_not_any_more_when_it_is_taken_back(town: Town) -> None:
    _, [admin, anna] = await town.settled_house("en", "en")
    await anna.writes("/menu")
    await anna.taps(await anna.hears("What would you like to do?"), "My name")
    mine = await anna.hears("You have no name here.")
    await anna.taps(mine, "Write a name")
    await mine.shows("What shall I call you?")
    await anna.writes("Kaiku")
    named = await anna.hears("Your name here: Kaiku.")
    await anna.taps(named, "Ask a neighbour to vouch for me")
    await named.shows("I asked who may know you, by your name.")
    asked = await admin.hears("Kaiku asks to be known as a resident.".replace("Kaiku", "\u2068Kaiku\u2069"))
    await admin.taps(asked, "Yes, lives here")
    await asked.shows("is known as a resident")
    await anna.hears("a neighbour confirmed that you live here")
    await admin.taps(asked, "Take it back")
    await asked.shows("Taken back.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["<&>", "\U0001f3e1", "\u0646\u0648\u0631"])
def test_telegram_takes_every_message_about_vouchers(language: str, pattern: str) -> None:
    to, here = reader(language), house(filled(pattern, 128))
    for given_at in (None, NOW):
        found = Voucher(id=BIG, person_id=1, house_id=1, asked_at=NOW, given_at=given_at)
        for name in (None, filled(pattern, NAME)):
            as_telegram_reads(trust.asked(Shown(found, name, here.name), to))
    for outgoing in (trust.standing(here, True, to), trust.standing(here, False, to), trust.vouched(here, to.texts)):
        as_telegram_reads(outgoing)
    assert len(trust.asking_rows([here] * 9, to)) == trust.MOST_HOUSES
