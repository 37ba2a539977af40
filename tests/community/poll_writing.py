"""The line that says what a poll asks, written back from what was read of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import say_day, say_span
from community.polls.dating import LineOption
from community.polls.lines import PollLine, read_line
from community.refusals import Refused
from storage.polls import PollKind

_KINDS = {
    "fi": dict(zip(PollKind, ("yksi", "monta", "päivät", "järjestys", "pisteet", "sopiiko", "paikat"), strict=True)),
    "sv": dict(zip(PollKind, ("ett", "flera", "dagar", "rangordna", "poäng", "samtycke", "platser"), strict=True)),
    "en": dict(zip(PollKind, ("one", "many", "dates", "ranked", "dots", "consent", "places"), strict=True)),
}
_WORDS = {
    "fi": ("avoin", "pika", "enintään {}", "{} pistettä", "{} asti"),
    "sv": ("öppen", "snabb", "högst {}", "{} poäng", "till {}"),
    "en": ("open", "quick", "max {}", "{} points", "until {}"),
}
"""Votes are seen; Telegram's own; so many options; so many points; until when."""


def said(line: PollLine, language: str, now: datetime, zone: ZoneInfo) -> str:
    """The shortest line that `read_line` reads back to the same; in a language without words for it in English."""
    plain = _written(line, _language(language), now, zone, with_kind=False)
    try:
        if read_line(plain, now, zone) == line:
            return plain
    except Refused:
        pass
    return _written(line, _language(language), now, zone, with_kind=True)


def _language(language: str) -> str:
    found = language.partition("@")[0]
    return found if found in _KINDS else "en"


def _written(line: PollLine, language: str, now: datetime, zone: ZoneInfo, *, with_kind: bool) -> str:
    open_, quick, max_, points, until = _WORDS[language]
    today = now.astimezone(zone).date()
    manner = [word for word, holds in ((open_, line.visible), (quick, line.quick), (_KINDS[language][line.kind], with_kind)) if holds]
    parts = [f"{' '.join(manner)}: {line.question}" if manner else line.question]
    parts += [_option(option, language, today=now.astimezone(zone)) for option in line.options if not line.yes_no]
    if line.most is not None:
        parts.append((points if line.kind is PollKind.DOTS else max_).format(line.most))
    if line.closes is not None:
        parts.append(until.format(say_span(line.closes, None, language, today=today)))
    return " | ".join(parts) if len(parts) > 1 else parts[0] + " |" * (";" in parts[0])


def _option(option: LineOption, language: str, today: datetime) -> str:
    if option.starts is None:
        return f"{option.label} ×{option.limit}" if option.limit else option.label
    if option.whole_day:
        return say_day(option.starts.date(), language, today=today.date())
    return say_span(option.starts, option.ends, language, today=today.date())
