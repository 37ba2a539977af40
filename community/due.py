"""What comes due by itself: the duties of every tick, and when the next one is."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from community import announcements, announcing, digest, events, polls, reminders, rotas, series, volunteering
from community.quiet import HouseRules
from community.volunteering import wanted
from storage import delivery, moments

Duty = Callable[[Connection, datetime], int]


def every_tick(rules: HouseRules) -> tuple[Duty, ...]:
    """What is looked at every second; each does a part of what is due in its own transaction, and says how much it was."""

    def call_due_reminders(db: Connection, now: datetime) -> int:
        return reminders.call_due(db, rules, now)

    def call_due_lines(db: Connection, now: datetime) -> int:
        return reminders.call_due_lines(db, rules, now)

    def tell_cancelled(db: Connection, now: datetime) -> int:
        return events.tell_cancelled(db, rules, now)

    def ask_whether_enough(db: Connection, now: datetime) -> int:
        return events.ask_due(db, rules, now)

    def tell_changes(db: Connection, now: datetime) -> int:
        return events.tell_due(db, rules, now)

    def tend_due_series(db: Connection, now: datetime) -> int:
        return series.tend_due(db, rules, now)

    def pass_set_time(db: Connection, now: datetime) -> int:
        return events.pass_set_time(db, rules, now)

    def end_offer(db: Connection, now: datetime) -> int:
        return events.end_offer(db, rules, now)

    def call_due_digests(db: Connection, now: datetime) -> int:
        return digest.call_due(db, rules, now)

    def call_due_lists(db: Connection, now: datetime) -> int:
        return digest.call_due_lists(db, rules, now)

    def ask_how_many(db: Connection, now: datetime) -> int:
        return events.ask_how_many(db, rules, now)

    def close_polls(db: Connection, now: datetime) -> int:
        return polls.close_due(db, rules, now)

    def remind_of_polls(db: Connection, now: datetime) -> int:
        return polls.remind_due(db, rules, now)

    def ask_for_outcomes(db: Connection, now: datetime) -> int:
        return polls.nudge_due(db, rules, now)

    def tend_rotas(db: Connection, now: datetime) -> int:
        return rotas.tend_due(db, rules, now)

    def remind_of_turns(db: Connection, now: datetime) -> int:
        return rotas.remind_due(db, rules, now)

    def tell_calls_cancelled(db: Connection, now: datetime) -> int:
        return volunteering.tell_cancelled(db, rules, now)

    def tell_calls_changed(db: Connection, now: datetime) -> int:
        return volunteering.tell_changes(db, rules, now)

    def check_tasks(db: Connection, now: datetime) -> int:
        return volunteering.check_due(db, rules, now)

    def settle_turnouts(db: Connection, now: datetime) -> int:
        return volunteering.settle_due(db, rules, now)

    def ask_groups_for_tasks(db: Connection, now: datetime) -> int:
        return wanted.ask_groups_due(db, rules, now)

    def give_tips(db: Connection, now: datetime) -> int:
        return volunteering.give_due(db, rules, now)

    def begin_announcements(db: Connection, now: datetime) -> int:
        return announcements.begin_due(db, rules, now)

    def call_for_answers(db: Connection, now: datetime) -> int:
        return announcements.alarm_due(db, rules, now)

    return (
        close_polls,
        remind_of_polls,
        ask_for_outcomes,
        tell_cancelled,
        ask_whether_enough,
        tell_changes,
        call_due_digests,
        call_due_lists,
        call_due_reminders,
        call_due_lines,
        pass_set_time,
        end_offer,
        announcing.drop_expired,
        events.close_sign_up,
        events.close_over,
        volunteering.end_over,
        tell_calls_cancelled,
        tell_calls_changed,
        check_tasks,
        ask_groups_for_tasks,
        volunteering.follow,
        settle_turnouts,
        give_tips,
        ask_how_many,
        tend_due_series,
        tend_rotas,
        remind_of_turns,
        begin_announcements,
        announcements.feed,
        announcements.feed_changes,
        announcements.finish,
        announcements.show_progress,
        call_for_answers,
    )


def next_due(db: Connection, now: datetime) -> datetime | None:
    """When something happens by itself next: a message that waits, or one of all that has a moment of its own."""
    return min((moment for moment in (delivery.next_due(db, now), moments.next_moment(db)) if moment is not None), default=None)
