"""The command: its options, and what it prints when it answers."""

import argparse
import socket
from collections.abc import Sequence
from functools import partial
from typing import Any

from . import secrecy
from .app import DEFAULT_LIFETIME, create_app, default_keys
from .contract import load_contract
from .database import DatabaseError, is_shared
from .habits import EVERY, BadHabit, choose
from .hosts import hosts_of, is_loopback
from .seed import DEFAULT_ORDERS, DEFAULT_SEED
from .serving import listen, serve, serve_with_workers

_DATABASE_HELP = (
    "a file of SQLite, or the URL of a PostgreSQL server; without it, memory"
)
_SERVING = ("host", "port", "allow_host", "habit")
_LIST = "list"


def run(arguments: Sequence[str] | None = None) -> int:
    """Serves until it is interrupted; 2 when it cannot start."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if _LIST in options.habit:
        print(habit_list())
        return 0
    if options.workers > 1 and not is_shared(options.database):
        parser.error(
            "--workers needs a --database that they can share: a file of SQLite or PostgreSQL"
        )
    try:
        settings = _settings(options)
        app = create_app(**settings)
        listener = listen(options.host, options.port)
    except (OSError, OverflowError, ValueError, DatabaseError, BadHabit) as error:
        parser.error(str(error))
    announce = partial(_announce, options, settings, listener)
    if options.workers == 1:
        return serve(app, listener, announce)
    app.state.direct.store.close()  # each worker opens its own; what had to be seeded is
    return serve_with_workers(
        partial(create_app, **settings), listener, announce, options.workers
    )


def habit_list() -> str:
    """Every habit on its own line: its name, its evidence, what it says and endangers."""
    names = {
        habit.name: f"{habit.name}={habit.value}" if habit.value else habit.name
        for habit in EVERY.values()
    }
    name_width = max(map(len, names.values()))
    evidence_width = max(len(habit.evidence) for habit in EVERY.values())
    return "\n".join(
        f"{names[habit.name]:<{name_width}}  {habit.evidence:<{evidence_width}}  "
        f"{habit.says} [endangers: {habit.endangers}]"
        for habit in EVERY.values()
    )


def _settings(options: argparse.Namespace) -> dict[str, Any]:
    """What an application is made with. All that is random is chosen here, once for all workers."""
    settings = {
        name: value for name, value in vars(options).items() if name not in _SERVING
    }
    keys = secrecy.keys(
        default_keys(load_contract()),
        options.api_key,
        options.secret_key,
        options.jwt_secret,
    )
    settings |= keys._asdict()
    settings["habits"] = choose(options.habit).names
    settings["hosts"] = hosts_of(options.host, options.allow_host)
    if options.admin_key is None and not is_loopback(options.host):
        settings["admin_key"] = secrecy.new_admin_key()
    return settings


def _parser() -> argparse.ArgumentParser:
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
    _add_behaviour(parser)
    _add_access(parser)
    return parser


def _add_behaviour(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--habit",
        metavar="NAME[=VALUE]",
        action="append",
        default=[],
        help="a way in which the live server may differ; may be given several times. `list` prints "
        "them all, `random=SEED` is a mixture",
    )
    parser.add_argument(
        "--life",
        metavar="SECONDS",
        type=float,
        help="an approved order keeps each status for so long, up to DELIVERED",
    )
    parser.add_argument(
        "--notify", metavar="URL", help="where each move of an order is posted, as JSON"
    )


def _add_access(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--api-key", metavar="K", help="that of the documentation if not given"
    )
    parser.add_argument(
        "--secret-key", metavar="S", help="that of the documentation if not given"
    )
    parser.add_argument(
        "--jwt-secret",
        metavar="S",
        help="signs the tokens, 32 bytes or more; with keys of your own, random if not given",
    )
    parser.add_argument(
        "--allow-host",
        metavar="NAME",
        action="append",
        default=[],
        help="a name under which it is reached, beside its address; may be given several times",
    )
    parser.add_argument(
        "--admin-key",
        metavar="KEY",
        help="what the admin calls ask for; where --host is not this machine alone, one is made up "
        "and printed if not given",
    )
    parser.add_argument(
        "--admin-from-anywhere",
        action="store_true",
        help="answer /admin to other machines as well",
    )
    parser.add_argument(
        "--cors",
        metavar="ORIGIN",
        action="append",
        default=[],
        help="an origin whose pages may call the API from a browser, or *; may be given several "
        "times",
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, got {number}")
    return number


def _announce(
    options: argparse.Namespace, settings: dict[str, Any], listener: socket.socket
) -> None:
    host = f"[{options.host}]" if ":" in options.host else options.host
    lines = [
        f"base_url: http://{host}:{listener.getsockname()[1]}{load_contract().root}",
        f"api_key: {settings['api_key']}",
        f"secret_key: {settings['secret_key']}",
    ]
    if options.admin_key is None and settings["admin_key"] is not None:
        lines.append(f"admin_key: {settings['admin_key']}")
    if settings["habits"]:
        lines.append(f"habits: {' '.join(settings['habits'])}")
    print(*lines, sep="\n", flush=True)
