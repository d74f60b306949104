"""Requests of an examination: counted, bounded, and signed in anew where a token is refused."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, TypeAlias

import httpx

from .observations import Listing, Observations, flattened

Fields: TypeAlias = Sequence[tuple[str, str]]


class OutOfRequests(Exception):
    """The examination has sent as many requests as it may."""


class Reply(NamedTuple):
    """An answer.

    Attributes:
        status: Its HTTP status.
        payload: Its JSON; None for other bodies.
        seconds: How long it took.
    """

    status: int
    payload: Any
    seconds: float

    @property
    def refused(self) -> bool:
        """Whether it says `success: false`."""
        return (
            isinstance(self.payload, Mapping) and self.payload.get("success") is False
        )

    @property
    def is_good(self) -> bool:
        """Whether it carried something out."""
        return 200 <= self.status < 400 and not self.refused


class Asking:
    """Sends requests, and notes what stands around each answer.

    Args:
        http: A client of httpx for the base URL.
        keys: API key and secret key; None where only a token is there.
        token: A ready token.
        seen: Where observations go.
        on_progress: Told how many requests were sent.
    """

    def __init__(
        self,
        http: httpx.Client,
        keys: tuple[str, str] | None,
        token: str | None,
        seen: Observations,
        on_progress: Callable[[int], object],
    ) -> None:
        self._http, self._keys, self.token = http, keys, token
        self._seen, self._on_progress = seen, on_progress
        self.most = 0

    def fetch_token(self) -> str | None:
        """A new token; None without keys, or where it is refused."""
        if self._keys is None:
            return None
        form = [("apikey", self._keys[0]), ("secretkey", self._keys[1])]
        payload = self._send("POST", "/gettoken", form=form, token=None).payload
        found = payload.get("token") if isinstance(payload, Mapping) else None
        return found if isinstance(found, str) else None

    def get(self, path: str, **params: int) -> Reply:
        """Read something, with another token if the one at hand is refused."""
        return self._signed_in("GET", path, params=params)

    def write(self, method: str, path: str, form: Fields = ()) -> Reply:
        """Send a form."""
        return self._signed_in(method, path, form=form)

    def get_once(self, path: str, token: str | None, **params: int) -> Reply:
        """Read something with this token and no other."""
        return self._send("GET", path, params=params, token=token)

    def listing(
        self, resource: str, **params: int
    ) -> tuple[Listing, list[Mapping[str, Any]]]:
        """A list, and the entries in it."""
        reply = self.get(f"/{resource}", **params)
        entries = entries_of(reply.payload, resource)
        if entries is None or not reply.is_good:
            return Listing(reply.status, None, refused=reply.refused), []
        flat = [flattened(entry) for entry in entries]
        ids = [str(entry.get("id")) for entry in flat]
        days = [str(entry.get("create_date")) for entry in flat]
        return Listing(reply.status, ids, days, reply.refused), entries

    def _signed_in(self, method: str, path: str, **how: Any) -> Reply:
        reply = self._send(method, path, token=self.token, **how)
        if reply.status == 401 and self._keys is not None:
            self.token = self.fetch_token()
            reply = self._send(method, path, token=self.token, **how)
        return reply

    def _send(
        self,
        method: str,
        path: str,
        *,
        token: str | None,
        params: Mapping[str, int] | None = None,
        form: Fields = (),
    ) -> Reply:
        if self._seen.requests >= self.most:
            raise OutOfRequests
        self._seen.requests += 1
        self._on_progress(self._seen.requests)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        files = [(name, (None, value.encode())) for name, value in form] or None
        self._http.cookies.clear()
        began = time.monotonic()
        answer = self._http.request(
            method, path.lstrip("/"), params=params, files=files, headers=headers
        )
        return self._noted(answer, time.monotonic() - began)

    def _noted(self, answer: httpx.Response, seconds: float) -> Reply:
        payload = _payload(answer.content)
        note_answer(self._seen, answer, is_json=isinstance(payload, (Mapping, list)))
        return Reply(answer.status_code, payload, seconds)


def _payload(body: bytes) -> object:
    """The JSON of a body, past anything before it; None for other bodies."""
    for start in (0, body.find(b'{"')):
        with suppress(ValueError, RecursionError):
            found: object = json.loads(body[max(0, start) :].decode("utf-8-sig"))
            return found
    return None


def note_answer(seen: Observations, answer: httpx.Response, *, is_json: bool) -> None:
    """Count what stands around the JSON of an answer."""
    body, kind = answer.content, answer.headers.get("content-type", "")
    seen.statuses[answer.status_code] += 1
    seen.headers["cookie"] += "set-cookie" in answer.headers
    seen.headers["gzip"] += answer.headers.get("content-encoding", "") != ""
    if not is_json:
        return
    seen.headers["html"] += "html" in kind.lower()
    seen.bodies["mark"] += body.startswith(b"\xef\xbb\xbf")
    seen.bodies["html"] += body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"
    seen.bodies["escaped"] += b"\\u0e" in body.lower() or b"\\/" in body


def entries_of(payload: object, resource: str) -> list[Mapping[str, Any]] | None:
    """The entries of a list in either shape; None if it is no list."""
    if not isinstance(payload, Mapping):
        return None
    found = payload.get(resource, payload.get("data"))
    if not isinstance(found, list):
        return None
    return [entry for entry in found if isinstance(entry, Mapping)]


def entry_of(payload: object, name: str) -> dict[str, Any] | None:
    """The entry of an answer in either shape; None if it holds no entry."""
    if not isinstance(payload, Mapping):
        return None
    found = payload.get(name, payload.get("data"))
    return flattened(found) if isinstance(found, Mapping) and found else None
