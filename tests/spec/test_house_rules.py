"""Rules the spec keeps throughout, and the operations beyond the two documented pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from tools.spec import documents, overlay

from .spec_reading import REPOSITORY, SPEC_FILE, Node, Operation, Spec, nodes, read_spec

DOCUMENTATION = REPOSITORY / ".." / "shared" / "docs"
LONGEST_COMMON_RUN = 5
PROVENANCES = {"documented", "documented-elsewhere", "observed"}
VERBS = {
    "get": {"get", "list"},
    "post": {"create", "get"},
    "patch": {"update"},
    "delete": {"delete"},
}

# What each operation answers with: the key in which the documentation wraps the answer.
WRAPPERS = {
    "POST /gettoken": "token",
    "GET /orders": "orders",
    "POST /orders": "order",
    "GET /orders/{id}": "order",
    "PATCH /orders/{id}": "order",
    "DELETE /orders/{id}": "order",
    "GET /orders/{id}/orderitems": "orderitems",
    "GET /orderitems/{id}": "orderitem",
    "PATCH /orderitems/{id}": "orderitem",
    "DELETE /orderitems/{id}": "orderitem",
    "GET /customers": "customers",
    "POST /customers": "customer",
    "GET /customers/{id}": "customer",
    "PATCH /customers/{id}": "customer",
    "GET /products": "products",
    "POST /products": "product",
    "GET /products/{product_id}": "product",
    "PATCH /products/{product_id}": "product",
    "DELETE /products/{product_id}": "product",
    "GET /productcategories": "productcategories",
    "POST /productcategories": "productcategory",
    "GET /productcategories/{category_id}": "productcategory",
    "GET /deliverymodes": "deliverymodes",
    "GET /deliverymodes/{id}": "deliverymode",
    "GET /shops": "shop",
    "GET /shops/{id}": "shop",
}
LISTS = {
    "orders",
    "orderitems",
    "customers",
    "products",
    "productcategories",
    "deliverymodes",
}


@pytest.fixture(scope="module", params=["documented", "enveloped"])
def spec(request: pytest.FixtureRequest, documented: Spec) -> Spec:
    """The spec in both dialects: a rule holds for each."""
    if request.param == "documented":
        return documented
    return Spec(overlay.apply(documents.read(documents.OVERLAY), documented.document))


@pytest.fixture(scope="module")
def documented() -> Spec:
    """For rules that the envelope has no part in."""
    return read_spec()


def operations(spec: Spec) -> list[Operation]:
    return list(spec.operations().values())


def method(operation: Operation) -> str:
    return operation.name.split()[0].lower()


def properties(spec: Spec) -> Iterator[tuple[str, Node]]:
    """Every property of every schema, nested ones included, with the place where it is written."""
    for at, schema in spec.schemas():
        yield from (
            (f"{at}.{name}", found)
            for name, found in schema.get("properties", {}).items()
        )


def parameters(spec: Spec) -> list[tuple[str, Node]]:
    """Every parameter, shared or not, as the operations see it."""
    return [
        (f"{found.name} {one['name']}", one)
        for found in operations(spec)
        for one in found.parameters
    ]


def test_the_spec_is_valid_openapi(spec: Spec) -> None:
    errors = [
        error.message for error in OpenAPIV30SpecValidator(spec.document).iter_errors()
    ]
    assert errors == []


@pytest.mark.parametrize(("name", "wrapper"), WRAPPERS.items(), ids=WRAPPERS)
def test_an_operation_wraps_its_answer_as_documented(
    documented: Spec, name: str, wrapper: str
) -> None:
    answer = documented.merged(documented.answer_schema(documented.operations()[name]))
    kind = documented.merged(answer["properties"][wrapper])["type"]
    assert (list(answer["properties"]), answer["required"]) == ([wrapper], [wrapper])
    assert kind == expected_kind(name, wrapper)


def expected_kind(name: str, wrapper: str) -> str:
    """The token is text; a list is an array, even where its name is in the singular."""
    if wrapper == "token":
        return "string"
    return "array" if wrapper in LISTS or name == "GET /shops" else "object"


def test_there_is_no_operation_that_nobody_documented_or_saw(spec: Spec) -> None:
    assert set(spec.operations()) - set(WRAPPERS) == set()


def test_operation_ids_are_in_snake_case_and_start_with_the_verb_of_their_method(
    spec: Spec,
) -> None:
    wrong = [
        found.name
        for found in operations(spec)
        if not re.fullmatch(r"[a-z]+(_[a-z]+)+", found.node.get("operationId", ""))
        or found.node["operationId"].split("_")[0] not in VERBS[method(found)]
    ]
    assert wrong == []


def test_only_the_token_is_got_by_post(spec: Spec) -> None:
    posts = [found for found in operations(spec) if method(found) == "post"]
    got = [
        found.name for found in posts if found.node["operationId"].startswith("get_")
    ]
    assert got == ["POST /gettoken"]


def test_operation_ids_are_unique(spec: Spec) -> None:
    counts = Counter(found.node["operationId"] for found in operations(spec))
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_operation_has_one_tag_and_every_tag_is_declared_with_a_description(
    spec: Spec,
) -> None:
    declared = {tag["name"] for tag in spec.document["tags"] if tag.get("description")}
    used = [found.node.get("tags", []) for found in operations(spec)]
    assert [tags for tags in used if len(tags) != 1] == []
    assert {tag for tags in used for tag in tags} == declared


def test_every_operation_has_a_summary_and_a_description_that_says_more(
    spec: Spec,
) -> None:
    texts = [
        (found.node.get("summary", ""), found.node.get("description", ""))
        for found in operations(spec)
    ]
    assert [both for both in texts if not 0 < len(both[0]) < len(both[1])] == []


def test_every_parameter_and_property_has_a_description(spec: Spec) -> None:
    described = [*parameters(spec), *properties(spec)]
    assert [at for at, node in described if not node.get("description")] == []


def test_every_operation_parameter_and_property_says_how_well_it_is_known(
    spec: Spec,
) -> None:
    named = [(found.name, found.node) for found in operations(spec)]
    tagged = [*named, *parameters(spec), *properties(spec)]
    assert [
        at for at, node in tagged if node.get("x-provenance") not in PROVENANCES
    ] == []


def test_what_the_server_posts_is_described_as_an_operation_is(spec: Spec) -> None:
    """It needs no token, has an example, and says how well each part of it is known."""
    (hook,) = spec.document["x-webhooks"].values()
    body = hook["post"]["requestBody"]["content"]["application/json"]
    known = [hook["post"], *hook["post"]["responses"].values()]

    assert {node["x-provenance"] for node in known} == {"observed"}
    assert 0 < len(hook["post"]["summary"]) < len(hook["post"]["description"])
    assert hook["post"]["security"] == []
    assert set(body["example"]) == set(body["schema"]["required"])
    assert "$ref" not in str(body["schema"])  # else generators would make a model


def test_every_server_and_every_key_says_how_well_it_is_known(spec: Spec) -> None:
    named = [
        *spec.document["servers"],
        *spec.document["components"]["securitySchemes"].values(),
    ]
    assert [node for node in named if node.get("x-provenance") not in PROVENANCES] == []


def test_every_extension_is_explained_at_the_head_of_the_spec(spec: Spec) -> None:
    head = SPEC_FILE.read_text(encoding="utf-8").partition("openapi: ")[0]
    explained = set(re.findall(r"^# (x-[a-z-]+)", head, flags=re.MULTILINE))
    used = {
        key for _, node in nodes(spec.document) for key in node if key.startswith("x-")
    }
    assert {"x-provenance", "x-dialect"} <= used <= explained


def test_there_is_something_of_each_kind_to_check(documented: Spec) -> None:
    places = [at for at, _ in properties(documented)]
    assert "GET /orders/{id} id" in [at for at, _ in parameters(documented)]
    assert "components.schemas.Order.order_items" in places
    assert "components.schemas.OrderItemByShopSku.shop_sku" in places


def test_a_bearer_token_is_asked_for_once_at_the_root(spec: Spec) -> None:
    (requirement,) = spec.document["security"]
    ((name, scopes),) = requirement.items()
    scheme = spec.document["components"]["securitySchemes"][name]
    assert (scheme["type"], scheme["scheme"], scopes) == ("http", "bearer", [])


def test_only_getting_a_token_needs_no_token(spec: Spec) -> None:
    own = {
        found.name: found.node["security"]
        for found in operations(spec)
        if "security" in found.node
    }
    assert own == {"POST /gettoken": []}


def test_every_operation_says_what_a_failure_looks_like(spec: Spec) -> None:
    wrong = [
        found.name
        for found in operations(spec)
        if not failures_with_a_message(spec, found)
    ]
    assert wrong == []


def test_every_operation_says_what_may_go_wrong_with_what_it_takes(spec: Spec) -> None:
    assert [
        found.name
        for found in operations(spec)
        if not expected_failures(found) <= set(found.node["responses"])
    ] == []


def expected_failures(operation: Operation) -> set[str]:
    """A token may be wrong, an id unknown, a body or a parameter refused."""
    places = {parameter["in"] for parameter in operation.parameters}
    takes = {
        "401": True,
        "404": "path" in places,
        "422": "query" in places or "requestBody" in operation.node,
    }
    return {status for status, needed in takes.items() if needed}


def failures_with_a_message(spec: Spec, operation: Operation) -> list[str]:
    """The 4xx and default answers whose schema has a message."""
    statuses = [
        status
        for status in operation.node["responses"]
        if re.fullmatch("4..|default", status)
    ]
    answers = {
        status: spec.merged(spec.answer_schema(operation, status))
        for status in statuses
    }
    return [
        status
        for status, answer in answers.items()
        if "message" in answer.get("properties", {})
    ]


@pytest.mark.parametrize("name", ["POST /orders", "PATCH /orders/{id}"])
def test_an_order_is_sent_as_a_form_whose_items_are_spelled_with_indexes(
    spec: Spec, name: str
) -> None:
    content = spec.body_media(spec.operations()[name])
    assert list(content) == ["multipart/form-data"]
    assert content["multipart/form-data"]["x-form-encoding"] == "php-indexed"


def test_no_form_has_an_encoding_since_it_helps_no_generator_and_ogen_refuses_it(
    spec: Spec,
) -> None:
    assert [at for at, node in nodes(spec.document) if "encoding" in node] == []


def test_every_integer_says_how_large_it_may_be(spec: Spec) -> None:
    integers = [
        (at, node) for at, node in spec.schemas() if node.get("type") == "integer"
    ]
    assert integers
    assert [
        at for at, node in integers if node.get("format") not in ("int32", "int64")
    ] == []


def test_every_answer_says_how_well_it_is_known(spec: Spec) -> None:
    answers = [
        (f"{found.name} {status}", spec.resolved(answer))
        for found in operations(spec)
        for status, answer in found.node["responses"].items()
    ]
    assert [
        at for at, one in answers if one.get("x-provenance") not in PROVENANCES
    ] == []


def test_every_answer_has_an_example_that_fits(spec: Spec) -> None:
    for found in operations(spec):
        media = found.node["responses"]["200"]["content"]["application/json"]
        example = spec.resolved(media["examples"]["success"])["value"]
        assert complaints(spec, found.name, media["schema"], example) == []


def test_every_example_fits_its_schema(spec: Spec) -> None:
    found = list(examples(spec))
    wrong = [complaint for each in found for complaint in complaints(spec, *each)]
    assert found
    assert wrong == []


def examples(spec: Spec) -> Iterator[tuple[str, Node, Any]]:
    """Every example with its schema: those of schemas, and those of media types and parameters."""
    for at, schema in spec.schemas():
        if "example" in schema:
            yield at, schema, schema["example"]
    for at, node in nodes(spec.document):
        if "example" in node and "schema" in node:
            yield at, node["schema"], node["example"]


def complaints(spec: Spec, at: str, schema: Node, example: Any) -> list[str]:
    return [
        f"{at}: {error.message}"
        for error in spec.validator(schema).iter_errors(example)
    ]


def test_a_second_name_points_at_a_field_of_the_same_object_and_type(
    documented: Spec,
) -> None:
    pairs = [
        (
            f"{at}.{name}",
            documented.merged(found),
            documented.merged(schema["properties"].get(found["x-same-as"], {})),
        )
        for at, schema in documented.schemas()
        for name, found in schema.get("properties", {}).items()
        if "x-same-as" in found
    ]
    assert pairs
    assert [at for at, one, other in pairs if form(one) != form(other)] == []


def form(schema: Node) -> tuple[Any, ...]:
    return schema.get("type"), schema.get("format"), schema.get("properties")


def test_no_sentence_is_copied_from_the_documentation(spec: Spec) -> None:
    if not DOCUMENTATION.is_dir():
        pytest.skip(
            "the vendor's documentation is not part of this repository: ../shared/docs is missing"
        )
    pages = [file.read_text(encoding="utf-8") for file in DOCUMENTATION.glob("*.txt")]
    documented = {run for page in pages for run in runs(page)}
    copied = {
        f"{at}: {' '.join(run)}"
        for at, text in prose(spec)
        for run in runs(text)
        if run in documented
    }
    assert documented
    assert copied == set()


def prose(spec: Spec) -> Iterator[tuple[str, str]]:
    """Every summary and description of the spec with its place."""
    for at, node in nodes(spec.document):
        texts = [
            (key, node[key])
            for key in ("summary", "description")
            if isinstance(node.get(key), str)
        ]
        yield from ((f"{at}.{key}", text) for key, text in texts)


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of words that is long enough to be a copy; a run does not cross a blank line."""
    for paragraph in re.split(r"\n\s*\n", text):
        words = re.findall(r"[^\W_]+(?:[_'’][^\W_]+)*", paragraph.lower())
        starts = range(len(words) - LONGEST_COMMON_RUN)
        yield from (
            tuple(words[start : start + LONGEST_COMMON_RUN + 1]) for start in starts
        )
