"""PHP as the referee of the tests: a transport that asks it what its parser makes of each form."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
import pytest

from tools.languages.referee import Received, Upload, judge, serving

__all__ = ["LOOPBACK", "Php", "Received", "Sent", "Upload", "serving"]

LOOPBACK = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1$"])


@dataclass(frozen=True)
class Sent:
    """The form of a request, as its bytes."""

    content_type: str
    body: bytes

    @property
    def boundary(self) -> str:
        return self.content_type.partition("boundary=")[2]


class Php(httpx.BaseTransport):
    """Passes the form of each request on to PHP as a POST, byte for byte, and answers as for a
    placed order.
    """

    def __init__(self, server: httpx.Client) -> None:
        self._server = server
        self.sent: list[Sent] = []
        self.received: list[Received] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.judge(Sent(request.headers["Content-Type"], request.read()))
        return httpx.Response(200, json={"order": {"id": 342}})

    def judge(self, sent: Sent) -> Received:
        """What PHP makes of these bytes."""
        self.sent.append(sent)
        self.received.append(judge(self._server, sent.content_type, sent.body))
        return self.received[-1]
