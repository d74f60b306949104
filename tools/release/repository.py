"""The repository and a copy of it. All that a check changes, it changes in the copy."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .programs import attempt, run
from .reporting import ReleaseError

_NOBODY = (
    "-c",
    "user.name=release-check",
    "-c",
    "user.email=release-check@localhost",
    "-c",
    "commit.gpgsign=false",
)
_OWN_SETTINGS = "^(user|gpg|commit|tag)[.]"


def git(folder: Path, *arguments: str | Path) -> str:
    """What git said.

    Raises:
        ReleaseError: It failed.
    """
    return run(
        "git", "-c", "core.hooksPath=/dev/null", *arguments, folder=folder
    ).strip()


def asked(folder: Path, *arguments: str) -> str:
    """What git said; nothing where it failed."""
    return attempt("git", *arguments, folder=folder).stdout.strip()


@contextmanager
def copied(repository: Path) -> Iterator[Path]:
    """A clone that holds the files as they lie there, committed or not, with the same tags and
    settings.
    """
    with tempfile.TemporaryDirectory(prefix="mycloud-release-") as folder:
        tree = Path(folder) / "tree"
        git(
            Path(folder),
            "clone",
            "--quiet",
            "--shared",
            "--no-checkout",
            repository,
            tree,
        )
        _take_over_settings(repository, tree)
        _take_over_files(repository, tree)
        yield tree


def commit(tree: Path, message: str, *, as_nobody: bool = True) -> None:
    """A commit of every file, if there is anything new."""
    git(tree, "add", "--all")
    if git(tree, "status", "--porcelain"):
        git(
            tree,
            *(_NOBODY if as_nobody else ()),
            "commit",
            "--quiet",
            "--no-verify",
            "--message",
            message,
        )


def complaints(repository: Path) -> Iterator[tuple[str, str]]:
    """Why no release can start from here, each with what to do."""
    branch = asked(repository, "rev-parse", "--abbrev-ref", "HEAD")
    if branch != "main":
        yield f"the branch is {branch}, not main", "git switch main"
    dirty = asked(repository, "status", "--porcelain")
    if dirty:
        yield (
            f"the tree is dirty: {', '.join(dirty.split()[1::2][:5])}",
            "commit or remove the changes",
        )
    if not asked(repository, "config", "user.email"):
        yield (
            "git does not know who you are",
            "git config user.name ..., git config user.email ...",
        )


def take(repository: Path, tree: Path, tag: str) -> None:
    """Moves a branch forward to a tagged commit of a copy; the last step, which either happens or
    does not.
    """
    git(repository, "fetch", "--quiet", "--no-tags", tree, f"refs/tags/{tag}")
    git(repository, "merge", "--quiet", "--ff-only", "FETCH_HEAD^{commit}")
    git(
        repository,
        "fetch",
        "--quiet",
        "--no-tags",
        tree,
        f"refs/tags/{tag}:refs/tags/{tag}",
    )


def commit_time(tree: Path) -> str:
    """When the commit that is checked out was made, as SOURCE_DATE_EPOCH has it."""
    return git(tree, "log", "-1", "--format=%ct")


def files_at(tree: Path, revision: str, folders: tuple[str, ...], into: Path) -> Path:
    """Some folders as they were."""
    archive = into.with_suffix(".tar")
    git(
        tree, "archive", "--format=tar", f"--output={archive}", revision, "--", *folders
    )
    into.mkdir()
    run("tar", "--extract", f"--file={archive}", f"--directory={into}", folder=into)
    return into


def _take_over_settings(repository: Path, tree: Path) -> None:
    for line in asked(
        repository, "config", "--local", "--get-regexp", _OWN_SETTINGS
    ).splitlines():
        name, _, value = line.partition(" ")
        git(tree, "config", name, value)


def _take_over_files(repository: Path, tree: Path) -> None:
    if not asked(tree, "rev-parse", "--verify", "HEAD"):
        raise ReleaseError(f"{repository} has no commit yet; make one")
    git(tree, "read-tree", "HEAD")
    git(
        repository,
        f"--git-dir={tree / '.git'}",
        f"--work-tree={repository}",
        "add",
        "--all",
    )
    if git(tree, "diff", "--cached", "--name-only"):
        git(
            tree,
            *_NOBODY,
            "commit",
            "--quiet",
            "--no-verify",
            "--message",
            "As it lies",
        )
    git(tree, "reset", "--quiet", "--hard")
