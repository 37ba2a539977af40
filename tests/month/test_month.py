"""A month in the life of a lively house: nobody gets too much, nothing is empty, and the docs show every message as it was."""

from collections import Counter
from collections.abc import Iterable

import pytest

from community.budget import monday_of
from storage.engine import Database
from tests.month.__main__ import PAGE
from tests.month.house import HOUSE_RULES, Month, Sent
from tests.month.page import OWN, page, started, unasked
from tests.month.story import tell


def at_night(sent: Iterable[Sent]) -> list[Sent]:
    """What came in the house's quiet hours."""
    return [each for each in sent if HOUSE_RULES.quiet.end(each.local.replace(tzinfo=None), HOUSE_RULES.is_day_off) is not None]


@pytest.mark.timeout(120)
async def test_a_lively_month_keeps_to_every_limit_and_the_docs_show_it(db: Database) -> None:
    month = await tell(db)
    _the_group_got_no_more_than_its_budget(month)
    _nobody_was_written_to_more_than_three_times_a_day(month)
    _no_list_was_empty_and_nobody_was_woken(month)
    assert month.refused == ["forgotten"], "only who was forgotten pressed in vain"
    assert (
        await db.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM outbox WHERE state != 'sent' AND state != 'dropped'").scalar()) == 0
    )
    assert PAGE.read_text(encoding="utf-8") == page(month), "`uv run python -m tests.month` writes the page anew"


def _the_group_got_no_more_than_its_budget(month: Month) -> None:
    posts = started(month)
    assert max(Counter(each.local.date() for each in posts).values()) == 2
    assert max(Counter(monday_of(each.local.date()) for each in posts).values()) == 6
    assert all(each.silent for each in posts)


def _nobody_was_written_to_more_than_three_times_a_day(month: Month) -> None:
    times = Counter((each.who, each.local.date()) for each in unasked(month))
    assert max(times.values()) == 3
    kinds = {each.kind for each in unasked(month)}
    assert kinds == {"digest", "reminder", "how-many-came"}, f"decide whether these count too, and say so in {OWN}"
    once = Counter((each.who, each.kind, each.texts[""]) for each in unasked(month))
    assert max(once.values()) == 1, "nobody hears the same twice"


def _no_list_was_empty_and_nobody_was_woken(month: Month) -> None:
    lists = [each for each in month.sent if each.kind in ("digest", "week-list")]
    assert len(lists) > 100
    assert all(len(text.split("\n")) >= 2 for each in lists for text in each.texts.values())
    assert at_night(started(month)) == []
    assert at_night(unasked(month)) == []
