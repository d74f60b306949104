"""What `make spec` hands out: whole, the same bytes each time, and true to the spec."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools.spec import bundle, documents, node

from .spec_reading import read_spec

SHAPES = ("mycloud", "mycloud.enveloped")
SPECS = (*SHAPES, *(f"{shape}.json-bodies" for shape in SHAPES))
README = bundle.readme()


@pytest.fixture(scope="module")
def folder(redocly: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole bundle."""
    folder = tmp_path_factory.mktemp("dist") / "openapi"
    bundle.write_all(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_it_holds_both_specs_their_references_a_readme_and_checksums(
    folder: Path,
) -> None:
    wanted = {f"{name}.{suffix}" for name in SPECS for suffix in ("yaml", "json")}
    wanted |= {f"{name}.html" for name in SHAPES}
    wanted |= {f"helpers/{name}" for name in bundle.HELPERS}
    wanted |= {*bundle.PAGES, bundle.COLLECTION, "deviations.md"}
    found = {name for name in contents(folder) if not name.startswith("vectors/")}
    assert found == wanted | {"README.md", "SHA256SUMS"}


def test_nothing_in_it_points_to_a_file_that_it_does_not_hold(folder: Path) -> None:
    pages = {
        name: text.decode()
        for name, text in contents(folder).items()
        if name.endswith(".md")
    }
    links = {
        (page, (Path(page).parent / link).as_posix())
        for page, text in pages.items()
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    }
    assert links
    assert [(page, link) for page, link in links if not (folder / link).exists()] == []
    named = {
        (page, name)
        for page, text in pages.items()
        for name in re.findall(
            r"`((?:helpers|vectors|examples|openapi|docs)/[\w./-]*)`", text
        )
    }
    inside = [one for one in named if one[1].startswith(("helpers/", "vectors/"))]
    assert [one for one in inside if not (folder / one[1]).exists()] == []


def test_it_is_the_same_bytes_from_another_process_into_another_folder(
    folder: Path, tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-m",
        "tools.spec",
        "build",
        "--output",
        str(tmp_path / "again"),
    ]
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "7",
        "TMPDIR": str(tmp_path),
        "TZ": "Asia/Bangkok",
    }
    subprocess.run(
        command, check=True, cwd=documents.ROOT, env=environment, capture_output=True
    )
    assert contents(tmp_path / "again") == contents(folder)


def test_building_again_leaves_nothing_of_the_last_time(folder: Path) -> None:
    (folder / "old.yaml").write_text("", encoding="utf-8")
    bundle.write_specs(folder)  # keeps what it does not know
    assert (folder / "old.yaml").exists()
    bundle.write_all(folder)
    assert not (folder / "old.yaml").exists()


def test_the_checksums_are_those_of_every_other_file(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}
    found = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in contents(folder).items()
    }
    assert told == {
        name: digest for name, digest in found.items() if name != "SHA256SUMS"
    }


@pytest.mark.parametrize("name", SPECS)
def test_yaml_and_json_say_the_same_to_a_reader_of_yaml_1_2(
    folder: Path, name: str
) -> None:
    node.redocly(
        "bundle",
        folder / f"{name}.yaml",
        "--ext=json",
        f"--output={folder / 'read.json'}",
    )
    read = json.loads((folder / "read.json").read_bytes())
    (folder / "read.json").unlink()
    assert read == json.loads((folder / f"{name}.json").read_bytes())


def test_the_documented_spec_is_handed_out_without_names_of_the_other_shape(
    folder: Path,
) -> None:
    fields = of_order(json.loads((folder / "mycloud.json").read_bytes()))
    ours = of_order(documents.read(documents.SPEC))
    assert ours.keys() - fields.keys() == {"delivery_mode", "customer_reference"}
    assert {name: ours[name] for name in fields} == fields


def of_order(document: Any) -> dict[str, Any]:
    fields: dict[str, Any] = document["components"]["schemas"]["Order"]["properties"]
    return fields


@pytest.mark.parametrize("name", SPECS)
def test_a_boolean_of_a_request_is_a_number_since_no_generator_writes_one_as_php_reads_it(
    folder: Path, name: str
) -> None:
    components = json.loads((folder / f"{name}.json").read_bytes())["components"]
    bodies = [
        schema for key, schema in components["schemas"].items() if key.endswith("Body")
    ]
    sent = [field for body in bodies for field in body["properties"].values()]
    sent += [parameter["schema"] for parameter in components["parameters"].values()]
    assert sent
    assert [field for field in sent if field.get("type") == "boolean"] == []


@pytest.mark.parametrize("shape", SHAPES)
def test_json_takes_the_place_of_each_form_and_has_no_files(
    folder: Path, shape: str
) -> None:
    text = (folder / f"{shape}.json-bodies.json").read_text(encoding="utf-8")
    with_json, with_form = (
        json.loads(text),
        json.loads((folder / f"{shape}.json").read_bytes()),
    )
    pairs = list(zip(contents_of(with_json), contents_of(with_form), strict=True))
    assert len(pairs) == 9
    for ours, theirs in pairs:
        assert (list(ours), list(theirs)) == (
            ["application/json"],
            ["multipart/form-data"],
        )
        assert (
            ours["application/json"]["schema"]
            == theirs["multipart/form-data"]["schema"]
        )
    assert '"binary"' not in text


def contents_of(document: Any) -> list[dict[str, Any]]:
    return [
        operation["requestBody"]["content"]
        for path in document["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict) and "requestBody" in operation
    ]


@pytest.mark.parametrize(
    "text",
    [
        "0899969094",
        "10260",
        "1e3",
        "0o17",
        "0x1F",
        "2017-12-31",
        "15:32",
        "yes",
        "null",
        "",
    ],
)
def test_text_stays_text_in_yaml(text: str) -> None:
    written = documents.as_yaml({"a": text})
    assert yaml.safe_load(written) == {"a": text}
    assert written in (f'a: "{text}"\n', f"a: '{text}'\n")


def test_the_readme_tells_the_version_and_leaves_no_marker() -> None:
    assert f"Version {read_spec().document['info']['version']}." in README
    assert "<!-- version" not in README


def test_the_readme_spells_the_form_as_the_spec_does() -> None:
    operation = read_spec().operations()["POST /orders"].node
    assert form_in(README) == form_in(operation["description"])
    assert len(form_in(README)) == 9


def form_in(text: str) -> list[str]:
    (block,) = re.findall(r"```\n(delivery_mode_id.*?)```", text, flags=re.DOTALL)
    return [line.strip() for line in str(block).splitlines()]


def test_the_readme_tells_the_limits_of_the_spec() -> None:
    fields: Any = read_spec().document["components"]["schemas"]["UpdateOrderBody"][
        "properties"
    ]
    assert f"| {fields['attach_file']['maxItems']} attachments" in README
    assert "1,000 form fields" in README
    assert (
        "1,000 form fields"
        in read_spec().operations()["POST /orders"].node["description"]
    )


def test_the_readme_names_every_file(folder: Path) -> None:
    named = set(re.findall(r"`([\w.-]+)`", README.partition("## 1.")[0]))
    assert {name for name in contents(folder) if "/" not in name} - named == {
        "README.md"
    }


def test_what_is_known_of_generators_takes_the_place_of_the_marker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "generators.md"
    table.write_text("# Generators\n\n| Go | right |\n", encoding="utf-8")
    monkeypatch.setattr(bundle, "GENERATORS", table)
    told = bundle.readme()
    assert "| Go | right |" in told
    assert "<!-- generators" not in told
    assert "# Generators\n" not in told
