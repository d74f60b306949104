"""Why the templates are overridden: what PHP makes of the encoding a stock generated client uses.

The parts are written by hand, as openapi-python-client 0.29.1 writes them without our templates.
"""

from __future__ import annotations

import json

import httpx
import pytest

from .php import LOOPBACK, Php

pytestmark = [pytest.mark.php, LOOPBACK]

URL = "https://mycloud.invalid/orders"


def test_repeated_json_parts_lose_all_but_the_last_item(php: Php) -> None:
    items = [{"product_id": number, "quantity": 1, "price": 50} for number in (1, 2, 3)]
    parts = [
        ("order_items", (None, json.dumps(item).encode(), "application/json"))
        for item in items
    ]

    with httpx.Client(transport=php) as client:
        client.post(URL, files=parts)

    assert php.received[-1].fields == {
        "order_items": '{"product_id": 3, "quantity": 1, "price": 50}'
    }


def test_a_fixed_boundary_lets_an_attachment_end_its_part_early(php: Php) -> None:
    label = b'%PDF\r\n--+++\r\nContent-Disposition: form-data; name="status"\r\n\r\nAPPROVED'

    with httpx.Client(
        transport=php, headers={"Content-Type": "multipart/form-data; boundary=+++"}
    ) as client:
        client.post(
            URL, files={"attach_file[0]": ("label.pdf", label, "application/pdf")}
        )

    assert php.received[-1].files["attach_file"][0].content == b"%PDF"
    assert php.received[-1].fields == {"status": "APPROVED"}


def test_the_word_true_stays_a_word(php: Php) -> None:
    with httpx.Client(transport=php) as client:
        client.post(URL, files={"urgent": (None, str(False).encode(), "text/plain")})

    assert php.received[-1].fields == {"urgent": "False"}, "which PHP takes for true"
