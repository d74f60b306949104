"""uvicorn's HTTP, with the one thing more that faults need."""

import asyncio
from typing import TYPE_CHECKING

from .connections import TRANSPORT

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import H11Protocol as AutoHTTPProtocol
else:
    from uvicorn.protocols.http.auto import AutoHTTPProtocol


class BreakableProtocol(AutoHTTPProtocol):
    """Lets each request find the connection it came by: for `uvicorn.Config(http=...)`."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, TRANSPORT: transport}
