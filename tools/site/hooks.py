"""What MkDocs does for this site beside what it does on its own.

Pages that live elsewhere in the repository (the changelog, the spec's README, ...) join those of
`docs/`; a link to any other file of the repository leads to a page that shows it; what `make spec`
made is taken along as it is.
"""

from __future__ import annotations

import os
import posixpath
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
SPEC = Path(os.environ.get("MYCLOUD_SPEC", ROOT / "dist" / "openapi"))
"""What `make spec` made, or `tools.site` instead."""

TAKEN_IN = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "bench/README.md": "measurements.md",
    "examples/README.md": "examples/README.md",
}
"""Pages outside of `docs/`, by their path in the repository."""

_BACK = """<nav style="font: 14px system-ui; padding: 6px 16px; background: #00796b">\
<a href="../index.html" style="color: #fff">← mycloud-client</a></nav>"""
"""Stands above a reference of the spec, which has none of the site's menus."""

# A link or an image that leads to a file, in text and not in code: [words](path#anchor).
_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)\s#]+)(?=[)#])")
_CODE = re.compile(r"^```.*?^```$", flags=re.DOTALL | re.MULTILINE)
_LANGUAGES = {
    ".py": "python",
    ".php": "php",
    ".ts": "typescript",
    ".go": "go",
    ".java": "java",
    ".yaml": "yaml",
}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fails early, with what to do, when there is no spec to take along."""
    if not (SPEC / "mycloud.html").is_file():
        raise PluginError(f"{SPEC} is not there: `make docs` makes it")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages from elsewhere, what they link to, and the spec."""
    for path, uri in TAKEN_IN.items():
        files.append(
            File.generated(
                config, uri, content=(ROOT / path).read_text(encoding="utf-8")
            )
        )
    for path in sorted(path for path in SPEC.rglob("*") if path.is_file()):
        files.append(_of_the_spec(path, config))
    for path in sorted(set(_sources(files))):
        files.append(File.generated(config, _uri_of(path), content=_shown(ROOT / path)))
    return files


def on_page_markdown(
    markdown: str, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Turns links within the repository into links within the site."""
    here = posixpath.dirname(page.file.src_uri)
    markdown = markdown.replace("<!-- version -->", _version())
    return _with_links(
        markdown,
        lambda target: posixpath.relpath(
            _uri_of(_path_of(page.file, target)), here or "."
        ),
    )


def _version() -> str:
    """The versions of the package and of its spec, for the first page."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    spec = re.search(r"^  version: (\S+)$", _spec_text(), flags=re.MULTILINE)
    assert spec is not None
    return f"Version {project['project']['version']} · spec {spec[1]} · [changelog](../CHANGELOG.md)"


def _spec_text() -> str:
    return (ROOT / "openapi" / "mycloud.yaml").read_text(encoding="utf-8")


def _of_the_spec(path: Path, config: MkDocsConfig) -> File:
    """A file that `make spec` made; its references get a way back to the site."""
    uri = f"openapi/{path.relative_to(SPEC).as_posix()}"
    if path.suffix != ".html":
        return File.generated(config, uri, abs_src_path=str(path))
    page = path.read_text(encoding="utf-8").replace("<body>", f"<body>\n  {_BACK}", 1)
    return File.generated(config, uri, content=page)


def _sources(files: Files) -> Iterator[str]:
    """Paths in the repository that pages link to and that are no pages themselves."""
    known = set(files.src_uris)
    for file in files.documentation_pages():
        for target in _links(file.content_string):
            path = _path_of(file, target)
            if _uri_of(path) not in known and (ROOT / path).exists():
                yield path


def _links(markdown: str) -> list[str]:
    found: list[str] = []
    _with_links(markdown, lambda target: found.append(target) or target)
    return found


def _with_links(markdown: str, change: Callable[[str], str]) -> str:
    """The page with every target changed that is not in code."""
    pieces, end = [], 0
    for code in _CODE.finditer(markdown):
        pieces += [
            _LINK.sub(lambda link: change(link[1]), markdown[end : code.start()]),
            code[0],
        ]
        end = code.end()
    return "".join([*pieces, _LINK.sub(lambda link: change(link[1]), markdown[end:])])


def _path_of(file: File, target: str) -> str:
    """Where in the repository a link of a page leads."""
    home = {uri: path for path, uri in TAKEN_IN.items()}.get(file.src_uri)
    if home is None:
        home = (
            file.src_uri
            if file.src_uri.startswith("openapi/")
            else f"docs/{file.src_uri}"
        )
    return posixpath.normpath(posixpath.join(posixpath.dirname(home), target))


def _uri_of(path: str) -> str:
    """Where in the site a path of the repository is shown."""
    if path in TAKEN_IN:
        return TAKEN_IN[path]
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    if path.startswith("openapi/") and (SPEC / path.removeprefix("openapi/")).is_file():
        return path
    return f"source/{path}.md"


def _shown(path: Path) -> str:
    """A page that shows a file, or all files of a folder."""
    files = (
        [path]
        if path.is_file()
        else sorted(file for file in path.rglob("*") if file.suffix in _LANGUAGES)
    )
    shown = (
        f"## {file.relative_to(ROOT)}\n\n````{_LANGUAGES.get(file.suffix, 'text')}\n{file.read_text('utf-8')}\n````\n"
        for file in files
        if "node_modules" not in file.parts
    )
    return "\n".join([f"# {path.relative_to(ROOT)}\n", *shown])
