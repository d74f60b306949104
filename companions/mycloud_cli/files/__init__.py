"""Orders in the files people have: exports of marketplaces, sheets of Excel, CSV, JSON Lines.

    from mycloud_cli.files import read_orders

    for order in read_orders("export.xlsx", map="shopee", constants={"delivery_mode_id": 343}):
        client.orders.ensure(**order.arguments)

Nothing is sent here. A file with a fault gives no order at all; `check_file` tells all faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .checking import Report, check_file, checked_orders, read_checked
from .file_orders import FileOrder
from .findings import ACCEPTABLE, BadSource, Finding
from .mapping import PRESETS, FileMapping, MappingError, load_mapping, parse_mapping
from .proposing import Proposal, propose_mapping
from .reading import OrderFile
from .tables import Options
from .template import template

__all__ = [
    "ACCEPTABLE",
    "PRESETS",
    "BadSource",
    "FileMapping",
    "FileOrder",
    "Finding",
    "MappingError",
    "Options",
    "OrderFile",
    "Proposal",
    "Report",
    "check_file",
    "checked_orders",
    "load_mapping",
    "parse_mapping",
    "propose_mapping",
    "read_orders",
    "template",
]


def read_orders(
    path: str | Path,
    *,
    map: str | Path | FileMapping | None = None,
    constants: Mapping[str, Any] | None = None,
    options: Options | None = None,
) -> Iterator[FileOrder]:
    """The orders of a file, one after the other, once all of it was found to be without faults.

    Args:
        path: A CSV file, a workbook, or JSON with an order in each line.
        map: A preset such as `"shopee"`, a TOML file or a `FileMapping`; None for our own format.
        constants: Fields that are the same in each order.
        options: What overrules a guess about the file.

    Raises:
        BadSource: Something is wrong in the file; its `faults` say all of it.
        MappingError: The mapping cannot be used.
        OSError: The file cannot be read.
    """
    return read_checked(
        OrderFile(Path(path), map, constants=constants, options=options)
    )
