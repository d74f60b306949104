"""What clients and factories take. An entry has the fields that a shop may send, and those only the
warehouse sets.
"""

from __future__ import annotations

import datetime

from mycloud import Ledger, OptionChanges, TokenStore
from mycloud_api.models.create_order_body import CreateOrderFields
from mycloud_api.models.customer_body import CustomerFields
from mycloud_api.models.update_product_body import UpdateProductFields


class ClientOptions(OptionChanges, total=False):
    """What a client of a sandbox may be given; each as `MyCloud` takes it."""

    api_key: str
    secret_key: str
    token: str
    token_store: TokenStore
    ledger: Ledger


class OrderValues(CreateOrderFields, total=False):
    """The fields of an order."""

    id: int
    deleted: bool
    """Whether the order is deleted: it is still among those that `deleted=True` lists."""
    delivery_mode_id: int
    mc_number: str | None
    customer_ref: str | None
    create_date: datetime.date | str
    tracking_number: str | None
    bitly_code: str | None
    bitly_url: str | None
    interface_type: str | None
    payment_bank: str | None
    payment_method: str | None
    payment_slip: str | None
    raw_delivery_status: str | None
    raw_delivery_status_name: str | None


class ProductValues(UpdateProductFields, total=False):
    """The fields of a product."""

    id: int
    deleted: bool
    sku: str | None
    shop_id: int | None
    category_id: int | None
    active: bool | None
    available: bool | None
    physical_inventory: int | None
    """With any of it in the warehouse, the product cannot be deleted."""
    reserved_inventory: int | None
    waitpayment_inventory: int | None
    recvpayment_inventory: int | None
    approved_inventory: int | None
    available_inventory: int | None


class CustomerValues(CustomerFields, total=False):
    """The fields of a customer."""

    id: int
    deleted: bool
