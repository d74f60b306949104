"""The gate for changes: does `info.version` say what the spec's changes since a release ask of its
readers?
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from . import documents, overlay
from .documents import Node, SpecError
from .node import redocly
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
    """Compares the spec as it lies in the repository, in both dialects, with that of a commit or
    tag.

    Raises:
        SpecError: There is no such spec, or a waiver is wrong.
    """
    old, new = _documents_at(base, repository), _documents_in(repository)
    in_both = [
        change for dialect in old for change in compare(old[dialect], new[dialect])
    ]
    found = {
        change.where: change for change in sorted(in_both)
    }  # the gravest of those at one place
    waivers = read_waivers(repository / WAIVERS, base, found.keys())
    counted = [_waived(change, waivers) for change in found.values()]
    return Verdict(
        base,
        changes=tuple(sorted(counted, reverse=True)),
        waived=tuple(change for change in found.values() if change.where in waivers),
        before=_version(old["documented"]),
        now=_version(new["documented"]),
    )


def compare(base: Node, revision: Node) -> list[Change]:
    """Every change between two specs, the gravest first."""
    differ = _without_version(base) != _without_version(revision)
    if not differ:
        return []
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "base.json", Path(folder) / "revision.json"]
        for file, document in zip(files, (base, revision), strict=True):
            file.write_text(documents.as_json(document), encoding="utf-8")
        report = redocly("diff", *files, "--format=json", "--fail-on=none")
    return changes(_parsed(report), differ=differ)


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
    spec, envelope = (
        _git(repository, "show", f"{base}:{file.as_posix()}")
        for file in (SPEC, OVERLAY)
    )
    if spec is None or spec.returncode:
        raise SpecError(
            f"there is no {SPEC} at {base!r}; name a tag or a commit that has one"
        )
    document: Node = yaml.safe_load(spec.stdout)
    if envelope is None or envelope.returncode:
        return {"documented": document}
    return _both(document, yaml.safe_load(envelope.stdout))


def _documents_in(repository: Path) -> dict[str, Node]:
    return _both(
        documents.read(repository / SPEC), documents.read(repository / OVERLAY)
    )


def _both(document: Node, envelope: Node) -> dict[str, Node]:
    return {"documented": document, "enveloped": overlay.apply(envelope, document)}


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
