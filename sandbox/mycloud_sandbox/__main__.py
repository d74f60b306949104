"""`python -m mycloud_sandbox`: serves the sandbox over HTTP."""

import argparse
import socket
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import suppress

import uvicorn

from .app import DEFAULT_LIFETIME, create_app, default_keys
from .contract import load_contract
from .protocol import BreakableProtocol
from .seed import DEFAULT_ORDERS, DEFAULT_SEED
from .tokens import DEFAULT_SECRET


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until it is interrupted; 2 when it cannot start."""
    parser = _parser()
    options = parser.parse_args(arguments)
    settings = {name: value for name, value in vars(options).items() if name not in ("host", "port")}
    try:
        app = create_app(**settings)
        listener = _listen(options.host, options.port)
    except (OSError, OverflowError, ValueError, sqlite3.Error) as error:
        parser.error(str(error))
    config = uvicorn.Config(app, http=BreakableProtocol, log_level="warning", access_log=False)
    _serve(_AnnouncingServer(config, _lines(options, listener)), listener)
    return 0


class _AnnouncingServer(uvicorn.Server):
    """Says where it is to be found, as soon as it answers there."""

    def __init__(self, config: uvicorn.Config, lines: Sequence[str]) -> None:
        super().__init__(config)
        self._lines = lines

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(*self._lines, sep="\n", flush=True)


def _serve(server: uvicorn.Server, listener: socket.socket) -> None:
    with suppress(KeyboardInterrupt):  # Ctrl-C is how one stops it
        server.run(sockets=[listener])


def _parser() -> argparse.ArgumentParser:
    api_key, secret_key = default_keys(load_contract())
    parser = argparse.ArgumentParser("mycloud_sandbox", description="A stand-in for the MyCloud Fulfillment server.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="0 picks a free one")
    parser.add_argument("--database", metavar="PATH", help="an SQLite file; without it the state is in memory")
    parser.add_argument("--dialect", choices=["documented", "envelope"], default="documented")
    parser.add_argument("--api-key", metavar="K", default=api_key)
    parser.add_argument("--secret-key", metavar="S", default=secret_key)
    parser.add_argument("--jwt-secret", metavar="S", default=DEFAULT_SECRET, help="32 bytes or more")
    parser.add_argument("--token-lifetime", metavar="SECONDS", type=int, default=DEFAULT_LIFETIME)
    parser.add_argument("--seed", metavar="N", type=int, default=DEFAULT_SEED)
    parser.add_argument("--orders", metavar="N", type=int, default=DEFAULT_ORDERS, help="how many are there already")
    parser.add_argument("--admin-from-anywhere", action="store_true", help="answer /admin to other machines as well")
    return parser


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends without delay only where the protocol is named; otherwise every answer takes 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


def _lines(options: argparse.Namespace, listener: socket.socket) -> list[str]:
    host = f"[{options.host}]" if ":" in options.host else options.host
    return [
        f"base_url: http://{host}:{listener.getsockname()[1]}{load_contract().root}",
        f"api_key: {options.api_key}",
        f"secret_key: {options.secret_key}",
    ]


if __name__ == "__main__":
    sys.exit(main())
