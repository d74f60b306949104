# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from ..types import short_repr
from ..values import (
    JsonPath,
    OnMismatch,
    log_mismatch,
    plain,
    read_object,
    to_boolean,
    to_date,
    to_integer,
    to_number,
    to_object,
    to_objects,
    to_text,
)

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
    total_price: float | None
    """ Price of the whole order, in THB. """
    payment_amount: float | None
    """ What the customer says was paid, in THB. The shop uses it to verify the payment. """
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
    NOTHING: ClassVar[dict[str, None]] = dict.fromkeys(JSON_NAMES)
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
        return {
            **self.additional_properties,
            "id": plain(self.id),
            "mc_number": plain(self.mc_number),
            "customer": plain(self.customer),
            "deliverymode": plain(self.deliverymode),
            "billing_title": plain(self.billing_title),
            "customer_ref": plain(self.customer_ref),
            "order_number": plain(self.order_number),
            "create_date": plain(self.create_date),
            "delivery_date": plain(self.delivery_date),
            "name": plain(self.name),
            "phone_number": plain(self.phone_number),
            "email": plain(self.email),
            "address": plain(self.address),
            "postcode": plain(self.postcode),
            "note": plain(self.note),
            "total_price": plain(self.total_price),
            "payment_amount": plain(self.payment_amount),
            "payment_date": plain(self.payment_date),
            "payment_time": plain(self.payment_time),
            "weight": plain(self.weight),
            "urgent": plain(self.urgent),
            "status": plain(self.status),
            "tracking_number": plain(self.tracking_number),
            "can_pick": plain(self.can_pick),
            "customer_id": plain(self.customer_id),
            "delivery_mode_id": plain(self.delivery_mode_id),
            "delivery_mode": plain(self.delivery_mode),
            "customer_reference": plain(self.customer_reference),
            "bitly_code": plain(self.bitly_code),
            "bitly_url": plain(self.bitly_url),
            "interface_type": plain(self.interface_type),
            "payment_bank": plain(self.payment_bank),
            "payment_method": plain(self.payment_method),
            "payment_slip": plain(self.payment_slip),
            "raw_delivery_status": plain(self.raw_delivery_status),
            "raw_delivery_status_name": plain(self.raw_delivery_status_name),
            "order_items": plain(self.order_items),
            "attachments": plain(self.attachments),
        }

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        made: T = read_object(cls, src_dict, (None, "Order"), log_mismatch)
        return made

    @classmethod
    def _of(cls: type[T], values: Iterable[Any], path: JsonPath, on_mismatch: OnMismatch) -> T:
        """A model of its values in the order of the fields, as they came."""
        (
            id,
            mc_number,
            customer,
            deliverymode,
            billing_title,
            customer_ref,
            order_number,
            create_date,
            delivery_date,
            name,
            phone_number,
            email,
            address,
            postcode,
            note,
            total_price,
            payment_amount,
            payment_date,
            payment_time,
            weight,
            urgent,
            status,
            tracking_number,
            can_pick,
            customer_id,
            delivery_mode_id,
            delivery_mode,
            customer_reference,
            bitly_code,
            bitly_url,
            interface_type,
            payment_bank,
            payment_method,
            payment_slip,
            raw_delivery_status,
            raw_delivery_status_name,
            order_items,
            attachments,
        ) = values
        if id is not None and type(id) is not int:
            id = to_integer(id, (path, "id"), on_mismatch)

        if type(mc_number) is str:
            mc_number = mc_number or None
        elif mc_number is not None:
            mc_number = to_text(mc_number, (path, "mc_number"), on_mismatch)

        if customer is not None:
            customer = to_object(customer, models.Customer, (path, "customer"), on_mismatch)

        if deliverymode is not None:
            deliverymode = to_object(
                deliverymode, models.DeliveryMode, (path, "deliverymode"), on_mismatch
            )

        if type(billing_title) is str:
            billing_title = billing_title or None
        elif billing_title is not None:
            billing_title = to_text(billing_title, (path, "billing_title"), on_mismatch)

        if type(customer_ref) is str:
            customer_ref = customer_ref or None
        elif customer_ref is not None:
            customer_ref = to_text(customer_ref, (path, "customer_ref"), on_mismatch)

        if type(order_number) is str:
            order_number = order_number or None
        elif order_number is not None:
            order_number = to_text(order_number, (path, "order_number"), on_mismatch)

        if create_date is not None:
            create_date = to_date(create_date, (path, "create_date"), on_mismatch)

        if delivery_date is not None:
            delivery_date = to_date(delivery_date, (path, "delivery_date"), on_mismatch)

        if type(name) is str:
            name = name or None
        elif name is not None:
            name = to_text(name, (path, "name"), on_mismatch)

        if type(phone_number) is str:
            phone_number = phone_number or None
        elif phone_number is not None:
            phone_number = to_text(phone_number, (path, "phone_number"), on_mismatch)

        if type(email) is str:
            email = email or None
        elif email is not None:
            email = to_text(email, (path, "email"), on_mismatch)

        if type(address) is str:
            address = address or None
        elif address is not None:
            address = to_text(address, (path, "address"), on_mismatch)

        if type(postcode) is str:
            postcode = postcode or None
        elif postcode is not None:
            postcode = to_text(postcode, (path, "postcode"), on_mismatch)

        if type(note) is str:
            note = note or None
        elif note is not None:
            note = to_text(note, (path, "note"), on_mismatch)

        if total_price is not None and type(total_price) is not float:
            total_price = to_number(total_price, (path, "total_price"), on_mismatch)

        if payment_amount is not None and type(payment_amount) is not float:
            payment_amount = to_number(payment_amount, (path, "payment_amount"), on_mismatch)

        if payment_date is not None:
            payment_date = to_date(payment_date, (path, "payment_date"), on_mismatch)

        if type(payment_time) is str:
            payment_time = payment_time or None
        elif payment_time is not None:
            payment_time = to_text(payment_time, (path, "payment_time"), on_mismatch)

        if weight is not None and type(weight) is not float:
            weight = to_number(weight, (path, "weight"), on_mismatch)

        if urgent is not None and type(urgent) is not bool:
            urgent = to_boolean(urgent, (path, "urgent"), on_mismatch)

        if type(status) is str:
            status = status or None
        elif status is not None:
            status = to_text(status, (path, "status"), on_mismatch)

        if type(tracking_number) is str:
            tracking_number = tracking_number or None
        elif tracking_number is not None:
            tracking_number = to_text(tracking_number, (path, "tracking_number"), on_mismatch)

        if can_pick is not None and type(can_pick) is not bool:
            can_pick = to_boolean(can_pick, (path, "can_pick"), on_mismatch)

        if customer_id is not None and type(customer_id) is not int:
            customer_id = to_integer(customer_id, (path, "customer_id"), on_mismatch)

        if delivery_mode_id is not None and type(delivery_mode_id) is not int:
            delivery_mode_id = to_integer(delivery_mode_id, (path, "delivery_mode_id"), on_mismatch)

        if delivery_mode is not None:
            delivery_mode = to_object(
                delivery_mode, models.DeliveryMode, (path, "delivery_mode"), on_mismatch
            )

        if type(customer_reference) is str:
            customer_reference = customer_reference or None
        elif customer_reference is not None:
            customer_reference = to_text(
                customer_reference, (path, "customer_reference"), on_mismatch
            )

        if type(bitly_code) is str:
            bitly_code = bitly_code or None
        elif bitly_code is not None:
            bitly_code = to_text(bitly_code, (path, "bitly_code"), on_mismatch)

        if type(bitly_url) is str:
            bitly_url = bitly_url or None
        elif bitly_url is not None:
            bitly_url = to_text(bitly_url, (path, "bitly_url"), on_mismatch)

        if type(interface_type) is str:
            interface_type = interface_type or None
        elif interface_type is not None:
            interface_type = to_text(interface_type, (path, "interface_type"), on_mismatch)

        if type(payment_bank) is str:
            payment_bank = payment_bank or None
        elif payment_bank is not None:
            payment_bank = to_text(payment_bank, (path, "payment_bank"), on_mismatch)

        if type(payment_method) is str:
            payment_method = payment_method or None
        elif payment_method is not None:
            payment_method = to_text(payment_method, (path, "payment_method"), on_mismatch)

        if type(payment_slip) is str:
            payment_slip = payment_slip or None
        elif payment_slip is not None:
            payment_slip = to_text(payment_slip, (path, "payment_slip"), on_mismatch)

        if type(raw_delivery_status) is str:
            raw_delivery_status = raw_delivery_status or None
        elif raw_delivery_status is not None:
            raw_delivery_status = to_text(
                raw_delivery_status, (path, "raw_delivery_status"), on_mismatch
            )

        if type(raw_delivery_status_name) is str:
            raw_delivery_status_name = raw_delivery_status_name or None
        elif raw_delivery_status_name is not None:
            raw_delivery_status_name = to_text(
                raw_delivery_status_name, (path, "raw_delivery_status_name"), on_mismatch
            )

        if order_items is not None:
            order_items = to_objects(
                order_items, models.OrderItem, (path, "order_items"), on_mismatch
            )

        if attachments is not None:
            attachments = to_objects(
                attachments, models.OrderAttachment, (path, "attachments"), on_mismatch
            )

        delivery_mode = deliverymode if delivery_mode is None else delivery_mode
        deliverymode = delivery_mode if deliverymode is None else deliverymode
        customer_reference = customer_ref if customer_reference is None else customer_reference
        customer_ref = customer_reference if customer_ref is None else customer_ref
        made = cls.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.id = id
        made.mc_number = mc_number
        made.customer = customer
        made.deliverymode = deliverymode
        made.billing_title = billing_title
        made.customer_ref = customer_ref
        made.order_number = order_number
        made.create_date = create_date
        made.delivery_date = delivery_date
        made.name = name
        made.phone_number = phone_number
        made.email = email
        made.address = address
        made.postcode = postcode
        made.note = note
        made.total_price = total_price
        made.payment_amount = payment_amount
        made.payment_date = payment_date
        made.payment_time = payment_time
        made.weight = weight
        made.urgent = urgent
        made.status = status
        made.tracking_number = tracking_number
        made.can_pick = can_pick
        made.customer_id = customer_id
        made.delivery_mode_id = delivery_mode_id
        made.delivery_mode = delivery_mode
        made.customer_reference = customer_reference
        made.bitly_code = bitly_code
        made.bitly_url = bitly_url
        made.interface_type = interface_type
        made.payment_bank = payment_bank
        made.payment_method = payment_method
        made.payment_slip = payment_slip
        made.raw_delivery_status = raw_delivery_status
        made.raw_delivery_status_name = raw_delivery_status_name
        made.order_items = order_items
        made.attachments = attachments
        made.additional_properties = {}
        return made

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
