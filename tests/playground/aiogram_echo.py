"""The echo bot on aiogram."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, CommandStart
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, PollAnswer

from tests.playground import echo
from tests.playground.telegram import Telegram


async def on_start(message: Message) -> None:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=echo.BUTTON, callback_data=echo.PRESSED)]])
    assert message.from_user is not None
    await message.answer(echo.GREETING.format(name=message.from_user.first_name), parse_mode="HTML", reply_markup=keyboard)


async def on_press(query: CallbackQuery) -> None:
    assert isinstance(query.message, Message)
    assert query.data == echo.PRESSED
    await query.message.edit_text(echo.THANKS)
    await query.answer(echo.THANKS, show_alert=True)


async def on_photo(message: Message) -> None:
    assert message.photo
    await message.answer_photo(message.photo[-1].file_id, caption=message.caption)


async def on_document(message: Message, bot: Bot) -> None:
    assert message.document is not None
    file = await bot.download(message.document, io.BytesIO())
    assert file is not None
    await message.reply_document(BufferedInputFile(file.read().upper(), "uusi.txt"))


async def on_poll(message: Message) -> None:
    await message.answer_poll(echo.QUESTION, list(echo.OPTIONS), is_anonymous=False)


async def on_vote(answer: PollAnswer, bot: Bot) -> None:
    assert answer.user is not None
    await bot.send_message(answer.user.id, f"ääni {answer.option_ids}")


async def on_broken(message: Message) -> None:
    try:
        await message.answer(echo.BROKEN, parse_mode="HTML")
    except TelegramBadRequest as refused:
        await message.answer(refused.message)


def dispatcher() -> Dispatcher:
    """The echo bot's handlers."""
    found = Dispatcher()
    found.message.register(on_start, CommandStart())
    found.message.register(on_poll, Command("poll"))
    found.message.register(on_broken, Command("broken"))
    found.message.register(on_photo, F.photo)
    found.message.register(on_document, F.document)
    found.callback_query.register(on_press)
    found.poll_answer.register(on_vote)
    return found


@contextlib.asynccontextmanager
async def running(tg: Telegram) -> AsyncIterator[None]:
    """The echo bot, polling."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(tg.url))
    bot, handlers = Bot(tg.token, session=session), dispatcher()
    kinds = [*handlers.resolve_used_update_types(), "my_chat_member", "chat_member", "edited_message"]
    polling = asyncio.create_task(handlers.start_polling(bot, polling_timeout=5, handle_signals=False, allowed_updates=kinds))
    try:
        yield
    finally:
        with contextlib.suppress(RuntimeError):
            await handlers.stop_polling()
        await polling
        await session.close()
