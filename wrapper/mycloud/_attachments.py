"""Files that are sent: attachments of orders and photos of products, with their names."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias

import attrs

from ._arguments import kind, one_line
from ._errors import InvalidRequestError

if TYPE_CHECKING:
    from mycloud_api.types import File

Content: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO
"""A path, the bytes themselves, or a file opened in binary mode."""

OpenedFile: TypeAlias = "tuple[str, File]"
"""The name of an attachment, and the file as it is sent."""

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
        self,
        name: str,
        content: Content,
        filename: str | None = None,
        content_type: str | None = None,
    ) -> None:
        label = one_line("name", name)
        sent_as = one_line("filename", filename or _filename_of(content) or label)
        guessed = (
            content_type
            or mimetypes.guess_type(sent_as)[0]
            or "application/octet-stream"
        )
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue]  # made by attrs for init=False
            label, content, sent_as, one_line("content_type", guessed)
        )

    def read(self) -> bytes:
        """The content as bytes; a file that was passed open is read from where it stands.

        Raises:
            InvalidRequestError: A file that cannot be read.
        """
        with ExitStack() as closing:
            return _stream("content", self.content, closing).read()


@contextmanager
def opened(attachments: Sequence[Attachment]) -> Iterator[list[OpenedFile]]:
    """The attachments ready to be sent; what was opened here is closed afterwards.

    Raises:
        InvalidRequestError: Too many, two of one name, or a file that cannot be read.
    """
    _check(attachments)
    with ExitStack() as closing:
        files = (
            _file(f"attachments[{index}]", given, closing)
            for index, given in enumerate(attachments)
        )
        yield list(zip([given.name for given in attachments], files, strict=True))


@contextmanager
def opened_photo(photo: Content | None) -> Iterator[dict[str, Any]]:
    """The photo of a product ready to be sent, if there is one."""
    with ExitStack() as closing:
        yield (
            {}
            if photo is None
            else {"photo": _file("photo", Attachment("photo", photo), closing)}
        )


def rewindable(files: Iterable[OpenedFile]) -> bool:
    """Whether the files can be read from their beginning once more."""
    return all(file.payload.seekable() for _, file in files)


def attachment_fields(files: Sequence[OpenedFile]) -> dict[str, Any]:
    """The fields of a request body that hold the files and their names."""
    if not files:
        return {}
    return {
        "attach_name": [name for name, _ in files],
        "attach_file": [file for _, file in files],
    }


def _check(attachments: Sequence[Attachment]) -> None:
    if not isinstance(attachments, (list, tuple)):
        raise InvalidRequestError(
            "attachments", got=kind(attachments), takes="a list of Attachments"
        )
    for index, attachment in enumerate(attachments):
        if not isinstance(attachment, Attachment):
            raise InvalidRequestError(
                f"attachments[{index}]", got=kind(attachment), takes="an Attachment"
            )
    names = [attachment.name for attachment in attachments]
    if len(names) > MAX_ATTACHMENTS:
        raise InvalidRequestError(
            "attachments", got=str(len(names)), takes=f"{MAX_ATTACHMENTS} at most"
        )
    if len(set(names)) < len(names):
        raise InvalidRequestError(
            "attachments", got="two of one name", takes="a different name for each"
        )


def _file(argument: str, attachment: Attachment, closing: ExitStack) -> File:
    from mycloud_api.types import File

    stream = _stream(argument, attachment.content, closing)
    return File(
        payload=stream, file_name=attachment.filename, mime_type=attachment.content_type
    )


def _stream(argument: str, content: Content, closing: ExitStack) -> BinaryIO:
    if isinstance(content, bytes):
        return BytesIO(content)
    try:
        stream = _opened(content, closing)
        readable = stream.readable()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not open for reading"
    else:
        if readable:
            return stream
        reason = "it is not open for reading"
    # Raised out here, without a cause: the error holds the path, which may tell of a person.
    got = f"a file that cannot be read: {reason}"
    raise InvalidRequestError(argument, got=got, takes="a readable file")


def _opened(content: str | os.PathLike[str] | BinaryIO, closing: ExitStack) -> BinaryIO:
    if isinstance(content, (str, os.PathLike)):
        return closing.enter_context(Path(content).open("rb"))
    return content


def _filename_of(content: Content) -> str | None:
    if isinstance(content, bytes):
        return None
    if isinstance(content, (str, os.PathLike)):
        return Path(content).name
    if not hasattr(content, "read") or hasattr(content, "encoding"):
        raise InvalidRequestError(
            "content",
            got=kind(content),
            takes="a path, bytes, or a file opened in binary mode",
        )
    name = getattr(content, "name", None)
    return Path(name).name if isinstance(name, str) else None
