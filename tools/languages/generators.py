"""`make generators`: what stock generated clients make of an order, judged by PHP's own parser.

Each client places two orders with a receiver on loopback: one of three items, and one with a name
in Thai, a boolean, an amount, a day and a file beside them. What PHP finds in them goes to
docs/generators.json and docs/generators.md.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeAlias

from tools.spec import bundle

from .examples import SPECS, Failed, run
from .receiver import Form, receiving
from .referee import Received, Upload, judge, serving
from .report import COMPILED, FIGURES, PAGE, page
from .stock_clients import STOCK, Stock
from .vectors import ROOT

BUILD = ROOT / "build" / "generators"
ANSWER = ROOT / "openapi" / "vectors" / "answers" / "order-documented.json"
LABEL = b"%PDF-1.4\n% a shipping label would be here\n"
ITEMS: list[dict[str, Any]] = [
    {"product_id": 164162, "quantity": 2, "price": 199.00},
    {"product_sku": "MAI002", "quantity": 1, "price": 50.00},
    {"shop_sku": "UPC_230458300", "quantity": 1, "price": 49.50},
]

NOTHING = "nothing is sent"
NO_FIELD = "no form field at all"

Row: TypeAlias = dict[str, Any]
Judge: TypeAlias = Callable[[Form], Received]


def main() -> int:
    php = shutil.which("php")
    if php is None:
        print(
            "generators needs php, whose parser judges: apt-get install php-cli",
            file=sys.stderr,
        )
        return 2
    bundle.write_specs(SPECS)
    with serving(php) as server:
        rows = [
            measured(stock, lambda form: judge(server, form.content_type, form.body))
            for stock in STOCK
        ]
    FIGURES.write_text(
        json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    compiled = json.loads(COMPILED.read_text(encoding="utf-8"))
    PAGE.write_text(page(rows, compiled), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
    return 0


def measured(stock: Stock, ask: Judge) -> Row:
    """Makes a stock client, has it place its orders, and asks PHP what arrived."""
    print(f"{stock.language}: {stock.generator}", file=sys.stderr, flush=True)
    folder = BUILD / stock.key
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    stock.make(folder)
    items, reads = placed(stock, folder, "items", ask)
    rest, complaint = placed(stock, folder, "rest", ask)
    return {
        "language": stock.language,
        "generator": stock.generator,
        "items_sent": len(ITEMS),
        "items_right": items_right(items),
        "order_items": shown(items) if items else NOTHING,
        "wrong_beside": wrong_beside(rest) if rest else [f"{NOTHING}: `{complaint}`"],
        "reads_the_answer": reads,
        "advice": stock.advice,
    }


def placed(
    stock: Stock, folder: Path, part: str, ask: Judge
) -> tuple[Received | None, str]:
    """What PHP made of the order, if one was sent, and how it ended: "yes", or the last line of the
    complaint.
    """
    with tempfile.TemporaryDirectory() as temporary, receiving(answer()) as receiver:
        label = Path(temporary) / "label.pdf"
        label.write_bytes(LABEL)
        try:
            run([*stock.command, receiver.url, part, str(label)], folder)
            reads = "yes"
        except Failed as failed:
            reads = failed.printed.strip().splitlines()[-1].replace(f"{folder}/", "")
        forms = receiver.forms.get("orders", [])
        return (ask(forms[0]) if forms else None), reads


def answer() -> bytes:
    """An order in the documented shape, with every documented field."""
    return json.dumps(json.loads(ANSWER.read_text(encoding="utf-8"))["json"]).encode()


def items_right(received: Received | None) -> int:
    """How many of the items PHP found whole, each in its place."""
    found = field(received, "order_items") if received else None
    items = found if isinstance(found, list) else []
    return sum(
        is_item(item, wanted) for item, wanted in zip(items, ITEMS, strict=False)
    )


def listed(found: Any) -> Any:
    """An array of PHP in the order of its keys, whatever the order its parts came in."""
    if isinstance(found, dict) and found.keys() == {
        str(place) for place in range(len(found))
    }:
        return [found[str(place)] for place in range(len(found))]
    return found


def is_item(found: Any, wanted: dict[str, Any]) -> bool:
    if not isinstance(found, dict) or found.keys() != wanted.keys():
        return False
    return all(same(found[name], value) for name, value in wanted.items())


def same(found: Any, wanted: object) -> bool:
    """Whether a text means a value; a number must be in plain digits."""
    if isinstance(wanted, str) or not isinstance(found, str):
        return bool(found == wanted)
    try:
        return Decimal(found) == Decimal(str(wanted)) and "e" not in found.lower()
    except InvalidOperation:
        return False


def wrong_beside(received: Received) -> list[str]:
    """What of the rest of an order is not what was meant, in words."""
    if not received.fields:
        return ["everything"]
    wanted = {
        "name": "คุณ พวริด",
        "urgent": 0,
        "total_price": Decimal("1234567.25"),
        "delivery_date": "2026-04-03",
    }
    found = {name: field(received, name) for name in wanted}
    wrong = [
        f"`{name}` {told(found[name])}"
        for name, value in wanted.items()
        if not same(found[name], value)
    ]
    files = (
        listed(received.files.get("attach_file"))
        if isinstance(received.files, dict)
        else None
    )
    sent = [Upload("label.pdf", "application/pdf", LABEL)]
    if files != sent or field(received, "attach_name") != ["LABEL"]:
        wrong.append(
            f"the file {file_told(files)}, its name {told(field(received, 'attach_name'))}"
        )
    return wrong


def told(found: Any) -> str:
    return "is not there" if found is None else f"arrives as `{short(found)}`"


def file_told(files: Any) -> str:
    if files is None:
        return "is not there"
    return (
        "arrives outside a list" if isinstance(files, Upload) else "arrives in a list"
    )


def shown(received: Received) -> str:
    """What PHP found in place of the items, cut to a line."""
    found = field(received, "order_items")
    return NO_FIELD if found is None else short(found)


def short(found: Any) -> str:
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:77]}..."


def field(received: Received, name: str) -> Any:
    return (
        listed(received.fields.get(name)) if isinstance(received.fields, dict) else None
    )


if __name__ == "__main__":
    sys.exit(main())
