"""Why the program can't go on, in words for whoever runs it."""


class MustStop(Exception):
    """Going on makes no sense (a revoked token, a second bot on the same token); the text says what to do."""


REVOKED = (
    "Telegram does not accept the token any more (401). It was revoked, or it is not complete. "
    "Ask @BotFather for a new one (/token) and put it into the settings as telegram.token."
)

TWO_POLLERS = (
    "Another program fetches the updates of this bot (409 for a minute). Only one may: stop the other one, "
    "or give this one a bot and a token of its own."
)

TWO_SENDERS = "Another talkoot process uses this database. Only one may on SQLite: stop the other one, or use PostgreSQL."
