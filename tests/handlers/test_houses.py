"""Looking after houses by taps: the manager's screens, invitations, and what others are told."""

from storage.roles import Role
from tests.e2e.town import House, Neighbour, Town


async def roles_screen(manager: Neighbour) -> None:
    """From the menu to who has which role."""
    await manager.writes("/settings")
    await manager.taps(await manager.hears("Koivukuja 3", "no area"), "Roles and invitations")


async def test_a_manager_invites_an_activist_who_is_a_neighbour_from_then_on(town: Town) -> None:
    _, [manager] = await town.settled_house("en")
    await town.made_manager(manager)
    newcomer = await town.neighbour("Newcomer")
    await roles_screen(manager)
    shown = await manager.hears("Koivukuja 3: roles", "looks after this and other places")
    told = await manager.taps(shown, "Invite an activist")
    assert told.alert
    link = (await (await manager.hears("You are invited", "Open this by")).text()).split()[-1]
    await newcomer.opens(link)
    asked = await newcomer.hears("You are invited", "resident activist", "What I remember", "kept by: Koivukuja 3")
    await newcomer.taps(asked, "I take it on (I am 13 or over)")
    await asked.shows("Done. Koivukuja 3: you are resident activist.")
    await manager.hears("Your invitation was taken up", "a new resident activist")
    other = await town.neighbour("Another")
    await other.opens(link)
    await other.hears("This link was used")
    await roles_screen(manager)
    shown = await manager.hears("Koivukuja 3: roles", "1. resident activist: a neighbour")
    await manager.taps(shown, "1. Take away")
    await shown.shows("Take this role away?")
    await manager.taps(shown, "Yes")
    await shown.shows("looks after this and other places")
    await newcomer.hears("you are no longer resident activist")


async def test_a_house_with_many_activists_lists_them_by_pages_and_each_can_be_taken(town: Town) -> None:
    _, [manager] = await town.settled_house("en")
    await town.made_manager(manager, house=1)
    for who in await town.neighbours(9):
        await town.made(who, Role.ACTIVIST, house=1)
    await roles_screen(manager)
    shown = await manager.hears("Koivukuja 3: roles", "1. community manager: you", "8. resident activist")
    assert "9." not in await shown.text()
    await manager.taps(shown, "Next")
    await shown.shows("9. resident activist", "10. resident activist")
    await manager.taps(shown, "10. Take away")
    await shown.shows("Take this role away?")


async def test_the_last_manager_can_not_step_down(town: Town) -> None:
    _, [manager] = await town.settled_house("en")
    await town.made_manager(manager, house=1)
    await roles_screen(manager)
    shown = await manager.hears("community manager: you")
    assert "Hand over to somebody else first" in (await manager.taps(shown, "1. Step down")).text


async def test_an_admin_comes_from_the_group_and_a_resident_does_not(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    second = await town.neighbour("Second")
    for act in ("join", "promote"):
        await town.telegram.act(act, chat=house.id, user=second.id)
    await resident.writes("/settings", to=house)
    await resident.hears("Only the admins of the house's group and its community manager")
    await admin.writes("/settings", to=house)
    seen = await admin.hears("Koivukuja 3", "2 residents")
    assert "Roles and invitations" not in await seen.labels(), "that is the manager's"
    await second.writes("/settings", to=house)
    answer = await house.shows("settings of this house are in private")
    [[key]] = (await answer.seen())["reply_markup"]["inline_keyboard"]
    await second.opens(key["url"])
    await second.hears("Koivukuja 3", "2 residents")
    await resident.opens(key["url"])
    await town.rest()
    assert await resident.times_heard("Only the admins of the house's group") == 2


async def test_a_manager_of_many_houses_sees_which_of_them_have_hardly_an_admin(town: Town) -> None:
    house, [manager, second] = await town.settled_house("en", "en")
    await town.settled_house("en")
    await town.telegram.act("promote", chat=house.id, user=second.id)
    await town.made_manager(manager)
    await manager.writes("menu")
    await manager.taps(await manager.hears("What would you like to do?"), "Your houses")
    text = await (await manager.hears("Your houses")).text()
    assert text.splitlines()[1:] == ["1. Koivukuja 3", "2. Koivukuja 3 – only one admin"]


async def test_an_admin_prints_the_code_and_replaces_it(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    await admin.writes("/settings")
    seen = await admin.hears("1 resident")
    await admin.taps(seen, "Code for the board")
    printed = await admin.hears("Koivukuja 3: the code", "start=")
    assert (await printed.seen())["document"]["file_name"] == "talkoot-code.png"
    old = await house.join_link()
    assert old in await printed.text()
    await admin.taps(printed, "A new code")
    await admin.taps(await admin.hears("Make a new code?"), "Yes, a new code")
    await admin.hears("The old code no longer works")
    await town.rest()
    newcomer = await town.neighbour("Newcomer")
    await newcomer.opens(old)
    await newcomer.hears("This code is no longer in use. The new one is on the stairwell board.")
    [link] = [word for word in (await (await admin.hears("the code", "start=")).text()).split() if "start=" in word]
    await newcomer.opens(link)
    await newcomer.hears("Choose a language")


async def test_settings_are_chosen_by_taps_and_written_where_taps_do_not_reach(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    await admin.writes("/settings", to=house)
    seen = await admin.hears("1 resident")
    await admin.taps(seen, "Settings")
    await seen.shows("Koivukuja 3: settings", "Announce: admins, board and activists", "Quiet: 21–8, days off until 10")
    await admin.taps(seen, "Quiet hours")
    await seen.shows("When do I begin nothing by myself?")
    assert (await admin.taps(seen, "22–7, days off until 9")).text == "Done."
    await seen.shows("Quiet: 22–7, days off until 9")
    await admin.taps(seen, "No week on Mondays")
    await seen.shows("Mondays: nothing")
    await admin.taps(seen, "Name")
    await seen.shows("Write the name")
    await admin.writes("As Oy Koivukuja")
    seen = await admin.hears("As Oy Koivukuja: settings")
    await admin.taps(seen, "Owned or rented")
    await seen.shows("Whose is the house?")
    await admin.taps(seen, "Rental house")
    await seen.shows("House: Rental house")


async def test_cards_from_private_go_to_the_topic_from_which_an_admin_came(town: Town) -> None:
    admin = await town.neighbour("Aino")
    house = await town.house(admin=admin, is_forum=True)
    await admin.joins(house)
    topic = (await town.telegram.act("create_topic", chat=house.id, by=admin.id, name="Events"))["message_thread_id"]
    await admin.writes("/settings", to=house, thread=topic)
    seen = await admin.hears("1 resident")
    await admin.taps(seen, "Settings")
    await seen.shows("settings")
    await admin.taps(seen, "Cards go to the topic I came from")
    await seen.shows("cards in a topic of their own")
    await admin.writes("/event Sat 22 May 12-15 Spring clean-up @ courtyard")
    preview = await admin.hears("Spring clean-up")
    await admin.taps(preview, "Publish")
    card = await house.shows("Spring clean-up")
    assert (await card.seen())["message_thread_id"] == topic


async def test_a_manager_makes_an_area_and_an_admin_brings_a_house_into_it(town: Town) -> None:
    _, [manager] = await town.settled_house("en")
    await town.made_manager(manager, house=1)
    _, [admin] = await town.settled_house("en")
    await manager.writes("/settings")
    seen = await manager.hears("Koivukuja 3", "no area")
    await manager.taps(seen, "Area")
    await seen.shows("It is in no area")
    await manager.taps(seen, "New area")
    await seen.shows("What is the area called?")
    await manager.writes("Koivula")
    area = await manager.hears("Koivula", "0 houses · 0 groups · 1 community manager", "No house yet")
    await manager.taps(area, "Add a house")
    await area.shows("Koivula: which house is added?", "1. Koivukuja 3")
    assert (await manager.taps(area, "1")).text == "Done."
    await area.shows("1 house · 1 group", "1. Koivukuja 3")
    told = await manager.taps(area, "Code for a house")
    assert told.alert
    link = (await (await manager.hears("Your house is invited to the area Koivula")).text()).split()[-1]
    await admin.opens(link)
    asked = await admin.hears("Which house joins the area Koivula?", "1. Koivukuja 3")
    await admin.taps(asked, "1")
    await asked.shows("Koivukuja 3 now belongs to the area Koivula.")
    await manager.hears("Your code was used")
    await manager.taps(area, "Back")
    await area.shows("Your areas", "1. Koivula – 2 houses · 2 groups")
    await manager.taps(area, "1")
    await area.shows("1. Koivukuja 3 – only one admin", "2. Koivukuja 3 – only one admin")
    other = await town.neighbour("Another")
    await other.opens(link)
    await other.hears("This code was used, or is older than 7 days")


async def test_a_new_group_comes_to_a_house_by_a_link_that_adds_the_bot(town: Town) -> None:
    _, [admin] = await town.settled_house("en")
    await admin.writes("/settings")
    seen = await admin.hears("1 resident")
    await admin.taps(seen, "Groups")
    await seen.shows("Koivukuja 3: groups", "1. Koivukuja 3")
    told = await admin.taps(seen, "Code for a group")
    assert told.alert
    lines = (await (await admin.hears("Your group can be linked")).text()).splitlines()
    link = lines[1].split()[-1]
    other, member = await town.neighbour("Other"), await town.neighbour("Member")
    body = {"type": "supergroup", "title": "Stairwell B", "members": [other.id, member.id], "administrators": [other.id], "bot": "absent"}
    group = House(town, int((await town.telegram.emu("chats", body))["id"]), other)
    await town.telegram.act("link", user=other.id, url=link, chat=group.id)
    asked = await group.shows("Link the group Stairwell B to Koivukuja 3?")
    assert "Only the admins" in (await member.taps(asked, "Yes, link (admins)")).text
    await other.taps(asked, "Yes, link (admins)")
    await asked.shows("This group now belongs to Koivukuja 3.")
    await admin.hears("Your code was used")
    assert town.rows("SELECT count(*) FROM houses") == [(1,)]
    await town.rest()
    link_of = await group.join_link()
    await member.opens(link_of)
    await member.hears("Koivukuja 3. Valitse kieli")


async def test_a_group_the_bot_is_in_is_linked_by_a_command_and_separated_again(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    other, [second] = await town.settled_house("en")
    code = await town.group_code(1)
    await admin.writes(f"/link {code}", to=house)
    await admin.hears("This group belongs to that house already.")
    await second.writes("/link nonsense", to=other)
    await second.hears("This code was used, or is older than 7 days")
    await second.writes(f"/yhdista {code}", to=other)
    asked = await other.shows("Link the group Koivukuja 3 to Koivukuja 3?")
    assert "1 resident comes along." in await asked.text()
    await second.taps(asked, "Yes, link (admins)")
    await asked.shows("Nothing was lost")
    await admin.writes("/settings")
    seen = await admin.hears("2 residents")
    await admin.taps(seen, "Groups")
    await seen.shows("1. Koivukuja 3", "2. Koivukuja 3")
    await admin.taps(seen, "2. A house of its own")
    await seen.shows("Give Koivukuja 3 a house of its own?")
    await admin.taps(seen, "Yes, separate")
    await town.until(lambda: town.rows("SELECT count(*) FROM houses") == [(2,)])
    await town.rest()
    assert len(await other.lines("I am Talkoot-botti")) == 2, "its link is a new one"


async def test_a_group_is_chosen_where_telegram_says_that_one_administers_it(town: Town) -> None:
    _, [admin] = await town.settled_house("en")
    other, _ = await town.settled_house("en")
    await admin.writes("/settings")
    seen = await admin.hears("Koivukuja 3", "1 resident")
    await admin.taps(seen, "Groups")
    await seen.shows("groups")
    await admin.taps(seen, "Choose a group")
    await seen.shows("I know no other group in which you are an admin.")
    for act in ("join", "promote"):
        await town.telegram.act(act, chat=other.id, user=admin.id)
    await admin.joins(other)
    await admin.taps(seen, "Back")
    await seen.shows("groups")
    await admin.taps(seen, "Choose a group")
    await seen.shows("Koivukuja 3: which group is linked?", "1. Koivukuja 3")
    await admin.taps(seen, "1")
    await seen.shows("2 residents come along.")
    await admin.taps(seen, "Yes, link")
    await seen.shows("1. Koivukuja 3", "2. Koivukuja 3")
    assert town.rows("SELECT count(*) FROM houses") == [(1,)]


async def test_whoever_moves_away_hands_over_in_two_taps(town: Town) -> None:
    house, [manager, neighbour] = await town.settled_house("en", "en")
    await town.made_manager(manager, house=1)
    await town.made(neighbour, Role.BOARD, house=1)
    await manager.announces(house, "/event Sat 22 May 12-15 Spring clean-up @ courtyard")
    await manager.writes("menu")
    menu = await manager.hears("What would you like to do?")
    await manager.taps(menu, "Hand over")
    await menu.shows("Koivukuja 3: who takes over from you?", "It is this: community manager; 1 coming event.", "1. a neighbour – board")
    await manager.taps(menu, "1")
    await menu.shows("Nothing changes before they say yes")
    asked = await neighbour.hears("Koivukuja 3: a neighbour asks you to take over.")
    await neighbour.taps(asked, "I take it on")
    await asked.shows("it is yours now")
    await manager.hears("in other hands now")
    await neighbour.taps(asked, "My things")
    await neighbour.hears("Your things", "Spring clean-up")
