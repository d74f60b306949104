"""JSON and CSV keep what the spec does not know, and a list without entries is still a list."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import attrs
import pytest
from mycloud import Order
from mycloud_cli.output import Format, show_entries
from mycloud_cli.output.columns import ORDERS


def test_a_field_that_the_spec_does_not_know_can_be_a_column(
    capsys: pytest.CaptureFixture[str],
) -> None:
    columns = "id,additional_properties.gift.paper"
    for how in Format:
        show_entries([Order.from_dict(ORDER)], ORDERS, how, columns=columns)
        assert "red" in capsys.readouterr().out


ORDER: dict[str, Any] = {
    "id": 342,
    "status": "ON_THE_MOON",
    "name": 'ก\nข, "ค"',
    "create_date": "2018-04-08",
    "total_price": 498,
    "gift": {"paper": "red"},
}


def shown(
    capsys: pytest.CaptureFixture[str], how: Format, *orders: dict[str, Any]
) -> str:
    show_entries([Order.from_dict(order) for order in orders], ORDERS, how)
    return capsys.readouterr().out


def test_json_has_every_field_as_the_api_spells_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    line = json.loads(shown(capsys, Format.JSON, ORDER))

    assert ORDER.items() <= line.items()
    assert line["tracking_number"] is None


def test_csv_has_the_fields_of_the_spec_and_one_column_for_all_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = shown(capsys, Format.CSV, {"id": 1}, ORDER)
    first, second = csv.DictReader(io.StringIO(text))

    assert list(first) == [*(field.name for field in attrs.fields(Order))]
    assert (first["id"], first["name"], first["additional_properties"]) == ("1", "", "")
    assert (second["name"], second["create_date"], second["total_price"]) == (
        ORDER["name"],
        "2018-04-08",
        "498.0",
    )
    assert json.loads(second["additional_properties"]) == {"gift": {"paper": "red"}}


def test_an_empty_list_has_no_lines_of_json_and_the_head_of_csv(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert shown(capsys, Format.JSON) == ""
    assert shown(capsys, Format.CSV).startswith("id,mc_number,")
    assert shown(capsys, Format.TABLE) == ""
