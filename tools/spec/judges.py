"""python -m tools.spec.judges > docs/spec-changes.md: which tool judges changes of the spec
rightly.

Needs oasdiff on the PATH: `go install github.com/oasdiff/oasdiff@v1.33.0`.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from . import documents, gate, overlay
from .documents import Node
from .node import redocly
from .verdict import Level, level_of

MUTATIONS = (
    documents.ROOT / "tests" / "spec" / "mutations.yaml",
    documents.ROOT / "tests" / "spec" / "blind.yaml",
    documents.ROOT / "tests" / "spec" / "blind-again.yaml",
    documents.ROOT / "tests" / "spec" / "blind-third.yaml",
    documents.ROOT / "tests" / "spec" / "blind-fourth.yaml",
)
# Without flattening oasdiff does not look into allOf, where our bodies are.
_CHANGELOG = ("changelog", "--format=json", "--flatten-allof", "--flatten-params")
Judge: TypeAlias = Callable[[Node, Node], Level]

_PAGE = """# What a change of the spec asks for

`make spec-diff BASE=v0.1.0` compares the specs that are handed out with those of a release, says what each change asks of
callers, and which version number says so. `make check` compares with the last release, and fails when `info.version` is
too small. `openapi/README.md` tells what each level means. Exceptions stand in `openapi/waivers.yaml`:

```yaml
- since: v0.1.0
  change: "removed #/components/schemas/Order/properties/bitly_code" # as `make spec-diff` prints it
  counts-as: patch
  reason: It was never sent.
```

## Which tool judges rightly

Each of these changes was made to the spec and shown to Redocly ({redocly}) and to oasdiff ({oasdiff}, which is given
`--flatten-allof --flatten-params`; its ERR and WARN are read as major, INFO as minor, silence as no change). What a tool got
wrong is bold.

{table}

{totals}

Redocly is the one to build on: it looks at the whole document. Three things are ours:

- Both specs are first written in one way (`tools/spec/normal.py`): without defaults that are said aloud, with lists of
  names in order, with the parameters and servers of a path on its operations. If both are equal then, the change is a patch.
- Where Redocly is too mild, a rule in `_RAISED` (`tools/spec/verdict.py`) says so with its reason. Servers and who may call
  are compared by what they mean (`tools/spec/felt.py`).
- **A keyword that the judge does not know is major.** That holds for what Redocly has no opinion on and for what it passes
  over; `WORDS` in `verdict.py` lists the keywords that are words alone.

Redocly calls its comparison experimental, so its version is pinned, and the tests judge every change of this table. oasdiff
is silent about servers, about who may call an operation and about words, and needs Go to install.

## The blind trial

Four times, verdicts were written down from what a generated client feels, and committed, before the judge was asked. It was
asked once each time. What it had wrong was mended by kind, which is why the table above shows no disagreement.

| rows of | right | too strict | too mild |
| --- | --- | --- | --- |
| `tests/spec/blind.yaml`, 60 | 58 | 1 | 1 |
| `tests/spec/blind-again.yaml`, 20 | 19 | 1 | 0 |
| `tests/spec/blind-third.yaml`, 60, by somebody who had not read the rules | 53 | 4 | 3 |
| `tests/spec/blind-fourth.yaml`, 30, of other kinds | 28 | 1 | 1 |

This is how the judge disagreed, and what is held right now:

| change | written down | the judge said | held right |
| --- | --- | --- | --- |
| a server is described in other words | patch | none (too mild) | patch |
| the body of a create becomes optional | minor | major (too strict) | minor |
| external docs added | patch | minor (too strict) | patch |
| field of a body no longer required | major | minor (too mild) | major: the field has another type in Go and Rust |
| nullable field of an answer is always there | major | minor (too mild) | major, for the same reason |
| status that was not known so far | minor | patch (too mild) | minor |
| operation gets a second tag | minor | major (too strict) | minor |
| more fields of a body by any name | minor | major (too strict) | major: any value was allowed before, text alone is now |
| title of a schema that has a name | patch | major (too strict) | major: openapi-python-client names the class after it |
| example and extension | patch | major (too strict) | major: an extension that the judge does not know may steer a generator |
| schema that nothing uses | minor | patch (too mild) | minor |
| shared answer written in place | patch | major (too strict) | major: oapi-codegen names a type after it |

The fourth to the sixth of these changed what a level means: a value that may be missing where it was not, or the other way
round, is now major in requests and in answers. Seven verdicts of earlier rows were raised with it.

Made by `python -m tools.spec.judges`, from `mutations.yaml` and the files named.
"""


def main() -> int:
    document = documents.read(documents.SPEC)
    envelope = documents.read(documents.OVERLAY)
    specs = {"documented": document, "enveloped": overlay.apply(envelope, document)}
    mutations = read_mutations()
    judges: dict[str, Judge] = {
        "Redocly": _by_redocly,
        "oasdiff": _by_oasdiff,
        "`make spec-diff`": _by_gate,
    }
    rows = [
        _row(mutation, specs[mutation.get("dialect", "documented")], judges)
        for mutation in mutations
    ]
    right = [
        sum(cells[2 + at] == cells[1] for cells in rows) for at in range(len(judges))
    ]
    versions = {
        "redocly": redocly("--version").stdout.strip(),
        "oasdiff": _oasdiff("--version").split()[-1],
    }
    table = _table(
        [
            ["change", "right is", *judges],
            ["---"] * (2 + len(judges)),
            *map(_marked, rows),
        ]
    )
    totals = ", ".join(
        f"{name} {count}" for name, count in zip(judges, right, strict=True)
    )
    totals = f"Right in {len(rows)} changes: {totals}."
    sys.stdout.write(_PAGE.format(table=table, totals=totals, **versions))
    return 0


def read_mutations() -> list[dict[str, Any]]:
    """Every change that the judges are asked about."""
    return [
        mutation
        for file in MUTATIONS
        for mutation in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def before_and_after(mutation: dict[str, Any], spec: Node) -> tuple[Node, Node]:
    """The two specs that a change lies between."""
    base = overlay.apply({"actions": mutation.get("before", [])}, spec)
    return base, overlay.apply(mutation, base)


def _row(mutation: dict[str, Any], spec: Node, judges: dict[str, Judge]) -> list[str]:
    base, revision = before_and_after(mutation, spec)
    return [
        mutation["name"],
        mutation["verdict"],
        *(str(judge(base, revision)) for judge in judges.values()),
    ]


def _marked(cells: list[str]) -> list[str]:
    name, right, *found = cells
    return [name, right, *(one if one == right else f"**{one}**" for one in found)]


def _table(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _by_gate(base: Node, revision: Node) -> Level:
    return level_of(gate.compare(base, revision))


def _by_redocly(base: Node, revision: Node) -> Level:
    with _files(base, revision) as files:
        report = json.loads(
            redocly("diff", *files, "--format=json", "--fail-on=none").stdout
        )
    return Level[(report.get("bump") or "none").upper()]


def _by_oasdiff(base: Node, revision: Node) -> Level:
    with _files(base, revision) as files:
        found = json.loads(_oasdiff(*_CHANGELOG, *files) or "[]")
    levels = {1: Level.MINOR, 2: Level.MAJOR, 3: Level.MAJOR}
    # What it says of info.version is not a change.
    return max(
        (
            levels[one["level"]]
            for one in found
            if one["id"] != "api-version-not-bumped"
        ),
        default=Level.NONE,
    )


def _oasdiff(*arguments: str | Path) -> str:
    return subprocess.run(
        ["oasdiff", *arguments], check=False, capture_output=True, text=True
    ).stdout


@contextlib.contextmanager
def _files(base: Node, revision: Node) -> Iterator[list[Path]]:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "base.json", Path(folder) / "revision.json"]
        for file, document in zip(files, (base, revision), strict=True):
            file.write_text(documents.as_json(document), encoding="utf-8")
        yield files


if __name__ == "__main__":
    sys.exit(main())
