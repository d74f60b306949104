"""Notifications (observed): reads what was posted, and compares it with the order it names. Pure.

Nothing is signed, so a notification proves nothing: `client.orders.confirm` reads the order.
"""

from __future__ import annotations

import json
import logging
import math
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, NoReturn

import attrs

from ._arguments import kind
from ._errors import (
    ForgedNotificationError,
    InvalidNotificationError,
    InvalidRequestError,
    StaleNotificationError,
    UnlistedNotificationError,
)
from ._numbers import match
from ._placing import newest_of
from ._statuses import is_after

if TYPE_CHECKING:
    from mycloud_api.models import Order

_DEEPEST: Final = 20
_LONGEST: Final = 255
_NUMBERS: Final = ("mc_number", "order_number")
_KNOWN: Final = (*_NUMBERS, "status")

_log = logging.getLogger("mycloud")


def _hidden(extra: Mapping[str, object]) -> str:
    return f"<{len(extra)} fields>"


@attrs.frozen(kw_only=True)
class Notification:
    """What somebody posted: an order's numbers, and the status it is said to have (observed).

    Anybody who knows the URL can post one. `client.orders.confirm` reads the order it names.

    Attributes:
        mc_number: MyCloud's number for the order, if it was given.
        order_number: The shop's own number for the order, if it was given. One of the two is there.
        status: The status that the order is said to have, such as SHIPPED; any text.
        extra: Fields beyond these three, unchanged. They are not shown by `repr`.
    """

    MAX_BYTES: ClassVar[int] = 64 * 1024
    """The largest body that `parse` reads. Observed ones have about a hundred bytes."""

    mc_number: str | None = None
    order_number: str | None = None
    status: str
    extra: Mapping[str, object] = attrs.field(factory=dict, repr=_hidden, hash=False)

    @classmethod
    def parse(cls, body: bytes | str) -> Notification:
        """Reads the body of a request that may be a notification. Sends nothing.

        A number may come as JSON text or as a whole number; null, empty text and an empty array
        are no value. Unknown fields are kept in `extra`.

        Args:
            body: The body as it was received; `MAX_BYTES` at most.

        Raises:
            InvalidNotificationError: It is no notification. Answer with status 400.
        """
        fields = _fields(body)
        found = {name: _word(name, fields.get(name)) for name in _KNOWN}
        status = found.pop("status")
        if status is None:
            _refuse("status", "no value")
        if not any(found.values()):
            _refuse("mc_number and order_number", "no value in either")
        extra = {name: fields[name] for name in fields if name not in _KNOWN}
        return cls(status=status, extra=extra, **found)


def _refuse(where: str, found: str) -> NoReturn:
    raise InvalidNotificationError(where, found=found)


def _fields(body: bytes | str) -> dict[str, object]:
    """The JSON object of a body."""
    text = _text(body)
    try:
        found = json.loads(
            text,
            object_pairs_hook=_unrepeated,
            parse_constant=_no_number,
            parse_float=_finite,
        )
    except InvalidNotificationError:
        raise
    except (ValueError, RecursionError):
        # Not `from`: the parser's error holds the whole text.
        _refuse("the body", "no JSON" if text.strip() else "nothing")
    if not isinstance(found, dict):
        _refuse("the body", kind(found))
    if _is_deeper(found, _DEEPEST):
        _refuse("the body", f"more than {_DEEPEST} levels")
    return found


def _text(body: bytes | str) -> str:
    if not isinstance(body, (bytes, bytearray, memoryview, str)):
        _refuse("the body", f"{kind(body)} in place of bytes or text")
    # Half of a surrogate pair is refused below, as it is in bytes.
    content = (
        body.encode(errors="surrogatepass") if isinstance(body, str) else bytes(body)
    )
    if len(content) > Notification.MAX_BYTES:
        allowed = f"{Notification.MAX_BYTES} are allowed"
        _refuse("the body", f"{len(content)} bytes; {allowed}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse("the body", "bytes that are not UTF-8")


def _unrepeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object. Of a name that comes twice, two readers could take two values."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        _refuse("the body", "a name that comes twice")
    return fields


def _finite(text: str) -> float:
    """A number, unless it is too large for one: `Infinity` is no JSON to pass on."""
    number = float(text)
    if math.isinf(number):
        _no_number(text)
    return number


def _no_number(_name: str) -> NoReturn:
    """Python reads NaN and Infinity, which JSON does not have."""
    raise ValueError


def _word(name: str, value: object) -> str | None:
    """A number or a status. Lengths and characters are those that a database can hold."""
    if value in (None, "", []):
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        _refuse(name, f"{kind(value)} in place of text")
    text = str(value)
    if len(text) > _LONGEST:
        _refuse(name, f"{len(text)} characters; {_LONGEST} are allowed")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        _refuse(name, "control characters, or half of a surrogate pair")
    return text


def _is_deeper(value: object, levels: int) -> bool:
    if not isinstance(value, (dict, list)) or not value:
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(entry, levels - 1) for entry in inner)


def check_notification(notification: Notification) -> None:
    """Checks what `confirm` was given.

    Raises:
        InvalidRequestError: No notification, or one without a number.
    """
    if not isinstance(notification, Notification):
        takes = "a Notification; Notification.parse reads one"
        raise InvalidRequestError("notification", got=kind(notification), takes=takes)
    if not (notification.mc_number or notification.order_number):
        takes = "one with mc_number or order_number"
        raise InvalidRequestError("notification", got="one without", takes=takes)


def is_named(notification: Notification, order: Order) -> bool:
    """Whether an order may be the one of a notification: a number matches, exactly or loosely."""
    return any(_match(notification, order, field) != "none" for field in _NUMBERS)


def the_named(
    notification: Notification, orders: Sequence[Order], newest: int
) -> Order:
    """Of orders that a notification may name the likeliest: exact numbers first, MyCloud's first.

    Raises:
        UnlistedNotificationError: No order matches.
    """
    for how in ("exact", "loose"):
        for field in _NUMBERS:
            named = [one for one in orders if _match(notification, one, field) == how]
            if found := newest_of(named):
                return found
    raise UnlistedNotificationError(
        f"no order with its numbers is among the newest {newest} of the list: the list may "
        f"lag behind, so confirm it again later",
        notification=notification,
        reason="unlisted",
        may_pass=True,
    )


def no_such_order(notification: Notification) -> ForgedNotificationError:
    """What to raise where the server has no order of the id that was given."""
    return ForgedNotificationError(
        "there is no order of this id, or it was deleted: drop it",
        notification=notification,
        reason="no such order",
    )


def check_confirmed(notification: Notification, order: Order) -> Order:
    """The order, if it bears a notification out.

    Raises:
        ForgedNotificationError: Its numbers are others, or it has not reached the status.
        StaleNotificationError: It is further already.
    """
    _check_numbers(notification, order)
    if is_after(order.status, notification.status):
        raise StaleNotificationError(
            f"order {order.id} is {order.status} already, not {notification.status}: use the "
            f"order of this error",
            notification=notification,
            order=order,
            reason="stale",
        )
    if is_after(notification.status, order.status):
        raise ForgedNotificationError(
            f"order {order.id} is {order.status} and not yet {notification.status}: confirm "
            f"it again later, since an answer may lag behind, then drop it",
            notification=notification,
            order=order,
            reason="not reached",
            may_pass=True,
        )
    return order


def _check_numbers(notification: Notification, order: Order) -> None:
    matches = {field: _match(notification, order, field) for field in _NUMBERS}
    given = {field for field in _NUMBERS if _both_have(notification, order, field)}
    if wrong := [
        field for field in _NUMBERS if field in given and matches[field] == "none"
    ]:
        raise ForgedNotificationError(
            f"order {order.id} has another {' and another '.join(wrong)} than the "
            f"notification says: drop it",
            notification=notification,
            order=order,
            reason="contradiction",
            # Found by a number that two orders can have: the right one may not be listed yet.
            may_pass="mc_number" in wrong,
        )
    for field in given:
        if matches[field] == "loose":
            _log.warning(
                "the %s of a notification is not exactly that of order %s: compare the two",
                field,
                order.id,
            )


def _both_have(notification: Notification, order: Order, field: str) -> bool:
    return all(
        getattr(holder, field) not in (None, "") for holder in (notification, order)
    )


def _match(notification: Notification, order: Order, field: str) -> str:
    wanted = getattr(notification, field)
    return match(wanted, getattr(order, field)) if wanted else "none"
