"""Which version may follow which. Nothing here touches the world.

The package and the spec have version numbers of their own, under one rule (`Version.after`): while
the first number is 0, a breaking change raises the second and any other the third; from 1.0.0 on it
is SemVer. What breaks callers of the spec breaks users of the package, which ships it; so the
gravest of both names the step.
"""

from __future__ import annotations

from collections.abc import Iterator

from tools.spec.verdict import Level, Version

from .reporting import Problem


def parsed(text: str) -> Version | None:
    """The version; None if that is not three numbers."""
    try:
        version = Version.of(text)
    except ValueError:
        return None
    return version if str(version) == text else None


def needed(before: Version, level: Level) -> Version:
    """The least version that says that there was such a change; a release without one is a patch
    all the same.
    """
    return before.after(max(level, Level.PATCH))


def successors(before: Version) -> list[Version]:
    """Every version that skips no number."""
    steps = {before.after(level) for level in (Level.PATCH, Level.MINOR, Level.MAJOR)}
    return sorted(steps | {Version(before.major + 1, 0, 0)})


def out_of_turn(version: Version, before: Version) -> Iterator[Problem]:
    """A version that does not follow the last one."""
    if version not in successors(before):
        choices = ", ".join(map(str, successors(before)))
        yield Problem(
            f"{version} does not follow {before}, which is out",
            f"choose one of {choices}",
        )


def too_small(
    version: Version, before: Version, level: Level, what: str, where: str
) -> Iterator[Problem]:
    """A version that does not say what changed; where nothing did, it has to follow the last one
    and no more.
    """
    least = needed(before, level)
    if level > Level.NONE and version < least:
        told = f"{what} {_DID[level]} since {before}{f' ({where})' if where else ''}"
        yield Problem(
            f"{told}: that is {least} or later, not {version}",
            f"make release VERSION={least}",
        )


_DID = {
    Level.PATCH: "changed in words alone",
    Level.MINOR: "gained something",
    Level.MAJOR: "broke with its users",
}
