"""A group with topics: the author of a card made in private chooses the topic it goes to, of those the bot has heard of."""

from tests.e2e.post import Post
from tests.e2e.town import House, Neighbour, Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard"


async def a_topic(house: House, name: str) -> int:
    """The admin makes a topic."""
    made = await house.town.telegram.act("create_topic", chat=house.id, name=name, by=house.admin.id)
    return int(made["message_thread_id"])


async def choosing(admin: Neighbour) -> Post:
    """The preview of an event in private, asked for its topic."""
    await admin.writes(LINE)
    preview = await admin.hears("Preview", "Spring clean-up")
    await admin.taps(preview, "In which topic…")
    await preview.shows("In which topic shall the card be?")
    return preview


async def test_the_card_goes_to_the_topic_that_was_chosen_and_to_the_group_if_that_is_closed_meanwhile(town: Town) -> None:
    admin = await town.neighbour()
    house = await town.house(admin=admin, is_forum=True)
    await admin.joins(house)
    yard, kitchen = await a_topic(house, "Yard"), await a_topic(house, "Kitchen")
    await town.telegram.act("close_topic", chat=house.id, thread=kitchen, by=admin.id)
    await town.rest()
    for topic in (yard, None):
        preview = await choosing(admin)
        assert await preview.labels() == ["✓ General", "Yard", "Back"]
        await admin.taps(preview, "Yard")
        await preview.shows("Preview")
        if topic is None:
            await town.telegram.act("close_topic", chat=house.id, thread=yard, by=admin.id)
        await admin.taps(preview, "Publish")
        await preview.shows("Published")
        await town.rest()
        cards = [message for message in await house.messages() if "Coming 0" in message.get("text", "")]
        assert cards[-1].get("message_thread_id") == topic


async def test_of_a_topic_that_was_there_before_the_bot_it_hears_when_somebody_announces_in_it(town: Town) -> None:
    admin = await town.neighbour()
    body = {"type": "supergroup", "title": "Koivukuja 3", "members": [admin.id], "administrators": [admin.id], "is_forum": True}
    house = House(town, int((await town.telegram.emu("chats", {**body, "bot": "absent"}))["id"]), admin)
    yard = await a_topic(house, "Yard")
    await house.takes_in_the_bot()
    await admin.joins(house)
    assert town.rows("SELECT name FROM topics") == []
    await admin.writes(LINE, to=house, thread=yard, reply_to=yard)
    await house.shows("Preview")
    assert town.rows("SELECT name, thread_id FROM topics") == [("Yard", yard)]
