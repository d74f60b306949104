"""The sandbox reads a form as PHP does: the same bytes give the same fields and files."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .by_the_sandbox import by_the_sandbox, merged
from .orders import (
    BY_ID,
    BY_PRODUCT_SKU,
    BY_SHOP_SKU,
    CONTENTS,
    TEXTS,
    Attached,
    Order,
    many_lines,
    with_mycloud,
)
from .php import LOOPBACK, Php, Sent, Upload

pytestmark = [pytest.mark.php, LOOPBACK]

ORDERS = {
    "one item": Order(),
    "an item of each kind": Order([BY_ID, BY_PRODUCT_SKU, BY_SHOP_SKU]),
    "330 items": Order(many_lines(330)),
    "every field kind": Order(
        fields={
            "urgent": True,
            "customer_id": 0,
            "weight": 1.5,
            "payment_time": "09:05",
        }
    ),
    **{
        f"the text: {name}": Order(fields={"note": text})
        for name, text in TEXTS.items()
    },
    **{
        f"the file: {name}": Order(files=[Attached(content)])
        for name, content in CONTENTS.items()
    },
    "two files": Order(
        files=[Attached(b"1", "1.pdf", "LABEL"), Attached(b"2", "2.pdf", "RECEIPT")]
    ),
    "a file name in Thai": Order(files=[Attached(b"%PDF", "ใบเสร็จ.pdf")]),
    "a path of Windows": Order(files=[Attached(b"%PDF", "C:\\labels\\b.pdf")]),
    "a file name with quotes": Order(files=[Attached(b"%PDF", 'it\'s "b";a=1.pdf')]),
}

NAMES = {
    "a key twice": ["a", "a"],
    "an index twice": ["a[0][b]", "a[0][b]"],
    "indexes left out": ["a[7]", "a[3]", "a[]"],
    "text keys": ["attach_name[LABEL]", "attach_name[ใบเสร็จ]"],
    "a value, then an array": ["a", "a[0]"],
    "an array, then a value": ["a[0]", "a"],
    "numbers that are text": ["a[01]", "a[1]", "a[-1]", "a[+1]", "a[ 1]"],
    "dots and spaces": ["a.b", " c d", "e[f.g]"],
    "brackets out of place": ["a[b", "c]d", "[e]", "f[g]h[i]", "j[[k]]"],
    "more fields than PHP reads": [
        f"order_items[{index}][price]" for index in range(1010)
    ],
}
"""Names of form fields that no client of ours sends, but others may."""


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
def test_an_order_is_read_as_php_reads_it(php: Php, order: Order) -> None:
    with_mycloud(order, php)

    assert by_the_sandbox(php.sent[-1]) == merged(php.received[-1])


@pytest.mark.parametrize("filename", ["a\\b.pdf", "a/b.pdf"])
def test_the_folder_of_a_file_name_is_read_as_php_reads_it(
    php: Php, filename: str
) -> None:
    with_mycloud(Order(files=[Attached(b"%PDF", filename)]), php)

    assert by_the_sandbox(php.sent[-1]) == merged(php.received[-1])


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES.keys())
def test_the_names_of_fields_are_read_as_php_reads_them(
    php: Php, names: list[str]
) -> None:
    sent = form(
        [(name, (None, str(index).encode())) for index, name in enumerate(names)]
    )

    assert by_the_sandbox(sent) == merged(php.judge(sent))


@pytest.mark.parametrize(
    "names",
    [
        ["attach_file[LABEL]"],
        ["photo"],
        [f"attach_file[{index}]" for index in range(21)],
    ],
)
def test_the_names_of_files_are_read_as_php_reads_them(
    php: Php, names: list[str]
) -> None:
    sent = form([(name, ("label.pdf", b"%PDF", "application/pdf")) for name in names])

    assert by_the_sandbox(sent) == merged(php.judge(sent))


def test_the_type_of_a_file_is_read_as_php_reads_it(php: Php) -> None:
    sent = form([("photo", ("receipt.txt", b"1", "text/plain; charset=utf-8"))])

    assert (
        by_the_sandbox(sent)
        == merged(php.judge(sent))
        == {"photo": Upload("receipt.txt", "text/plain", b"1")}
    )


def form(parts: list[tuple[str, Any]]) -> Sent:
    request = httpx.Request("POST", "https://mycloud.invalid", files=parts)
    return Sent(request.headers["Content-Type"], request.read())
