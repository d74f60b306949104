"""A form taken apart by Python's own mail parser, to see what was really sent."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple, cast


class FormPart(NamedTuple):
    name: str
    filename: str | None
    content: bytes


def form_of(content_type: str, body: bytes) -> list[FormPart]:
    """The parts of a multipart body in their order; none for a body of another type."""
    if not content_type.startswith("multipart/"):
        return []
    message = message_from_bytes(
        f"Content-Type: {content_type}\r\n\r\n".encode() + body, policy=policy.HTTP
    )
    return [_part(cast(EmailMessage, part)) for part in message.iter_parts()]


def _part(part: EmailMessage) -> FormPart:
    name = part.get_param("name", header="content-disposition")
    return FormPart(
        str(name), part.get_filename(), cast(bytes, part.get_payload(decode=True))
    )
