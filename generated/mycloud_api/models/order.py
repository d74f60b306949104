# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..reading import read_object
from ..types import short_repr

if TYPE_CHECKING:
    from ..models.customer import Customer
    from ..models.delivery_mode import DeliveryMode
    from ..models.order_attachment import OrderAttachment
    from ..models.order_item import OrderItem


T = TypeVar("T", bound="Order")


@_attrs_define(repr=False)
class Order:
    """Goods to be shipped to one recipient."""

    id: int | None
    """ Database key of the order. """
    mc_number: None | str
    """ MyCloud's own number for the order, unique among all orders. """
    customer: Customer | None
    """ The saved customer the order is attached to, if any. """
    deliverymode: DeliveryMode | None
    """ How the order is shipped. """
    billing_title: None | str
    """ Title on the bill. """
    customer_ref: None | str
    """ The customer's own reference for the order. """
    order_number: None | str
    """ The shop's own number for the order. """
    create_date: datetime.date | None
    """ Day on which the order was created. Set by the server. """
    delivery_date: datetime.date | None
    """ Day on which the order was delivered. """
    name: None | str
    """ Name of the recipient. """
    phone_number: None | str
    """ Phone number of the recipient. """
    email: None | str
    """ E-mail address of the recipient. """
    address: None | str
    """ Street address of the recipient. """
    postcode: None | str
    """ Postal code of the recipient. """
    note: None | str
    """ Free text about the order. """
    total_price: int | None
    """ Price of the whole order, in THB. """
    payment_amount: int | None
    """ What the customer says was paid, in THB. """
    payment_date: datetime.date | None
    """ Day on which the customer says the payment was made. """
    payment_time: None | str
    """ Time of day at which the customer says the payment was made, as `HH:MM` on a clock of 24 hours. """
    weight: float | None
    """ Weight of everything to be shipped, in kg. """
    urgent: bool | None
    """ Whether the order is to be handled before others. """
    status: None | str
    """ How far the order has come. Other values than those known may appear at any time. """
    tracking_number: None | str
    """ The carrier's tracking number. """
    can_pick: bool | None
    """ Whether the warehouse may start picking. """
    customer_id: int | None
    """ Database key of the attached customer. """
    delivery_mode_id: int | None
    """ Database key of the delivery mode. """
    delivery_mode: DeliveryMode | None
    """ The name the envelope uses for `deliverymode`. """
    customer_reference: None | str
    """ The name the envelope uses for `customer_ref`. """
    bitly_code: None | str
    """ Code of a short link to the order. """
    bitly_url: None | str
    """ A short link to the order. """
    interface_type: None | str
    """ The way by which the order came in. """
    payment_bank: None | str
    """ The bank through which was paid. """
    payment_method: None | str
    """ How was paid. """
    payment_slip: None | str
    """ Where the slip of the payment is kept. """
    raw_delivery_status: None | str
    """ The carrier's own status code. """
    raw_delivery_status_name: None | str
    """ The carrier's own status, in words. """
    order_items: list[OrderItem] | None
    """ The items of the order. """
    attachments: list[OrderAttachment] | None
    """ The files attached to the order, three at most. """
    JSON_NAMES: ClassVar[dict[str, str]] = {
        "id": "id",
        "mc_number": "mc_number",
        "customer": "customer",
        "deliverymode": "deliverymode",
        "billing_title": "billing_title",
        "customer_ref": "customer_ref",
        "order_number": "order_number",
        "create_date": "create_date",
        "delivery_date": "delivery_date",
        "name": "name",
        "phone_number": "phone_number",
        "email": "email",
        "address": "address",
        "postcode": "postcode",
        "note": "note",
        "total_price": "total_price",
        "payment_amount": "payment_amount",
        "payment_date": "payment_date",
        "payment_time": "payment_time",
        "weight": "weight",
        "urgent": "urgent",
        "status": "status",
        "tracking_number": "tracking_number",
        "can_pick": "can_pick",
        "customer_id": "customer_id",
        "delivery_mode_id": "delivery_mode_id",
        "delivery_mode": "delivery_mode",
        "customer_reference": "customer_reference",
        "bitly_code": "bitly_code",
        "bitly_url": "bitly_url",
        "interface_type": "interface_type",
        "payment_bank": "payment_bank",
        "payment_method": "payment_method",
        "payment_slip": "payment_slip",
        "raw_delivery_status": "raw_delivery_status",
        "raw_delivery_status_name": "raw_delivery_status_name",
        "order_items": "order_items",
        "attachments": "attachments",
    }
    SAME_FIELDS: ClassVar[dict[str, str]] = {
        "delivery_mode": "deliverymode",
        "customer_reference": "customer_ref",
    }
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(
            self,
            [
                "id",
                "mc_number",
                "customer",
                "deliverymode",
                "order_number",
                "create_date",
                "delivery_date",
                "total_price",
                "payment_amount",
                "payment_date",
                "payment_time",
                "weight",
                "urgent",
                "status",
                "can_pick",
                "customer_id",
                "delivery_mode_id",
                "delivery_mode",
                "interface_type",
                "payment_bank",
                "payment_method",
                "raw_delivery_status",
                "raw_delivery_status_name",
                "order_items",
                "attachments",
            ],
        )

    def to_dict(self) -> dict[str, Any]:
        from ..models.customer import Customer  # noqa: PLC0415
        from ..models.delivery_mode import DeliveryMode  # noqa: PLC0415

        id: int | None
        id = self.id

        mc_number: None | str
        mc_number = self.mc_number

        customer: dict[str, Any] | None
        if isinstance(self.customer, Customer):
            customer = self.customer.to_dict()
        else:
            customer = self.customer

        deliverymode: dict[str, Any] | None
        if isinstance(self.deliverymode, DeliveryMode):
            deliverymode = self.deliverymode.to_dict()
        else:
            deliverymode = self.deliverymode

        billing_title: None | str
        billing_title = self.billing_title

        customer_ref: None | str
        customer_ref = self.customer_ref

        order_number: None | str
        order_number = self.order_number

        create_date: None | str
        if isinstance(self.create_date, datetime.date):
            create_date = self.create_date.isoformat()
        else:
            create_date = self.create_date

        delivery_date: None | str
        if isinstance(self.delivery_date, datetime.date):
            delivery_date = self.delivery_date.isoformat()
        else:
            delivery_date = self.delivery_date

        name: None | str
        name = self.name

        phone_number: None | str
        phone_number = self.phone_number

        email: None | str
        email = self.email

        address: None | str
        address = self.address

        postcode: None | str
        postcode = self.postcode

        note: None | str
        note = self.note

        total_price: int | None
        total_price = self.total_price

        payment_amount: int | None
        payment_amount = self.payment_amount

        payment_date: None | str
        if isinstance(self.payment_date, datetime.date):
            payment_date = self.payment_date.isoformat()
        else:
            payment_date = self.payment_date

        payment_time: None | str
        payment_time = self.payment_time

        weight: float | None
        weight = self.weight

        urgent: bool | None
        urgent = self.urgent

        status: None | str
        status = self.status

        tracking_number: None | str
        tracking_number = self.tracking_number

        can_pick: bool | None
        can_pick = self.can_pick

        customer_id: int | None
        customer_id = self.customer_id

        delivery_mode_id: int | None
        delivery_mode_id = self.delivery_mode_id

        delivery_mode: dict[str, Any] | None
        if isinstance(self.delivery_mode, DeliveryMode):
            delivery_mode = self.delivery_mode.to_dict()
        else:
            delivery_mode = self.delivery_mode

        customer_reference: None | str
        customer_reference = self.customer_reference

        bitly_code: None | str
        bitly_code = self.bitly_code

        bitly_url: None | str
        bitly_url = self.bitly_url

        interface_type: None | str
        interface_type = self.interface_type

        payment_bank: None | str
        payment_bank = self.payment_bank

        payment_method: None | str
        payment_method = self.payment_method

        payment_slip: None | str
        payment_slip = self.payment_slip

        raw_delivery_status: None | str
        raw_delivery_status = self.raw_delivery_status

        raw_delivery_status_name: None | str
        raw_delivery_status_name = self.raw_delivery_status_name

        order_items: list[dict[str, Any]] | None
        if isinstance(self.order_items, list):
            order_items = []
            for order_items_type_0_item_data in self.order_items:
                order_items_type_0_item = order_items_type_0_item_data.to_dict()
                order_items.append(order_items_type_0_item)

        else:
            order_items = self.order_items

        attachments: list[dict[str, Any]] | None
        if isinstance(self.attachments, list):
            attachments = []
            for attachments_type_0_item_data in self.attachments:
                attachments_type_0_item = attachments_type_0_item_data.to_dict()
                attachments.append(attachments_type_0_item)

        else:
            attachments = self.attachments

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "mc_number": mc_number,
                "customer": customer,
                "deliverymode": deliverymode,
                "billing_title": billing_title,
                "customer_ref": customer_ref,
                "order_number": order_number,
                "create_date": create_date,
                "delivery_date": delivery_date,
                "name": name,
                "phone_number": phone_number,
                "email": email,
                "address": address,
                "postcode": postcode,
                "note": note,
                "total_price": total_price,
                "payment_amount": payment_amount,
                "payment_date": payment_date,
                "payment_time": payment_time,
                "weight": weight,
                "urgent": urgent,
                "status": status,
                "tracking_number": tracking_number,
                "can_pick": can_pick,
                "customer_id": customer_id,
                "delivery_mode_id": delivery_mode_id,
                "delivery_mode": delivery_mode,
                "customer_reference": customer_reference,
                "bitly_code": bitly_code,
                "bitly_url": bitly_url,
                "interface_type": interface_type,
                "payment_bank": payment_bank,
                "payment_method": payment_method,
                "payment_slip": payment_slip,
                "raw_delivery_status": raw_delivery_status,
                "raw_delivery_status_name": raw_delivery_status_name,
                "order_items": order_items,
                "attachments": attachments,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        return read_object(cls, src_dict)

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
