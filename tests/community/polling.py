"""Asking and voting as neighbours do, for tests of use cases."""

from community import announcing, polls, publishing
from community.events import Press
from community.polls import Poll, PollKind, Voted
from storage.polls import change_poll, find_poll
from tests.community.neighbourhood import ADMIN, GROUP, RULES, Neighbourhood, in_group, presser

LINE = "What shall we get first? | Bench | Grill | Planters"


async def ask(here: Neighbourhood, line: str = LINE, *, who: int = ADMIN, kind: PollKind | None = None, **values: object) -> Poll:
    """A poll with a card in the group. `values`: columns of it that the line can't say."""
    await here.do(announcing.announce, line=line, origin=in_group(author=who), rules=RULES, now=here.now, kind="poll")
    number = (await here.draft()).id
    pressed = {"presser": presser(who), "message": 800 + number, "rules": RULES, "now": here.now}
    poll = await here.do(publishing.publish, draft=number, admin=True, chat=None, **pressed)
    if kind is not None or values:
        await here.db.transaction(change_poll, poll, **({"kind": kind} if kind else {}), **values)
    return await the(here, poll)


async def the(here: Neighbourhood, poll: int) -> Poll:
    """The poll as it is now."""
    found = await here.db.read(find_poll, poll)
    assert found is not None
    return found


async def tap(here: Neighbourhood, poll: Poll, who: int, option: int, *, press: Press | None = None) -> Voted:
    """Somebody presses an option on the card in the group."""
    press = press or Press(GROUP.telegram_id, None, next(here.updates))
    return await here.do(polls.tap, poll=poll.id, presser=presser(who), option=option, press=press, now=here.now)


async def mark(here: Neighbourhood, poll: Poll, who: int, option: int, mark: int, *, press: Press | None = None) -> Voted:
    """Somebody marks an option on their ballot in private."""
    press = press or Press(None, None, next(here.updates), invited=True)
    return await here.do(polls.mark, poll=poll.id, presser=presser(who), option=option, mark=mark, press=press, now=here.now)
