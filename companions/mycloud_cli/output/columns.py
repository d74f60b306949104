"""Which fields of an entry a table shows. Any other is reached with `--columns`, `--json` and
`--csv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, get_args, get_origin, get_type_hints

from ..errors import Misuse
from .safe import for_terminal, json_line

OTHERS: Final = "additional_properties"
"""The column of the fields that the spec does not know; the models call it so."""
_MODELS: Final = ("Customer", "DeliveryMode", "OrderAttachment", "OrderItem", "Product")
"""Models that stand within others."""


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        path: The field, `customer.name` for one of an object within.
        title: What stands above it.
        money: Whether it is an amount in THB.
        number: Whether it is another number, to be aligned at its end.
        wide: Whether it is shown only where there is room for it.
        prose: Whether it is cut first where there is not; half an identifier is useless.
        short: Whether it is a short word or a day, which says nothing when it is cut.
        asked: Whether it was asked for by name: it is shown however narrow the screen is.
    """

    path: str
    title: str
    money: bool = False
    number: bool = False
    wide: bool = False
    prose: bool = False
    short: bool = False
    asked: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is left out rather than cut."""
        return self.short or self.money or self.number


class View(NamedTuple):
    """How entries of one kind are shown.

    Attributes:
        name: What they are called.
        model: The client's name of their model.
        columns: The columns of their table.
    """

    name: str
    model: str
    columns: tuple[Column, ...]

    def chosen(self, paths: str | None) -> View:
        """The same with other columns, named with commas between them.

        Raises:
            Misuse: There is no such field.
        """
        names = self.paths(paths)
        if not names:
            return self
        return View(
            self.name,
            self.model,
            tuple(self._column(path) for path in names),
        )

    def _column(self, path: str) -> Column:
        """The column of a field; one of the view's own stays as it is, if there is one."""
        own = next((each for each in self.columns if each.path == path), None)
        short = own is not None and own.short
        return Column(path, path.upper().replace("_", " "), short=short, asked=True)

    def paths(self, columns: str | None) -> list[str]:
        """The fields that `--columns` names.

        Raises:
            Misuse: There is no such field.
        """
        import mycloud

        names = [path.strip() for path in (columns or "").split(",") if path.strip()]
        for name in names:
            _refuse_unknown(getattr(mycloud, self.model), name)
        return names


def _refuse_unknown(model: Any, path: str) -> None:
    if path.partition(".")[0] == OTHERS:
        return
    known = _paths_of(model)
    if path in known:
        return
    from difflib import get_close_matches

    (near,) = get_close_matches(path.lower(), known, n=1, cutoff=0)
    raise Misuse(
        f"--columns: there is no field {path!r}; the nearest is {near}. A field that the "
        f"spec does not know is {OTHERS}.NAME"
    )


def _paths_of(model: Any) -> list[str]:
    """The fields of a model, and those of the objects within it."""
    import attrs
    import mycloud

    hints = get_type_hints(
        model, localns={name: getattr(mycloud, name) for name in _MODELS}
    )
    paths = fields_of(model)
    for name in list(paths):
        kinds = () if get_origin(hints[name]) is list else get_args(hints[name])
        for kind in filter(attrs.has, kinds):
            paths += [f"{name}.{field}" for field in fields_of(kind)]
    return paths


def fields_of(model: Any) -> list[str]:
    """The fields that the spec knows."""
    import attrs  # help needs no models

    return [field.name for field in attrs.fields(model) if field.name != OTHERS]


def value_at(entry: Mapping[str, Any], path: str) -> object:
    """The field at a path; None where the entry has no such field."""
    found: object = entry
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def cell(value: object, *, money: bool = False) -> str:
    """A value as people read it: nothing for None, two decimals for money."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if money and isinstance(value, (int, float)):
        return f"{value:,.2f}"
    return (
        for_terminal(value)
        if isinstance(value, str)
        else for_terminal(json_line(value))
    )


NAMED: Final = (
    Column("id", "ID"),
    Column("code", "CODE"),
    Column("name", "NAME", prose=True),
)
"""What begins the table of everything that has a code and a name."""
ORDER_ITEMS: Final = View(
    "order items",
    "OrderItem",
    (
        Column("id", "ID"),
        Column("product.id", "PRODUCT ID"),
        Column("product.sku", "SKU"),
        Column("product.shop_sku", "SHOP SKU"),
        Column("product.name", "PRODUCT", prose=True),
        Column("quantity", "QUANTITY", number=True),
        Column("price", "PRICE THB", money=True),
    ),
)
ATTACHMENTS: Final = View(
    "attachments",
    "OrderAttachment",
    (Column("name", "NAME", prose=True), Column("url", "URL")),
)
ORDERS: Final = View(
    "orders",
    "Order",
    (
        Column("id", "ID"),
        Column("order_number", "ORDER NUMBER"),
        Column("mc_number", "MC NUMBER", wide=True),
        Column("status", "STATUS", short=True),
        Column("create_date", "CREATED", short=True),
        Column("name", "RECIPIENT", prose=True),
        Column("total_price", "TOTAL THB", money=True),
        Column("deliverymode.name", "DELIVERY MODE", wide=True, prose=True),
        Column("tracking_number", "TRACKING NUMBER", wide=True),
    ),
)
CUSTOMERS: Final = View(
    "customers",
    "Customer",
    (
        *NAMED,
        Column("phone_number", "PHONE"),
        Column("email", "E-MAIL", prose=True),
        Column("postcode", "POSTCODE"),
        Column("address", "ADDRESS", wide=True, prose=True),
    ),
)
PRODUCTS: Final = View(
    "products",
    "Product",
    (
        Column("id", "ID"),
        Column("sku", "SKU"),
        Column("shop_sku", "SHOP SKU"),
        Column("name", "NAME", prose=True),
        Column("price", "PRICE THB", money=True),
        Column("available_inventory", "AVAILABLE", number=True),
        Column("cost", "COST THB", money=True, wide=True),
        Column("description", "DESCRIPTION", wide=True, prose=True),
    ),
)
CATEGORIES: Final = View("product categories", "ProductCategory", NAMED)
DELIVERY_MODES: Final = View(
    "delivery modes",
    "DeliveryMode",
    (
        *NAMED,
        Column("contact", "CONTACT", prose=True),
        Column("available", "AVAILABLE"),
    ),
)
SHOPS: Final = View(
    "shops",
    "Shop",
    (
        *NAMED,
        Column("contact_name", "CONTACT", prose=True),
        Column("phone_number", "PHONE"),
        Column("email", "E-MAIL", prose=True),
    ),
)
NESTED: Final = {"order_items": ORDER_ITEMS, "attachments": ATTACHMENTS}
"""Lists within an entry, which are tables of their own below it."""
LEDGER: Final = View(
    "order numbers",
    "Entry",
    (
        Column("order_number", "ORDER NUMBER"),
        Column("state", "STATE"),
        Column("mc_number", "MC NUMBER"),
        Column("order_id", "ORDER ID"),
        Column("changed", "CHANGED"),
        Column("message", "MESSAGE", prose=True),
    ),
)
