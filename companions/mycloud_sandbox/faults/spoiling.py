"""What the client gets to see of a fault."""

import json
from collections.abc import Mapping

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ..connections import hang_up, reset
from .describing import Fault

_DEFAULT_STATUS = {"error": 503, "html": 502, "empty": 200}
_MESSAGE = "The sandbox was asked to fail so."
_PAGE = "<!DOCTYPE html>\n<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>\n"
_WARNING = (
    b"<br />\n<b>Warning</b>:  A warning that the sandbox was asked for in "
    b"<b>order.php</b> on line <b>1</b><br />\n"
)


def spoiled(fault: Fault, true: Response | None) -> Response:
    """What the client gets, in place of the true answer if the work was done."""
    response = _made_up(fault) if true is None else _made_of(fault, true)
    if fault.retry_after is not None:
        response.headers["Retry-After"] = fault.retry_after
    return response


def _made_of(fault: Fault, true: Response) -> Response:
    if fault.answer == "cut":
        return _Cut(bytes(true.body), true.status_code, dict(true.headers))
    if fault.answer == "warning":
        return Response(
            _WARNING + bytes(true.body),
            true.status_code,
            media_type=true.headers.get("content-type"),
        )
    return true if fault.answer is None and fault.status is None else _made_up(fault)


def _made_up(fault: Fault) -> Response:
    answer = fault.answer or "error"
    if answer == "reset":
        return _Reset()
    status = fault.status or _DEFAULT_STATUS[answer]
    if answer == "html":
        return Response(
            _PAGE.format(f"{status} from the sandbox"), status, media_type="text/html"
        )
    if answer == "empty":
        return Response(None, status)
    return Response(
        json.dumps({"success": False, "message": _MESSAGE}),
        status,
        media_type="application/json",
    )


class _Reset(Response):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await reset(scope, receive)


class _Cut(Response):
    """Promises all of a body, sends half of it, and hangs up."""

    def __init__(self, body: bytes, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(None, status, {**headers, "content-length": str(len(body))})
        self._half = body[: len(body) // 2]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": self.status_code,
                "headers": self.raw_headers,
            }
        )
        await send(
            {"type": "http.response.body", "body": self._half, "more_body": True}
        )
        await hang_up(scope, receive)
