"""A resident, an activist and a community manager in a real browser against the real demo: each in Finnish, Swedish and English.

`TALKOOT_SCREENSHOTS=folder` keeps a picture of every screen they saw.
"""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Browser, expect

from bot.dates import say_day
from bot.demo.telegram import Telegram
from tests.e2e.homes import COMMANDS, LANGUAGES, PLACES, TITLES, Home, a_home, a_phone
from tests.e2e.phone import BOT, SLOW_MS, Phone

pytestmark = pytest.mark.browser

MINE = {"fi": "/omat", "sv": "/mina", "en": "/my"}
SETTINGS = {"fi": "/asetukset", "sv": "/installningar", "en": "/settings"}
MANAGER, HOUSE = "Veera", "Koivukuja 3"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_resident_joins_answers_brings_asks_and_cancels(browser: Browser, address: str, language: str) -> None:
    async with a_home(address, language) as home, a_phone(browser, address, language, "resident") as phone:
        when, _ = await home.announced()
        title = TITLES[language]
        await joins(phone, home, title)
        await answers(phone, home, when)
        await brings(phone, home, title)
        await asks(phone, home, title)
        await is_reminded_and_cancels(phone, title)


async def joins(phone: Phone, home: Home, title: str) -> None:
    """By the link of the stairwell, in four taps."""
    language = home.texts.language
    await phone.be(home.names[1], home.title)
    await phone.look("group")
    await phone.tap("Open in private")
    await phone.sees("Valitse kieli · Välj språk · Choose a language")
    await phone.look("languages")
    await phone.page.pane().get_by_role("button", name=LANGUAGES[language], exact=True).click()
    await phone.sees({"fi": "en puhelinnumeroa", "sv": "inte ditt telefonnummer", "en": "not your phone number"}[language])
    await phone.look("notice")
    await phone.tap("Join (I am 13 or over)")
    await phone.sees({"fi": "Olet mukana.", "sv": "Du är med.", "en": "You have joined."}[language], title)
    await phone.look("joined")


async def answers(phone: Phone, home: Home, when: str) -> None:
    """In private, then with two in the group, where the number follows; "My answer" says it again."""
    two = {"fi": "2 henkeä", "sv": "2 personer", "en": "2 people"}[home.texts.language]
    await phone.tap("Coming")
    await phone.hears({"fi": "Olet tulossa:", "sv": "Du kommer:", "en": "You are coming:"}[home.texts.language])
    await phone.open(home.title)
    await phone.tap("We are 2")
    await phone.hears(two)
    await phone.sees({"fi": "Tulossa 2", "sv": "Kommer 2", "en": "Coming 2"}[home.texts.language])
    await phone.look("card")
    await phone.tap("My answer")
    await expect(phone.page.alert).to_contain_text(two)
    await phone.look("my-answer")
    await phone.hears(two)


async def brings(phone: Phone, home: Home, title: str) -> None:
    """What the organiser asked for, from /my."""
    wanted = {"fi": "Kahvia", "sv": "Kaffe", "en": "Coffee"}[home.texts.language]
    _, key = await home.telegram.find_key(home.group, home.activist, lambda key: "start=e_" in key.get("url", ""))
    await home.telegram.post("act/link", {"user": home.activist, "url": key["url"]})
    for label in ("For the organiser", "Bring-list", "Write the list"):
        await home.tap(home.activist, home.activist, label)
    await home.telegram.post("act/send", {"chat": home.activist, "user": home.activist, "text": wanted})
    await phone.open(BOT)
    await phone.writes(MINE[home.texts.language])
    await phone.sees(title, {"fi": "2 henkeä", "sv": "2 personer", "en": "2 people"}[home.texts.language], "1. ")
    await phone.look("my-things")
    await phone.tap("{number}. Change", number=1)
    await phone.tap("Bring something")
    await phone.look("bring-list")
    await phone.page.pane().get_by_role("button", name=wanted, exact=True).click()
    await phone.hears(wanted)
    await phone.tap("Back")
    await phone.sees(title, home.texts.say("You bring: {things}.", things=wanted))


async def asks(phone: Phone, home: Home, title: str) -> None:
    """The organiser, who reads it in their own chat."""
    question = {"fi": "Saako koiran ottaa mukaan?", "sv": "Får hunden komma med?", "en": "May the dog come along?"}[home.texts.language]
    await phone.look("event")
    await phone.reads_nothing_cut()
    await phone.tap("More…")
    await phone.look("more")
    await phone.tap("Ask the organiser")
    await phone.look("question")
    await phone.writes(question)
    await phone.sees(home.texts.say("Passed on."))
    await home.telegram.find_message(home.activist, home.activist, lambda message: question in message.get("text", ""))


async def is_reminded_and_cancels(phone: Phone, title: str) -> None:
    """The day before at five in the afternoon; what one wanted to bring is free again."""
    language = phone.texts.language
    await phone.lets_time_pass_until({"fi": "Huomenna", "sv": "I morgon", "en": "Tomorrow"}[language], title)
    await phone.look("reminder")
    await phone.tap("Can't")
    await phone.hears({"fi": "Merkitty: et pääse.", "sv": "Noterat: du kan inte komma.", "en": "Marked: you can't come."}[language])
    await phone.writes(MINE[language])
    await phone.sees(phone.texts.say("You have nothing coming up."))
    await phone.look("nothing-left")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_activist_makes_an_event_by_taps_moves_it_and_checks_in(browser: Browser, address: str, language: str) -> None:
    async with a_home(address, language) as home, a_phone(browser, address, language, "activist") as phone:
        title = home.texts.say("Coffee with neighbours")
        day = await makes(phone, home, title)
        await publishes_and_looks_at_the_list(phone, home)
        await moves_it(phone, home, title, day)


async def makes(phone: Phone, home: Home, title: str) -> str:
    """Five questions, one at a time; the day it will be."""
    language = home.texts.language
    saturday = await home.today()
    saturday += timedelta(days=(5 - saturday.weekday()) % 7 or 7)
    day = say_day(saturday.date(), language, today=(await home.today()).date())
    await phone.be(home.names[0], BOT)
    await phone.writes(COMMANDS[language])
    await phone.look("what")
    await phone.tap("Coffee with neighbours")
    await phone.look("day")
    await phone.page.pane().get_by_role("button", name=day, exact=True).last.click()
    await phone.sees(title, question(3))
    await phone.look("time")
    await phone.tap_key(2)
    await phone.sees(title, question(4))
    await phone.look("place")
    await phone.writes(PLACES[language])
    await phone.sees(title, question(5))
    await phone.look("places")
    await phone.page.pane().get_by_role("button", name="10", exact=True).last.click()
    await phone.sees(title, day, PLACES[language])
    await phone.look("preview")
    await phone.reads_nothing_cut()
    return day


def question(number: int) -> re.Pattern[str]:
    """How far one has come."""
    return re.compile(rf"\b{number}\D{{1,6}}5")


async def publishes_and_looks_at_the_list(phone: Phone, home: Home) -> None:
    """A neighbour answers; the organiser sees them, and checks them in."""
    await phone.tap("Publish")
    await home.tap(home.group, home.resident, "We are 2")
    await phone.tap("Open")
    await phone.tap("For the organiser")
    await phone.look("organiser")
    await phone.reads_nothing_cut()
    await phone.tap("Who comes")
    neighbour = {"fi": "Naapuri 1, 2 henkeä", "sv": "Granne 1, 2 personer", "en": "Neighbour 1, 2 people"}[home.texts.language]
    await phone.sees(neighbour)
    await phone.look("who-comes")
    await phone.tap("{number}. Here", number=1)
    await phone.sees(neighbour, "✓")
    await phone.look("checked-in")
    await phone.tap("Back")


async def moves_it(phone: Phone, home: Home, title: str, day: str) -> None:
    """One hour earlier: was and now before it is saved, and a line in the group."""
    was = {"fi": "klo 18", "sv": "kl. 18", "en": "18:00"}[home.texts.language]
    now = {"fi": "klo 17", "sv": "kl. 17", "en": "17:00"}[home.texts.language]
    await phone.tap("Change")
    await phone.look("change")
    await phone.tap("Time")
    await phone.sees(title, was)
    await phone.writes(f"{day} {now}")
    await phone.sees(title, was, now)
    await phone.look("was-and-now")
    await phone.tap("Save")
    await phone.open(home.title)
    await expect(phone.page.message(title).filter(has_text=now).first).to_be_visible(timeout=SLOW_MS)
    await phone.look("moved")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_manager_settles_a_house_invites_takes_a_card_down_and_renews_the_code(
    browser: Browser, address: str, language: str
) -> None:
    async with Telegram(address) as telegram, a_phone(browser, address, language, "manager") as phone:
        await speaks(phone)
        await sets_quiet_hours(phone)
        await invites_an_activist(phone, telegram)
        await renews_the_code(phone)
        await takes_a_card_down_and_puts_it_back(phone)


async def speaks(phone: Phone) -> None:
    """Their own language first."""
    await phone.be(MANAGER, BOT)
    await expect(phone.page.chat("Mäntykuja 40")).to_contain_text("Saunan siivous")
    await phone.writes("/language")
    await phone.page.pane().get_by_role("button", name=LANGUAGES[phone.texts.language], exact=True).last.click()
    await phone.sees(phone.texts.say("What would you like to do?"))
    await phone.look("menu")


async def opens_the_house(phone: Phone) -> None:
    """The first of those they look after."""
    await phone.writes(SETTINGS[phone.texts.language])
    await phone.sees(HOUSE, "1. ")
    await phone.page.pane().get_by_role("button", name="1", exact=True).last.click()
    await phone.sees(HOUSE, "Rantapuisto")


async def sets_quiet_hours(phone: Phone) -> None:
    """And what the cards speak."""
    language = phone.texts.language
    await opens_the_house(phone)
    await phone.look("house")
    await phone.tap("Settings")
    await phone.look("settings")
    await phone.reads_nothing_cut()
    await phone.tap("Quiet hours")
    late = re.compile(r"\D22(:00)?–0?7")
    await phone.sees(late)
    await phone.look("quiet-hours")
    await phone.page.button(late).click()
    await phone.sees(re.compile(r": \D*22(:00)?–0?7"), HOUSE)
    await phone.tap("Languages")
    await phone.page.button(re.compile(f"^(✓ )?{LANGUAGES[language]}$")).click()
    await phone.sees(f": {LANGUAGES[language]}", HOUSE)
    await phone.look("settled")
    await phone.tap("Back")


async def invites_an_activist(phone: Phone, telegram: Telegram) -> None:
    """By a link that works once; who takes it is an activist then."""
    language = phone.texts.language
    await phone.tap("Roles and invitations")
    await phone.look("roles")
    await phone.tap("Invite an activist")
    await phone.hears(phone.texts.say("Forward the message below to one person. It works once."))
    invited = {"fi": "Sinut on kutsuttu.", "sv": "Du är inbjuden.", "en": "You are invited."}[language]
    await phone.sees("start=r_", invited)
    await phone.look("invitation")
    said = await phone.page.message(invited).last.inner_text()
    link = re.search(r"https://t\.me/\w+\?start=r_[\w-]+", said)
    assert link is not None, said
    newcomer = int((await telegram.post("users", {"first_name": f"Newcomer {language}", "language_code": language}))["id"])
    await telegram.post("act/link", {"user": newcomer, "url": link[0]})
    await telegram.press(newcomer, newcomer, "ha:")


async def renews_the_code(phone: Phone) -> None:
    """The old one lets nobody in any more."""
    await opens_the_house(phone)
    await phone.tap("Code for the board")
    await phone.sees("start=")
    await phone.look("code")
    await phone.tap("A new code")
    await phone.look("new-code")
    await phone.tap("Yes, a new code")
    await phone.look("renewed")


async def takes_a_card_down_and_puts_it_back(phone: Phone) -> None:
    """A minute is time enough."""
    await phone.open(HOUSE)
    await phone.page.pane().locator(".inline-button", has_text="…").last.click()
    await phone.tap("More…")
    await phone.tap("Report")
    await phone.look("report")
    await phone.tap("Take down")
    await phone.sees(phone.texts.say("The card was taken down."))
    await phone.look("taken-down")
    await phone.tap("Undo")
    await phone.sees(phone.texts.say("The card hangs again."))
    await phone.look("put-back")
