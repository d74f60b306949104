"""Customers, products and their categories, delivery modes and the shop."""

import re
from collections.abc import Mapping, Sequence

from .calls import Call, Handler
from .contract import Contract
from .reading import is_empty, read_file, refuse_emptied
from .records import Json, Record, key_of
from .refusals import NotFound, Refusal

_KEY = re.compile(r"[1-9][0-9]{0,17}")
_PRODUCT_REFERENCES = ("id", "sku", "shop_sku")
_SHOP_REFERENCES = ("id", "code", "email")


def find(
    call: Call, table: str, reference: str, columns: Sequence[str] = ("id",)
) -> Record:
    """The row a path names by one of these columns, tried in their order."""
    keys = {"id": int(reference)} if _KEY.fullmatch(reference) else {}
    values = (
        dict.fromkeys((column for column in columns if column != "id"), reference)
        | keys
    )
    for column in columns:
        row = (
            call.store.find(table, column, values[column]) if column in values else None
        )
        if row and call.is_committed(row):
            return row
    raise NotFound(f"There is no such {noun(table)}.")


def noun(table: str) -> str:
    """What a message calls an entry of a table: `ProductCategory` is a product category."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", table).lower()


def products(call: Call, rows: Sequence[Record]) -> list[Record]:
    """Products as they are answered, with the address of the photo."""
    return [{**row, "photo_url": call.file_url(row["photo_url"])} for row in rows]


def assigned_code(contract: Contract, table: str, column: str, key: int) -> str:
    """A code as MyCloud assigns them: letters and a number of at least as many digits as in the
    spec's example.
    """
    letters, digits = re.findall(r"\D+|\d+", str(contract.example(table, column)))
    return f"{letters}{key:0{len(digits)}d}"


def _list(table: str) -> Handler:
    return lambda call: call.rows(table)


def _get(table: str, columns: Sequence[str] = ("id",)) -> Handler:
    return lambda call: find(call, table, call.reference, columns)


def _list_products(call: Call) -> list[Record]:
    return products(call, call.rows("Product"))


def _get_product(call: Call) -> Record:
    row = find(call, "Product", call.reference, _PRODUCT_REFERENCES)
    return products(call, [row])[0]


def _create_customer(call: Call) -> Record:
    return _added(call, "Customer", call.columns("Customer"))


def _update_customer(call: Call) -> Record:
    key = key_of(find(call, "Customer", call.reference))
    call.store.update("Customer", key, call.columns("Customer"))
    return find(call, "Customer", str(key))


def _create_product_category(call: Call) -> Record:
    return _added(
        call, "ProductCategory", call.columns("ProductCategory"), code_column="code"
    )


def _create_product(call: Call) -> Record:
    values = {**_new_product(call), **call.columns("Product"), **_photo(call)}
    return products(call, [_added(call, "Product", values, code_column="sku")])[0]


def _update_product(call: Call) -> Record:
    key = key_of(find(call, "Product", call.reference, _PRODUCT_REFERENCES))
    values = {**call.columns("Product"), **_photo(call)}
    refuse_emptied(values, call.contract.required("create_product"))
    call.store.update("Product", key, values)
    return products(call, [find(call, "Product", str(key))])[0]


def _delete_product(call: Call) -> Record:
    product = find(call, "Product", call.reference, _PRODUCT_REFERENCES)
    if product["physical_inventory"]:
        raise Refusal(
            f"The warehouse still holds {product['physical_inventory']} pieces of this product."
        )
    call.store.delete("Product", key_of(product))
    return products(call, [product])[0]


def _added(
    call: Call, table: str, values: Mapping[str, Json], code_column: str | None = None
) -> Record:
    key = call.store.insert(table, values)
    if code_column:
        code = assigned_code(call.contract, table, code_column, key)
        call.store.update(table, key, {code_column: code})
    return find(call, table, str(key))


def _new_product(call: Call) -> Record:
    """What a product has before the shop says anything: nothing of it is in the warehouse."""
    shop = next(iter(call.store.rows("Shop")), None)
    stock = [
        field.name
        for field in call.contract.shapes["Product"].fields
        if field.name.endswith("_inventory")
    ]
    return {
        "shop_id": shop and shop["id"],
        "active": True,
        "available": True,
        **dict.fromkeys(stock, 0),
    }


def _photo(call: Call) -> Record:
    photo = call.form.get("photo")
    if is_empty(photo):
        return {}
    return {"photo_url": call.store.save_file(read_file(photo, "photo"))}


HANDLERS: dict[str, Handler] = {
    "list_customers": _list("Customer"),
    "get_customer": _get("Customer"),
    "create_customer": _create_customer,
    "update_customer": _update_customer,
    "list_products": _list_products,
    "get_product": _get_product,
    "create_product": _create_product,
    "update_product": _update_product,
    "delete_product": _delete_product,
    "list_product_categories": _list("ProductCategory"),
    "get_product_category": _get("ProductCategory"),
    "create_product_category": _create_product_category,
    "list_delivery_modes": _list("DeliveryMode"),
    "get_delivery_mode": _get("DeliveryMode"),
    "list_shops": _list("Shop"),
    "get_shop": _get("Shop", _SHOP_REFERENCES),
}
