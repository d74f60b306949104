"""The main job, start to end: read customers and orders, place an order, change it, delete it.

    MYCLOUD_API_KEY=... MYCLOUD_SECRET_KEY=... MYCLOUD_BASE_URL=... python
    examples/place_an_order.py

`make demo` runs it against the sandbox.
"""

from __future__ import annotations

from decimal import Decimal

from mycloud import Attachment, Item, MyCloud, Order

LABEL = b"%PDF-1.4\n% a shipping label would be here\n"


def main() -> None:
    with MyCloud() as client:
        title("What is there")
        row("signed in to", ", ".join(str(shop.name) for shop in client.shops.list()))
        row("customers", str(sum(1 for _ in client.customers.list())))
        row("orders", str(sum(1 for _ in client.orders.list(count=10))))
        placed = place(client)
        change(client, placed)
        delete(client, placed)


def place(client: MyCloud) -> Order:
    order = client.orders.ensure(
        delivery_mode_id=343,
        items=[
            Item(product_id=164162, quantity=2, price="199.00"),
            Item(product_sku="MAI002", quantity=1, price=50),
            Item(shop_sku="UPC_230458300", quantity=1, price=Decimal("49.50")),
        ],
        customer_id=232,
        name="คุณ พวริด",
        address="32/1 สุขุมวิท 62, กรุงเทพฯ",
        postcode="10260",
        order_number="ORD-004564014",
        attachments=[Attachment("LABEL", LABEL, "label.pdf")],
    )
    title("Placed")
    show(order)
    return order


def change(client: MyCloud, order: Order) -> None:
    changed = client.orders.update(
        order,
        note="This is a special order.",
        items=[Item(shop_sku="UPC_230458300", quantity=3, price=Decimal("49.50"))],
    )
    title("Changed: a note, and three of the last item")
    show(changed)


def delete(client: MyCloud, order: Order) -> None:
    client.orders.delete(order)
    listed = any(other.id == order.id for other in client.orders.list())
    kept = any(other.id == order.id for other in client.orders.list(deleted=True))
    title("Deleted")
    row("listed", "yes" if listed else "no")
    row("listed with deleted=True", "yes" if kept else "no")


def show(order: Order) -> None:
    row("order", f"{order.mc_number} (id {order.id}), {order.status}")
    row("recipient", f"{order.name}, {order.address} {order.postcode}")
    row("shipped by", str(order.deliverymode and order.deliverymode.name))
    for item in order.order_items:
        product = item.product
        names = (
            product
            and f"id {product.id}, SKU {product.sku}, shop SKU {product.shop_sku}"
        )
        row(f"item {item.line_no}", f"{item.quantity} x {item.price:.2f} THB  {names}")
    row("total", f"{order.total_price} THB")
    for attachment in order.attachments:
        row("attachment", f"{attachment.name}  {attachment.url}")
    if order.note:
        row("note", order.note)


def title(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


def row(name: str, value: str) -> None:
    print(f"{name:<26}{value}")


if __name__ == "__main__":
    main()
