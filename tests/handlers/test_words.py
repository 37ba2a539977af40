"""Words follow whose the house is, in every language, and all of them come from one table."""

from pathlib import Path

import pytest

from bot.texts import LANGUAGES
from community.taking_down import By
from handlers.views import choices, invitations, reports, words
from storage.places import Announcers, Tenure
from storage.roles import Role
from tests.handlers.showing import CATALOGUES, event, house, reader

VIEWS = Path(words.__file__).parent

BOARD = {"fi": ("hallitu", "asukastoimikun"), "sv": ("styrelse", "boendekommitté"), "en": ("board", "committee")}
"""How both begin, in any case of the language."""


def said(tenure: Tenure | None, language: str) -> list[str]:
    """Everything that names who speaks for a house."""
    here, to = house("Koivukuja"), reader(language)
    here.tenure, here.announcers = tenure, Announcers.ACTIVISTS
    texts = to.texts
    return [
        words.role_name(Role.BOARD, here, texts),
        words.on_the_board(2, here, texts),
        texts.say(words.fitting(words.INVITE[Role.BOARD], here)),
        texts.say(words.fitting(choices.ANNOUNCERS[Announcers.ACTIVISTS], here)),
        reports.cancelled_by(event("Yard"), By.BOARD, here, to).text,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rental_house_has_a_committee_and_a_housing_company_a_board(language: str) -> None:
    board, committee = BOARD[language]
    for tenure in (Tenure.OWNED, None):
        assert all(board in each.lower() and committee not in each.lower() for each in said(tenure, language)), said(tenure, language)
    assert all(committee in each.lower() and board not in each.lower() for each in said(Tenure.RENTED, language)), said(
        Tenure.RENTED, language
    )
    assert invitations.MEANS[Role.BOARD] == "You can announce events here."


def test_every_text_for_a_rental_house_is_one_that_a_view_says() -> None:
    views = "".join(path.read_text(encoding="utf-8") for path in VIEWS.rglob("*.py"))
    assert all(views.count(message) >= 2 for message in words.IN_RENTED)
    assert CATALOGUES.texts("fi").say(words.IN_RENTED["board"]) == "asukastoimikunta"
