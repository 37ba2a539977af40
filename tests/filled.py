"""A database with rows in every table, filled by the use cases themselves, as in a night when much is going on."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert

from community import (
    announcements,
    announcing,
    bringing,
    calendar,
    events,
    naming,
    places,
    publishing,
    reports,
    roles,
    rotas,
    trust,
    volunteering,
)
from community.announcements import Audience, Voice, Written
from community.events import Answer, Press, Way, together
from community.polls import voting
from community.volunteering import ask_chat, handing
from storage import announcements as announcement_rows
from storage import cards, codes, drafts, invitations, polls, posts, process, topics, troubles
from storage import rotas as rota_rows
from storage.announcements import AskKind, HelpRequest
from storage.engine import Database
from storage.events import Invitation
from storage.polls import FlatState, OptionState, PaperEntry, PollFlat
from storage.roles import Role, Scope
from storage.tables import TABLES
from storage.troubles import TroubleKind
from storage.volunteering import CallState, change_call, handovers, swaps
from tests.community.calling import call_for, for_a_neighbour, take, tasks_of
from tests.community.neighbourhood import ADMIN, GROUP, RULES, Neighbourhood, in_group, neighbour, presser

FORGOTTEN = neighbour(70)
"""Somebody who was forgotten; only the mark is left."""

ORGANISER = neighbour(71)
"""Somebody who has everything a person can have: a house, answers, an event, a reminder, drafts, messages on their way."""

PASSER_BY = neighbour(72)
"""Somebody who pressed a card and never joined."""


async def fill(db: Database) -> Neighbourhood:
    """At least one row in every table; the neighbourhood they belong to."""
    from community import privacy

    here = Neighbourhood(db)
    await here.found()
    await here.do(places.found_area, name="Koivula", groups=[GROUP.telegram_id], now=here.now)
    await here.resident(ORGANISER, "fi")
    await here.announce("Sat 22 May 12–15 Spring clean-up @ courtyard max 3", in_group(author=ORGANISER))
    event = await here.publish(who=ORGANISER)
    await here.do(events.arrange, event=event.id, who=ORGANISER, way=Way.OFFERS, number=60, days=1, message=None, rules=RULES, now=here.now)
    for who, party in ((ORGANISER, 2), (ADMIN, 1), (PASSER_BY, 1), (FORGOTTEN, 1)):
        await here.answer(event, who, party=party)
    await here.do(bringing.ask, event=event.id, who=ORGANISER, message=97, now=here.now)
    await here.do(bringing.write, who=ORGANISER, text="coffee", rules=RULES, now=here.now)
    await here.do(bringing.claim, item=1, pieces=1, who=ORGANISER, message=96, now=here.now)
    await here.do(events.ask_guests, event=event.id, who=ORGANISER, message=95, now=here.now)
    await here.do(events.name_guests, who=ORGANISER, text="Kaiku", now=here.now)
    await here.do(reports.report, thing=event.id, who=ORGANISER, admins=(ADMIN,), message=95, now=here.now)
    await here.do(naming.ask, who=ORGANISER, message=94, now=here.now)
    await here.do(naming.choose, who=ORGANISER, text="Kaiku", now=here.now)
    await here.do(trust.ask, house=(await here.house()).id, who=ORGANISER, admins=(ADMIN,), message=94, rules=RULES, now=here.now)
    neighbours = {"event": event.id, "who": ORGANISER, "party": 1, "message": 94, "rules": RULES, "now": here.now}
    await here.do(events.sign_up_neighbours, **neighbours)
    picnic = await here.event(line="every Sun from 23 May 12–15 Picnic")
    await here.answer(picnic, ORGANISER, Answer.MAYBE)
    await here.answer(picnic, ORGANISER, Answer.CANT, press=Press(None, 88, next(here.updates)))
    await here.do(privacy.forget, presser=presser(FORGOTTEN), free_seats=False, rules=RULES, now=here.now)
    await _call(here)
    await here.announce("Sun 30 May 12–15 Flea market", in_group(author=ORGANISER))
    await here.db.transaction(drafts.change_draft, (await here.draft()).id, message_id=650)
    await here.announce("31.2. klo 12 Pihatalkoot", in_group(author=ORGANISER))
    await _roles(here)
    await here.do(events.show_names, event=event.id, who=ORGANISER, shown=True, message=94, rules=RULES, now=here.now)
    await here.do(naming.let_list, who=ORGANISER, listed=True, message=94, now=here.now)
    await here.do(calendar.open_feed, who=ORGANISER, house=None, message=98, now=here.now)
    await here.do(together.invite, event=picnic.id, who=ADMIN, now=here.now)
    token = (await here.rows(Invitation))[0].token
    await here.do(together.accept, token=token, presser=presser(ORGANISER), message=97, now=here.now)
    await here.do(together.invite, event=event.id, who=ORGANISER, now=here.now)
    await _run_the_program(db, here.now)
    await db.transaction(topics.note_topic, (await here.chat()).id, 7, "Yard")
    await db.transaction(troubles.begin, (await here.chat()).id, TroubleKind.DEMOTED, here.now)
    await db.transaction(codes.add_code, "the code of a house that was merged", (await here.house()).id)
    await db.transaction(posts.note_post, (await here.chat()).id, here.now.date())
    values = {"event": event.id, "who": ORGANISER, "rules": RULES, "now": here.now}
    await here.do(events.change, changes={"place": "club room"}, **values)
    await _poll(here)
    over = await call_for(here, "Sat 15 May Leaves\nRaking ×2 12–13", who=ORGANISER)
    await take(here, (await tasks_of(here, over))["Raking"], ORGANISER)
    await here.db.transaction(change_call, over.id, state=CallState.OVER, ended_at=here.now)
    await here.do(volunteering.confirm, call=over.id, who=ORGANISER, message=93, rules=RULES, now=here.now)
    await _rota(here)
    await _announcement(here)
    await here.do(events.cancel, event=picnic.id, who=ORGANISER, message=99, rules=RULES, now=here.now)
    return here


async def _call(here: Neighbourhood) -> None:
    """A call of the organiser, who has a task in it, and so has a neighbour of theirs."""
    call = await call_for(here, who=ORGANISER)
    await here.db.transaction(cards.change_card, (await here.rows(cards.Card))[-1].id, message_id=777)
    await here.do(ask_chat, call=call.id, presser=presser(ORGANISER), message=96, rules=RULES, now=here.now)
    tasks = await tasks_of(here, call)
    await take(here, tasks["Raking"], ORGANISER)
    await for_a_neighbour(here, tasks["Raking"], ORGANISER, "Aino")
    of = {"call": tasks["Raking"].call_id, "task": tasks["Raking"].id, "who": ORGANISER, "message": 93, "now": here.now}
    await here.do(handing.make_link, **of)
    await here.db.transaction(handovers.change, 1, groups_at=here.now)
    await here.db.transaction(swaps.ask, 1, tasks["Coffee"].id, overlaps=False)


async def _poll(here: Neighbourhood) -> None:
    """An open poll with visible votes, which the organiser asks and has answered, and whose options and slips they have given too."""
    values = {"line": "What shall we get? | Bench | Grill", "origin": in_group(author=ORGANISER), "rules": RULES, "now": here.now}
    await here.do(announcing.announce, kind="poll", **values)
    draft = (await here.draft()).id
    pressed = {"presser": presser(ORGANISER), "message": 700, "rules": RULES, "now": here.now}
    poll = await here.do(publishing.publish, draft=draft, admin=True, chat=None, **pressed)
    person = (await here.person(ORGANISER)).id
    await here.db.transaction(polls.change_poll, poll, visible=True)
    press = Press(GROUP.telegram_id, None, next(here.updates))
    await here.do(voting.tap, poll=poll, presser=presser(ORGANISER), option=1, press=press, now=here.now)
    await here.db.transaction(polls.add_options, poll, [{"label": "Swing", "state": OptionState.PROPOSED, "proposed_by_id": person}])
    await here.db.transaction(_slips_and_flats, poll, person, here.now)


async def _rota(here: Neighbourhood) -> None:
    """A rota that runs, with a turn of the organiser's, and one of flats, of which one is theirs."""
    values: dict[str, Any] = {"rules": RULES, "now": here.now}
    await here.do(announcing.announce, kind="rota", line="every Sun 9 Sauna cleaning", origin=in_group(author=ORGANISER), **values)
    pressed = {"presser": presser(ORGANISER), "admin": True, "chat": None, "message": 701, **values}
    rota = await here.do(publishing.publish, draft=(await here.draft()).id, **pressed)
    assert rota is not None
    press = Press(GROUP.telegram_id, None, next(here.updates))
    await here.do(rotas.join, rota=rota, presser=presser(ORGANISER), press=press, **values)
    await here.do(rotas.start, rota=rota, who=ORGANISER, **values)
    flat = await here.db.transaction(rota_rows.add_member, rota, flat="A 1", place=99)
    await here.db.transaction(rota_rows.tie_flat, flat, (await here.person(ORGANISER)).id)


async def _announcement(here: Neighbourhood) -> None:
    """A notice of the organiser's, on its way, which they have read, and about which they ask for help."""
    written = Written({"en": "Water cut"}, Audience(houses=frozenset({(await here.house()).id})), Voice.COMMUNITY_MANAGER, asks=True)
    sent = await here.do(announcements.announce, who=ORGANISER, written=written, rules=RULES, now=here.now)
    private = replace(written, audience=replace(written.audience, residents=True))
    await here.do(announcements.announce, who=ORGANISER, written=private, rules=RULES, now=here.now)
    person, house = (await here.person(ORGANISER)).id, (await here.house()).id
    await here.db.transaction(announcement_rows.add_reading, sent.id, person, house, here.now)
    asked = {"announcement_id": sent.id, "person_id": person, "house_id": house, "kind": AskKind.HELP, "asked_at": here.now}
    await here.db.transaction(lambda db: db.execute(insert(HelpRequest), asked))


def _slips_and_flats(db: Connection, poll: int, person: int, now: datetime) -> None:
    entry = {"poll_id": poll, "by_id": person, "entered_at": now, "slips": 3, "votes": [[{"1": 1}, 3]]}
    db.execute(insert(PaperEntry), entry)
    db.execute(
        insert(PollFlat),
        {"poll_id": poll, "house_id": 1, "label": "sealed", "flat": "sealed", "voter": "sealed too", "state": FlatState.HOLDS},
    )


async def _roles(here: Neighbourhood) -> None:
    """The organiser looks after the house, and has made the activist one."""
    house, organiser, activist = await here.house(), await here.person(ORGANISER), await here.person(ADMIN)
    scope, until = Scope(house=house.id), here.now + timedelta(days=7)
    await here.do(roles.grant, by=None, person=organiser.id, role=Role.MANAGER, scope=scope, now=here.now)
    await here.do(roles.give, who=ORGANISER, person=activist.id, role=Role.ACTIVIST, scope=scope, now=here.now)
    values = {"role": Role.BOARD, "house_id": house.id, "person_id": organiser.id, "expires_at": until}
    await here.db.transaction(invitations.add_invitation, "a secret", **values)


async def _run_the_program(db: Database, now: datetime) -> None:
    await db.transaction(process.claim_identity, 4242)
    await db.transaction(process.take_lease, "sending", "one", now=now, until=now + timedelta(seconds=15))
    await db.transaction(process.note_run, "retention", now)
    await db.transaction(process.note_start)


async def counts(db: Database) -> dict[str, int]:
    """How many rows each table has."""
    return await db.read(lambda c: {name: len(c.execute(table.select()).all()) for name, table in TABLES.tables.items()})
