"""Where each request goes: method, path, query and headers, as the vectors of calls have them."""

from __future__ import annotations

import importlib
import json
from typing import Any

import httpx
import mycloud_api.api
import pytest
from mycloud import Item, MyCloud

from tools.languages.vectors import ROOT
from tools.spec import documents

from ..spec.spec_reading import Operation, Spec

CALLS = [
    json.loads(file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / "openapi" / "vectors" / "calls").glob("*.json"))
]
SPEC = Spec(documents.read(documents.SPEC))
OPERATIONS = {one.node["operationId"]: one for one in SPEC.operations().values()}
BASE = "https://server.example/api/v1"
WITHOUT_BODY = [
    call for call in CALLS if "requestBody" not in OPERATIONS[call["operation"]].node
]


def named(call: Any) -> str:
    return str(call["about"])


def request_of(call: Any) -> httpx.Request:
    """The request that the generated client makes of a call."""
    operation = OPERATIONS[call["operation"]]
    (tag,) = operation.node["tags"]
    module = importlib.import_module(
        f"{mycloud_api.api.__name__}.{tag}.{call['operation']}"
    )
    arguments = {
        name: typed(operation, name, value)
        for name, value in call["parameters"].items()
    }
    made = module._get_kwargs(
        **{("id" if name == "id" else name): v for name, v in arguments.items()}
    )
    return httpx.Request(made["method"], BASE + made["url"], params=made.get("params"))


def typed(operation: Operation, name: str, value: Any) -> Any:
    """A value as our own spec has it, where a switch is a boolean."""
    (schema,) = [one["schema"] for one in operation.parameters if one["name"] == name]
    return bool(value) if schema["type"] == "boolean" else value


@pytest.mark.parametrize("call", WITHOUT_BODY, ids=named)
def test_the_generated_client_asks_there(call: Any) -> None:
    request = request_of(call)

    assert request.method == call["method"]
    assert httpx.URL(BASE + call["path"]).path == request.url.path
    assert segments(request.url) == segments(httpx.URL(BASE + call["path"]))
    assert [list(pair) for pair in request.url.params.multi_items()] == call["query"]


def segments(url: httpx.URL) -> int:
    return url.raw_path.partition(b"?")[0].count(b"/")


@pytest.mark.parametrize("call", CALLS, ids=named)
def test_a_call_is_one_of_the_spec(call: Any) -> None:
    operation = OPERATIONS[call["operation"]]
    method, path = operation.name.split()
    known = {one["name"] for one in operation.parameters}

    assert call["method"] == method
    assert call["parameters"].keys() <= known
    assert call["path"].count("/") == path.count("/")
    assert ("Authorization" in call["headers"]) == (
        operation.node.get("security") != []
    )


def test_a_create_goes_there_with_a_name_of_its_own() -> None:
    sent: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(422, json={"success": False, "message": "No."})

    (call,) = [call for call in CALLS if call["operation"] == "create_order"]
    with MyCloud(
        "key", "secret", transport=httpx.MockTransport(handle), token="a.ready.token"
    ) as client:
        for _ in range(2):
            with pytest.raises(Exception, match="No"):
                client.orders.create(
                    delivery_mode_id=1, items=[Item(product_id=1, quantity=1, price=1)]
                )

    assert sent[0].url.path.endswith(call["path"])
    assert sent[0].headers["Authorization"] == call["headers"]["Authorization"]
    assert len({request.headers["MyCloud-Request-Id"] for request in sent}) == 2
