"""A baseline, on python-telegram-bot with its defaults: answers every press and does nothing else. `… ADDRESS TOKEN`"""

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler


async def on_press(update: Update, context: Any) -> None:
    """Answer."""
    assert update.callback_query is not None
    await update.callback_query.answer()


if __name__ == "__main__":
    application = Application.builder().token(sys.argv[2]).base_url(f"{sys.argv[1]}/bot").build()
    application.add_handler(CallbackQueryHandler(on_press))
    application.run_polling()
