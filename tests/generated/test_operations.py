"""The generated operations: what they ask for, and that no status trips them."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import httpx
import mycloud_api.api
import pytest
from mycloud_api import Client
from mycloud_api.api.orders import list_orders
from mycloud_api.models import Error

OPERATIONS = [
    module.name.removeprefix("mycloud_api.api.")
    for module in pkgutil.walk_packages(mycloud_api.api.__path__, "mycloud_api.api.")
    if not module.ispkg
]
NOT_REGISTERED = [520, 599]
"""Statuses that are not in Python's HTTPStatus; Cloudflare sends the first."""


def operation(name: str) -> ModuleType:
    return importlib.import_module(f"mycloud_api.api.{name}")


def test_every_operation_is_found() -> None:
    assert {"orders.create_order", "token.get_token"} < set(OPERATIONS)


@pytest.mark.parametrize("status", NOT_REGISTERED)
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_status_nobody_registered_is_an_answer_like_others(name: str, status: int) -> None:
    answer = httpx.Response(status, json={"success": False, "message": "The origin is down."})

    response = operation(name)._build_response(client=Client(base_url="https://mycloud.invalid"), response=answer)

    assert response.status_code == status
    assert response.parsed == Error(success=False, message="The origin is down.")


@pytest.mark.parametrize(("deleted", "query"), [(True, b"deleted=1"), (False, b"deleted=0")])
def test_deleted_is_asked_for_with_1_or_0(deleted: bool, query: bytes) -> None:
    request = httpx.Request(**list_orders._get_kwargs(deleted=deleted))

    assert request.url.query == query


def test_deleted_is_not_asked_for_unless_told() -> None:
    assert list_orders._get_kwargs(offset=0, count=20)["params"] == {"offset": 0, "count": 20}
