"""What is done to a sandbox as a whole, under `/admin`: reset it, keep its state, see what it
received, make it fail.

These calls need no token. They answer on this machine only, unless the sandbox is told otherwise.
"""

import ipaddress
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from . import snapshots
from .answers import refusal_body
from .contract import Contract
from .faults import ANSWERS, Faults
from .received import Diary
from .records import Json
from .refusals import Forbidden, MalformedBody, NotFound, Refusal
from .seed import refill
from .store import Store

ROOT = "/admin"

_Call: TypeAlias = Callable[[Request], Awaitable[Json]]


class _PerProcess(Refusal):
    """Each of several processes would give an answer of its own."""

    status = HTTPStatus.CONFLICT


@dataclass(frozen=True, kw_only=True)
class Admin:
    """The calls, on one sandbox."""

    contract: Contract
    store: Store
    diary: Diary
    faults: Faults
    seed: int
    orders: int
    from_anywhere: bool
    workers: int

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
            "/faults/{number:int}": {"DELETE": self._remove_fault},
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
                return JSONResponse(refusal_body(refusal), refusal.status)

        return answer

    def check(self, request: Request) -> None:
        """Refuses those from elsewhere."""
        if (
            not self.from_anywhere
            and request.client is not None
            and not _is_loopback(request.client.host)
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

    async def _reset(self, _request: Request) -> Json:
        refill(self.store, self.contract, seed=self.seed, orders=self.orders)
        self.diary.clear()
        self.faults.rules.clear()
        return {"seed": self.seed, "orders": self.orders}

    async def _seed(self, request: Request) -> Json:
        sent = {"seed": self.seed, "orders": self.orders, **await _sent(request)}
        seed, orders = (_number(sent, name) for name in ("seed", "orders"))
        refill(self.store, self.contract, seed=seed, orders=orders)
        return {"seed": seed, "orders": orders}

    async def _snapshot(self, _request: Request) -> Json:
        return snapshots.taken(self.store)

    async def _restore(self, request: Request) -> Json:
        snapshots.restore(self.store, await _sent(request))
        return {"restored": True}

    async def _requests(self, request: Request) -> Json:
        self._check_one_process()
        wanted = request.query_params.get("operation")
        return {
            "requests": [
                entry.told()
                for entry in self.diary
                if wanted in (None, entry.operation)
            ]
        }

    async def _forget(self, _request: Request) -> Json:
        self.diary.clear()
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
        number = request.path_params["number"]
        rule = next((rule for rule in self.faults.rules if rule.number == number), None)
        if rule is None:
            raise NotFound("There is no such fault.")
        self.faults.rules.remove(rule)
        return {"fault": rule.told()}

    def _check_one_process(self) -> None:
        if self.workers > 1:
            raise _PerProcess(
                f"Each of the {self.workers} workers would have its own: start the sandbox "
                f"with one. "
                "Faults by header, resets and snapshots work with several."
            )


def _is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


async def _sent(request: Request) -> dict[str, Any]:
    """The JSON object of a body; empty when there is none."""
    body = await request.body()
    try:
        document = json.loads(body) if body else {}
    except (ValueError, RecursionError) as error:
        raise MalformedBody(f"The JSON cannot be read: {error}") from None
    if not isinstance(document, dict):
        raise MalformedBody("The body must be a JSON object.")
    return document


def _number(sent: Mapping[str, Any], name: str) -> int:
    value = sent[name]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10**6:
        raise Refusal(f"{name} must be an integer from 0 to 1000000, got {value!r}.")
    return value
