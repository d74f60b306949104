"""Draws the picture of the recipe: six weeks of orders in a sandbox, through
examples/notebook/orders_per_day.py.

Runs in `.venv-docs`, where matplotlib is. The same orders and the same matplotlib make the same
bytes.
"""

from __future__ import annotations

import re
import runpy
import sys
import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from mycloud_testing import Sandbox, open_sandbox

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "examples" / "notebook" / "orders_per_day.py"
FIRST_DAY = date(2018, 4, 9)  # a Monday
DAYS = 42
WEEK = (14, 12, 11, 11, 13, 6, 4)
"""Orders to expect on a Monday, a Tuesday and so on."""
SHARES = {343: 40, 342: 25, 345: 18, 344: 12, 346: 5}
"""How often each delivery mode is chosen."""


def main(folder: Path) -> None:
    """Writes both pictures, for a light and for a dark ground."""
    warnings.filterwarnings(
        "ignore", message="Glyph .* missing from font"
    )  # the reader's fonts draw them
    notebook = runpy.run_path(str(NOTEBOOK), run_name="notebook")
    with open_sandbox() as sandbox, sandbox.client() as client:
        fill(sandbox)
        counts = notebook["counted"](client.orders.list())
    for theme in ("light", "dark"):
        file = folder / f"orders-per-day-{theme}.svg"
        notebook["draw"](counts, str(file), theme)
        drawn = re.sub(
            r"[ \t]+$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        file.write_text(drawn, encoding="utf-8", newline="\n")


def fill(sandbox: Sandbox) -> None:
    """Six weeks of orders, the same each time."""
    for day, mode in orders(Random(7)):
        sandbox.order(create_date=day.isoformat(), delivery_mode_id=mode)


def orders(random: Random) -> Iterator[tuple[date, int]]:
    """More at the end of a month, when wages are paid; fewer at Songkran, when Thailand is on
    holiday.
    """
    for day in (FIRST_DAY + timedelta(days=place) for place in range(DAYS)):
        songkran, payday = (
            date(2018, 4, 13) <= day <= date(2018, 4, 16),
            day.day >= 28 or day.day == 1,
        )
        expected = WEEK[day.weekday()] * (0.2 if songkran else 1.5 if payday else 1)
        for _ in range(round(random.gauss(expected, expected / 6))):
            yield day, random.choices(list(SHARES), weights=list(SHARES.values()))[0]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
