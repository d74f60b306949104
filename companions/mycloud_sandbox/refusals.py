"""The ways in which the sandbox says no.

Refusal                 the request was understood and breaks a rule (422, or 200 in the envelope)
├── MalformedBody       the body cannot be read (400)
├── Unauthorized        no token, a wrong one, or wrong keys (401)
├── Forbidden           the client is not on this machine (403)
├── NotFound            there is no such entry (404)
├── BodyTooLarge        the body is over the limit (413)
└── UnsupportedBody     the body is of a type the server does not read (415)
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


class Forbidden(Refusal):
    """The client is not on this machine."""

    status = HTTPStatus.FORBIDDEN


class NotFound(Refusal):
    """There is no such entry."""

    status = HTTPStatus.NOT_FOUND


class BodyTooLarge(Refusal):
    """The body is over the limit."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class UnsupportedBody(Refusal):
    """The body is of a type the server does not read."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
