"""Files people send: from what a caller gives to the Bot API fields of a message."""

import base64
import struct
import zlib
from typing import Any

from playground.control.asked_acts import Attached
from playground.control.asked_acts import File as AskedFile
from playground.control.exchange import Unusable
from playground.world import File, World
from playground.world.files import picture_size

SAMPLE_SIDE = 64
"""Pixels of the sample picture, which is one plain square."""


def photo_content(world: World, asked: AskedFile) -> dict[str, Any]:
    """The content of a message with a picture. Raises Unusable."""
    file = keep(world, asked, "photos", "photo.jpg", "image/jpeg", sample_picture())
    width, height = picture_size(file.data) or (SAMPLE_SIDE, SAMPLE_SIDE)
    size = {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(file.data), "width": width, "height": height}
    return {"photo": [size]}


def document_content(world: World, asked: AskedFile) -> dict[str, Any]:
    """The content of a message with a document. Raises Unusable."""
    file = keep(world, asked, "documents", "document.txt", "text/plain", b"A sample document.\n")
    found = {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(file.data)}
    return {"document": found | {"file_name": file.name, "mime_type": file.mime}}


def keep(world: World, asked: AskedFile, kind: str, name: str, mime: str, sample: bytes) -> File:
    """The file asked for, stored; one that was sent before is not stored again. Raises Unusable."""
    if isinstance(asked, str):
        known = world.files.by_id.get(asked)
        if known is not None:
            return known
        given_mime, data = from_text(asked)
        return world.files.keep(kind, name, given_mime or mime, data)
    if isinstance(asked, Attached):
        if asked.data is not None:
            given_mime, sample = from_text(asked.data)
            mime = given_mime or mime
        elif asked.text is not None:
            sample = asked.text.encode()
        return world.files.keep(kind, asked.name or name, asked.mime or mime, sample)
    return world.files.keep(kind, name, mime, sample)


def from_text(given: str) -> tuple[str | None, bytes]:
    """Type and bytes of a base64 text or `data:` address. Raises Unusable."""
    mime = None
    if given.startswith("data:"):
        head, _, given = given.partition(",")
        mime = head.removeprefix("data:").partition(";")[0] or None
    try:
        return mime, base64.b64decode(given, validate=True)
    except ValueError as problem:
        raise Unusable("a file is the id of one that was sent, base64, a data: address, or true for a sample") from problem


def sample_picture() -> bytes:
    """A plain square as PNG."""
    row = b"\x00" + b"\x4c\x8b\xf5" * SAMPLE_SIDE
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", SAMPLE_SIDE, SAMPLE_SIDE, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * SAMPLE_SIDE)),
        (b"IEND", b""),
    )
    body = b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + body
