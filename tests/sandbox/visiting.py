"""Lets a test talk to a sandbox over HTTP, without a socket."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, TypeAlias

import httpx
import yaml
from mycloud_sandbox import create_app
from mycloud_sandbox.contract import load_contract

Parts: TypeAlias = list[tuple[str, Any]]

MORNING = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=7)))
ADMIN = "http://sandbox/admin"
KEYS = {
    "apikey": "d76a13d4113c4323b74e8d7bf14c9a5e",
    "secretkey": "87bddb3998b44272ab254c6447ed7f2452a1e581241944ea",
}


def new_database() -> str | None:
    """An empty database: in memory, unless a fixture puts another in its place."""
    return None


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@dataclass
class Visitor:
    """A client of one sandbox; with a token unless the test wants none."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)
    token: str | None = None
    sees_failures: bool = True
    """Whether a failure of the sandbox itself reaches the test as what was raised, not as an
    answer.
    """
    address: str = "127.0.0.1"
    """Where the client seems to be."""

    def __post_init__(self) -> None:
        self.app = create_app(
            clock=self.clock, **{"database": new_database(), **self.settings}
        )

    def log_in(self) -> "Visitor":
        self.token = self.post("/gettoken", data=KEYS).json()["token"]
        return self

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def patch(self, path: str, **options: Any) -> httpx.Response:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> httpx.Response:
        return self.request("DELETE", path, **options)

    def request(
        self,
        method: str,
        path: str,
        *,
        form: Any = None,
        headers: Any = None,
        **options: Any,
    ) -> httpx.Response:
        """Sends `form` (fields, arrays and files) as the multipart parts a correct client makes of
        it.
        """
        if form is not None:
            options["files"] = parts_of(form)
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return asyncio.run(
            self._send(method, path, headers={**sent, **(headers or {})}, **options)
        )

    async def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        url = (
            path
            if path.startswith("http")
            else f"http://sandbox{load_contract().root}{path}"
        )
        transport = httpx.ASGITransport(
            self.app, self.sees_failures, client=(self.address, 123)
        )
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.request(method, url, **options)

    def order(self, **changes: Any) -> dict[str, Any]:
        """A new order of two pieces of one product, with these changes."""
        answer = self.post("/orders", form={**ORDER, **changes})
        assert answer.status_code == 200, answer.text
        placed: dict[str, Any] = answer.json()["order"]
        return placed


ORDER: Mapping[str, Any] = {
    "delivery_mode_id": 343,
    "order_items": [{"product_id": 164162, "quantity": 2, "price": "199.00"}],
}


def parts_of(form: Mapping[str, Any]) -> Parts:
    """A form as httpx takes it; a tuple or bytes is a file."""
    return [part for name, value in form.items() for part in _parts(name, value)]


def _parts(name: str, value: Any) -> Parts:
    if isinstance(value, Mapping):
        return [
            part
            for key, entry in value.items()
            for part in _parts(f"{name}[{key}]", entry)
        ]
    if isinstance(value, list):
        return _parts(name, dict(enumerate(value)))
    if isinstance(value, bytes):
        return [(name, ("file.bin", value, "application/octet-stream"))]
    return [(name, value if isinstance(value, tuple) else (None, str(value)))]


def spec() -> dict[str, Any]:
    """The spec as it is written, for tests that compare the sandbox with it."""
    from mycloud_sandbox import contract

    place = next(path for path in contract._SPEC_PLACES if path.is_file())
    document: dict[str, Any] = yaml.safe_load(place.read_text(encoding="utf-8"))
    return document
