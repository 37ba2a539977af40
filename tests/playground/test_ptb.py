"""The playground under python-telegram-bot, as a real Application that polls."""

import contextlib
import io
from collections.abc import AsyncIterator
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    PollAnswerHandler,
    filters,
)

from tests.playground import echo
from tests.playground.telegram import Telegram

Context = ContextTypes.DEFAULT_TYPE


async def on_start(update: Update, context: Context) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(echo.BUTTON, callback_data=echo.PRESSED)]])
    assert update.effective_chat is not None
    assert update.effective_user is not None
    greeting = echo.GREETING.format(name=update.effective_user.first_name)
    await update.effective_chat.send_message(greeting, parse_mode="HTML", reply_markup=keyboard)


async def on_press(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query is not None
    assert query.data == echo.PRESSED
    await query.edit_message_text(echo.THANKS)
    await query.answer(echo.THANKS, show_alert=True)


async def on_photo(update: Update, context: Context) -> None:
    message = update.message
    assert message is not None
    await message.reply_photo(message.photo[-1], caption=message.caption)


async def on_document(update: Update, context: Context) -> None:
    message = update.message
    assert message is not None
    assert message.document is not None
    file = await message.document.get_file()
    content = bytes(await file.download_as_bytearray())
    await message.reply_document(io.BytesIO(content.upper()), filename="uusi.txt")


async def on_poll(update: Update, context: Context) -> None:
    assert update.effective_chat is not None
    await update.effective_chat.send_poll(echo.QUESTION, echo.OPTIONS, is_anonymous=False)


async def on_vote(update: Update, context: Context) -> None:
    answer = update.poll_answer
    assert answer is not None
    assert answer.user is not None
    await answer.user.send_message(f"ääni {list(answer.option_ids)}")


async def on_broken(update: Update, context: Context) -> None:
    assert update.effective_chat is not None
    try:
        await update.effective_chat.send_message(echo.BROKEN, parse_mode="HTML")
    except BadRequest as refused:
        await update.effective_chat.send_message(refused.message)


def application(tg: Telegram) -> Application[Any, Any, Any, Any, Any, Any]:
    """The echo bot."""
    bot = Application.builder().token(tg.token).base_url(f"{tg.url}/bot").base_file_url(f"{tg.url}/file/bot").build()
    bot.add_handlers(
        [
            CommandHandler("start", on_start, filters=filters.UpdateType.MESSAGE),
            CommandHandler("poll", on_poll),
            CommandHandler("broken", on_broken),
            MessageHandler(filters.PHOTO, on_photo),
            MessageHandler(filters.Document.ALL, on_document),
            CallbackQueryHandler(on_press),
            PollAnswerHandler(on_vote),
        ]
    )
    return bot


@contextlib.asynccontextmanager
async def running(tg: Telegram) -> AsyncIterator[None]:
    """The echo bot, polling."""
    bot = application(tg)
    async with bot:
        assert bot.updater is not None
        await bot.updater.start_polling(timeout=5, allowed_updates=Update.ALL_TYPES, bootstrap_retries=0)
        await bot.start()
        try:
            yield
        finally:
            await bot.updater.stop()
            await bot.stop()


async def test_a_python_telegram_bot_lives_in_the_playground(tg):
    async with running(tg):
        await echo.tell(tg)
