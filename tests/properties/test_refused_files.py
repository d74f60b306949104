"""Attachments that cannot be sent as they are meant are refused before anything is sent."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mycloud import Attachment, InvalidRequestError

from .asking import FEW, QUICK, WRITING, Act, refused
from .strategies import (
    BROKEN_LINES,
    EMPTY,
    NO_TEXT,
    ONE_LINE,
    PERSONAL,
    SURROGATES,
    WORDY,
)

LABEL = Attachment("LABEL", b"%PDF")
WRITES = st.sampled_from(list(WRITING.values()))


def is_given(text: object) -> bool:
    """What is empty counts as not given, and the file's own is taken."""
    return bool(text)


def refused_attachment(
    name: Any = "LABEL", content: Any = b"%PDF", **more: Any
) -> InvalidRequestError:
    with pytest.raises(InvalidRequestError) as caught:
        Attachment(name, content, **more)
    assert PERSONAL not in str(caught.value)
    return caught.value


@QUICK
@given(BROKEN_LINES | EMPTY | SURROGATES | NO_TEXT)
def test_an_attachment_name_that_is_not_one_line_of_text_is_refused(
    name: object,
) -> None:
    assert refused_attachment(name).argument == "name"


@pytest.mark.parametrize("argument", ["filename", "content_type"])
@QUICK
@given(BROKEN_LINES | EMPTY.filter(is_given) | SURROGATES | NO_TEXT.filter(is_given))
def test_a_file_name_and_a_type_that_are_not_one_line_of_text_are_refused(
    argument: str, text: object
) -> None:
    assert refused_attachment(**{argument: text}).argument == argument


@QUICK
@given(BROKEN_LINES.filter(lambda text: "/" not in text))
def test_a_file_name_with_a_line_break_is_refused_in_a_path_too(name: str) -> None:
    assert refused_attachment(content=Path("/somewhere") / name).argument == "filename"
    assert refused_attachment(content=f"/somewhere/{name}").argument == "filename"


@QUICK
@given(st.integers() | st.none() | st.lists(st.binary()) | WORDY.map(io.StringIO))
def test_a_content_of_another_kind_is_refused(content: object) -> None:
    assert refused_attachment(content=content).argument == "content"


@QUICK
@given(st.lists(ONE_LINE, min_size=4, max_size=30), WRITES)
def test_more_than_three_attachments_are_refused(names: list[str], write: Any) -> None:
    error = refused(write(attachments=[Attachment(name, b"") for name in names]))

    assert (error.argument, error.got) == ("attachments", str(len(names)))
    assert "3 at most" in error.takes


@QUICK
@given(
    ONE_LINE, st.lists(ONE_LINE, max_size=1), st.randoms(use_true_random=False), WRITES
)
def test_two_attachments_of_one_name_are_refused(
    name: str, others: list[str], random: Any, write: Any
) -> None:
    names = [name, name, *others]
    random.shuffle(names)
    error = refused(write(attachments=[Attachment(each, b"") for each in names]))

    assert (error.argument, error.got) == ("attachments", "two of one name")


@QUICK
@given(st.integers(0, 2), WORDY | st.binary() | st.none(), WRITES)
def test_what_is_no_attachment_is_named_by_its_place(
    before: int, stranger: object, write: Any
) -> None:
    files = [Attachment(str(number), b"") for number in range(before)]
    error = refused(write(attachments=[*files, stranger]))

    assert error.argument == f"attachments[{before}]"
    assert PERSONAL not in str(error)


@FEW
@given(
    st.text("abc ก", min_size=1, max_size=8).filter(lambda name: bool(name.strip())),
    st.integers(0, 2),
    WRITES,
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, name: str, before: int, write: Any
) -> None:
    files = [Attachment(str(number), b"") for number in range(before)]
    for missing in (
        tmp_path / name,
        str(tmp_path / name),
        tmp_path,
        tmp_path / "missing" / name,
    ):
        error = refused(write(attachments=[*files, Attachment("LABEL", missing)]))
        assert error.argument == f"attachments[{before}]"
        assert str(tmp_path) not in str(error)


@FEW
@given(st.text("abc ก", min_size=1, max_size=8).filter(lambda name: bool(name.strip())))
def test_a_photo_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(photographing(tmp_path / name)).argument == "photo"


def photographing(photo: object) -> Act:
    return lambda client: client.products.update("MAI002", photo=photo)


@pytest.mark.parametrize("path", ["a\0b/label.pdf", "\ud800/label.pdf"])
def test_a_path_that_no_system_can_open_is_refused(path: str) -> None:
    assert (
        refused(
            WRITING["orders.create"](attachments=[Attachment("LABEL", path)])
        ).argument
        == "attachments[0]"
    )


def closed(path: Path) -> BinaryIO:
    stream = path.open("wb+")
    stream.close()
    return stream


def for_writing(path: Path) -> BinaryIO:
    return path.open("wb")


@pytest.mark.parametrize("opened", [closed, for_writing])
def test_an_open_file_that_cannot_be_read_is_refused(
    tmp_path: Path, opened: Callable[[Path], BinaryIO]
) -> None:
    with contextlib.closing(opened(tmp_path / "label.pdf")) as stream:
        refused(WRITING["orders.create"](attachments=[Attachment("LABEL", stream)]))


def test_attachments_that_can_be_read_only_once_are_refused() -> None:
    assert (
        refused(WRITING["orders.create"](attachments=iter([LABEL]))).argument
        == "attachments"
    )


@pytest.mark.parametrize("attachments", [None, 7])
def test_attachments_that_are_no_list_are_refused(attachments: object) -> None:
    assert (
        refused(WRITING["orders.create"](attachments=attachments)).argument
        == "attachments"
    )
