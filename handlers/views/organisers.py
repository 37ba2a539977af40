"""Who organises an event together, in private."""

from bot.names import apart, cut, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Texts, escape
from community.events import Event
from community.sharing import Together
from handlers.taps.events import OpenPanel
from handlers.taps.organisers import (
    AcceptInvitation,
    InviteOrganiser,
    LeaveOrganising,
    RemoveOrganiser,
    ShowOrganisers,
    WithdrawInvitation,
)
from handlers.taps.people import ShowMenu
from handlers.views.events import when
from handlers.views.reader import Reader
from storage.people import Person

LONGEST_LABEL = 24


def organisers(found: Together[Event], reader: Reader) -> Outgoing:
    """The people, and how there are more or fewer of them."""
    event, texts = found.thing.id, reader.texts
    lines: list[str] = [texts.html("Who organises <b>{title}</b>:", title=apart(found.thing.title))]
    lines += [f"{number}. {escape(_called(person, reader))}" for number, person in enumerate(found.people, 1)]
    rows: list[tuple[Key, ...]] = []
    for number, person in list(enumerate(found.people, 1))[1:]:
        if person.telegram_id != reader.who:
            label = texts.say("Remove {number}. {name}", number=number, name=cut(name(person, texts), LONGEST_LABEL))
            rows.append((RemoveOrganiser(event=event, person=person.id).key(label),))
    rows.append((InviteOrganiser(event=event).key(texts.say("Ask somebody to help")),))
    if found.invitation is not None:
        lines.append(texts.html("A link is waiting to be used."))
        rows.append((WithdrawInvitation(event=event).key(texts.say("Withdraw the link")),))
    if len(found.people) > 1:
        rows.append((LeaveOrganising(event=event, sure=0).key(texts.say("Leave it to the others")),))
    else:
        lines.append(texts.html("To hand it over, first ask somebody to help."))
    rows.append((OpenPanel(event=event).key(texts.say("Back")),))
    return Outgoing("\n".join(lines), tuple(rows))


def link(found: Together[Event], reader: Reader) -> Outgoing | None:
    """The message to forward; None when the link was used or withdrawn meanwhile."""
    if found.invitation is None:
        return None
    text = reader.texts.html(
        "<b>{title}</b>, {when}\nWill you organise this with me? Open the link and confirm: {link}\n<i>For one person, for 7 days.</i>",
        title=apart(found.thing.title),
        when=when(found.thing, reader.texts, reader.now),
        link=reader.link(f"o_{found.invitation.token}"),
    )
    return Outgoing(text)


def asked(event: Event, token: str, reader: Reader) -> Outgoing:
    """What somebody is asked who opened the link."""
    texts = reader.texts
    said = {"title": apart(event.title), "when": when(event, texts, reader.now)}
    what = texts.html("You are asked to organise <b>{title}</b>, {when}. Organisers can change and cancel it.", **said)
    kept = texts.count_html(
        "I store that you are one of them, until {n} day after the event.",
        "I store that you are one of them, until {n} days after the event.",
        reader.sign_ups_days,
    )
    yes, no = AcceptInvitation(token=token).key(texts.say("Yes, I help")), ShowMenu().key(texts.say("No thanks"))
    return Outgoing(f"{what} {kept}", ((yes, no),))


def leaving(found: Together[Event], reader: Reader) -> Outgoing:
    """Asked once before somebody leaves it to the others."""
    event, texts = found.thing.id, reader.texts
    others = len(found.people) - 1
    text = texts.count_html(
        "Leave <b>{title}</b> to {n} other organiser?",
        "Leave <b>{title}</b> to {n} other organisers?",
        others,
        title=apart(found.thing.title),
    )
    yes = LeaveOrganising(event=event, sure=1).key(texts.say("Yes, leave it"))
    return Outgoing(text, ((yes, ShowOrganisers(event=event).key(texts.say("No"))),))


def joined(event: Event, texts: Texts) -> Outgoing:
    """To the other organisers."""
    return Outgoing(
        texts.html("One more neighbour organises <b>{title}</b> with you now.", title=apart(event.title)),
        ((ShowOrganisers(event=event.id).key(texts.say("Organisers")),),),
    )


def handed(event: Event, texts: Texts) -> Outgoing:
    """To the one whose event it is now."""
    return Outgoing(
        texts.html("<b>{title}</b> was handed over to you.", title=apart(event.title)),
        ((OpenPanel(event=event.id).key(texts.say("For the organiser")),),),
    )


def removed(event: Event, texts: Texts) -> Outgoing:
    """To the one who does not organise it any more."""
    return Outgoing(texts.html("You no longer organise <b>{title}</b>.", title=apart(event.title)))


def _called(person: Person, reader: Reader) -> str:
    return reader.texts.say("You") if person.telegram_id == reader.who else isolated(name(person, reader.texts))


def name(person: Person, texts: Texts) -> str:
    """Only a name that its owner shows on their events."""
    return person.name if person.name and person.name_shown else texts.say("Neighbour")
