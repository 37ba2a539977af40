"""`/calendar/<token>.ics` over real HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import pytest
import vobject

from bot.texts import Catalogues
from community import calendar, events, privacy
from storage.engine import Database
from tests.community.neighbourhood import ADMIN, NOW, RULES, Neighbourhood, presser
from web.app import make_app
from web.calendar import MOST_IN_A_MINUTE, MOST_REMEMBERED, Allowance, calendar_route
from web.health import Health
from web.server import WebServer


@dataclass
class Site:
    """The bot's pages, with a house behind them; `elapsed` goes on when a test says so."""

    here: Neighbourhood
    elapsed: float = 0
    address: str = ""
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def ask(self, token: str | None = None, method: str = "GET", **headers: str) -> tuple[int, str, dict[str, str]]:
        """Status, text and headers of an answer."""
        url = f"{self.address}/calendar/{token or self.token}.ics"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with aiohttp.ClientSession() as session, session.request(method, url, headers=named) as answer:
            return answer.status, await answer.text(), {name.lower(): value for name, value in answer.headers.items()}

    async def open(self, house: int | None = None) -> str:
        """The activist's address."""
        await self.here.do(calendar.open_feed, who=ADMIN, house=house, message=7, now=self.here.now)
        found = await self.here.db.read(calendar.my_addresses, who=ADMIN)
        return next(each.token for each in found if each.token and (each.house.id if each.house else None) == house)


@pytest.fixture
async def site(db: Database) -> AsyncIterator[Site]:
    """A house with one event, whose organiser has an address."""
    site = Site(Neighbourhood(db))
    await site.here.found()
    await site.here.event()
    site.token = await site.open()
    route = calendar_route(db, Catalogues.load(), lambda: site.here.now, lambda: site.elapsed)
    server = await WebServer.start(make_app(Health(lambda: NOW), route), host="127.0.0.1", port=0)
    site.address = server.address
    yield site
    await server.stop()


async def cancel(site: Site) -> None:
    [event] = await site.here.rows(events.Event)
    await site.here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=site.here.now)


async def test_a_calendar_gets_what_is_on(site: Site) -> None:
    status, text, headers = await site.ask()
    assert status == 200
    assert headers["content-type"] == "text/calendar; charset=utf-8"
    assert headers["cache-control"] == "private, max-age=900"
    assert headers["x-robots-tag"] == "noindex"
    read = vobject.readOne(text)
    assert read.x_wr_calname.value == "Talkoot · My things"
    assert [event.summary.value for event in read.vevent_list] == ["Spring clean-up"]


async def test_a_house_s_calendar_is_called_by_its_name(site: Site) -> None:
    token = await site.open((await site.here.house()).id)
    _, text, _ = await site.ask(token)
    assert vobject.readOne(text).x_wr_calname.value == "Koivukuja 3"


async def test_a_calendar_speaks_its_reader_s_language(site: Site) -> None:
    from community import people

    await site.here.do(people.choose_language, who=ADMIN, language="fi", message=7, now=site.here.now)
    await cancel(site)
    _, text, _ = await site.ask()
    read = vobject.readOne(text)
    assert (read.x_wr_calname.value, read.vevent.summary.value) == ("Talkoot · Omat asiat", "Peruttu: Spring clean-up")
    assert read.vevent.status.value == "CANCELLED"


async def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    _, _, first = await site.ask()
    site.here.now += timedelta(hours=3)
    for tag in (first["etag"], f"W/{first['etag']}", f'"other", {first["etag"]}', "*"):
        status, text, headers = await site.ask(If_None_Match=tag)
        assert (status, text, headers["etag"], headers["last-modified"]) == (304, "", first["etag"], first["last-modified"])
    assert (await site.ask(If_Modified_Since=first["last-modified"]))[0] == 304
    assert (await site.ask(If_None_Match='"other"', If_Modified_Since=first["last-modified"]))[0] == 200
    assert (await site.ask(If_Modified_Since="yesterday"))[0] == 200


async def test_the_same_file_comes_again_while_nothing_changes(site: Site) -> None:
    _, first, _ = await site.ask()
    site.here.now += timedelta(hours=3)
    assert (await site.ask())[1] == first


async def test_a_change_has_a_new_tag_and_a_later_date(site: Site) -> None:
    _, _, first = await site.ask()
    site.here.now += timedelta(hours=3)
    await cancel(site)
    for _ in range(2):
        status, text, headers = await site.ask(If_None_Match=first["etag"], If_Modified_Since=first["last-modified"])
        assert status == 200
        assert headers["etag"] != first["etag"]
        assert parsedate_to_datetime(headers["last-modified"]) == site.here.now
        assert "SEQUENCE:1" in text


async def test_the_head_is_asked_without_the_body(site: Site) -> None:
    _, _, full = await site.ask()
    status, text, head = await site.ask(method="HEAD")
    assert (status, text, head["etag"]) == (200, "", full["etag"])


async def test_an_old_address_says_politely_that_it_is_gone(site: Site) -> None:
    [mine, *_] = await site.here.db.read(calendar.my_addresses, who=ADMIN)
    await site.here.do(calendar.renew_feed, who=ADMIN, feed=mine.feed or 0, message=7, now=site.here.now)
    status, text, headers = await site.ask()
    assert (status, headers["cache-control"], headers["content-type"]) == (410, "no-store", "text/plain; charset=utf-8")
    assert "no longer in use" in text
    assert "ei ole enää käytössä" in text
    assert "används inte längre" in text
    assert (await site.ask(await site.open()))[0] == 200


async def test_somebody_who_was_forgotten_and_an_address_that_never_was_look_the_same(site: Site) -> None:
    await site.here.do(privacy.forget, presser=presser(ADMIN), free_seats=True, rules=RULES, now=site.here.now)
    forgotten = await site.ask()
    assert forgotten[0] == 410
    for token in ("x" * 32, "x", "%00", "å", "x" * 4000):
        status, text, _ = await site.ask(token)
        assert (status, text) == (410, forgotten[1])


async def test_only_reading_is_offered(site: Site) -> None:
    assert (await site.ask(method="POST"))[0] == 405


async def test_who_asks_too_often_waits_a_minute(site: Site) -> None:
    statuses = [(await site.ask())[0] for _ in range(MOST_IN_A_MINUTE + 2)]
    assert statuses == [200] * MOST_IN_A_MINUTE + [429] * 2
    assert (await site.ask(await site.open((await site.here.house()).id)))[0] == 200
    _, _, headers = await site.ask()
    assert headers["retry-after"] == "60"
    site.elapsed += 60
    assert (await site.ask())[0] == 200


def test_only_so_many_feeds_are_remembered() -> None:
    allowance = Allowance(lambda: 0)
    for feed in range(2 * MOST_REMEMBERED):
        assert allowance.takes(feed)
    assert len(allowance._asked) == MOST_REMEMBERED
