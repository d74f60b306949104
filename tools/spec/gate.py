"""The gate for changes: does `info.version` say what the spec's changes since a release ask of its
readers?
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from . import bundle, documents, overlay
from .documents import Node, SpecError
from .felt import felt_changes
from .node import redocly
from .normal import normalised
from .verdict import Change, Level, Version, changes, level_of

SPEC = documents.SPEC.relative_to(documents.ROOT)
OVERLAY = documents.OVERLAY.relative_to(documents.ROOT)
WAIVERS = Path("openapi") / "waivers.yaml"


@dataclass(frozen=True)
class Waiver:
    """A change that counts for less than the rules say."""

    change: str
    counts_as: Level
    reason: str


@dataclass(frozen=True)
class Verdict:
    """What came of the comparison with a release."""

    base: str
    changes: tuple[Change, ...]
    waived: tuple[Change, ...]
    before: Version
    now: Version

    @property
    def level(self) -> Level:
        """The gravest change that is not waived."""
        return level_of(self.changes)

    @property
    def needed(self) -> Version:
        """The least version that says so."""
        return self.before.after(self.level)

    @property
    def passes(self) -> bool:
        """Whether the version of the spec says it."""
        return self.now >= self.needed


def judge(base: str, repository: Path = documents.ROOT) -> Verdict:
    """Compares the spec as it lies in the repository, as it is handed out, with that of a commit or tag.

    Raises:
        SpecError: There is no such spec, or a waiver is wrong.
    """
    old, new = _documents_at(base, repository), _documents_in(repository)
    both = (name for name in old if name in new)
    in_both = [change for name in both for change in compare(old[name], new[name])]
    found = {
        change.where: change for change in sorted(in_both)
    }  # the gravest of those at one place
    waivers = read_waivers(repository / WAIVERS, base, found.keys())
    counted = [_waived(change, waivers) for change in found.values()]
    return Verdict(
        base,
        changes=tuple(sorted(counted, reverse=True)),
        waived=tuple(change for change in found.values() if change.where in waivers),
        before=_version(old["mycloud"]),
        now=_version(new["mycloud"]),
    )


def compare(base: Node, revision: Node) -> list[Change]:
    """Every change between two specs, the gravest first."""
    if _without_version(base) == _without_version(revision):
        return []
    base, revision = (normalised(_without_version(one)) for one in (base, revision))
    if base == revision:
        return [
            Change(
                Level.PATCH, "modified #", "The same contract, written in another way."
            )
        ]
    found = changes(_diff(base, revision))
    found += felt_changes(base, revision, found)
    return sorted(set(found), key=lambda change: (-change.level, change.where))


def _diff(base: Node, revision: Node) -> Node:
    """What Redocly finds."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "base.json", Path(folder) / "revision.json"]
        for file, document in zip(files, (base, revision), strict=True):
            file.write_text(documents.as_json(document), encoding="utf-8")
        report = redocly("diff", *files, "--format=json", "--fail-on=none")
    return _parsed(report)


def last_release(repository: Path = documents.ROOT) -> str | None:
    """The newest release tag behind the commit that is checked out; None where there is none, or no
    git.
    """
    found = _git(repository, "describe", "--tags", "--abbrev=0", "--match=v[0-9]*")
    return found.stdout.strip() or None if found else None


def report(verdict: Verdict) -> str:
    """The verdict for people."""
    lines = [
        f"{change.level!s:<6} {change.where}\n       {change.what}"
        for change in verdict.changes
    ]
    lines += [
        f"waived {change.where} (else {change.level})" for change in verdict.waived
    ]
    summary = f"since {verdict.base}: {verdict.level}, which calls for {verdict.needed} or later; it is {verdict.now}"
    advice = (
        ""
        if verdict.passes
        else f"\nset info.version in {SPEC} to {verdict.needed}, or waive in {WAIVERS}"
    )
    return "\n".join([*lines, summary]) + advice


def read_waivers(file: Path, base: str, known: Any) -> dict[str, Waiver]:
    """The waivers that hold against a base; those written for an earlier one have done their work.

    Raises:
        SpecError: One gives no reason, or waives what did not change.
    """
    entries = (
        yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None
    ) or []
    waivers = [_waiver(entry) for entry in entries if entry.get("since") == base]
    for waiver in waivers:
        if waiver.change not in known:
            raise SpecError(
                f"{WAIVERS} waives {waiver.change!r}, which did not change since {base}: remove it"
            )
    return {waiver.change: waiver for waiver in waivers}


def _waiver(entry: Node) -> Waiver:
    try:
        waiver = Waiver(
            entry["change"], Level[entry["counts-as"].upper()], entry["reason"].strip()
        )
    except (KeyError, AttributeError) as error:
        raise SpecError(
            f"a waiver has `since`, `change`, `counts-as` and `reason`; this one has {entry}"
        ) from error
    if not waiver.reason:
        raise SpecError(f"the waiver of {waiver.change!r} gives no reason")
    return waiver


def _waived(change: Change, waivers: dict[str, Waiver]) -> Change:
    waiver = waivers.get(change.where)
    return Change(waiver.counts_as, change.where, waiver.reason) if waiver else change


def _documents_at(base: str, repository: Path) -> dict[str, Node]:
    def read(file: Path) -> Node | None:
        shown = _git(repository, "show", f"{base}:{file.as_posix()}")
        return (
            None if shown is None or shown.returncode else yaml.safe_load(shown.stdout)
        )

    found = _shipped(read)
    if not found:
        raise SpecError(
            f"there is no {SPEC} at {base!r}; name a tag or a commit that has one"
        )
    return found


def _documents_in(repository: Path) -> dict[str, Node]:
    return _shipped(
        lambda file: (
            documents.read(repository / file) if (repository / file).is_file() else None
        )
    )


def _shipped(read: Callable[[Path], Node | None]) -> dict[str, Node]:
    """The specs that other teams get, as far as there are overlays to make them of: an early
    release had fewer.
    """
    document = read(SPEC)
    if document is None:
        return {}
    overlays = {
        file: read(file.relative_to(documents.ROOT))
        for files in bundle.SHIPPED.values()
        for file in files
    }
    return {
        name: _overlaid(document, [overlays[file] for file in files])
        for name, files in bundle.SHIPPED.items()
        if all(
            overlays[file] is not None for file in files if file not in _FOR_GENERATORS
        )
    }


_FOR_GENERATORS = (documents.DOCUMENTED, documents.SWITCHES)
"""Overlays of what there would be without them as well."""


def _overlaid(document: Node, overlays: list[Node | None]) -> Node:
    for one in overlays:
        document = overlay.apply(one, document) if one else document
    return document


def _version(document: Node) -> Version:
    text = str(document["info"]["version"])
    try:
        return Version.of(text)
    except ValueError as error:
        raise SpecError(
            f"info.version is {text!r}; it has to be three numbers, such as 0.2.0"
        ) from error


def _without_version(document: Node) -> Node:
    return {**document, "info": {**document["info"], "version": None}}


def _parsed(done: subprocess.CompletedProcess[str]) -> Node:
    try:
        report: Node = json.loads(done.stdout)
    except ValueError as error:
        raise SpecError(f"redocly diff failed:\n{done.stdout}{done.stderr}") from error
    return report


def _git(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str] | None:
    command = ["git", "-C", str(repository), *arguments]
    try:
        return subprocess.run(
            command, check=False, capture_output=True, text=True, encoding="utf-8"
        )
    except FileNotFoundError:
        return None
