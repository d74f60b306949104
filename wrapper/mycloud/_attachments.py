"""Files that are sent: attachments of orders and photos of products, with their names."""

from __future__ import annotations

import inspect
import io
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import (
    TYPE_CHECKING,
    Any,
    BinaryIO,
    Final,
    Protocol,
    TypeAlias,
    TypeGuard,
    cast,
)

import attrs

from ._arguments import kind, one_line
from ._errors import InvalidRequestError

if TYPE_CHECKING:
    from mycloud_api.types import File


class Readable(Protocol):
    """Anything whose `read` gives bytes, such as a file opened in binary mode or a pipe."""

    def read(self, size: int = ..., /) -> bytes:
        """The next bytes, at most that many; none at the end."""
        ...


Content: TypeAlias = (
    str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO | Readable
)
"""A path, the bytes themselves, or anything whose `read` gives bytes."""

OpenedFile: TypeAlias = "tuple[str, File]"
"""The name of an attachment, and the file as it is sent."""

MAX_ATTACHMENTS: Final = 3
"""What an order holds at most (the spec's maxItems of attach_file)."""

_PACKED: Final = {
    "gzip": "application/gzip",
    "bzip2": "application/x-bzip2",
    "xz": "application/x-xz",
    "compress": "application/x-compress",
}
"""The media type of a file that is packed; what is in it is no concern of the type."""

_TAKES: Final = (
    "a path, bytes, or anything whose read() gives bytes, such as a file opened in "
    "binary mode (of an upload, its .file)"
)


class FileChangedError(OSError):
    """A file that grew or shrank while it was sent, gave something else than bytes, or cannot be
    read once more. Names the attachment, never its path.
    """


@attrs.frozen(init=False)
class Attachment:
    """A file attached to an order under a name agreed with MyCloud, such as `LABEL` or `RECEIPT`.

    Args:
        name: The name of the attachment. On update, a file under an existing name replaces it.
        content: A path, bytes, or anything whose `read` gives bytes. What has a `seek` is sent from
            its beginning, and may be sent again.
        filename: The file name to send; that of the path if not given.
        content_type: The media type; guessed from the file name if not given.

    Raises:
        InvalidRequestError: An empty name, a line break in a name, or a content of another kind.
    """

    name: str
    content: Content = attrs.field(repr=False)
    filename: str
    content_type: str
    _begun: bytes = attrs.field(init=False, repr=False, eq=False, default=b"")

    def __init__(
        self,
        name: str,
        content: Content,
        filename: str | None = None,
        content_type: str | None = None,
    ) -> None:
        label = one_line("name", name)
        begun = _check_content(content)
        sent_as = one_line("filename", filename or _filename_of(content) or label)
        media_type = one_line("content_type", content_type or _type_of(sent_as))
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue]  # made by attrs for init=False
            label, content, sent_as, media_type
        )
        object.__setattr__(self, "_begun", begun)  # it is frozen

    def read(self) -> bytes:
        """The content as bytes; a file that was passed open is read from where it stands.

        Raises:
            InvalidRequestError: A file that cannot be read.
        """
        with ExitStack() as closing:
            stream = _stream("content", self.content, closing)
            return self._begun + bytes(stream.read())


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
    """The photo of a product ready to be sent, if there is one.

    Raises:
        InvalidRequestError: A content of another kind, or a file that cannot be read.
    """
    with ExitStack() as closing:
        yield {} if photo is None else {"photo": _file("photo", _photo(photo), closing)}


def _photo(content: Content) -> Attachment:
    try:
        return Attachment("photo", content)
    except InvalidRequestError as error:
        raise InvalidRequestError("photo", got=error.got, takes=error.takes) from None


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
        payload=upload(argument, attachment.name, stream, attachment._begun),
        file_name=attachment.filename,
        mime_type=attachment.content_type,
    )


def upload(argument: str, name: str, stream: Readable, begun: bytes = b"") -> BinaryIO:
    """A file as the HTTP library sends it.

    Args:
        argument: What a refusal names.
        name: What an error names that comes up while it is sent.
        stream: The file to read.
        begun: What was read of it before.

    Raises:
        InvalidRequestError: It cannot be read.
    """
    try:
        if not _takes_size(stream):
            stream = BytesIO(stream.read())
        return cast(BinaryIO, _Upload(name, stream, begun))
    except Exception as error:  # a caller's file may raise anything
        raise _unreadable(argument, error) from None


class _Upload:
    """A file on its way out. The HTTP library asks `tell` and `seek` for its length, and reads it.

    Never `fileno`: of a packed file it is that of the packed one, whose length is another.
    """

    def __init__(self, name: str, stream: Readable, begun: bytes) -> None:
        self._name = name
        self._stream: Any = stream
        self._begun = begun
        self._sent = 0
        self._rewindable = _is_seekable(stream)
        self._length = self._measured()

    @property
    def closed(self) -> bool:
        """Whether the file is closed."""
        return bool(getattr(self._stream, "closed", False))

    def seekable(self) -> bool:
        """Whether it can be read from its beginning once more."""
        return self._rewindable

    def tell(self) -> int:
        """How many bytes were read."""
        return self._sent

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to the beginning, or tell the length."""
        if whence == os.SEEK_END:
            return self._known_length()
        if offset == 0:
            self._rewind()
        return offset

    def read(self, size: int = -1) -> bytes:
        """The next bytes.

        Raises:
            FileChangedError: The file is longer or shorter than it was.
        """
        piece, self._begun = self._begun, b""
        piece = piece or _as_bytes(self._name, self._stream.read(size))
        self._sent += len(piece)
        self._check_length(at_end=not piece)
        return piece

    def _check_length(self, *, at_end: bool) -> None:
        length, sent = self._length, self._sent
        if length is None or sent == length or (sent < length and not at_end):
            return
        how = "grew" if sent > length else "shrank"
        raise FileChangedError(
            f"the file of attachment {self._name!r} {how} while it was sent: it had "
            f"{length} bytes, {sent} were read; send it when nobody writes it"
        )

    def _known_length(self) -> int:
        if self._sent and self._rewindable:  # It is about to be sent again.
            self._length = self._measured()
        if self._length is None:
            raise io.UnsupportedOperation("its length is not known")
        return self._length

    def _measured(self) -> int | None:
        if not self._rewindable:
            return None
        try:
            self._stream.seek(0, os.SEEK_END)
            length = self._stream.tell()
        except (io.UnsupportedOperation, AttributeError, TypeError, ValueError):
            length = None  # Some seek from the beginning only.
        self._rewind()
        return length if isinstance(length, int) else None

    def _rewind(self) -> None:
        if self._rewindable:
            self._stream.seek(0)
            self._sent, self._begun = 0, b""
        elif self._sent:  # The HTTP library would send the rest of it for the whole.
            raise FileChangedError(
                f"the file of attachment {self._name!r} cannot be read once more: give "
                "its bytes, or open it again"
            )


def _is_seekable(stream: Any) -> bool:
    """Whether a stream says so, or can do it."""
    try:
        said = stream.seekable()
    except AttributeError:
        said = hasattr(stream, "seek")
    if not said:
        return False
    try:
        stream.seek(0)
    except (OSError, TypeError, NotImplementedError):
        return False
    return True


def _as_bytes(name: str, piece: object) -> bytes:
    if isinstance(piece, (bytes, bytearray, memoryview)):
        return bytes(piece)
    raise FileChangedError(
        f"the file of attachment {name!r} gave {kind(piece)}, where bytes were due: "
        "open it in binary mode"
    )


def _stream(argument: str, content: Content, closing: ExitStack) -> Readable:
    try:
        stream = _opened(content, closing)
        readable = getattr(stream, "readable", None)
        if readable is not None and not readable():
            raise ValueError
        return stream
    except Exception as error:  # a caller's file may raise anything
        raise _unreadable(argument, error) from None


def _unreadable(argument: str, error: Exception) -> InvalidRequestError:
    """Without a cause: the error holds the path, which may name a person."""
    reason = getattr(error, "strerror", None) or "it is not open for reading"
    if isinstance(error, (FileChangedError, EOFError)):
        reason = "it does not give bytes to its end"
    got = f"a file that cannot be read: {reason}"
    return InvalidRequestError(argument, got=got, takes="a readable file")


def _opened(content: Content, closing: ExitStack) -> Readable:
    if isinstance(content, (bytes, bytearray, memoryview)):
        return BytesIO(bytes(content))
    if not isinstance(content, (str, os.PathLike)):
        return content
    path = Path(os.fsdecode(content))
    if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
        raise OSError(0, "it is not a regular file; open it, and pass the open file")
    return closing.enter_context(path.open("rb"))


def _check_content(content: object) -> bytes:
    """Checks that it can be sent; gives what was read of it meanwhile.

    Raises:
        InvalidRequestError: A content of another kind.
    """
    if isinstance(content, (str, os.PathLike, bytes, bytearray, memoryview)):
        return b""
    if not _is_readable(content):
        raise InvalidRequestError("content", got=kind(content), takes=_TAKES)
    if isinstance(content, io.IOBase) or not _takes_size(content):
        return b""
    try:
        begun: object = content.read(0)
    except Exception:  # looked at again before it is sent
        return b""
    if not isinstance(begun, (bytes, bytearray, memoryview)):
        got = f"{kind(content)}, whose read() gives {kind(begun)}"
        raise InvalidRequestError("content", got=got, takes=_TAKES)
    return bytes(begun)  # Nothing, unless its read() ignores the size.


def _is_readable(content: object) -> TypeGuard[Readable]:
    """Whether it has a `read` that is called, not awaited, and is not known to give text."""
    read = getattr(content, "read", None)
    is_text = isinstance(content, io.TextIOBase) or _attribute(content, "encoding")
    return callable(read) and not (
        is_text or inspect.iscoroutinefunction(read) or isinstance(content, type)
    )


def _takes_size(stream: Readable) -> bool:
    """Whether `read` can be asked for a piece."""
    try:
        inspect.signature(stream.read).bind(0)
    except TypeError:
        return False
    except ValueError:  # of a function in C, which tells no signature
        return True
    return True


def _filename_of(content: object) -> str | None:
    if isinstance(content, (str, os.PathLike)):
        return Path(os.fsdecode(content)).name
    name = _attribute(content, "name")
    if not isinstance(name, (str, bytes)):
        return None
    found = Path(os.fsdecode(name)).name
    # A file of the module gzip gives what is in it, under the name of the packed file.
    packed = type(content).__module__ == "gzip"
    return found.removesuffix(".gz") if packed else found


def _attribute(content: object, name: str) -> object:
    """An attribute, or None: a property of a closed file may raise."""
    try:
        return getattr(content, name, None)
    except Exception:
        return None


def _type_of(filename: str) -> str:
    """The media type of a file name. A compressed file has the type of its compression."""
    import mimetypes  # it takes long to load

    guessed, packing = mimetypes.guess_type(filename)
    found = _PACKED.get(packing) if packing else guessed
    return found or "application/octet-stream"
