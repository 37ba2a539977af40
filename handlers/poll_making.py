"""Making a poll in private at the edge to Telegram: one question at a time."""

from community import polls
from community.polls import guiding
from handlers import stepwise
from handlers.context import BotContext
from handlers.routing import Feature
from handlers.stepwise import turn
from handlers.taps.poll_making import AskAgain, AskLike, ChooseKind, GoTo, KeepFirst, NewPoll, SetRule, UsePollTemplate
from handlers.views import poll_making as views


async def on_new(tap: NewPoll, context: BotContext) -> None:
    """The first question, or whether to go on with what was begun. Raises: Refused (forgotten, no-house)."""
    await stepwise.begin(polls.ASKS, tap.fresh, context)


async def on_kind(tap: ChooseKind, context: BotContext) -> None:
    """What an answer is. Raises: Refused (draft-gone, not-yours)."""
    await context.handle(guiding.choose_kind, draft=tap.draft, kind=tap.kind, **turn(context))
    context.pop_up()


async def on_template(tap: UsePollTemplate, context: BotContext) -> None:
    """It is one of the usual polls, in the author's language. Raises: Refused (draft-gone, not-yours)."""
    kind, question = views.template(tap.template, await context.chosen_texts())
    await context.handle(guiding.use_template, draft=tap.draft, kind=kind, question=question, **turn(context))
    context.pop_up()


async def on_like(tap: AskLike, context: BotContext) -> None:
    """It is like another poll. Raises: Refused (draft-gone, not-yours, not-here)."""
    await context.handle(guiding.ask_like, draft=tap.draft, poll=tap.poll, **turn(context))
    context.pop_up()


async def on_again(tap: AskAgain, context: BotContext) -> None:
    """A poll that is over is asked again. Raises: Refused (forgotten, no-house, not-here, too-many-drafts)."""
    await context.handle(guiding.ask_again, poll=tap.poll, presser=context.presser, rules=context.rules, now=context.now())
    context.pop_up()


async def on_go_to(tap: GoTo, context: BotContext) -> None:
    """A question, or the preview. Raises: Refused (draft-gone, not-yours, old-button, poll-needs-options)."""
    await context.handle(guiding.go_to, draft=tap.draft, step=tap.step, **turn(context))
    context.pop_up()


async def on_keep(tap: KeepFirst, context: BotContext) -> None:
    """The last option goes. Raises: Refused (draft-gone, not-yours)."""
    await context.handle(guiding.keep_first, draft=tap.draft, left=tap.left, **turn(context))
    context.pop_up()


async def on_rule(tap: SetRule, context: BotContext) -> None:
    """A rule is set. Raises: Refused (draft-gone, not-yours, and the reasons of community.polls.making.put)."""
    await context.handle(guiding.set_rule, draft=tap.draft, rule=tap.rule, value=tap.value, **turn(context))
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """The answer in words. Raises: Refused with what can't be understood."""
    if not await stepwise.is_asked(polls.ASKS, context):
        return False
    return await context.handle(guiding.write, text=text, presser=context.presser, rules=context.rules, now=context.now())


FEATURE = Feature(
    buttons={
        NewPoll: on_new,
        ChooseKind: on_kind,
        UsePollTemplate: on_template,
        AskLike: on_like,
        AskAgain: on_again,
        GoTo: on_go_to,
        KeepFirst: on_keep,
        SetRule: on_rule,
    },
    words=(on_words,),
)
