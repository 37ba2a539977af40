"""Who asks a poll together, in private."""

from bot.names import apart, cut, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Texts, escape
from community.polls import Poll
from community.sharing import Together
from handlers.taps.people import ShowMenu
from handlers.taps.poll_helpers import AcceptHelp, AskHelper, RemoveHelper, ShowHelpers
from handlers.taps.poll_panel import OpenPollPanel
from handlers.views.organisers import LONGEST_LABEL, name
from handlers.views.reader import Reader


def helpers(found: Together[Poll], reader: Reader) -> Outgoing:
    """The people, and how there are more or fewer of them."""
    poll, texts = found.thing.id, reader.texts
    lines: list[str] = [texts.html("Who asks <b>{question}</b>:", question=apart(found.thing.question))]
    rows: list[tuple[Key, ...]] = []
    for number, person in enumerate(found.people, 1):
        mine = person.telegram_id == reader.who
        lines.append(f"{number}. {escape(texts.say('You') if mine else isolated(name(person, texts)))}")
        if number > 1:
            other = texts.say("Remove {number}. {name}", number=number, name=cut(name(person, texts), LONGEST_LABEL))
            label = texts.say("Leave it to the others") if mine else other
            rows.append((RemoveHelper(poll=poll, person=person.id).key(label),))
    if found.invitation is not None:
        lines.append(texts.html("A link is waiting to be used."))
    rows.append((AskHelper(poll=poll).key(texts.say("Ask somebody to help")),))
    return Outgoing("\n".join(lines), (*rows, (OpenPollPanel(poll=poll).key(texts.say("Back")),)))


def link(found: Together[Poll], reader: Reader) -> Outgoing | None:
    """The message to forward; None when the link was used meanwhile."""
    if found.invitation is None:
        return None
    text = reader.texts.html(
        "<b>{title}</b>\nWill you look after this poll with me? Open the link and confirm: {link}\n<i>For one person, for 7 days.</i>",
        title=apart(found.thing.question),
        link=reader.link(f"q_{found.invitation.token}"),
    )
    return Outgoing(text)


def asked(poll: Poll, token: str, reader: Reader) -> Outgoing:
    """What somebody is asked who opened the link."""
    texts = reader.texts
    text = texts.html(
        "You are asked to look after <b>{title}</b> with others. You can close it and say what comes of it.", title=apart(poll.question)
    )
    yes, no = AcceptHelp(token=token).key(texts.say("Yes, I help")), ShowMenu().key(texts.say("No thanks"))
    return Outgoing(text, ((yes, no),))


def joined(poll: Poll, texts: Texts) -> Outgoing:
    """To the others."""
    text = texts.html("One more neighbour looks after <b>{title}</b> with you now.", title=apart(poll.question))
    return Outgoing(text, ((ShowHelpers(poll=poll.id).key(texts.say("Who asks")),),))
