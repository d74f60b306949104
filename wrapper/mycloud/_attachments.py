"""Files that travel with a request: attachments of an order, the photo of a product."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

import attrs
from mycloud_api.types import File

from ._errors import InvalidRequestError
from ._items import encodable, kind

Content: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO
"""A path, the bytes themselves, or a file opened in binary mode."""

MAX_ATTACHMENTS: Final = 3
"""What an order holds at most (the spec's maxItems of attach_file)."""


@attrs.frozen(init=False)
class Attachment:
    """A file attached to an order under a name agreed with MyCloud, such as `LABEL` or `RECEIPT`.

    Args:
        name: The name of the attachment. On update, a file under an existing name replaces it.
        content: A path, bytes, or a file opened in binary mode.
        filename: The file name to send; that of the path if not given.
        content_type: The media type; guessed from the file name if not given.

    Raises:
        InvalidRequestError: An empty name, a line break in a name, or a content of another kind.
    """

    name: str
    content: Content = attrs.field(repr=False)
    filename: str
    content_type: str

    def __init__(
        self, name: str, content: Content, filename: str | None = None, content_type: str | None = None
    ) -> None:
        label = header_safe("name", name)
        sent_as = header_safe("filename", filename or _filename_of(content) or label)
        guessed = mimetypes.guess_type(sent_as)[0] or "application/octet-stream"
        media_type = header_safe("content_type", content_type or guessed)
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue]  # made by attrs for init=False
            label, content, sent_as, media_type
        )


@contextmanager
def opened(attachments: Sequence[Attachment]) -> Iterator[list[tuple[str, File]]]:
    """The attachments ready to be sent; what was opened here is closed afterwards.

    Raises:
        InvalidRequestError: Too many, two of one name, or a file that cannot be read.
    """
    _check(attachments)
    with ExitStack() as closing:
        yield [
            (attachment.name, _file(f"attachments[{index}]", attachment, closing))
            for index, attachment in enumerate(attachments)
        ]


@contextmanager
def opened_photo(photo: Content | None) -> Iterator[File | None]:
    """The photo of a product ready to be sent, if there is one."""
    with ExitStack() as closing:
        yield None if photo is None else _file("photo", Attachment("photo", photo), closing)


def _check(attachments: Sequence[Attachment]) -> None:
    for index, attachment in enumerate(attachments):
        if not isinstance(attachment, Attachment):
            raise InvalidRequestError(f"attachments[{index}]", got=kind(attachment), takes="an Attachment")
    names = [attachment.name for attachment in attachments]
    if len(names) > MAX_ATTACHMENTS:
        raise InvalidRequestError("attachments", got=str(len(names)), takes=f"{MAX_ATTACHMENTS} at most")
    if len(set(names)) < len(names):
        raise InvalidRequestError("attachments", got="two of one name", takes="a different name for each")


def _file(argument: str, attachment: Attachment, closing: ExitStack) -> File:
    stream = _stream(argument, attachment.content, closing)
    return File(payload=stream, file_name=attachment.filename, mime_type=attachment.content_type)


def _stream(argument: str, content: Content, closing: ExitStack) -> BinaryIO:
    if isinstance(content, bytes):
        return BytesIO(content)
    if not isinstance(content, (str, os.PathLike)):
        return content
    try:
        return closing.enter_context(Path(content).open("rb"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InvalidRequestError(argument, got=f"a path that gave {reason!r}", takes="a readable file") from error


def _filename_of(content: Content) -> str | None:
    if isinstance(content, bytes):
        return None
    if isinstance(content, (str, os.PathLike)):
        return Path(content).name
    if not hasattr(content, "read") or hasattr(content, "encoding"):
        raise InvalidRequestError("content", got=kind(content), takes="a path, bytes, or a file opened in binary mode")
    name = getattr(content, "name", None)
    return Path(name).name if isinstance(name, str) else None


def header_safe(argument: str, value: object) -> str:
    """Text that can stand in the header of a form part."""
    if not isinstance(value, str) or not value.strip():
        raise InvalidRequestError(argument, got=kind(value), takes="text that is not empty")
    if any(character in value for character in "\r\n\0"):
        raise InvalidRequestError(argument, got="a line break or NUL", takes="text in one line")
    return encodable(argument, value)
