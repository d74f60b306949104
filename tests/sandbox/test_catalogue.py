"""Customers, products, categories, delivery modes and the shop keep what they are given."""

from typing import Any

import pytest

from .visiting import Visitor

pytestmark = pytest.mark.usefixtures("both_databases")

PRODUCT = {"name": "เสื้อยืด", "description": "คอกลม", "price": "199.00"}


def _created(visitor: Visitor, **changes: Any) -> dict[str, Any]:
    answer = visitor.post("/products", form={**PRODUCT, **changes})
    assert answer.status_code == 200, answer.text
    product: dict[str, Any] = answer.json()["product"]
    return product


@pytest.mark.parametrize("dialect", ["documented", "envelope"])
def test_a_customer_is_saved_changed_and_listed(dialect: str) -> None:
    visitor = Visitor({"dialect": dialect}).log_in()
    assert "CU-NEW" not in visitor.get("/customers?count=1000").text
    visitor.post("/customers", form={"code": "CU-NEW", "name": "มาลี"})
    assert "CU-NEW" in visitor.get("/customers?count=1000").text
    visitor.patch("/customers/232", form={"note": "พิเศษ"})
    customer = visitor.get("/customers/232").text
    assert "พิเศษ" in customer
    assert "คุณ พวริด" in customer


@pytest.mark.parametrize("reference", ["id", "sku", "shop_sku"])
def test_a_product_is_found_by_each_of_its_names(
    visitor: Visitor, reference: str
) -> None:
    product = _created(visitor, shop_sku="MY-1")
    assert visitor.get(f"/products/{product[reference]}").json()["product"] == product
    changed = visitor.patch(
        f"/products/{product[reference]}", form={"price": "1.50"}
    ).json()["product"]
    assert changed == {**product, "price": 1.5}


def test_a_product_of_another_number_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("/products/NO-SUCH").status_code == 404
    assert visitor.get("/products/1").status_code == 404


@pytest.mark.parametrize("field", PRODUCT)
def test_a_product_needs_name_description_and_price(
    visitor: Visitor, field: str
) -> None:
    answer = visitor.post("/products", form={**PRODUCT, field: ""})
    assert (answer.status_code, answer.json()["message"]) == (
        422,
        f"{field} is required.",
    )


def test_mycloud_assigns_the_sku_and_the_code(visitor: Visitor) -> None:
    product = _created(visitor, sku="MINE")
    assert product["sku"].startswith("MAI")
    changed = visitor.patch(f"/products/{product['id']}", form={"sku": "MINE"}).json()[
        "product"
    ]
    assert changed["sku"] == product["sku"]
    categories = [
        visitor.post(
            "/productcategories", form={"name": "T-Shirts", "code": "X"}
        ).json()["productcategory"]
        for _ in range(2)
    ]
    assert len({category["code"] for category in categories}) == 2
    assert all(category["code"].startswith("CAT") for category in categories)


def test_a_product_keeps_its_references_and_its_photo(visitor: Visitor) -> None:
    product = _created(
        visitor, client_references=["a", "ข"], photo=("p.png", b"\x89PNG", "image/png")
    )
    assert product["client_references"] == ["a", "ข"]
    assert visitor.get(product["photo_url"]).content == b"\x89PNG"


@pytest.mark.parametrize("field", PRODUCT)
def test_an_update_cannot_empty_what_a_product_must_have(
    visitor: Visitor, field: str
) -> None:
    answer = visitor.patch("/products/MAI002", form={field: ""})
    assert (answer.status_code, answer.json()["message"]) == (
        422,
        f"{field} cannot be emptied.",
    )


def test_an_empty_reference_keeps_its_place(visitor: Visitor) -> None:
    assert _created(visitor, client_references=["a", "", "c"])["client_references"] == [
        "a",
        "",
        "c",
    ]


def test_a_photo_of_a_type_that_cannot_be_is_served_as_bytes(visitor: Visitor) -> None:
    product = _created(visitor, photo=("p.png", b"\x89PNG", "ไทย/png"))
    assert (
        visitor.get(product["photo_url"]).headers["content-type"]
        == "application/octet-stream"
    )


def test_a_file_that_is_over_the_limit_the_form_itself_sets_is_refused(
    visitor: Visitor,
) -> None:
    answer = visitor.post(
        "/products",
        form={
            **PRODUCT,
            "MAX_FILE_SIZE": 3,
            "photo": ("p.png", b"\x89PNG", "image/png"),
        },
    )
    assert (answer.status_code, answer.json()["message"]) == (
        422,
        "photo did not arrive whole (PHP's upload error 2).",
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"client_references": list("abcde")},
            "client_references takes at most 4 entries, got 5.",
        ),
        (
            {"photo": "x"},
            'photo must be a file, sent as a part with a filename, got "x".',
        ),
        ({"cost": "-1"}, "cost must be at least 0, got -1.0."),
    ],
)
def test_the_limits_of_a_product_are_those_of_the_spec(
    visitor: Visitor, changes: Any, message: str
) -> None:
    answer = visitor.post("/products", form={**PRODUCT, **changes})
    assert (answer.status_code, answer.json()["message"]) == (422, message)


def test_a_product_that_is_still_in_the_warehouse_cannot_be_deleted(
    visitor: Visitor,
) -> None:
    answer = visitor.delete("/products/MAI002")
    assert answer.status_code == 422
    assert "warehouse still holds" in answer.json()["message"]
    assert visitor.get("/products/MAI002").status_code == 200


def test_a_new_product_is_in_no_warehouse_and_can_be_deleted(visitor: Visitor) -> None:
    product = _created(visitor)
    assert product["physical_inventory"] == 0
    assert visitor.delete(f"/products/{product['id']}").json()["product"] == product
    assert visitor.get(f"/products/{product['id']}").status_code == 404


@pytest.mark.parametrize("reference", ["id", "code", "email"])
def test_the_shop_is_found_by_each_of_its_names(
    visitor: Visitor, reference: str
) -> None:
    (shop,) = visitor.get("/shops").json()["shop"]
    assert visitor.get(f"/shops/{shop[reference]}").json()["shop"] == shop
