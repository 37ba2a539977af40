"""Telegram's own command menus: what is shown when somebody types a slash."""

from collections.abc import Mapping

from bot.texts import Texts, later

PRIVATE_COMMANDS: Mapping[str, Mapping[str, str]] = {
    "my": {"fi": "omat", "sv": "mina"},
    "week": {"fi": "viikko", "sv": "vecka"},
    "event": {"fi": "tapahtuma", "sv": "evenemang"},
    "poll": {"fi": "kysely", "sv": "fraga"},
    "call": {"fi": "talkoot", "sv": "talko"},
    "rota": {"fi": "vuorolista", "sv": "turlista"},
    "reminders": {"fi": "muistutukset", "sv": "paminnelser"},
    "language": {"fi": "kieli", "sv": "sprak"},
    "privacy": {"fi": "tietosuoja", "sv": "dataskydd"},
    "mydata": {"fi": "omattiedot", "sv": "minadata"},
    "forgetme": {"fi": "unohda", "sv": "glommig"},
    "help": {"fi": "apua", "sv": "hjalp"},
}
"""English names with their Finnish and Swedish ones; all of them work in every language."""

GROUP_COMMANDS: Mapping[str, Mapping[str, str]] = {name: PRIVATE_COMMANDS[name] for name in ("event", "poll", "call", "rota")}

SAYS = {
    "my": later("What I have said yes to"),
    "week": later("What's on in my house"),
    "event": later("Announce an event"),
    "poll": later("Ask the neighbours something"),
    "call": later("Call for help with some work"),
    "rota": later("Begin a duty rota"),
    "reminders": later("When I am reminded"),
    "language": later("My language"),
    "privacy": later("What is stored about me"),
    "mydata": later("Show all my data"),
    "forgetme": later("Erase my data"),
    "help": later("What I can write"),
}


def listed(commands: Mapping[str, Mapping[str, str]], texts: Texts) -> list[tuple[str, str]]:
    """Names and descriptions in a language, in order."""
    return [(names.get(texts.language, name), texts.say(SAYS[name])) for name, names in commands.items()]
