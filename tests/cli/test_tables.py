"""Tables for people: aligned, within the terminal, and safe to look at."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from mycloud_cli.output.columns import ORDERS, View
from mycloud_cli.output.safe import for_terminal, json_line
from mycloud_cli.output.table import Table, print_entry
from rich.cells import cell_len
from rich.console import Console

ORDER = {
    "id": 1984,
    "order_number": "ORD-000000001",
    "mc_number": "MC180408001",
    "status": "RESERVED",
    "create_date": "2018-04-08",
    "name": "กมล ศรีสวัสดิ์",
    "total_price": 1450,
    "deliverymode": {"id": 344, "name": "SCG Express"},
    "tracking_number": None,
}


def screen(
    width: int = 80, *, terminal: bool = True, colour: str | None = None
) -> Console:
    system: Any = colour
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=terminal,
        color_system=system,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=True,
    )


def printed(console: Console) -> list[str]:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def table(
    *batches: Sequence[dict[str, Any]],
    width: int = 80,
    terminal: bool = True,
    view: View = ORDERS,
) -> list[str]:
    console = screen(width, terminal=terminal)
    made = Table(view, console)
    for batch in batches:
        made.add(batch)
    return printed(console)


def place_of(text: str, line: str) -> int:
    """Where a text begins, in cells of the terminal."""
    return cell_len(line[: line.index(text)])


def test_thai_text_does_not_shift_what_stands_behind_it() -> None:
    latin = ORDER | {"name": "Kanya Thongdee", "total_price": 450}

    head, thai, plain = table([ORDER, latin], width=200)

    assert place_of("1,450.00", thai) == place_of("450.00", plain) - 2
    assert (
        place_of("SCG", thai)
        == place_of("SCG", plain)
        == place_of("DELIVERY MODE", head)
    )


def test_a_row_of_eighty_cells_is_kept_and_what_has_no_room_is_cut() -> None:
    long = ORDER | {"name": "คุณ พวริด " * 9, "order_number": "ORD-" + "0" * 40}

    lines = table([long, ORDER])

    assert [line for line in lines if cell_len(line) > 80] == []
    assert "…" in lines[1]
    assert "1,450.00" in lines[1]
    assert "DELIVERY" not in lines[0]


def test_an_identifier_is_not_cut_where_a_name_can_be() -> None:
    (line,) = table([ORDER | {"id": 197984, "name": "Kanya Thongdee " * 4}])[1:]

    assert "ORD-000000001" in line
    assert "Kanya" in line
    assert "…" in line


def test_where_there_is_room_more_columns_are_shown() -> None:
    assert "TRACKING NUMBER" in table([ORDER], width=130)[0]


@pytest.mark.parametrize("width", [40, 50, 80, 120, 200])
def test_a_status_and_a_day_are_whole_or_left_out(width: int) -> None:
    long = ORDER | {"order_number": "O" * 60, "name": "x" * 60, "status": "PROCESSING"}

    lines = table([ORDER | {"status": "PAID"}], [long], width=width)

    assert [line for line in lines if cell_len(line) > width] == []
    assert "PROCESSING" in lines[-1]
    assert "2018-04-08" in lines[-1] or "CREATED" not in lines[-2]


def test_columns_grow_with_a_later_page_and_the_head_is_printed_again() -> None:
    later = ORDER | {"status": "A-STATUS-THAT-IS-LONG"}

    lines = table([ORDER], [ORDER], [later], [ORDER], width=120)

    assert [line.split()[0] for line in lines] == [
        "ID",
        "1984",
        "1984",
        "ID",
        "1984",
        "1984",
    ]
    assert "A-STATUS-THAT-IS-LONG" in lines[4]
    assert lines[5].index("2018") == lines[4].index("2018")


def test_in_a_pipe_the_head_is_printed_once() -> None:
    later = ORDER | {"name": "x" * 50}

    lines = table([ORDER], [later], terminal=False)

    assert [line.split()[0] for line in lines] == ["ID", "1984", "1984"]


def test_columns_that_were_asked_for_are_shown_however_narrow_it_is() -> None:
    view = ORDERS.chosen("id,order_number,status,name,total_price,create_date")

    assert "CREATE" in table([ORDER], width=40, view=view)[0]


def test_nothing_is_cut_in_a_pipe() -> None:
    long = ORDER | {"name": "x" * 300}

    assert "x" * 300 in table([ORDER], [long], terminal=False)[2]


def test_the_first_batch_is_printed_before_the_second_is_there() -> None:
    console = screen()
    made = Table(ORDERS, console)
    made.add([ORDER])

    assert len(printed(console)) == 2


def test_none_is_empty_and_truth_is_a_word() -> None:
    view = ORDERS.chosen("id,tracking_number,urgent")

    assert table([ORDER | {"urgent": True}], view=view)[1].split() == ["1984", "yes"]


def test_markup_in_data_stays_text() -> None:
    assert (
        "[red]x[/red] :cat:"
        in table([ORDER | {"name": "[red]x[/red] :cat:"}], width=120)[1]
    )


def test_a_status_has_a_colour_on_a_terminal() -> None:
    console = screen(colour="standard")
    Table(ORDERS, console).add([ORDER])

    assert "\x1b[33mRESERVED" in printed(console)[1]


def test_data_cannot_steer_a_terminal() -> None:
    nasty = "a\x1b[31mb\x9b2Jc\x07d\u202ee\r\nf\ud800"

    (line,) = table([ORDER | {"name": nasty}], width=200)[1:]

    assert r"a\x1b[31mb\x9b2Jc\x07d\u202ee f\ud800" in line


def test_an_entry_shows_what_it_has_and_its_items_below() -> None:
    console = screen()
    item = {
        "id": 17839,
        "quantity": 1,
        "price": 450.0,
        "product": {"id": 164169, "name": "เข็มขัดหนัง"},
    }
    print_entry(
        ORDER | {"order_items": [item], "attachments": [], "\x1b[2Jnew": "\x1b[2J"},
        console,
    )

    lines = printed(console)
    assert "deliverymode  SCG Express (id 344)" in lines
    assert r"\x1b[2Jnew" in " ".join(lines)
    assert not any(
        "tracking" in line or "attachments" in line or "\x1b" in line for line in lines
    )
    assert lines[-1].split()[0] == "17839"


def test_items_that_came_as_something_else_are_shown_all_the_same() -> None:
    console = screen()
    print_entry({"id": 1, "order_items": "\x1bgone"}, console)

    assert printed(console)[1] == r"order_items  \x1bgone"


def test_json_says_the_same_with_nothing_in_it_that_steers_a_terminal() -> None:
    nasty = {"note": "กก\x1b\x9b\x7f\u202e\ud800"}

    line = json_line(nasty)

    assert line == '{"note": "กก\\u001b\\u009b\\u007f\\u202e\\ud800"}'


def test_text_for_a_terminal_stays_in_one_line() -> None:
    assert for_terminal("a\r\nb\tc\u2028d") == "a b c d"
