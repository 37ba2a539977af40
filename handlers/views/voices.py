"""In whose name a notice speaks."""

from collections.abc import Mapping

from bot.texts import Texts, later
from community.announcements import Voice

_VOICES: Mapping[Voice, str] = {
    Voice.COMMUNITY_MANAGER: later("community manager"),
    Voice.PROPERTY_MANAGER: later("property manager"),
    Voice.BOARD: later("board"),
    Voice.MAINTENANCE: later("maintenance"),
}


def voice_of(voice: Voice, texts: Texts) -> str:
    """Who speaks: `isännöitsijä`."""
    return texts.say(_VOICES[voice])
