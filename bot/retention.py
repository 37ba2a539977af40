"""How long things stay, from the settings; and `talkoot retention`, the nightly round by hand or as a count of what would go."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.by_hand import by_hand
from bot.settings import Privacy, Settings
from community import retention
from community.quiet import HouseRules
from community.retention import Night, Retention

SAYS: Mapping[str, str] = {
    "houses": "houses the bot was removed from more than {left_houses_days} days ago (privacy.left_houses_days)",
    "waiting-houses": "houses to which no group and no neighbour came in {waiting_houses_days} days (privacy.waiting_houses_days)",
    "sign-ups": "answers to events that ended more than {sign_ups_days} days ago; the totals stay (privacy.sign_ups_days)",
    "nicknames": "who signed up neighbours for events or tasks that ended more than {nicknames_days} days ago (privacy.nicknames_days)",
    "organisers": "who else organised events that ended more than {sign_ups_days} days ago, and links that nobody used",
    "pictures": "pictures of events that ended more than {sign_ups_days} days ago",
    "reasons": "written reasons of cancelled events that would have ended more than {sign_ups_days} days ago",
    "votes": "names of voters in polls that are closed",
    "volunteers": "who did which task of calls that ended more than {sign_ups_days} days ago; the numbers stay",
    "helpers": "who helped in a year that ended more than {sign_ups_days} days ago; the numbers stay",
    "turns": "names on turns of rotas that were over more than {sign_ups_days} days ago, and members of ended rotas",
    "readings": "who read notices that went out more than {sign_ups_days} days ago; the numbers stay",
    "help-requests": "requests after notices, done more than {closed_requests_days} days ago or asked more than {requests_days} days ago",
    "inactive": "people who were told and stayed away for {inactive_notice_days} more days (privacy.inactive_notice_days)",
    "passers-by": "people who live in no house and whose last answer is gone",
    "drafts": "drafts that were never finished (privacy.drafts_hours: {drafts_hours})",
    "messages": "records of messages done more than {outbox_days} days ago (privacy.outbox_days)",
    "updates": "numbers of updates handled more than {handled_updates_hours} hours ago (privacy.handled_updates_hours)",
    "consents": "agreements withdrawn or replaced more than {consents_days} days ago (privacy.consents_days)",
    "reports": "reports of cards more than {sign_ups_days} days ago",
    "vouchers": "questions whether somebody lives here, asked more than {sign_ups_days} days ago and never answered",
    "audit": "acts of managers and changes of roles more than {audit_days} days ago (privacy.audit_days)",
    "invitations": "invitations and codes that nobody used in time",
}
"""What each rule lets go, in words with the settings."""

WARNED = "people inactive for {inactive_months} months, told that they are erased in {inactive_notice_days} days (privacy.inactive_months)"


def retention_of(kept: Privacy) -> Retention:
    """The periods of the settings."""
    return Retention(
        sign_ups=timedelta(days=kept.sign_ups_days),
        nicknames=timedelta(days=kept.nicknames_days),
        outbox=timedelta(days=kept.outbox_days),
        handled_updates=timedelta(hours=kept.handled_updates_hours),
        consents=timedelta(days=kept.consents_days),
        audit=timedelta(days=kept.audit_days),
        inactive_months=kept.inactive_months,
        warned=timedelta(days=kept.inactive_notice_days),
        left_houses=timedelta(days=kept.left_houses_days),
        waiting_houses=timedelta(days=kept.waiting_houses_days),
        closed_requests=timedelta(days=kept.closed_requests_days),
        requests=timedelta(days=kept.requests_days),
    )


async def make_round(settings: Settings, rules: HouseRules, now: datetime, *, dry_run: bool) -> dict[str, int]:
    """Make the round once, or only count (nothing is changed then); by rule. The bot may run meanwhile. Raises: NotPossible."""
    night = Night(now, retention_of(settings.privacy), rules)
    return await by_hand(settings, retention.preview if dry_run else retention.keep, night)


def in_lines(counts: Mapping[str, int], kept: Privacy, *, dry_run: bool) -> str:
    """A line for every rule with how much it is, and what was done."""
    periods = kept.model_dump()
    said = ["This would go now. Nothing was changed." if dry_run else "This went now."]
    said += [f"{counts[rule]:>7}  {text.format(**periods)}" for rule, text in SAYS.items()]
    said += ["These would be told." if dry_run else "These are told, outside the quiet hours."]
    return "\n".join([*said, f"{counts['warned']:>7}  {WARNED.format(**periods)}"])
