"""What is owed about roles and invitations."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import handing, invitations, people, roles
from community.refusals import Refused
from handlers.views import invitations as invitation_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection
from storage.roles import Role, Scope


def _roles(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        shown = roles.show_roles(db, who=reader.who or 0, scope=_scope(params), now=reader.now)
    except Refused as refused:
        return said(refused, reader)
    return invitation_views.roles(shown, params.get("page", 0), reader)


def _ask_to_take(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        held = roles.may_take(db, who=reader.who or 0, holder=params["holder"])
    except Refused as refused:
        return said(refused, reader)
    events = len(handing.organised_in(db, held.person_id, held.scope, reader.now))
    return invitation_views.ask_to_take(held, roles.is_own(db, held, reader.who or 0), events, reader)


def _made(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        invited = invitations.look(db, secret=params["secret"], who=None, now=reader.now)
    except Refused:
        return None
    return invitation_views.made(invited, params["secret"], reader)


def _invitation(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        invited = invitations.look(db, secret=params["secret"], who=reader.who, now=reader.now)
    except Refused as refused:
        return said(refused, reader)
    return invitation_views.invitation(invited, params["secret"], people.is_known(db, reader.who or 0), reader)


def _taken(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return invitation_views.taken(Role(params["role"]), *roles.place_of(db, _scope(params)), reader)


def _ended(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return invitation_views.ended(Role(params["role"]), *roles.place_of(db, _scope(params)), reader)


def _used(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return invitation_views.used(Role(params["role"]), *roles.place_of(db, _scope(params)), reader)


def _scope(params: Params) -> Scope:
    return Scope(house=params["house"], area=params["area"])


VIEWS: Mapping[str, View] = {
    "roles": _roles,
    "ask-to-take": _ask_to_take,
    "invitation-made": _made,
    "invitation": _invitation,
    "role-taken": _taken,
    "role-ended": _ended,
    "invitation-used": _used,
}
