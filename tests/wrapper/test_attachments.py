"""Files that travel with an order."""

from __future__ import annotations

import bz2
import copy
import gzip
import io
import os
import pickle
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import attrs
import pytest
from mycloud import Attachment, InvalidRequestError, Item
from mycloud._attachments import FileChangedError, opened, opened_photo, rewindable

from ..forms import form_of
from ..http_library import httpx
from .serving import Server, answering, async_client, client, in_turn, order_answer

ITEM = Item(product_id=164162, quantity=1, price=1)
PDF = b"%PDF" * 50_000


def test_a_path_gives_its_name_its_type_and_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "label.pdf"
    path.write_bytes(b"%PDF")

    with opened([Attachment("LABEL", path)]) as [(name, file)]:
        assert (name, file.file_name, file.mime_type) == (
            "LABEL",
            "label.pdf",
            "application/pdf",
        )
        assert file.payload.read() == b"%PDF"

    assert file.payload.closed


def test_bytes_bear_the_name_of_the_attachment() -> None:
    with opened([Attachment("LABEL", b"bytes")]) as [(_, file)]:
        assert (file.file_name, file.mime_type) == ("LABEL", "application/octet-stream")
        assert file.payload.read() == b"bytes"


def test_an_open_file_stays_open() -> None:
    stream = io.BytesIO(b"bytes")

    with opened([Attachment("LABEL", stream, "label.png")]) as [(_, file)]:
        assert (file.payload.read(), file.mime_type) == (b"bytes", "image/png")

    assert not stream.closed


@pytest.mark.parametrize("content", [io.StringIO("text"), 7, None, object()])
def test_a_content_of_another_kind_is_refused(content: Any) -> None:
    with pytest.raises(InvalidRequestError, match="binary"):
        Attachment("LABEL", content)


@pytest.mark.parametrize("name", ["", " ", "A\r\nB", "A\0", "\ud800", None, 7])
def test_a_name_is_one_line_of_text(name: Any) -> None:
    with pytest.raises(InvalidRequestError, match="name"):
        Attachment(name, b"")


@pytest.mark.parametrize("filename", ["a\nb.pdf", "a\0.pdf"])
def test_a_file_name_is_one_line_of_text(filename: str) -> None:
    with pytest.raises(InvalidRequestError, match="filename"):
        Attachment("LABEL", b"", filename)


def test_an_unreadable_file_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    missing = Attachment("LABEL", tmp_path / "missing.pdf")

    with (
        pytest.raises(InvalidRequestError, match=r"attachments\[0\].*No such file"),
        opened([missing]),
    ):
        pass


def test_more_than_three_are_refused() -> None:
    four = [Attachment(str(number), b"") for number in range(4)]

    with pytest.raises(InvalidRequestError, match="3 at most"), opened(four):
        pass


def test_two_of_one_name_are_refused() -> None:
    with (
        pytest.raises(InvalidRequestError, match="different"),
        opened([Attachment("LABEL", b"")] * 2),
    ):
        pass


def test_something_else_than_an_attachment_is_refused() -> None:
    nothing: Any = "label.pdf"
    with (
        pytest.raises(InvalidRequestError, match=r"attachments\[0\]"),
        opened([nothing]),
    ):
        pass


def test_the_content_stays_out_of_the_repr() -> None:
    assert "secret" not in repr(Attachment("LABEL", b"secret"))


# Kinds of files that can be sent.


class Reads:
    """Has a read, and nothing else."""

    def __init__(self, content: bytes = PDF) -> None:
        self._content = content

    def read(self, size: int = -1) -> bytes:
        size = len(self._content) if size < 0 else size
        piece, self._content = self._content[:size], self._content[size:]
        return piece


class ReadsWhole(Reads):
    """Its read takes no size."""

    def read(self) -> bytes:  # type: ignore[override]
        return super().read()


class IgnoresSize(Reads):
    """Its read gives all there is, whatever is asked for."""

    def read(self, size: int = -1) -> bytes:
        return super().read()


class GivesBuffers(Reads):
    def read(self, size: int = -1) -> Any:
        return memoryview(super().read(size))


class SeeksToBeginningOnly(io.BytesIO):
    def seek(self, offset: int, whence: int = 0) -> int:
        if whence:
            raise ValueError("only from the beginning")
        return super().seek(offset)


class SeeksWithoutSayingSo(Reads):
    """Has a seek that gives nothing, and no seekable."""

    def __init__(self) -> None:
        super().__init__()
        self._file = io.BytesIO(PDF)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> None:
        self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def gzip_file() -> BinaryIO:
    return gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(PDF)))  # type: ignore[return-value]


def real_gzip_file() -> Any:
    with tempfile.NamedTemporaryFile(suffix=".pdf.gz", delete=False) as packed:
        packed.write(gzip.compress(PDF))
    file = gzip.open(packed.name)  # noqa: SIM115
    Path(packed.name).unlink()
    return file


def bz2_file() -> Any:
    return bz2.BZ2File(io.BytesIO(bz2.compress(PDF)))


def member_of_zip() -> Any:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("label.pdf", PDF)
    return zipfile.ZipFile(packed).open("label.pdf")


def spooled_file() -> Any:
    file = tempfile.SpooledTemporaryFile()  # noqa: SIM115
    file.write(PDF)
    return file


def temporary_file() -> Any:
    file = tempfile.NamedTemporaryFile()  # noqa: SIM115
    file.write(PDF)
    return file


def pipe() -> Any:
    reading, writing = os.pipe()
    threading.Thread(target=fill, args=(writing,)).start()
    return os.fdopen(reading, "rb")


def fill(writing: int) -> None:
    with os.fdopen(writing, "wb") as file:
        file.write(PDF)


KNOWN: list[Callable[[], Any]] = [
    lambda: PDF,
    lambda: bytearray(PDF),
    lambda: memoryview(PDF),
    lambda: memoryview(bytes(byte for byte in PDF for _ in range(2)))[::2],
    lambda: io.BytesIO(PDF),
    gzip_file,
    real_gzip_file,
    bz2_file,
    member_of_zip,
    spooled_file,
    temporary_file,
    SeeksWithoutSayingSo,
]
UNKNOWN: list[Callable[[], Any]] = [
    pipe,
    Reads,
    IgnoresSize,
    GivesBuffers,
    lambda: SeeksToBeginningOnly(PDF),
]


def place(server: Server, content: Any, **settings: Any) -> None:
    label = Attachment("LABEL", content, "label.pdf")
    client(server, **settings).orders.create(
        delivery_mode_id=343, items=[ITEM], attachments=[label]
    )


def file_in(request: httpx.Request) -> bytes:
    parts = form_of(request.headers["content-type"], request.content)
    (content,) = [part[2] for part in parts if part[1] == "label.pdf"]
    return content


@contextmanager
def closed(content: Any) -> Iterator[Any]:
    yield content
    if hasattr(content, "close") and not isinstance(content, type):
        content.close()


@pytest.mark.parametrize("make", [*KNOWN, ReadsWhole])
def test_what_has_a_length_is_sent_with_its_true_length(
    make: Callable[[], Any],
) -> None:
    server = Server(order_answer)
    with closed(make()) as content:
        place(server, content)

    sent = server.requests[-1]
    assert file_in(sent) == PDF
    assert sent.headers["content-length"] == str(len(sent.content))


@pytest.mark.parametrize("make", UNKNOWN)
def test_what_has_no_length_is_sent_in_chunks(make: Callable[[], Any]) -> None:
    server = Server(order_answer)
    with closed(make()) as content:
        place(server, content)

    sent = server.requests[-1]
    assert file_in(sent) == PDF
    assert sent.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in sent.headers


@pytest.mark.anyio
@pytest.mark.parametrize("make", [*KNOWN, *UNKNOWN, ReadsWhole])
async def test_the_awaited_client_sends_the_same(make: Callable[[], Any]) -> None:
    server = Server(order_answer)
    with closed(make()) as content:
        await async_client(server).orders.create(
            delivery_mode_id=343,
            items=[ITEM],
            attachments=[Attachment("LABEL", content, "label.pdf")],
        )

    assert file_in(server.requests[-1]) == PDF


@pytest.mark.parametrize(
    "make", [*KNOWN, ReadsWhole, lambda: SeeksToBeginningOnly(PDF)]
)
def test_what_can_be_rewound_is_sent_again_from_its_beginning(
    make: Callable[[], Any],
) -> None:
    server = Server(in_turn(429, order_answer))
    with closed(make()) as content:
        if hasattr(content, "seekable"):
            content.read(3)
        place(server, content)

    assert [file_in(request) for request in server.creates()] == [PDF, PDF]


@pytest.mark.parametrize("make", [pipe, Reads, IgnoresSize, GivesBuffers])
def test_what_cannot_be_rewound_is_not_sent_again(make: Callable[[], Any]) -> None:
    server = Server(answering(429))
    with closed(make()) as content, pytest.raises(Exception, match="429"):
        place(server, content)

    assert len(server.creates()) == 1


def test_a_file_that_grew_between_two_attempts_is_sent_with_its_new_length() -> None:
    stream = io.BytesIO(b"old")

    def grow(request: httpx.Request) -> httpx.Response:
        stream.seek(0, io.SEEK_END)
        stream.write(b" and new")
        return httpx.Response(429)

    server = Server(in_turn(grow, order_answer))
    place(server, stream)

    assert [file_in(request) for request in server.creates()] == [
        b"old",
        b"old and new",
    ]


def test_the_content_can_be_read() -> None:
    assert Attachment("LABEL", bytearray(b"bytes")).read() == b"bytes"
    assert Attachment("LABEL", IgnoresSize(b"bytes")).read() == b"bytes"
    whole: Any = ReadsWhole(b"bytes")
    assert Attachment("LABEL", whole).read() == b"bytes"


# A file that changes while it is sent.


def sent_in_pieces(payload: BinaryIO, between: Callable[[], object]) -> bytes:
    """Read as the HTTP library does; something happens after the first piece."""
    payload.seek(0)
    pieces = [payload.read(65536)]
    between()
    while piece := payload.read(65536):
        pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.parametrize("size", [1, 65536, 65537, 200_000])
def test_a_file_that_grows_while_it_is_sent_is_named(tmp_path: Path, size: int) -> None:
    path = tmp_path / "of-somchai.pdf"
    path.write_bytes(b"x" * size)

    def grow() -> None:
        with path.open("ab") as file:
            file.write(b"more")

    with (
        opened([Attachment("LABEL", path)]) as [(_, file)],
        pytest.raises(
            FileChangedError, match="'LABEL' grew while it was sent"
        ) as caught,
    ):
        sent_in_pieces(file.payload, grow)

    assert isinstance(caught.value, OSError)
    assert "somchai" not in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize("left", [0, 65536, 70_000])
def test_a_file_that_shrinks_while_it_is_sent_is_named(
    tmp_path: Path, left: int
) -> None:
    path = tmp_path / "of-somchai.pdf"
    path.write_bytes(b"x" * 200_000)

    with (
        opened([Attachment("LABEL", path)]) as [(_, file)],
        pytest.raises(FileChangedError, match="'LABEL' shrank while it was sent"),
    ):
        sent_in_pieces(file.payload, lambda: os.truncate(path, left))


def test_a_file_that_stays_as_it_is_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "label.pdf"
    path.write_bytes(PDF)

    with opened([Attachment("LABEL", path)]) as [(_, file)]:
        assert sent_in_pieces(file.payload, lambda: None) == PDF


def test_a_read_that_turns_to_text_is_named() -> None:
    class Turns(Reads):
        def read(self, size: int = -1) -> Any:
            return b"" if size == 0 else "text"

    with (
        opened([Attachment("LABEL", Turns())]) as [(_, file)],
        pytest.raises(FileChangedError, match=r"'LABEL' gave str.*binary mode"),
    ):
        file.payload.read(10)


# Refusals when the attachment is made.


class Upload:
    """An upload of Starlette: its read is awaited."""

    filename = "label.pdf"

    async def read(self, size: int = -1) -> bytes:
        return b""


class ReadsText:
    def read(self, size: int = -1) -> str:
        return "text"


def text_file() -> Any:
    return tempfile.TemporaryFile("w+")


REFUSED: list[Callable[[], Any]] = [
    lambda: (piece for piece in [b"a"]),
    lambda: iter([b"a"]),
    lambda: [b"a"],
    lambda: 7,
    lambda: 1.5,
    lambda: None,
    lambda: {"a": 1},
    lambda: io.StringIO("text"),
    lambda: tempfile.SpooledTemporaryFile(mode="w+"),  # noqa: SIM115
    text_file,
    ReadsText,
    Upload,
    lambda: io.BytesIO,
    type("Odd", (), {"read": 7}),
]


@pytest.mark.parametrize("make", REFUSED)
@pytest.mark.parametrize("filename", [None, "label.pdf"])
def test_another_content_is_refused_whatever_its_file_name(
    make: Callable[[], Any], filename: str | None
) -> None:
    with (
        closed(make()) as content,
        pytest.raises(InvalidRequestError, match="binary") as caught,
    ):
        Attachment("LABEL", content, filename)

    assert caught.value.argument == "content"


def test_a_photo_of_another_kind_is_named_as_one() -> None:
    nothing: Any = 7
    with pytest.raises(InvalidRequestError, match=r"^photo: "), opened_photo(nothing):
        pass


class Broken(io.BytesIO):
    """Its end cannot be reached."""

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence:
            raise self.error
        return super().seek(offset)

    error: Exception = EOFError("/home/somchai/label.pdf")


class BrokenDisk(Broken):
    error = OSError(5, "Input/output error", "/home/somchai/label.pdf")


@pytest.mark.parametrize(
    "make",
    [
        Broken,
        BrokenDisk,
        lambda: gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(PDF)[:-9])),
        lambda: gzip.GzipFile(fileobj=io.BytesIO(b"no gzip")),
    ],
)
def test_a_file_whose_length_cannot_be_read_is_refused_before_anything_is_sent(
    make: Callable[[], Any],
) -> None:
    server = Server(order_answer)
    with (
        closed(make()) as content,
        pytest.raises(
            InvalidRequestError, match=r"attachments\[0\].*cannot be read"
        ) as caught,
    ):
        place(server, content)

    assert server.requests == []
    assert "somchai" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_a_path_that_would_be_waited_for_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with (
        pytest.raises(InvalidRequestError, match="not a regular file"),
        opened([Attachment("LABEL", tmp_path / "pipe")]),
    ):
        pass


def test_a_closed_file_is_refused_before_anything_is_sent() -> None:
    stream = io.BytesIO(PDF)
    attachment = Attachment("LABEL", stream)
    stream.close()

    with (
        pytest.raises(InvalidRequestError, match="open for reading"),
        opened([attachment]),
    ):
        pass


# Names and types.


@pytest.mark.parametrize(
    ("filename", "media_type"),
    [
        ("label.pdf", "application/pdf"),
        ("label.pdf.gz", "application/gzip"),
        ("label.svgz", "application/gzip"),
        ("labels.tgz", "application/gzip"),
        ("label.pdf.bz2", "application/x-bzip2"),
        ("label.pdf.xz", "application/x-xz"),
        ("label.pdf.br", "application/octet-stream"),
        ("label", "application/octet-stream"),
    ],
)
def test_a_packed_file_has_the_type_of_its_packing(
    filename: str, media_type: str
) -> None:
    assert Attachment("LABEL", b"", filename).content_type == media_type


def test_what_is_in_a_packed_file_is_not_named_as_packed(tmp_path: Path) -> None:
    path = tmp_path / "label.pdf.gz"
    path.write_bytes(gzip.compress(PDF))

    with gzip.open(path) as unpacked, path.open("rb") as packed:
        first, second = Attachment("A", unpacked), Attachment("B", packed)

    assert (first.filename, first.content_type) == ("label.pdf", "application/pdf")
    assert (second.filename, second.content_type) == (
        "label.pdf.gz",
        "application/gzip",
    )


def test_a_path_of_bytes_gives_its_name(tmp_path: Path) -> None:
    path = tmp_path / "label.pdf"
    path.write_bytes(PDF)
    with open(os.fsencode(path), "rb") as file:
        assert Attachment("LABEL", file).filename == "label.pdf"


def test_an_attachment_can_be_changed_and_copied() -> None:
    label = Attachment("LABEL", b"bytes", "label.pdf")

    assert attrs.evolve(label, name="OTHER").filename == "label.pdf"
    assert copy.copy(label) == pickle.loads(pickle.dumps(label)) == label


def test_bytes_can_be_rewound_and_a_pipe_cannot() -> None:
    with (
        closed(pipe()) as reading,
        opened([Attachment("A", b""), Attachment("B", reading)]) as files,
    ):
        assert rewindable(files[:1])
        assert not rewindable(files)
        reading.read()


def test_what_was_read_in_part_is_not_sent_for_the_whole() -> None:
    with opened([Attachment("LABEL", Reads())]) as [(_, file)]:
        file.payload.seek(0)
        file.payload.read(10)

        with pytest.raises(FileChangedError, match="'LABEL' cannot be read once more"):
            file.payload.seek(0)
