"""Remembers the requests that were received, as the server understood them; no more of them than
fit.
"""

import hashlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from starlette.requests import Request

from .bodies import Body
from .php_forms import Form, FormValue, Upload
from .records import Json, Record

MOST_REQUESTS = 1000
MOST_BYTES = 16 * 1024 * 1024  # of their bodies, files not counted
_NOT_KEPT = "(not kept)"


@dataclass(kw_only=True)
class Received:
    """One request."""

    number: int
    at: datetime
    method: str
    path: str
    operation: str | None
    request_id: str | None
    query: Form = field(default_factory=dict)
    form: Form = field(default_factory=dict)
    files: list[Record] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    size: int = 0
    is_kept: bool = True
    fault: Record | None = None
    status: int | None = None
    """None while it is not answered, and when the answer was that the connection ended."""

    def told(self) -> Record:
        """The request as JSON."""
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "method": self.method,
            "path": self.path,
            "operation": self.operation,
            "request_id": self.request_id,
            "query": _shown(self.query),
            "form": _shown(self.form),
            "files": self.files,
            "notes": list(self.notes),
            "fault": self.fault,
            "status": self.status,
        }


class RequestLog:
    """The last requests, up to a number and a size."""

    def __init__(self, secrets: frozenset[str]) -> None:
        self._secrets = secrets
        self._numbers = count(1)
        self._requests: deque[Received] = deque()
        self._size = 0

    def __iter__(self) -> Iterator[Received]:
        return iter(self._requests)

    def open(
        self, at: datetime, request: Request, operation: str | None, query: Form
    ) -> Received:
        """Begins to remember a request; one for no operation is a client's mistake worth seeing."""
        entry = Received(
            number=next(self._numbers),
            at=at,
            method=request.method,
            path=request.scope["path"],
            operation=operation,
            request_id=request.headers.get("mycloud-request-id"),
            query=self._without_secrets(query),
        )
        self._requests.append(entry)
        self._forget_the_oldest()
        return entry

    def write(self, entry: Received, body: Body) -> None:
        """Adds what was in its body: the fields, and of each file its name, size and hash."""
        entry.files = list(_files(body.form)) if body.has_files else []
        entry.form = self._without_secrets(
            _without_files(body.form) if body.has_files else body.form
        )
        entry.notes = body.notes
        if (
            entry.is_kept
        ):  # it may be forgotten already, while its body was still on its way
            entry.size = body.size - sum(int(str(file["size"])) for file in entry.files)
            self._size += entry.size
            self._forget_the_oldest()

    def clear(self) -> None:
        """Forgets them all."""
        while self._requests:
            self._forget()

    def _forget_the_oldest(self) -> None:
        while len(self._requests) > MOST_REQUESTS or (
            self._size > MOST_BYTES and len(self._requests) > 1
        ):
            self._forget()

    def _forget(self) -> None:
        entry = self._requests.popleft()
        entry.is_kept = False
        self._size -= entry.size

    def _without_secrets(self, form: Form) -> Form:
        if self._secrets.isdisjoint(form):
            return form
        return {
            name: _NOT_KEPT if name in self._secrets else value
            for name, value in form.items()
        }


def _files(form: Form, prefix: str = "") -> Iterator[Record]:
    for key, value in form.items():
        name = f"{prefix}[{key}]" if prefix else str(key)
        if isinstance(value, dict):
            yield from _files(value, name)
        elif isinstance(value, Upload):
            yield {
                "name": name,
                "filename": value.filename,
                "content_type": value.content_type,
                "size": len(value.content),
                "sha256": hashlib.sha256(value.content).hexdigest(),
            }


def _without_files(form: Form) -> Form:
    kept: Form = {}
    for key, value in form.items():
        if isinstance(value, dict):
            inner = _without_files(value)
            if inner or not value:
                kept[key] = inner
        elif not isinstance(value, Upload):
            kept[key] = value
    return kept


def _shown(value: FormValue) -> Json:
    """A PHP array as JSON: a list when its keys count from 0."""
    if not isinstance(value, dict):
        return None if isinstance(value, Upload) else value
    if value and list(value) == list(range(len(value))):
        return [_shown(entry) for entry in value.values()]
    return {str(key): _shown(entry) for key, entry in value.items()}


Diary = RequestLog
"""The name it had before; it goes on working."""
