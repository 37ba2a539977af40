"""A baseline, on aiogram with its defaults: answers every press and does nothing else. `… ADDRESS TOKEN`"""

import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery


async def on_press(press: CallbackQuery) -> None:
    """Answer."""
    await press.answer()


if __name__ == "__main__":
    dispatcher = Dispatcher()
    dispatcher.callback_query.register(on_press)
    dispatcher.run_polling(Bot(sys.argv[2], session=AiohttpSession(api=TelegramAPIServer.from_base(sys.argv[1]))))
