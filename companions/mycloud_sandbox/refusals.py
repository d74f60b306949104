"""The ways in which the sandbox says no.

Refusal                 the request was understood and breaks a rule (422, or 200 in the envelope)
├── MalformedBody       the body cannot be read (400)
├── Unauthorized        no token, a wrong one, or wrong keys (401)
├── AdminKeyNeeded      an admin call without its key, or with a wrong one (401)
├── Forbidden           the client is not on this machine (403)
├── NotFound            there is no such entry (404)
├── BodyTooLarge        the body, or something in it, is over a limit (413)
├── UnsupportedBody     the body is of a type the server does not read (415)
├── Misdirected         the request is for a host that is not served here (421)
└── TooMany             there were too many requests (429)
"""

from http import HTTPStatus


class Refusal(Exception):
    """Ends a request, undoes what it did, and tells the client why."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class MalformedBody(Refusal):
    """The body cannot be read."""

    status = HTTPStatus.BAD_REQUEST


class Unauthorized(Refusal):
    """No token, a wrong one, or wrong keys."""

    status = HTTPStatus.UNAUTHORIZED


class AdminKeyNeeded(Refusal):
    """An admin call without its key, or with a wrong one."""

    status = HTTPStatus.UNAUTHORIZED


class Forbidden(Refusal):
    """The client is not on this machine."""

    status = HTTPStatus.FORBIDDEN


class NotFound(Refusal):
    """There is no such entry."""

    status = HTTPStatus.NOT_FOUND


class BodyTooLarge(Refusal):
    """The body, or something in it, is over a limit."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class UnsupportedBody(Refusal):
    """The body is of a type the server does not read."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class Misdirected(Refusal):
    """The request is for a host that is not served here."""

    status = HTTPStatus.MISDIRECTED_REQUEST


class TooMany(Refusal):
    """There were too many requests."""

    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
