"""`make spec-check`: generates, compiles and runs the examples in every language, and holds them to
the vectors.

    python -m tools.languages          all languages
    python -m tools.languages go php   these

Each example sends the form of every vector to a receiver on loopback. Then, in both shapes of answers, with
forms and with JSON, it walks the lists of its own sandbox, places its order there and reads it
back. What arrived is compared with openapi/vectors, part by part, and so is the sandbox's record.
Last, an answer without an id is planted, which has to make the example fail.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tools.demo import SETTINGS, running_sandbox
from tools.spec import bundle

from .comparing import (
    form_complaints,
    listed,
    received_complaints,
    record_complaints,
    signed_in,
)
from .examples import (
    CELLS,
    EXAMPLES,
    GENERATOR,
    HINTS,
    SPECS,
    Cell,
    Example,
    Failed,
    for_cell,
    run,
)
from .planting import PLANTED, relaying
from .receiver import receiving
from .vectors import NOTIFICATIONS, REQUESTS, Vector, load_vectors

PLACED = "create-order"
"""The vector of the order that every example places."""


@dataclass(frozen=True)
class Result:
    """What came of one example."""

    example: Example
    vectors: str
    cells: tuple[str, ...]
    """For each of CELLS, what became of the order."""
    planted: str
    seconds: float
    complaints: tuple[str, ...]


def main(languages: Sequence[str] = ()) -> int:
    """Checks the languages named, or all of them."""
    chosen = [
        example
        for example in EXAMPLES
        if not languages or example.place_of in languages
    ]
    if absent := missing_tools(chosen):
        print(*absent, sep="\n", file=sys.stderr)
        return 2
    bundle.write_specs(SPECS)
    vectors = load_vectors()
    results = [checked(example, vectors) for example in chosen]
    print_table(results)
    return 1 if any(result.complaints for result in results) else 0


def missing_tools(examples: Sequence[Example]) -> list[str]:
    """What is not installed, and how to get it."""
    programs = dict.fromkeys(name for example in examples for name in example.missing())
    lines = [
        f"spec-check needs {name}, which is not installed: {HINTS[name]}"
        for name in programs
    ]
    return (
        lines
        if GENERATOR.exists()
        else [*lines, f"spec-check needs {GENERATOR}: run it as `make spec-check`"]
    )


def checked(example: Example, vectors: list[Vector]) -> Result:
    """Builds an example and looks at what it sends and reads."""
    started = time.monotonic()
    order = next(vector for vector in vectors if vector.name == PLACED)
    try:
        build(example, example.build)
        wrong = sent_wrongly(example, vectors)
        if example.notifications:
            run((*example.notifications, str(NOTIFICATIONS)), example.folder)
    except Failed as error:
        untried = ("-",) * len(CELLS)
        return Result(
            example, "-", untried, "-", time.monotonic() - started, (str(error),)
        )
    cells = [tried(example, cell, order) for cell in CELLS]
    right = len(vectors) - len({complaint.partition(":")[0] for complaint in wrong})
    complaints = [
        *wrong,
        *(line for cell in cells for line in (*cell.order, *cell.planted)),
    ]
    return Result(
        example,
        f"{right} of {len(vectors)}",
        tuple("differs" if cell.order else "right" for cell in cells),
        "silent" if any(cell.planted for cell in cells) else "fails",
        time.monotonic() - started,
        tuple(complaints),
    )


def build(example: Example, commands: Sequence[Sequence[str]]) -> None:
    for command in commands:
        print(f"{example.generator}: {' '.join(command)}", flush=True)
        run(command, example.folder)


def sent_wrongly(example: Example, vectors: list[Vector]) -> list[str]:
    with receiving() as receiver:
        run((*example.vectors, str(REQUESTS), receiver.url), example.folder)
    return [
        line
        for vector in vectors
        for line in form_complaints(vector, receiver.forms.get(vector.name, []))
    ]


class Tried(NamedTuple):
    """What was wrong with the order of a cell, and with planted answers."""

    order: list[str]
    planted: list[str]


def tried(example: Example, cell: Cell, vector: Vector) -> Tried:
    """Builds an example for a cell, and has it place its order."""
    try:
        build(example, [for_cell(command, cell) for command in example.build_cell])
        wrong = held_wrongly(example, cell, vector)
    except Failed as error:
        return Tried([f"{cell}: {error}"], [])
    return Tried([f"{cell}: {line}" for line in wrong], overlooked(example, cell))


def held_wrongly(example: Example, cell: Cell, vector: Vector) -> list[str]:
    with (
        running_sandbox("--dialect", cell.dialect) as settings,
        signed_in(settings) as client,
    ):
        walked = f"customers {len(listed(client, 'customers'))}, orders {len(listed(client, 'orders'))}"
        lines = placed(example, cell, settings).splitlines()
        print(*(f"{example.generator}: {line}" for line in lines), sep="\n", flush=True)
        number, items = vector.body["order_number"], len(vector.body["order_items"])
        wanted = [walked, f"read back {number}, {items} items"]
        missed = [f"it did not print {line!r}" for line in wanted if line not in lines]
        record = record_complaints(vector, client, files=cell.bodies == "form")
        return [*missed, *received_complaints(client), *record]


def placed(example: Example, cell: Cell, settings: Mapping[str, str]) -> str:
    """What an example printed."""
    environment = {variable: settings[name] for name, variable in SETTINGS.items()}
    command = for_cell(example.place, cell)
    return run(command, example.folder, environment | cell.settings).strip()


def overlooked(example: Example, cell: Cell) -> list[str]:
    """The planted faults that an example does not see."""
    return [
        f"{cell}: an answer with {fault} passes for a placed order"
        for fault in PLANTED
        if not _fails(example, cell, fault)
    ]


def _fails(example: Example, cell: Cell, fault: str) -> bool:
    with (
        running_sandbox("--dialect", cell.dialect) as settings,
        relaying(settings["base_url"], fault) as relay,
    ):
        try:
            placed(example, cell, {**settings, "base_url": relay.url})
        except Failed as failed:
            return relay.planted == 1 and "placed " not in failed.printed
        return False


def print_table(results: list[Result]) -> None:
    rows = [
        (
            *("language", "client generated by", "vectors sent exactly"),
            *map(str, CELLS),
            *("an answer without an id", "seconds"),
        ),
        *(
            (
                *(r.example.language, r.example.generator, r.vectors),
                *r.cells,
                *(r.planted, f"{r.seconds:.1f}"),
            )
            for r in results
        ),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    print()
    for row in rows:
        print(
            "  ".join(
                cell.ljust(width) for cell, width in zip(row, widths, strict=True)
            ).rstrip()
        )
    for result in results:
        print(
            *(
                f"{result.example.generator}: {complaint}\n"
                for complaint in result.complaints
            ),
            sep="",
            end="",
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
