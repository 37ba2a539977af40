"""Organising together, at the edge to Telegram."""

from community import people
from community.events import must_organise, together
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.organisers import (
    AcceptInvitation,
    InviteOrganiser,
    LeaveOrganising,
    RemoveOrganiser,
    ShowOrganisers,
    TakeOver,
    WithdrawInvitation,
)


async def on_organisers(tap: ShowOrganisers, context: BotContext) -> None:
    """Who organises an event. Raises: Refused (event-gone, not-organiser)."""
    await context.read(must_organise, event=tap.event, who=context.who)
    await context.reply("organisers", {"event": tap.event}, edit=pressed_id(context))
    context.pop_up()


async def on_invite(tap: InviteOrganiser, context: BotContext) -> None:
    """A message to forward. Raises: Refused (event-gone, not-organiser, event-over, too-many-organisers)."""
    await context.handle(together.invite, event=tap.event, who=context.who, now=context.now())
    context.pop_up()


async def on_withdraw(tap: WithdrawInvitation, context: BotContext) -> None:
    """The link leads nowhere any more. Raises: Refused (event-gone, not-organiser)."""
    await context.handle(together.withdraw, event=tap.event, who=context.who, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_link(payload: str, context: BotContext) -> None:
    """Somebody opened the link: they are asked once. Raises: Refused (invitation-gone, event-over, organises-already)."""
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    await context.read(together.asked, payload, who=context.who, now=context.now())
    await context.reply("organiser-invited", {"token": payload})


async def on_accept(tap: AcceptInvitation, context: BotContext) -> None:
    """They organise it too. Raises: Refused (invitation-gone, event-over, organises-already, too-many-organisers, forgotten)."""
    message = pressed_id(context)
    await context.handle(together.accept, token=tap.token, presser=context.presser, message=message, now=context.now())
    context.pop_up()


async def on_leave(tap: LeaveOrganising, context: BotContext) -> None:
    """The others go on alone: asked once, then done. Raises: Refused (event-gone, not-organiser, no-successor)."""
    if tap.sure:
        await context.handle(together.leave, event=tap.event, who=context.who, message=pressed_id(context), now=context.now())
    else:
        await context.read(must_organise, event=tap.event, who=context.who)
        await context.reply("organiser-leaves", {"event": tap.event}, edit=pressed_id(context))
    context.pop_up()


async def on_remove(tap: RemoveOrganiser, context: BotContext) -> None:
    """Another organiser's part ends. Raises: Refused (event-gone, not-organiser)."""
    message, now = pressed_id(context), context.now()
    await context.handle(together.remove, event=tap.event, who=context.who, person=tap.person, message=message, now=now)
    context.pop_up()


async def on_take_over(tap: TakeOver, context: BotContext) -> None:
    """An admin takes on what nobody organises. Raises: Refused (event-gone, has-organiser, admins-only, rights-unknown)."""
    admin = await administers_one(await context.read(together.groups_of, tap.event), context)
    message, now = pressed_id(context), context.now()
    await context.handle(together.take_over, event=tap.event, presser=context.presser, admin=admin, message=message, now=now)
    context.pop_up()


async def administers_one(groups: tuple[int, ...], context: BotContext) -> bool:
    """Whether the presser administers one of these groups. Raises: Refused("rights-unknown") when Telegram does not say."""
    unknown = None
    for group in groups:
        try:
            if await context.services.rights.is_admin(context.who, group):
                return True
        except Refused as refused:
            unknown = refused
    if unknown is not None:
        raise unknown
    return False


FEATURE = Feature(
    buttons={
        ShowOrganisers: on_organisers,
        InviteOrganiser: on_invite,
        WithdrawInvitation: on_withdraw,
        AcceptInvitation: on_accept,
        LeaveOrganising: on_leave,
        RemoveOrganiser: on_remove,
        TakeOver: on_take_over,
    },
    links={"o_": on_link},
)
