"""Whether the generator at hand is the one this house is built on: the pinned packages, and its
stock templates.

Another version gives other bytes, and an override is a copy of a stock template: when the original
moves on, somebody has to look. Both are noticed here, before anything is generated.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
from pathlib import Path


def other_versions(requirements: Path) -> list[str]:
    """The packages that are not installed as they are pinned; those of other systems aside."""
    pins = re.findall(
        r"^([\w.-]+)==(\S+)(?: \\)?$",
        requirements.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    found = {name: _installed(name) for name, _ in pins}
    return [
        f"{name} {found[name]} is installed, {pin} is pinned"
        for name, pin in pins
        if found[name] != pin
    ]


def _installed(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "(none)"


def stock_digests(overrides: Path, stock: Path) -> str:
    """For each of our templates, the digest of the stock template it departs from."""
    names = sorted(path.name for path in overrides.glob("*.jinja"))
    return "".join(f"{digest(stock / name)}  {name}\n" for name in names)


def changed_stock(overrides: Path, stock: Path, noted: Path) -> list[str]:
    """The stock templates that are not those our overrides were made from."""
    known = noted.read_text(encoding="utf-8").splitlines()
    return [
        line.split()[1]
        for line in stock_digests(overrides, stock).splitlines()
        if line not in known
    ]


def digest(path: Path) -> str:
    """SHA-256 of a text file, the same whichever line ends the checkout uses; "gone" of one that is
    not there.
    """
    if not path.is_file():
        return "gone"
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
