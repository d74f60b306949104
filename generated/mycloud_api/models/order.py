# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Self,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from ..model import AnswerModel
from ..retired import deprecated, warn_once
from ..types import short_repr
from ..values import (
    MISSING,
    JsonPath,
    Reading,
    keep_twin,
    one_of_twins,
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


@_attrs_define(repr=False, getstate_setstate=False)
class Order(AnswerModel):
    """Goods to be shipped to one recipient."""

    id: int | None = None
    """ Database key of the order. """

    mc_number: None | str = None
    """ MyCloud's own number for the order, unique among all orders. """

    customer: Customer | None = None
    """ The saved customer the order is attached to, if any. """

    deliverymode: DeliveryMode | None = None
    """ How the order is shipped. """

    billing_title: None | str = None
    """ Title on the bill. """

    customer_ref: None | str = None
    """ The customer's own reference for the order. """

    order_number: None | str = None
    """ The shop's own number for the order. """

    create_date: datetime.date | None = None
    """ Day on which the order was created. Set by the server. """

    delivery_date: datetime.date | None = None
    """ Day on which the order was delivered. """

    name: None | str = None
    """ Name of the recipient. """

    phone_number: None | str = None
    """ Phone number of the recipient. """

    email: None | str = None
    """ E-mail address of the recipient. """

    address: None | str = None
    """ Street address of the recipient. """

    postcode: None | str = None
    """ Postal code of the recipient. """

    note: None | str = None
    """ Free text about the order. """

    total_price: float | None = None
    """ Price of the whole order, in THB. """

    payment_amount: float | None = None
    """ What the customer says was paid, in THB. The shop uses it to verify the payment. """

    payment_date: datetime.date | None = None
    """ Day on which the customer says the payment was made. """

    payment_time: None | str = None
    """ Time of day at which the customer says the payment was made, as `HH:MM` on a clock of 24 hours. """

    weight: float | None = None
    """ Weight of everything to be shipped, in kg. """

    urgent: bool | None = None
    """ Whether the order is to be handled before others. """

    status: None | str = None
    """ How far the order has come. Other values than those known may appear at any time. """

    tracking_number: None | str = None
    """ The carrier's tracking number. """

    can_pick: bool | None = None
    """ Whether the warehouse may start picking. """

    customer_id: int | None = None
    """ Database key of the attached customer. """

    delivery_mode_id: int | None = None
    """ Database key of the delivery mode. """

    bitly_code: None | str = None
    """ Code of a short link to the order. """

    bitly_url: None | str = None
    """ A short link to the order. """

    interface_type: None | str = None
    """ The way by which the order came in. """

    payment_bank: None | str = None
    """ The bank through which was paid. """

    payment_method: None | str = None
    """ How was paid. """

    payment_slip: None | str = None
    """ Where the slip of the payment is kept. """

    raw_delivery_status: None | str = None
    """ The carrier's own status code. """

    raw_delivery_status_name: None | str = None
    """ The carrier's own status, in words. """

    order_items: list[OrderItem] = _attrs_field(factory=list)
    """ The items of the order. """

    attachments: list[OrderAttachment] = _attrs_field(factory=list)
    """ The files attached to the order, three at most. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    _twins: ClassVar[Mapping[str, str]] = {
        "delivery_mode": "deliverymode",
        "customer_reference": "customer_ref",
    }

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
                "interface_type",
                "payment_bank",
                "payment_method",
                "raw_delivery_status",
                "raw_delivery_status_name",
                "order_items",
                "attachments",
            ],
        )

    @property
    @deprecated("Order.delivery_mode is another name of deliverymode: use .deliverymode")
    def delivery_mode(self) -> DeliveryMode | None:
        """Another name of `deliverymode`."""
        warn_once("Order.delivery_mode is another name of deliverymode: use .deliverymode")
        return self.deliverymode

    @delivery_mode.setter
    def delivery_mode(self, value: DeliveryMode | None) -> None:
        warn_once("Order.delivery_mode is another name of deliverymode: use .deliverymode")
        self.deliverymode = value

    @property
    @deprecated("Order.customer_reference is another name of customer_ref: use .customer_ref")
    def customer_reference(self) -> None | str:
        """Another name of `customer_ref`."""
        warn_once("Order.customer_reference is another name of customer_ref: use .customer_ref")
        return self.customer_ref

    @customer_reference.setter
    def customer_reference(self, value: None | str) -> None:
        warn_once("Order.customer_reference is another name of customer_ref: use .customer_ref")
        self.customer_ref = value

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
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
            delivery_mode,
            customer_reference,
        ) = values
        if id is not None and type(id) is not int:
            id = to_integer(id, (path, "id"), reading)

        if type(mc_number) is str:
            mc_number = mc_number or None
        elif mc_number is not None:
            mc_number = to_text(mc_number, (path, "mc_number"), reading)

        if customer is not None:
            customer = to_object(customer, models.Customer, (path, "customer"), reading)

        is_twin = False
        if delivery_mode is not None and delivery_mode is not MISSING:
            deliverymode, delivery_mode, is_twin = one_of_twins(deliverymode, delivery_mode)
        if deliverymode is not None:
            deliverymode = to_object(
                deliverymode,
                models.DeliveryMode,
                (path, "delivery_mode" if is_twin else "deliverymode"),
                reading,
            )

        if type(billing_title) is str:
            billing_title = billing_title or None
        elif billing_title is not None:
            billing_title = to_text(billing_title, (path, "billing_title"), reading)

        is_twin = False
        if customer_reference is not None and customer_reference is not MISSING:
            customer_ref, customer_reference, is_twin = one_of_twins(
                customer_ref, customer_reference
            )
        if type(customer_ref) is str:
            customer_ref = customer_ref or None
        elif customer_ref is not None:
            customer_ref = to_text(
                customer_ref, (path, "customer_reference" if is_twin else "customer_ref"), reading
            )

        if type(order_number) is str:
            order_number = order_number or None
        elif order_number is not None:
            order_number = to_text(order_number, (path, "order_number"), reading)

        if create_date is not None:
            create_date = to_date(create_date, (path, "create_date"), reading)

        if delivery_date is not None:
            delivery_date = to_date(delivery_date, (path, "delivery_date"), reading)

        if type(name) is str:
            name = name or None
        elif name is not None:
            name = to_text(name, (path, "name"), reading)

        if type(phone_number) is str:
            phone_number = phone_number or None
        elif phone_number is not None:
            phone_number = to_text(phone_number, (path, "phone_number"), reading)

        if type(email) is str:
            email = email or None
        elif email is not None:
            email = to_text(email, (path, "email"), reading)

        if type(address) is str:
            address = address or None
        elif address is not None:
            address = to_text(address, (path, "address"), reading)

        if type(postcode) is str:
            postcode = postcode or None
        elif postcode is not None:
            postcode = to_text(postcode, (path, "postcode"), reading)

        if type(note) is str:
            note = note or None
        elif note is not None:
            note = to_text(note, (path, "note"), reading)

        if total_price is not None and type(total_price) is not float:
            total_price = to_number(total_price, (path, "total_price"), reading)

        if payment_amount is not None and type(payment_amount) is not float:
            payment_amount = to_number(payment_amount, (path, "payment_amount"), reading)

        if payment_date is not None:
            payment_date = to_date(payment_date, (path, "payment_date"), reading)

        if type(payment_time) is str:
            payment_time = payment_time or None
        elif payment_time is not None:
            payment_time = to_text(payment_time, (path, "payment_time"), reading)

        if weight is not None and type(weight) is not float:
            weight = to_number(weight, (path, "weight"), reading)

        if type(urgent) is int and 0 <= urgent <= 1:
            urgent = urgent == 1
        elif urgent is not None and type(urgent) is not bool:
            urgent = to_boolean(urgent, (path, "urgent"), reading)

        if type(status) is str:
            status = status or None
        elif status is not None:
            status = to_text(status, (path, "status"), reading)

        if type(tracking_number) is str:
            tracking_number = tracking_number or None
        elif tracking_number is not None:
            tracking_number = to_text(tracking_number, (path, "tracking_number"), reading)

        if type(can_pick) is int and 0 <= can_pick <= 1:
            can_pick = can_pick == 1
        elif can_pick is not None and type(can_pick) is not bool:
            can_pick = to_boolean(can_pick, (path, "can_pick"), reading)

        if customer_id is not None and type(customer_id) is not int:
            customer_id = to_integer(customer_id, (path, "customer_id"), reading)

        if delivery_mode_id is not None and type(delivery_mode_id) is not int:
            delivery_mode_id = to_integer(delivery_mode_id, (path, "delivery_mode_id"), reading)

        if type(bitly_code) is str:
            bitly_code = bitly_code or None
        elif bitly_code is not None:
            bitly_code = to_text(bitly_code, (path, "bitly_code"), reading)

        if type(bitly_url) is str:
            bitly_url = bitly_url or None
        elif bitly_url is not None:
            bitly_url = to_text(bitly_url, (path, "bitly_url"), reading)

        if type(interface_type) is str:
            interface_type = interface_type or None
        elif interface_type is not None:
            interface_type = to_text(interface_type, (path, "interface_type"), reading)

        if type(payment_bank) is str:
            payment_bank = payment_bank or None
        elif payment_bank is not None:
            payment_bank = to_text(payment_bank, (path, "payment_bank"), reading)

        if type(payment_method) is str:
            payment_method = payment_method or None
        elif payment_method is not None:
            payment_method = to_text(payment_method, (path, "payment_method"), reading)

        if type(payment_slip) is str:
            payment_slip = payment_slip or None
        elif payment_slip is not None:
            payment_slip = to_text(payment_slip, (path, "payment_slip"), reading)

        if type(raw_delivery_status) is str:
            raw_delivery_status = raw_delivery_status or None
        elif raw_delivery_status is not None:
            raw_delivery_status = to_text(
                raw_delivery_status, (path, "raw_delivery_status"), reading
            )

        if type(raw_delivery_status_name) is str:
            raw_delivery_status_name = raw_delivery_status_name or None
        elif raw_delivery_status_name is not None:
            raw_delivery_status_name = to_text(
                raw_delivery_status_name, (path, "raw_delivery_status_name"), reading
            )

        order_items = (
            []
            if order_items is None
            else to_objects(order_items, models.OrderItem, (path, "order_items"), reading)
        )

        attachments = (
            []
            if attachments is None
            else to_objects(attachments, models.OrderAttachment, (path, "attachments"), reading)
        )

        made = object.__new__(
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
        if delivery_mode is not None and delivery_mode is not MISSING:
            keep_twin(made, "delivery_mode", delivery_mode, path, reading)
        if customer_reference is not None and customer_reference is not MISSING:
            keep_twin(made, "customer_reference", customer_reference, path, reading)
        return made
