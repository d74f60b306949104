"""Requests that a caller spells out (`client.request`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mycloud_api.types import form_parts

from ._arguments import kind
from ._errors import InvalidRequestError
from ._messages import new_request_id

_SAFE_TO_REPEAT = ("GET", "HEAD", "PATCH", "DELETE")


def raw_arguments(
    method: str,
    path: str,
    params: Mapping[str, str | int] | None,
    form: Mapping[str, object] | None,
) -> tuple[dict[str, Any], bool]:
    """The arguments of a request, and whether it may create something.

    Raises:
        InvalidRequestError: A path that leads elsewhere, or a value that no form can hold.
    """
    if not path.startswith("/") or path.startswith("//"):
        takes = "a path below the base URL, such as /orders"
        raise InvalidRequestError("path", got=kind(path), takes=takes)
    creates = method.upper() not in _SAFE_TO_REPEAT
    arguments = {
        "method": method,
        "url": path,
        "params": params,
        "headers": {"MyCloud-Request-Id": new_request_id()} if creates else {},
        "files": _form(form or {}) or None,
    }
    return arguments, creates


def _form(fields: Mapping[str, object]) -> list[Any]:
    try:
        return [
            part for name, value in fields.items() for part in form_parts(name, value)
        ]
    except ValueError as error:
        raise InvalidRequestError(
            "form", got=str(error), takes="what a form can hold"
        ) from None
