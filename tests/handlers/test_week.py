"""The week: in private with the way to answer, in a group for all, on Mondays by itself; and the quiet hours of one's own."""

from tests.e2e.post import Post
from tests.e2e.town import Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 9"


async def test_next_week_is_one_tap_away_and_each_event_can_be_answered(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    card = await admin.announces(house, LINE)
    await resident.writes("/week")
    week = await resident.hears("Week 19, 10–16 May\nNothing is on.")
    assert await week.labels() == ["Next week", "What's on", "In my own calendar"]
    await resident.taps(week, "Next week")
    await week.shows("Koivukuja 3 · week 20, 17–23 May\n1. Sat 22 May, 12:00 · Spring clean-up – are you coming?")
    await resident.taps(card, "We are 2")
    await resident.taps(week, "1. Spring clean-up")
    await resident.hears("You are coming, 2 people.")
    await resident.taps(week, "This week")
    await week.shows("Nothing is on.")
    await resident.taps(week, "Next week")
    await week.shows("2 of you are coming")


async def test_in_a_group_the_week_is_one_answer_for_all(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    stranger = await town.neighbour("Passer-by")
    await town.telegram.act("join", chat=house.id, user=stranger.id)
    await admin.announces(house, LINE)
    for who, name in ((stranger, "/week"), (admin, "/viikko")):
        await who.writes(name, to=house)
    await town.rest()
    said = await house.lines("week 19, 10–16 May")
    assert [message["text"].split("\n")[1:] for message in said] == [
        ["Nothing is on.", "Next: Sat 22 May, 12:00 · Spring clean-up, courtyard · room for 9 more"]
    ] * 2
    assert await admin.times_heard("week 19") == 0
    assert town.rows("SELECT count(*) FROM people WHERE telegram_id = ?", stranger.id) == [(0,)]


async def test_the_list_on_monday_can_be_answered_and_stopped_with_one_tap(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    await admin.announces(house, LINE)
    await town.rest()
    assert await town.jump_to_next_due() == "2027-05-17 09:00"
    heard = await resident.hears("Koivukuja 3 · week 20, 17–23 May", "Sat 22 May, 12:00 · Spring clean-up – are you coming?")
    assert await heard.labels() == ["Answer: Spring clean-up", "My things", "Stop this list"]
    [posted] = await house.lines("week 20")
    assert posted["text"].split("\n")[1:] == ["Sat 22 May, 12:00 · Spring clean-up, courtyard · room for 9 more"]
    assert (await resident.taps(heard, "Stop this list")).text == "I send no weekly list any more."
    await town.until(lambda: _has(heard, "Send this list again"))
    await resident.taps(heard, "Send this list again")
    await town.until(lambda: _has(heard, "Stop this list"))


async def test_quiet_hours_and_the_list_are_chosen_under_reminders(town: Town) -> None:
    _, [resident] = await town.settled_house("en")
    await resident.writes("/reminders")
    screen = await resident.hears("I remind you the day before at 17.\nOn Mondays I list the week.\nQuiet hours: as in your house.")
    await resident.taps(screen, "✓ Weekly list")
    await screen.shows("I send no weekly list.")
    await resident.taps(screen, "Quiet hours")
    await screen.shows("What changes about your own sign-ups")
    await resident.taps(screen, "22–7")
    await screen.shows("Quiet hours: 22–7.")
    await resident.taps(screen, "Back")
    await resident.hears("I send no weekly list.\nQuiet hours: 22–7.")


async def _has(post: Post, label: str) -> bool:
    return label in await post.labels()
