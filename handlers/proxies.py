"""Neighbours without a phone at the edge to Telegram: signed up, told, not coming after all."""

from community import events
from community.events import Passing
from handlers.context import BotContext
from handlers.events import press_of, pressed_id, rights_in
from handlers.routing import Feature
from handlers.taps.proxies import AskNeighbours, NeighbourCant, NoneCan, PassNewsOn, SignUpNeighbours


async def on_ask(tap: AskNeighbours, context: BotContext) -> None:
    """How many neighbours, or by which nickname. Raises: Refused (event-gone, not-joined)."""
    event, who, message = tap.event, context.who, pressed_id(context)
    admin_of = await rights_in(event, context)
    if tap.nickname:
        await context.handle(events.ask_nickname, event=event, who=who, message=message, now=context.now(), admin_of=admin_of)
    else:
        most = await context.read(events.most_neighbours, event=event, who=who, admin_of=admin_of)
        await context.reply("ask-neighbours", {"event": event, "most": most}, edit=message)
    context.pop_up()


async def on_sign_up(tap: SignUpNeighbours, context: BotContext) -> None:
    """So many neighbours come. Raises: Refused as `events.sign_up_neighbours`."""
    await context.handle(
        events.sign_up_neighbours,
        event=tap.event,
        who=context.who,
        party=tap.party,
        message=pressed_id(context),
        rules=context.rules,
        now=context.now(),
        admin_of=await rights_in(tap.event, context),
    )
    context.pop_up()


async def on_neighbour_cant(tap: NeighbourCant, context: BotContext) -> None:
    """The neighbour does not come after all. Raises: Refused("old-button")."""
    message, rules, now = pressed_id(context), context.rules, context.now()
    await context.handle(events.neighbour_cant, sign_up=tap.sign_up, who=context.who, message=message, rules=rules, now=now)
    context.pop_up()


async def on_none_can(tap: NoneCan, context: BotContext) -> None:
    """Nobody of us comes. Raises: Refused as `events.answer`."""
    press = press_of(tap.event, "", context)
    await context.handle(events.none_can, event=tap.event, presser=context.presser, press=press, rules=context.rules, now=context.now())
    context.pop_up((await context.chosen_texts()).say("Marked: none of you comes. Thanks for telling."))


async def on_pass_on(tap: PassNewsOn, context: BotContext) -> None:
    """The neighbour knows, or could not be reached. Raises: Refused("old-button")."""
    passing = await context.handle(events.pass_news_on, sign_up=tap.sign_up, told=bool(tap.told), who=context.who)
    texts = await context.chosen_texts()
    told = texts.say("Thanks for telling."), texts.say("Marked. The organiser sees it.")
    context.pop_up(told[passing is Passing.UNREACHED])


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question are a nickname. Raises: Refused as `events.sign_up_by_nickname`."""
    who, now = context.who, context.now()
    event = await context.read(events.event_of_nickname, who=who, now=now)
    if event is None:
        return False
    admin_of, rules = await rights_in(event, context), context.rules
    await context.handle(events.sign_up_by_nickname, event=event, who=who, text=text, rules=rules, now=now, admin_of=admin_of)
    return True


FEATURE = Feature(
    buttons={
        AskNeighbours: on_ask,
        SignUpNeighbours: on_sign_up,
        NeighbourCant: on_neighbour_cant,
        NoneCan: on_none_can,
        PassNewsOn: on_pass_on,
    },
    words=(on_words,),
)
