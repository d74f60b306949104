"""The built site: every link leads somewhere, nothing comes from elsewhere, and every public name
is explained.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import attrs
import mycloud
import mycloud_api.models
import pytest
from mycloud._sync.catalogue import (
    Customers,
    DeliveryModes,
    ProductCategories,
    Products,
    Shops,
)
from mycloud._sync.order_items import OrderItems
from mycloud._sync.orders import Orders

from .html import read

ROOT = Path(__file__).resolve().parents[2]
SPEC_PAGES = ("mycloud.html", "mycloud.enveloped.html")
"""They draw themselves by script, with their own addresses."""

RESOURCES: list[type] = [
    Orders,
    OrderItems,
    Customers,
    Products,
    ProductCategories,
    DeliveryModes,
    Shops,
]
CLIENT = mycloud.MyCloud

MODELS: list[type] = [
    getattr(mycloud, name)
    for name in mycloud_api.models.__all__
    if name in mycloud.__all__
]


def pages(site: Path) -> list[Path]:
    """Every page that is made of Markdown; 404.html is shown by servers, and its links begin at
    their root.
    """
    return [
        page
        for page in sorted(site.rglob("*.html"))
        if page.name not in ("404.html", *SPEC_PAGES)
    ]


def local(page: Path, links: list[str]) -> Iterator[tuple[Path, str]]:
    """The file and the anchor that each link within the site leads to."""
    for link in links:
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc:
            target = (
                (page.parent / unquote(parts.path)).resolve() if parts.path else page
            )
            yield (
                target / "index.html" if target.is_dir() else target,
                unquote(parts.fragment),
            )


def test_every_link_and_every_anchor_resolves(site: Path) -> None:
    broken, followed, known = set(), 0, set(pages(site))
    for page in known:
        found = read(page)
        for target, anchor in local(page, [*found.links, *found.loaded]):
            followed += 1
            if not target.is_file():
                broken.add((page.name, str(target)))
            elif anchor and target in known and anchor not in read(target).anchors:
                broken.add((page.name, f"{target.name}#{anchor}"))

    assert broken == set()
    assert followed > 3000


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    loaded = {target for page in pages(site) for target in read(page).loaded}

    assert {target for target in loaded if urlsplit(target).netloc} == set()
    assert len(loaded) > 10


def test_every_page_of_the_repository_is_in_the_site(site: Path) -> None:
    written = {
        page.relative_to(ROOT / "docs").with_suffix(".html")
        for page in (ROOT / "docs").rglob("*.md")
    }

    assert {str(page) for page in written if not (site / page).is_file()} == set()
    for name in (
        "changelog",
        "contributing",
        "measurements",
        "openapi/index",
        "openapi/vectors/index",
    ):
        assert (site / f"{name}.html").is_file(), name


@pytest.fixture(scope="module")
def described(site: Path) -> set[str]:
    """The anchors of the reference."""
    return set[str]().union(
        *(read(page).anchors for page in (site / "reference").glob("*.html"))
    )


@pytest.mark.parametrize("name", sorted(set(mycloud.__all__) - {"__version__"}))
def test_a_public_name_is_in_the_reference(described: set[str], name: str) -> None:
    assert f"mycloud.{name}" in described


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda cls: cls.__name__)
def test_every_method_of_a_resource_is_in_the_reference(
    described: set[str], resource: type
) -> None:
    methods = {name for name in vars(resource) if not name.startswith("_")}

    assert {
        f"{resource.__module__}.{resource.__name__}.{name}" for name in methods
    } <= described


@pytest.mark.parametrize("model", MODELS, ids=lambda cls: cls.__name__)
def test_every_field_of_a_model_is_in_the_reference(
    described: set[str], model: type
) -> None:
    fields = {field.name for field in attrs.fields(model) if field.init}
    fields -= {"additional_properties"}  # which the page explains once for all models

    assert {f"mycloud.{model.__name__}.{name}" for name in fields} <= described


def test_the_version_is_in_the_reference(site: Path) -> None:
    assert "mycloud.__version__" in (site / "reference" / "index.html").read_text(
        encoding="utf-8"
    )


def test_the_texts_for_language_models_hold_every_guide_and_every_name(
    site: Path,
) -> None:
    short, full = (
        (site / name).read_text(encoding="utf-8")
        for name in ("llms.txt", "llms-full.txt")
    )
    listed = re.findall(r"^- \[.+\]\((.+?)\)", short, flags=re.MULTILINE)

    assert [page for page in listed if not (site / page).is_file()] == []
    assert {
        f"recipes/{page.stem}.md" for page in (ROOT / "docs" / "recipes").glob("*.md")
    } <= set(listed)
    assert [name for name in mycloud.__all__ if name not in full] == []


# The README is read where it lies, not in the site.


def test_every_link_of_the_readme_resolves() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [
        link
        for link in re.findall(r"\]\(([^)\s]+)\)", text)
        if not urlsplit(link).scheme
    ]
    broken = []
    for link in links:
        path, _, anchor = link.partition("#")
        target = ROOT / path if path else ROOT / "README.md"
        if not target.exists() or (anchor and anchor not in slugs(target)):
            broken.append(link)

    assert broken == []
    assert len(links) > 10


def slugs(page: Path) -> set[str]:
    """The anchors that the headings of a page get."""
    headings = re.findall(
        r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return {
        re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")
        for heading in headings
    }


# The sources of the reference.


def methods_of(cls: type) -> list[tuple[str, Callable[..., object]]]:
    return [
        (name, value)
        for name, value in vars(cls).items()
        if not name.startswith("_") and callable(value)
    ]


@pytest.mark.parametrize("cls", [*RESOURCES, CLIENT], ids=lambda cls: cls.__name__)
def test_every_docstring_names_every_argument_and_no_other(cls: type) -> None:
    for name, method in methods_of(cls):
        taken = [
            parameter
            for parameter in inspect.signature(method).parameters.values()
            if parameter.name != "self"
        ]
        names = [
            f"{'**' * (parameter.kind is parameter.VAR_KEYWORD)}{parameter.name}"
            for parameter in taken
        ]
        documented = re.findall(
            r"^    ((?:\*\*)?\w+): ", section(method, "Args"), flags=re.MULTILINE
        )

        assert documented == names, name


@pytest.mark.parametrize("cls", RESOURCES, ids=lambda cls: cls.__name__)
def test_every_docstring_says_where_its_facts_come_from(cls: type) -> None:
    for name, method in methods_of(cls):
        if name != "find":  # nothing of the API's own
            assert re.search(
                r"\((documented: |documented elsewhere: |observed)",
                inspect.getdoc(method) or "",
            ), name


@pytest.mark.parametrize("cls", [*RESOURCES, CLIENT], ids=lambda cls: cls.__name__)
def test_what_a_docstring_says_is_raised_is_an_error_of_this_client(cls: type) -> None:
    for _, method in methods_of(cls):
        raised = re.findall(
            r"^    (\w+): ", section(method, "Raises"), flags=re.MULTILINE
        )
        assert [
            name
            for name in raised
            if name not in mycloud.__all__ and name != "TypeError"
        ] == []


def section(method: object, title: str) -> str:
    """The lines of a docstring below a title such as `Args:`."""
    found = re.search(
        rf"^{title}:\n((?:    .*\n?|\n)+)",
        inspect.getdoc(method) or "",
        flags=re.MULTILINE,
    )
    return found[1] if found else ""
