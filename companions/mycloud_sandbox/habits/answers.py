"""Habits of answers as a whole: their status, what stands around the JSON, sessions, limits."""

import gzip
import json
import re
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http import HTTPStatus

import anyio
from starlette.requests import Request
from starlette.responses import Response

from ..contract import Operation
from ..refusals import Refusal, TooMany
from ..store import Store
from .describing import Acts, Evidence, Guarantee, Habit, always, seconds, whole

_WARNING = (
    b"<br />\n<b>Deprecated</b>:  Creation of dynamic property in <b>/var/www/app/Order.php</b> "
    b"on line <b>71</b><br />\n"
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SESSION = "laravel_session"
_SESSION_NAME = re.compile("[A-Za-z0-9]{1,100}", re.ASCII)
_MOST_SESSIONS = 10_000
_MINUTE = 60


def _status_200(refusal: Refusal, status: int) -> int:
    """All that the client can mend; a wrong token stays what it is, or nobody could sign in."""
    is_kept = refusal.status == HTTPStatus.UNAUTHORIZED
    return status if is_kept else HTTPStatus.OK


def _escaped(body: bytes) -> bytes:
    """JSON as PHP's json_encode writes it without flags; another habit may have put something
    before it.
    """
    before, brace, rest = body.partition(b"{")
    escaped = json.dumps(json.loads(brace + rest), separators=(",", ":")).replace(
        "/", "\\/"
    )
    return before + escaped.encode()


def _as_html(_request: Request, _operation: Operation, response: Response) -> Response:
    response.headers["content-type"] = "text/html; charset=UTF-8"
    return response


def _compressed(
    request: Request, _operation: Operation, response: Response
) -> Response:
    if "gzip" not in request.headers.get("accept-encoding", "") or not response.body:
        return response
    response.body = gzip.compress(bytes(response.body), mtime=0)
    response.headers["content-length"] = str(len(response.body))
    response.headers["content-encoding"] = "gzip"
    return response


def _named_session(request: Request) -> str | None:
    """The session that a request names, if it is a name that a server gives."""
    name = request.cookies.get(_SESSION, "")
    return name if _SESSION_NAME.fullmatch(name) else None


class _Sessions:
    """The sessions of PHP: each request holds its own lock until it is answered."""

    def __init__(self, takes: float) -> None:
        self._takes = takes
        self._locks: OrderedDict[str, anyio.Lock] = OrderedDict()

    def cookie(
        self, request: Request, _operation: Operation, response: Response
    ) -> Response:
        """Names the session on every answer, the one that the request named if it did."""
        name = _named_session(request) or secrets.token_hex(20)
        response.set_cookie(_SESSION, name, max_age=7200, httponly=True, samesite="lax")
        return response

    def around(self, request: Request) -> AbstractAsyncContextManager[float]:
        """Waits for the request of the same session before it."""
        return self._around(request)

    @asynccontextmanager
    async def _around(self, request: Request) -> AsyncIterator[float]:
        name = _named_session(request)
        if name is None:
            yield self._takes
            return
        async with self._lock(name):
            yield self._takes

    def _lock(self, name: str) -> anyio.Lock:
        lock = self._locks.setdefault(name, anyio.Lock())
        self._locks.move_to_end(name)
        while len(self._locks) > _MOST_SESSIONS:
            self._locks.popitem(last=False)
        return lock


def _session(value: str) -> Acts:
    sessions = _Sessions(seconds(value))
    return Acts(response=sessions.cookie, around=sessions.around)


def _slow(value: str) -> Acts:
    takes = seconds(value)

    @asynccontextmanager
    async def around(_request: Request) -> AsyncIterator[float]:
        yield takes

    return Acts(around=around)


def _throttles(value: str) -> Acts:
    most = whole(value)

    def strike(store: Store, now: float) -> Refusal | None:
        minute = int(now // _MINUTE)
        if store.next_in(f"requests in minute {minute}") <= most:
            return None
        return TooMany("Too Many Attempts.", retry_after=_MINUTE - int(now % _MINUTE))

    return Acts(strikes=strike)


HABITS = (
    Habit(
        name="refusals-with-200",
        says="refuses with status 200 and `success: false`, except for a wrong token",
        evidence=Evidence.OBSERVED,
        endangers=Guarantee.ANSWERED,
        act=always(Acts(refusal_status=_status_200)),
    ),
    Habit(
        name="html-before-json",
        says="writes a warning of PHP in HTML before the JSON",
        evidence=Evidence.STACK,
        endangers=Guarantee.READ_RIGHT,
        act=always(Acts(rendered=lambda body: _WARNING + body)),
    ),
    Habit(
        name="byte-order-mark",
        says="writes a byte order mark before the JSON, as a PHP file saved with one does",
        evidence=Evidence.STACK,
        endangers=Guarantee.READ_RIGHT,
        act=always(Acts(rendered=lambda body: _BYTE_ORDER_MARK + body)),
    ),
    Habit(
        name="escapes-unicode",
        says="writes Thai as \\u0e01 and / as \\/, as PHP does by default",
        evidence=Evidence.STACK,
        endangers=Guarantee.READ_RIGHT,
        act=always(Acts(rendered=_escaped)),
    ),
    Habit(
        name="json-as-html",
        says="sends JSON with the content type text/html",
        evidence=Evidence.STACK,
        endangers=Guarantee.READ_RIGHT,
        act=always(Acts(response=_as_html)),
    ),
    Habit(
        name="compresses-answers",
        says="compresses answers with gzip for a client that takes it",
        evidence=Evidence.STACK,
        endangers=Guarantee.READ_RIGHT,
        act=always(Acts(response=_compressed)),
    ),
    Habit(
        name="session-cookie",
        value="0.0",
        says="sets a session cookie on every answer; requests of one session run one after the "
        "other, each taking so many seconds",
        evidence=Evidence.STACK,
        endangers=Guarantee.IN_TIME,
        act=_session,
    ),
    Habit(
        name="slow-answers",
        value="0.2",
        says="takes so many seconds for every answer",
        evidence=Evidence.IMAGINED,
        endangers=Guarantee.IN_TIME,
        act=_slow,
    ),
    Habit(
        name="throttles",
        value="60",
        says="answers 429 with Retry-After from that many requests a minute on, as Laravel does",
        evidence=Evidence.STACK,
        endangers=Guarantee.ANSWERED,
        act=_throttles,
    ),
)
