"""`mycloud products stock` shows what the warehouse has, and what runs out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from mycloud_testing import Sandbox, open_sandbox

from .running import Mycloud
from .servers import served


@pytest.fixture
def warehouse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox of the test's own, which the environment names."""
    with open_sandbox() as sandbox, served(sandbox.app) as port:
        monkeypatch.setenv("MYCLOUD_BASE_URL", f"http://127.0.0.1:{port}/api/v1")
        monkeypatch.setenv("MYCLOUD_API_KEY", sandbox.api_key)
        monkeypatch.setenv("MYCLOUD_SECRET_KEY", sandbox.secret_key)
        yield sandbox


def test_every_product_is_shown_with_its_numbers(
    mycloud: Mycloud, warehouse: Sandbox
) -> None:
    warehouse.product(
        shop_sku="UMBRELLA",
        physical_inventory=9,
        reserved_inventory=2,
        available_inventory=7,
    )

    done = mycloud("products", "stock")

    head, *rows = done.out.splitlines()
    assert [*head.split()][-6:-3] == ["PHYSICAL", "RESERVED", "AVAILABLE"]
    assert len(rows) == len(warehouse.products)
    (row,) = [row for row in rows if "UMBRELLA" in row]
    assert row.split()[-6:-3] == ["9", "2", "7"]


def test_only_what_runs_out_is_shown_and_what_says_nothing_is_counted(
    mycloud: Mycloud, warehouse: Sandbox
) -> None:
    for number in (4, 5, None):
        warehouse.product(shop_sku=f"SKU-{number}", available_inventory=number)

    done = mycloud("products", "stock", "--below", "5", "--json")

    few = {product["shop_sku"] for product in done.objects}
    unknown = [one for one in warehouse.products if one.available_inventory is None]
    assert ("SKU-4" in few, "SKU-5" in few, "SKU-None" in few) == (True, False, False)
    assert f"left out {len(unknown)} that say nothing" in done.err


def test_nothing_below_is_nothing_shown(mycloud: Mycloud, warehouse: Sandbox) -> None:
    done = mycloud("products", "stock", "--below", "-1", "--csv")

    assert (done.code, len(done.out.splitlines())) in ((0, 0), (0, 1))


@pytest.mark.usefixtures("warehouse")
def test_columns_and_wrong_ones_are_those_of_products(mycloud: Mycloud) -> None:
    assert mycloud("products", "stock", "--columns", "sku").out.splitlines()[0] == "SKU"
    assert mycloud("products", "stock", "--columns", "skuu").code == 2
