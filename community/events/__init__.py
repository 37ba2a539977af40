"""Events: announcing them, answering them, and what becomes of them."""

from community.events.aftermath import KIND as CAME
from community.events.aftermath import ask_how_many, ask_number, say_came, write_came
from community.events.announcing import (
    repost,
)
from community.events.answering import Answered, answer, my_answer
from community.events.arranging import DAYS, OFFER_MINUTES, SOME, ShownSeating, Way, arrange, must_have_draw, show_seating
from community.events.attendance import Attendance, Attendee, attendance, check_in
from community.events.cancelling import KIND as CANCEL
from community.events.cancelling import ask_why, can_undo, cancel, count_told, reason_of, take_reason, tell_cancelled
from community.events.cancelling import undo as undo_cancel
from community.events.changing import Changed, change
from community.events.closing import close_due as close_sign_up
from community.events.closing import set_closed
from community.events.drafting import Origin, ShownDraft, Step, show_draft
from community.events.editing import (
    CLEARED,
    Edited,
    ask_part,
    changes_what,
    choose_deadline,
    choose_part,
    choose_time,
    clear_part,
    show_edit,
)
from community.events.editing import KIND as CHANGE
from community.events.editing import save as save_change
from community.events.editing import take_words as take_change
from community.events.fields import Changes, Part, different, known_of
from community.events.life import Mine, Shown, close_over, may_see, mine, show, show_card, whats_on
from community.events.minimums import ask_due, call_for_more, go_ahead
from community.events.missing import missing
from community.events.names import MOST_NAMED, show_names
from community.events.organising import may_organise, must_organise, organisers_of
from community.events.parties import KIND as GUESTS
from community.events.parties import Party, ask_guests, come_alone, name_guests, party, remove_guests
from community.events.passing import end_offer, pass_set_time
from community.events.pressing import Press
from community.events.proxies import (
    ask_nickname,
    event_of_nickname,
    most_neighbours,
    neighbour_cant,
    none_can,
    pass_news_on,
    sign_up_by_nickname,
    sign_up_neighbours,
)
from community.events.queue import note_failed
from community.events.relaying import answer_question, ask, awaits_words, relay
from community.events.repeating import begin_series, just_once, leave_out
from community.events.repeats import Coming
from community.events.rules import LARGEST_PARTY, MOST_CHILDREN, left
from community.events.seating import draw_time, draws, keeps_quota, keeps_reserve, set_instant, set_time
from community.events.telling import Audience, tell_due
from community.events.thanking import thank
from storage.events import Answer, Cancellation, Event, EventState, Passing, Place, Proxy, Seating, Why

__all__ = [
    "CAME",
    "CANCEL",
    "CHANGE",
    "CLEARED",
    "DAYS",
    "GUESTS",
    "LARGEST_PARTY",
    "MOST_CHILDREN",
    "MOST_NAMED",
    "OFFER_MINUTES",
    "SOME",
    "Answer",
    "Answered",
    "Attendance",
    "Attendee",
    "Audience",
    "Cancellation",
    "Changed",
    "Changes",
    "Coming",
    "Edited",
    "Event",
    "EventState",
    "Mine",
    "Origin",
    "Part",
    "Party",
    "Passing",
    "Place",
    "Press",
    "Proxy",
    "Seating",
    "Shown",
    "ShownDraft",
    "ShownSeating",
    "Step",
    "Way",
    "Why",
    "answer",
    "answer_question",
    "arrange",
    "ask",
    "ask_due",
    "ask_guests",
    "ask_how_many",
    "ask_nickname",
    "ask_number",
    "ask_part",
    "ask_why",
    "attendance",
    "awaits_words",
    "begin_series",
    "call_for_more",
    "can_undo",
    "cancel",
    "change",
    "changes_what",
    "check_in",
    "choose_deadline",
    "choose_part",
    "choose_time",
    "clear_part",
    "close_over",
    "close_sign_up",
    "come_alone",
    "count_told",
    "different",
    "draw_time",
    "draws",
    "end_offer",
    "event_of_nickname",
    "go_ahead",
    "just_once",
    "keeps_quota",
    "keeps_reserve",
    "known_of",
    "leave_out",
    "left",
    "may_organise",
    "may_see",
    "mine",
    "missing",
    "most_neighbours",
    "must_have_draw",
    "must_organise",
    "my_answer",
    "name_guests",
    "neighbour_cant",
    "none_can",
    "note_failed",
    "organisers_of",
    "party",
    "pass_news_on",
    "pass_set_time",
    "reason_of",
    "relay",
    "remove_guests",
    "repost",
    "save_change",
    "say_came",
    "set_closed",
    "set_instant",
    "set_time",
    "show",
    "show_card",
    "show_draft",
    "show_edit",
    "show_names",
    "show_seating",
    "sign_up_by_nickname",
    "sign_up_neighbours",
    "take_change",
    "take_reason",
    "tell_cancelled",
    "tell_due",
    "thank",
    "undo_cancel",
    "whats_on",
    "write_came",
]
