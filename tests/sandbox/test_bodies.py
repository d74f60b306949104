"""A body is read the same in all three types, and refused when it cannot be read."""

import json
import threading
from typing import Any
from urllib.parse import urlencode

import pytest
from mycloud_sandbox import bodies

from .visiting import ORDER, Visitor, parts_of

pytestmark = pytest.mark.usefixtures("both_databases")

FORM = {**ORDER, "name": "คุณ พวริด & co", "urgent": "1", "order_number": "ORD 1+1"}
URLENCODED = urlencode([(name, value[1]) for name, value in parts_of(FORM)])
PART = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
TYPES: dict[str, dict[str, Any]] = {
    "multipart": {"form": FORM},
    "urlencoded": {
        "content": URLENCODED,
        "headers": {"Content-Type": "application/x-www-form-urlencoded"},
    },
    "json": {
        "json": {
            **FORM,
            "urgent": True,
            "order_items": [{"product_id": 164162, "quantity": 2, "price": 199.0}],
            "note": None,
        }
    },
}


@pytest.mark.parametrize("body", TYPES.values(), ids=TYPES)
def test_the_same_order_can_be_placed_and_changed_by_each_type(
    visitor: Visitor, body: dict[str, Any]
) -> None:
    expected = (FORM["name"], True, FORM["order_number"], 398)
    order = visitor.post("/orders", **body).json()["order"]
    changed = visitor.patch("/orders/1984", **body).json()["order"]
    for answer in (order, changed):
        assert (answer["name"], answer["urgent"], answer["order_number"]) == expected[
            :3
        ]
    assert order["total_price"] == expected[3]


@pytest.mark.parametrize(
    ("content_type", "content", "status"),
    [
        ("application/json", b"{", 400),
        ("application/json", b"[]", 400),
        ("application/json", b'{"name": "\xff"}', 400),
        ("application/json", b'{"name": "\\ud800"}', 400),
        ("application/json", b'{"order_items": {"\\ud800": 1}}', 400),
        ("application/json", b'{"a":' * 100_000, 413),
        ("application/x-www-form-urlencoded", b"name=%ff", 400),
        ("application/json", b'{"a":' * 990 + b"1" + b"}" * 990, 413),
        ("multipart/form-data", b"x", 400),
        ('multipart/form-data; boundary="b', b"x", 400),
        ("multipart/form-data; boundary=" + "b" * 5117, b"x", 400),
        ("multipart/form-data; boundary=b", PART + b"\xff\r\n--b--", 400),
        ("text/plain", b"x", 415),
        (None, b"x", 415),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_in_json(
    visitor: Visitor, content_type: str | None, content: bytes, status: int
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    answer = visitor.patch("/orders/1984", content=content, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.json()["success"] is False


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ('{"weight": NaN}', "weight must be a number, got NaN."),
        ('{"weight": 1e999}', "weight must be a number, got Infinity."),
        ('{"weight": true}', "weight must be a number, got true."),
        ('{"customer_id": true}', "customer_id must be an integer, got true."),
        ('{"customer_id": 232.0}', "customer_id must be an integer, got 232.0."),
        ('{"order_items": []}', "order_items needs at least 1 entry."),
        ('{"postcode": 10260}', "postcode must be text, got 10260."),
    ],
)
def test_json_values_of_the_wrong_type_are_refused(
    visitor: Visitor, document: str, message: str
) -> None:
    answer = visitor.patch(
        "/orders/1984", content=document, headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["message"]) == (422, message)


def test_a_body_over_the_limit_is_refused(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "LARGEST_BODY", 100)
    answer = visitor.patch("/orders/1984", content=json.dumps({"note": "x" * 100}))
    assert answer.status_code == 413
    assert answer.json()["success"] is False


def test_a_file_arrives_byte_for_byte_whatever_the_boundary(visitor: Visitor) -> None:
    content = bytes(range(256)) * 10 + b"\r\n--b\r\n--\r\n\r\n"
    order = visitor.order(attach_name=["LABEL"], attach_file=[content])
    assert visitor.get(order["attachments"][0]["url"]).content == content


@pytest.mark.parametrize(("size", "is_beside"), [(1_000, False), (100_000, True)])
def test_a_large_body_is_read_beside_the_event_loop(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, size: int, is_beside: bool
) -> None:
    threads: list[int] = []
    read = bodies._read

    def noted(body: bytes, content_type: str | None) -> bodies.Body:
        threads.append(threading.get_ident())
        return read(body, content_type)

    monkeypatch.setattr(bodies, "_read", noted)
    visitor.patch("/orders/1984", form={"note": "x" * size})

    assert (threads != [threading.get_ident()]) is is_beside
