"""A sandbox can be put back, kept and looked into, from this machine."""

import hashlib
import json
from typing import Any

import pytest
from mycloud_sandbox import received

from .visiting import ADMIN, KEYS, ORDER, Visitor

CALLS = [
    ("POST", "reset"),
    ("POST", "seed"),
    ("GET", "snapshot"),
    ("GET", "requests"),
    ("GET", "faults"),
]


def _requests(visitor: Visitor, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = visitor.get(f"{ADMIN}/requests{query}").json()[
        "requests"
    ]
    return found


def _everything(visitor: Visitor) -> list[str]:
    paths = (
        "orders",
        "customers",
        "products",
        "productcategories",
        "deliverymodes",
        "shops",
    )
    return [visitor.get(f"/{path}?count=1000&deleted=1").text for path in paths]


@pytest.fixture
def changed(visitor: Visitor) -> tuple[Visitor, list[str]]:
    """A sandbox in which much has happened, and all that it holds."""
    order = visitor.order(
        attach_name=["LABEL"],
        attach_file=[("ก.pdf", b"%PDF\xff\x00", "application/pdf")],
    )
    visitor.delete("/orders/1984")
    visitor.post(
        "/products",
        form={
            "name": "x",
            "description": "x",
            "price": 1,
            "client_references": ["a", "ข"],
        },
    )
    visitor.patch(f"/orders/{order['id']}", form={"urgent": 1, "status": "APPROVED"})
    return visitor, _everything(visitor)


def test_a_reset_brings_back_the_first_state(visitor: Visitor) -> None:
    before = _everything(visitor)
    visitor.post(f"{ADMIN}/faults", json={"status": 503, "operation": "create_order"})
    visitor.post("/customers", form={"name": "x"})
    visitor.delete("/orders/1984")
    assert visitor.post(f"{ADMIN}/reset").json() == {"seed": 1, "orders": 25}
    assert _requests(visitor) == []
    assert _everything(visitor) == before
    assert visitor.order()["id"] == Visitor().log_in().order()["id"]


def test_a_seed_makes_another_shop_the_one_that_a_sandbox_of_that_seed_has(
    visitor: Visitor,
) -> None:
    other = Visitor({"seed": 7, "orders": 3}).log_in()
    assert (
        visitor.post(f"{ADMIN}/seed", json={"seed": 7, "orders": 3}).status_code == 200
    )
    assert _everything(visitor) == _everything(other)


@pytest.mark.parametrize(
    "sent", ['{"orders": -1}', '{"seed": "x"}', '{"orders": true}', "[]", "{"]
)
def test_a_seed_that_cannot_be_changes_nothing(visitor: Visitor, sent: str) -> None:
    before = _everything(visitor)
    assert visitor.post(f"{ADMIN}/seed", content=sent).status_code in (400, 422)
    assert _everything(visitor) == before


def test_a_snapshot_brings_back_all_there_was_files_too(
    changed: tuple[Visitor, list[str]],
) -> None:
    visitor, everything = changed
    snapshot = visitor.get(f"{ADMIN}/snapshot").text
    visitor.post(f"{ADMIN}/reset")
    other = Visitor({"orders": 1}).log_in()
    for sandbox in (visitor, other):
        assert sandbox.request("PUT", f"{ADMIN}/snapshot", content=snapshot).json() == {
            "restored": True
        }
        assert _everything(sandbox) == everything
        url = sandbox.get("/orders?offset=24").json()["orders"][0]["attachments"][0][
            "url"
        ]
        assert sandbox.get(url).content == b"%PDF\xff\x00"
    assert visitor.order()["id"] == other.order()["id"]


def test_a_snapshot_is_plain_json_with_the_columns_named(visitor: Visitor) -> None:
    tables = visitor.get(f"{ADMIN}/snapshot").json()["tables"]
    assert tables["Order"][0]["mc_number"] == "MC180408001"
    assert {
        "Order",
        "OrderItem",
        "Product",
        "Customer",
        "Shop",
        "Attachment",
        "file",
    } <= tables.keys()


@pytest.mark.parametrize(
    "snapshot",
    [
        "{}",
        '{"format": 2, "tables": {}}',
        '{"format": 1, "tables": {"Order": [{"colour": "red"}]}}',
        '{"format": 1, "tables": {"Order": [1]}}',
        '{"format": 1, "tables": {"file": [{"key": "x", "content": {"base64": "%"}}]}}',
    ],
)
def test_what_is_no_snapshot_is_refused_and_changes_nothing(
    visitor: Visitor, snapshot: str
) -> None:
    before = _everything(visitor)
    assert (
        visitor.request("PUT", f"{ADMIN}/snapshot", content=snapshot).status_code == 422
    )
    assert _everything(visitor) == before


def test_a_request_is_listed_as_php_understood_it(visitor: Visitor) -> None:
    visitor.post(f"{ADMIN}/reset")
    file = ("C:\\labels\\ใบเสร็จ.pdf", b"%PDF", "application/pdf")
    form = {**ORDER, "attach_name": ["LABEL"], "attach_file": [file], "a.b": "1"}
    visitor.post("/orders?x[]=1", form=form, headers={"MyCloud-Request-Id": "my-own"})
    (request,) = _requests(visitor)
    about = (
        "method",
        "path",
        "operation",
        "request_id",
        "query",
        "status",
        "fault",
        "notes",
    )
    assert [request[name] for name in about] == [
        *(
            "POST",
            "/api/v1/orders",
            "create_order",
            "my-own",
            {"x": ["1"]},
            200,
            None,
            [],
        )
    ]
    assert request["form"] == {
        "delivery_mode_id": "343",
        "order_items": [{"product_id": "164162", "quantity": "2", "price": "199.00"}],
        "attach_name": ["LABEL"],
        "a_b": "1",
    }
    assert request["files"] == [
        {
            "name": "attach_file[0]",
            "filename": "ใบเสร็จ.pdf",
            "content_type": "application/pdf",
            "size": 4,
            "sha256": hashlib.sha256(b"%PDF").hexdigest(),
        }
    ]


def test_it_tells_what_php_lost_and_what_was_refused(visitor: Visitor) -> None:
    visitor.order(order_items=[{"product_id": 164162, "quantity": 1, "price": 1}] * 340)
    visitor.get("/orders/1")
    visitor.get("/orders", headers={"Authorization": ""})
    visitor.get("/shops", headers={"MyCloud-Sandbox-Fault": "status=503"})
    lost, missing, unauthorized, struck = _requests(visitor)[-4:]
    assert lost["notes"][0] == "more than 1000 fields came: the rest is lost"
    assert [missing["status"], unauthorized["status"], struck["status"]] == [
        404,
        401,
        503,
    ]
    assert struck["fault"] == {"status": 503}


def test_a_request_that_is_for_no_operation_is_listed_too(visitor: Visitor) -> None:
    visitor.post("/order?apikey=x")
    visitor.request("PUT", "/orders")
    about = [
        (request["operation"], request["path"], request["status"], request["query"])
        for request in _requests(visitor)
    ]
    assert about[-2:] == [
        (None, "/api/v1/order", 404, {"apikey": "(not kept)"}),
        (None, "/api/v1/orders", 405, {}),
    ]


def test_no_key_and_no_token_is_kept(visitor: Visitor) -> None:
    for way in ("data", "json", "params"):
        visitor.post("/gettoken", **{way: KEYS})
    kept = json.dumps(_requests(visitor))
    assert [
        secret for secret in (*KEYS.values(), visitor.token or "") if secret in kept
    ] == []
    assert kept.count("(not kept)") == 8


def test_the_requests_of_one_operation_can_be_asked_for_and_all_be_forgotten(
    visitor: Visitor,
) -> None:
    visitor.order()
    assert [
        request["operation"]
        for request in _requests(visitor, "?operation=create_order")
    ] == ["create_order"]
    visitor.delete(f"{ADMIN}/requests")
    assert _requests(visitor) == []


def test_only_the_last_requests_are_kept(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(received, "MOST_REQUESTS", 3)
    for key in range(5):
        visitor.get(f"/orders/{key}")
    assert [request["path"][-1] for request in _requests(visitor)] == ["2", "3", "4"]
    monkeypatch.setattr(received, "MOST_BYTES", 1000)
    for letter in "ab":
        visitor.post("/customers", form={"note": letter * 900})
    assert [request["form"]["note"][0] for request in _requests(visitor)] == ["b"]


@pytest.mark.parametrize(("method", "call"), CALLS)
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("::1", 200),
        ("::ffff:127.0.0.1", 200),
        ("10.0.0.1", 403),
        ("::ffff:10.0.0.1", 403),
        ("x", 403),
    ],
)
def test_only_this_machine_is_answered(
    visitor: Visitor, method: str, call: str, host: str, status: int
) -> None:
    visitor.address = host
    answer = visitor.request(method, f"{ADMIN}/{call}")
    assert answer.status_code == status
    if status == 403:
        assert "--admin-from-anywhere" in answer.json()["message"]


def test_other_machines_are_answered_if_the_sandbox_is_told_so() -> None:
    visitor = Visitor({"admin_from_anywhere": True}, address="10.0.0.1")
    assert visitor.get(f"{ADMIN}/requests").status_code == 200


def test_a_page_of_another_site_is_not_answered(visitor: Visitor) -> None:
    statuses = {
        origin: visitor.post(f"{ADMIN}/reset", headers={"Origin": origin}).status_code
        for origin in ("http://sandbox", "http://elsewhere.invalid", "null", "http://[")
    }
    assert statuses == {
        "http://sandbox": 200,
        "http://elsewhere.invalid": 403,
        "null": 403,
        "http://[": 403,
    }


def test_with_several_workers_what_each_has_of_its_own_is_not_given() -> None:
    visitor = Visitor({"workers": 2}).log_in()
    calls = [
        ("GET", "requests"),
        ("GET", "faults"),
        ("POST", "faults"),
        ("GET", "snapshot"),
        ("POST", "reset"),
    ]
    answers = [visitor.request(method, f"{ADMIN}/{call}") for method, call in calls]
    assert [answer.status_code for answer in answers] == [409, 409, 409, 200, 200]
    assert "start the sandbox with one" in answers[0].json()["message"]
    assert (
        visitor.get(
            "/shops", headers={"MyCloud-Sandbox-Fault": "status=503"}
        ).status_code
        == 503
    )


def test_a_refusal_has_its_own_status_in_the_envelope_too(enveloped: Visitor) -> None:
    assert (
        enveloped.request("PUT", f"{ADMIN}/snapshot", content="{}").status_code == 422
    )


def test_names_from_before_go_on_working() -> None:
    from mycloud_sandbox.backstage import Backstage
    from mycloud_sandbox.direct import Direct
    from mycloud_sandbox.received import Diary, RequestLog

    state = Visitor().app.state
    assert state.backstage is state.direct
    assert (Backstage, Diary) == (Direct, RequestLog)
