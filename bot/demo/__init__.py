"""The demo: an emulated Telegram, a small neighbourhood, and the bot running against it over HTTP."""

from bot.demo.process import Demo

__all__ = ["Demo"]
