"""For the tests of services that import `mycloud`: their own sandbox for every test, without a
socket.

    def test_an_order_is_placed(mycloud_sandbox, mycloud_client):
        place(mycloud_client, cart)

        assert [order.order_number for order in mycloud_sandbox.orders] == ["ORD-1"]

pytest finds the fixtures on its own; `docs/testing-your-service.md` shows them. The names here are
loaded when they are first used, since pytest imports this module in every run.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mycloud_sandbox.received import Received as Received

    from .failures import Failure as Failure
    from .receivers import Arrival as Arrival
    from .receivers import Delivery as Delivery
    from .sandbox import Sandbox as Sandbox
    from .sandbox import open_sandbox as open_sandbox

_HOMES = {
    "Arrival": ".receivers",
    "Delivery": ".receivers",
    "Failure": ".failures",
    "Received": "mycloud_sandbox.received",
    "Sandbox": ".sandbox",
    "open_sandbox": ".sandbox",
}
__all__ = ["Arrival", "Delivery", "Failure", "Received", "Sandbox", "open_sandbox"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)
