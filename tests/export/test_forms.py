"""Exports of some orders, compressed, as a workbook and through a pipe, and who may read them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from mycloud import Item, MyCloud, ServerError
from mycloud_cli.export import ExportError, Options, export, export_to, partial_of
from mycloud_cli.export.formats import xlsx
from mycloud_cli.order_filter import OrderFilter, filter_of
from mycloud_testing import Sandbox

from ..cli.running import MYCLOUD, environment
from ..serving import KEYS, serving

TEXT = pytest.mark.parametrize("suffix", ["csv", "jsonl"])


@pytest.fixture
def shop(mycloud_sandbox: Sandbox) -> Sandbox:
    for number in range(3):
        mycloud_sandbox.order(
            order_number=f"ORD-{number}",
            items=[Item(product_id=164162, quantity=2, price="199.50")],
            note="=1+1",
        )
    return mycloud_sandbox


def packed(shop: Sandbox, client: MyCloud) -> OrderFilter:
    """A filter that one order passes."""
    order = client.orders.find(order_number="ORD-1")
    assert order is not None
    shop.move(order, "PACKED")
    return filter_of(["packed"], None, None, None)


@TEXT
@pytest.mark.usefixtures("shop")
def test_a_name_that_ends_in_gz_is_the_same_export_compressed(
    mycloud_client: MyCloud, tmp_path: Path, suffix: str
) -> None:
    plain, small = tmp_path / f"orders.{suffix}", tmp_path / f"orders.{suffix}.gz"

    export(mycloud_client, "orders", plain)
    export(mycloud_client, "orders", small)

    assert gzip.decompress(small.read_bytes()) == plain.read_bytes()


def test_the_same_orders_make_the_same_compressed_bytes(
    shop: Sandbox, mycloud_client: MyCloud, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.csv.gz", tmp_path / "other.csv.gz"
    export(mycloud_client, "orders", one)
    export(mycloud_client, "orders", other)

    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("suffix", ["sqlite", "parquet", "xlsx"])
def test_a_format_that_is_no_text_is_not_compressed(
    mycloud_client: MyCloud, tmp_path: Path, suffix: str
) -> None:
    with pytest.raises(ExportError, match="only csv and jsonl"):
        export(mycloud_client, "orders", tmp_path / f"orders.{suffix}.gz")

    assert list(tmp_path.iterdir()) == []


def test_a_compressed_export_that_failed_goes_on_where_it_was(
    shop: Sandbox, mycloud_client: MyCloud, tmp_path: Path
) -> None:
    target = tmp_path / "orders.csv.gz"
    shop.fail(500, on="list_orders", after=1, times=2)
    with pytest.raises(ServerError):
        export(mycloud_client, "orders", target, Options(prefetch=0))
    assert not target.exists()

    exported = export(mycloud_client, "orders", target)
    assert (exported.count, exported.found) == (3, 3)
    text = gzip.decompress(target.read_bytes()).decode()
    assert len(list(csv.DictReader(io.StringIO(text)))) == 3


def test_the_orders_of_a_status_are_exported(
    shop: Sandbox, mycloud_client: MyCloud, tmp_path: Path
) -> None:
    wanted = packed(shop, mycloud_client)

    exported = export(
        mycloud_client, "orders", tmp_path / "orders.jsonl", Options(wanted=wanted)
    )

    (line,) = (tmp_path / "orders.jsonl").read_text().splitlines()
    assert json.loads(line)["order_number"] == "ORD-1"
    assert (exported.count, exported.read) == (1, 3)


@pytest.mark.usefixtures("shop")
def test_the_orders_between_two_days_are_exported(
    mycloud_client: MyCloud, tmp_path: Path
) -> None:
    created = mycloud_client.orders.list().all()[0].create_date
    assert isinstance(created, date)
    on, after = OrderFilter(since=created, until=created), OrderFilter(since=date.max)

    for name, wanted, count in (("on.csv", on, 3), ("after.csv", after, 0)):
        made = Options(wanted=wanted)
        assert export(mycloud_client, "orders", tmp_path / name, made).count == count


def test_an_export_of_other_days_is_not_gone_on_with(
    shop: Sandbox, mycloud_client: MyCloud, tmp_path: Path
) -> None:
    target = tmp_path / "orders.csv"
    shop.fail(500, on="list_orders")
    with pytest.raises(ServerError):
        export(mycloud_client, "orders", target)

    later = Options(wanted=filter_of(None, "2018-04-08", None, None))
    with pytest.raises(ExportError, match=r"filter None \(now since 2018-04-08\)"):
        export(mycloud_client, "orders", target, later)


@pytest.mark.parametrize("name", ["o.csv", "o.jsonl.gz", "o.sqlite", "o.xlsx"])
def test_only_its_owner_reads_an_export_and_what_an_interrupted_one_left(
    shop: Sandbox, mycloud_client: MyCloud, tmp_path: Path, name: str
) -> None:
    target = tmp_path / name
    before = os.umask(0o022)
    try:
        shop.fail(500, on="list_orders")
        with pytest.raises(ServerError):
            export(mycloud_client, "orders", target)
        assert partial_of(target).stat().st_mode & 0o777 == 0o600

        export(mycloud_client, "orders", target)
    finally:
        os.umask(before)
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_replaced_is_read_by_those_who_read_it_before(
    mycloud_client: MyCloud, tmp_path: Path
) -> None:
    target = tmp_path / "orders.csv"
    target.touch()
    target.chmod(0o640)

    export(mycloud_client, "orders", target, Options(overwrite=True))

    assert target.stat().st_mode & 0o777 == 0o640


def sheet(path: Path, name: str) -> list[dict[str, object]]:
    head, *rows = openpyxl.load_workbook(path)[name].values
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


@pytest.mark.usefixtures("shop")
def test_a_workbook_has_a_sheet_for_orders_and_one_for_their_items(
    mycloud_client: MyCloud, tmp_path: Path
) -> None:
    target = tmp_path / "orders.xlsx"
    export(mycloud_client, "orders", target)

    orders, items = sheet(target, "orders"), sheet(target, "order_items")
    assert [order["order_number"] for order in orders] == ["ORD-0", "ORD-1", "ORD-2"]
    assert [item["order_id"] for item in items] == [order["id"] for order in orders]
    assert {(item["place"], item["quantity"], item["price"]) for item in items} == {
        (1, 2, 199.5)
    }


@pytest.mark.usefixtures("shop")
def test_no_text_in_a_workbook_is_a_formula(
    mycloud_client: MyCloud, tmp_path: Path
) -> None:
    target = tmp_path / "orders.xlsx"
    export(mycloud_client, "orders", target)

    cells = [cell for row in openpyxl.load_workbook(target)["orders"] for cell in row]
    notes = [cell for cell in cells if cell.value == "=1+1"]
    assert len(notes) == 3
    assert {cell.data_type for cell in notes} == {"s"}


def test_text_that_no_workbook_spells_is_escaped(
    shop: Sandbox, mycloud_client: MyCloud, tmp_path: Path
) -> None:
    shop.order(order_number="ORD-9", note="a\x01b _x0041_")
    target = tmp_path / "orders.xlsx"
    export(mycloud_client, "orders", target)

    assert sheet(target, "orders")[-1]["note"] == "a_x0001_b _x005F_x0041_"


def test_a_text_that_no_cell_holds_ends_the_export_and_is_not_cut(
    shop: Sandbox, mycloud_client: MyCloud, tmp_path: Path
) -> None:
    shop.order(order_number="ORD-9", note="n" * 32_768)
    target = tmp_path / "orders.xlsx"

    with pytest.raises(ExportError, match="note of row 4 of orders has 32,768 char"):
        export(mycloud_client, "orders", target)

    assert not target.exists()


def test_a_list_that_no_sheet_holds_ends_the_export(
    shop: Sandbox,
    mycloud_client: MyCloud,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 3)

    with pytest.raises(ExportError, match="more than the 3 rows of a sheet"):
        export(mycloud_client, "orders", tmp_path / "orders.xlsx")


def test_a_missing_openpyxl_is_said_before_the_walk(
    mycloud_client: MyCloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(module: str) -> object:
        raise ModuleNotFoundError(module)

    monkeypatch.setattr(xlsx, "import_module", missing)
    with pytest.raises(ExportError, match=r"mycloud-client\[excel\]"):
        export(mycloud_client, "orders", tmp_path / "orders.xlsx")

    assert list(tmp_path.iterdir()) == []


@TEXT
@pytest.mark.usefixtures("shop")
def test_standard_output_gets_the_bytes_of_the_file(
    mycloud_client: MyCloud, tmp_path: Path, suffix: str
) -> None:
    target, piped = tmp_path / f"orders.{suffix}", io.BytesIO()
    export(mycloud_client, "orders", target)

    made = Options(format="csv" if suffix == "csv" else "jsonl")
    count = export_to(mycloud_client, "orders", piped, made)

    assert piped.getvalue() == target.read_bytes()
    assert count == 3


def test_standard_output_gets_the_orders_of_a_status(
    shop: Sandbox, mycloud_client: MyCloud
) -> None:
    wanted, piped = packed(shop, mycloud_client), io.BytesIO()

    made = Options(format="jsonl", wanted=wanted)
    assert export_to(mycloud_client, "orders", piped, made) == 1
    assert json.loads(piped.getvalue())["order_number"] == "ORD-1"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (Options(), "--format csv, or jsonl"),
        (Options(format="xlsx"), "only csv and jsonl go to standard output"),
        (Options(format="csv", restart=True), "are for files"),
    ],
)
def test_standard_output_is_refused_what_needs_a_file(
    mycloud_client: MyCloud, made: Options, said: str
) -> None:
    with pytest.raises(ExportError, match=said):
        export_to(mycloud_client, "orders", io.BytesIO(), made)


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_the_command_pipes_an_export_that_failed_with_a_code_that_says_so() -> None:
    keys = {f"MYCLOUD_{name.upper()}": value for name, value in KEYS.items()}
    command = [*MYCLOUD, "products", "export", "--to", "-", "--format", "jsonl"]

    with serving("documented") as url:
        env = environment(**keys, MYCLOUD_BASE_URL=url)
        whole = subprocess.run(command, env=env, capture_output=True, check=False)
        lost = subprocess.run(
            command,
            env=env | {"MYCLOUD_API_KEY": "wrong"},
            capture_output=True,
            check=False,
        )

    found = [json.loads(line) for line in whole.stdout.splitlines()]
    assert whole.returncode == 0, whole.stderr
    assert whole.stderr.decode() == f"stdout: {len(found)} products\n"
    assert lost.returncode != 0
    assert lost.stdout == b""
