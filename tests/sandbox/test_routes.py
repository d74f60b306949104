"""The sandbox has the routes of the spec, and says in JSON what it does not have."""

import pytest
from mycloud_sandbox.app import HANDLERS
from mycloud_sandbox.contract import load_contract
from starlette.routing import Route

from .visiting import Visitor, spec

METHODS = {"get", "post", "put", "patch", "delete"}
SPEC = spec()
PATHS = {
    path: {method.upper() for method in item if method in METHODS}
    for path, item in SPEC["paths"].items()
}


def test_the_routes_are_those_of_the_spec(visitor: Visitor) -> None:
    root = load_contract().root
    routes = {
        r.path: set(r.methods or ()) - {"HEAD"}
        for r in visitor.app.routes
        if isinstance(r, Route)
    }
    served = {
        path.removeprefix(root): methods
        for path, methods in routes.items()
        if path.startswith(root)
    }
    assert served == PATHS


def test_every_operation_of_the_spec_has_a_handler() -> None:
    named = {
        operation["operationId"]
        for item in SPEC["paths"].values()
        for operation in _operations(item)
    }
    assert {*HANDLERS, "get_token"} == named


def test_the_root_is_that_of_the_live_server() -> None:
    assert load_contract().root == "/api/v1"


@pytest.mark.parametrize(
    "path", ["/nope", "/orders/", "/orders/1984/nope", "/order_item/17839"]
)
def test_an_unknown_route_is_not_found(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert (answer.status_code, answer.json()) == (
        404,
        {"success": False, "message": "Not Found."},
    )


@pytest.mark.parametrize("path", PATHS)
def test_a_wrong_method_is_told_the_right_ones(visitor: Visitor, path: str) -> None:
    answer = visitor.request("PUT", path.replace("{", "").replace("}", ""))
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) - {"HEAD"} == PATHS[path]
    assert answer.json()["success"] is False


def test_a_head_request_is_answered_as_a_get(visitor: Visitor) -> None:
    assert visitor.request("HEAD", "/orders").headers == visitor.get("/orders").headers


@pytest.mark.parametrize(
    "path",
    [
        "/orders/1",
        "/orders/0",
        "/orders/x",
        "/orders/-1",
        "/orders/99999999999999999999",
    ],
)
def test_an_unknown_key_is_not_found(visitor: Visitor, path: str) -> None:
    for method in ("GET", "PATCH", "DELETE"):
        answer = visitor.request(method, path)
        assert (answer.status_code, answer.json()["message"]) == (
            404,
            "There is no such order.",
        )


def _operations(item: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    return [operation for method, operation in item.items() if method in METHODS]
