"""Telling somebody that what they asked for was not done, with the code it has in the log; also while the database is away."""

import asyncio
import contextlib

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.clock import Clock
from bot.handling import Apologise
from bot.texts import Catalogues, Texts, language_of
from community import replies
from storage.engine import Database

OWED_WITHIN_S = 2.0
"""So long the database may take to note that an apology is owed; then it is sent without being noted."""


def apologies(bot: Bot, db: Database, clock: Clock, catalogues: Catalogues) -> Apologise:
    """What `Handling` calls for an update that was not done: an alert for a press, a message for words in private."""

    async def apologise(update: Update, code: str) -> None:
        query, user, chat = update.callback_query, update.effective_user, update.effective_chat
        language = language_of(user.language_code if user else None)
        if query is not None:
            with contextlib.suppress(TelegramError):
                await query.answer(_sorry(catalogues.texts(language), code), show_alert=True)
        elif user is not None and chat is not None and chat.id == user.id:
            try:
                async with asyncio.timeout(OWED_WITHIN_S):
                    await db.transaction(
                        replies.reply, kind="incident", to=user.id, language=language, params={"code": code}, now=clock.now()
                    )
            except Exception:
                # What kept the update from being done keeps the apology from being owed too.
                await bot.send_message(user.id, _sorry(catalogues.texts(language), code))

    return apologise


def _sorry(texts: Texts, code: str) -> str:
    return texts.say("Something went wrong on my side, and nothing was changed. Try again. Code: {code}", code=code)
