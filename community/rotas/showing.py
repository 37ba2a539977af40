"""After an act the pressed message shows what is so then: both in one transaction, or neither."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from community.replies import reply

T = TypeVar("T")


def shown_after(db: Connection, act: Callable[..., T], screen: Mapping[str, Any], /, *, now: datetime, **values: Any) -> T:
    """Act with these values; then the reader's message is `screen` (as in `replies.reply`). Raises: as `act`."""
    done = act(db, now=now, **values)
    reply(db, now=now, **screen)
    return done
