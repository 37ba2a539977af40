"""What is wrong with how the bot is set up, in plain words, before it is started."""

from bot.check.findings import Finding, Verdict, in_lines, something_is_wrong
from bot.check.round import check

__all__ = ["Finding", "Verdict", "check", "in_lines", "something_is_wrong"]
