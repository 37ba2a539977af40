"""A bring-list, as the organiser and a neighbour meet it in their private chats."""

import pytest

from bot.names import LONGEST_NAME
from bot.texts import LANGUAGES
from community.bringing import MOST_ITEMS, MOST_PIECES, Brought
from community.events import Answer, Place
from handlers.views import bringing, events, reminders
from storage.bringing import ITEM, Needed
from storage.events import SignUp
from tests.e2e.town import Town
from tests.handlers.scene import LINE
from tests.handlers.showing import BIG, NOW, as_telegram_reads, event, filled, reader, shown


async def test_a_list_is_written_promised_and_seen_on_the_card_and_by_the_organiser(town: Town) -> None:
    house, [admin, anna] = await town.settled_house("en", "en")
    card = await admin.announces(house, LINE)
    await anna.taps(card, "Coming")
    await admin.writes("/my")
    await admin.taps(await admin.hears("Your things"), "1. Change")
    shown = await admin.hears("Spring clean-up", "How many of you")
    await admin.taps(shown, "For the organiser")
    await shown.shows("For the organiser")
    await admin.taps(shown, "Bring-list")
    await shown.shows("Nothing needs to be brought yet.")
    await admin.taps(shown, "Write the list")
    await shown.shows("What shall neighbours bring?")
    await admin.writes("coffee\ncake ×2")
    await card.shows("Still needed: coffee, cake ×2")
    await anna.writes("/my")
    await anna.taps(await anna.hears("Your things"), "1. Change")
    mine = await anna.hears("Spring clean-up", "You are coming")
    await anna.taps(mine, "Bring something")
    await mine.shows("what do you bring?")
    told = await anna.taps(mine, "cake")
    assert told.text == "You bring: cake."
    await mine.shows("– cake: you bring 1, 1 needed")
    await card.shows("Still needed: coffee, cake")
    await anna.taps(mine, "Back")
    await mine.shows("You bring: cake.")
    listed = await admin.hears("Bring-list", "coffee: 1 missing")
    await admin.taps(listed, "Back")
    await listed.shows("For the organiser")
    await admin.taps(listed, "Bring-list")
    await listed.shows("– cake ×2: a neighbour without a name, 1 missing")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["<&>", "\U0001f3e1", "\u0646\u0648\u0631"])
def test_telegram_takes_the_longest_list(language: str, pattern: str) -> None:
    to = reader(language)
    needs = tuple(Needed(BIG + n, filled(pattern, ITEM - 2) + f"{n:02}", MOST_PIECES, 20, 20) for n in range(MOST_ITEMS))
    mine = SignUp(id=1, event_id=BIG, person_id=1, answer=Answer.COMING, place=Place.SEATED, party=10, changed_at=NOW)
    full = shown(event(pattern), mine=mine, needs=needs)
    brought = tuple(Brought(each, ((filled(pattern, LONGEST_NAME), 2),) * MOST_PIECES) for each in needs)
    for outgoing in (events.card(full, to), events.private(full, to), reminders.reminder([full], to), bringing.choice(full, to)):
        assert outgoing is not None
        as_telegram_reads(outgoing)
    as_telegram_reads(bringing.bringers(full, brought, to))
    as_telegram_reads(bringing.bringers(full, (), to))
    as_telegram_reads(bringing.ask(event(pattern), to))
    as_telegram_reads(bringing.not_needed(event(pattern), filled(pattern, ITEM), to.texts))
