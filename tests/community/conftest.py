"""A house that is there before the test begins."""

import pytest

from storage.engine import Database
from tests.community.neighbourhood import Neighbourhood


@pytest.fixture
async def here(db: Database) -> Neighbourhood:
    """A house with its group and one resident, the activist."""
    neighbourhood = Neighbourhood(db)
    await neighbourhood.found()
    return neighbourhood
