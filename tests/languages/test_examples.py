"""The examples in other languages: what they need is said, and what they are built from is pinned."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tools.languages import __main__ as spec_check
from tools.languages.examples import CELLS, EXAMPLES, HINTS, Example
from tools.languages.vectors import ROOT

every_example = pytest.mark.parametrize(
    "example", EXAMPLES, ids=[example.generator for example in EXAMPLES]
)


def test_what_is_not_installed_is_named_with_a_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert spec_check.main() == 2
    told = capsys.readouterr().err.splitlines()
    assert sorted(told[: len(HINTS)]) == sorted(
        f"spec-check needs {program}, which is not installed: {hint}"
        for program, hint in HINTS.items()
    )


def test_a_package_of_php_that_is_missing_is_named_and_no_traceback_is_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    php = tmp_path / "php"
    php.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    php.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (example,) = [example for example in EXAMPLES if example.language == "PHP"]

    assert "Guzzle for PHP" in example.missing()
    assert "apt-get install" in HINTS["Guzzle for PHP"]
    assert "php" not in example.missing()


def test_each_is_tried_in_both_shapes_with_forms_and_with_json() -> None:
    assert {(cell.shape, cell.bodies) for cell in CELLS} == {
        (shape, bodies)
        for shape in ("documented", "enveloped")
        for bodies in ("form", "json")
    }


@every_example
def test_each_is_made_of_the_specs_that_are_handed_out(example: Example) -> None:
    files = [*example.folder.glob("*.yaml"), *example.folder.glob("generate.*")]

    assert any(
        "../../dist/openapi" in file.read_text(encoding="utf-8") for file in files
    )


@every_example
def test_nothing_generated_is_committed(example: Example) -> None:
    listed = subprocess.run(
        ["git", "ls-files", example.folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert (
        re.findall(
            r"(?m)^.*/(?:build|generated|node_modules|vendor)/.*$", listed.stdout
        )
        == []
    )


def test_the_typescript_example_pins_exact_versions_and_commits_its_lock() -> None:
    folder = ROOT / "examples" / "typescript"
    package, lock = (
        json.loads((folder / name).read_text())
        for name in ("package.json", "package-lock.json")
    )
    pinned = package["dependencies"] | package["devDependencies"]

    assert [
        version
        for version in pinned.values()
        if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    ] == []
    assert {
        name: lock["packages"][f"node_modules/{name}"]["version"] for name in pinned
    } == pinned


def test_the_java_example_pins_exact_versions() -> None:
    pom = (ROOT / "examples" / "java" / "pom.xml").read_text()
    versions = re.findall(r"<artifactId>.*</artifactId>\s*<version>(.*)</version>", pom)

    assert len(versions) == pom.count("<artifactId>")
    assert [
        version for version in versions if not re.fullmatch(r"[\d.]+", version)
    ] == []


def test_the_go_example_commits_its_sums() -> None:
    folder = ROOT / "examples" / "go"
    needed = re.findall(
        r"^require (\S+ \S+)", (folder / "go.mod").read_text(), flags=re.MULTILINE
    )

    assert needed
    assert all(f"{module} h1:" in (folder / "go.sum").read_text() for module in needed)
