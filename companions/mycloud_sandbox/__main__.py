"""`python -m mycloud_sandbox`: serves the sandbox over HTTP."""

import argparse
import socket
import sys
from collections.abc import Sequence
from functools import partial

from .app import DEFAULT_LIFETIME, create_app, default_keys
from .contract import load_contract
from .database import DatabaseError, is_shared
from .seed import DEFAULT_ORDERS, DEFAULT_SEED
from .serving import listen, serve, serve_with_workers
from .tokens import DEFAULT_SECRET

_DATABASE_HELP = (
    "a file of SQLite, or the URL of a PostgreSQL server; without it, memory"
)
_SERVING = ("host", "port")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until it is interrupted; 2 when it cannot start."""
    parser = _parser()
    options = parser.parse_args(arguments)
    settings = {
        name: value for name, value in vars(options).items() if name not in _SERVING
    }
    if options.workers > 1 and not is_shared(options.database):
        parser.error(
            "--workers needs a --database that they can share: a file of SQLite or PostgreSQL"
        )
    try:
        app = create_app(**settings)
        listener = listen(options.host, options.port)
    except (OSError, OverflowError, ValueError, DatabaseError) as error:
        parser.error(str(error))
    announce = partial(_announce, options, listener)
    if options.workers == 1:
        return serve(app, listener, announce)
    app.state.backstage.store.close()  # each worker opens its own; what had to be seeded is
    return serve_with_workers(
        partial(create_app, **settings), listener, announce, options.workers
    )


def _parser() -> argparse.ArgumentParser:
    api_key, secret_key = default_keys(load_contract())
    parser = argparse.ArgumentParser(
        "mycloud_sandbox", description="A stand-in for the MyCloud Fulfillment server."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="0 picks a free one")
    parser.add_argument(
        "--workers",
        metavar="N",
        type=_count,
        default=1,
        help="processes; several need a --database",
    )
    parser.add_argument("--database", metavar="PATH_OR_URL", help=_DATABASE_HELP)
    parser.add_argument(
        "--dialect", choices=["documented", "envelope"], default="documented"
    )
    parser.add_argument("--api-key", metavar="K", default=api_key)
    parser.add_argument("--secret-key", metavar="S", default=secret_key)
    parser.add_argument(
        "--jwt-secret", metavar="S", default=DEFAULT_SECRET, help="32 bytes or more"
    )
    parser.add_argument(
        "--token-lifetime", metavar="SECONDS", type=int, default=DEFAULT_LIFETIME
    )
    parser.add_argument("--seed", metavar="N", type=int, default=DEFAULT_SEED)
    parser.add_argument(
        "--orders",
        metavar="N",
        type=int,
        default=DEFAULT_ORDERS,
        help="how many are there already",
    )
    parser.add_argument(
        "--admin-from-anywhere",
        action="store_true",
        help="answer /admin to other machines as well",
    )
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, got {number}")
    return number


def _announce(options: argparse.Namespace, listener: socket.socket) -> None:
    host = f"[{options.host}]" if ":" in options.host else options.host
    lines = [
        f"base_url: http://{host}:{listener.getsockname()[1]}{load_contract().root}",
        f"api_key: {options.api_key}",
        f"secret_key: {options.secret_key}",
    ]
    print(*lines, sep="\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
