"""Roles and invitations at the edge to Telegram."""

from community import handing, invitations, people, roles
from community.notice import NOTICE_VERSION
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.invitations import WITH_ALL, Invite, RevokeInvitation, ShowRoles, TakeOnRole, TakeRole


async def on_roles(tap: ShowRoles, context: BotContext) -> None:
    """Who has which role. Raises: Refused (house-gone, not-manager)."""
    scope = await context.read(roles.scope_of, house=tap.house, area=tap.area)
    await context.read(roles.managing, context.who, scope)
    await context.reply("roles", {"house": scope.house, "area": scope.area, "page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_invite(tap: Invite, context: BotContext) -> None:
    """A link for one person. Raises: Refused (house-gone, not-manager, wrong-role, too-many-invitations)."""
    scope = await context.read(roles.scope_of, house=tap.house, area=tap.area)
    await context.handle(invitations.invite, who=context.who, role=tap.role, scope=scope, language=context.spoken, now=context.now())
    context.pop_up((await context.chosen_texts()).say("Forward the message below to one person. It works once."), alert=True)


async def on_revoke(tap: RevokeInvitation, context: BotContext) -> None:
    """A link shall not work any more. Raises: Refused (invitation-gone, not-manager)."""
    await context.handle(
        invitations.revoke,
        who=context.who,
        invitation=tap.invitation,
        message=pressed_id(context),
        language=context.spoken,
        now=context.now(),
    )
    context.pop_up()


async def on_take(tap: TakeRole, context: BotContext) -> None:
    """A role ends: asked once, then done. Raises: Refused (role-gone, not-manager, last-manager)."""
    if tap.sure:
        message, now = pressed_id(context), context.now()
        end = handing.take_over if tap.sure == WITH_ALL else roles.take
        await context.handle(end, who=context.who, holder=tap.holder, message=message, language=context.spoken, now=now)
    else:
        await context.read(roles.may_take, who=context.who, holder=tap.holder)
        await context.reply("ask-to-take", {"holder": tap.holder}, edit=pressed_id(context))
    context.pop_up()


async def on_invitation_link(payload: str, context: BotContext) -> None:
    """Somebody opened an invitation: they are asked once. Raises: Refused (invitation-gone, has-role)."""
    await context.read(invitations.look, secret=payload, who=context.who, now=context.now())
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    await context.reply("invitation", {"secret": payload})


async def on_accept(tap: TakeOnRole, context: BotContext) -> None:
    """They take the role. Raises: Refused (invitation-gone, has-role)."""
    await context.handle(
        invitations.accept,
        secret=tap.token,
        presser=context.presser,
        notice=NOTICE_VERSION,
        message=pressed_id(context),
        rules=context.rules,
        now=context.now(),
    )
    context.pop_up()


FEATURE = Feature(
    buttons={ShowRoles: on_roles, Invite: on_invite, RevokeInvitation: on_revoke, TakeRole: on_take, TakeOnRole: on_accept},
    links={"r_": on_invitation_link},
)
