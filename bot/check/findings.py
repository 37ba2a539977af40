"""What a check found: one sentence each, with what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How good or bad it is."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `subject` is a word or two, `text` whole sentences without any secret."""

    verdict: Verdict
    subject: str
    text: str


def fine(subject: str, text: str) -> Finding:
    """Nothing to do."""
    return Finding(Verdict.FINE, subject, text)


def note(subject: str, text: str) -> Finding:
    """Worth knowing; the bot runs all the same."""
    return Finding(Verdict.NOTE, subject, text)


def wrong(subject: str, text: str) -> Finding:
    """The bot cannot or must not run like this."""
    return Finding(Verdict.WRONG, subject, text)


def something_is_wrong(findings: Iterable[Finding]) -> bool:
    """Whether the command line has to exit with an error."""
    return any(finding.verdict is Verdict.WRONG for finding in findings)


def in_lines(findings: Iterable[Finding]) -> str:
    """The findings for a terminal, one a line, the verdict first and in words."""
    return "\n".join(f"{finding.verdict:<5}  {finding.subject}: {finding.text}" for finding in findings)
