"""What `make` alone prints: the targets of every day with what they do, all others in names, by
purpose.

    python tools/manual.py          within a screen of 24 lines
    python tools/manual.py --all    every target with what it does

The Makefile says what each target does, after `##`; only the grouping is said here. A target
without a group is still listed.
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path

MAKEFILE = Path(__file__).resolve().parent.parent / "Makefile"
DAILY = (
    "install demo test check format generate record sandbox docs release-check release"
)
PURPOSES = {
    "quality": "lint types check-generated check-cassettes spec-diff check-full check-answers mutation hooks workflows",
    "spec": "spec spec-check spec-tools generators swagger-ui cli-reference",
    "measure": "bench once queues durability service warehouse export-kills",
    "release": "distributions release-tools published outdated",
}
WIDTH = 80


def main() -> int:
    targets = dict(
        re.findall(
            r"^([a-z-]+):[^=\n]*## (.*)$",
            MAKEFILE.read_text(encoding="utf-8"),
            flags=re.MULTILINE,
        )
    )
    lines = (
        explained(targets, sorted(targets)) if "--all" in sys.argv else screen(targets)
    )
    print("\n".join(lines))
    return 0


def screen(targets: dict[str, str]) -> list[str]:
    named = {
        purpose: [name for name in names.split() if name in targets]
        for purpose, names in PURPOSES.items()
    }
    grouped = {*DAILY.split(), *(name for names in named.values() for name in names)}
    named["more"] = sorted(targets.keys() - grouped)
    by_purpose = [
        line
        for purpose, names in named.items()
        for line in row(purpose, "  ".join(names))
    ]
    return [
        *(in_short(name, targets[name]) for name in DAILY.split() if name in targets),
        "",
        "The other targets, by purpose; `make help ALL=1` says what each does:",
        *by_purpose,
    ]


def in_short(name: str, text: str) -> str:
    return f"make {name:<17}" + textwrap.shorten(text, WIDTH - 22, placeholder=" ...")


def explained(targets: dict[str, str], names: list[str]) -> list[str]:
    return [line for name in names for line in row(f"make {name}", targets[name], 22)]


def row(head: str, text: str, left: int = 11) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=head.ljust(left),
        subsequent_indent=" " * left,
        break_on_hyphens=False,
    )


if __name__ == "__main__":
    sys.exit(main())
