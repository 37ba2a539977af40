"""One answer per flat, at the edge to Telegram."""

from community import questions
from community.polls import by_flat
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.polls import pressed
from handlers.routing import Feature
from handlers.taps.poll_flats import AllowFlat, AskActivists, ChooseFlat


async def on_flat(tap: ChooseFlat, context: BotContext) -> None:
    """Which flat somebody answers for, or how to write it. Raises: Refused with the reasons of `by_flat.claim`."""
    values = pressed(tap.poll, tap.ticket, context)
    if tap.flat:
        await context.handle(by_flat.choose_flat, poll=tap.poll, label=tap.flat, **values)
    else:
        await context.handle(by_flat.ask_flat, poll=tap.poll, **values)
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """The label of the flat in words. Raises: Refused("no-such-flat")."""
    if not await context.read(questions.is_asked, who=context.who, kind=by_flat.KIND, now=context.now()):
        return False
    await context.handle(by_flat.write_flat, presser=context.presser, text=text, now=context.now())
    return True


async def on_ask_activists(tap: AskActivists, context: BotContext) -> None:
    """Those who look after the house are asked. Raises: Refused (poll-gone, poll-closed, not-joined, flat-first, nobody-to-ask)."""
    await context.handle(by_flat.ask_activists, poll=tap.poll, who=context.who, label=tap.flat, now=context.now())
    context.pop_up((await context.chosen_texts()).say("I have asked. I tell you what they say."), alert=True)


async def on_allow(tap: AllowFlat, context: BotContext) -> None:
    """Yes or no to another of the flat. Raises: Refused (flat-gone, not-yours)."""
    message, yes = pressed_id(context), bool(tap.yes)
    await context.handle(by_flat.decide, claim=tap.claim, who=context.who, yes=yes, message=message, now=context.now())
    context.pop_up()


FEATURE = Feature(buttons={ChooseFlat: on_flat, AskActivists: on_ask_activists, AllowFlat: on_allow}, words=(on_words,))
"""Which flat somebody answers for."""
