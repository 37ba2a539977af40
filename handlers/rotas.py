"""Rotas at the edge to Telegram: beginning one, joining, and what one does with one's turns."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from telegram.constants import ChatType

from community import announcing, people, rotas
from community.events import Press
from community.refusals import Refused
from community.rotas import swapping
from community.rotas.showing import shown_after
from handlers import stepwise
from handlers.context import BotContext
from handlers.events import administers, holds_ticket, is_card_of, origin_of, pressed_id
from handlers.routing import Command, Feature
from handlers.taps.rotas import (
    AnswerSwap,
    CantTurn,
    ChooseMyFlat,
    EndPause,
    JoinRota,
    LeaveRota,
    MyTurns,
    NameRota,
    NewRota,
    OpenRota,
    OpenTurn,
    PauseRota,
    RotaRule,
    SetRotaRule,
    ShowRotas,
    SwapTurn,
    TakeTurn,
    TieFlat,
)
from handlers.topics import hear_of
from handlers.views import rota_drafts
from handlers.views import rotas as views

RULES = {RotaRule.WITHOUT_HOLIDAYS: "without_holidays", RotaRule.BY_FLAT: "by_flat"}


async def on_rota(command: Command, context: BotContext) -> None:
    """`/rota …` in a group or in private."""
    origin = await origin_of(command.message, context)
    await hear_of(command.message, context)
    await context.handle(announcing.announce, line=command.text, origin=origin, rules=context.rules, now=context.now(), kind="rota")


async def on_new(tap: NewRota, context: BotContext) -> None:
    """The first question. Raises: Refused (forgotten, no-house, too-many-drafts)."""
    await stepwise.begin(rotas.ASKS, tap.fresh, context)


async def on_name(tap: NameRota, context: BotContext) -> None:
    """It is one of the usual duties. Raises: Refused (draft-gone, not-yours)."""
    title = rota_drafts.duty(tap.duty, await context.chosen_texts())
    await context.handle(rotas.name_it, draft=tap.draft, title=title, **stepwise.turn(context))
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """The answer in words. Raises: Refused with what can't be understood."""
    if not await stepwise.is_asked(rotas.ASKS, context):
        return False
    return await context.handle(rotas.write, text=text, presser=context.presser, rules=context.rules, now=context.now())


async def on_rule(tap: SetRotaRule, context: BotContext) -> None:
    """A rule of the preview. Raises: Refused (draft-gone, not-yours, old-button, no-flats)."""
    rule: dict[str, Any] = {"name": RULES[tap.rule], "value": bool(tap.value), "message": pressed_id(context), "now": context.now()}
    await context.handle(rotas.set_rule, draft=tap.draft, who=context.who, admin=await administers(context), **rule)
    context.pop_up()


async def on_join(tap: JoinRota, context: BotContext) -> None:
    """Take turns. Raises: Refused with the reasons of `rotas.join`."""
    press = _press(tap.rota, tap.ticket, context)
    values: dict[str, Any] = {"rota": tap.rota, "presser": context.presser, "press": press, "rules": context.rules}
    if press.chat is None:
        joined = await _show(context, "rota", {"rota": tap.rota}, rotas.join, **values)
    else:
        joined = await context.handle(rotas.join, now=context.now(), **values)
    text, alert = views.joined(joined, context.in_language(joined.language))
    context.pop_up(text, alert=alert)


async def on_my_turns(tap: MyTurns | JoinRota, context: BotContext) -> None:
    """One's own turns in a pop-up; also what a press that was delivered twice shows. Raises: Refused("rota-gone")."""
    shown = await context.read(rotas.show, tap.rota, context.who, context.rules, context.now())
    if shown is None:
        raise Refused("rota-gone")
    context.pop_up(views.my_turns(shown, await context.chosen_texts(), context.now()), alert=True)


async def on_open(tap: OpenRota, context: BotContext) -> None:
    """A rota in the private chat. Raises: Refused("not-here")."""
    await must_see(tap.rota, tap.ticket, context)
    await context.reply("rota", {"rota": tap.rota}, edit=pressed_id(context) if tap.here else None)
    context.pop_up()


async def on_link(payload: str, context: BotContext) -> None:
    """ "Change my turns" on a card leads here; who has seen the card may join. Raises: Refused("rota-gone")."""
    rota, _, ticket = payload.partition("_")
    if not rota.isdigit() or not holds_ticket(int(rota), ticket, context):
        raise Refused("rota-gone")
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    await context.reply("rota", {"rota": int(rota)})


async def on_rotas(tap: ShowRotas, context: BotContext) -> None:
    """The rotas of one's houses."""
    await context.reply("rotas")
    context.pop_up()


async def on_choose_flat(tap: ChooseMyFlat, context: BotContext) -> None:
    """Which flat is mine? Raises: Refused("not-here")."""
    await must_see(tap.rota, tap.ticket, context)
    await context.reply("rota-flats", {"rota": tap.rota, "page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_tie(tap: TieFlat, context: BotContext) -> None:
    """This flat is mine. Raises: Refused with the reasons of `rotas.tie`."""
    rota = await context.read(rotas.rota_of, tap.member)
    press = _press(rota, tap.ticket, context)
    await _show(context, "rota", {"rota": rota}, rotas.tie, member=tap.member, presser=context.presser, press=press)
    context.pop_up()


async def on_leave(tap: LeaveRota, context: BotContext) -> None:
    """Asked once, then done. Raises: Refused with the reasons of `rotas.leave`."""
    params = {"rota": tap.rota}
    if tap.sure:
        await _show(context, "rota", params, rotas.leave, rota=tap.rota, who=context.who, rules=context.rules)
    else:
        await context.read(rotas.must_be_member, rota=tap.rota, who=context.who)
        await context.reply("rota-leave", params, edit=pressed_id(context))
    context.pop_up()


async def on_pause(tap: PauseRota, context: BotContext) -> None:
    """From when, for how long, and then it is so. Raises: Refused with the reasons of `rotas.pause`."""
    day = _day(tap.day)
    if tap.months:
        values: dict[str, Any] = {"who": context.who, "start": day, "months": tap.months, "rules": context.rules}
        await _show(context, "rota", {"rota": tap.rota}, rotas.pause, rota=tap.rota, **values)
    else:
        await context.read(rotas.must_be_member, rota=tap.rota, who=context.who)
        await context.reply("rota-pause", {"rota": tap.rota, "day": tap.day}, edit=pressed_id(context))
    context.pop_up()


async def on_end_pause(tap: EndPause, context: BotContext) -> None:
    """Back again. Raises: Refused with the reasons of `rotas.pause`."""
    values: dict[str, Any] = {"who": context.who, "start": date.min, "months": 0, "rules": context.rules}
    await _show(context, "rota", {"rota": tap.rota}, rotas.pause, rota=tap.rota, **values)
    context.pop_up()


async def on_turn(tap: OpenTurn, context: BotContext) -> None:
    """What I can do with it. Raises: Refused with the reasons of `rotas.foresee`."""
    await context.read(rotas.foresee, turn=tap.turn, who=context.who, now=context.now())
    await context.reply("rota-turn", {"turn": tap.turn}, edit=pressed_id(context))
    context.pop_up()


async def on_cant(tap: CantTurn, context: BotContext) -> None:
    """Asked once, then passed on. Raises: Refused with the reasons of `rotas.cant`."""
    foreseen = await context.read(rotas.foresee, turn=tap.turn, who=context.who, now=context.now())
    if tap.sure:
        await _show(context, "rota", {"rota": foreseen.rota.id}, rotas.cant, turn=tap.turn, who=context.who, rules=context.rules)
    else:
        await context.reply("rota-cant", {"turn": tap.turn}, edit=pressed_id(context))
    context.pop_up((await context.chosen_texts()).say("Passed on.") if tap.sure else "")


async def on_swap(tap: SwapTurn, context: BotContext) -> None:
    """For which turn, and then it is asked. Raises: Refused with the reasons of `swapping.ask`."""
    values: dict[str, Any] = {"turn": tap.turn, "other": tap.other, "who": context.who, "rules": context.rules}
    if tap.other:
        await _show(context, "rota-turn", {"turn": tap.turn}, swapping.ask, **values)
        context.pop_up((await context.chosen_texts()).say("Asked. I tell you the answer."))
        return
    await context.read(rotas.swappable, turn=tap.turn, who=context.who, now=context.now())
    await context.reply("rota-swaps", {"turn": tap.turn}, edit=pressed_id(context))
    context.pop_up()


async def on_answer_swap(tap: AnswerSwap, context: BotContext) -> None:
    """Yes or no. Raises: Refused with the reasons of `swapping.answer`."""
    values: dict[str, Any] = {"turn": tap.turn, "other": tap.other, "who": context.who, "yes": bool(tap.yes), "rules": context.rules}
    rota = await context.read(rotas.rota_of_turn, tap.turn)
    await _show(context, "rota", {"rota": rota}, swapping.answer, **values)
    texts = await context.chosen_texts()
    context.pop_up(texts.say("Swapped.") if tap.yes else texts.say("You keep yours."))


async def on_take(tap: TakeTurn, context: BotContext) -> None:
    """An open turn is mine. Raises: Refused with the reasons of `rotas.take_open`."""
    rota = await context.read(rotas.rota_of_turn, tap.turn)
    await _show(context, "rota", {"rota": rota}, rotas.take_open, turn=tap.turn, who=context.who)
    context.pop_up((await context.chosen_texts()).say("It is yours. Thank you."))


async def must_see(rota: int, ticket: str, context: BotContext) -> None:
    """Whoever holds the card's ticket or lives where it hangs may see a rota. Raises: Refused("not-here")."""
    invited = bool(ticket) and holds_ticket(rota, ticket, context)
    if not invited and not await context.read(rotas.sees, rota=rota, who=context.who):
        raise Refused("not-here")


async def _show(context: BotContext, kind: str, params: Mapping[str, Any], act: Any, **values: Any) -> Any:
    """Act, and show in the pressed message what is so then, in one transaction."""
    screen = {"to": context.who, "language": context.spoken, "edit": pressed_id(context), "kind": kind, "params": params}
    return await context.handle(shown_after, act, screen, now=context.now(), **values)


def _press(rota: int, ticket: str, context: BotContext) -> Press:
    """Where it was pressed, and whether the presser has seen the card."""
    query = context.happened.callback_query
    message = query.message if query else None
    chat = message.chat.id if message and message.chat.type != ChatType.PRIVATE else None
    known = message is not None and (chat is None or is_card_of(message, f"{MyTurns.prefix}:{rota}"))
    invited = bool(ticket) and holds_ticket(rota, ticket, context)
    return Press(chat, message.message_id if message and known else None, context.happened.update_id, invited)


def _day(number: int) -> date:
    """Raises: Refused("old-button") for a number that is no day."""
    try:
        return date.fromordinal(number) if number else date.min
    except (ValueError, OverflowError):
        raise Refused("old-button") from None


FEATURE = Feature(
    commands={("rota", "vuorolista", "turlista"): on_rota},
    takes_text=(on_rota,),
    buttons={
        NewRota: on_new,
        NameRota: on_name,
        SetRotaRule: on_rule,
        JoinRota: on_join,
        MyTurns: on_my_turns,
        OpenRota: on_open,
        ShowRotas: on_rotas,
        ChooseMyFlat: on_choose_flat,
        TieFlat: on_tie,
        LeaveRota: on_leave,
        PauseRota: on_pause,
        EndPause: on_end_pause,
        OpenTurn: on_turn,
        CantTurn: on_cant,
        SwapTurn: on_swap,
        AnswerSwap: on_answer_swap,
        TakeTurn: on_take,
    },
    again={JoinRota: on_my_turns},
    links={"v_": on_link},
    words=(on_words,),
)
"""`/rota`, and what stands under rotas."""
