"""Those who come along, at the edge to Telegram: grown-ups and children, who comes alone, names of guests."""

from community import events, questions
from community.events import Answer
from handlers.context import BotContext
from handlers.events import may_look, press_of, pressed_id
from handlers.routing import Feature
from handlers.taps.parties import AskParty, BringParty, ComeAlone, Guests, MyGuests
from handlers.views import answers as views


async def on_ask(tap: AskParty, context: BotContext) -> None:
    """How many grown-ups, then how many children. Raises: Refused("not-here")."""
    await may_look(tap.event, tap.ticket, context)
    await context.reply("party", {"event": tap.event, "adults": tap.adults}, edit=pressed_id(context))
    context.pop_up()


async def on_party(tap: BringParty, context: BotContext) -> None:
    """Coming, with children."""
    answered = await context.handle(
        events.answer,
        event=tap.event,
        presser=context.presser,
        answer=Answer.COMING,
        party=tap.adults + tap.children,
        children=tap.children,
        press=press_of(tap.event, tap.ticket, context),
        rules=context.rules,
        now=context.now(),
    )
    text, alert = views.answered(answered, context.in_language(answered.language), context.now(), context.rules.sign_ups_days)
    context.pop_up(text, alert=alert)


async def on_alone(tap: ComeAlone, context: BotContext) -> None:
    """Somebody wishes to be greeted, or not. Raises: Refused (event-gone, not-coming)."""
    alone, message = bool(tap.alone), pressed_id(context)
    await context.handle(events.come_alone, event=tap.event, who=context.who, alone=alone, message=message, now=context.now())
    context.pop_up()


async def on_guests(tap: MyGuests, context: BotContext) -> None:
    """The names of my guests. Raises: Refused (event-gone, not-coming)."""
    event, who, message = tap.event, context.who, pressed_id(context)
    if tap.step is Guests.ASK:
        await context.handle(events.ask_guests, event=event, who=who, message=message, now=context.now())
    elif tap.step is Guests.REMOVE:
        await context.handle(events.remove_guests, event=event, who=who, message=message, now=context.now())
    else:
        await context.read(events.party, event=event, who=who)
        await context.reply("guests", {"event": event}, edit=message)
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question are the names. Raises: Refused (event-gone, not-coming, no-name, too-many-guests)."""
    if not await context.read(questions.is_asked, who=context.who, kind=events.GUESTS, now=context.now()):
        return False
    await context.handle(events.name_guests, who=context.who, text=text, now=context.now())
    return True


FEATURE = Feature(
    buttons={AskParty: on_ask, BringParty: on_party, ComeAlone: on_alone, MyGuests: on_guests},
    words=(on_words,),
)
