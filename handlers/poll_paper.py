"""Votes on paper, and options that residents propose, at the edge to Telegram."""

from bot.texts import LANGUAGES
from community import questions
from community.polls import PollKind, paper, proposing
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import administered, pressed_id
from handlers.polls import pressed
from handlers.routing import Feature
from handlers.taps.poll_paper import OpenPaper, ProposeOption, ReviewOption, TakeSlipsBack, TypeSlips
from handlers.views.polls import CONSENTS, YES_NO


async def on_open(tap: OpenPaper, context: BotContext) -> None:
    """The slips. Raises: Refused (poll-gone, may-not-enter)."""
    await context.read(paper.look, poll=tap.poll, who=context.who, admin_of=await rights(tap.poll, context))
    await context.reply("poll-paper", {"poll": tap.poll})
    context.pop_up()


async def on_type(tap: TypeSlips, context: BotContext) -> None:
    """How to type them. Raises: Refused (poll-gone, may-not-enter, poll-done, no-slips-here)."""
    admin_of = await rights(tap.poll, context)
    await context.handle(paper.ask, poll=tap.poll, who=context.who, admin_of=admin_of, now=context.now())
    context.pop_up()


async def on_take_back(tap: TakeSlipsBack, context: BotContext) -> None:
    """An entry counts no more. Raises: Refused (poll-gone, may-not-enter, poll-done)."""
    poll = await context.read(paper.poll_of, tap.entry)
    admin_of, message = await rights(poll, context), pressed_id(context)
    await context.handle(paper.take_back, entry=tap.entry, who=context.who, admin_of=admin_of, message=message, now=context.now())
    context.pop_up()


async def on_propose(tap: ProposeOption, context: BotContext) -> None:
    """How to propose one. Raises: Refused with the reasons of `proposing.ask`."""
    await context.handle(proposing.ask, poll=tap.poll, **pressed(tap.poll, tap.ticket, context))
    context.pop_up()


async def on_review(tap: ReviewOption, context: BotContext) -> None:
    """Yes or no to it. Raises: Refused (option-gone, poll-closed, not-asker)."""
    accept, message = bool(tap.accept), pressed_id(context)
    await context.handle(proposing.review, option=tap.option, who=context.who, accept=accept, message=message, now=context.now())
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """What slips say, or a new option. Raises: Refused with the reasons of `paper.write` and `proposing.propose`."""
    if await context.read(questions.is_asked, who=context.who, kind=paper.KIND, now=context.now()):
        poll = await context.read(paper.awaited, who=context.who, now=context.now())
        admin_of, names = await rights(poll.id, context), _names(poll.kind, context)
        await context.handle(paper.write, who=context.who, admin_of=admin_of, text=text, names=names, now=context.now())
        return True
    if not await context.read(questions.is_asked, who=context.who, kind=proposing.KIND, now=context.now()):
        return False
    await context.handle(proposing.propose, presser=context.presser, text=text, now=context.now())
    return True


async def rights(poll: int, context: BotContext) -> frozenset[int]:
    """The groups by whose rights somebody types slips; Telegram is not asked about who may anyway."""
    try:
        await context.read(paper.look, poll=poll, who=context.who)
    except Refused:
        return await administered(poll, context)
    return frozenset()


def _names(kind: PollKind, context: BotContext) -> paper.Names:
    """How options without words of their own are called in every language we have."""
    words = CONSENTS if kind is PollKind.CONSENT else YES_NO
    return {number: tuple(context.in_language(language).say(word) for language in LANGUAGES) for number, word in words.items()}


FEATURE = Feature(
    buttons={
        OpenPaper: on_open,
        TypeSlips: on_type,
        TakeSlipsBack: on_take_back,
        ProposeOption: on_propose,
        ReviewOption: on_review,
    },
    words=(on_words,),
)
"""Slips, and options from residents."""
