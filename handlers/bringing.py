"""Bring-lists at the edge to Telegram: the organiser writes one, neighbours say what they bring."""

from community import bringing, events, questions
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import holds_ticket, pressed_id
from handlers.routing import Feature
from handlers.taps.bringing import BringItem, BringList, BringSomething, Listing
from handlers.views import bringing as views


async def on_list(tap: BringList, context: BotContext) -> None:
    """The organiser looks at the list, writes it anew or empties it."""
    event, who, message, now = tap.event, context.who, pressed_id(context), context.now()
    if tap.step is Listing.CLEAR:
        await context.handle(bringing.clear, event=event, who=who, message=message, rules=context.rules, now=now)
    else:
        use_case = bringing.ask if tap.step is Listing.ASK else bringing.show
        await context.handle(use_case, event=event, who=who, message=message, now=now)
    context.pop_up()


async def on_bring_something(tap: BringSomething, context: BotContext) -> None:
    """What is needed, to choose from."""
    invited = bool(tap.ticket) and holds_ticket(tap.event, tap.ticket, context)
    if not invited and not await context.read(events.may_see, event=tap.event, who=context.who):
        raise Refused("not-here")
    await context.reply("bring", {"event": tap.event}, edit=pressed_id(context))
    context.pop_up()


async def on_item(tap: BringItem, context: BotContext) -> None:
    """I bring this, or I do not after all."""
    item, message = tap.item, pressed_id(context)
    promised = await context.handle(bringing.claim, item=item, pieces=tap.pieces, who=context.who, message=message, now=context.now())
    context.pop_up(views.promised(promised, context.in_language(promised.language)))


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the organiser's next words after the question are the list."""
    if not await context.read(questions.is_asked, who=context.who, kind=bringing.KIND, now=context.now()):
        return False
    await context.handle(bringing.write, who=context.who, text=text, rules=context.rules, now=context.now())
    return True


FEATURE = Feature(buttons={BringList: on_list, BringSomething: on_bring_something, BringItem: on_item}, words=(on_words,))
