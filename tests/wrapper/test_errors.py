"""The errors: which one for what, what they say, and that they can be handed on."""

from __future__ import annotations

import copy
import inspect
import pickle
from datetime import UTC, datetime

import mycloud
import pytest
from mycloud import _errors
from mycloud._errors import ApiError, MyCloudError, error_class
from mycloud._messages import seconds_to_wait

CLASSES = [
    cls
    for _, cls in inspect.getmembers(_errors, inspect.isclass)
    if issubclass(cls, MyCloudError)
]


def made(cls: type[MyCloudError]) -> MyCloudError:
    if issubclass(cls, ApiError):
        return cls(
            "No.",
            status=418,
            method="GET",
            url="https://h/x",
            request_id="r",
            body="b",
            retry_after=1.5,
        )
    if issubclass(cls, mycloud.InvalidRequestError):
        return cls("items", got="none", takes="one")
    if issubclass(cls, mycloud.DecodeError):
        return cls("orders[3]", found="null", request="GET /orders")
    if issubclass(cls, mycloud.InvalidNotificationError):
        return cls("status", found="no value")
    if issubclass(cls, mycloud.UnconfirmedNotificationError):
        posted = mycloud.Notification(mc_number="MC1", status="SHIPPED")
        return cls("words", notification=posted, reason="stale", may_pass=True)
    error = cls("words")
    if isinstance(error, mycloud.UnknownOutcomeError):
        error.order_number = "ORD-004564014"
    return error


@pytest.mark.parametrize("cls", CLASSES)
def test_an_error_survives_pickle_and_copy_with_all_it_holds(
    cls: type[MyCloudError],
) -> None:
    error = made(cls)

    for twin in (
        pickle.loads(pickle.dumps(error)),
        copy.copy(error),
        copy.deepcopy(error),
    ):
        assert type(twin) is cls
        assert (str(twin), vars(twin)) == (str(error), vars(error))


@pytest.mark.parametrize("cls", CLASSES)
def test_every_error_is_public(cls: type[MyCloudError]) -> None:
    assert getattr(mycloud, cls.__name__) is cls
    assert cls.__name__ in (_errors.__doc__ or "")


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (301, "RedirectError"),
        (308, "RedirectError"),
        (400, "ValidationError"),
        (401, "AuthenticationError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (409, "ConflictError"),
        (418, "ApiError"),
        (422, "ValidationError"),
        (429, "RateLimitError"),
        (500, "ServerError"),
        (520, "ServerError"),
        (100, "ApiError"),
    ],
)
def test_each_status_has_its_class(status: int, name: str) -> None:
    assert error_class(status).__name__ == name


def test_an_error_says_what_was_asked_what_came_and_which_request_it_was() -> None:
    error = ApiError(
        "No stock.",
        status=409,
        method="POST",
        url="https://h/orders",
        request_id="abc",
        body="{}",
    )

    assert (
        str(error)
        == "POST https://h/orders was answered with 409: No stock. (request abc)"
    )


def test_the_body_stays_out_of_the_words() -> None:
    error = ApiError(
        None, status=500, method="GET", url="https://h/orders", body="คุณ พวริด"
    )

    assert "พวริด" not in str(error) + repr(error)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ({}, None),
        ({"retry-after": "120"}, 120.0),
        ({"retry-after": " 5 "}, 5.0),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:10 GMT"}, 10.0),
        ({"retry-after": "Wed, 21 Oct 2015 07:27:00 GMT"}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:10 -0000"}, 10.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 +99999999999999999"}, None),
        ({"retry-after": "-5"}, None),
    ],
)
def test_retry_after_is_read_in_seconds_and_as_a_date(
    header: dict[str, str], seconds: float | None
) -> None:
    assert seconds_to_wait(header, datetime(2015, 10, 21, 7, 28, tzinfo=UTC)) == seconds
