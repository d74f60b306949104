"""Fills an empty store with a shop that looks alive, the same one for the same seed.

The entries the spec's examples name are all there, so that every example of the documentation can
be tried.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .catalogue import assigned_code
from .contract import Contract
from .orders import next_mc_number
from .records import Record, Scalar
from .store import Store

DEFAULT_SEED = 1
DEFAULT_ORDERS = 25
_FIRST_DAY = date(
    2018, 4, 8
)  # the day in the documentation's example of an order number
_ORDERS_A_DAY = 5
_STATUSES = (
    "RESERVED",
    "WAITPAY",
    "RECVPAY",
    "APPROVED",
    "PICKING",
    "PROCESSING",
    "SHIPPED",
    "DELIVERED",
)
_PAID = _STATUSES[2:]
_CARRIERS = ("Thailand Post EMS", "SCG Express", "Flash Express", "DHL eCommerce")
_CATEGORIES = ("Shoes", "กระเป๋า", "Accessories")
_PRODUCTS = (
    ("เสื้อยืดคอกลม สีขาว", "Round-neck T-shirt, white", 199.0),
    ("กางเกงยีนส์", "Jeans", 890.0),
    ("หมวกแก๊ป", "Baseball cap", 250.0),
    ("กระเป๋าผ้า", "Canvas bag", 150.0),
    ("รองเท้าแตะ", "Sandals", 129.5),
    ("ผ้าพันคอ", "Scarf", 320.0),
    ("ถุงเท้า", "Socks", 49.5),
    ("เข็มขัดหนัง", "Leather belt", 450.0),
    ("เสื้อกันฝน", "Raincoat", 99.75),
    ("แก้วน้ำ", "Drinking cup", 75.25),
)
_PEOPLE = (
    "สมชาย ใจดี",
    "Malee Srisuk",
    "ปรีชา วงศ์ไทย",
    "Anong Chaiyasit",
    "วิภา แสงทอง",
    "Somsak Rattanakul",
    "นภา พูนสุข",
    "Kanya Thongdee",
    "ธนา บุญมา",
    "Niran Suwan",
    "กมล ศรีสวัสดิ์",
)
_STREETS = (
    "สุขุมวิท",
    "พหลโยธิน",
    "Ratchadaphisek Road",
    "เพชรบุรี",
    "Charoen Krung Road",
    "ลาดพร้าว",
)
_POSTCODES = ("10110", "10260", "10310", "10500", "50000", "83000")


def fill(store: Store, contract: Contract, *, seed: int, orders: int) -> None:
    """Seeds the store, unless it has a shop already."""
    with store.transaction():
        if not store.rows("Shop", count=1):
            _Seeding(store, contract, Random(seed)).run(orders)


def refill(store: Store, contract: Contract, *, seed: int, orders: int) -> None:
    """Empties the store and seeds it anew."""
    with store.transaction():
        store.load({name: () for name in store.dump()})
        _Seeding(store, contract, Random(seed)).run(orders)


@dataclass(frozen=True)
class _Seeding:
    store: Store
    contract: Contract
    random: Random

    def run(self, orders: int) -> None:
        """Fills the tables, those first that others refer to."""
        (shop,) = self._add("Shop", [self._shop()])
        categories = self._add("ProductCategory", self._categories())
        products = self._add("Product", self._products(shop, categories))
        customers = self._add("Customer", self._customers())
        modes = self._add("DeliveryMode", self._delivery_modes())
        for order in self._orders(orders, customers, modes):
            self._add_items(self.store.insert("Order", order), products)

    def _add(
        self, table: str, rows: Iterator[Record] | Sequence[Record]
    ) -> list[Record]:
        return [{**row, "id": self.store.insert(table, row)} for row in rows]

    def _shop(self) -> Record:
        name, code = (
            self.contract.example("Shop", "name"),
            self.contract.path_example("get_shop"),
        )
        person = self.contract.example("Customer", "name")
        return {
            "name": name,
            "code": code,
            "contact_name": person,
            "available": True,
            **self._contact(),
        }

    def _categories(self) -> Iterator[Record]:
        first = self.contract.path_example("get_product_category")
        names = (self.contract.example("ProductCategory", "name"), *_CATEGORIES)
        for key, name in enumerate(names, start=_whole(first)):
            yield {
                "id": key,
                "name": name,
                "code": assigned_code(self.contract, "ProductCategory", "code", key),
            }

    def _products(self, shop: Record, categories: Sequence[Record]) -> Iterator[Record]:
        """The first four bear the identifiers of the documentation, one each."""
        example = self.contract.example
        first = _whole(example("OrderItemByProductId", "product_id"))
        named: dict[int, Record] = {
            first + 1: {"sku": example("OrderItemByProductSku", "product_sku")},
            first + 2: {"shop_sku": example("OrderItemByShopSku", "shop_sku")},
            first + 3: {"shop_sku": self.contract.path_example("get_product")},
        }
        for key, (name, description, price) in enumerate(_PRODUCTS, start=first):
            category = self.random.choice(categories)["id"]
            about: Record = {
                "name": name,
                "description": description,
                "price": price,
                "category_id": category,
            }
            yield {
                **about,
                **self._stock(key),
                "shop_id": shop["id"],
                **named.get(key, {}),
            }

    def _stock(self, key: int) -> Record:
        pieces = self.random.randint(20, 500)
        inventories = [
            field.name
            for field in self.contract.shapes["Product"].fields
            if "_inventory" in field.name
        ]
        return {
            "id": key,
            "sku": assigned_code(self.contract, "Product", "sku", key),
            "shop_sku": f"SHOP-{key}",
            "cost": float(self.random.randint(20, 90)),
            "active": True,
            "available": True,
            **dict.fromkeys(inventories, 0),
            "physical_inventory": pieces,
            "available_inventory": pieces,
        }

    def _customers(self) -> Iterator[Record]:
        first = _whole(self.contract.example("UpdateOrderBody", "customer_id"))
        last = self.contract.path_example("get_customer")
        names = (self.contract.example("Customer", "name"), *_PEOPLE)
        for place, name in enumerate(names):
            key = last if place == len(names) - 1 else first + place
            social = f"line-{place:02d}" if place % 2 else None
            yield {
                "id": key,
                "code": f"CU{place + 1:04d}",
                "name": name,
                "social_id": social,
                **self._contact(),
            }

    def _delivery_modes(self) -> Iterator[Record]:
        """The two that the documentation's examples name, and a few more."""
        example = self.contract.example
        kerry = _whole(example("UpdateOrderBody", "delivery_mode_id"))
        names = (_CARRIERS[0], example("DeliveryMode", "name"), *_CARRIERS[1:])
        for key, name in enumerate(
            names, start=_whole(self.contract.path_example("get_delivery_mode"))
        ):
            contact = example("DeliveryMode", "contact") if key == kerry else None
            code = f"MA{key:03d}"
            yield {
                "id": key,
                "code": code,
                "name": name,
                "contact": contact,
                "delivery_code": name,
                "available": True,
            }

    def _orders(
        self, count: int, customers: Sequence[Record], modes: Sequence[Record]
    ) -> Iterator[Record]:
        keys = (
            self.contract.path_example("list_order_items"),
            self.contract.path_example("get_order"),
        )
        for place in range(count):
            known: Record = {"id": keys[place]} if place < len(keys) else {}
            yield {
                **known,
                **self._order(place),
                **self._recipient(place, customers),
                **self._way(place, modes),
            }

    def _order(self, place: int) -> Record:
        day = _FIRST_DAY + timedelta(days=place // _ORDERS_A_DAY)
        status = _STATUSES[place % len(_STATUSES)]
        return {
            "mc_number": next_mc_number(self.store, day),
            "order_number": f"ORD-{place + 1:09d}",
            "create_date": day.isoformat(),
            "status": status,
            "payment_date": day.isoformat() if status in _PAID else None,
            "payment_time": self.contract.example("Order", "payment_time")
            if status in _PAID
            else None,
            "urgent": place % 10 == 0,
            "weight": round(self.random.uniform(0.1, 5.0), 3),
        }

    def _recipient(self, place: int, customers: Sequence[Record]) -> Record:
        """Most orders are for a saved customer; every fourth has only the recipient's details."""
        customer = self.random.choice(customers)
        details = {
            name: customer[name]
            for name in ("name", "phone_number", "email", "address", "postcode")
        }
        return {**details, "customer_id": None if place % 4 == 3 else customer["id"]}

    def _way(self, place: int, modes: Sequence[Record]) -> Record:
        mode, is_sent = (
            self.random.choice(modes),
            _STATUSES[place % len(_STATUSES)] in ("SHIPPED", "DELIVERED"),
        )
        return {
            "delivery_mode_id": mode["id"],
            "tracking_number": f"TH{place + 1:011d}" if is_sent else None,
        }

    def _add_items(self, order: int, products: Sequence[Record]) -> None:
        for place, product in enumerate(
            self.random.sample(products, self.random.randint(1, 3)), start=1
        ):
            item: Record = {
                "order_id": order,
                "product_id": product["id"],
                "line_no": place,
            }
            terms: Record = {
                "price": product["price"],
                "quantity": self.random.randint(1, 4),
            }
            self.store.insert(
                "OrderItem", {**self._first_item(order, place), **item, **terms}
            )

    def _first_item(self, order: int, place: int) -> Record:
        """The very first item bears the key the documentation shows."""
        is_first = (
            order == self.contract.path_example("list_order_items") and place == 1
        )
        return {"id": self.contract.path_example("get_order_item")} if is_first else {}

    def _contact(self) -> Record:
        """An invented address; telephone and e-mail are only ever those of the documentation."""
        street = (
            f"{self.random.randint(1, 200)}/{self.random.randint(1, 20)} "
            f"{self.random.choice(_STREETS)}"
        )
        return {
            "address": street,
            "postcode": self.random.choice(_POSTCODES),
            "phone_number": self.contract.example("Customer", "phone_number"),
            "email": self.contract.example("Customer", "email"),
        }


def _whole(value: Scalar) -> int:
    return int(str(value))
