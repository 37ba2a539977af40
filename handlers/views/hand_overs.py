"""Handing a task over: what the one who has it sees, what others are asked, and what everybody is told."""

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bot.dates import say_span
from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, escape
from community.privacy import ticket_of
from community.volunteering import Call, Clash, ShownCall, Task, Wish
from community.volunteering.handing import Handing
from handlers.buttons import Button
from handlers.taps.hand_overs import FindSomebody, KeepTask, MakeTaskLink, OpenHandOver, TakeByLink, TakeHandedOver
from handlers.taps.people import ShowMenu
from handlers.taps.swaps import OpenTaskSwap
from handlers.taps.volunteering import OpenCall
from handlers.views import calls
from handlers.views.calls import WIDE, said_in_full
from handlers.views.reader import Reader
from handlers.views.task_neighbours import back_row

LINK = "y_"
"""How the payload of such a link begins."""

LONGEST_WORDS = 100
"""Encoded in an address they take twelve times as much."""


def rows_of(shown: ShownCall, reader: Reader) -> tuple[tuple[Key, ...], ...]:
    """Behind "More…" of a call: a button for each task one has."""
    keys = []
    for task in shown.tasks:
        mine = shown.mine.get(task.id)
        if mine is not None and not mine.queue:
            label = reader.texts.say("Hand over: {task}", task=apart(cut(task.name, WIDE)))
            keys.append(OpenHandOver(call=shown.call.id, task=task.id).key(label))
    return tuple((key,) for key in keys)


def screen(found: Handing, reader: Reader) -> Outgoing:
    """How far it has come, and what can be done."""
    texts, call, task, hand = reader.texts, found.call, found.task, found.hand
    lines = [
        texts.html("Hand over: <b>{task}</b>", task=said_in_full(call, task, reader)),
        texts.html("It is yours until somebody takes it. I tell you then."),
    ]
    if hand is not None and hand.asking:
        lines.append(_asked(found, reader))
    if hand is not None and hand.digest is not None:
        lines.append(texts.html("A link is waiting to be used."))
    of = {"call": call.id, "task": task.id}
    keys = [] if hand is not None and hand.asking else [FindSomebody(**of).key(texts.say("Find somebody for me"))]
    keys.append(MakeTaskLink(**of).key(texts.say("I know somebody")))
    keys.append(OpenTaskSwap(**of).key(texts.say("Swap it for another one")))
    keys += [KeepTask(**of).key(texts.say("I do it myself after all"))] if hand is not None else []
    return Outgoing("\n".join(lines), (*((key,) for key in keys), back_row(call.id, reader)))


def _asked(found: Handing, reader: Reader) -> Html:
    texts, hand = reader.texts, found.hand
    assert hand is not None, "somebody was asked"
    if hand.groups_at is not None:
        wall, today = (each.astimezone(ZoneInfo(found.call.zone)) for each in (hand.groups_at, reader.now))
        when = say_span(wall.replace(tzinfo=None), None, texts.language, today=today.date())
        return texts.html("I ask those in the queue now. The group is asked {when}.", when=when)
    return texts.html("The group is asked.") if hand.groups_asked else texts.html("The group can't be asked in time.")


def link(call: Call, task: Task, secret: str, reader: Reader) -> Outgoing:
    """The message to pass on."""
    texts, url = reader.texts, reader.link(LINK + secret)
    text = texts.html(
        "Can you do this instead of me? <b>{task}</b>\nOpen the link and confirm: {link}\n<i>For one person.</i>",
        task=said_in_full(call, task, reader),
        link=url,
    )
    words = texts.say("Can you do this instead of me? {task}", task=said_in_full(call, task, reader))
    share = Key(texts.say("Pass it on"), url="https://t.me/share/url?" + urlencode({"url": url, "text": cut(words, LONGEST_WORDS)}))
    return Outgoing(text, ((share,),))


def opened(call: Call, task: Task, secret: str, reader: Reader) -> Outgoing:
    """What somebody is asked who opened the link."""
    texts = reader.texts
    lines = [texts.html("A neighbour asks you to do this instead of them: <b>{task}</b>", task=said_in_full(call, task, reader))]
    more = [apart(task.about or ""), texts.say("Needed: {what}.", what=apart(task.requirement)) if task.requirement else ""]
    lines += [escape(" ".join(part for part in more if part))] if any(more) else []
    lines.append(
        texts.count_html(
            "I store that it is yours, until {n} day after it. More: /privacy",
            "I store that it is yours, until {n} days after it. More: /privacy",
            reader.sign_ups_days,
        )
    )
    keys = TakeByLink(secret=secret).key(texts.say("I take it")), ShowMenu().key(texts.say("No thanks"))
    return Outgoing("\n".join(lines), (keys,))


def wanted(call: Call, task: Task, hand: int, reader: Reader) -> Outgoing:
    """To somebody in the queue: they can have it now."""
    texts, ticket = reader.texts, ticket_of(reader.key, call.id)
    text = texts.html("Somebody looks for another one to do this: {task}. You are in the queue.", task=said_in_full(call, task, reader))
    take = TakeHandedOver(call=call.id, task=task.id, hand=hand, ticket=ticket).key(texts.say("I take it"))
    return Outgoing(text, ((take, OpenCall(call=call.id, ticket=ticket).key(texts.say("Look at it"))),))


def wanted_here(call: Call, task: Task, hand: int, reader: Reader) -> Outgoing:
    """The one message in a group, without names."""
    text = reader.texts.html("Somebody can't do this after all: <b>{task}</b>\nWho takes it?", task=said_in_full(call, task, reader))
    return Outgoing(text, ((TakeHandedOver(call=call.id, task=task.id, hand=hand).key(reader.both("I take it")),),))


def over_here(call: Call, task: Task, taken: bool, reader: Reader) -> Outgoing:
    """The same message when nobody is asked any more."""
    texts, said = reader.texts, said_in_full(call, task, reader)
    if taken:
        return Outgoing(texts.html("<b>{task}</b>\nSomebody has taken it. Thank you.", task=said))
    return Outgoing(texts.html("<b>{task}</b>\nNobody else is needed for it any more.", task=said))


def taken_over(call: Call, task: Task, reader: Reader) -> Outgoing:
    """To the one whose task it was."""
    texts = reader.texts
    text = texts.html("Somebody has taken it over: {task}. It is not yours any more.", task=said_in_full(call, task, reader))
    return Outgoing(text, ((OpenCall(call=call.id, ticket=ticket_of(reader.key, call.id)).key(texts.say("Open")),),))


def not_asked(call: Call, task: Task, reader: Reader) -> Outgoing:
    """To the one who hands over: no group has room for the question in time."""
    texts = reader.texts
    text = texts.html("I can't ask the group in time: {task}. Is there somebody you know?", task=said_in_full(call, task, reader))
    return Outgoing(text, ((MakeTaskLink(call=call.id, task=task.id).key(texts.say("I know somebody")),),))


def overlap(found: Clash, hand: int | None, secret: str | None, reader: Reader) -> Outgoing:
    """Somebody takes over what has the hours of another one of theirs."""
    call, task, ticket = found.call.id, found.task.id, ticket_of(reader.key, found.call.id)

    def take(wish: Wish) -> Button:
        if secret is not None:
            return TakeByLink(secret=secret, wish=wish)
        return TakeHandedOver(call=call, task=task, hand=hand or 0, wish=wish, ticket=ticket)

    return calls.overlap(found, reader, take)
