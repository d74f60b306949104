"""The rules of the house: what is written once stays written once, and dependencies point one way."""

from __future__ import annotations

import ast
import functools
import importlib.metadata
import inspect
import io
import operator
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import attrs
import mycloud
import mycloud_api.models
import pytest
import yaml
from mycloud import AsyncMyCloud, MyCloud, _arguments, _attachments, _settings
from mycloud._async.resource import AsyncResource
from mycloud._sync.catalogue import Customers, Products
from mycloud._sync.orders import Orders
from mycloud._sync.resource import Resource
from mycloud_api.models.create_order_body import CreateOrderFields
from mycloud_api.models.customer_body import CustomerFields
from mycloud_api.models.update_order_body import UpdateOrderFields
from mycloud_api.models.update_product_body import UpdateProductFields
from mycloud_api.values import json_names

ROOT = Path(__file__).resolve().parent.parent
WRAPPER = ROOT / "wrapper" / "mycloud"
SPEC: dict[str, Any] = yaml.safe_load(
    (ROOT / "openapi" / "mycloud.yaml").read_text(encoding="utf-8")
)
SCHEMAS: dict[str, Any] = SPEC["components"]["schemas"]
MODULES = sorted(path for path in WRAPPER.rglob("*.py") if "_sync" not in path.parts)
RUNTIME = sorted((ROOT / "templates" / "runtime").glob("*.py"))


def lines_of_code(source: str) -> int:
    """Lines that hold code: no blanks, no comments, no docstrings."""
    tree = ast.parse(source)
    docstrings = {line for node in ast.walk(tree) for line in docstring_lines(node)}
    silent = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    code = {
        line
        for token in tokens
        if token.type not in silent
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(code - docstrings)


def docstring_lines(node: ast.AST) -> Iterator[int]:
    """The lines of texts that stand alone, as docstrings of modules, classes, functions and
    attributes do.
    """
    if (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ):
        yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


def imports_of(path: Path) -> set[str]:
    """The top-level packages a module imports, wherever in it."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {
        alias.name
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    absolute = {
        node.module or ""
        for node in nodes
        if isinstance(node, ast.ImportFrom) and not node.level
    }
    return {name.partition(".")[0] for name in plain | absolute}


def test_the_count_of_code_leaves_out_what_is_not_code() -> None:
    source = '"""Doc."""\n\n# comment\ndef f() -> str:\n    """Doc\n    doc."""\n    return """a\nb"""\n'

    assert lines_of_code(source) == 3


# Hand-written client code: the wrapper without its generated half, and what generated/ copies.
# A line that raises this gives the reason:
#   3100: lines of at most 88 columns with the formatter's magic commas (2,200 before, in lines of
#         120 and with many statements squeezed), the arguments of create and update
#         written out (150), and httpx2.
#   4250: one boundary for every failure, connections that know what they sent, loose numbers,
#         and settings, tokens and files that are checked where they are given.
#   4600: notifications: what was posted, what confirms it, and the order of statuses.
#   5800: orders that are placed once: ensure, its ledgers on SQLite and PostgreSQL, and what
#         an order holds.
#   6050: values that are never changed in silence, a time zone, models with behaviour.
#   6400: a walk that sees over gaps and notices a list that changes its order.
#   7000: a token and a rate limit that machines share over Redis, and max_connections=.
#   7150: names that people type first, each answered with the right one.
#   7350: text of the server is made harmless, and answers to updates are compared.
RATCHET = 7350


def test_hand_written_client_code_grows_only_for_a_reason() -> None:
    counts = {
        path.relative_to(ROOT).as_posix(): lines_of_code(
            path.read_text(encoding="utf-8")
        )
        for path in MODULES + RUNTIME
    }

    assert sum(counts.values()) <= RATCHET, counts


def test_no_module_of_the_wrapper_grows_into_a_file_of_everything() -> None:
    assert [
        path.name
        for path in MODULES
        if lines_of_code(path.read_text(encoding="utf-8")) > 360
    ] == []


@pytest.mark.parametrize(
    ("folder", "forbidden"),
    [
        (
            "generated/mycloud_api",
            {"mycloud", "mycloud_sandbox", "mycloud_testing", "tests"},
        ),
        ("wrapper/mycloud", {"mycloud_sandbox", "mycloud_testing", "tests", "yaml"}),
        (
            "companions/mycloud_sandbox",
            {"mycloud", "mycloud_api", "mycloud_testing", "tests"},
        ),
        ("companions/mycloud_testing", {"tests"}),
        ("companions/mycloud_cli", {"mycloud_testing", "mycloud_dlt", "tests"}),
        ("companions/mycloud_cli/export", {"mycloud_sandbox", "typer", "rich"}),
        ("companions/mycloud_cli/placing", {"mycloud_sandbox", "typer", "rich"}),
        (
            "companions/mycloud_dlt",
            {"mycloud_sandbox", "mycloud_testing", "typer", "rich", "tests"},
        ),
    ],
)
def test_dependencies_point_one_way(folder: str, forbidden: set[str]) -> None:
    found = {
        path.name: imports_of(path) & forbidden
        for path in (ROOT / folder).rglob("*.py")
    }

    assert {name: names for name, names in found.items() if names} == {}


def test_one_module_chooses_the_http_library() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in MODULES}

    assert [
        path.name for path in MODULES if imports_of(path) & {"httpx", "httpx2"}
    ] == []
    assert [
        name for name, source in sources.items() if "importlib.import_module(" in source
    ] == ["_http.py"]


def test_importing_the_package_imports_no_http_library() -> None:
    script = "import sys, mycloud; sys.exit('httpx' in sys.modules or 'mycloud_api' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_every_public_name_is_there_and_sorted() -> None:
    source = (WRAPPER / "__init__.py").read_text(encoding="utf-8")
    for_checkers = re.findall(
        r"^    from \S+ import (\w+) as \1$", source, flags=re.MULTILINE
    )

    assert sorted([*for_checkers, "__version__"]) == mycloud.__all__
    assert all(getattr(mycloud, name) is not None for name in mycloud.__all__)
    assert dir(mycloud) == mycloud.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = mycloud.Nothing  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def test_every_public_class_and_method_has_a_docstring() -> None:
    classes = [
        getattr(mycloud, name)
        for name in mycloud.__all__
        if inspect.isclass(getattr(mycloud, name))
    ]
    resources = [*Resource.__subclasses__(), *AsyncResource.__subclasses__()]
    members = [
        vars(cls)[name]
        for cls in [*resources, MyCloud, AsyncMyCloud]
        for name in vars(cls)
        if not name.startswith("_")
    ]

    assert [thing for thing in [*classes, *members] if not inspect.getdoc(thing)] == []


@pytest.mark.parametrize(
    ("resource", "methods"),
    [
        ("orders", "list page get find create ensure update delete items confirm"),
        ("order_items", "get update delete"),
        ("customers", "list page get create update"),
        ("products", "list page get create update delete"),
        ("product_categories", "list get create"),
        ("delivery_modes", "list get"),
        ("shops", "list get"),
    ],
)
def test_each_resource_has_its_methods(resource: str, methods: str) -> None:
    with MyCloud("key", "secret") as client:
        found = getattr(client, resource)

    assert [
        name for name in vars(type(found)) if not name.startswith("_")
    ] == methods.split()


def test_every_operation_of_the_spec_is_called_by_the_wrapper() -> None:
    operations = [
        verb["operationId"]
        for path in SPEC["paths"].values()
        for verb in path.values()
        if isinstance(verb, dict) and "operationId" in verb
    ]
    calls = "".join(path.read_text(encoding="utf-8") for path in MODULES)

    assert [
        name for name in operations if not re.search(rf"api\.{name}\b", calls)
    ] == []


def methods_of(client: type) -> dict[str, Callable[..., object]]:
    """Every public method of a client and of its resources, by its dotted name."""
    found = {
        name: getattr(client, name) for name in dir(client) if not name.startswith("_")
    }
    own = {name: value for name, value in found.items() if inspect.isfunction(value)}
    resources = {
        name: value
        for name, value in found.items()
        if isinstance(value, Resource | AsyncResource)
    }
    return own | {
        f"{resource}.{name}": getattr(type(value), name)
        for resource, value in resources.items()
        for name in dir(value)
        if not name.startswith("_")
    }


def blocking_signature(method: Callable[..., object]) -> str:
    return str(inspect.signature(method)).replace("Async", "")


def test_both_clients_have_the_same_methods_with_the_same_signatures() -> None:
    blocking, awaited = methods_of(MyCloud), methods_of(AsyncMyCloud)
    assert blocking.pop("close") is not awaited.pop("aclose")

    assert blocking.keys() == awaited.keys()
    assert {name: blocking_signature(method) for name, method in blocking.items()} == {
        name: blocking_signature(method) for name, method in awaited.items()
    }
    assert len(blocking) > 25
    assert str(inspect.signature(MyCloud)) == blocking_signature(AsyncMyCloud)


NOT_AWAITED = {"with_options", "answers"}
"""They send nothing."""


def test_every_method_that_sends_is_a_coroutine_function_of_the_awaited_client() -> (
    None
):
    plain = {
        name
        for name, method in methods_of(AsyncMyCloud).items()
        if not inspect.iscoroutinefunction(method)
    }

    assert plain == NOT_AWAITED | {name for name in plain if name.endswith(".list")}


# The wrapper repeats fields for the sake of signatures; they are compared with the spec.


@pytest.mark.parametrize(
    ("fields", "schema", "arguments"),
    [
        (
            CreateOrderFields,
            "UpdateOrderBody",
            {"delivery_mode_id", "order_items", "attach_name", "attach_file"},
        ),
        (CustomerFields, "CustomerBody", set()),
        (UpdateProductFields, "UpdateProductBody", {"photo"}),
    ],
)
def test_the_generated_fields_are_those_of_the_spec(
    fields: type, schema: str, arguments: set[str]
) -> None:
    assert (
        get_type_hints(fields).keys() | arguments
        == SCHEMAS[schema]["properties"].keys()
    )


@pytest.mark.parametrize(
    ("method", "fields", "own"),
    [
        (
            Orders.create,
            CreateOrderFields,
            "delivery_mode_id items attachments on_unknown",
        ),
        (
            Orders.ensure,
            CreateOrderFields,
            "order_number delivery_mode_id items attachments on_unknown newest",
        ),
        (Orders.update, UpdateOrderFields, "id items attachments"),
        (Customers.create, CustomerFields, ""),
        (Customers.update, CustomerFields, "id"),
        (Products.create, UpdateProductFields, "name description price photo"),
        (Products.update, UpdateProductFields, "ref photo"),
    ],
)
def test_the_arguments_of_a_method_are_the_generated_fields_and_of_their_types(
    method: Callable[..., object], fields: type, own: str
) -> None:
    taken = get_type_hints(method)
    del taken["return"]
    expected = get_type_hints(fields)

    assert taken.keys() == expected.keys() | set(own.split())
    optional = expected.keys() - set(own.split())
    changes = method.__name__ == "update"  # which refuses None
    assert {name: taken[name] for name in optional} == {
        name: without_none(expected[name]) if changes else expected[name]
        for name in optional
    }


def without_none(hint: Any) -> Any:
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    return functools.reduce(operator.or_, kinds)


def test_each_field_is_converted_as_its_type_in_the_spec_asks() -> None:
    bodies = {
        CreateOrderFields: "UpdateOrderBody",
        CustomerFields: "CustomerBody",
        UpdateProductFields: "UpdateProductBody",
    }

    for fields, schema in bodies.items():
        shaped = {
            name: field
            for name, field in SCHEMAS[schema]["properties"].items()
            if not is_plain_text(field)
        }
        as_text = {
            name
            for name, convert in _arguments._converters(fields).items()
            if convert is _arguments.text
        }
        assert as_text == fields.__annotations__.keys() - shaped.keys()


def is_plain_text(field: dict[str, Any]) -> bool:
    return field["type"] == "string" and not field.keys() & {"format", "pattern"}


def test_the_live_server_is_the_first_of_the_spec() -> None:
    assert SPEC["servers"][0]["url"] == _settings.LIVE_URL


def test_the_most_attachments_are_those_of_the_spec() -> None:
    assert (
        SCHEMAS["UpdateOrderBody"]["properties"]["attach_file"]["maxItems"]
        == _attachments.MAX_ATTACHMENTS
    )


@pytest.mark.parametrize(
    "name",
    ["Customer", "DeliveryMode", "Order", "OrderAttachment", "OrderItem", "Product"],
)
def test_the_reader_knows_every_field_under_its_name_in_the_spec(name: str) -> None:
    model, fields = getattr(mycloud_api.models, name), SCHEMAS[name]["properties"]

    same = {name for name, field in fields.items() if "x-same-as" in field}
    known = {field.name for field in attrs.fields(model)} - {"additional_properties"}

    assert json_names(model).keys() == fields.keys()
    assert known == fields.keys() - same
    assert all(isinstance(getattr(model, name), property) for name in same)


# One version.


def test_the_version_is_the_same_wherever_it_is_written() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]

    assert (
        project["version"]
        == mycloud.__version__
        == importlib.metadata.version("mycloud-client")
    )


def test_the_changelog_names_the_version_of_the_spec() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.split(r"^## ", changelog, flags=re.MULTILINE)[1]

    assert f"Spec {SPEC['info']['version']}." in newest


def test_every_make_target_is_explained_and_none_is_forgotten() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z0-9-]+):", makefile, flags=re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)

    assert phony is not None
    assert phony.group(1).split() == targets
    assert all(
        re.search(rf"^{target}:.*## \w", makefile, flags=re.MULTILINE)
        for target in targets
    )
