"""An order arrives in PHP exactly as it was placed, whichever of the two clients sends it."""

from __future__ import annotations

from typing import Any

import pytest

from .orders import (
    BY_ID,
    BY_PRODUCT_SKU,
    BY_SHOP_SKU,
    CONTENTS,
    TEXTS,
    Attached,
    Place,
    many_lines,
)
from .php import LOOPBACK, Php, Upload

pytestmark = [pytest.mark.php, LOOPBACK]

BARE: dict[str, Any] = {
    "delivery_mode_id": "343",
    "order_items": [{"product_id": "164162", "quantity": "2", "price": "199.00"}],
}
"""The fields of an order of one item and nothing else."""

SKUS = {name: text for name, text in TEXTS.items() if text}


def test_one_item_arrives_and_nothing_beside_it(place: Place) -> None:
    received = place([BY_ID])

    assert received.fields == BARE
    assert received.files == []


def test_an_item_of_each_identifier_kind_arrives(place: Place) -> None:
    received = place([BY_ID, BY_PRODUCT_SKU, BY_SHOP_SKU])

    assert received.fields["order_items"] == [
        {"product_id": "164162", "quantity": "2", "price": "199.00"},
        {"product_sku": "MAI002", "quantity": "1", "price": "50"},
        {"shop_sku": "UPC_230458300", "quantity": "1", "price": "49.50"},
    ]


def test_330_items_arrive_in_order(place: Place) -> None:
    lines = many_lines(330)

    received = place(lines)

    assert received.fields["order_items"] == [
        {name: str(value) for name, value in line.items()} for line in lines
    ]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_text_arrives_as_it_was_written(place: Place, text: str) -> None:
    received = place(note=text)

    assert received.fields == BARE | {"note": text}


@pytest.mark.parametrize("text", SKUS.values(), ids=SKUS.keys())
def test_a_sku_arrives_as_it_was_written(place: Place, text: str) -> None:
    received = place([{"shop_sku": text, "quantity": 1, "price": 50}])

    assert received.fields["order_items"] == [
        {"shop_sku": text, "quantity": "1", "price": "50"}
    ]


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS.keys())
def test_the_bytes_of_an_attachment_arrive_whole(place: Place, content: bytes) -> None:
    received = place(files=[Attached(content)])

    assert received.files == {
        "attach_file": [Upload("label.pdf", "application/pdf", content)]
    }
    assert received.fields == BARE | {"attach_name": ["LABEL"]}


def test_each_attachment_is_paired_with_its_name_by_index(place: Place) -> None:
    received = place(
        files=[Attached(b"1", "one.pdf", "LABEL"), Attached(b"2", "two.pdf", "ใบเสร็จ")]
    )

    assert received.fields["attach_name"] == ["LABEL", "ใบเสร็จ"]
    assert [file.name for file in received.files["attach_file"]] == [
        "one.pdf",
        "two.pdf",
    ]


@pytest.mark.parametrize(
    ("filename", "arrives_as"),
    [
        pytest.param("ใบเสร็จ.pdf", "ใบเสร็จ.pdf", id="Thai"),
        pytest.param(
            "it's;a=1.pdf", "it's;a=1.pdf", id="what a header could be cut at"
        ),
        pytest.param(
            'a "b".pdf',
            "a %22b%22.pdf",
            id="a double quote is percent-encoded, as browsers do",
        ),
        pytest.param(
            "a\\b.pdf", "b.pdf", id="PHP takes what precedes a backslash for a folder"
        ),
    ],
)
def test_a_file_name_arrives_as_php_reads_it(
    place: Place, filename: str, arrives_as: str
) -> None:
    received = place(files=[Attached(b"%PDF", filename)])

    assert received.files == {
        "attach_file": [Upload(arrives_as, "application/pdf", b"%PDF")]
    }


@pytest.mark.parametrize(("urgent", "arrives_as"), [(True, "1"), (False, "0")])
def test_a_boolean_arrives_as_1_or_0(
    place: Place, urgent: bool, arrives_as: str
) -> None:
    assert place(urgent=urgent).fields == BARE | {"urgent": arrives_as}


def test_no_customer_arrives_as_0(place: Place) -> None:
    assert place(customer_id=0).fields == BARE | {"customer_id": "0"}


def test_two_requests_with_the_same_body_have_different_boundaries(
    place: Place, php: Php
) -> None:
    place(files=[Attached(b"%PDF")])
    place(files=[Attached(b"%PDF")])

    first, second = (sent.boundary for sent in php.sent)
    assert len(first) >= 16
    assert first != second
