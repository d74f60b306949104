"""Order items: which product, how many, at what price."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias, overload

import attrs
from mycloud_api.models import (
    OrderItemByProductId,
    OrderItemByProductSku,
    OrderItemByShopSku,
    Product,
)

from ._errors import InvalidRequestError

Price: TypeAlias = int | Decimal | str | float
"""A price in THB."""

IDENTIFIERS: Final = ("product_id", "product_sku", "shop_sku")


@attrs.frozen(init=False)
class Item:
    """One product of an order, named in exactly one of three ways (documented: Create Order).

    Args:
        product_id: The product's database key.
        product_sku: MyCloud's SKU of the product.
        shop_sku: The shop's own SKU of the product.
        quantity: How many pieces; 1 or more.
        price: Price of one piece in THB; not negative, and no finer than one satang.

    Raises:
        InvalidRequestError: Not exactly one identifier, or a quantity or price that cannot be.
    """

    product_id: int | None
    product_sku: str | None
    shop_sku: str | None
    quantity: int
    price: Decimal

    @overload
    def __init__(self, *, product_id: int, quantity: int, price: Price) -> None: ...
    @overload
    def __init__(self, *, product_sku: str, quantity: int, price: Price) -> None: ...
    @overload
    def __init__(self, *, shop_sku: str, quantity: int, price: Price) -> None: ...
    def __init__(
        self,
        *,
        quantity: int,
        price: Price,
        product_id: int | None = None,
        product_sku: str | None = None,
        shop_sku: str | None = None,
    ) -> None:
        _one_identifier(product_id, product_sku, shop_sku)
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue]  # made by attrs for init=False
            product_id=product_id if product_id is None else whole("product_id", product_id),
            product_sku=product_sku if product_sku is None else sku("product_sku", product_sku),
            shop_sku=shop_sku if shop_sku is None else sku("shop_sku", shop_sku),
            quantity=whole("quantity", quantity),
            price=money("price", price),
        )

    @classmethod
    def of(cls, product: Product, *, quantity: int, price: Price | None = None) -> Item:
        """An item for a product that was read before, at the product's own price unless one is given (THB).

        Raises:
            InvalidRequestError: The product has no id, or neither a price of its own nor one given.
        """
        if product.id is None:
            raise InvalidRequestError("product", got="a product without an id", takes="a product as the server gave it")
        own = product.price if price is None else price
        if own is None:
            raise InvalidRequestError("price", got="None for a product without a price", takes="a price in THB")
        return cls(product_id=product.id, quantity=quantity, price=own)


def form_items(
    items: Iterable[Item],
) -> list[OrderItemByProductId | OrderItemByProductSku | OrderItemByShopSku]:
    """The items as the generated models that spell them in a form."""
    return [_form_item(index, item) for index, item in enumerate(items)]


def _form_item(index: int, item: Item) -> OrderItemByProductId | OrderItemByProductSku | OrderItemByShopSku:
    if not isinstance(item, Item):
        raise InvalidRequestError(f"items[{index}]", got=kind(item), takes=f"an Item with one of {_listed()}")
    if item.product_id is not None:
        return OrderItemByProductId(product_id=item.product_id, quantity=item.quantity, price=item.price)
    if item.product_sku is not None:
        return OrderItemByProductSku(product_sku=item.product_sku, quantity=item.quantity, price=item.price)
    return OrderItemByShopSku(shop_sku=item.shop_sku or "", quantity=item.quantity, price=item.price)


def _one_identifier(*values: object) -> None:
    given = [name for name, value in zip(IDENTIFIERS, values, strict=True) if value is not None]
    if len(given) != 1:
        raise InvalidRequestError("Item", got=" and ".join(given) or "none", takes=f"exactly one of {_listed()}")


def _listed() -> str:
    return "product_id (int), product_sku (str), shop_sku (str)"


def whole(argument: str, value: object) -> int:
    """A whole number of 1 or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InvalidRequestError(argument, got=shown_number(value), takes="a whole number of 1 or more")
    return value


def sku(argument: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InvalidRequestError(argument, got=kind(value), takes="a SKU as text that is not empty")
    return encodable(argument, value)


def encodable(argument: str, value: str) -> str:
    """Text that UTF-8 can spell; half of a surrogate pair, which Python lets stand, is none."""
    try:
        value.encode()
    except UnicodeEncodeError:
        # Not `from`: the codec's error holds the whole text.
        raise InvalidRequestError(argument, got="half of a surrogate pair", takes="text of whole characters") from None
    return value


def money(argument: str, value: object) -> Decimal:
    """An amount in THB as a Decimal: finite, not negative, no finer than one satang (0.01 THB)."""
    amount = _decimal(value)
    if amount is None or not amount.is_finite() or amount < 0:
        raise InvalidRequestError(argument, got=shown_number(value), takes="a finite amount in THB, 0 or more")
    if len(f"{amount:f}".partition(".")[2].rstrip("0")) > 2:
        raise InvalidRequestError(argument, got=shown_number(value), takes="an amount no finer than 0.01 THB; round it")
    return amount.copy_abs()  # not "-0"


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str, float)):
        return None
    try:
        # By way of str, so that the float 0.1 is the price 0.1 and not its binary neighbour.
        return Decimal(str(value))
    except InvalidOperation:
        return None


def kind(value: object) -> str:
    """What a value is, without its content, which may be personal."""
    if value is None:
        return "None"
    return "an empty text" if value == "" else type(value).__name__


def shown_number(value: object) -> str:
    """A faulty number in full if it is one, otherwise only what it is."""
    numeric = isinstance(value, (int, float, Decimal)) or (isinstance(value, str) and _decimal(value) is not None)
    return repr(value) if numeric else kind(value)
