"""Habits of the connection. They need a real one: in-process, answers come as they always do."""

from collections.abc import Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ..connections import drip, hang_up_when_sent, keep_alive_for, write_raw
from .describing import Acts, Evidence, Guarantee, Habit, always, seconds, whole

_HINT = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"


class Delivered(Response):
    """An answer that is sent in another way; it looks like the one inside."""

    def __init__(self, inner: Response) -> None:
        self.inner = inner
        self.status_code = inner.status_code
        self.background = inner.background
        self.body = inner.body
        self.raw_headers = inner.raw_headers


class _Hinted(Delivered):
    """Answers with 1xx first."""

    def __init__(self, inner: Response, times: int) -> None:
        super().__init__(inner)
        self._hints = _HINT * times

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        write_raw(scope, self._hints)
        await self.inner(scope, receive, send)


class _ClosedAfter(Delivered):
    """Closes the connection once the answer is sent, without `Connection: close`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.inner(scope, receive, send)
        hang_up_when_sent(scope)


class _ShortLived(Delivered):
    """Closes the connection when it has been idle for so long."""

    def __init__(self, inner: Response, seconds_idle: float) -> None:
        super().__init__(inner)
        self._seconds = seconds_idle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        keep_alive_for(scope, self._seconds)
        await self.inner(scope, receive, send)


class _Dripping(Delivered):
    """Sends its headers a few bytes at a time."""

    def __init__(self, inner: Response, takes: float) -> None:
        super().__init__(inner)
        self._seconds = takes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with drip(scope, self._seconds):
            await self.inner(scope, receive, send)


def _hints(value: str) -> Acts:
    times = whole(value, most=1000)
    return Acts(delivers=lambda response: _Hinted(response, times))


def _closes_idle(value: str) -> Acts:
    idle = seconds(value)
    return Acts(delivers=lambda response: _ShortLived(response, idle))


def _slow_headers(value: str) -> Acts:
    takes = seconds(value)
    return Acts(delivers=lambda response: _Dripping(response, takes))


def _connection(
    name: str,
    says: str,
    evidence: Evidence,
    act: Callable[[str], Acts],
    *,
    value: str | None = None,
    endangers: Guarantee = Guarantee.ANSWERED,
) -> Habit:
    return Habit(
        name=name,
        says=says,
        evidence=evidence,
        endangers=endangers,
        act=act,
        value=value,
    )


HABITS = (
    _connection(
        "closes-idle-connections",
        "closes a connection that was idle for so many seconds",
        Evidence.STACK,
        _closes_idle,
        value="5.0",
    ),
    _connection(
        "closes-after-answers",
        "closes the connection after each answer without saying so",
        Evidence.STACK,
        always(Acts(delivers=_ClosedAfter)),
    ),
    _connection(
        "informational-answers",
        "sends so many answers 103 before each true one",
        Evidence.IMAGINED,
        _hints,
        value="1",
    ),
    _connection(
        "slow-headers",
        "takes so many seconds to send the headers of an answer, piece by piece",
        Evidence.IMAGINED,
        _slow_headers,
        value="1.0",
        endangers=Guarantee.IN_TIME,
    ),
)
