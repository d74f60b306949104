"""Makes wrapper/mycloud/_sync from wrapper/mycloud/_async: the same clients for blocking callers.

    python tools/sync_twin.py           write _sync/
    python tools/sync_twin.py --check   compare it with what _async/ gives

unasync replaces the tokens (`await`, `async def`, `__aenter__`, ...); the tables below name what it
cannot know. Runs in the generator's environment, after tools/generate.py.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import trees
import unasync
from generator_pins import digest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "wrapper" / "mycloud" / "_async"
TWIN = ROOT / "wrapper" / "mycloud" / "_sync"

# The blocking name of each name that ends up in _sync/.
NAMES = {
    "AsyncMyCloud": "MyCloud",
    "AsyncOrders": "Orders",
    "AsyncOrderItems": "OrderItems",
    "AsyncCustomers": "Customers",
    "AsyncProducts": "Products",
    "AsyncProductCategories": "ProductCategories",
    "AsyncDeliveryModes": "DeliveryModes",
    "AsyncShops": "Shops",
    "AsyncResource": "Resource",
    "AsyncPlacing": "Placing",
    "AsyncBook": "Book",
    "AsyncShopLedger": "ShopLedger",
    "AsyncCallRunner": "CallRunner",
    "AsyncTokens": "Tokens",
    "AsyncHttpTransport": "HttpTransport",
    "AsyncPool": "Pool",
    "AsyncWatchedBackend": "WatchedBackend",
    "AsyncWatchedStream": "WatchedStream",
    "AsyncRedis": "Redis",
    "AsyncFleetToken": "FleetToken",
    "AsyncPace": "Pace",
    "AsyncPager": "Pager",
    "AsyncPages": "Pages",
    "AsyncEntries": "Entries",
    "AbstractAsyncContextManager": "AbstractContextManager",
    "AsyncClient": "Client",  # of httpx
    "AsyncTransport": "Transport",
    "handle_async_request": "handle_request",
    "_tasks": "_threads",
    "Task": "Thread",
    "aclose": "close",
    "aiter_bytes": "iter_bytes",
    "anext": "next",
    "asleep": "sleep",
}
# Words of docstrings and comments, longest first.
PROSE = {
    "A client for one shop, awaited under asyncio or trio. It belongs to one event loop.": (
        "A client for one shop. Safe to share between threads, and after a fork."
    ),
    "The clients, written once as `async def`. `make generate` makes `_sync/` from this folder.": (
        "The clients for blocking callers."
    ),
    "`async for`": "`for`",
    "async with": "with",
    "async for": "for",
    "await client": "client",
    "AsyncMyCloud": "MyCloud",
    "a task": "a thread",
    "tasks": "threads",
}


class SourceError(Exception):
    """_async/ cannot be translated; the message says why and what to do."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Make wrapper/mycloud/_sync from _async."
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail if it differs"
    )
    options = parser.parse_args()
    try:
        return run(check=options.check)
    except (SourceError, SyntaxError, OSError, ValueError) as error:
        print(f"generate: {error}\n{name_of(TWIN)} is as it was.", file=sys.stderr)
        return 1


def run(*, check: bool) -> int:
    with (
        trees.locked(TWIN),
        tempfile.TemporaryDirectory(prefix="mycloud-sync-") as scratch,
    ):
        trees.repair(TWIN)
        fresh = build(Path(scratch))
        return report(fresh) if check else renew(fresh)


def build(scratch: Path) -> Path:
    """Write the whole twin below `scratch` and give its folder."""
    fresh = scratch / TWIN.name
    rule = unasync.Rule(f"{SOURCE}/", f"{fresh}/", additional_replacements=NAMES)
    refuse_folders()
    sources = sorted(SOURCE.glob("*.py"))
    for source in sources:
        refuse_unknown_names(source)
    unasync.unasync_files([str(path) for path in sources], [rule])
    for source in sources:
        made = fresh / source.name
        made.write_text(
            in_blocking_words(made.read_text(encoding="utf-8")), encoding="utf-8"
        )
    format_code(fresh)
    for source in sources:
        made = fresh / source.name
        made.write_text(
            header_of(source) + made.read_text(encoding="utf-8"), encoding="utf-8"
        )
    return fresh


def refuse_folders() -> None:
    folders = [path.name for path in SOURCE.iterdir() if list(path.glob("*.py"))]
    if folders:
        raise SourceError(f"_async/ takes modules only, found {', '.join(folders)}/")


def refuse_unknown_names(source: Path) -> None:
    """unasync would make `Sync...` of them."""
    code = source.read_text(encoding="utf-8")
    compile(code, source.name, "exec")
    standard = {"AsyncIterator", "AsyncIterable", "AsyncGenerator"}
    names = set(re.findall(r"\bAsync[A-Z]\w+", code)) - NAMES.keys() - standard
    if names:
        raise SourceError(
            f"_async/{source.name} has {', '.join(sorted(names))}: give the blocking name "
            f"in NAMES of tools/sync_twin.py"
        )


def in_blocking_words(code: str) -> str:
    for awaited, blocking in PROSE.items():
        code = code.replace(awaited, blocking)
    return code


def format_code(folder: Path) -> None:
    ruff = Path(sys.executable).with_name("ruff")
    how = ["--isolated", "--no-cache", "--quiet", "--line-length=88"]
    subprocess.run(
        [ruff, "check", *how, "--fix-only", "--select=F401,I", folder], check=True
    )
    subprocess.run([ruff, "format", *how, folder], check=True)


def header_of(source: Path) -> str:
    return (
        f"# Made by `make generate` from _async/{source.name}; edit that file.\n"
        f"# Its SHA-256 was {digest(source)}.\n"
    )


def renew(fresh: Path) -> int:
    changes = trees.differences(fresh, TWIN)
    if changes:
        trees.put_in_place(fresh, TWIN)
    print(
        f"made {len(trees.files_of(fresh))} files in {name_of(TWIN)}, {len(changes)} changed"
    )
    return 0


def report(fresh: Path) -> int:
    complaints = [explained(change) for change in trees.differences(fresh, TWIN)]
    if not complaints:
        print(f"{name_of(TWIN)} is current: {len(trees.files_of(TWIN))} files")
        return 0
    print(f"{name_of(TWIN)} is not what _async/ gives:", *complaints, sep="\n  ")
    return 1


def explained(change: str) -> str:
    """One line: the file, why it differs, and what to do."""
    kind, _, name = change.partition(": ")
    if kind == "not made":
        return f"{name} has no source _async/{name}: move it there, or delete it"
    if kind == "missing":
        return f"{name} is missing: run `make generate`"
    if header_of(SOURCE / name) in (TWIN / name).read_text(encoding="utf-8"):
        return (
            f"{name} was edited by hand: edit _async/{name}, then run `make generate`"
        )
    return f"{name} was made before _async/{name} changed: run `make generate`"


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    sys.exit(main())
