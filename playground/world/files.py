"""Files people and bots send: bytes in memory, found by the ids Telegram would give."""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class File:
    """One stored file; `kind` is the folder it lies in (photos, documents, …)."""

    number: int
    kind: str
    name: str
    mime: str
    data: bytes = field(repr=False)

    @property
    def file_id(self) -> str:
        """The id a bot sends it again by; long and opaque as Telegram's."""
        return "AgAC" + _opaque(">QQ", self.number, self.number * 2_654_435_761)

    @property
    def unique_id(self) -> str:
        """The id that is the same for every bot."""
        return "AQAD" + _opaque(">Q", self.number * 40_503)

    @property
    def path(self) -> str:
        """Where it is downloaded from, below `/file/bot<token>/`."""
        ending = self.name.rpartition(".")[2] if "." in self.name else "bin"
        return f"{self.kind}/file_{self.number}.{ending}"


class FileStore:
    """All files by file id and by path."""

    def __init__(self) -> None:
        self.by_id: dict[str, File] = {}
        self.by_path: dict[str, File] = {}
        self.last = 0

    def keep(self, kind: str, name: str, mime: str, data: bytes) -> File:
        """Store the bytes and give them an id."""
        self.last += 1
        file = File(self.last, kind, name, mime, data)
        self.by_id[file.file_id] = self.by_path[file.path] = file
        return file

    def clear(self) -> None:
        """Forget all files; numbers keep rising."""
        self.by_id.clear()
        self.by_path.clear()


def _opaque(form: str, *numbers: int) -> str:
    return base64.urlsafe_b64encode(struct.pack(form, *numbers)).decode().rstrip("=")


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG, read from its header; `None` for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    if data[:4] == b"GIF8" and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return int(width), int(height)
    return _jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + length
    return None
