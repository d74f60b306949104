"""A server that repeats each request in its answer, as bad ones do, and the calls that make it
do so.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias

import httpx
import mycloud
from mycloud import Attachment, Item

from ..in_process import InProcess
from .people import ADDRESS, ECHO, EMAIL, NAME, NOTE, PHONE, RECIPIENT, TOKEN

Answering: TypeAlias = Callable[[httpx.Request], httpx.Response]
Act: TypeAlias = Callable[[Any], Any]

ITEM: Final = Item(product_id=164162, quantity=2, price=Decimal("199.00"))
LABEL: Final = Attachment("LABEL", ECHO.encode(), "label.pdf")
CUSTOMER: Final = {"id": 232, "code": "CU0034", "social_id": PHONE, **RECIPIENT}
ORDER: Final[dict[str, Any]] = {
    "id": 342,
    "mc_number": "MC180408932",
    "order_number": "ORD-004564014",
    "customer": CUSTOMER,
    "deliverymode": {"id": 37, "name": "Kerry Express"},
    "order_items": [
        {
            "id": 1,
            "quantity": 2,
            "price": 199,
            "product": {"id": 164162, "sku": "MAI002"},
        }
    ],
    "attachments": [{"name": "LABEL", "url": f"https://h/files/{PHONE}"}],
    "billing_title": NAME,
    "customer_ref": NOTE,
    "unknown_field": ECHO,
    **RECIPIENT,
}
SHOP: Final = {
    "id": 7,
    "name": "My Shop",
    "contact_name": NAME,
    "phone_number": PHONE,
    "address": ADDRESS,
    "email": EMAIL,
}


def telling(payload: object, status: int = 200, **more: Any) -> Answering:
    return lambda request: httpx.Response(status, json=payload, **more)


def saying(
    text: str, status: int = 200, kind: str = "text/html; charset=utf-8"
) -> Answering:
    return lambda request: httpx.Response(
        status, content=text.encode(), headers={"content-type": kind}
    )


def failing(error: type[httpx.TransportError]) -> Answering:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error("no luck", request=request)

    return answer


TOKEN_ANSWER: Final = telling({"token": TOKEN})
PLACED: Final = telling({"order": ORDER})
ENVELOPED: Final = telling(
    {
        "success": True,
        "message": "",
        "data": {"attributes": ORDER, "customer": {"attributes": CUSTOMER}},
    }
)
LISTED: Final = telling({"orders": [ORDER]})
EMPTY_LIST: Final = telling({"orders": []})
REFUSED: Final = telling(
    {"success": False, "message": "Not in stock.", "errors": {"phone_number": [ECHO]}}
)
INVALID: Final = telling(
    {"message": "The given data was invalid.", "errors": {"phone_number": [ECHO]}}, 422
)
UNAUTHORIZED: Final = telling({"message": "Unauthorized.", "sent": ECHO}, 401)
BUSY: Final = telling(
    {"message": "Too Many Attempts.", "sent": ECHO}, 429, headers={"retry-after": "0"}
)
PAGE: Final = saying(f"<h1>Whoops</h1><pre>{ECHO}</pre>", 500)
CUT: Final = saying(f'{{"order": {{"id": 342, "note": "{ECHO}', kind="application/json")
MOVED: Final = telling(
    {"sent": ECHO},
    301,
    headers={"location": f"https://elsewhere.example/{PHONE}?token={TOKEN}"},
)
STRANGE: Final = telling({"order": f"placed for {ECHO}"})
DRIFTED: Final = telling(
    {
        "order": {
            **ORDER,
            "phone_number": {"number": PHONE},
            "address": [ADDRESS],
            "email": {"a": EMAIL},
        }
    }
)
SHORTENED: Final = telling({"order": {**ORDER, "order_items": []}})
NOT_ZIPPED: Final = saying(ECHO)


def paged(request: httpx.Request) -> httpx.Response:
    """A list of one order."""
    return (LISTED if request.url.params.get("offset") == "0" else EMPTY_LIST)(request)


class Stage(InProcess):
    """Gives the answers of a scene one after the other, the last of them for ever; and a token
    whenever asked.
    """

    def __init__(self) -> None:
        self.token_answer = TOKEN_ANSWER
        self._answers: list[Answering] = []

    def play(self, *answers: Answering, token: Answering = TOKEN_ANSWER) -> None:
        self._answers, self.token_answer = list(answers), token

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/gettoken"):
            return self.token_answer(request)
        return (
            self._answers.pop(0)(request)
            if len(self._answers) > 1
            else self._answers[0](request)
        )


def placing(**changes: Any) -> Act:
    order = {
        "delivery_mode_id": 343,
        "items": [ITEM],
        "attachments": [LABEL],
        "order_number": "ORD-004564014",
    }
    return lambda client: client.orders.create(**{**order, **RECIPIENT, **changes})


def getting(client: Any) -> Any:
    return client.orders.get(342)


def walking(client: Any) -> Any:
    return client.orders.list().all()


@dataclass(frozen=True)
class Scene:
    """A call, the answers it gets, and the error it ends in, if any."""

    act: Act
    answers: Sequence[Answering] = (PLACED,)
    ends: type[Exception] | None = None
    token: Answering = TOKEN_ANSWER


GOOD: Final = {
    "an order placed": Scene(placing()),
    "an order placed in the envelope": Scene(placing(), [ENVELOPED]),
    "an order got": Scene(getting),
    "an order changed": Scene(lambda client: client.orders.update(342, **RECIPIENT)),
    "orders walked": Scene(walking, [paged]),
    "a page of orders": Scene(lambda client: client.orders.page(), [LISTED]),
    "an order found": Scene(
        lambda client: client.orders.find(order_number="ORD-004564014"), [paged]
    ),
    "an order reconciled": Scene(
        placing(on_unknown="reconcile"), [EMPTY_LIST, PAGE, paged]
    ),
    "a customer got": Scene(
        lambda client: client.customers.get(232), [telling({"customer": CUSTOMER})]
    ),
    "a customer saved": Scene(
        lambda client: client.customers.create(**RECIPIENT),
        [telling({"customer": CUSTOMER})],
    ),
    "a shop got": Scene(
        lambda client: client.shops.get("JO001"), [telling({"shop": SHOP})]
    ),
    "anything sent": Scene(
        lambda client: client.request("POST", "/orders", form={"order": RECIPIENT}),
        [LISTED],
    ),
    "an order of other types": Scene(getting, [DRIFTED]),
    "a token renewed": Scene(getting, [UNAUTHORIZED, PLACED]),
    "an order at the third attempt": Scene(
        getting, [failing(httpx.ReadTimeout), BUSY, PLACED]
    ),
}
ANSWERED_WITH_NO: Final = {
    "422": Scene(placing(), [INVALID], mycloud.ValidationError),
    "200 that refuses": Scene(placing(), [REFUSED], mycloud.RefusedError),
    "401 twice": Scene(placing(), [UNAUTHORIZED], mycloud.AuthenticationError),
    "429": Scene(placing(), [BUSY], mycloud.RateLimitError),
    "500": Scene(getting, [PAGE], mycloud.ServerError),
    "404": Scene(getting, [saying(ECHO, 404)], mycloud.NotFoundError),
    "403": Scene(getting, [telling(ECHO, 403)], mycloud.PermissionDeniedError),
    "409": Scene(getting, [telling([ECHO], 409)], mycloud.ConflictError),
    "301": Scene(placing(), [MOVED], mycloud.UnknownOutcomeError),
    "keys refused": Scene(
        getting, [PLACED], mycloud.AuthenticationError, token=UNAUTHORIZED
    ),
    "no token, a page": Scene(getting, [PLACED], mycloud.ServerError, token=PAGE),
}
UNREADABLE: Final = {
    "cut JSON": Scene(getting, [CUT], mycloud.DecodeError),
    "HTML": Scene(getting, [saying(f"<b>Warning</b> {ECHO}")], mycloud.DecodeError),
    "text": Scene(getting, [saying(ECHO)], mycloud.DecodeError),
    "another shape": Scene(getting, [STRANGE], mycloud.DecodeError),
    "another name": Scene(getting, [telling({ECHO: ECHO})], mycloud.DecodeError),
    "a list of texts": Scene(
        walking, [telling({"orders": [ORDER, ECHO]})], mycloud.PaginationError
    ),
    "a list that repeats": Scene(walking, [LISTED], mycloud.PaginationError),
    "a token cut": Scene(
        getting, [PLACED], mycloud.DecodeError, token=saying(f'{{"token": "{TOKEN}')
    ),
    "a token elsewhere": Scene(
        getting, [PLACED], mycloud.DecodeError, token=telling({"jwt": TOKEN})
    ),
    "a token in a list": Scene(
        getting, [PLACED], mycloud.DecodeError, token=telling({"token": [TOKEN]})
    ),
    "what says it is compressed": Scene(
        getting,
        [
            lambda request: httpx.Response(
                200,
                headers={"content-encoding": "gzip"},
                stream=httpx.ByteStream(ECHO.encode()),
            )
        ],
        mycloud.TransportError,
    ),
}
UNKNOWN: Final = {
    "a page for an order": Scene(placing(), [PAGE], mycloud.UnknownOutcomeError),
    "cut JSON for an order": Scene(placing(), [CUT], mycloud.UnknownOutcomeError),
    "another shape for an order": Scene(
        placing(), [STRANGE], mycloud.UnknownOutcomeError
    ),
    "no answer to an order": Scene(
        placing(), [failing(httpx.ReadTimeout)], mycloud.UnknownOutcomeError
    ),
    "an order with fewer items": Scene(
        placing(), [SHORTENED], mycloud.UnknownOutcomeError
    ),
    "nothing found to reconcile": Scene(
        placing(on_unknown="reconcile"),
        [EMPTY_LIST, PAGE, EMPTY_LIST, CUT],
        mycloud.UnknownOutcomeError,
    ),
    "a customer lost": Scene(
        lambda client: client.customers.create(**RECIPIENT),
        [CUT],
        mycloud.UnknownOutcomeError,
    ),
    "no answer": Scene(getting, [failing(httpx.ReadTimeout)], mycloud.TimeoutError),
    "no connection": Scene(
        placing(), [failing(httpx.ConnectError)], mycloud.ConnectError
    ),
    "a broken connection": Scene(
        getting, [failing(httpx.RemoteProtocolError)], mycloud.TransportError
    ),
}


def refused(act: Act, ends: type[Exception] = mycloud.InvalidRequestError) -> Scene:
    return Scene(act, ends=ends)


def refused_item(**changes: Any) -> Scene:
    return refused(
        lambda client: Item(
            **{"quantity": 1, "price": 1, "product_sku": "MAI002", **changes}
        )
    )


REFUSED_BEFORE_SENDING: Final = {
    "a phone number as a number": refused(placing(phone_number=int(PHONE))),
    "a name as bytes": refused(placing(name=NAME.encode())),
    "a name in a list": refused(placing(name=[NAME])),
    "half a character in an address": refused(placing(address=ADDRESS + "\ud800")),
    "an address for a day": refused(placing(payment_date=ADDRESS)),
    "a name for a time": refused(placing(payment_time=NAME)),
    "an address for a price": refused(placing(total_price=ADDRESS)),
    "a name for a weight": refused(placing(weight=NAME)),
    "a note for a flag": refused(placing(urgent=NOTE)),
    "a name for a customer": refused(placing(customer_id=NAME)),
    "a customer for an item": refused(placing(items=[CUSTOMER])),
    "a text for items": refused(placing(items=ECHO)),
    "an order for an attachment": refused(placing(attachments=[CUSTOMER])),
    "no file": refused(
        placing(attachments=[Attachment("LABEL", Path("/nowhere/label.pdf"))])
    ),
    "a token for an item's price": refused_item(price=TOKEN),
    "a name for a quantity": refused_item(quantity=NAME),
    "a person for a SKU": refused_item(product_sku=RECIPIENT),
    "a line break in an attachment's name": refused(
        lambda client: Attachment(f"{NAME}\r\n", b"")
    ),
    "a field of another name": refused(placing(adress=ADDRESS), TypeError),
    "a customer without anything": refused(
        lambda client: client.customers.update(232, name=None)
    ),
    "too many fields": refused(
        lambda client: client.request("POST", "/orders", form={NAME: [ECHO] * 1001})
    ),
}
SCENES: Final = functools.reduce(
    dict[str, Scene].__or__,
    [GOOD, ANSWERED_WITH_NO, UNREADABLE, UNKNOWN, REFUSED_BEFORE_SENDING],
)
