"""`/board/<token>` over real HTTP: what hangs in the lobby."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from bot.texts import Catalogues
from community import announcements, board
from community.announcements import Audience
from community.refusals import Refused
from storage.engine import Database
from tests.community.calling import call_for
from tests.community.neighbourhood import ADMIN, NOW, Neighbourhood, neighbour
from tests.community.noticing import announce, everywhere
from web.app import make_app
from web.board import board_routes
from web.health import Health
from web.server import WebServer


@dataclass
class Site:
    """The bot's pages, with a house behind them."""

    here: Neighbourhood
    address: str

    async def see(self, token: str | None = None, language: str = "") -> tuple[int, str]:
        """Status and text of the page."""
        token = token or (await self.here.house()).board_token
        async with aiohttp.ClientSession() as session, session.get(f"{self.address}/board/{token}{language}") as answer:
            return answer.status, await answer.text()

    async def hang(self, old: str = "", who: int = ADMIN) -> None:
        """The house has a board, or a new one."""
        values = {"house": 1, "message": 7, "language": "en", "now": self.here.now}
        await self.here.do(board.hang, who=who, admin=False, old=old, **values)


@pytest.fixture
async def site(db: Database) -> AsyncIterator[Site]:
    """A house whose manager has hung up its board."""
    here = Neighbourhood(db)
    await here.found()
    await here.manages()
    server = await WebServer.start(
        make_app(Health(lambda: NOW), *board_routes(db, Catalogues.load(), lambda: here.now)), host="127.0.0.1", port=0
    )
    site = Site(here, server.address)
    await site.hang()
    yield site
    await server.stop()


async def test_the_board_shows_notices_events_hands_needed_and_no_names(site: Site) -> None:
    await site.here.event(line="Sat 22 May 12–15 Flea <market> @ courtyard")
    await call_for(site.here, "Sun 23 May Leaves\nRaking ×2 12–13")
    await announce(site.here, everywhere(texts={"en": "Water <b>cut</b>\nTuesday 9–12"}))
    status, page = await site.see()
    assert status == 200
    for words in ("Water cut", "Tuesday 9–12", "Flea &lt;market&gt;", "Sat 22 May", "courtyard", "Leaves", "Raking: 2 more needed"):
        assert words in page
    assert "<script" not in page


async def test_a_withdrawn_notice_and_another_houses_is_not_there(site: Site) -> None:
    notice = await announce(site.here, everywhere(texts={"en": "Water cut"}))
    assert "Water cut" in (await site.see())[1]
    await site.here.do(announcements.recall, who=ADMIN, announcement=notice.id, now=site.here.now)
    await announce(site.here, everywhere(texts={"en": "Lift"}, audience=Audience(everywhere=True, without_houses=frozenset({1}))))
    page = (await site.see())[1]
    assert "Water cut" not in page
    assert "Lift" not in page
    assert "Nothing hangs here just now." in page


async def test_each_language_has_its_page(site: Site) -> None:
    await announce(site.here, everywhere(texts={"en": "Water cut", "fi": "Vesikatko"}))
    page = (await site.see(language="?lang=fi"))[1]
    assert '<html lang="fi">' in page
    assert "Vesikatko" in page
    assert "Tiedotteet" in page


async def test_an_old_address_a_closed_board_and_a_guess_show_nothing(site: Site) -> None:
    old = (await site.here.house()).board_token or ""
    await site.hang(old[:6])
    assert (await site.see(old))[0] == 404
    now = (await site.here.house()).board_token or ""
    values = {"house": 1, "message": 7, "language": "en", "now": site.here.now}
    await site.here.do(board.take_down, who=ADMIN, admin=False, old=now[:6], **values)
    assert (await site.see(now))[0] == 404
    assert (await site.see("guess"))[0] == 404


async def test_a_resident_hangs_no_board_and_a_second_press_changes_nothing(site: Site) -> None:
    with pytest.raises(Refused, match="not-in-charge"):
        await site.hang(who=await site.here.resident(neighbour(1)))
    with pytest.raises(Refused, match="old-button"):
        await site.hang()
