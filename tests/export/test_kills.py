"""An export that is killed at any moment ends whole."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from mycloud import MyCloud

from ..killing import Command, Deadly, deadly_sandbox
from ..serving import client_of
from .kills import Difference, difference, ids_in, left_in

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

ORDERS = 2_000


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Deadly, str]]:
    with deadly_sandbox(ORDERS) as server:
        yield server


@pytest.fixture
def client(server: tuple[Deadly, str]) -> Iterator[MyCloud]:
    with client_of(server[1]) as client:
        yield client


def export_with_kills(server: tuple[Deadly, str], target: Path, seed: int) -> None:
    """Killed twice while it walks, once while it writes, and left alone then."""
    deadly, url = server
    log = target.parent.parent / "log"
    command: list[str | Path] = ["orders", "export", "--to", target]
    draw = random.Random(seed)
    for _ in range(2):
        with Command(command, url, log) as victim:
            deadly.kill(victim, at=draw.randint(2, 9))
            ended = victim.ended()
        deadly.spare()
        assert ended.code == -9, ended.said
        assert left_in(target.parent) & {target.name} == set()
    with Command(command, url, log) as victim:
        while (
            victim.runs(0.005) and not target.with_name(f"{target.name}.tmp").exists()
        ):
            pass
        victim.kill()
        ended = victim.ended()
    if not target.exists() or ended.code == -9:
        with Command(command, url, log) as spared:
            ended = spared.ended()
    assert ended.code == 0, ended.said


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "sqlite", "csv.gz"])
def test_an_export_that_is_killed_and_run_again_has_every_order_once(
    suffix: str, server: tuple[Deadly, str], client: MyCloud, tmp_path: Path
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    target = folder / f"orders.{suffix}"

    export_with_kills(server, target, seed=len(suffix))

    listed = [order.id for order in client.orders.list(count=1000)]
    assert ids_in(target) == listed
    assert len(listed) == ORDERS
    assert difference(target, set(filter(None, listed))) == Difference(set(), set())
    assert left_in(folder) == {target.name}
