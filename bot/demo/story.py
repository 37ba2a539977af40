"""The guided story of the demo, as data for the page (its form is described in playground/page/story.js)."""

from typing import Any

from bot.demo.neighbourhood import Neighbourhood, monday_between

EARLY = {"fi": "pekka", "sv": "elin", "en": "lan"}
"""Who takes the last seat: somebody whose private chat is in the language of the one who looks."""

LATE = {"fi": "sanna", "sv": "bjorn", "en": "grace"}
"""Who comes too late."""

Person = dict[str, int]


def story(homes: Neighbourhood) -> dict[str, Any]:
    """Three minutes: the last seat, the queue, the reminder, what is known, forgetting."""
    early, late = _by_language(homes, EARLY), _by_language(homes, LATE)
    return {
        "id": homes.began,
        "zone": "Europe/Helsinki",
        "title": {"en": "Three minutes with the neighbours", "fi": "Kolme minuuttia naapureina", "sv": "Tre minuter som grannar"},
        "first": {"user": early, "chat": homes.first},
        "houses": [{"chat": homes.first, "admin": homes.people["aino"], "language_button": _language_buttons()}],
        "steps": [_last_seat(homes, early), _queue(homes, late), *_time(homes, early), _data(early), _ask(early), _forget(early)],
    }


def _by_language(homes: Neighbourhood, names: dict[str, str]) -> Person:
    return {language: homes.people[name] for language, name in names.items()}


def _language_buttons() -> dict[str, list[str]]:
    """What the admin presses: first the welcome's language button, then the language."""
    return {language: ["hl", f"lg:{language}"] for language in ("fi", "sv", "en")}


def _last_seat(homes: Neighbourhood, early: Person) -> dict[str, Any]:
    data = f"ev:{homes.event}:c:1"
    return {
        "id": "last-seat",
        "text": {
            "en": "You are Lan. The house has a yard work party, and one place is left. Take it.",
            "fi": "Olet Pekka. Talossa on pihatalkoot, ja yksi paikka on jäljellä. Ota se.",
            "sv": "Du är Elin. Huset har gårdstalko och en plats är kvar. Ta den.",
        },
        "user": early,
        "chat": homes.first,
        "highlight": {"kind": "button", "data_prefix": data},
        "done": {"kind": "press", "data_prefix": data, "user": early},
        "after": {
            "en": "The place is yours. The bot answered only you; the card shows everybody the number.",
            "fi": "Paikka on sinun. Botti vastasi vain sinulle; kortissa kaikki näkevät määrän.",
            "sv": "Platsen är din. Botten svarade bara dig; på kortet ser alla antalet.",
        },
    }


def _queue(homes: Neighbourhood, late: Person) -> dict[str, Any]:
    data = f"ev:{homes.event}:c:1"
    return {
        "id": "queue",
        "text": {
            "en": "Now be Grace, who is late. Try to come too.",
            "fi": "Ole nyt Sanna, joka on myöhässä. Yritä päästä mukaan.",
            "sv": "Var nu Björn, som är sent ute. Försök också komma med.",
        },
        "user": late,
        "chat": homes.first,
        "highlight": {"kind": "button", "data_prefix": data},
        "done": {"kind": "press", "data_prefix": data, "user": late},
        "after": {
            "en": "Grace is first in the queue. If somebody can't come, the place is hers and she is told.",
            "fi": "Sanna on jonossa ensimmäisenä. Jos joku peruu, paikka on hänen ja hän saa siitä viestin.",
            "sv": "Björn står först i kön. Om någon inte kan komma är platsen hans och han får veta det.",
        },
    }


def _time(homes: Neighbourhood, early: Person) -> list[dict[str, Any]]:
    """To the reminder; over the Monday before it, if one lies between."""
    return [_monday(early), _reminder(early)] if monday_between(homes) else [_reminder(early)]


def _monday(early: Person) -> dict[str, Any]:
    return {
        "id": "monday",
        "text": {
            "en": "Let time pass: on Monday morning the week's list comes.",
            "fi": "Anna ajan kulua: maanantaiaamuna tulee viikon lista.",
            "sv": "Låt tiden gå: på måndag morgon kommer veckans lista.",
        },
        "user": early,
        "chat": early,
        "highlight": {"kind": "control", "control": "next_due"},
        "done": {"kind": "clock"},
        "after": {
            "en": "Everyone who joined got one message about the week. The group got one list.",
            "fi": "Jokainen liittynyt sai yhden viestin viikosta. Ryhmään tuli yksi lista.",
            "sv": "Alla som gått med fick ett meddelande om veckan. Gruppen fick en lista.",
        },
    }


def _reminder(early: Person) -> dict[str, Any]:
    return {
        "id": "reminder",
        "text": {
            "en": "Let time pass: go to the next reminder, the day before at 17.",
            "fi": "Anna ajan kulua: siirry seuraavaan muistutukseen, edelliseen päivään klo 17.",
            "sv": "Låt tiden gå: gå till nästa påminnelse, dagen före kl. 17.",
        },
        "user": early,
        "chat": early,
        "highlight": {"kind": "control", "control": "next_due"},
        "done": {"kind": "clock"},
        "after": {
            "en": "Everyone who comes was reminded once, in their own language. The group got one silent line.",
            "fi": "Jokainen tulija sai yhden muistutuksen omalla kielellään. Ryhmään tuli yksi äänetön rivi.",
            "sv": "Alla som kommer fick en påminnelse på sitt eget språk. Gruppen fick en tyst rad.",
        },
    }


def _data(early: Person) -> dict[str, Any]:
    return {
        "id": "data",
        "text": {
            "en": "What does the bot know about Lan? Send this.",
            "fi": "Mitä botti tietää Pekasta? Lähetä tämä.",
            "sv": "Vad vet botten om Elin? Skicka det här.",
        },
        "user": early,
        "chat": early,
        "highlight": {"kind": "composer"},
        "prefill": {"en": "/mydata", "fi": "/omattiedot", "sv": "/minadata"},
        "done": {"kind": "message", "text": "/", "user": early},
        "after": {
            "en": "That is all of it: no name, no phone number, no flat, no chat.",
            "fi": "Siinä on kaikki: ei nimeä, ei puhelinnumeroa, ei asuntoa, ei keskusteluja.",
            "sv": "Det är allt: inget namn, inget telefonnummer, ingen lägenhet, inga chattar.",
        },
    }


def _ask(early: Person) -> dict[str, Any]:
    return {
        "id": "ask",
        "text": {"en": "Ask the bot to forget Lan.", "fi": "Pyydä bottia unohtamaan Pekka.", "sv": "Be botten glömma Elin."},
        "user": early,
        "chat": early,
        "highlight": {"kind": "button", "data_prefix": "fm:ask"},
        "done": {"kind": "press", "data_prefix": "fm:ask", "user": early},
    }


def _forget(early: Person) -> dict[str, Any]:
    return {
        "id": "forget",
        "text": {
            "en": "It asks once. The freed place goes to Grace.",
            "fi": "Se kysyy kerran. Vapautunut paikka siirtyy Sannalle.",
            "sv": "Den frågar en gång. Den lediga platsen går till Björn.",
        },
        "user": early,
        "chat": early,
        "highlight": {"kind": "button", "data_prefix": "fm:free"},
        "done": {"kind": "press", "data_prefix": "fm:", "user": early},
        "after": {
            "en": "Done. Look at the card in the group, and at Grace's private chat. Then be Grace and answer the poll.",
            "fi": "Valmis. Katso ryhmän korttia ja Sannan yksityiskeskustelua. Ole sitten Sanna ja vastaa kyselyyn.",
            "sv": "Klart. Titta på kortet i gruppen och på Björns privata chatt. Var sedan Björn och svara på enkäten.",
        },
    }
