"""Files that are nobody else's business, and the room to write them."""

import os
import shutil
import stat
import tempfile
import tomllib
from pathlib import Path

from bot.check.findings import Finding, fine, note, wrong

TOO_LITTLE_BYTES = 50_000_000
"""A start writes a few megabytes; below this the next backup or picture fills the disk."""

LITTLE_BYTES = 500_000_000


def settings_file(path: Path) -> list[Finding]:
    """Whether others on this machine can read the token in the file."""
    try:
        holds_token = bool(tomllib.loads(path.read_text(encoding="utf-8")).get("telegram", {}).get("token"))
    except (OSError, ValueError, AttributeError):
        return []  # Loading the settings says what is wrong with it.
    return [readable_by(path, "settings file", "the bot's token")] if holds_token else []


def readable_by(path: Path, subject: str, what: str) -> Finding:
    """Who can read the file at `path`, which holds `what`."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & stat.S_IROTH:
        return wrong(subject, f"Everybody on this machine can read {what} in {path}. Type: chmod 600 {path}")
    if mode & stat.S_IRGRP:
        return note(subject, f"The group of {path} can read {what}. If that is not on purpose, type: chmod 600 {path}")
    return fine(subject, f"Only its owner can read {path}.")


def key_file(path: Path) -> list[Finding]:
    """Whether the key that hides who was erased is there, secret and not empty, or can be made."""
    subject = "key of the erased"
    if path.is_dir():
        return [wrong(subject, f"privacy.erased_key_file is a folder: {path}. Name a file.")]
    if not path.exists():
        return [
            room_to_write(path, subject) or fine(subject, f"{path} will be made at the first start. Keep a copy apart from the database's.")
        ]
    if path.stat().st_size == 0:
        return [
            wrong(subject, f"{path} is empty. Put back your copy; only if nobody was erased yet may you delete it, and it is made anew.")
        ]
    return [readable_by(path, subject, "the key that hides who was erased")]


def room_to_write(path: Path, subject: str) -> Finding | None:
    """What prevents a file at `path` from being made; None when nothing does. Folders that are missing will be made."""
    folder = nearest_folder(path)
    if not folder.is_dir():
        return wrong(subject, f"{path} cannot be made: {folder} is a file, not a folder.")
    try:
        # Trying is the only answer that counts read-only disks and other people's rules in.
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return wrong(subject, f"{path} cannot be made: nothing can be written in {folder} ({error.strerror}).")


def nearest_folder(path: Path) -> Path:
    """The folder of `path`, or the closest one above it that exists."""
    folder = path.absolute().parent
    while not os.path.lexists(folder) and folder != folder.parent:
        folder = folder.parent
    return folder


def disk_space(path: Path, free: int | None = None) -> Finding:
    """Whether the disk that `path` is on has room; `free` is in bytes, None asks the disk."""
    free = shutil.disk_usage(nearest_folder(path)).free if free is None else free
    text = f"{free / 1_000_000:.0f} MB are free where {path} is."
    if free < TOO_LITTLE_BYTES:
        return wrong("disk", f"{text} The bot stops answering when the disk is full: make room.")
    return note("disk", f"{text} Make room soon.") if free < LITTLE_BYTES else fine("disk", text)
