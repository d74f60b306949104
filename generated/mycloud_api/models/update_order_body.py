# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import (
    TYPE_CHECKING,
    Any,
    TypedDict,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, FileTypes, Number, Unset, short_repr

if TYPE_CHECKING:
    from ..models.order_item_by_product_id import OrderItemByProductId
    from ..models.order_item_by_product_sku import OrderItemByProductSku
    from ..models.order_item_by_shop_sku import OrderItemByShopSku


T = TypeVar("T", bound="UpdateOrderBody")


class UpdateOrderFields(TypedDict, total=False):
    """What may be given of a `UpdateOrderBody` beside what it requires; None means that it is not sent."""

    delivery_mode_id: int | None
    """ Database key of the delivery mode to ship with. """

    customer_id: int | None
    """ Database key of the customer to attach, or 0 for none. """

    name: str | None
    """ Name of the recipient. """

    address: str | None
    """ Street address of the recipient. """

    postcode: str | None
    """ Postal code of the recipient. """

    phone_number: str | None
    """ Phone number of the recipient. """

    email: str | None
    """ E-mail address of the recipient. """

    note: str | None
    """ Free text about the order. """

    order_number: str | None
    """ The shop's own number for the order. """

    billing_title: str | None
    """ Title on the bill. """

    customer_reference: str | None
    """ The customer's own reference for the order. Answers in the documented shape call it `customer_ref`. """

    delivery_date: datetime.date | str | None
    """ Day of delivery. """

    total_price: Number | None
    """ Price of the whole order, in THB. """

    payment_amount: Number | None
    """ What the customer says was paid, in THB. """

    payment_date: datetime.date | str | None
    """ Day on which the customer says the payment was made. """

    payment_time: datetime.time | datetime.datetime | str | None
    """ Time of day of the payment, as `HH:MM` on a clock of 24 hours. """

    weight: Number | None
    """ Weight of everything to be shipped, in kg. """

    urgent: bool | None
    """ Whether the order is to be handled before others. Sent as `1` or `0`. """

    status: str | None
    """ The status to set; `APPROVED` releases the order to the warehouse. """


@_attrs_define(repr=False)
class UpdateOrderBody:
    """The fields of an order that a shop may set. Fields that are not sent stay unchanged."""

    delivery_mode_id: int | Unset = UNSET
    """ Database key of the delivery mode to ship with. """
    customer_id: int | Unset = UNSET
    """ Database key of the customer to attach, or 0 for none. """
    name: str | Unset = UNSET
    """ Name of the recipient. """
    address: str | Unset = UNSET
    """ Street address of the recipient. """
    postcode: str | Unset = UNSET
    """ Postal code of the recipient. """
    phone_number: str | Unset = UNSET
    """ Phone number of the recipient. """
    email: str | Unset = UNSET
    """ E-mail address of the recipient. """
    note: str | Unset = UNSET
    """ Free text about the order. """
    order_number: str | Unset = UNSET
    """ The shop's own number for the order. """
    billing_title: str | Unset = UNSET
    """ Title on the bill. """
    customer_reference: str | Unset = UNSET
    """ The customer's own reference for the order. Answers in the documented shape call it `customer_ref`. """
    delivery_date: datetime.date | Unset = UNSET
    """ Day of delivery. """
    total_price: Decimal | float | Unset = UNSET
    """ Price of the whole order, in THB. """
    payment_amount: Decimal | float | Unset = UNSET
    """ What the customer says was paid, in THB. """
    payment_date: datetime.date | Unset = UNSET
    """ Day on which the customer says the payment was made. """
    payment_time: str | Unset = UNSET
    """ Time of day of the payment, as `HH:MM` on a clock of 24 hours. """
    weight: Decimal | float | Unset = UNSET
    """ Weight of everything to be shipped, in kg. """
    urgent: bool | Unset = UNSET
    """ Whether the order is to be handled before others. Sent as `1` or `0`. """
    status: str | Unset = UNSET
    """ The status to set; `APPROVED` releases the order to the warehouse. """
    order_items: list[OrderItemByProductId | OrderItemByProductSku | OrderItemByShopSku] | Unset = (
        UNSET
    )
    """ The items, each naming its product in exactly one of three ways. Sent as `order_items[i][product_id]` (or
    `[product_sku]`, `[shop_sku]`), `order_items[i][quantity]` and `order_items[i][price]`, with `i` counted from 0.
     """
    attach_name: list[str] | Unset = UNSET
    """ Names of the attachments, `attach_name[i]` for the file in `attach_file[i]`. Which names mean something is
    agreed with MyCloud. No page gives the limit of three. """
    attach_file: list[File] | Unset = UNSET
    """ The attached files, as file parts `attach_file[i]`; the index pairs each with its name. No page gives the
    limit of three. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, [])

    def to_dict(self) -> dict[str, Any]:
        from ..models.order_item_by_product_id import OrderItemByProductId  # noqa: PLC0415
        from ..models.order_item_by_product_sku import OrderItemByProductSku  # noqa: PLC0415

        delivery_mode_id = self.delivery_mode_id

        customer_id = self.customer_id

        name = self.name

        address = self.address

        postcode = self.postcode

        phone_number = self.phone_number

        email = self.email

        note = self.note

        order_number = self.order_number

        billing_title = self.billing_title

        customer_reference = self.customer_reference

        delivery_date: str | Unset = UNSET
        if not isinstance(self.delivery_date, Unset):
            delivery_date = self.delivery_date.isoformat()

        total_price = self.total_price

        payment_amount = self.payment_amount

        payment_date: str | Unset = UNSET
        if not isinstance(self.payment_date, Unset):
            payment_date = self.payment_date.isoformat()

        payment_time = self.payment_time

        weight = self.weight

        urgent = self.urgent

        status = self.status

        order_items: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.order_items, Unset):
            order_items = []
            for order_items_item_data in self.order_items:
                order_items_item: dict[str, Any]
                if isinstance(order_items_item_data, OrderItemByProductId):
                    order_items_item = order_items_item_data.to_dict()
                elif isinstance(order_items_item_data, OrderItemByProductSku):
                    order_items_item = order_items_item_data.to_dict()
                else:
                    order_items_item = order_items_item_data.to_dict()

                order_items.append(order_items_item)

        attach_name: list[str] | Unset = UNSET
        if not isinstance(self.attach_name, Unset):
            attach_name = self.attach_name

        attach_file: list[FileTypes] | Unset = UNSET
        if not isinstance(self.attach_file, Unset):
            attach_file = []
            for attach_file_item_data in self.attach_file:
                attach_file_item = attach_file_item_data.to_tuple()

                attach_file.append(attach_file_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if delivery_mode_id is not UNSET:
            field_dict["delivery_mode_id"] = delivery_mode_id
        if customer_id is not UNSET:
            field_dict["customer_id"] = customer_id
        if name is not UNSET:
            field_dict["name"] = name
        if address is not UNSET:
            field_dict["address"] = address
        if postcode is not UNSET:
            field_dict["postcode"] = postcode
        if phone_number is not UNSET:
            field_dict["phone_number"] = phone_number
        if email is not UNSET:
            field_dict["email"] = email
        if note is not UNSET:
            field_dict["note"] = note
        if order_number is not UNSET:
            field_dict["order_number"] = order_number
        if billing_title is not UNSET:
            field_dict["billing_title"] = billing_title
        if customer_reference is not UNSET:
            field_dict["customer_reference"] = customer_reference
        if delivery_date is not UNSET:
            field_dict["delivery_date"] = delivery_date
        if total_price is not UNSET:
            field_dict["total_price"] = total_price
        if payment_amount is not UNSET:
            field_dict["payment_amount"] = payment_amount
        if payment_date is not UNSET:
            field_dict["payment_date"] = payment_date
        if payment_time is not UNSET:
            field_dict["payment_time"] = payment_time
        if weight is not UNSET:
            field_dict["weight"] = weight
        if urgent is not UNSET:
            field_dict["urgent"] = urgent
        if status is not UNSET:
            field_dict["status"] = status
        if order_items is not UNSET:
            field_dict["order_items"] = order_items
        if attach_name is not UNSET:
            field_dict["attach_name"] = attach_name
        if attach_file is not UNSET:
            field_dict["attach_file"] = attach_file

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []
        files += types.form_parts("delivery_mode_id", self.delivery_mode_id)
        files += types.form_parts("customer_id", self.customer_id)
        files += types.form_parts("name", self.name)
        files += types.form_parts("address", self.address)
        files += types.form_parts("postcode", self.postcode)
        files += types.form_parts("phone_number", self.phone_number)
        files += types.form_parts("email", self.email)
        files += types.form_parts("note", self.note)
        files += types.form_parts("order_number", self.order_number)
        files += types.form_parts("billing_title", self.billing_title)
        files += types.form_parts("customer_reference", self.customer_reference)
        files += types.form_parts("delivery_date", self.delivery_date)
        files += types.form_parts("total_price", self.total_price)
        files += types.form_parts("payment_amount", self.payment_amount)
        files += types.form_parts("payment_date", self.payment_date)
        files += types.form_parts("payment_time", self.payment_time)
        files += types.form_parts("weight", self.weight)
        files += types.form_parts("urgent", self.urgent)
        files += types.form_parts("status", self.status)
        files += types.form_parts("order_items", self.order_items)
        files += types.form_parts("attach_name", self.attach_name)
        files += types.form_parts("attach_file", self.attach_file)
        for prop_name, prop in self.additional_properties.items():
            files += types.form_parts(prop_name, prop)
        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.order_item_by_product_id import OrderItemByProductId  # noqa: PLC0415
        from ..models.order_item_by_product_sku import OrderItemByProductSku  # noqa: PLC0415
        from ..models.order_item_by_shop_sku import OrderItemByShopSku  # noqa: PLC0415

        d = dict(src_dict)
        delivery_mode_id = d.pop("delivery_mode_id", UNSET)

        customer_id = d.pop("customer_id", UNSET)

        name = d.pop("name", UNSET)

        address = d.pop("address", UNSET)

        postcode = d.pop("postcode", UNSET)

        phone_number = d.pop("phone_number", UNSET)

        email = d.pop("email", UNSET)

        note = d.pop("note", UNSET)

        order_number = d.pop("order_number", UNSET)

        billing_title = d.pop("billing_title", UNSET)

        customer_reference = d.pop("customer_reference", UNSET)

        _delivery_date = d.pop("delivery_date", UNSET)
        delivery_date: datetime.date | Unset
        if isinstance(_delivery_date, Unset):
            delivery_date = UNSET
        else:
            delivery_date = datetime.date.fromisoformat(_delivery_date)

        total_price = d.pop("total_price", UNSET)

        payment_amount = d.pop("payment_amount", UNSET)

        _payment_date = d.pop("payment_date", UNSET)
        payment_date: datetime.date | Unset
        if isinstance(_payment_date, Unset):
            payment_date = UNSET
        else:
            payment_date = datetime.date.fromisoformat(_payment_date)

        payment_time = d.pop("payment_time", UNSET)

        weight = d.pop("weight", UNSET)

        urgent = d.pop("urgent", UNSET)

        status = d.pop("status", UNSET)

        _order_items = d.pop("order_items", UNSET)
        order_items: (
            list[OrderItemByProductId | OrderItemByProductSku | OrderItemByShopSku] | Unset
        ) = UNSET
        if _order_items is not UNSET:
            order_items = []
            for order_items_item_data in _order_items:

                def _parse_order_items_item(
                    data: object,
                ) -> OrderItemByProductId | OrderItemByProductSku | OrderItemByShopSku:
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_order_item_input_type_0 = OrderItemByProductId.from_dict(
                            data
                        )

                        return componentsschemas_order_item_input_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_order_item_input_type_1 = OrderItemByProductSku.from_dict(
                            data
                        )

                        return componentsschemas_order_item_input_type_1
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_order_item_input_type_2 = OrderItemByShopSku.from_dict(data)

                    return componentsschemas_order_item_input_type_2

                order_items_item = _parse_order_items_item(order_items_item_data)

                order_items.append(order_items_item)

        attach_name = cast(list[str], d.pop("attach_name", UNSET))

        _attach_file = d.pop("attach_file", UNSET)
        attach_file: list[File] | Unset = UNSET
        if _attach_file is not UNSET:
            attach_file = []
            for attach_file_item_data in _attach_file:
                attach_file_item = File(payload=BytesIO(attach_file_item_data))

                attach_file.append(attach_file_item)

        update_order_body = cls(
            delivery_mode_id=delivery_mode_id,
            customer_id=customer_id,
            name=name,
            address=address,
            postcode=postcode,
            phone_number=phone_number,
            email=email,
            note=note,
            order_number=order_number,
            billing_title=billing_title,
            customer_reference=customer_reference,
            delivery_date=delivery_date,
            total_price=total_price,
            payment_amount=payment_amount,
            payment_date=payment_date,
            payment_time=payment_time,
            weight=weight,
            urgent=urgent,
            status=status,
            order_items=order_items,
            attach_name=attach_name,
            attach_file=attach_file,
        )

        update_order_body.additional_properties = d
        return update_order_body

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
