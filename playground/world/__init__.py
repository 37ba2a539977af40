"""The emulated Telegram: people, bots, chats and messages, and the rules between them.

`World` holds it all. Methods for people raise `Impossible`; methods for bots raise `Refused` with Telegram's words.
"""

from playground.world.answering import Pressed
from playground.world.chats import Chat, Member, Topic
from playground.world.files import File
from playground.world.messages import CallbackQuery, Message
from playground.world.people import Bot, User
from playground.world.polls import Option, Poll
from playground.world.refusals import Impossible, Refused
from playground.world.world import World

__all__ = [
    "Bot",
    "CallbackQuery",
    "Chat",
    "File",
    "Impossible",
    "Member",
    "Message",
    "Option",
    "Poll",
    "Pressed",
    "Refused",
    "Topic",
    "User",
    "World",
]
