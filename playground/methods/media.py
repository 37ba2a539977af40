"""Pictures and files: sending, albums, and fetching them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.call import Call
from playground.methods.sending import deliver
from playground.values import Upload
from playground.world import File
from playground.world.files import picture_size
from playground.world.refusals import bad_request

PHOTO_BYTES = 10 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
WRONG_FILE = "wrong file identifier/HTTP URL specified"


@dataclass(frozen=True, slots=True)
class Medium:
    """A kind of file: its folder, its media type when none is told, and what its object says beside the file."""

    folder: str
    mime: str
    fields: tuple[str, ...] = ()
    named: bool = True


MEDIA = {
    "photo": Medium("photos", "image/jpeg", named=False),
    "document": Medium("documents", "application/octet-stream"),
    "video": Medium("videos", "video/mp4", ("width", "height", "duration")),
    "animation": Medium("animations", "video/mp4", ("width", "height", "duration")),
    "audio": Medium("music", "audio/mpeg", ("duration", "performer", "title")),
    "voice": Medium("voice", "audio/ogg", ("duration",), named=False),
}
ALBUMS = frozenset({"photo", "video", "document", "audio"})


def send_photo(call: Call) -> dict[str, Any]:
    """A picture with a caption."""
    return _sent(call, "photo")


def send_document(call: Call) -> dict[str, Any]:
    """A file with a caption."""
    return _sent(call, "document")


def send_video(call: Call) -> dict[str, Any]:
    """A film with a caption."""
    return _sent(call, "video")


def send_animation(call: Call) -> dict[str, Any]:
    """A silent film with a caption."""
    return _sent(call, "animation")


def send_audio(call: Call) -> dict[str, Any]:
    """Music with a caption."""
    return _sent(call, "audio")


def send_voice(call: Call) -> dict[str, Any]:
    """A voice message with a caption."""
    return _sent(call, "voice")


def _sent(call: Call, kind: str) -> dict[str, Any]:
    return deliver(call, media_content(call, kind, call.params[kind], call.params)).wire()


def media_content(call: Call, kind: str, source: Upload | str, details: dict[str, Any]) -> dict[str, Any]:
    """Content of a media message: the file's object and the caption. Raises Refused."""
    if kind not in MEDIA:
        call.notes.append(f"media of kind {kind} is not covered")
        raise bad_request("type of the media is not supported")
    file = _file(call, kind, source)
    found: Any = photo_sizes(file) if kind == "photo" else file_object(kind, file, details)
    content = {kind: found}
    if kind == "animation":
        content["document"] = file_object("document", file, {})
    return content | call.caption(details)


def _file(call: Call, kind: str, source: Upload | str) -> File:
    if isinstance(source, str):
        if not source.startswith("attach://"):
            return _known(call, kind, source)
        attached = call.uploads.get(source.removeprefix("attach://"))
        if attached is None:
            raise bad_request(WRONG_FILE)
        source = attached
    if not source.data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        if len(source.data) > PHOTO_BYTES:
            size = f"file of size {len(source.data)} bytes is too big for a photo"
            raise bad_request(f"{size}; the maximum size is {PHOTO_BYTES} bytes")
        if picture_size(source.data) is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
    medium = MEDIA[kind]
    return call.world.files.keep(medium.folder, source.name, source.mime or medium.mime, source.data)


def _known(call: Call, kind: str, file_id: str) -> File:
    """A file that was sent before, under its id."""
    found = call.world.files.by_id.get(file_id)
    if found is None:
        if file_id.startswith(("http://", "https://")):
            call.notes.append("files by web address are not covered")
        raise bad_request(WRONG_FILE)
    if found.kind != MEDIA[kind].folder:
        wanted, given = kind.capitalize(), found.kind.rstrip("s").capitalize()
        raise bad_request(f"can't use file of type {given} as {wanted}")
    return found


def photo_sizes(file: File) -> list[dict[str, Any]]:
    """The one size the playground makes of a picture."""
    width, height = picture_size(file.data) or (1, 1)
    return [_plain(file) | {"width": width, "height": height}]


def file_object(kind: str, file: File, details: dict[str, Any]) -> dict[str, Any]:
    """A `Document`, `Video`, … object of a file."""
    medium = MEDIA[kind]
    found = _plain(file) | {"mime_type": file.mime}
    if medium.named:
        found["file_name"] = file.name
    for field in medium.fields:
        if field in details:
            found[field] = details[field]
        elif field not in ("performer", "title"):
            found[field] = 0
    return found


def _plain(file: File) -> dict[str, Any]:
    return {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(file.data)}


def send_media_group(call: Call) -> list[dict[str, Any]]:
    """An album of 2 to 10 pictures or files."""
    media: list[dict[str, Any]] = call.params["media"]
    if not 2 <= len(media) <= 10:
        raise bad_request("too many messages to send as an album" if len(media) > 10 else "there are too few messages to send as an album")
    kinds = {each["type"] for each in media}
    if not kinds <= ALBUMS or (len(kinds) > 1 and kinds - {"photo", "video"}):
        raise bad_request("media of these types can't be mixed in an album")
    contents = [media_content(call, each["type"], each["media"], each) for each in media]
    album = call.world.number()
    return [deliver(call, content, album=album).wire() for content in contents]


def get_file(call: Call) -> dict[str, Any]:
    """Where a file can be downloaded from."""
    file = call.world.files.by_id.get(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return _plain(file) | {"file_path": file.path}


def get_user_profile_photos(call: Call) -> dict[str, Any]:
    """Nobody in the playground has a picture."""
    if call.number("user_id") not in call.world.users:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}


METHODS = {
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendVideo": send_video,
    "sendAnimation": send_animation,
    "sendAudio": send_audio,
    "sendVoice": send_voice,
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
    "getUserProfilePhotos": get_user_profile_photos,
}
