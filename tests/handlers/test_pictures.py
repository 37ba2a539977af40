"""A picture on a card: sent above the line or added to a preview, kept by every change, and posted again with the card."""

from datetime import timedelta
from typing import Any

from tests.e2e.post import Message, Post
from tests.e2e.town import House, Neighbour, Town
from tests.handlers.test_changing import panel_of

LINE = "Sat 22 May 12-15 Spring clean-up @ courtyard"


async def sends(who: Neighbour, caption: str = "", to: House | None = None) -> None:
    """Somebody sends a picture."""
    chat = who.id if to is None else to.id
    content: dict[str, Any] = {"photo": True} | ({"caption": caption} if caption else {})
    await who.town.telegram.act("send", chat=chat, user=who.id, **content)


async def pictured(house: House, *wanted: str) -> Message:
    """The newest picture of the bot in the group whose caption says this, once there is one."""

    async def found() -> Message | None:
        for message in reversed(await house.messages()):
            if message["from"]["is_bot"] and "photo" in message and all(each in message["caption"] for each in wanted):
                return message
        return None

    return await house.town.until(found)  # type: ignore[no-any-return]


async def test_a_picture_above_the_line_stays_on_the_card_through_its_life(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    await sends(admin, f"/event {LINE}", to=house)
    preview = Post(town, house.id, (await pictured(house, "Preview"))["message_id"], admin.id)
    await admin.taps(preview, "Publish")
    await preview.shows("Spring clean-up", "Coming 0")
    await resident.taps(preview, "We are 2")
    await preview.shows("Coming 2")
    assert "photo" in await preview.seen(), "the preview has become the card"
    await town.telegram.call("deleteMessage", chat_id=house.id, message_id=preview.id)
    await resident.taps(preview, "Coming")
    card = await pictured(house, "Spring clean-up", "Coming 1")
    assert card["message_id"] != preview.id
    await town.clock(advance=timedelta(days=13).total_seconds())
    assert (await pictured(house, "1 came"))["message_id"] == card["message_id"]


async def test_a_picture_above_a_line_needs_no_command_in_private(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    await sends(admin, LINE)
    preview = await admin.hears("Preview", "Spring clean-up")
    assert "photo" in await preview.seen()
    await admin.taps(preview, "Publish")
    assert len((await pictured(house, "Spring clean-up", "Coming 0"))["photo"]) == 1
    await preview.shows("Published: Spring clean-up")


async def test_a_picture_is_added_to_a_preview_and_taken_back(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    await admin.writes(f"/event {LINE}")
    preview = await admin.hears("Preview", "Spring clean-up")
    await admin.taps(preview, "Add a picture")
    await preview.shows("Send the picture here.")
    await admin.writes("which one?")
    await admin.hears("Send a picture here, not as a file.")
    await sends(admin)
    with_picture = await admin.hears("Preview", "Spring clean-up")
    assert "photo" in await with_picture.seen()
    await admin.taps(with_picture, "Back")
    question = await admin.hears("Send the picture here.")
    await admin.taps(question, "Back")
    await question.shows("Preview")
    assert "photo" not in await question.seen()
    await admin.taps(question, "Publish")
    await house.shows("Spring clean-up")


async def test_a_long_text_does_not_go_below_a_picture(town: Town) -> None:
    _, [admin] = await town.settled_house("en")
    await sends(admin, f"/event {LINE}\n{'x' * 310}")
    await admin.hears("The text is 10 characters too long. Below a picture it has room for 300.")
    await admin.writes(f"{LINE}\nBring gloves.")
    preview = await admin.hears("Preview", "Bring gloves.")
    assert "photo" in await preview.seen(), "the picture was kept while the line was written again"
    await admin.taps(preview, "Drop it")
    await town.rest()
    await sends(admin, "what a nice cat")
    await admin.hears("I am a program")


async def test_a_picture_is_added_changed_and_removed_after_publishing(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    card = await admin.announces(house, f"/event {LINE}")
    await resident.taps(card, "Coming")
    panel = await panel_of(admin)
    await admin.taps(panel, "Change")
    await panel.shows("What shall be different?")
    await admin.taps(panel, "Picture")
    await panel.shows("Send the picture here.")
    await admin.writes("a nice one")
    await admin.hears("Send a picture here, not as a file.")
    await sends(admin)
    preview = await admin.hears("Spring clean-up: changes", "The picture is new.", "1 person is told.")
    await admin.taps(preview, "Save")
    assert (await pictured(house, "Spring clean-up", "Coming 1"))["message_id"] == card.id, "the same message"
    await town.jump_to_next_due()
    await resident.hears("Spring clean-up: changes", "The picture is new.")
    await admin.taps(preview, "Change more")
    await preview.shows("What shall be different?")
    await admin.taps(preview, "Picture")
    await preview.shows("Now: a picture", "Send the picture here.")
    await admin.taps(preview, "No picture")
    await preview.shows("The picture was removed.")
    await admin.taps(preview, "Save")
    anew = await house.shows("Spring clean-up", "Coming 1")
    assert anew.id != card.id
    assert "photo" not in await anew.seen()
    assert card.id not in {message["message_id"] for message in await house.messages()}, "the one with the picture is gone"
    await resident.taps(anew, "We are 2")
    await anew.shows("Coming 2")
