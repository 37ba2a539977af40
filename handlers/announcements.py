"""Writing a notice in private, at the edge to Telegram: words in, a look at the copy, off it goes."""

from collections.abc import Mapping
from typing import Any

from telegram import Message

from community.announcements import writing
from community.announcements.writing import Said
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import picture_of, pressed_id
from handlers.formatting import html_of
from handlers.routing import Command, Feature
from handlers.taps.announcements import (
    DropAnnouncement,
    LeaveOutText,
    LookAtCopy,
    NewAnnouncement,
    OpenDraft,
    SendAnnouncement,
    SetNoticeOption,
    SpeakAs,
    TakeTextBack,
    TextIsIn,
    TrySample,
    UseReadyText,
    WriteText,
)
from handlers.views import announcement_templates as templates


async def on_announce(command: Command, context: BotContext) -> None:
    """`/announce …` anywhere: the preview comes in private. Raises: Refused("may-not-announce")."""
    await _begin(said_in(command.message, after_command=True), context)


async def on_new(tap: NewAnnouncement, context: BotContext) -> None:
    """What shall it say? Raises: Refused("may-not-announce")."""
    await _begin(Said(), context)
    context.pop_up()


async def on_asked(text: str, context: BotContext) -> bool:
    """The same words, before they are looked at as a command without its slash: many notices begin with `Talkoot`."""
    return await context.read(writing.is_asked, who=context.who, now=context.now()) and await on_words(text, context)


async def on_words(text: str, context: BotContext) -> bool:
    """In private: the text, the picture or the file. Raises: Refused with the reasons of `writing.write`."""
    message = context.happened.message
    if message is None or not await context.read(writing.is_writing, who=context.who, now=context.now()):
        return False
    values: Mapping[str, Any] = {"language": context.spoken, "rules": context.rules, "now": context.now()}
    await context.handle(writing.write, who=context.who, said=said_in(message), **values)
    return True


async def on_template(tap: UseReadyText, context: BotContext) -> None:
    """One of the ready texts. Raises: Refused (announcement-done, not-yours, may-not-announce)."""
    texts = templates.in_all_languages(tap.template, context.services.catalogues)
    await context.handle(writing.use_template, draft=tap.draft, texts=texts, **_turn(context))
    context.pop_up()


async def on_look(tap: LookAtCopy, context: BotContext) -> None:
    """Another version of the copy. Raises: Refused (announcement-done, not-yours, may-not-announce, old-button)."""
    shown = tuple(tap.languages.split(","))
    await context.handle(writing.look_at, draft=tap.draft, shown=shown, **_turn(context))
    context.pop_up()


async def on_open(tap: OpenDraft, context: BotContext) -> None:
    """The preview, or a screen of it. Raises: Refused (announcement-done, not-yours, may-not-announce)."""
    await context.handle(writing.open_preview, draft=tap.draft, screen=tap.screen, **_turn(context))
    context.pop_up()


async def on_write(tap: WriteText, context: BotContext) -> None:
    """The text in a language is asked for. Raises: Refused (announcement-done, not-yours, may-not-announce, old-button)."""
    await context.handle(writing.ask_text, draft=tap.draft, text=tap.language, **_turn(context))
    context.pop_up()


async def on_back(tap: TakeTextBack, context: BotContext) -> None:
    """The text before. Raises: Refused (announcement-done, not-yours, may-not-announce, old-button)."""
    await context.handle(writing.take_back, draft=tap.draft, **_turn(context))
    context.pop_up()


async def on_leave_out(tap: LeaveOutText, context: BotContext) -> None:
    """Without a language. Raises: Refused (announcement-done, not-yours, may-not-announce, old-button)."""
    await context.handle(writing.leave_out, draft=tap.draft, text=tap.language, **_turn(context))
    context.pop_up()


async def on_language(tap: TextIsIn, context: BotContext) -> None:
    """Which language it is in. Raises: Refused (announcement-done, not-yours, may-not-announce, old-button)."""
    await context.handle(writing.in_language, draft=tap.draft, text=tap.language, **_turn(context))
    context.pop_up()


async def on_voice(tap: SpeakAs, context: BotContext) -> None:
    """Who speaks. Raises: Refused (announcement-done, not-yours, may-not-announce, not-your-voice)."""
    await context.handle(writing.speak_as, draft=tap.draft, voice=tap.voice, **_turn(context))
    context.pop_up()


async def on_option(tap: SetNoticeOption, context: BotContext) -> None:
    """Pinned, with buttons, without its picture. Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps)."""
    await context.handle(writing.set_option, draft=tap.draft, option=tap.option, on=bool(tap.on), **_turn(context))
    context.pop_up()


async def on_send(tap: SendAnnouncement, context: BotContext) -> None:
    """Off it goes. Raises: Refused with the reasons of `writing.send`."""
    await context.handle(writing.send, draft=tap.draft, rules=context.rules, **_turn(context))
    context.pop_up()


async def on_drop(tap: DropAnnouncement, context: BotContext) -> None:
    """It is given up. Raises: Refused (announcement-done, not-yours)."""
    await context.handle(writing.drop, draft=tap.draft, **_turn(context))
    context.pop_up()


async def on_sample(tap: TrySample, context: BotContext) -> None:
    """A button of the copy is tried."""
    context.pop_up((await context.chosen_texts()).say("This is how it will look. Here the buttons do nothing."))


def said_in(message: Message, *, after_command: bool = False) -> Said:
    """What a message says, with its formatting, and the picture or the file it brings. Raises: Refused("announcement-what")."""
    document = message.document.file_id if message.document and not message.animation else None
    if message.effective_attachment and not (message.photo or document):
        raise Refused("announcement-what")
    return Said(html_of(message, after_command=after_command), picture_of(message), document)


async def _begin(said: Said, context: BotContext) -> None:
    values: Mapping[str, Any] = {"language": context.spoken, "rules": context.rules, "now": context.now()}
    await context.handle(writing.begin, who=context.who, said=said, **values)


def _turn(context: BotContext) -> Mapping[str, Any]:
    return {"who": context.who, "message": pressed_id(context), "language": context.spoken, "now": context.now()}


FEATURE = Feature(
    commands={("announce", "tiedote", "meddelande"): on_announce},
    buttons={
        NewAnnouncement: on_new,
        UseReadyText: on_template,
        LookAtCopy: on_look,
        OpenDraft: on_open,
        WriteText: on_write,
        TakeTextBack: on_back,
        LeaveOutText: on_leave_out,
        TextIsIn: on_language,
        SpeakAs: on_voice,
        SetNoticeOption: on_option,
        SendAnnouncement: on_send,
        DropAnnouncement: on_drop,
        TrySample: on_sample,
    },
    first=(on_asked,),
    words=(on_words,),
)
