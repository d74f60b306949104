"""Everything of ours that writes or reads a form keeps to the request vectors, and PHP's own parser
judges them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any

import httpx
import mycloud_api.models
import pytest
import yaml
from mycloud import Attachment, Item, MyCloud
from mycloud_api.types import File, form_parts

from tools.languages.multipart import Part, parts_of
from tools.languages.vectors import (
    ROOT,
    Data,
    Vector,
    content_of,
    is_file,
    load_vectors,
)
from tools.spec import bundle

from ..spec.spec_reading import Spec
from ..wire.by_the_sandbox import by_the_sandbox, merged
from ..wire.php import LOOPBACK, Php, Sent, Upload

VECTORS = load_vectors()
SPEC: dict[str, Any] = yaml.safe_load(
    (ROOT / "openapi" / "mycloud.yaml").read_text(encoding="utf-8")
)
OPERATIONS = {
    verb["operationId"]: verb
    for path in SPEC["paths"].values()
    for verb in path.values()
    if isinstance(verb, dict) and "operationId" in verb
}
every_vector = pytest.mark.parametrize(
    "vector", VECTORS, ids=[vector.name for vector in VECTORS]
)


def schema_of(vector: Vector) -> str:
    """The name of the schema of an operation's form."""
    form = OPERATIONS[vector.operation]["requestBody"]["content"]["multipart/form-data"]
    return str(form["schema"]["$ref"].rpartition("/")[2])


def with_files(value: Data) -> Any:
    """A body as the generated client takes it."""
    if is_file(value):
        return File(
            BytesIO(content_of(value)), value["filename"], value["content_type"]
        )
    if isinstance(value, list):
        return [with_files(entry) for entry in value]
    return value


def sent_by(*parts: Any) -> Sent:
    request = httpx.Request("POST", "https://mycloud.invalid", files=list(parts))
    return Sent(request.headers["Content-Type"], request.read())


def by_hand(vector: Vector) -> Sent:
    """The parts of a vector as a form, written down as RFC 7578 has it and by none of the encoders
    under test.
    """
    fence = b"--a-boundary-of-the-tests-55c1d2e0\r\n"
    chunks = [
        fence + head_of(part).encode() + b"\r\n\r\n" + part.content + b"\r\n"
        for part in vector.parts
    ]
    body = b"".join(chunks) + fence[:-2] + b"--\r\n"
    return Sent(f"multipart/form-data; boundary={fence[2:-2].decode()}", body)


def head_of(part: Part) -> str:
    head = f'Content-Disposition: form-data; name="{part.name}"'
    return (
        head
        if part.filename is None
        else f'{head}; filename="{part.filename}"\r\nContent-Type: {part.content_type}'
    )


# Those who write forms.


@every_vector
def test_the_generated_encoder_spells_a_body_so(vector: Vector) -> None:
    parts = [
        part
        for name, value in vector.body.items()
        for part in form_parts(name, with_files(value))
    ]

    assert parts_in(sent_by(*parts)) == sorted(vector.parts)


@every_vector
def test_the_generated_model_spells_a_body_so(vector: Vector) -> None:
    if any("id" in line for line in vector.body.get("order_items", [])):
        pytest.skip(
            "addressing an item by its key was only observed: the spec's items do not have it"
        )
    model = getattr(mycloud_api.models, schema_of(vector))
    given = {name: value for name, value in vector.body.items() if value is not None}
    body = model.from_dict(
        {name: given[name] for name in given if not holds_files(given[name])}
    )
    for name, value in given.items():
        if holds_files(value):
            setattr(body, name, with_files(value))

    assert parts_in(sent_by(*body.to_multipart())) == sorted(vector.parts)


def holds_files(value: Data) -> bool:
    return is_file(value) or (
        isinstance(value, list) and any(is_file(entry) for entry in value)
    )


@every_vector
def test_the_wrapper_sends_a_body_so(vector: Vector) -> None:
    sent: list[Sent] = []
    # The wrapper's updates refuse null, which could mean "leave it" or "clear it".
    body = {name: value for name, value in vector.body.items() if value is not None}
    if body.get("order_number", "").strip() != body.get("order_number", ""):
        del body[
            "order_number"
        ]  # The wrapper refuses a number that a server would trim.

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(Sent(request.headers["Content-Type"], request.read()))
        return httpx.Response(422 if request.url.path.endswith("/gettoken") else 400)

    with (
        MyCloud(
            *(vector.body.get(name, "x") for name in ("apikey", "secretkey")),
            transport=httpx.MockTransport(handle),
            token=None if vector.operation == "get_token" else "a.ready.token",
        ) as client,
        pytest.raises(Exception, match=r"400|422"),
    ):
        calls_of(client)[vector.operation](vector.path, body)

    kept = [part for part in vector.parts if part.name != "order_number"]
    expected = vector.parts if "order_number" in body else kept
    assert parts_in(sent[0]) == sorted(expected)


Call = Callable[[Mapping[str, Any], dict[str, Any]], object]


def calls_of(client: MyCloud) -> dict[str, Call]:
    """How a user sends each operation, of its path and its body."""
    return {
        "get_token": lambda path, body: client.shops.list().all(),
        "create_order": lambda path, body: client.orders.create(
            **order_arguments(body)
        ),
        "update_order": lambda path, body: update_order(client, path["id"], body),
        "update_order_item": lambda path, body: client.order_items.update(
            path["id"], **body
        ),
        "create_customer": lambda path, body: client.customers.create(**body),
        "update_customer": lambda path, body: client.customers.update(
            path["id"], **body
        ),
        "create_product": lambda path, body: create_product(client, body),
        "update_product": lambda path, body: client.products.update(
            path["product_id"], **body
        ),
        "create_product_category": lambda path, body: client.product_categories.create(
            **body
        ),
    }


def order_arguments(body: dict[str, Any]) -> dict[str, Any]:
    """The body of an order as `mycloud` takes it."""
    lines, labels, files = (
        body.pop(name, None) or []
        for name in ("order_items", "attach_name", "attach_file")
    )
    return body | {
        "items": [Item(**line) for line in lines],
        "attachments": [
            attachment(label, file) for label, file in zip(labels, files, strict=True)
        ],
    }


def attachment(label: str, file: Data) -> Attachment:
    return Attachment(label, content_of(file), file["filename"], file["content_type"])


def update_order(client: MyCloud, key: int, body: dict[str, Any]) -> object:
    if any("id" in line for line in body.get("order_items", [])):
        return client.request("PATCH", f"/orders/{key}", form=body)
    return client.orders.update(key, **order_arguments(body))


def create_product(client: MyCloud, body: dict[str, Any]) -> object:
    """A photo is sent under the name of its file, of which its type is guessed."""
    photo = BytesIO(content_of(body.pop("photo")))
    photo.name = "photo.jpg"
    return client.products.create(photo=photo, **body)


def parts_in(sent: Sent) -> list[Part]:
    return sorted(parts_of(sent.content_type, sent.body))


# Those who read them.


@pytest.mark.php
@LOOPBACK
@every_vector
def test_php_makes_of_the_parts_what_the_body_says(php: Php, vector: Vector) -> None:
    received = php.judge(by_hand(vector))

    assert_says(merged(received), vector.body)


@pytest.mark.php
@LOOPBACK
@every_vector
def test_the_sandbox_reads_the_parts_as_php_does(php: Php, vector: Vector) -> None:
    sent = by_hand(vector)
    received = php.judge(sent)

    assert by_the_sandbox(sent) == merged(received)


def assert_says(found: Any, meant: Data) -> None:
    """What PHP found carries what a body means: as many entries, the same numbers, the same text."""
    if is_file(meant):
        assert found == Upload(
            meant["filename"].replace('"', "%22"),
            meant["content_type"],
            content_of(meant),
        )
    elif isinstance(meant, dict):
        present = {
            name: value for name, value in meant.items() if value not in (None, [])
        }
        assert found.keys() == present.keys()
        for name, value in present.items():
            assert_says(found[name], value)
    elif isinstance(meant, list):
        assert len(found) == len(meant)
        for entry, value in zip(found, meant, strict=True):
            assert_says(entry, value)
    else:
        assert says_value(found, meant)


def says_value(found: Any, meant: Data) -> bool:
    if isinstance(meant, bool):
        return bool(found == ("1" if meant else "0"))
    if isinstance(meant, str):
        return bool(found == meant)
    return bool(re.fullmatch(r"[0-9]+(\.[0-9]+)?", found)) and Decimal(
        found
    ) == Decimal(repr(meant))


# That the vectors cover what they should.


SHIPPED = Spec(bundle.shipped()["mycloud"])
SHIPPED_OPERATIONS = {
    one.node["operationId"]: one for one in SHIPPED.operations().values()
}


@every_vector
def test_a_body_is_valid_under_the_schema_that_is_handed_out_or_says_why_not(
    vector: Vector,
) -> None:
    media = SHIPPED.body_media(SHIPPED_OPERATIONS[vector.operation])[
        "multipart/form-data"
    ]
    errors = list(
        SHIPPED.validator(media["schema"]).iter_errors(with_texts(vector.body))
    )

    assert (errors == []) == (vector.outside_schema is None), errors


def with_texts(value: Data) -> Any:
    """A body whose files are text, as JSON Schema has them."""
    if is_file(value):
        return value["filename"]
    if isinstance(value, list):
        return [with_texts(entry) for entry in value]
    if isinstance(value, dict):
        return {name: with_texts(entry) for name, entry in value.items()}
    return value


def test_most_bodies_are_valid() -> None:
    assert sum(vector.outside_schema is None for vector in VECTORS) >= 15


def test_there_is_a_vector_for_every_operation_that_takes_a_form() -> None:
    forms = {
        name for name, operation in OPERATIONS.items() if "requestBody" in operation
    }

    assert {vector.operation for vector in VECTORS} == forms


def test_together_they_set_every_field_of_every_form() -> None:
    schemas = SPEC["components"]["schemas"]
    for name in (
        "UpdateOrderBody",
        "CustomerBody",
        "UpdateProductBody",
        "UpdateOrderItemBody",
        "GetTokenBody",
    ):
        used = {
            field
            for vector in VECTORS
            if schema_of(vector).endswith(name[6:])
            for field in vector.body
        }
        assert schemas[name]["properties"].keys() - used == set(), name


def test_the_order_of_the_spec_is_among_them() -> None:
    example = OPERATIONS["create_order"]["requestBody"]["content"][
        "multipart/form-data"
    ]["example"]
    (vector,) = [vector for vector in VECTORS if vector.name == "create-order"]
    priced = [
        line | {"price": float(line["price"])} for line in vector.body["order_items"]
    ]

    assert {**vector.body, "order_items": priced}.items() >= example.items()
