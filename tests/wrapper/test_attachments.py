"""Files that travel with an order."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from mycloud import Attachment, InvalidRequestError
from mycloud._attachments import opened


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
        assert (file.payload, file.mime_type) == (stream, "image/png")

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
