# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

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
        from ..models.customer import Customer  # noqa: PLC0415
        from ..models.delivery_mode import DeliveryMode  # noqa: PLC0415
        from ..models.order_attachment import OrderAttachment  # noqa: PLC0415
        from ..models.order_item import OrderItem  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        id = _parse_id(d.pop("id", None))

        def _parse_mc_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        mc_number = _parse_mc_number(d.pop("mc_number", None))

        def _parse_customer(data: object) -> Customer | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                customer_type_1 = Customer.from_dict(data)

                return customer_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Customer | None, data)

        customer = _parse_customer(d.pop("customer", None))

        def _parse_deliverymode(data: object) -> DeliveryMode | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deliverymode_type_1 = DeliveryMode.from_dict(data)

                return deliverymode_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DeliveryMode | None, data)

        deliverymode = _parse_deliverymode(d.pop("deliverymode", None))

        def _parse_billing_title(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        billing_title = _parse_billing_title(d.pop("billing_title", None))

        def _parse_customer_ref(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        customer_ref = _parse_customer_ref(d.pop("customer_ref", None))

        def _parse_order_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        order_number = _parse_order_number(d.pop("order_number", None))

        def _parse_create_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                create_date_type_0 = datetime.date.fromisoformat(data)

                return create_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        create_date = _parse_create_date(d.pop("create_date", None))

        def _parse_delivery_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                delivery_date_type_0 = datetime.date.fromisoformat(data)

                return delivery_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        delivery_date = _parse_delivery_date(d.pop("delivery_date", None))

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name", None))

        def _parse_phone_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        phone_number = _parse_phone_number(d.pop("phone_number", None))

        def _parse_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email = _parse_email(d.pop("email", None))

        def _parse_address(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        address = _parse_address(d.pop("address", None))

        def _parse_postcode(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        postcode = _parse_postcode(d.pop("postcode", None))

        def _parse_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        note = _parse_note(d.pop("note", None))

        def _parse_total_price(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        total_price = _parse_total_price(d.pop("total_price", None))

        def _parse_payment_amount(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        payment_amount = _parse_payment_amount(d.pop("payment_amount", None))

        def _parse_payment_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                payment_date_type_0 = datetime.date.fromisoformat(data)

                return payment_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        payment_date = _parse_payment_date(d.pop("payment_date", None))

        def _parse_payment_time(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        payment_time = _parse_payment_time(d.pop("payment_time", None))

        def _parse_weight(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        weight = _parse_weight(d.pop("weight", None))

        def _parse_urgent(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        urgent = _parse_urgent(d.pop("urgent", None))

        def _parse_status(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        status = _parse_status(d.pop("status", None))

        def _parse_tracking_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        tracking_number = _parse_tracking_number(d.pop("tracking_number", None))

        def _parse_can_pick(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        can_pick = _parse_can_pick(d.pop("can_pick", None))

        def _parse_customer_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        customer_id = _parse_customer_id(d.pop("customer_id", None))

        def _parse_delivery_mode_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        delivery_mode_id = _parse_delivery_mode_id(d.pop("delivery_mode_id", None))

        def _parse_delivery_mode(data: object) -> DeliveryMode | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                delivery_mode_type_1 = DeliveryMode.from_dict(data)

                return delivery_mode_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DeliveryMode | None, data)

        delivery_mode = _parse_delivery_mode(d.pop("delivery_mode", None))

        def _parse_customer_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        customer_reference = _parse_customer_reference(d.pop("customer_reference", None))

        def _parse_bitly_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        bitly_code = _parse_bitly_code(d.pop("bitly_code", None))

        def _parse_bitly_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        bitly_url = _parse_bitly_url(d.pop("bitly_url", None))

        def _parse_interface_type(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        interface_type = _parse_interface_type(d.pop("interface_type", None))

        def _parse_payment_bank(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        payment_bank = _parse_payment_bank(d.pop("payment_bank", None))

        def _parse_payment_method(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        payment_method = _parse_payment_method(d.pop("payment_method", None))

        def _parse_payment_slip(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        payment_slip = _parse_payment_slip(d.pop("payment_slip", None))

        def _parse_raw_delivery_status(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        raw_delivery_status = _parse_raw_delivery_status(d.pop("raw_delivery_status", None))

        def _parse_raw_delivery_status_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        raw_delivery_status_name = _parse_raw_delivery_status_name(d.pop("raw_delivery_status_name", None))

        def _parse_order_items(data: object) -> list[OrderItem] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                order_items_type_0 = []
                _order_items_type_0 = data
                for order_items_type_0_item_data in _order_items_type_0:
                    order_items_type_0_item = OrderItem.from_dict(order_items_type_0_item_data)

                    order_items_type_0.append(order_items_type_0_item)

                return order_items_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[OrderItem] | None, data)

        order_items = _parse_order_items(d.pop("order_items", None))

        def _parse_attachments(data: object) -> list[OrderAttachment] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                attachments_type_0 = []
                _attachments_type_0 = data
                for attachments_type_0_item_data in _attachments_type_0:
                    attachments_type_0_item = OrderAttachment.from_dict(attachments_type_0_item_data)

                    attachments_type_0.append(attachments_type_0_item)

                return attachments_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[OrderAttachment] | None, data)

        attachments = _parse_attachments(d.pop("attachments", None))

        order = cls(
            id=id,
            mc_number=mc_number,
            customer=customer,
            deliverymode=deliverymode,
            billing_title=billing_title,
            customer_ref=customer_ref,
            order_number=order_number,
            create_date=create_date,
            delivery_date=delivery_date,
            name=name,
            phone_number=phone_number,
            email=email,
            address=address,
            postcode=postcode,
            note=note,
            total_price=total_price,
            payment_amount=payment_amount,
            payment_date=payment_date,
            payment_time=payment_time,
            weight=weight,
            urgent=urgent,
            status=status,
            tracking_number=tracking_number,
            can_pick=can_pick,
            customer_id=customer_id,
            delivery_mode_id=delivery_mode_id,
            delivery_mode=delivery_mode,
            customer_reference=customer_reference,
            bitly_code=bitly_code,
            bitly_url=bitly_url,
            interface_type=interface_type,
            payment_bank=payment_bank,
            payment_method=payment_method,
            payment_slip=payment_slip,
            raw_delivery_status=raw_delivery_status,
            raw_delivery_status_name=raw_delivery_status_name,
            order_items=order_items,
            attachments=attachments,
        )

        order.additional_properties = d
        return order

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
