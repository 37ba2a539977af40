"""Buttons for writing a notice, and of its preview."""

from community.announcements import Voice
from community.announcements.templates import Template
from community.announcements.writing import Option
from handlers.buttons import Button


class NewAnnouncement(Button, prefix="bn"):
    """A notice is written."""


class UseReadyText(Button, prefix="bt"):
    """It says one of the ready texts."""

    draft: int
    template: Template


class LookAtCopy(Button, prefix="bv"):
    """Another version of the copy is looked at; `languages`: as `fi,sv`."""

    draft: int
    languages: str


class OpenDraft(Button, prefix="bo"):
    """The preview, or another screen of it ("": the preview itself); what was dropped is gone on with."""

    draft: int
    screen: str = ""


class WriteText(Button, prefix="bw"):
    """The next words are the text in a language ("": take the place of all of it)."""

    draft: int
    language: str = ""


class TakeTextBack(Button, prefix="bu"):
    """The text that was there before."""

    draft: int


class LeaveOutText(Button, prefix="bx"):
    """Without the text in a language."""

    draft: int
    language: str


class TextIsIn(Button, prefix="bg"):
    """The only text is in this language."""

    draft: int
    language: str


class SpeakAs(Button, prefix="be"):
    """Who speaks."""

    draft: int
    voice: Voice


class SetNoticeOption(Button, prefix="bp"):
    """What it is besides its text; `on` is 1 or 0."""

    draft: int
    option: Option
    on: int


class SendAnnouncement(Button, prefix="bz"):
    """Off it goes."""

    draft: int


class DropAnnouncement(Button, prefix="bd"):
    """It is given up."""

    draft: int


class TrySample(Button, prefix="ba"):
    """A button of a copy that is only looked at."""
