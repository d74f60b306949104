"""Every check by its name, in the order they run: what is cheap to find out comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from tools.spec import gate
from tools.spec.documents import SpecError
from tools.spec.verdict import Change, Level, Version

from . import (
    building,
    changelog,
    consuming,
    environments,
    inventory,
    repository,
    steps,
    surface,
    upload,
)
from .candidate import Candidate
from .programs import GENERATOR, attempt, run, tool
from .reporting import Findings, Problem, ReleaseError, Say, run_checks, verdict

LIBRARIES = ("httpx", "attrs", "anyio", "sniffio")


def version(candidate: Candidate) -> Findings:
    """The version is one, wherever it is written."""
    if steps.parsed(candidate.version) is None:
        yield Problem(
            f"{candidate.version!r} is no version", "three numbers, such as 0.2.0"
        )
        return
    odd = {
        place: said
        for place, said in candidate.versions.items()
        if said != candidate.version
    }
    for place, said in odd.items():
        yield Problem(
            f"{place} says {said}, not {candidate.version}",
            "write the version of pyproject.toml there",
        )
    if not odd:
        yield f"{candidate.version} in {' and '.join(candidate.versions)}"


def written(candidate: Candidate) -> Findings:
    """The changelog reports the version, by its day and the spec it is made from."""
    found = list(
        changelog.complaints(
            candidate.changelog_text,
            candidate.version,
            candidate.spec_version,
            candidate.today,
        )
    )
    section = candidate.section
    if section and section.breaks:
        found += _too_small(
            candidate, Level.MAJOR, "the changelog's **Breaking:** tells that it", []
        )
    date = section.date if section else None
    yield from verdict(
        found, f"{candidate.version} of {date}, made from spec {candidate.spec_version}"
    )


def tag(candidate: Candidate) -> Findings:
    """The version is not out yet, and is one that may follow the last."""
    if repository.asked(candidate.tree, "tag", "--list", candidate.tag):
        yield Problem(
            f"{candidate.tag} exists already",
            "make release VERSION=... with the next one",
        )
        return
    if candidate.last_tag is None:
        yield f"{candidate.tag} is the first release"
        return
    before, chosen = _before(candidate), steps.parsed(candidate.version)
    if chosen:
        yield from verdict(
            steps.out_of_turn(chosen, before),
            f"{candidate.tag} follows {candidate.last_tag}",
        )


def spec(candidate: Candidate) -> Findings:
    """The versions of spec and package match the changes of the spec since the last release."""
    if candidate.last_tag is None:
        yield f"{candidate.spec_version}; no release to compare it with"
        return
    try:
        judged = gate.judge(candidate.last_tag, candidate.tree)
    except SpecError as error:
        raise ReleaseError(str(error)) from error
    if not judged.passes:
        found = f"info.version is {judged.now}, but the changes since {judged.base} call for {judged.needed}"
        yield Problem(
            f"{found}: {_named(judged.changes)}",
            f"set it in {gate.SPEC}, or waive in {gate.WAIVERS}",
        )
    yield from _step(candidate, judged.level, "the spec", list(judged.changes))


def python(candidate: Candidate) -> Findings:
    """The package's version matches the changes of the Python surface since the last release."""
    new = surface.read(candidate.tree)
    if candidate.last_tag is None:
        yield f"{len(new.members)} public names; no release to compare them with"
        return
    folder = candidate.work / "released"
    old = surface.read(
        repository.files_at(candidate.tree, candidate.last_tag, surface.SOURCES, folder)
    )
    found = surface.changes(old, new)
    yield from _step(candidate, surface.level(found), "the Python surface", found)


def generated(candidate: Candidate) -> Findings:
    """What is generated is what the spec gives."""
    done = attempt(GENERATOR, "tools/generate.py", "--check", folder=candidate.tree)
    if done.returncode:
        yield Problem(
            (done.stdout + done.stderr).strip(), "make generate, and read the diff"
        )
    else:
        yield done.stdout.strip().rpartition("\n")[2]


def build(candidate: Candidate) -> Findings:
    """Built twice, in another place and from the sdist, it is the same bytes."""
    yield f"{candidate.artefacts.wheel.name}, {candidate.artefacts.sdist.name}"
    elsewhere = candidate.work / "a place with another name"
    repository.git(
        candidate.work, "clone", "--quiet", "--shared", candidate.tree, elsewhere
    )
    again = building.build(
        elsewhere, candidate.work / "again", epoch=candidate.epoch, seed="1"
    )
    pairs = list(zip(candidate.artefacts.files, again.files, strict=True))
    found = [
        problem for one, other in pairs for problem in building.differences(one, other)
    ]
    yield from verdict(found, "built in another folder: the same bytes")
    unpacked = building.build_from_sdist(
        again.sdist, candidate.work / "from-sdist", epoch=candidate.epoch
    )
    found = list(building.differences(again.wheel, unpacked))
    yield from verdict(found, "the wheel built from the sdist: the same bytes")


def contents(candidate: Candidate) -> Findings:
    """The wheel holds what it must and nothing else, and both files say of themselves what an index
    wants to know.
    """
    wheel = candidate.artefacts.wheel
    packages = {
        Path(package).name for package in building.packages(candidate.pyproject)
    }
    yield from building.misfits(list(building.members(wheel)), packages)
    said = environments.metadata(wheel)["Version"]
    if said != candidate.version:
        yield Problem(
            f"the wheel's metadata says {said}, not {candidate.version}",
            "see [project] in pyproject.toml",
        )
    run(
        tool("twine"),
        "check",
        "--strict",
        *candidate.artefacts.files,
        folder=candidate.tree,
    )
    run(
        tool("check-wheel-contents"),
        "--config",
        candidate.tree / "pyproject.toml",
        wheel,
        folder=candidate.tree,
    )
    yield f"{len(building.members(wheel))} files; twine check --strict, check-wheel-contents"


def installed(candidate: Candidate, resolution: str) -> Findings:
    """The wheel alone, with the lowest or newest of what it needs: the recorded tests, and a
    consumer's types.
    """
    name, wheel = resolution, candidate.artefacts.wheel
    environment = environments.create(candidate.work / name)
    also = consuming.test_tools(candidate.pyproject)
    environment.install(wheel, resolution=resolution, also=also)
    yield environment.versions(LIBRARIES)
    replayed = consuming.replay(
        environment, candidate.tree, candidate.work / f"{name}-tests"
    )
    yield f"{replayed} recorded tests pass against the installed wheel"
    consuming.type_check(environment, candidate.tree, candidate.work / f"{name}-types")
    yield "mypy --strict and pyright are content with a consumer's program"


def with_extras(candidate: Candidate, resolution: str) -> Findings:
    """The wheel with every extra, at the lowest or newest: the recorded tests, and a program
    against the sandbox.
    """
    name, wheel = f"{resolution}-extras", candidate.artefacts.wheel
    environment = environments.create(candidate.work / name)
    also = consuming.test_tools(candidate.pyproject)
    environment.install(
        wheel, resolution=resolution, extras=environments.extras(wheel), also=also
    )
    asked = [
        one.name for one in environments.requirements(wheel, environments.extras(wheel))
    ]
    yield environment.versions(sorted({one.lower() for one in asked} - set(LIBRARIES)))
    replayed = consuming.replay(
        environment, candidate.tree, candidate.work / f"{name}-tests"
    )
    yield f"{replayed} recorded tests pass against the installed wheel"
    yield consuming.use(environment, candidate.tree, candidate.work / f"{name}-use")


def licences(candidate: Candidate) -> Findings:
    """What comes with the wheel is listed, the same way twice, and may come along."""
    taken = candidate.inventory
    if taken.bill != taken.bill_again:
        yield Problem(
            "two bills of materials of the same environment differ",
            "see cyclonedx-py environment --help",
        )
    found = list(inventory.refused(taken.all))
    yield from verdict(
        found,
        f"{len(taken.all)} distributions in the bill of materials, all of licences that are allowed",
    )


def uploading(candidate: Candidate) -> Findings:
    """The upload, rehearsed against an index of our own."""
    count = upload.rehearse(candidate.artefacts, candidate.work)
    yield f"twine sent {count} files to an index on loopback, which has the same bytes"


def _before(candidate: Candidate) -> Version:
    """The version of the last release."""
    return Version.of((candidate.last_tag or "").removeprefix("v"))


def _step(
    candidate: Candidate, level: Level, what: str, changes: list[Change]
) -> Findings:
    """Whether version and changelog say how far something changed."""
    found = _too_small(candidate, level, what, changes)
    if level == Level.MAJOR and not (candidate.section and candidate.section.breaks):
        text = f"{what} broke with its users ({_named(changes)}), and the changelog marks no line so"
        found.append(
            Problem(text, "start the line that tells it with `- **Breaking:**`")
        )
    least = steps.needed(_before(candidate), level)
    yield from verdict(
        found,
        f"{what}: {level} since {candidate.last_tag}, which calls for {least} or later",
    )


def _too_small(
    candidate: Candidate, level: Level, what: str, changes: list[Change]
) -> list[Problem]:
    chosen = steps.parsed(candidate.version)
    if candidate.last_tag is None or chosen is None:
        return []
    return list(
        steps.too_small(chosen, _before(candidate), level, what, _named(changes))
    )


def _named(changes: Iterable[Change]) -> str:
    """The gravest of them, by name."""
    found = sorted(changes, reverse=True)
    told = [change.where for change in found if change.level == found[0].level]
    return ", ".join(told[:3]) + (f" and {len(told) - 3} more" if len(told) > 3 else "")


Check = Callable[[Candidate], Findings]
VERSIONS: dict[str, Check] = {
    "version": version,
    "changelog": written,
    "tag": tag,
    "spec": spec,
    "python": python,
}
ARTEFACTS: dict[str, Check] = {
    "build": build,
    "contents": contents,
    "lowest": partial(installed, resolution=environments.LOWEST),
    "newest": partial(installed, resolution=environments.NEWEST),
    "lowest+": partial(with_extras, resolution=environments.LOWEST),
    "newest+": partial(with_extras, resolution=environments.NEWEST),
    "licences": licences,
    "upload": uploading,
}
LATER: dict[str, Check] = {"generated": generated, **ARTEFACTS}
ALL = VERSIONS | LATER
GROUPS = {"versions": VERSIONS, "artefacts": ARTEFACTS, "all": ALL}


def refusals(
    candidate: Candidate, names: Iterable[str], say: Say
) -> dict[str, list[Problem]]:
    """The problems of a version, by the checks that found them; each finding is said as it comes."""
    return run_checks({name: partial(ALL[name], candidate) for name in names}, say)
