"""What `make spec` hands to other teams: dist/openapi, the same bytes each time."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from pathlib import Path

from . import collection, documents, overlay, reference
from .documents import ROOT, Node

README = ROOT / "openapi" / "README.md"
VECTORS = ROOT / "openapi" / "vectors"
PAGES = ("algorithms.md", "curl.md", "notifications.md", "statuses-and-errors.md")
COLLECTION = "mycloud.postman_collection.json"
EXAMPLES = ROOT / "examples"
HELPERS = {
    "php-form.ts": EXAMPLES / "typescript" / "src" / "php-form.ts",
    "PhpFormClient.java": EXAMPLES
    / "java/src/main/java/mycloud/example/PhpFormClient.java",
    "phpform.go": EXAMPLES / "go" / "phpform" / "phpform.go",
    "PhpForm.php": EXAMPLES / "php" / "src" / "PhpForm.php",
    "File.php": EXAMPLES / "php" / "src" / "File.php",
    "php_form.rs": EXAMPLES / "rust" / "src" / "lib.rs",
}
"""What spells a form, as it is handed out, and where it is tried."""
GENERATORS = ROOT / "docs" / "generators.md"
CHECKSUMS = "SHA256SUMS"


SHIPPED: dict[str, tuple[Path, ...]] = {
    "mycloud": (documents.DOCUMENTED, documents.SWITCHES),
    "mycloud.enveloped": (documents.OVERLAY, documents.SWITCHES),
    "mycloud.json-bodies": (
        documents.DOCUMENTED,
        documents.SWITCHES,
        documents.JSON_BODIES,
    ),
    "mycloud.enveloped.json-bodies": (
        documents.OVERLAY,
        documents.SWITCHES,
        documents.JSON_BODIES,
    ),
}
"""The specs that other teams get, and the overlays that make each of mycloud.yaml."""


def shipped() -> dict[str, Node]:
    """The specs that other teams get, by the names of their files."""
    document = documents.read(documents.SPEC)
    return {name: _overlaid(document, overlays) for name, overlays in SHIPPED.items()}


def dialects() -> dict[str, Node]:
    """The two shapes of answers, each with the form alone, by the names of their files."""
    return {name: spec for name, spec in shipped().items() if "json-bodies" not in name}


def _overlaid(document: Node, overlays: tuple[Path, ...]) -> Node:
    for file in overlays:
        document = overlay.apply(documents.read(file), document)
    return document


def write_specs(folder: Path) -> None:
    """The specs, each as YAML and as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in shipped().items():
        _write(folder / f"{name}.yaml", documents.as_yaml(document))
        _write(folder / f"{name}.json", documents.as_json(document))


def write_all(folder: Path) -> None:
    """The specs, their references, pages, helpers, the collection, vectors and checksums; what was
    there before is gone.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as scratch:
        fresh = Path(scratch) / folder.name
        write_specs(fresh)
        for name, document in dialects().items():
            _write(fresh / f"{name}.html", reference.html(document))
        _write(fresh / "README.md", readme())
        _copy_pages(fresh)
        _write(fresh / COLLECTION, collection.as_text(dialects()["mycloud"]))
        shutil.copytree(VECTORS, fresh / VECTORS.name)
        _write(fresh / CHECKSUMS, checksums(fresh))
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)


def _copy_pages(folder: Path) -> None:
    """The pages and the helpers that the README names, so that the folder needs nothing else."""
    (folder / "helpers").mkdir()
    for name in PAGES:
        _write(folder / name, (ROOT / "openapi" / name).read_text(encoding="utf-8"))
    _write(
        folder / "deviations.md",
        (ROOT / "docs" / "deviations.md").read_text(encoding="utf-8"),
    )
    for name, file in HELPERS.items():
        _write(folder / "helpers" / name, file.read_text(encoding="utf-8"))


def readme() -> str:
    """openapi/README.md as it goes out: with the version, and with what is known of each language's
    generators.
    """
    info = documents.read(documents.SPEC)["info"]
    text = README.read_text(encoding="utf-8").replace(
        "<!-- version -->", f"Version {info['version']}."
    )
    if not GENERATORS.is_file():
        return text
    told = (
        GENERATORS.read_text(encoding="utf-8").partition("\n")[2].strip()
    )  # without its own heading
    return re.sub(
        r"<!-- generators -->.*<!-- /generators -->",
        lambda _: told,
        text,
        flags=re.DOTALL,
    )


def checksums(folder: Path) -> str:
    """What `sha256sum --check` reads."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    digests = (
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}"
        for file in files
    )
    return "".join(f"{line}\n" for line in digests)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
