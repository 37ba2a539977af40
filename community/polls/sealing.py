"""Who a ballot belongs to while a poll is open: known to whoever has the poll's key, and to nobody when the key is gone."""

import hashlib
import hmac
import secrets

from storage.polls import Poll, PollKind


def new_key() -> str:
    """A key for one poll."""
    return secrets.token_hex(32)


def seal(key: str, *what: object) -> str:
    """What stands for a person (by row) or for a flat in the ballots of the poll with this key."""
    message = ":".join(str(part) for part in what).encode()
    return hmac.new(bytes.fromhex(key), message, hashlib.sha256).hexdigest()


def is_named(poll: Poll) -> bool:
    """Whether ballots stand with their voters' names: where votes are visible, and where the asker must know who takes which place."""
    return poll.visible or poll.kind is PollKind.PLACES
