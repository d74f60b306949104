"""The page about queue workers runs from its first block to its last, with a real PostgreSQL and a
real Redis. `make queues` has the environment for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..docs.running import Shell, run
from ..postgresql import serving_postgresql
from ..serving import KEYS, serving
from .redis import serving_redis

pytest.importorskip("rq", reason="`make queues` installs it")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "recipes" / "queue-worker.md"

pytestmark = [
    pytest.mark.block_network(allowed_hosts=["127.0.0.1"]),
    pytest.mark.filterwarnings("default"),  # what RQ warns of is not ours
]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Shell]:
    """A folder, a sandbox, a database and a broker in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    with (
        serving("documented") as url,
        serving_postgresql() as ledger,
        serving_redis() as broker,
    ):
        for name, value in {"base_url": url, **KEYS}.items():
            monkeypatch.setenv(f"MYCLOUD_{name.upper()}", value)
        monkeypatch.setenv("LEDGER_URL", ledger)
        monkeypatch.setenv("REDIS_URL", broker)
        yield Shell(tmp_path)
    for name in ("outbox", "jobs"):
        module = sys.modules.pop(name, None)
        if client := getattr(module, "client", None):
            client.close()


def test_queue_worker_md_runs_as_it_stands(shell: Shell) -> None:
    run(PAGE, shell)
