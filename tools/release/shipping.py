"""`make release`: everything is made in a copy; the repository gets a commit and a tag in the end,
or nothing.
"""

from __future__ import annotations

import hashlib
import shutil
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

from . import inventory, repository
from .candidate import Candidate, prepared
from .checks import LATER, VERSIONS, refusals
from .programs import PYTHON, ROOT, run
from .reporting import Say, summary

CHECKSUMS = "SHA256SUMS"
_NODE_MODULES = Path("tools/spec/node_modules")


def ship(folder: Path, version: str, say: Say) -> bool:
    """Whether the release is made: checked, committed, tagged, and in dist/ with all that belongs
    to it.
    """
    refused = list(repository.complaints(folder))
    if refused:
        say(
            "\n".join(
                [
                    "no: a release cannot start here",
                    *(f"  tree: {found}\n    {do}" for found, do in refused),
                ]
            )
        )
        return False
    before = repository.git(folder, "rev-parse", "HEAD")
    with prepared(folder, version, as_nobody=False) as candidate:
        # A version that is not allowed need not be built.
        problems = refusals(candidate, VERSIONS, say) or refusals(candidate, LATER, say)
        say(summary(version, problems))
        if problems:
            return False
        made = assemble(candidate)
        _tag(candidate)
        repository.take(folder, candidate.tree, candidate.tag)
        _place(made, folder / "dist")
    say(_next_steps(folder / "dist", candidate.tag, version, before))
    return True


def assemble(candidate: Candidate) -> Path:
    """A folder with all that a release consists of."""
    folder = candidate.work / "release"
    folder.mkdir()
    for file in candidate.artefacts.files:
        shutil.copy(file, folder)
    name = f"{inventory.PROJECT}-{candidate.version}"
    taken = candidate.inventory
    (folder / f"{name}.cdx.json").write_text(taken.bill, encoding="utf-8")
    page = inventory.table(taken.components, candidate.version)
    (folder / f"{name}-licences.md").write_text(page, encoding="utf-8")
    pack(
        _spec_bundle(candidate),
        folder / f"mycloud-openapi-{candidate.spec_version}.zip",
        int(candidate.epoch),
    )
    (folder / CHECKSUMS).write_text(checksums(folder.iterdir()), encoding="utf-8")
    return folder


def pack(folder: Path, archive: Path, epoch: int) -> None:
    """A zip of a folder, the same bytes each time."""
    when = time.gmtime(epoch)[:6]
    with zipfile.ZipFile(archive, "w") as packed:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(
                f"{archive.stem}/{file.relative_to(folder).as_posix()}", when
            )
            entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.read_bytes())


def checksums(files: Iterable[Path]) -> str:
    """What `sha256sum --check` reads."""
    return "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(files)
    )


def _spec_bundle(candidate: Candidate) -> Path:
    """What `make spec` makes, of the spec in the copy."""
    modules = candidate.tree / _NODE_MODULES
    if not modules.exists():
        modules.symlink_to(ROOT / _NODE_MODULES)
    folder = candidate.work / "openapi"
    run(PYTHON, "-m", "tools.spec", "build", "--output", folder, folder=candidate.tree)
    return folder


def _tag(candidate: Candidate) -> None:
    message = (
        f"mycloud-client {candidate.version}, made from spec {candidate.spec_version}"
    )
    repository.git(
        candidate.tree, "tag", "--annotate", candidate.tag, "--message", message
    )


def _place(made: Path, dist: Path) -> None:
    """Files of an earlier release go; the folder of `make spec` stays."""
    dist.mkdir(exist_ok=True)
    for old in (*dist.glob("mycloud*.*"), dist / CHECKSUMS):
        old.unlink(missing_ok=True)
    for file in made.iterdir():
        shutil.copy(file, dist)


def _next_steps(dist: Path, tag: str, version: str, before: str) -> str:
    files = "\n".join(
        f"  dist/{file.name} ({file.stat().st_size:,} bytes)"
        for file in sorted(dist.glob("*.*"))
    )
    return f"""{tag} is committed and tagged here, and nowhere else. In dist/:
{files}
  dist/{CHECKSUMS}
To undo it, as long as it is not pushed:
  git tag --delete {tag} && git reset --keep {before[:12]}
To publish it:
  git push --atomic origin main {tag}
  .venv-release/bin/twine upload dist/mycloud_client-{version}*"""
