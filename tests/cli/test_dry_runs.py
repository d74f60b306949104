"""What is shown of a request is what would be sent, and nothing is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from ..forms import form_of
from .running import Mycloud

ORDER = [
    "--delivery-mode-id=343",
    "--item=product_id=164162,quantity=2,price=199.00",
    "--item=shop_sku=A,B,quantity=1,price=50.5",
    "--name=คุณ พวริด",
    "--note=[red]a\nb\x1b[31m",
    "--urgent",
    "--attach=LABEL=label.pdf",
]
WRITES = [
    ["orders", "create", *ORDER],
    ["orders", "update", "1984", "--status=APPROVED"],
    ["orders", "delete", "1984"],
    ["order-items", "update", "1", "--price=1", "--quantity=1"],
    ["order-items", "delete", "1"],
    ["customers", "create", "--name=A"],
    ["customers", "update", "1", "--name=A"],
    [
        "products",
        "create",
        "--name=A",
        "--description=B",
        "--price=1",
        "--photo=label.pdf",
    ],
    ["products", "update", "A", "--price=1"],
    ["products", "delete", "A"],
    ["product-categories", "create", "--name=A"],
]


@pytest.fixture(autouse=True)
def label() -> None:
    Path("label.pdf").write_bytes(b"%PDF-1.4")


def received(url: str) -> list[dict[str, Any]]:
    answer = httpx.get(url.replace("/api/v1", "/admin/requests"), trust_env=False)
    return list(answer.json()["requests"])


@pytest.mark.parametrize("command", WRITES, ids=lambda command: " ".join(command[:2]))
def test_a_dry_run_sends_nothing_not_even_for_a_token(
    mycloud: Mycloud, sandbox: str, command: list[str]
) -> None:
    httpx.delete(sandbox.replace("/api/v1", "/admin/requests"), trust_env=False)

    shown = mycloud(*command, "--dry-run")

    assert shown.code == 0
    assert re.match(rf"(POST|PATCH|DELETE) {sandbox}/", shown.out)
    assert shown.err == "Nothing was sent.\n"
    assert received(sandbox) == []


def test_a_dry_run_needs_no_keys(mycloud: Mycloud) -> None:
    assert mycloud("orders", "delete", "1", "--dry-run").out.startswith(
        "DELETE https://api.mycloudfulfillment.com/"
    )


def test_a_dry_run_of_a_profile_that_is_not_there_is_refused(mycloud: Mycloud) -> None:
    assert mycloud("--profile=staging", "orders", "delete", "1", "--dry-run").code == 3


def test_a_faulty_order_is_refused_in_a_dry_run_too(mycloud: Mycloud) -> None:
    assert mycloud("orders", "create", *ORDER, "--weight=heavy", "--dry-run").code == 2


def test_the_form_is_shown_field_by_field(mycloud: Mycloud) -> None:
    shown = mycloud("wire", *ORDER).out

    assert shown.splitlines()[1:] == [
        "  delivery_mode_id            343",
        "  order_items[0][product_id]  164162",
        "  order_items[0][quantity]    2",
        "  order_items[0][price]       199.00",
        "  order_items[1][shop_sku]    A,B",
        "  order_items[1][quantity]    1",
        "  order_items[1][price]       50.5",
        "  name                        คุณ พวริด",
        r"  note                        [red]a\nb\x1b[31m",
        "  urgent                      1",
        "  attach_name[0]              LABEL",
        "  attach_file[0]              file label.pdf, application/pdf, 8 bytes",
    ]


def test_the_form_for_programs_has_what_the_raw_bytes_have(mycloud: Mycloud) -> None:
    as_json = mycloud("wire", *ORDER, "--json").object
    raw = mycloud("wire", *ORDER, "--raw").out
    head, _, body = raw.partition("\r\n\r\n")

    content_type = re.search(r"Content-Type: (.*)\r\n", head + "\r\n", re.IGNORECASE)
    assert content_type is not None
    parts = {
        part.name: part.content.decode()
        for part in form_of(content_type[1], body.encode())
    }
    assert head.startswith("POST /api/v1/orders HTTP/1.1\r\n")
    assert "authorization" not in head.lower()
    assert f"content-length: {len(body.encode())}" in head.lower()
    assert as_json["form"][-1] == {
        "name": "attach_file[0]",
        "filename": "label.pdf",
        "content_type": "application/pdf",
        "size": 8,
    }
    assert {
        field["name"]: field["value"] for field in as_json["form"][:-1]
    }.items() <= parts.items()


def test_what_wire_shows_is_what_the_server_receives(
    mycloud: Mycloud, sandbox: str
) -> None:
    order = [
        "--delivery-mode-id=343",
        "--item=product_sku=MAI002,quantity=1,price=50",
        "--name=กมล",
    ]
    httpx.delete(sandbox.replace("/api/v1", "/admin/requests"), trust_env=False)
    shown = {
        field["name"]: field["value"]
        for field in mycloud("wire", *order, "--json").object["form"]
    }
    assert mycloud("orders", "create", *order).code == 0

    form = next(
        call for call in received(sandbox) if call["operation"] == "create_order"
    )["form"]
    assert shown == {
        "delivery_mode_id": form["delivery_mode_id"],
        "name": form["name"],
        **{
            f"order_items[0][{name}]": value
            for name, value in form["order_items"][0].items()
        },
    }
