"""No key, no token and no recipient is shown or logged by anything the clients make, whatever the
server does.

Left out is what is documented to hold the server's answer, for the caller to read: `ApiError.body`,
and `UnknownOutcomeError.order`. `ApiError.message` is what the server said in `message`: it may
name a person, but no secret (see `test_echoes`).
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import attrs
import pytest
from mycloud import (
    Answer,
    ApiError,
    AsyncMyCloud,
    Attachment,
    ConfigurationError,
    Customer,
    MyCloud,
    MyCloudError,
    Order,
    RetryPolicy,
    TokenFile,
)
from mycloud._async.resource import Declared
from mycloud._sync.resource import Declared as SyncDeclared

from ..serving import KEYS, serving
from ..wire.php import LOOPBACK
from .people import ECHO, EMAIL, NAME, PERSON, PHONE, PRIVATE, RECIPIENT, SECRETS, TOKEN
from .searching import Search, chain_of
from .stage import ITEM, LABEL, SCENES, UNKNOWN, Scene, Stage, placing, telling

CASSETTES = sorted((Path(__file__).parent.parent / "cassettes").rglob("*.yaml"))
CLIENTS = [MyCloud, AsyncMyCloud]


class Records(logging.Handler):
    """Keeps every record of every logger, whatever its level."""

    def __init__(self) -> None:
        super().__init__(level=0)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def logged() -> Iterator[list[logging.LogRecord]]:
    """What all loggers say, at DEBUG."""
    handler, root = Records(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.records
    root.setLevel(before)
    root.removeHandler(handler)


@pytest.fixture
def search() -> Search:
    return Search(PRIVATE)


def client_of(kind: Any, stage: Stage, seen: list[object]) -> Any:
    """A client with every hook and log line turned on."""
    policy = RetryPolicy(backoff=0, max_wait=0)
    hooks = {name: seen.append for name in ("on_request", "on_response", "on_retry")}
    return kind(**KEYS, transport=stage, retry=policy, **hooks)


async def settled(result: Any) -> Any:
    return await result if inspect.isawaitable(result) else result


async def play(scene: Scene, client: Any) -> object:
    """What a scene ends in: a result or an error."""
    try:
        return await settled(scene.act(client))
    except Exception as error:
        return error


def look_at_end(search: Search, name: str, end: object) -> None:
    if isinstance(end, BaseException):
        search.look_at_error(name, end)
    else:
        search.look_at_object(name, end)


def look_at_logs(search: Search, records: list[logging.LogRecord]) -> None:
    """A record as it is written, and as a collector of structured logs keeps it."""
    form = logging.Formatter("%(name)s %(levelname)s %(message)s %(pathname)s")
    for record in records:
        search.look_at(f"log of {record.name}", form.format(record))
        search.look_at(f"arguments of a log of {record.name}", repr(record.args))
        search.look_at(f"attributes of a log of {record.name}", repr(vars(record)))


@pytest.mark.parametrize("kind", CLIENTS)
@pytest.mark.parametrize("name", SCENES)
def test_a_scene_shows_nothing_private(
    name: str, kind: Any, search: Search, logged: list[logging.LogRecord]
) -> None:
    scene, stage, seen = SCENES[name], Stage(), list[object]()
    stage.play(*scene.answers, token=scene.token)
    client = client_of(kind, stage, seen)
    with client.answers() as answers:
        end = anyio.run(play, scene, client)

    assert (type(end) if isinstance(end, Exception) else None) is scene.ends, end
    assert end is not None
    look_at_end(search, name, end)
    look_at_all(
        search,
        {
            "what a hook was given": seen,
            "an answer kept": answers,
            "the client": [client],
        },
    )
    look_at_logs(search, logged)
    assert search.found() == []


@pytest.mark.parametrize("kind", CLIENTS)
def test_a_hook_is_never_given_a_token_and_the_keys_only_in_the_request_for_one(
    kind: Any,
) -> None:
    stage, seen = Stage(), list[Any]()
    stage.play(
        telling({"message": "Unauthorized."}, 401), telling({"order": {"id": 342}})
    )
    client = client_of(kind, stage, seen)
    with client.answers() as answers:
        anyio.run(play, SCENES["an order got"], client)

    search = Search(SECRETS)
    for thing in [*seen, *answers]:
        about = thing.request if isinstance(thing, Answer) else thing
        search.look_at(
            f"{type(thing).__name__} of {about.name}", repr(attrs.asdict(thing))
        )
    assert {found.partition(" (#")[0] for found in search.found()} == {
        "key in Request of POST /gettoken",
        "secret in Request of POST /gettoken",
    }
    assert len(answers) == 2


def look_at_all(search: Search, things: dict[str, list[Any]]) -> None:
    for where, found in things.items():
        for thing in found:
            search.look_at_object(f"{where}, {type(thing).__name__}", thing)
        search.look_at_object(f"a list of {where}", found)


def test_the_scenes_do_hold_what_is_looked_for() -> None:
    stage, seen = Stage(), list[object]()
    stage.play(*UNKNOWN["a page for an order"].answers)
    end = anyio.run(
        play, UNKNOWN["a page for an order"], client_of(MyCloud, stage, seen)
    )

    assert isinstance(end, Exception)
    bodies = [error.body for error in chain_of(end) if isinstance(error, ApiError)]
    assert [all(text in body for text in PRIVATE.values()) for body in bodies] == [True]
    assert {type(thing).__name__ for thing in seen} == {"Request", "Answer"}


def test_the_scenes_do_hand_over_whom_they_hide() -> None:
    stage, seen = Stage(), list[object]()
    stage.play(*SCENES["an order at the third attempt"].answers)
    order = anyio.run(
        play, SCENES["an order at the third attempt"], client_of(MyCloud, stage, seen)
    )

    assert isinstance(order, Order)
    assert isinstance(order.customer, Customer)
    assert (order.name, order.phone_number, order.customer.phone_number) == (
        NAME,
        PHONE,
        PHONE,
    )
    assert [type(thing).__name__ for thing in seen].count("Wait") == 2


def test_the_libraries_below_were_heard_too(
    search: Search, logged: list[logging.LogRecord]
) -> None:
    stage = Stage()
    stage.play(*SCENES["an order of other types"].answers)
    anyio.run(play, SCENES["an order of other types"], client_of(MyCloud, stage, []))
    look_at_logs(search, logged)

    # A drift is logged once only, and another test may have been the first.
    assert {record.name for record in logged} - {"mycloud.drift"} >= {
        "mycloud",
        "httpx",
    }
    assert (
        "http request: get https://api.mycloudfulfillment.com/api/v1/orders/342"
        in search.text()
    )


@pytest.mark.parametrize("kind", CLIENTS)
def test_what_is_made_of_a_client_shows_nothing_private(
    kind: Any, search: Search, tmp_path: Path
) -> None:
    client = client_of(kind, Stage(), [])
    ready = kind(**KEYS, token=TOKEN, token_store=TokenFile(tmp_path / "token"))
    parts = [
        client,
        client.with_options(timeout=5),
        ready,
        ready._settings,
        ready._calls,
        ready._calls.options,
        ready._calls._tokens,
        ready._calls._tokens._keeper,
        ready._transport,
    ]
    resources: list[Any] = [
        getattr(client, name)
        for name, value in vars(kind).items()
        if isinstance(value, (SyncDeclared, Declared))
    ]
    parts += [
        *resources,
        *(resource.list() for resource in resources if hasattr(resource, "list")),
    ]

    look_at_all(
        search,
        {"a part of the client": parts, "an item": [ITEM], "an attachment": [LABEL]},
    )
    search.look_at("attributes of the client", repr([vars(client), vars(ready)]))
    assert search.found() == []
    assert len(parts) > 15


@pytest.mark.parametrize("kind", CLIENTS)
@pytest.mark.parametrize(
    "settings",
    [
        {"api_key": KEYS["api_key"]},
        {"secret_key": KEYS["secret_key"]},
        {
            **KEYS,
            "base_url": f"https://{KEYS['api_key']}:{KEYS['secret_key']}@example.com",
        },
        {**KEYS, "base_url": f"https://example.com?apikey={KEYS['api_key']}"},
        {**KEYS, "base_url": "http://example.com"},
    ],
)
def test_a_client_that_cannot_be_set_up_shows_no_key(
    kind: Any, settings: dict[str, str], search: Search
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        kind(**settings)

    search.look_at_error("the error", caught.value)
    assert search.found() == []


@pytest.mark.parametrize("kind", CLIENTS)
@LOOPBACK
def test_over_a_real_connection_no_logger_tells_anything_private(
    kind: Any, logged: list[logging.LogRecord]
) -> None:
    kept = Kept()
    with serving("documented") as url:
        end = anyio.run(
            and_close, place_and_miss, kind(**KEYS, base_url=url, token_store=kept)
        )

    token, _, _ = (kept.token or "none").partition(" ")
    search = Search(KEYS | PERSON | {"token": token})
    look_at_logs(search, logged)
    look_at_all(search, {"an end": end})
    assert search.found() == []
    assert kept.token is not None
    assert {record.name.partition(".")[0] for record in logged} >= {
        "mycloud",
        "httpx",
        "httpcore",
    }


class Kept:
    """A token store that tells which token there was."""

    def __init__(self) -> None:
        self.token: str | None = None

    def load(self) -> str | None:
        return self.token

    def save(self, token: str) -> None:
        self.token = token


async def and_close(act: Callable[[Any], Awaitable[Any]], client: Any) -> Any:
    """Do this with a client whose connections are real."""
    try:
        return await act(client)
    finally:
        await settled(
            getattr(client, "close" if isinstance(client, MyCloud) else "aclose")()
        )


async def place_and_miss(client: Any) -> list[object]:
    """An order placed, one that is not there, and one that is refused, each over a connection."""
    scenes = [
        Scene(
            lambda client: client.orders.create(
                delivery_mode_id=343, items=[ITEM], **RECIPIENT
            )
        ),
        Scene(lambda client: client.orders.get(999_999)),
        Scene(
            lambda client: client.orders.create(
                delivery_mode_id=999_999, items=[ITEM], **RECIPIENT
            )
        ),
    ]
    return [await play(scene, client) for scene in scenes]


@pytest.mark.parametrize(
    "path", CASSETTES, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_a_cassette_holds_no_key_and_no_token(path: Path) -> None:
    # Its people are the documentation's own examples: see tests/test_cassettes.py, which knows
    # them.
    search = Search(
        {**SECRETS, "a token of any kind": TOKEN[:10], "an authorization": "Bearer "}
    )
    search.look_at("the cassette", path.read_bytes())

    assert search.found() == []


# Places that are known to show it.


def test_what_the_server_says_of_a_person_is_shown(search: Search) -> None:
    stage = Stage()
    stage.play(telling({"message": f"{PHONE} is no phone number."}, 422))
    end = anyio.run(play, SCENES["422"], client_of(MyCloud, stage, []))
    look_at_end(search, "what was said", end)

    assert {found.partition(" in ")[0] for found in search.found()} == {
        "phone",
        "phone as a number",
    }


@LOOPBACK
@pytest.mark.parametrize("kind", CLIENTS)
@pytest.mark.parametrize("end_of_token", ["\n", " ", "\0"])
def test_a_token_that_no_header_can_carry_is_not_shown(
    kind: Any, end_of_token: str, search: Search, logged: list[logging.LogRecord]
) -> None:
    with serving("documented") as url:
        end = with_token(kind, TOKEN + end_of_token, url)

    assert isinstance(end, MyCloudError)
    look_at_end(search, "the error", end)
    look_at_logs(search, logged)
    assert search.found() == []


class Spoiled:
    """A store whose token no header can carry."""

    def load(self) -> str:
        return f"{TOKEN}\n"

    def save(self, token: str) -> None:
        """It is not kept."""


@LOOPBACK
@pytest.mark.parametrize("kind", CLIENTS)
def test_a_stored_token_that_no_header_can_carry_is_not_shown(
    kind: Any, search: Search, logged: list[logging.LogRecord]
) -> None:
    with serving("documented") as url:
        client = kind(
            **KEYS,
            base_url=url,
            token_store=Spoiled(),
            retry=RetryPolicy(max_attempts=1),
        )
        look_at_end(
            search,
            "an end",
            anyio.run(and_close, partial(play, SCENES["an order got"]), client),
        )

    look_at_logs(search, logged)
    assert search.found() == []


def with_token(kind: Any, token: str, url: str) -> object:
    """What a client with this token ends in, if it can be had at all."""
    try:
        client = kind(token=token, base_url=url, retry=RetryPolicy(max_attempts=1))
    except MyCloudError as error:
        return error
    return anyio.run(and_close, partial(play, SCENES["an order got"]), client)


def asked_by_email(kind: Any, seen: list[object]) -> object:
    stage = Stage()
    stage.play(telling({"message": "Not found."}, 404))
    return anyio.run(
        play,
        Scene(lambda client: client.shops.get(EMAIL)),
        client_of(kind, stage, seen),
    )


@pytest.mark.parametrize("kind", CLIENTS)
def test_an_email_address_in_a_path_is_not_shown(kind: Any, search: Search) -> None:
    seen: list[object] = []
    look_at_end(search, "the error", asked_by_email(kind, seen))
    look_at_all(search, {"what a hook was given": seen})

    assert search.found() == []


@pytest.mark.parametrize("kind", CLIENTS)
def test_an_email_address_in_a_path_is_logged_by_httpx_and_not_by_us(
    kind: Any, search: Search, logged: list[logging.LogRecord]
) -> None:
    asked_by_email(kind, [])
    look_at_logs(search, [record for record in logged if record.name == "mycloud"])
    assert search.found() == []

    look_at_logs(search, [record for record in logged if record.name == "httpx"])
    assert {found.partition(" in ")[0] for found in search.found()} == {"email"}


@pytest.mark.parametrize("act", ["get", "items", "delete"])
def test_a_phone_number_for_a_key_is_not_shown(act: str, search: Search) -> None:
    scene = Scene(lambda client: getattr(client.orders, act)(PHONE))
    look_at_end(
        search, "the refusal", anyio.run(play, scene, client_of(MyCloud, Stage(), []))
    )

    assert search.found() == []


def test_an_address_for_a_reference_is_not_shown(search: Search) -> None:
    scene = Scene(lambda client: client.products.get(ECHO))
    look_at_end(
        search, "the refusal", anyio.run(play, scene, client_of(MyCloud, Stage(), []))
    )

    assert search.found() == []


def test_a_customer_that_came_as_text_is_not_shown(search: Search) -> None:
    stage = Stage()
    stage.play(telling({"order": {"id": 342, "customer": ECHO}}))
    look_at_end(
        search,
        "the order",
        anyio.run(play, SCENES["an order got"], client_of(MyCloud, stage, [])),
    )

    assert search.found() == []


def test_the_path_of_an_attachment_is_not_shown(search: Search) -> None:
    label = Attachment("LABEL", Path(f"/nowhere/{NAME}.pdf"), "label.pdf")
    end = anyio.run(
        play, Scene(placing(attachments=[label])), client_of(MyCloud, Stage(), [])
    )
    look_at_end(search, "the refusal", end)

    assert search.found() == []
