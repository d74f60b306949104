"""Forms are taken apart to the letter."""

from __future__ import annotations

import pytest

from tools.languages.multipart import Part, parts_of

FORM = (
    b"--B\r\n"
    b'Content-Disposition: form-data; name="note"\r\nContent-Type: text/plain\r\n\r\none\r\n\r\ntwo\r\n'
    b"--B\r\n"
    b'content-disposition: form-data; name="photo"; filename="a%22b.png"\r\ncontent-type: image/png\r\n\r\n\r\n'
    b"--B--\r\n"
)


def test_parts_keep_their_order_their_bytes_and_the_types_of_files() -> None:
    assert parts_of('multipart/form-data; boundary="B"', FORM) == [
        Part("note", b"one\r\n\r\ntwo"),
        Part("photo", b"", "a%22b.png", "image/png"),
    ]


def test_the_boundary_within_a_line_ends_no_part() -> None:
    body = FORM.replace(b"two", b"x--B")

    assert [
        part.content for part in parts_of("multipart/form-data; boundary=B", body)
    ] == [
        b"one\r\n\r\nx--B",
        b"",
    ]


@pytest.mark.parametrize(
    ("content_type", "body", "complaint"),
    [
        ("application/json", b"{}", "not a form"),
        ("multipart/form-data", FORM, "not a form"),
        (
            "multipart/form-data; boundary=B",
            FORM.removesuffix(b"--\r\n"),
            "does not begin and end",
        ),
        ("multipart/form-data; boundary=B", b"x" + FORM, "does not begin and end"),
        (
            "multipart/form-data; boundary=B",
            FORM.replace(b'"note"', b'"no\\"te"'),
            "cannot read the head",
        ),
        (
            "multipart/form-data; boundary=B",
            FORM.replace(b'name="note"', b"name=note"),
            "cannot read the head",
        ),
    ],
)
def test_what_is_no_such_form_is_refused(
    content_type: str, body: bytes, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        parts_of(content_type, body)
