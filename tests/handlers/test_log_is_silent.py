"""A whole story at the log's most talkative level: no name, no text, no token, no number of a person is in it."""

from tests.e2e.town import Town

TITLE, PLACE, TEXT = "Omenapuiden-leikkuu", "Takapiha-A", "Ottakaa-sahat-mukaan"
NAME = "Xanthippe"
WORDS = "Naapurin-kissa"


async def test_a_whole_story_leaves_nothing_personal_in_the_log(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    passer = await town.neighbour(NAME, "fi")
    await town.telegram.act("join", chat=house.id, user=passer.id)
    card = await admin.announces(house, f"/event Sat 22 May 12-15 {TITLE} @ {PLACE} max 2\n{TEXT}")
    await resident.taps(card, "We are 2")
    await card.shows("All 2 places taken")
    await passer.taps(card, "Coming – join queue")
    await passer.writes(WORDS)
    await passer.writes(f"/event {WORDS}", to=house)
    await resident.writes(f"/event Sun 23 May 12 {WORDS}", to=house)
    await resident.taps(await resident.hears("Shall I pass on"), "Send it")
    await town.telegram.act("block", user=passer.id)
    await resident.taps(card, "Can't")
    await town.jump_to_next_due()
    for command in ("/my", "/mydata", "/forgetme"):
        await resident.writes(command)
    question = await resident.hears("Shall I forget you?")
    await resident.taps(question, (await question.labels())[0])
    await passer.town.telegram.act("press", chat=house.id, user=passer.id, message=card.id, data=f"zz:{WORDS}", wait=20)
    await town.rest()
    assert all(level in ("debug", "info", "warning") for level in {entry["level"] for entry in town.bot.entries()})
    people = [str(who.id) for who in (admin, resident, passer)]
    secrets = (TITLE, PLACE, TEXT, NAME, WORDS, town.bot.token, town.bot.token.split(":")[1], "Koivukuja", str(house.id), *people)
    log = town.bot.said()
    assert log
    assert [secret for secret in secrets if secret in log] == []
