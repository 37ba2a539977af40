"""What who looks after a house sees of it at a glance: its groups and what the bot may do there, languages, hours, admins, last notice."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.names import apart, cut
from bot.texts import Html, Texts, escape
from community.house_rules import rules_of
from community.houses import LISTED, Overview
from handlers.views.choices import LONGEST_TITLE, hours, languages
from handlers.views.groups import named
from handlers.views.notices import notice_line
from handlers.views.reader import Reader


@dataclass(frozen=True, slots=True)
class Seen:
    """What Telegram says just now: how many administer the groups (None: it does not tell), and by our numbers of the groups whether the
    bot may write and pin there. `names`: of those admins who show theirs.
    """

    admins: int | None = None
    names: tuple[str, ...] = ()
    may: Mapping[int, tuple[bool, bool]] = field(default_factory=dict)


def lines(shown: Overview, seen: Seen, reader: Reader) -> list[Html]:
    """One thing a line."""
    texts, house = reader.texts, shown.house
    quiet = hours(rules_of(house, reader.rules).quiet, texts)
    return [
        texts.html("{languages}, time zone {zone}, quiet {quiet}", languages=languages(house.spoken), zone=house.zone, quiet=quiet),
        *(_group(cut(named(chat, house, texts), LONGEST_TITLE), seen.may.get(chat.id), texts) for chat in shown.chats[:LISTED]),
        *_none(shown, texts),
        *_admins(seen, texts),
        *_notice(shown, reader),
    ]


def _group(title: str, may: tuple[bool, bool] | None, texts: Texts) -> Html:
    match may:
        case None:
            return texts.html("Group {title}: Telegram does not tell just now what I may do.", title=title)
        case (False, _):
            return texts.html("Group {title}: I can't write there. Let me send messages.", title=title)
        case (_, True):
            return texts.html("Group {title}: I can write and pin.", title=title)
        case _:
            return texts.html("Group {title}: I can write, but not pin.", title=title)


def _none(shown: Overview, texts: Texts) -> list[Html]:
    return [] if shown.chats else [texts.html("No group has come to it yet, or I was removed. The way there: Groups.")]


def _admins(seen: Seen, texts: Texts) -> list[Html]:
    if seen.admins is None:
        return []
    said = texts.count_html("{n} admin", "{n} admins", seen.admins)
    names = escape(", ".join(apart(name) for name in seen.names))
    return [Html(f"{said}: {names}") if names else said]


def _notice(shown: Overview, reader: Reader) -> list[Html]:
    if shown.notice is None:
        return []
    return [reader.texts.html("Last notice: {notice}", notice=notice_line(shown.notice, shown.house.zone, reader))]
