"""Methods that send, edit and delete, polls and reactions: what they do, and that every result is of the promised form."""

import pytest

from playground.call import Call
from playground.methods import METHODS
from playground.values import Upload
from tests.playground.bot_calls import SCHEMA
from tests.playground.telegram import PNG

# what is sent


@pytest.mark.parametrize(
    ("method", "params", "key"),
    [
        ("sendContact", {"phone_number": "112", "first_name": "Hätä"}, "contact"),
        ("sendLocation", {"latitude": 60.2, "longitude": "24.9"}, "location"),
        ("sendVenue", {"latitude": 60.2, "longitude": 24.9, "title": "Piha", "address": "Koivukuja 3"}, "venue"),
        ("sendDice", {}, "dice"),
    ],
)
def test_small_things_are_sent(call, aino, method, params, key):
    assert key in call(method, chat_id=aino.id, **params)


def test_text_with_entities_is_sent_as_given(call, aino):
    entities = [{"type": "bold", "offset": 0, "length": 3}, {"type": "text_mention", "offset": 4, "length": 4, "user": aino.wire()}]
    sent = call("sendMessage", chat_id=aino.id, text="Hei Aino", entities=entities)
    assert [entity["type"] for entity in sent["entities"]] == ["bold", "text_mention"]
    assert sent["entities"][1]["user"]["username"] == "aino"


def test_link_preview_options_come_back(call, aino):
    sent = call("sendMessage", chat_id=aino.id, text="https://example.com", link_preview_options={"is_disabled": True})
    assert sent["link_preview_options"] == {"is_disabled": True}


def test_an_album_shares_one_number(call, aino):
    media = [{"type": "photo", "media": f"attach://p{n}", "caption": f"kuva {n}"} for n in range(2)]
    files = {f"p{n}": Upload("kuva.png", "image/png", PNG) for n in range(2)}
    method = SCHEMA.methods["sendmediagroup"]
    params, _, _ = SCHEMA.check(method, {"chat_id": aino.id, "media": media})
    first, second = METHODS["sendMediaGroup"](Call(call.world, call.world.bot, "sendMediaGroup", params, files))
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], second["photo"][0]["width"]) == ("kuva 0", 1)


@pytest.mark.parametrize("kind", ["photo", "document", "video", "animation", "audio", "voice"])
def test_a_file_is_sent_again_by_its_id(call, aino, kind):
    method = f"send{kind.capitalize()}"
    sent = call(method, chat_id=aino.id, caption="tiedosto", **{kind: Upload("kuva.png", "image/png", PNG)})
    found = sent[kind][-1] if kind == "photo" else sent[kind]
    again = call(method, chat_id=aino.id, **{kind: found["file_id"]})
    other = again[kind][-1] if kind == "photo" else again[kind]
    assert other["file_unique_id"] == found["file_unique_id"]
    assert call("getFile", file_id=found["file_id"])["file_size"] == len(PNG)


def test_a_picture_becomes_another(call, aino):
    sent = call("sendPhoto", chat_id=aino.id, photo=Upload("kuva.png", "image/png", PNG), caption="ennen")
    where = {"chat_id": aino.id, "message_id": sent["message_id"]}
    call("editMessageCaption", **where, caption="jälkeen")
    same = {"type": "photo", "media": sent["photo"][-1]["file_id"], "caption": "jälkeen"}
    assert call.refused("editMessageMedia", **where, media=same).startswith("message is not modified")
    assert call("editMessageMedia", **where, media=same | {"caption": "uusi"})["caption"] == "uusi"


def test_a_file_of_one_kind_is_not_another(call, aino):
    sent = call("sendDocument", chat_id=aino.id, document=Upload("lista.txt", "text/plain", b"talkoot"))
    refusal = call.refused("sendPhoto", chat_id=aino.id, photo=sent["document"]["file_id"])
    assert refusal == "can't use file of type Document as Photo"


# polls, presses, reactions


def quiz(**rules):
    return {"question": "?", "options": ["a", "b"], "type": "quiz", "correct_option_ids": [1], **rules}


def test_a_quiz_knows_its_answer(call, aino):
    sent = call("sendPoll", chat_id=aino.id, **quiz(explanation="<b>b</b>", explanation_parse_mode="HTML"))
    assert sent["poll"]["correct_option_ids"] == [1]
    assert sent["poll"]["explanation_entities"][0]["type"] == "bold"
    assert sent["poll"]["allows_revoting"] is False


@pytest.mark.parametrize(
    ("poll", "refusal"),
    [
        (quiz(correct_option_ids=[7]), "wrong correct option ID specified"),
        (quiz(allow_adding_options=True, is_anonymous=False), "options can be added to non-anonymous regular polls only"),
        ({"question": "?", "options": ["a"], "type": "vote"}, "unsupported poll type specified"),
    ],
)
def test_a_poll_keeps_the_rules(call, aino, poll, refusal):
    assert call.refused("sendPoll", chat_id=aino.id, **poll) == refusal


def test_a_stopped_poll_tells_the_counts(call, world, house, aino, eero):
    sent = call("sendPoll", chat_id=house.id, question="Koska?", options=["la", "su"], is_anonymous=False)
    world.vote(house, aino, sent["message_id"], [0])
    world.vote(house, eero, sent["message_id"], [1])
    world.vote(house, eero, sent["message_id"], [])
    stopped = call("stopPoll", chat_id=house.id, message_id=sent["message_id"])
    assert ([option["voter_count"] for option in stopped["options"]], stopped["is_closed"]) == ([1, 0], True)


def test_a_poll_takes_new_options_where_it_allows_them(call, world, house, eero):
    sent = call("sendPoll", chat_id=house.id, question="?", options=["a"], is_anonymous=False, allow_adding_options=True)
    poll = world.add_option(house, eero, sent["message_id"], "b")
    assert [option["text"] for option in poll.wire()["options"]] == ["a", "b"]
    assert poll.wire()["options"][1]["added_by_user"]["id"] == eero.id


def test_a_reaction_is_set_and_taken_away(call, house):
    number = call("sendMessage", chat_id=house.id, text="Talkoot")["message_id"]
    where = {"chat_id": house.id, "message_id": number}
    call("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert len(house.messages[number].reactions) == 1
    call("setMessageReaction", **where)
    assert house.messages[number].reactions == {}
    assert call.refused("setMessageReaction", chat_id=house.id, message_id=999) == "message to react not found"


def test_typing_is_shown_where_one_may_write(call, aino, eero):
    assert call("sendChatAction", chat_id=aino.id, action="typing") is True
    assert call.refused("sendChatAction", chat_id=aino.id, action="sleeping") == "wrong parameter action in request"


def test_deleting_many_passes_over_what_is_gone(call, aino):
    numbers = [call("sendMessage", chat_id=aino.id, text=str(n))["message_id"] for n in range(2)]
    assert call("deleteMessages", chat_id=aino.id, message_ids=[*numbers, 999_999]) is True
    assert call.refused("deleteMessage", chat_id=aino.id, message_id=numbers[0]) == "message to delete not found"


def test_a_webhook_must_be_https(call):
    assert call.refused("setWebhook", url="http://example.com") == "bad webhook: An HTTPS URL must be provided for webhook"
    assert "ports 80, 88, 443 or 8443" in call.refused("setWebhook", url="https://example.com:8080/x")
    assert call("getWebhookInfo") == {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
