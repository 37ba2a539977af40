"""From one line to a card: one answer to a command, only its author presses, and nothing typed is lost."""

from datetime import timedelta

import pytest

from community import announcing, people, privacy, publishing
from community.events import EventState, Step
from community.refusals import Refused
from storage import drafts
from storage.cards import Card
from storage.drafts import Draft
from storage.events import Event
from storage.outbox import Debt, Op
from storage.people import Person, Reach
from storage.places import Chat
from tests.community.neighbourhood import ADMIN, GROUP, LINE, OTHER_GROUP, RULES, Neighbourhood, in_group, in_private, neighbour, presser

ANNA, BERT = neighbour(1), neighbour(2)
AMBIGUOUS = "next Friday 18–20 Sauna evening"


async def new_debts(here: Neighbourhood, before: int) -> list[Debt]:
    """What came to be owed since there were `before`."""
    return (await here.debts())[before:]


async def test_a_command_in_the_group_gets_one_answer_the_preview(here: Neighbourhood) -> None:
    before = len(await here.debts())
    await here.announce()
    (preview,) = await new_debts(here, before)
    draft = await here.draft()
    assert (preview.kind, preview.chat_id, preview.reply_to, preview.draft_id) == ("event-draft", (await here.chat()).id, 500, draft.id)
    assert (draft.step, draft.author, draft.expires_at) == (Step.PREVIEW, ADMIN, here.now + timedelta(minutes=15))


async def test_publishing_turns_the_preview_into_the_card(here: Neighbourhood) -> None:
    await here.announce(f"{LINE} max 20\nBring gloves.")
    before = len(await here.debts())
    event = await here.publish()
    (card,) = await here.rows(Card)
    assert (card.thing_id, card.chat_id) == (event.id, (await here.chat()).id)
    assert card.message_id is not None
    assert card.shown_version < card.version, "the preview's message is edited into the card"
    assert await new_debts(here, before) == []
    assert await here.rows(Draft) == []
    seen = await here.see(event)
    assert (seen.title, seen.place, seen.text, seen.capacity) == ("Spring clean-up", "courtyard", "Bring gloves.", 20)
    assert (seen.starts.isoformat(), seen.starts_at.isoformat(), seen.zone) == (
        "2027-05-22T12:00:00",
        "2027-05-22T09:00:00+00:00",
        "Europe/Helsinki",
    )
    assert (seen.state, seen.organiser_id) == (EventState.PUBLISHED, (await here.person(ADMIN)).id)


async def test_publishing_twice_makes_one_event(here: Neighbourhood) -> None:
    await here.announce()
    draft = (await here.draft()).id
    await here.publish(draft=draft)
    with pytest.raises(Refused, match="draft-gone"):
        await here.publish(draft=draft)
    assert len(await here.rows(Event)) == 1


async def test_only_the_author_presses_the_preview(here: Neighbourhood) -> None:
    await here.announce()
    draft = (await here.draft()).id
    with pytest.raises(Refused, match="not-yours"):
        await here.publish(who=BERT)
    with pytest.raises(Refused, match="not-yours"):
        await here.do(announcing.give_up, draft=draft, who=BERT, admin=True, message=600, now=here.now)
    assert len(await here.rows(Draft)) == 1


async def test_an_author_who_is_no_admin_any_more_does_not_publish(here: Neighbourhood) -> None:
    await here.announce()
    with pytest.raises(Refused, match="not-admin"):
        await here.publish(admin=False)


async def test_the_preview_of_an_anonymous_admin_is_for_any_admin_who_becomes_the_organiser(here: Neighbourhood) -> None:
    await here.announce(origin=in_group(author=None))
    with pytest.raises(Refused, match="not-admin"):
        await here.publish(who=ANNA, admin=False)
    event = await here.publish(who=BERT)
    assert (await here.see(event)).organiser_id == (await here.person(BERT)).id


async def test_the_author_gives_it_up_and_the_message_goes(here: Neighbourhood) -> None:
    await here.announce()
    draft = (await here.draft()).id
    await here.do(announcing.give_up, draft=draft, who=ADMIN, admin=True, message=612, now=here.now)
    assert await here.rows(Draft) == []
    assert [(debt.op, debt.message_id) for debt in await here.debts("gone")] == [(Op.DELETE, 612)]


async def test_a_time_that_passed_while_the_preview_waited_is_refused(here: Neighbourhood) -> None:
    await here.announce("today 12:10 Coffee")
    here.now += timedelta(minutes=12)
    with pytest.raises(Refused, match="past"):
        await here.publish()
    assert await here.rows(Event) == []


async def test_two_readings_become_a_question_and_the_choice_a_preview(here: Neighbourhood) -> None:
    await here.announce(AMBIGUOUS)
    draft = await here.draft()
    assert draft.step == Step.CHOOSE
    with pytest.raises(Refused, match="draft-gone"):
        await here.publish()
    await here.do(announcing.choose_reading, draft=draft.id, number=1, who=ADMIN, admin=True, message=612, now=here.now)
    chosen = await here.draft()
    assert (chosen.step, chosen.data["starts"]) == (Step.PREVIEW, draft.data["candidates"][1]["starts"])
    event = await here.publish()
    assert (await here.see(event)).starts.isoformat() == draft.data["candidates"][1]["starts"]


@pytest.mark.parametrize("number", [2, 7, -1])
async def test_a_reading_that_was_not_offered_changes_nothing(here: Neighbourhood, number: int) -> None:
    await here.announce(AMBIGUOUS)
    draft = await here.draft()
    await here.do(announcing.choose_reading, draft=draft.id, number=number, who=ADMIN, admin=True, message=612, now=here.now)
    assert (await here.draft()).step == Step.CHOOSE


async def test_a_refusal_goes_to_the_private_chat_with_what_was_typed(here: Neighbourhood) -> None:
    before = len(await here.debts())
    await here.announce("31.2. klo 12 Pihatalkoot")
    (refusal,) = await new_debts(here, before)
    draft = await here.draft()
    assert (refusal.kind, refusal.address, refusal.chat_id, refusal.delete_after) == ("event-refused", ADMIN, None, None)
    assert (draft.step, draft.data["line"], draft.data["reason"]) == (Step.LINE, "31.2. klo 12 Pihatalkoot", "no-such-date")


async def test_where_the_author_cannot_be_written_to_one_line_takes_itself_back(here: Neighbourhood) -> None:
    before = len(await here.debts())
    await here.announce("31.2. klo 12 Pihatalkoot", in_group(author=BERT))
    (refusal,) = await new_debts(here, before)
    assert (refusal.kind, refusal.chat_id, refusal.reply_to) == ("event-refused-here", (await here.chat()).id, 500)
    assert refusal.delete_after == 120


async def test_after_a_refusal_the_next_text_in_private_is_the_line(here: Neighbourhood) -> None:
    await here.announce("31.2. klo 12 Pihatalkoot")
    here.now += timedelta(hours=1)
    assert await here.do(announcing.write_again, line="32.5. klo 12 Pihatalkoot", presser=presser(ADMIN), rules=RULES, now=here.now)
    assert (await here.draft()).step == Step.LINE
    assert await here.do(announcing.write_again, line="22.5. klo 12 Pihatalkoot", presser=presser(ADMIN), rules=RULES, now=here.now)
    assert (await here.draft()).step == Step.PREVIEW
    event = await here.publish()
    assert (await here.see(event)).title == "Pihatalkoot"
    assert not await here.do(announcing.write_again, line="hello", presser=presser(ADMIN), rules=RULES, now=here.now)


async def test_a_link_carries_the_draft_to_the_private_chat(here: Neighbourhood) -> None:
    await here.announce("31.2. klo 12 Pihatalkoot", in_group(author=BERT))
    token = (await here.draft()).token
    assert token is not None
    with pytest.raises(Refused, match="draft-gone"):
        await here.do(announcing.carry_on, token=token, presser=presser(ANNA), rules=RULES, now=here.now)
    await here.do(announcing.carry_on, token=token, presser=presser(BERT), rules=RULES, now=here.now)
    draft = await here.draft()
    assert (draft.author, draft.address, draft.data["line"]) == (BERT, BERT, "31.2. klo 12 Pihatalkoot")
    for given, later in (("nothing", timedelta()), (token, timedelta(hours=49))):
        here.now += later
        with pytest.raises(Refused, match="draft-gone"):
            await here.do(announcing.carry_on, token=given, presser=presser(BERT), rules=RULES, now=here.now)


async def test_from_the_private_chat_the_card_is_posted_in_the_only_group(here: Neighbourhood) -> None:
    await here.announce(origin=in_private())
    before = len(await here.debts())
    event = await here.publish()
    card_debt, told = await new_debts(here, before)
    (card,) = await here.rows(Card)
    assert (card_debt.kind, card_debt.card_id, card_debt.chat_id, card_debt.silent) == ("card", card.id, (await here.chat()).id, True)
    assert (told.kind, told.address, told.params) == ("event-published", ADMIN, {"event": event.id, "suggested": False})
    assert card.message_id is None


async def test_from_the_private_chat_of_no_house_nothing_is_begun(here: Neighbourhood) -> None:
    with pytest.raises(Refused, match="no-house"):
        await here.announce(origin=in_private(BERT))
    with pytest.raises(Refused, match="draft-gone"):
        await here.do(publishing.publish, draft=1, presser=presser(BERT), admin=True, chat=None, message=7, rules=RULES, now=here.now)


async def test_a_resident_suggests_and_an_admin_who_publishes_becomes_the_organiser(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    before = len(await here.debts())
    await here.announce(origin=in_group(author=ANNA, admin=False))
    (question,) = await new_debts(here, before)
    draft = await here.draft()
    assert (question.address, draft.step) == (ANNA, Step.SUGGEST)
    values = {"draft": draft.id, "presser": presser(ANNA), "message": 700, "rules": RULES}
    assert await here.do(announcing.pass_on, admins=(ADMIN, BERT), **values, now=here.now) == 1, "Bert can't be written to"
    with pytest.raises(Refused, match="draft-gone"):
        await here.do(announcing.pass_on, admins=(ADMIN,), **values, now=here.now)
    assert [debt.address for debt in await here.debts("event-draft")][-1] == ADMIN
    event = await here.publish(draft=draft.id)
    assert (await here.see(event)).organiser_id == (await here.person(ADMIN)).id
    told = [(debt.address, debt.params["suggested"], debt.op) for debt in await here.debts("event-published")]
    assert told == [(ADMIN, False, Op.EDIT), (ANNA, True, Op.SEND)]


async def test_a_suggestion_needs_somebody_to_ask(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    await here.announce(origin=in_group(author=ANNA, admin=False))
    values = {"presser": presser(ANNA), "message": 700, "rules": RULES, "now": here.now}
    with pytest.raises(Refused, match="nobody-to-ask"):
        await here.do(announcing.pass_on, draft=(await here.draft()).id, admins=(BERT,), **values)
    await here.do(people.note_reach, who=ADMIN, reach=Reach.BLOCKED, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="nobody-to-ask"):
        await here.do(announcing.pass_on, draft=(await here.draft()).id, admins=(ADMIN,), **values)


async def test_a_preview_nobody_publishes_deletes_itself_after_a_quarter_of_an_hour(here: Neighbourhood) -> None:
    await here.announce()
    draft = await here.draft()
    await here.db.transaction(drafts.change_draft, draft.id, message_id=612)
    assert await here.db.transaction(announcing.drop_expired, here.now + timedelta(minutes=14)) == 0
    assert await here.db.transaction(announcing.drop_expired, here.now + timedelta(minutes=15)) == 1
    assert await here.rows(Draft) == []
    assert [(debt.op, debt.message_id, debt.chat_id) for debt in await here.debts("gone")] == [(Op.DELETE, 612, (await here.chat()).id)]


async def test_a_group_nobody_knows_becomes_a_house_by_a_command(here: Neighbourhood) -> None:
    await here.announce(origin=in_group(group=OTHER_GROUP))
    assert [found.telegram_id for found in await here.rows(Chat)] == [GROUP.telegram_id, OTHER_GROUP.telegram_id]


async def test_of_somebody_who_was_forgotten_a_command_stores_nothing(here: Neighbourhood) -> None:
    await here.do(privacy.forget, presser=presser(ADMIN), free_seats=True, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="forgotten"):
        await here.announce()
    assert await here.rows(Draft) == []
    assert await here.rows(Person) == []
