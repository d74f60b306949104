"""`python -m tools.spec`: what the Makefile calls ends as the Makefile expects."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools.spec import __main__ as command
from tools.spec import gate
from tools.spec.verdict import Change, Level, Version


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["spec", *arguments])
    return command.main()


def verdict(base: str, level: Level) -> gate.Verdict:
    return gate.Verdict(
        base,
        (Change(level, "removed #/paths", "Gone."),),
        (),
        Version(0, 1, 0),
        Version(0, 1, 1),
    )


def test_without_a_release_the_gate_says_so_and_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "last_release", lambda: None)
    assert run(monkeypatch, "diff") == 0
    assert "no release tag" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("level", "status"), [(Level.PATCH, 0), (Level.MINOR, 0), (Level.MAJOR, 1)]
)
def test_the_gate_fails_when_the_version_is_too_small(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    level: Level,
    status: int,
) -> None:
    monkeypatch.setattr(gate, "last_release", lambda: "v0.1.0")
    monkeypatch.setattr(gate, "judge", lambda base: verdict(base, level))
    assert run(monkeypatch, "diff") == status
    assert f"since v0.1.0: {level}" in capsys.readouterr().out


def test_a_base_may_be_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "judge", lambda base: verdict(base, Level.PATCH))
    assert run(monkeypatch, "diff", "--base", "v0.0.1") == 0
    assert "since v0.0.1" in capsys.readouterr().out


def test_what_is_wrong_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "diff", "--base", "no-such-release") == 1
    assert capsys.readouterr().err.startswith(
        "spec: there is no openapi/mycloud.yaml at 'no-such-release'"
    )


def test_the_specs_can_be_had_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert run(monkeypatch, "enveloped", "--output", str(tmp_path)) == 0
    names = {
        f"mycloud{dialect}.{suffix}"
        for dialect in ("", ".enveloped", ".json-bodies", ".enveloped.json-bodies")
        for suffix in ("yaml", "json")
    }
    assert {file.name for file in tmp_path.iterdir()} == names
