"""Another urgent notice in a week: shown which houses had theirs, before it goes."""

from bot.outgoing import Outgoing
from bot.texts import escape
from community.announcements.previewing import Preview
from community.announcements.writing import Option
from handlers.taps.announcement_hours import SendUrgently
from handlers.taps.announcements import OpenDraft, SetNoticeOption
from handlers.views.reader import Reader

MOST_NAMED = 10


def urgent_again(shown: Preview, reader: Reader) -> Outgoing:
    """Must it be?"""
    texts = reader.texts
    lines = [texts.html("Urgent notices wake people. In the last week these houses had:")]
    lines += [escape(f"{house.name}: {number}") for house, number in shown.often[:MOST_NAMED]]
    if more := len(shown.often) - MOST_NAMED:
        lines += [texts.count_html("and {n} more house", "and {n} more houses", more)] if more > 0 else []
    send = SendUrgently(draft=shown.draft).key(texts.say("Send it as urgent"))
    calmly = SetNoticeOption(draft=shown.draft, option=Option.URGENT, on=0).key(texts.say("It is not urgent"))
    return Outgoing("\n".join(lines), ((send,), (calmly,), (OpenDraft(draft=shown.draft).key(texts.say("Back")),)))
