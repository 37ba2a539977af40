"""Who looks after a call together, in private."""

from bot.names import apart, cut, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import escape
from community.sharing import Together
from community.volunteering import Call
from handlers.taps.call_helpers import AcceptCallHelp, AskCallHelper, LeaveCallHelp, RemoveCallHelper, ShowCallHelpers, WithdrawCallLink
from handlers.taps.call_panel import OpenCallPanel
from handlers.taps.people import ShowMenu
from handlers.views.calls import call_line
from handlers.views.organisers import LONGEST_LABEL, name
from handlers.views.reader import Reader


def helpers(found: Together[Call], reader: Reader) -> Outgoing:
    """The people, and how there are more or fewer of them."""
    call, texts = found.thing.id, reader.texts
    lines: list[str] = [texts.html("Who looks after <b>{title}</b>:", title=apart(found.thing.title))]
    rows: list[tuple[Key, ...]] = []
    for number, person in enumerate(found.people, 1):
        mine = person.telegram_id == reader.who
        lines.append(f"{number}. {escape(texts.say('You') if mine else isolated(name(person, texts)))}")
        if number > 1 and not mine:
            label = texts.say("Remove {number}. {name}", number=number, name=cut(name(person, texts), LONGEST_LABEL))
            rows.append((RemoveCallHelper(call=call, person=person.id).key(label),))
    rows.append((AskCallHelper(call=call).key(texts.say("Ask somebody to help")),))
    if found.invitation is not None:
        lines.append(texts.html("A link is waiting to be used."))
        rows.append((WithdrawCallLink(call=call).key(texts.say("Withdraw the link")),))
    if len(found.people) > 1:
        rows.append((LeaveCallHelp(call=call, sure=0).key(texts.say("Leave it to the others")),))
    else:
        lines.append(texts.html("To hand it over, first ask somebody to help."))
    return Outgoing("\n".join(lines), (*rows, (OpenCallPanel(call=call).key(texts.say("Back")),)))


def link(found: Together[Call], reader: Reader) -> Outgoing | None:
    """The message to forward; None when the link was used or withdrawn meanwhile."""
    if found.invitation is None:
        return None
    text = reader.texts.html(
        "<b>{call}</b>\nWill you look after this with me? Open the link and confirm: {link}\n<i>For one person, for 7 days.</i>",
        call=call_line(found.thing, reader),
        link=reader.link(f"k_{found.invitation.token}"),
    )
    return Outgoing(text)


def asked(call: Call, token: str, reader: Reader) -> Outgoing:
    """What somebody is asked who opened the link."""
    texts = reader.texts
    what = texts.html("You are asked to look after <b>{call}</b> with others. You can change and cancel it.", call=call_line(call, reader))
    yes, no = AcceptCallHelp(token=token).key(texts.say("Yes, I help")), ShowMenu().key(texts.say("No thanks"))
    return Outgoing(what, ((yes, no),))


def leaving(found: Together[Call], reader: Reader) -> Outgoing:
    """Asked once before somebody leaves it to the others."""
    call, texts = found.thing.id, reader.texts
    text = texts.html("Leave <b>{title}</b> to the others?", title=apart(found.thing.title))
    yes, no = LeaveCallHelp(call=call, sure=1), ShowCallHelpers(call=call)
    return Outgoing(text, ((yes.key(texts.say("Yes, leave it")), no.key(texts.say("No"))),))


def joined(call: Call, reader: Reader) -> Outgoing:
    """To the others."""
    text = reader.texts.html("One more neighbour looks after <b>{title}</b> with you now.", title=apart(call.title))
    return Outgoing(text, ((ShowCallHelpers(call=call.id).key(reader.texts.say("Who looks after it")),),))


def handed(call: Call, reader: Reader) -> Outgoing:
    """To the one whose call it is now."""
    text = reader.texts.html("<b>{title}</b> was handed over to you.", title=apart(call.title))
    return Outgoing(text, ((OpenCallPanel(call=call.id).key(reader.texts.say("For the organiser")),),))


def removed(call: Call, reader: Reader) -> Outgoing:
    """To the one who does not look after it any more."""
    return Outgoing(reader.texts.html("You no longer look after <b>{title}</b>.", title=apart(call.title)))
