"""Pop-ups: at most 200 characters, and the new state in words."""

from collections.abc import Iterator
from itertools import product

import pytest

from bot.texts import LANGUAGES
from community.events import Answer, Answered, Place
from community.events.rules import LARGEST_PARTY
from community.refusals import Refused
from handlers.views import answers as views
from handlers.views.aftermath import thanked
from handlers.views.refusals import REFUSALS, refusal
from tests.handlers.showing import CATALOGUES, NOW, event, events

DAYS = 365

MOST = {
    "most": 1000,
    "over": 99_999,
    "left": 999,
    "party": LARGEST_PARTY,
    "seated": 1000,
    "secret": "t" * 16,
    "option": "Ö" * 60,
    "number": 20,
    "needed": 9999,
    "task": "Ö" * 60,
    "hours": 99,
    "days": 990,
    "slips": 9999,
    "least": 1000,
    "said": "Ö" * 40,
    "word": "Ö" * 20,
    "lines": [[number, "call-no-name", {}] for number in range(1, 21)],
}
"""The largest values a refusal can name."""


def every_state() -> Iterator[Answered]:
    """All that a press can show."""
    answers = ((Answer.COMING, Place.SEATED), (Answer.COMING, Place.WAITING), (Answer.MAYBE, Place.NONE), (Answer.CANT, Place.NONE))
    for (answer, place), first, reachable, found in product(answers, (False, True), (False, True), events()):
        for party in (1, LARGEST_PARTY):
            too_late = reachable and not first and place is Place.SEATED
            yield Answered(found, answer, place, party, "en", 989, first=first, reachable=reachable, too_late=too_late)
    for reachable, how in product((False, True), ({"draw": NOW.replace(tzinfo=None)}, {"share": 1000}, {})):
        kept = event(held=10)
        yield Answered(kept, Answer.COMING, Place.WAITING, LARGEST_PARTY, "en", 989, reachable=reachable, number=2**31, **how)
    until = NOW.replace(tzinfo=None, year=2027)
    yield Answered(event(), Answer.COMING, Place.OFFERED, LARGEST_PARTY, "en", reachable=True, offered_until=until)
    yield Answered(event(), None, Place.NONE, 0, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_press_shows_is_never_cut(language: str) -> None:
    texts = CATALOGUES.texts(language)
    for state in every_state():
        if state.answer is not None:
            assert len(views.answered(state, texts, NOW, DAYS)[0]) <= 200
        assert len(views.my_answer(state, texts, NOW, DAYS)) <= 200
    assert len(thanked(event(thanks=1000), texts)) <= 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["<&>", "\u0646", "🏡", "Å "])
def test_a_card_in_short_has_title_time_place_and_state_in_200_characters(language: str, pattern: str) -> None:
    for found in events(pattern):
        text = views.in_short(found, CATALOGUES.texts(language), NOW)
        title, when, *state = text.split("\n")
        assert len(text) <= 200
        assert len(title) >= 30
        assert "2027" in when
        assert all(state)


def test_a_short_title_and_place_are_shown_whole() -> None:
    found = event("Yard", title="Spring clean-up", place="courtyard", seated=15, capacity=20, waiting=0)
    assert views.in_short(found, CATALOGUES.texts("en"), NOW).startswith("Spring clean-up\nWed 29 September 2027")
    assert "courtyard\nComing 15 · 5 places left" in views.in_short(found, CATALOGUES.texts("en"), NOW)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_fits_a_pop_up_and_names_the_way_out(language: str, code: str) -> None:
    text = refusal(Refused(code, **MOST), CATALOGUES.texts(language), NOW.date())
    assert 10 < len(text) <= 200
    assert "{" not in text
    assert "!" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_must_be_read_stays_until_it_is_closed(language: str) -> None:
    texts = CATALOGUES.texts(language)
    for state in every_state():
        if state.answer is not None:
            _, alert = views.answered(state, texts, NOW, DAYS)
            assert alert == (state.first or state.place in (Place.WAITING, Place.OFFERED))


def test_the_words_of_the_models() -> None:
    found = event("Yard", starts=NOW.replace(tzinfo=None, day=28, hour=12, minute=0), ends=None, capacity=20, seated=20, waiting=1)

    def says(answer: Answer, place: Place, party: int = 1, language: str = "en", **fields: object) -> str:
        state = Answered(found, answer, place, party, language, **{"reachable": True, **fields})  # type: ignore[arg-type]
        return views.answered(state, CATALOGUES.texts(language), NOW, 30)[0]

    assert says(Answer.COMING, Place.SEATED, 2) == "You are coming: Sat 28 November, 12:00, 2 people."
    assert says(Answer.COMING, Place.SEATED, 2, "fi") == "Olet tulossa: la 28.11. klo 12, 2 henkeä."
    assert says(Answer.CANT, Place.NONE) == "Marked: you can't come. Thanks for telling."
    assert says(Answer.CANT, Place.NONE, language="fi") == "Merkitty: et pääse. Kiitos tiedosta."
    queued = says(Answer.COMING, Place.WAITING, ahead=1)
    assert queued == "All 20 places are taken. Your place in the queue: 2. We tell you when a place is free."
    assert says(Answer.COMING, Place.WAITING, language="fi", ahead=1) == (
        "Kaikki 20 paikkaa on varattu. Sijasi jonossa: 2. Saat viestin, kun paikka vapautuu."
    )
    assert says(Answer.COMING, Place.WAITING, ahead=1, reachable=False) == (
        "Your place in the queue: 2. Open Talkoot-botti and press Start to hear when a place is free. "
        "Kept 30 days after the event: /privacy"
    )
    assert says(Answer.COMING, Place.SEATED, too_late=True).endswith("It starts so soon that no reminder comes.")
    first = says(Answer.COMING, Place.SEATED, first=True, reachable=False, language="fi")
    assert first.startswith("Olet tulossa: la 28.11. klo 12. Muut näkevät vain määrän.")
    assert first.endswith("Lisää: /tietosuoja")


def test_who_can_not_be_told_is_not_promised_it() -> None:
    state = Answered(event(), Answer.COMING, Place.WAITING, 1, "en", reachable=False)
    assert "We tell you" not in views.my_answer(state, CATALOGUES.texts("en"), NOW, DAYS)


def test_one_s_answer_to_what_is_over_or_cancelled_says_so() -> None:
    *_, cancelled, over = (Answered(found, Answer.COMING, Place.SEATED, 1, "en") for found in events())
    assert views.my_answer(cancelled, CATALOGUES.texts("en"), NOW, DAYS) == "This event was cancelled."
    assert views.my_answer(over, CATALOGUES.texts("en"), NOW, DAYS) == "This event is over."


def test_what_belongs_to_another_house_may_be_anything() -> None:
    for language, things in {"en": "event poll call rota", "fi": "tapahtum kysely talko vuoro", "sv": "evenemang fråg talko tur"}.items():
        said = refusal(Refused("not-here"), CATALOGUES.texts(language), NOW.date()).lower()
        assert not [thing for thing in things.split() if thing in said], language
