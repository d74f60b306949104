"""Differences from a vector are reported: in a form, and in the record of a sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from mycloud import Attachment, Item, MyCloud

from tools.languages.comparing import (
    form_complaints,
    received_complaints,
    record_complaints,
    signed_in,
)
from tools.languages.multipart import Part
from tools.languages.receiver import Form, receiving
from tools.languages.vectors import Vector, content_of, load_vectors

from ..serving import KEYS, serving

LOOPBACK = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1$"])
VECTOR = next(vector for vector in load_vectors() if vector.name == "create-order")


def form_of(*parts: Part) -> Form:
    files: list[Any] = [
        (part.name, (part.filename, part.content, part.content_type)) for part in parts
    ]
    request = httpx.Request("POST", "https://mycloud.invalid", files=files)
    return Form(request.headers["Content-Type"], request.read())


def test_the_parts_of_a_vector_in_any_order_are_right() -> None:
    assert form_complaints(VECTOR, [form_of(*reversed(VECTOR.parts))]) == []


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        (VECTOR.parts[1:], "delivery_mode_id is missing"),
        (
            (*VECTOR.parts, Part("status", b"APPROVED")),
            "status is sent, and should not be",
        ),
        ((*VECTOR.parts, VECTOR.parts[0]), "delivery_mode_id is sent 2 times"),
        (
            (Part("delivery_mode_id", b"343.0"), *VECTOR.parts[1:]),
            "delivery_mode_id is Part",
        ),
        (
            (*VECTOR.parts[:-1], replace(VECTOR.parts[-1], filename="blob")),
            "attach_file[0] is Part",
        ),
        (
            (*VECTOR.parts[:-1], replace(VECTOR.parts[-1], content_type="text/plain")),
            "attach_file[0] is Part",
        ),
    ],
)
def test_a_form_that_is_not_the_vectors_is_told_of(
    parts: tuple[Part, ...], complaint: str
) -> None:
    (told,) = form_complaints(VECTOR, [form_of(*parts)])

    assert told.startswith(f"create-order: {complaint}")


def test_a_vector_that_was_not_sent_or_is_no_form_is_told_of() -> None:
    assert form_complaints(VECTOR, []) == ["create-order: sent 0 times"]
    assert form_complaints(VECTOR, [Form("application/json", b"{}")]) == [
        "create-order: not a form of parts with a boundary: application/json"
    ]


@LOOPBACK
def test_the_receiver_keeps_forms_whole_whether_they_come_at_once_or_in_chunks() -> (
    None
):
    form = form_of(*VECTOR.parts)
    chunks = (form.body[start : start + 100] for start in range(0, len(form.body), 100))
    with (
        receiving(b"[]") as receiver,
        httpx.Client(headers={"Content-Type": form.content_type}) as client,
    ):
        answers = [
            client.post(f"{receiver.url}/a", content=content)
            for content in (form.body, chunks)
        ]

    assert receiver.forms == {"a": [form, form]}
    assert [answer.json() for answer in answers] == [[], []]


@pytest.fixture
def sandbox() -> Iterator[str]:
    with serving("documented") as url:
        yield url


def place(url: str, vector: Vector) -> None:
    body = dict(vector.body)
    lines, labels, files = (
        body.pop(name) for name in ("order_items", "attach_name", "attach_file")
    )
    attachments = [
        Attachment(label, content_of(file), file["filename"], file["content_type"])
        for label, file in zip(labels, files, strict=True)
    ]
    with MyCloud(KEYS["api_key"], KEYS["secret_key"], base_url=url) as client:
        client.orders.create(
            items=[Item(**line) for line in lines], attachments=attachments, **body
        )


def told_of(url: str, placed: Vector) -> list[str]:
    place(url, placed)
    with signed_in(KEYS | {"base_url": url}) as client:
        return record_complaints(VECTOR, client)


@LOOPBACK
def test_a_record_that_equals_the_vector_is_right(sandbox: str) -> None:
    assert told_of(sandbox, VECTOR) == []


@LOOPBACK
@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"order_items": VECTOR.body["order_items"][:2]}, "items is held as 2, not 3"),
        (
            {"order_items": [{**VECTOR.body["order_items"][0], "price": "199.01"}]},
            "item 0 is held as",
        ),
        ({"name": "คุณ"}, "name is held as 'คุณ'"),
        ({"attach_name": [], "attach_file": []}, "attachments is held as []"),
        (
            {"order_number": "ORD-004564015"},
            "the sandbox holds 0 orders ORD-004564014, not 1",
        ),
    ],
)
def test_a_record_that_differs_is_told_of(
    sandbox: str, change: dict[str, Any], complaint: str
) -> None:
    told = told_of(sandbox, replace(VECTOR, body=VECTOR.body | change))

    assert any(line.startswith(complaint) for line in told), told


@LOOPBACK
def test_an_order_that_is_sent_once_and_whole_leaves_the_sandbox_nothing_to_say(
    sandbox: str,
) -> None:
    place(sandbox, VECTOR)
    with signed_in(KEYS | {"base_url": sandbox}) as client:
        assert received_complaints(client) == []


@LOOPBACK
def test_an_order_sent_twice_and_one_cut_by_php_are_told_of(sandbox: str) -> None:
    place(sandbox, VECTOR)
    with signed_in(KEYS | {"base_url": sandbox}) as client:
        client.post(
            "/orders",
            files=[(f"order_items[{i}][quantity]", (None, "1")) for i in range(1001)],
        )
        told = received_complaints(client)

    assert told[0] == "the order was sent 2 times"
    assert any(line.startswith("the sandbox notes: ") for line in told)
