"""The items of an order, each naming its product in one of three ways."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias, overload

import attrs
from mycloud_api import models

from ._arguments import Price, filled, kind, money, whole
from ._errors import InvalidRequestError
from ._hints import hinting

if TYPE_CHECKING:
    FormItem: TypeAlias = (
        models.OrderItemByProductId
        | models.OrderItemByProductSku
        | models.OrderItemByShopSku
    )
    """An item as a generated model, which spells it in a form."""

_LISTED: Final = "product_id (int), product_sku (str), shop_sku (str)"


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
    @hinting
    def __init__(
        self,
        *,
        quantity: int,
        price: Price,
        product_id: int | None = None,
        product_sku: str | None = None,
        shop_sku: str | None = None,
    ) -> None:
        _one_identifier(
            product_id=product_id, product_sku=product_sku, shop_sku=shop_sku
        )
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue]  # made by attrs for init=False
            product_id=product_id
            if product_id is None
            else whole("product_id", product_id),
            product_sku=product_sku
            if product_sku is None
            else filled("product_sku", product_sku),
            shop_sku=shop_sku if shop_sku is None else filled("shop_sku", shop_sku),
            quantity=whole("quantity", quantity),
            price=money("price", price),
        )

    @classmethod
    def of(
        cls, product: models.Product, *, quantity: int, price: Price | None = None
    ) -> Item:
        """An item for a product that was read before.

        Args:
            product: A product as the server gave it.
            quantity: How many pieces; 1 or more.
            price: Price of one piece in THB; the product's own if not given.

        Raises:
            InvalidRequestError: The product has no id, or there is no price.
        """
        if product.id is None:
            raise InvalidRequestError(
                "product",
                got="a product without an id",
                takes="a product as the server gave it",
            )
        own = product.price if price is None else price
        if own is None:
            raise InvalidRequestError(
                "price",
                got="None for a product without a price",
                takes="a price in THB",
            )
        return cls(product_id=product.id, quantity=quantity, price=own)


def form_items(items: Sequence[Item]) -> list[FormItem]:
    """The items as the generated models that spell them in a form."""
    if not items or not isinstance(items, (list, tuple)):
        raise InvalidRequestError(
            "items",
            got="none" if not items else kind(items),
            takes="a list of one Item or more",
        )
    return [_form_item(index, item) for index, item in enumerate(items)]


def _form_item(index: int, item: Item) -> FormItem:
    if not isinstance(item, Item):
        raise InvalidRequestError(
            f"items[{index}]", got=kind(item), takes=f"an Item with one of {_LISTED}"
        )
    if item.product_id is not None:
        return models.OrderItemByProductId(
            product_id=item.product_id, quantity=item.quantity, price=item.price
        )
    if item.product_sku is not None:
        return models.OrderItemByProductSku(
            product_sku=item.product_sku, quantity=item.quantity, price=item.price
        )
    return models.OrderItemByShopSku(
        shop_sku=item.shop_sku or "", quantity=item.quantity, price=item.price
    )


def _one_identifier(**values: object) -> None:
    given = [name for name, value in values.items() if value is not None]
    if len(given) != 1:
        raise InvalidRequestError(
            "Item", got=" and ".join(given) or "none", takes=f"exactly one of {_LISTED}"
        )
