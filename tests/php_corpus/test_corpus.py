"""What PHP finds in a request is what the sandbox finds, whatever was sent.

`make check-full` asks about more forms: MYCLOUD_PHP_FORMS says how many.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import pytest
from mycloud_sandbox.php_forms import (
    Form,
    PhpForm,
    Upload,
    read_multipart,
    read_query,
    read_urlencoded,
)
from mycloud_sandbox.php_forms.multipart import BadBoundary

from ..sandbox.visiting import ADMIN, Visitor
from ..wire.conftest import php_installed
from ..wire.php import LOOPBACK, serving
from .generating import Sent, form_of

pytestmark = [pytest.mark.php, LOOPBACK]

FORMS = int(os.environ.get("MYCLOUD_PHP_FORMS", "600"))
AT_A_TIME = 100

Told: TypeAlias = "bytes | int | list[tuple[bytes | int, Told]]"
"""A value of PHP; an array is the list of its entries, in their order."""


@pytest.fixture(scope="module")
def php() -> Iterator[httpx.Client]:
    with serving(php_installed(), Path(__file__).with_name("read.php")) as client:
        yield client


@pytest.mark.parametrize("first", range(0, FORMS, AT_A_TIME))
def test_every_form_is_read_as_php_reads_it(php: httpx.Client, first: int) -> None:
    for seed in range(first, min(first + AT_A_TIME, FORMS)):
        sent = form_of(seed)
        assert by_the_sandbox(sent) == by_php(php, sent), f"form_of({seed}) = {sent}"


def by_php(php: httpx.Client, sent: Sent) -> dict[str, Told]:
    url = httpx.URL("/", query=sent.query)
    answer = php.post(
        url, content=sent.body, headers={"Content-Type": sent.content_type}
    )
    answer.raise_for_status()
    return {place: _decoded(found) for place, found in answer.json().items()}


def by_the_sandbox(sent: Sent) -> dict[str, Told]:
    form = _read(sent)
    return {
        "get": _told(read_query(sent.query)),
        "post": _told(form.post),
        "files": _told(form.files),
    }


def _read(sent: Sent) -> PhpForm:
    if not sent.content_type.lower().startswith("multipart"):
        return read_urlencoded(sent.body)
    try:
        return read_multipart(sent.body, sent.content_type.encode())
    except BadBoundary:
        return PhpForm()


def _decoded(value: Any) -> Told:
    if isinstance(value, list):
        return [(_scalar(key), _decoded(entry)) for key, entry in value]
    return _scalar(value)


def _scalar(value: Any) -> bytes | int:
    return value if isinstance(value, int) else base64.b64decode(value)


def _told(value: Form | Any) -> Told:
    if isinstance(value, dict):
        return [(_raw(key), _told(entry)) for key, entry in value.items()]
    return value.content if isinstance(value, Upload) else _raw(value)


def _raw(value: Any) -> bytes | int:
    return (
        value
        if isinstance(value, int)
        else str(value).encode("utf-8", "surrogateescape")
    )


def test_a_patch_is_read_as_a_post() -> None:
    """PHP itself reads no form of a PATCH; the live server is known to do it by hand."""
    visitor = Visitor().log_in()
    posts, patches = (
        [understood(visitor, call, form_of(seed)) for seed in range(60)]
        for call in ("POST /orders", "PATCH /orders/1984")
    )
    assert posts == patches
    assert sum(bool(post["form"]) for post in posts) > 20


def understood(visitor: Visitor, call: str, sent: Sent) -> dict[str, Any]:
    """What the sandbox says of a form it received."""
    method, path = call.split()
    visitor.request(
        method, path, content=sent.body, headers={"Content-Type": sent.content_type}
    )
    received = visitor.get(f"{ADMIN}/requests").json()["requests"][-1]
    return {name: received[name] for name in ("form", "files", "notes")}
