"""What neighbours say to each other in their group is theirs: it is in no table, no file and no line of the log."""

import pytest

from tests.e2e.post import Post
from tests.e2e.town import House, Neighbour, Town

SECRET = "Naapurin-kissa-on-hukassa"
NAME = "Xanthippe"


async def talk(house: House, who: Neighbour, card: Post) -> None:
    """Everything somebody can say in a group without meaning the bot."""
    telegram = house.town.telegram
    said = await who.writes(f"{SECRET} soita 040 1234567", to=house)
    await who.writes(f"kiitos {SECRET}", to=house, reply_to=card.id)
    await who.writes(f"/weather {SECRET}", to=house)
    await who.writes(f"/event@somebody_else_bot {SECRET}", to=house)
    await telegram.act("edit", chat=house.id, user=who.id, message=said.id, text=f"korjaus: {SECRET}")
    await telegram.act("send", chat=house.id, user=who.id, photo=True, caption=f"kuva: {SECRET}")
    await telegram.act("send", chat=house.id, user=who.id, document={"name": f"{SECRET}.txt", "text": SECRET}, caption="liite")
    await telegram.act("react", chat=house.id, user=who.id, message=said.id, emoji="👍")


@pytest.mark.parametrize("stands", ["privacy mode", "no privacy mode", "administrator"])
async def test_what_is_said_in_a_group_is_kept_nowhere(town: Town, stands: str) -> None:
    if stands == "no privacy mode":
        await town.telegram.emu("bot", {"privacy": False})
    admin, somebody = await town.neighbour(), await town.neighbour(NAME)
    house = await town.house(somebody, admin=admin)
    if stands == "administrator":
        await town.telegram.act("promote", chat=house.id, user=await town.telegram.bot_id())
    card = await admin.announces(house, "/event Sat 22 May 12 Spring clean-up")
    await talk(house, somebody, card)
    await somebody.taps(card, "Coming")
    await card.shows("Coming 1")
    await town.rest()
    where = traces(town, SECRET) + traces(town, NAME)
    assert await town.bot.stop() == 0
    assert where + traces(town, SECRET) + traces(town, NAME) == []
    assert tables_with(town, SECRET) == []
    delivered = await town.telegram.see("journal", kind="update", contains=SECRET)
    assert delivered or stands == "privacy mode", "the bot was told, and yet kept nothing"


def traces(town: Town, words: str) -> list[str]:
    """The files of the data folder (the write-ahead log too) and the log, as far as these words are in them."""
    forms = [words.encode(), words.encode("utf-16-le"), words.lower().encode()]
    files = [*town.bot.folder.rglob("*"), town.bot.log]
    return [path.name for path in files if path.is_file() and any(form in path.read_bytes() for form in forms)]


def tables_with(town: Town, words: str) -> list[str]:
    """The tables that hold these words anywhere."""
    tables = [name for [name] in town.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [table for table in tables if any(words in str(value) for row in town.rows(f'SELECT * FROM "{table}"') for value in row)]
