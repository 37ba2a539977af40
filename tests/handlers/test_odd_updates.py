"""What the bot has no use for: it is tolerated, leads to no call and to no row, and holds nothing up."""

from typing import Any

import pytest

from playground.server import Playground
from storage.tables import TABLES
from tests.e2e.town import House, Town
from tests.handlers.scene import MOVING

DATE = 1809939612
SOMEBODY = {"id": 4242, "is_bot": False, "first_name": "Somebody"}
CHANNEL = {"id": -1000777, "type": "channel", "title": "News"}
GROUP = {"id": -1000500000001, "type": "supergroup", "title": "Koivukuja 3"}
PRIVATE = {"id": 4242, "type": "private", "first_name": "Somebody"}
LINE = "/event Sat 22 May 12 Coffee"
COMMAND = [{"type": "bot_command", "offset": 0, "length": 6}]


def message(chat: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"message_id": 900, "date": DATE, "chat": chat, **fields}


def member(status: str, **fields: Any) -> dict[str, Any]:
    return {"user": {"id": 100000001, "is_bot": True, "first_name": "Talkoot"}, "status": status, **fields}


def moved(chat: dict[str, Any], old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {"chat": chat, "from": SOMEBODY, "date": DATE, "old_chat_member": old, "new_chat_member": new}


RIGHTS = dict.fromkeys(
    (
        "can_send_messages",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
        "can_send_polls",
        "can_send_other_messages",
        "can_add_web_page_previews",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_manage_topics",
        "can_edit_tag",
        "can_react_to_messages",
    ),
    False,
)

ODD: dict[str, tuple[str, dict[str, Any]]] = {
    "a channel's post": ("channel_post", message(CHANNEL, text=LINE, entities=COMMAND, sender_chat=CHANNEL)),
    "an edited post": ("edited_channel_post", message(CHANNEL, text="x", edit_date=DATE)),
    "an edited line": ("edited_message", message(GROUP, text=LINE, entities=COMMAND, edit_date=DATE, **{"from": SOMEBODY})),
    "a message of nobody": ("message", message(GROUP, text=LINE, entities=COMMAND)),
    "a private message of nobody": ("message", message(PRIVATE, text="hello")),
    "a channel that speaks in a group": (
        "message",
        message(
            GROUP, text=LINE, entities=COMMAND, sender_chat=CHANNEL, **{"from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}}
        ),
    ),
    "a post that came over from the channel": (
        "message",
        message(
            GROUP,
            text=LINE,
            entities=COMMAND,
            sender_chat=CHANNEL,
            is_automatic_forward=True,
            forward_origin={"type": "channel", "date": DATE, "chat": CHANNEL, "message_id": 3},
            **{"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}},
        ),
    ),
    "somebody joined": ("message", message(GROUP, new_chat_members=[SOMEBODY], **{"from": SOMEBODY})),
    "somebody left": ("message", message(GROUP, left_chat_member=SOMEBODY, **{"from": SOMEBODY})),
    "something was pinned": ("message", message(GROUP, pinned_message=message(GROUP, text="x"), **{"from": SOMEBODY})),
    "a group was made": ("message", message(GROUP, group_chat_created=True, **{"from": SOMEBODY})),
    "a reaction": (
        "message_reaction",
        {"chat": GROUP, "message_id": 9, "date": DATE, "user": SOMEBODY, "old_reaction": [], "new_reaction": []},
    ),
    "somebody else's membership": ("chat_member", moved(GROUP, member("left"), member("member"))),
    "the bot was added to a channel": (
        "my_chat_member",
        moved(CHANNEL, member("left"), member("member")),
    ),
    "the bot was restricted where it is not": (
        "my_chat_member",
        moved({**GROUP, "id": -1000888}, member("left"), member("restricted", is_member=False, until_date=0, **RIGHTS)),
    ),
    "an inline query": ("inline_query", {"id": "1", "from": SOMEBODY, "query": "x", "offset": ""}),
    "a poll": (
        "poll",
        {
            "id": "1",
            "question": "x",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        },
    ),
    "a wish to join": ("chat_join_request", {"chat": GROUP, "from": SOMEBODY, "user_chat_id": 4242, "date": DATE}),
    "a kind nobody knows yet": ("hologram", {"from": SOMEBODY}),
}


@pytest.fixture
async def house(town: Town) -> House:
    house, _ = await town.settled_house("en")
    return house


def stored(town: Town) -> dict[str, Any]:
    return {name: town.rows(f'SELECT * FROM "{name}"') for name in TABLES.tables if name not in MOVING}


def told(playground: Playground, kind: str, body: dict[str, Any]) -> None:
    """Telegram has this for the bot, whatever kinds it asks for."""
    updates = playground.world.bot.updates
    updates.allow([kind])
    updates.put(kind, body)


async def test_it_is_tolerated(house: House, town: Town, playground: Playground) -> None:
    before, seq = stored(town), await town.seq()
    for what, (kind, body) in ODD.items():
        told(playground, kind, body)
        await town.rest()
        assert stored(town) == before, what
    calls = await town.telegram.see("journal", kind="call", after=seq, limit=1000)
    assert {call["method"] for call in calls} <= {"getUpdates"}
    await house.admin.writes("/help")
    await house.admin.hears("/privacy – ")


PRESSES = (
    {"inline_message_id": "AAA", "data": "ev:1:c"},
    {"inline_message_id": "AAA", "data": "tx"},
    {"inline_message_id": "AAA", "game_short_name": "chess"},
    {"data": "jo:token:en"},
    {"data": "hl"},
)
"""Presses that come from under no message of a chat."""


async def test_a_press_from_nowhere_is_answered_and_changes_nothing(house: House, town: Town, playground: Playground) -> None:
    before = stored(town)
    for press in PRESSES:
        seq = await town.seq()
        told(playground, "callback_query", {"id": "77", "from": SOMEBODY, "chat_instance": "1", **press})
        [call] = await town.calls("answerCallbackQuery", after=seq)
        assert call["request"]["text"], press
    await town.rest()
    assert stored(town) == before


async def test_other_things_in_private_lead_to_the_menu(house: House, town: Town, playground: Playground) -> None:
    file = {"file_id": "x", "file_unique_id": "x"}
    things: dict[str, dict[str, Any]] = {
        "contact": {"phone_number": "0401234567", "first_name": "Somebody"},
        "location": {"latitude": 60.2, "longitude": 24.9},
        "sticker": {**file, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False},
        "voice": {**file, "duration": 1},
    }
    who = house.admin
    for kind, content in things.items():
        after = (await who.from_bot())[-1]["message_id"]
        body = message({"id": who.id, "type": "private", "first_name": "x"}, **{"from": {**SOMEBODY, "id": who.id}, kind: content})
        told(playground, "message", body)
        await who.hears("I am a program, and nobody reads this.", after=after)
