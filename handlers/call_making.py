"""Making a call in private at the edge to Telegram: one question at a time."""

from community import volunteering
from community.volunteering import guiding
from handlers import stepwise
from handlers.context import BotContext
from handlers.routing import Feature
from handlers.stepwise import turn
from handlers.taps.call_making import AnswerCall, CallForEvent, CallLike, GoToCall, KeepTasks, NewCall, SetCallRule, UseCallTemplate
from handlers.views import call_templates as views


async def on_new(tap: NewCall, context: BotContext) -> None:
    """The first question, or whether to go on with what was begun. Raises: Refused (forgotten, no-house)."""
    await stepwise.begin(volunteering.ASKS, tap.fresh, context)


async def on_event(tap: CallForEvent, context: BotContext) -> None:
    """What there is to do for an event. Raises: Refused (event-gone, not-organiser, event-cancelled, event-over, too-many-drafts)."""
    await context.handle(guiding.begin_for, event=tap.event, presser=context.presser, rules=context.rules, now=context.now())
    context.pop_up()


async def on_template(tap: UseCallTemplate, context: BotContext) -> None:
    """It is one of the usual calls, in the author's language. Raises: Refused (draft-gone, not-yours)."""
    title, tasks = views.template(tap.template, await context.chosen_texts())
    await context.handle(guiding.use_template, draft=tap.draft, title=title, tasks=tasks, **turn(context))
    context.pop_up()


async def on_like(tap: CallLike, context: BotContext) -> None:
    """It is like another call. Raises: Refused (draft-gone, not-yours, not-here)."""
    await context.handle(guiding.call_like, draft=tap.draft, call=tap.call, **turn(context))
    context.pop_up()


async def on_answer(tap: AnswerCall, context: BotContext) -> None:
    """A usual answer. Raises: Refused (draft-gone, not-yours, past, old-button, not-here)."""
    await context.handle(guiding.answer, draft=tap.draft, step=tap.step, value=tap.value, **turn(context))
    context.pop_up()


async def on_go_to(tap: GoToCall, context: BotContext) -> None:
    """A question, or the preview. Raises: Refused (draft-gone, not-yours, old-button, call-needs-task)."""
    await context.handle(guiding.go_to, draft=tap.draft, step=tap.step, **turn(context))
    context.pop_up()


async def on_keep(tap: KeepTasks, context: BotContext) -> None:
    """The last task goes. Raises: Refused (draft-gone, not-yours)."""
    await context.handle(guiding.keep_first, draft=tap.draft, left=tap.left, **turn(context))
    context.pop_up()


async def on_rule(tap: SetCallRule, context: BotContext) -> None:
    """A rule is set. Raises: Refused (draft-gone, not-yours, old-button)."""
    await context.handle(guiding.set_rule, draft=tap.draft, rule=tap.rule, value=tap.value, **turn(context))
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """The answer in words. Raises: Refused with what can't be understood."""
    if not await stepwise.is_asked(volunteering.ASKS, context):
        return False
    return await context.handle(guiding.write, text=text, presser=context.presser, rules=context.rules, now=context.now())


FEATURE = Feature(
    buttons={
        NewCall: on_new,
        CallForEvent: on_event,
        UseCallTemplate: on_template,
        CallLike: on_like,
        AnswerCall: on_answer,
        GoToCall: on_go_to,
        KeepTasks: on_keep,
        SetCallRule: on_rule,
    },
    words=(on_words,),
)
