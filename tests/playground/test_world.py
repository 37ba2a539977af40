"""The world without HTTP: what neighbours do, what the bot hears of it, and that nothing it hears is invented."""

import pytest

from playground.world import Impossible, Refused
from tests.playground.bot_calls import NOON, SCHEMA, quiet_world

EVERYTHING = ["message", "edited_message", "callback_query", "poll", "poll_answer", "my_chat_member", "chat_member", "message_reaction"]


@pytest.fixture
def world():
    """A world with one bot that asks for every kind; at the end every update is held against the schema."""
    found = quiet_world()
    found.bot.updates.allow(EVERYTHING)
    yield found
    for update in found.bot.updates.remembered:
        assert SCHEMA.problems(["Update"], update.wire(), "update") == []


@pytest.fixture
def aino(world):
    return world.add_user("Aino", username="aino", language_code="fi", is_premium=True)


@pytest.fixture
def eero(world):
    return world.add_user("Eero")


@pytest.fixture
def house(world, aino, eero):
    return world.create_chat("supergroup", "Koivukuja 3", [eero], [aino], bots={world.bot.id: "administrator"})


def heard(world):
    """Kind and body of what waits for the bot, taken."""
    updates = list(world.bot.updates.waiting)
    world.bot.updates.forget()
    return [(update.kind, update.body) for update in updates]


def kinds(world):
    return [kind for kind, _ in heard(world)]


def card(world, chat, *buttons):
    """A message of the bot with one row of buttons."""
    return world.add_message(chat, world.bot.user, {"text": "Talkoot"}, markup={"inline_keyboard": [list(buttons)]})


def test_the_bot_hears_that_it_was_added_by_the_owner(world, house, aino):
    (first, change), (second, message) = heard(world)
    assert (first, second) == ("my_chat_member", "message")
    assert (change["from"]["id"], change["old_chat_member"]["status"]) == (aino.id, "left")
    assert change["new_chat_member"]["status"] == "administrator"
    assert message["new_chat_members"][0]["id"] == world.bot.id


def test_coming_going_and_rights_are_told_to_an_administrator_bot(world, house):
    tuuli = world.add_user("Tuuli")
    heard(world)
    world.join(house, tuuli)
    world.promote(house, tuuli, {"can_pin_messages": True})
    world.demote(house, tuuli)
    world.restrict(house, tuuli, {"can_send_messages": True})
    world.leave(house, tuuli)
    world.kick(house, tuuli)
    world.unban(house, tuuli)
    changes = [body for kind, body in heard(world) if kind == "chat_member"]
    statuses = [body["new_chat_member"]["status"] for body in changes]
    assert statuses == ["member", "administrator", "member", "restricted", "left", "kicked", "left"]


def test_joining_twice_changes_nothing(world, house, eero):
    heard(world)
    world.join(house, eero)
    assert heard(world) == []


def test_somebody_banned_can_not_come_back_alone(world, house, aino, eero):
    world.kick(house, eero)
    with pytest.raises(Impossible, match="banned"):
        world.join(house, eero)
    assert world.join(house, eero, by=aino).present


def test_a_removed_bot_hears_that_and_nothing_more(world, house, aino):
    heard(world)
    world.kick(house, world.bot.user)
    world.post(house, aino, text="/start")
    assert kinds(world) == ["my_chat_member"]
    with pytest.raises(Refused, match="bot was kicked from the supergroup chat"):
        world.reach(world.bot, house.id)


def test_a_person_who_left_can_not_write(world, house, eero):
    world.leave(house, eero)
    with pytest.raises(Impossible, match="not in chat"):
        world.post(house, eero, text="moi")


def test_blocking_twice_is_told_once_and_start_unblocks(world, aino):
    world.start(aino)
    heard(world)
    world.block(aino)
    world.block(aino)
    with pytest.raises(Impossible, match="blocked"):
        world.post(world.private_chat(world.bot, aino), aino, text="moi")
    world.start(aino, "talo")
    (_, blocked), (_, back), (_, message) = heard(world)
    assert [change["new_chat_member"]["status"] for change in (blocked, back)] == ["kicked", "member"]
    assert message["text"] == "/start talo"


def test_a_deleted_account_keeps_its_id_and_loses_its_names(world, house, aino):
    message = world.post(house, aino, text="moi")
    world.delete_account(aino)
    assert message.wire()["from"] == {"id": aino.id, "is_bot": False, "first_name": ""}
    assert world.add_user("Uusi", username="aino").username == "aino"


def test_a_username_is_taken_once(world, aino):
    with pytest.raises(Impossible, match="taken"):
        world.add_user("Toinen", username="AINO")


def test_an_anonymous_administrator_is_the_group(world, house, aino, eero):
    heard(world)
    world.post(house, aino, text="/event", anonymous=True)
    ((_, message),) = heard(world)
    assert message["from"]["username"] == "GroupAnonymousBot"
    assert message["sender_chat"]["id"] == house.id
    with pytest.raises(Impossible, match="administrator"):
        world.post(house, eero, text="moi", anonymous=True)


def test_migration_tells_both_chats_and_the_error_tells_the_rest(world, aino, eero):
    old = world.create_chat("group", "Koivukuja 3", [eero], [aino], bots={world.bot.id: "member"})
    heard(world)
    new = world.migrate(old)
    (_, left), (_, entered) = heard(world)
    assert (left["chat"]["id"], left["migrate_to_chat_id"]) == (old.id, new.id)
    assert (entered["chat"]["id"], entered["migrate_from_chat_id"]) == (new.id, old.id)
    with pytest.raises(Refused) as refused:
        world.reach(world.bot, old.id)
    assert refused.value.parameters == {"migrate_to_chat_id": new.id}
    assert world.reach(world.bot, new.id).has(eero.id)


def test_a_migration_may_come_without_a_word(world, aino):
    old = world.create_chat("group", "Koivukuja 3", [], [aino], bots={world.bot.id: "member"})
    heard(world)
    world.migrate(old, announce=False)
    assert heard(world) == []


def test_each_press_is_a_query_of_its_own(world, house, eero):
    message = card(world, house, {"text": "Tulen", "callback_data": "go"}, {"text": "Kartta", "url": "https://example.com"})
    first, second = (world.press(house, eero, message.id, text="Tulen").query for _ in range(2))
    assert first.id != second.id
    assert world.unanswered_presses == 2
    world.answer_query(world.bot, first.id, {"text": "Kiva"})
    assert (first.answered, world.unanswered_presses) == (True, 1)
    assert world.press(house, eero, message.id, row=0, column=1).kind == "url"


def test_a_press_is_answered_once_and_in_time(world, house, eero):
    message = card(world, house, {"text": "Tulen", "callback_data": "go"})
    first, second = (world.press(house, eero, message.id, data="go").query for _ in range(2))
    world.answer_query(world.bot, first.id, {})
    with pytest.raises(Refused, match="query is too old"):
        world.answer_query(world.bot, first.id, {})
    world.clock.advance(151)
    with pytest.raises(Refused, match="query is too old"):
        world.answer_query(world.bot, second.id, {})
    assert (second.expired, world.unanswered_presses) == (True, 0)


def test_a_press_on_a_deleted_card_has_no_words(world, house, eero):
    message = card(world, house, {"text": "Tulen", "callback_data": "go"})
    world.remove(message)
    heard(world)
    world.press(house, eero, message.id, data="go")
    ((_, query),) = heard(world)
    assert query["message"] == {"chat": house.wire(), "message_id": message.id, "date": 0}


def test_what_is_not_there_can_not_be_pressed(world, house, eero):
    message = card(world, house, {"text": "Tulen", "callback_data": "go"}, {"text": "Täynnä", "disabled": {}})
    assert world.press(house, eero, message.id, text="Täynnä").kind == "disabled"
    for which in ({"text": "Ei"}, {"row": 4, "column": 0}):
        with pytest.raises(Impossible, match="no button"):
            world.press(house, eero, message.id, **which)
    with pytest.raises(Impossible):
        world.press(house, world.add_user("Tuuli"), message.id, text="Tulen")


def test_edits_deletions_and_reactions_reach_the_bot_as_telegram_tells_them(world, house, aino, eero):
    heard(world)
    message = world.post(house, eero, text="/event sauna")
    world.edit(house, eero, message.id, "/event saunailta")
    world.react(house, aino, message.id, "👍")
    world.react(house, aino, message.id, None)
    world.delete(house, eero, message.id)
    found = heard(world)
    assert [kind for kind, _ in found] == ["message", "edited_message", "message_reaction", "message_reaction"]
    assert found[1][1]["edit_date"] == int(NOON.timestamp())
    assert (found[2][1]["new_reaction"], found[3][1]["new_reaction"]) == ([{"type": "emoji", "emoji": "👍"}], [])


def test_only_own_messages_are_edited_and_only_administrators_delete_others(world, house, aino, eero):
    mine = world.post(house, aino, text="moi")
    with pytest.raises(Impossible, match="not by"):
        world.edit(house, eero, mine.id, "hei")
    with pytest.raises(Impossible, match="may not delete"):
        world.delete(house, eero, mine.id)
    theirs = world.post(house, eero, text="hei")
    assert world.delete(house, aino, theirs.id).deleted


def test_a_pin_is_told_and_a_second_one_is_not(world, house, aino, eero):
    message = world.post(house, eero, text="moi")
    heard(world)
    with pytest.raises(Impossible, match="may not pin"):
        world.pin(house, eero, message.id)
    world.pin(house, aino, message.id)
    world.pin(house, aino, message.id)
    ((_, service),) = heard(world)
    assert service["pinned_message"]["message_id"] == message.id


def test_a_topic_keeps_its_messages_together(world, aino):
    forum = world.create_chat("supergroup", "Piha", [], [aino], is_forum=True, bots={world.bot.id: "administrator"})
    topic = world.create_topic(forum, "Talkoot")
    heard(world)
    said = world.post(forum, aino, text="moi", thread=topic.thread)
    answer = world.post(forum, aino, text="hei", reply_to=said.id)
    assert (said.wire()["message_thread_id"], answer.thread) == (topic.thread, topic.thread)
    assert said.wire()["reply_to_message"]["forum_topic_created"]["name"] == "Talkoot"
    world.close_topic(forum, topic)
    world.close_topic(forum, topic, closed=False)
    words = [key for _, body in heard(world) for key in body if key.startswith("forum_topic")]
    assert words == ["forum_topic_closed", "forum_topic_reopened"]
    world.delete_topic(forum, topic)
    assert said.deleted


def test_forwards_tell_where_they_are_from(world, house, aino, eero):
    world.start(aino)
    message = world.post(house, eero, text="moi")
    heard(world)
    world.forward(house, aino, message.id, world.private_chat(world.bot, aino))
    ((_, body),) = heard(world)
    assert body["forward_origin"]["sender_user"]["id"] == eero.id


def test_shared_chats_and_people_come_in_private(world, aino, eero, house):
    heard(world)
    world.share_chat(aino, 7, house)
    world.share_users(aino, 8, [eero])
    (_, chat), (_, people) = heard(world)
    assert chat["chat_shared"] == {"request_id": 7, "chat_id": house.id}
    assert people["users_shared"] == {"request_id": 8, "users": [{"user_id": eero.id}]}


def test_a_group_link_brings_the_bot_in_with_the_rights_it_asks_for(world, aino):
    chat = world.create_chat("supergroup", "Koivukuja 5", [], [aino])
    world.start_in_group(aino, chat, "talo", ["pin_messages", "delete_messages"])
    assert chat.members[world.bot.id].may("can_pin_messages")
    assert not chat.members[world.bot.id].may("can_promote_members")
    assert heard(world)[-1][1]["text"] == "/start@talkoot_demo_bot talo"


def test_starting_over_keeps_tokens_and_goes_on_counting(world, house, aino):
    said = world.post(house, aino, text="moi")
    token, last_update = world.bot.token, world.bot.updates.next_id
    world.reset()
    assert (world.bot.token, list(world.users)) == (token, [world.bot.id])
    again = world.add_user("Aino")
    chat = world.create_chat("supergroup", "Koivukuja 3", [], [again], bots={world.bot.id: "administrator"})
    later = world.post(chat, again, text="moi")
    assert again.id > aino.id
    assert chat.id < house.id
    assert later.id > said.id
    assert world.bot.updates.waiting[0].id >= last_update
    with pytest.raises(Refused, match="chat not found"):
        world.reach(world.bot, house.id)


def test_two_bots_do_not_hear_each_other(world, house, eero):
    other = world.add_bot("toinen_bot")
    world.join(house, other.user)
    other.updates.forget()
    heard(world)
    world.post(house, eero, text="/start@toinen_bot")
    assert [update.kind for update in other.updates.waiting] == ["message"]
    card(world, house, {"text": "Tulen", "callback_data": "go"})
    assert len(other.updates.waiting) == 1
