"""Events: announcing them, answering them, and what becomes of them."""

from community.events.announcing import (
    announce,
    awaits_line,
    carry_on,
    choose_reading,
    drop_expired,
    give_up,
    may_publish,
    owe_card,
    pass_on,
    publish,
    repost,
    suggest_instead,
    target_of,
    write_again,
)
from community.events.answering import Answered, Press, answer, my_answer
from community.events.arranging import DAYS, OFFER_MINUTES, SOME, ShownSeating, Way, arrange, must_have_draw, show_seating
from community.events.attendance import Attendance, Attendee, attendance, check_in
from community.events.changing import Changed, change
from community.events.drafting import Origin, ShownDraft, Step, show_draft
from community.events.fields import Changes, Part, different
from community.events.life import Mine, Shown, cancel, close_over, count_told, may_see, mine, show, show_card, whats_on
from community.events.organising import may_organise, must_organise, organisers_of
from community.events.parties import Party, ask_guests, awaits_guests, come_alone, name_guests, party, remove_guests
from community.events.passing import end_offer, pass_set_time
from community.events.queue import note_failed
from community.events.repeating import begin_series, just_once, leave_out
from community.events.repeats import Coming, is_festive
from community.events.rules import LARGEST_PARTY, MOST_CHILDREN, left
from community.events.seating import draw_time, draws, keeps_quota, keeps_reserve, set_instant, set_time
from community.events.telling import Audience, tell_due
from storage.events import Answer, Event, EventState, Place, Seating

__all__ = [
    "DAYS",
    "LARGEST_PARTY",
    "MOST_CHILDREN",
    "OFFER_MINUTES",
    "SOME",
    "Answer",
    "Answered",
    "Attendance",
    "Attendee",
    "Audience",
    "Changed",
    "Changes",
    "Coming",
    "Event",
    "EventState",
    "Mine",
    "Origin",
    "Part",
    "Party",
    "Place",
    "Press",
    "Seating",
    "Shown",
    "ShownDraft",
    "ShownSeating",
    "Step",
    "Way",
    "announce",
    "answer",
    "arrange",
    "ask_guests",
    "attendance",
    "awaits_guests",
    "awaits_line",
    "begin_series",
    "cancel",
    "carry_on",
    "change",
    "check_in",
    "choose_reading",
    "close_over",
    "come_alone",
    "count_told",
    "different",
    "draw_time",
    "draws",
    "drop_expired",
    "end_offer",
    "give_up",
    "is_festive",
    "just_once",
    "keeps_quota",
    "keeps_reserve",
    "leave_out",
    "left",
    "may_organise",
    "may_publish",
    "may_see",
    "mine",
    "must_have_draw",
    "must_organise",
    "my_answer",
    "name_guests",
    "note_failed",
    "organisers_of",
    "owe_card",
    "party",
    "pass_on",
    "pass_set_time",
    "publish",
    "remove_guests",
    "repost",
    "set_instant",
    "set_time",
    "show",
    "show_card",
    "show_draft",
    "show_seating",
    "suggest_instead",
    "target_of",
    "tell_due",
    "whats_on",
    "write_again",
]
