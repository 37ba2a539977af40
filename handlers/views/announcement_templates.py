"""Notices that come again and again: ready texts, whose gaps in brackets are filled in the same order in every language."""

from collections.abc import Mapping

from bot.texts import Catalogues, later
from community.announcements.templates import Template

NAMES: Mapping[Template, str] = {
    Template.WATER: later("Water cut"),
    Template.POWER: later("Power cut"),
    Template.LIFT: later("Lift repair"),
    Template.TALKOOT: later("Talkoot"),
    Template.MEETING: later("Meeting"),
    Template.SAUNA: later("Sauna"),
}

TEXTS: Mapping[Template, str] = {
    Template.WATER: later("<b>Water cut</b>\n[when: day and hours]\n[where: which stairwells]\nPlease draw drinking water beforehand."),
    Template.POWER: later("<b>Power cut</b>\n[when: day and hours]\n[where: which stairwells]\nThe lift does not run meanwhile."),
    Template.LIFT: later(
        "<b>Lift repair</b>\n[when: day and hours]\n[where: which stairwells]\nTell us if the stairs are too much for you."
    ),
    Template.TALKOOT: later("<b>Talkoot</b>\n[when: day and hours]\n[where: place]\nCome for an hour or for the whole day."),
    Template.MEETING: later("<b>Meeting</b>\n[when: day and hours]\n[where: place]\nOn the agenda: [what is decided]"),
    Template.SAUNA: later("<b>The sauna is closed</b>\n[when: day and hours]\nReason: [why]"),
}


def in_all_languages(which: Template, catalogues: Catalogues) -> dict[str, str]:
    """One of them by language."""
    return {language: texts.say(TEXTS[which]) for language, texts in catalogues.by_language.items()}
