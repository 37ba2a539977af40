"""What everybody reads about places that do not simply go to who comes first."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import say_span
from bot.texts import Html, Texts
from community.events import Event, Seating, draws, keeps_quota, keeps_reserve, set_time


def said(wall: datetime, event: Event, texts: Texts, now: datetime) -> str:
    """A time of the house: `Fri 21 May, 17:00`."""
    return say_span(wall, None, texts.language, today=now.astimezone(ZoneInfo(event.zone)).date())


def lines(event: Event, seating: Seating | None, texts: Texts, now: datetime) -> list[Html]:
    """A line for each rule that holds just now; none for an event like any other."""
    if seating is None:
        return []
    found = []
    if seating.draw_days is not None and draws(seating):
        found.append(texts.html("Lots are drawn {when}.", when=said(set_time(event, seating.draw_days), event, texts, now)))
    if keeps_reserve(event, seating, now):
        until = said(set_time(event, seating.reserve_days), event, texts, now)
        found.append(
            texts.count_html(
                "{n} kept for neighbours without a phone until {until}.",
                "{n} kept for neighbours without a phone until {until}.",
                seating.reserve,
                until=until,
            )
        )
    if keeps_quota(event, seating, now):
        until = said(set_time(event, seating.quota_days), event, texts, now)
        found.append(
            texts.count_html(
                "At most {n} from each house until {until}.", "At most {n} from each house until {until}.", seating.quota or 0, until=until
            )
        )
    return found
