"""A name is only what somebody wrote, and others see it only where its owner organises and says so."""

from datetime import timedelta

import pytest

from community import events, naming, privacy, questions
from community.refusals import Refused
from storage.cards import Card
from storage.consents import Consent, ConsentKind
from storage.drafts import Draft
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ANNA = neighbour(1)
NAME = "Kaiku"


async def named(here: Neighbourhood, text: str = NAME) -> None:
    """The activist is asked for a name, and writes one."""
    await here.do(naming.ask, who=ADMIN, message=7, now=here.now)
    await here.do(naming.choose, who=ADMIN, text=text, now=here.now)


async def organiser(here: Neighbourhood, event: int) -> str | None:
    """Whom a card names."""
    shown = await here.db.read(events.show, event)
    return next(iter(shown.organisers), None) if shown else None


async def test_a_name_is_nobody_s_business_until_its_owner_says_so(here: Neighbourhood) -> None:
    event = await here.event()
    await named(here)
    assert await organiser(here, event.id) is None
    await here.do(naming.reveal, who=ADMIN, shown=True, message=8, now=here.now)
    assert await organiser(here, event.id) == NAME
    await here.do(naming.reveal, who=ADMIN, shown=False, message=8, now=here.now)
    assert await organiser(here, event.id) is None


async def test_the_cards_follow_the_name(here: Neighbourhood) -> None:
    await here.event()
    await named(here)
    versions = [(await here.rows(Card))[0].version]
    for shown in (True, False):
        await here.do(naming.reveal, who=ADMIN, shown=shown, message=8, now=here.now)
        versions.append((await here.rows(Card))[0].version)
    assert versions == sorted(set(versions))


async def test_who_is_forgotten_is_not_named_on_their_cards_any_more(here: Neighbourhood) -> None:
    event = await here.event()
    await named(here)
    await here.do(naming.reveal, who=ADMIN, shown=True, message=8, now=here.now)
    before = (await here.rows(Card))[0].version
    await here.do(privacy.forget, presser=presser(ADMIN), free_seats=True, rules=RULES, now=here.now)
    assert await organiser(here, event.id) is None
    assert (await here.rows(Card))[0].version > before


async def test_a_name_is_in_my_data(here: Neighbourhood) -> None:
    await named(here)
    known = await here.db.read(privacy.my_data, who=ADMIN, now=here.now)
    assert known.tables["people"][0]["name"] == NAME


async def test_a_name_is_removed_with_what_it_showed(here: Neighbourhood) -> None:
    await named(here)
    await here.do(naming.reveal, who=ADMIN, shown=True, message=8, now=here.now)
    for _ in range(2):
        await here.do(naming.remove, who=ADMIN, message=8, now=here.now)
    person = await here.person(ADMIN)
    assert (person.name, person.name_shown) == (None, False)
    (record,) = [each for each in await here.rows(Consent) if each.kind is ConsentKind.NAME]
    assert (record.given_at, record.ended_at) == (here.now, here.now)
    with pytest.raises(Refused, match="old-button"):
        await here.do(naming.reveal, who=ADMIN, shown=True, message=8, now=here.now)


@pytest.mark.parametrize(("written", "kept"), [("  Kaiku   K. ", "Kaiku K."), ("\u202eKaiku\u200b", "Kaiku"), ("Åke 😀", "Åke 😀")])
async def test_a_name_is_cleaned(here: Neighbourhood, written: str, kept: str) -> None:
    await named(here, written)
    assert (await here.person(ADMIN)).name == kept


@pytest.mark.parametrize(
    ("written", "code"), [("", "no-name"), ("\u2060 …", "no-name"), ("k" * 41, "name-too-long"), ("k\u0301\u0302" * 40, "name-too-long")]
)
async def test_what_is_no_name_is_refused_and_may_be_written_again(here: Neighbourhood, written: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        await named(here, written)
    assert await here.db.read(questions.is_asked, kind=naming.KIND, who=ADMIN, now=here.now)
    await here.do(naming.choose, who=ADMIN, text=NAME, now=here.now)
    assert (await here.person(ADMIN)).name == NAME


async def test_only_the_next_words_are_the_name(here: Neighbourhood) -> None:
    assert not await here.db.read(questions.is_asked, kind=naming.KIND, who=ADMIN, now=here.now)
    await here.do(naming.ask, who=ADMIN, message=7, now=here.now)
    assert await here.db.read(questions.is_asked, kind=naming.KIND, who=ADMIN, now=here.now)
    assert not await here.db.read(questions.is_asked, kind=naming.KIND, who=ADMIN, now=here.now + timedelta(minutes=15))
    await here.do(naming.show, who=ADMIN, now=here.now)
    assert not await here.db.read(questions.is_asked, kind=naming.KIND, who=ADMIN, now=here.now)
    assert await here.rows(Draft) == []


async def test_a_stranger_has_no_name(here: Neighbourhood) -> None:
    for use_case, values in (
        (naming.show, {}),
        (naming.ask, {"message": 1}),
        (naming.choose, {"text": NAME}),
        (naming.remove, {"message": 1}),
        (naming.reveal, {"message": 1, "shown": True}),
    ):
        with pytest.raises(Refused, match="not-joined"):
            await here.do(use_case, who=ANNA, now=here.now, **values)  # type: ignore[arg-type]
