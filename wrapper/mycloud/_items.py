"""What goes into an order: items, and the files attached to it."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias, overload

import attrs
from mycloud_api.models import (
    OrderItemByProductId,
    OrderItemByProductSku,
    OrderItemByShopSku,
    Product,
)
from mycloud_api.types import File

from ._arguments import Price, filled, kind, money, one_line, whole
from ._errors import InvalidRequestError

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
    def __init__(
        self,
        *,
        quantity: int,
        price: Price,
        product_id: int | None = None,
        product_sku: str | None = None,
        shop_sku: str | None = None,
    ) -> None:
        _one_identifier(product_id=product_id, product_sku=product_sku, shop_sku=shop_sku)
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue]  # made by attrs for init=False
            product_id=product_id if product_id is None else whole("product_id", product_id),
            product_sku=product_sku if product_sku is None else filled("product_sku", product_sku),
            shop_sku=shop_sku if shop_sku is None else filled("shop_sku", shop_sku),
            quantity=whole("quantity", quantity),
            price=money("price", price),
        )

    @classmethod
    def of(cls, product: Product, *, quantity: int, price: Price | None = None) -> Item:
        """An item for a product that was read before.

        Args:
            product: A product as the server gave it.
            quantity: How many pieces; 1 or more.
            price: Price of one piece in THB; the product's own if not given.

        Raises:
            InvalidRequestError: The product has no id, or neither a price of its own nor one given.
        """
        if product.id is None:
            raise InvalidRequestError(
                "product", got="a product without an id", takes="a product as the server gave it"
            )
        own = product.price if price is None else price
        if own is None:
            raise InvalidRequestError(
                "price", got="None for a product without a price", takes="a price in THB"
            )
        return cls(product_id=product.id, quantity=quantity, price=own)


def form_items(
    items: Sequence[Item],
) -> list[OrderItemByProductId | OrderItemByProductSku | OrderItemByShopSku]:
    """The items as the generated models that spell them in a form."""
    if not items or not isinstance(items, (list, tuple)):
        raise InvalidRequestError(
            "items", got="none" if not items else kind(items), takes="a list of one Item or more"
        )
    return [_form_item(index, item) for index, item in enumerate(items)]


def _form_item(
    index: int, item: Item
) -> OrderItemByProductId | OrderItemByProductSku | OrderItemByShopSku:
    if not isinstance(item, Item):
        raise InvalidRequestError(
            f"items[{index}]", got=kind(item), takes=f"an Item with one of {_LISTED}"
        )
    if item.product_id is not None:
        return OrderItemByProductId(
            product_id=item.product_id, quantity=item.quantity, price=item.price
        )
    if item.product_sku is not None:
        return OrderItemByProductSku(
            product_sku=item.product_sku, quantity=item.quantity, price=item.price
        )
    return OrderItemByShopSku(
        shop_sku=item.shop_sku or "", quantity=item.quantity, price=item.price
    )


def _one_identifier(**values: object) -> None:
    given = [name for name, value in values.items() if value is not None]
    if len(given) != 1:
        raise InvalidRequestError(
            "Item", got=" and ".join(given) or "none", takes=f"exactly one of {_LISTED}"
        )


Content: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO
"""A path, the bytes themselves, or a file opened in binary mode."""

OpenedFile: TypeAlias = tuple[str, File]
"""The name of an attachment, and the file as it is sent."""

MAX_ATTACHMENTS: Final = 3
"""What an order holds at most (the spec's maxItems of attach_file)."""


@attrs.frozen(init=False)
class Attachment:
    """A file attached to an order under a name agreed with MyCloud, such as `LABEL` or `RECEIPT`.

    Args:
        name: The name of the attachment. On update, a file under an existing name replaces it.
        content: A path, bytes, or a file opened in binary mode.
        filename: The file name to send; that of the path if not given.
        content_type: The media type; guessed from the file name if not given.

    Raises:
        InvalidRequestError: An empty name, a line break in a name, or a content of another kind.
    """

    name: str
    content: Content = attrs.field(repr=False)
    filename: str
    content_type: str

    def __init__(
        self,
        name: str,
        content: Content,
        filename: str | None = None,
        content_type: str | None = None,
    ) -> None:
        label = one_line("name", name)
        sent_as = one_line("filename", filename or _filename_of(content) or label)
        guessed = content_type or mimetypes.guess_type(sent_as)[0] or "application/octet-stream"
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue]  # made by attrs for init=False
            label, content, sent_as, one_line("content_type", guessed)
        )


@contextmanager
def opened(attachments: Sequence[Attachment]) -> Iterator[list[OpenedFile]]:
    """The attachments ready to be sent; what was opened here is closed afterwards.

    Raises:
        InvalidRequestError: Too many, two of one name, or a file that cannot be read.
    """
    _check(attachments)
    with ExitStack() as closing:
        files = (
            _file(f"attachments[{index}]", given, closing)
            for index, given in enumerate(attachments)
        )
        yield list(zip([given.name for given in attachments], files, strict=True))


@contextmanager
def opened_photo(photo: Content | None) -> Iterator[dict[str, Any]]:
    """The photo of a product ready to be sent, if there is one."""
    with ExitStack() as closing:
        yield (
            {} if photo is None else {"photo": _file("photo", Attachment("photo", photo), closing)}
        )


def rewindable(files: Iterable[OpenedFile]) -> bool:
    """Whether the files can be read from their beginning once more."""
    return all(file.payload.seekable() for _, file in files)


def _check(attachments: Sequence[Attachment]) -> None:
    if not isinstance(attachments, (list, tuple)):
        raise InvalidRequestError(
            "attachments", got=kind(attachments), takes="a list of Attachments"
        )
    for index, attachment in enumerate(attachments):
        if not isinstance(attachment, Attachment):
            raise InvalidRequestError(
                f"attachments[{index}]", got=kind(attachment), takes="an Attachment"
            )
    names = [attachment.name for attachment in attachments]
    if len(names) > MAX_ATTACHMENTS:
        raise InvalidRequestError(
            "attachments", got=str(len(names)), takes=f"{MAX_ATTACHMENTS} at most"
        )
    if len(set(names)) < len(names):
        raise InvalidRequestError(
            "attachments", got="two of one name", takes="a different name for each"
        )


def _file(argument: str, attachment: Attachment, closing: ExitStack) -> File:
    stream = _stream(argument, attachment.content, closing)
    return File(payload=stream, file_name=attachment.filename, mime_type=attachment.content_type)


def _stream(argument: str, content: Content, closing: ExitStack) -> BinaryIO:
    if isinstance(content, bytes):
        return BytesIO(content)
    try:
        stream = (
            content
            if not isinstance(content, (str, os.PathLike))
            else closing.enter_context(open(content, "rb"))
        )
        if not stream.readable():
            raise ValueError
        return stream
    except (
        OSError,
        ValueError,
    ) as error:  # Not to be raised from: it holds the path, which may tell of a person.
        got = (
            f"a file that cannot be read: "
            f"{getattr(error, 'strerror', None) or 'it is not open for reading'}"
        )
        raise InvalidRequestError(argument, got=got, takes="a readable file") from None


def _filename_of(content: Content) -> str | None:
    if isinstance(content, bytes):
        return None
    if isinstance(content, (str, os.PathLike)):
        return Path(content).name
    if not hasattr(content, "read") or hasattr(content, "encoding"):
        raise InvalidRequestError(
            "content", got=kind(content), takes="a path, bytes, or a file opened in binary mode"
        )
    name = getattr(content, "name", None)
    return Path(name).name if isinstance(name, str) else None
