"""An export of a list that changes its order cannot be whole, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from mycloud_sandbox import create_app

from ..serving import serving_app
from .test_places import exported

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
UNREADABLE = 7


def test_an_export_that_cannot_be_whole_makes_no_file_and_says_why(
    tmp_path: Path,
) -> None:
    with serving_app(create_app(orders=400, habits=["reshuffles-lists"])) as url:
        code, err = exported(url, tmp_path, "orders.csv")
        again, _ = exported(url, tmp_path, "orders.csv")

    assert (code, again) == (UNREADABLE, UNREADABLE)
    assert "does not keep its order" in err
    assert "on_shuffle" not in err
    assert not (tmp_path / "orders.csv").exists()
    assert (tmp_path / "orders.csv.partial").exists()
