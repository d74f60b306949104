"""What is done to a sandbox as a whole, under `/admin`: reset it, keep its state, see what it
received, make it fail, give it habits, move its orders.

These calls need no token. They answer on this machine only, unless the sandbox is set up otherwise,
and ask for their own key where other machines can reach it.
"""

import base64
import binascii
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from . import snapshots
from .answers import refusal_body
from .bodies import whole_body
from .contract import Contract
from .faults import ANSWERS, Faults
from .habits import EVERY, BadHabit, CurrentHabits
from .hosts import is_loopback
from .life import CANCEL, OrderLife
from .outbox import Outbox
from .received import RequestLog
from .records import Json
from .refusals import AdminKeyNeeded, Forbidden, MalformedBody, NotFound, Refusal
from .seed import refill
from .store import Store

ROOT = "/admin"
KEY_HEADER = "MyCloud-Sandbox-Admin-Key"
LARGEST_CALL = 1024 * 1024  # bytes of a body
LARGEST_SNAPSHOT = 128 * 1024 * 1024  # bytes
_MOST_HABITS = 200
_LONGEST_TRACKING = 100  # characters
_LONGEST_KEY = 18  # digits

_Call: TypeAlias = Callable[[Request], Awaitable[Json]]


class _PerProcess(Refusal):
    """Each of several processes would give its own answer."""

    status = HTTPStatus.CONFLICT


@dataclass(frozen=True, kw_only=True)
class Admin:
    """The calls, on one sandbox."""

    contract: Contract
    store: Store
    log: RequestLog
    faults: Faults
    seed: int
    orders: int
    from_anywhere: bool
    workers: int
    habits: CurrentHabits
    life: OrderLife
    outbox: Outbox
    key: str | None = None
    """What the calls ask for; None where only this machine can reach the sandbox."""

    def routes(self) -> list[Route]:
        """One route for each path."""
        calls: dict[str, dict[str, _Call]] = {
            "/reset": {"POST": self._reset},
            "/seed": {"POST": self._seed},
            "/snapshot": {"GET": self._snapshot, "PUT": self._restore},
            "/requests": {"GET": self._requests, "DELETE": self._forget},
            "/faults": {
                "GET": self._list_faults,
                "POST": self._add_fault,
                "DELETE": self._clear_faults,
            },
            "/faults/{number}": {"DELETE": self._remove_fault},
            "/habits": {
                "GET": self._list_habits,
                "PUT": self._set_habits,
                "DELETE": self._clear_habits,
            },
            "/orders/{order}/move": {"POST": self._move},
            "/notifications": {"GET": self._notifications},
        }
        return [
            Route(ROOT + path, self._endpoint(methods), methods=list(methods))
            for path, methods in calls.items()
        ]

    def _endpoint(
        self, methods: Mapping[str, _Call]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            try:
                self.check(request)
                return JSONResponse(
                    await methods.get(request.method, methods.get("GET", self._reset))(
                        request
                    )
                )
            except Refusal as refusal:
                headers = CHALLENGE if isinstance(refusal, AdminKeyNeeded) else None
                return JSONResponse(refusal_body(refusal), refusal.status, headers)

        return answer

    def check(self, request: Request) -> None:
        """Refuses those from elsewhere, and those without the key."""
        if (
            not self.from_anywhere
            and request.client is not None
            and not is_loopback(request.client.host)
        ):
            raise Forbidden(
                "The admin calls answer on this machine only, unless it runs with "
                "--admin-from-anywhere."
            )
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != request.headers.get(
            "host"
        ):
            raise Forbidden("The admin calls do not answer to pages of other sites.")
        if self.key is not None and not _is_same(_sent_key(request), self.key):
            raise AdminKeyNeeded(
                f"Send the admin key of this sandbox as {KEY_HEADER}; it is printed at the start."
            )

    async def _reset(self, _request: Request) -> Json:
        refill(self.store, self.contract, seed=self.seed, orders=self.orders)
        self.log.clear()
        self.faults.rules.clear()
        self.habits.reset()
        self.life.begin()
        self.outbox.clear()
        return {"seed": self.seed, "orders": self.orders}

    async def _seed(self, request: Request) -> Json:
        sent = {"seed": self.seed, "orders": self.orders, **await _sent(request)}
        seed, orders = (_number(sent, name) for name in ("seed", "orders"))
        refill(self.store, self.contract, seed=seed, orders=orders)
        self.life.begin()
        return {"seed": seed, "orders": orders}

    async def _snapshot(self, _request: Request) -> Json:
        return snapshots.taken(self.store)

    async def _restore(self, request: Request) -> Json:
        sent = await _sent(request, LARGEST_SNAPSHOT)
        dump = await to_thread.run_sync(
            snapshots.checked, self.store, self.contract, sent
        )
        snapshots.restore(self.store, dump)
        return {"restored": True}

    async def _requests(self, request: Request) -> Json:
        self._check_one_process()
        wanted = request.query_params.get("operation")
        return {
            "requests": [
                entry.told() for entry in self.log if wanted in (None, entry.operation)
            ]
        }

    async def _forget(self, _request: Request) -> Json:
        self.log.clear()
        return {"requests": []}

    async def _list_faults(self, _request: Request) -> Json:
        self._check_one_process()
        return {
            "faults": [rule.told() for rule in self.faults.rules],
            "answers": ANSWERS,
        }

    async def _add_fault(self, request: Request) -> Json:
        self._check_one_process()
        return {"fault": self.faults.add(await _sent(request)).told()}

    async def _clear_faults(self, _request: Request) -> Json:
        self.faults.rules.clear()
        return {"faults": []}

    async def _remove_fault(self, request: Request) -> Json:
        number = _key(request, "number")
        rule = next((rule for rule in self.faults.rules if rule.number == number), None)
        if rule is None:
            raise NotFound("There is no such fault.")
        self.faults.rules.remove(rule)
        return {"fault": rule.told()}

    async def _list_habits(self, _request: Request) -> Json:
        self._check_one_process()
        known = {
            habit.name: {
                "says": habit.says,
                "evidence": habit.evidence,
                "endangers": habit.endangers,
                "value": habit.value,
            }
            for habit in EVERY.values()
        }
        return {"habits": self.habits.now.names, "known": known}

    async def _set_habits(self, request: Request) -> Json:
        self._check_one_process()
        asked = (await _sent(request)).get("habits")
        if not isinstance(asked, list) or not all(
            isinstance(name, str) for name in asked
        ):
            raise BadHabit(
                'Send the habits as {"habits": ["newest-first", "caps-pages=20"]}.'
            )
        if len(asked) > _MOST_HABITS:
            raise BadHabit(f"{_MOST_HABITS} habits at most, got {len(asked)}.")
        self.habits.set(asked)
        return {"habits": self.habits.now.names}

    async def _clear_habits(self, _request: Request) -> Json:
        self._check_one_process()
        self.habits.set(())
        return {"habits": []}

    async def _move(self, request: Request) -> Json:
        sent, key = await _sent(request), _key(request, "order")
        to, tracking = (_text(sent, name) for name in ("to", "tracking_number"))
        if to == CANCEL:
            self.life.cancel(key)
            return {"order": {"id": key, "status": None, "tracking_number": None}}
        moved = self.life.move(key, to, tracking)
        return {
            "order": {name: moved[name] for name in ("id", "status", "tracking_number")}
        }

    async def _notifications(self, _request: Request) -> Json:
        self._check_one_process()
        waiting = [due.notification for due in sorted(self.outbox.waiting)]
        return {"sent": list(self.outbox.sent), "waiting": waiting}

    def _check_one_process(self) -> None:
        if self.workers > 1:
            raise _PerProcess(
                f"Each of the {self.workers} workers would have its own: start the sandbox "
                f"with one. "
                "Faults by header, resets and snapshots work with several."
            )


CHALLENGE = {
    "WWW-Authenticate": 'Basic realm="the admin key of the sandbox", charset="UTF-8"'
}


def _sent_key(request: Request) -> str:
    """The key of a request: in its own header, or as a browser sends a password."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if KEY_HEADER in request.headers or scheme.lower() != "basic":
        return request.headers.get(KEY_HEADER, "")
    try:
        pair = base64.b64decode(credentials, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
    return pair.partition(":")[2]


def _is_same(left: str, right: str) -> bool:
    return hmac.compare_digest(
        left.encode("utf-8", "replace"), right.encode("utf-8", "replace")
    )


async def _sent(request: Request, most: int = LARGEST_CALL) -> dict[str, Any]:
    """The JSON object of a body; empty without a body."""
    body = await whole_body(request.stream(), most)
    try:
        document = await to_thread.run_sync(json.loads, body) if body else {}
    except (ValueError, RecursionError) as error:
        raise MalformedBody(f"The JSON cannot be read: {error}") from None
    if not isinstance(document, dict):
        raise MalformedBody("The body must be a JSON object.")
    return document


def _key(request: Request, name: str) -> int:
    """A number in a path that can be the key of something."""
    text: str = request.path_params[name]
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_KEY:
        raise NotFound(f"There is no such {name}.")
    return int(text)


def _text(sent: Mapping[str, Any], name: str) -> str | None:
    value = sent.get(name)
    if value is None:
        return None
    if (
        not isinstance(value, str)
        or not value.isprintable()
        or len(value) > _LONGEST_TRACKING
    ):
        raise Refusal(
            f"{name} must be a short text, got {str(value)[:_LONGEST_TRACKING]!r}."
        )
    return value


def _number(sent: Mapping[str, Any], name: str) -> int:
    value = sent[name]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10**6:
        raise Refusal(f"{name} must be an integer from 0 to 1000000, got {value!r}.")
    return value
