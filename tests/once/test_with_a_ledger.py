"""`ensure` with a ledger: what it notes, what later calls make of it, and what people do."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from typing import Any

import pytest
from mycloud import (
    AlreadyPlacedError,
    Change,
    ClaimedError,
    ConfigurationError,
    ConnectError,
    Entry,
    InvalidRequestError,
    Item,
    Ledger,
    LedgerError,
    MyCloud,
    MyCloudError,
    UnknownOutcomeError,
    ValidationError,
)
from mycloud._ledger_states import State

from ..http_library import httpx
from .conftest import Ask
from .shop import WANTED, Shop


def entry(shop: Shop, ledger: Ledger, number: str = "WEB-1") -> Entry:
    """What the ledger notes of a number."""
    with shop.client(ledger=ledger) as client:
        found = client.ledger.get(number)
    assert found is not None
    return found


def expire(shop: Shop, ledger: Ledger, state: State) -> None:
    """Leave a number as a process does that died in that state, its lease over."""
    with shop.client(ledger=ledger) as client:
        client.orders.ensure(order_number="WEB-1", **WANTED)
        found = client.ledger.get("WEB-1")
        assert found is not None
        died = Change(starts=("placed",), state=state, lease=-1)
        client.ledger._book.change(found, died)
    shop.server.requests.clear()


def test_a_placed_order_is_noted_and_read_by_its_id(ask: Ask, ledger: Ledger) -> None:
    shop = Shop()

    first, second = ask(shop, ledger), ask(shop, ledger)

    noted = entry(shop, ledger)
    assert (first.id, second.id, shop.numbers) == (1, 1, ["WEB-1"])
    assert (noted.state, noted.order_id, noted.mc_number) == ("placed", 1, "MC1")
    assert shop.server.requests[-1].url.path.endswith("/orders/1")


def test_the_note_that_it_is_sent_comes_before_the_first_byte(
    ask: Ask, ledger: Ledger
) -> None:
    shop, seen = Shop(), list[str]()
    shop.on_list = lambda: seen.append(entry(shop, ledger).state)
    shop.on_create = lambda: seen.append(entry(shop, ledger).state)

    ask(shop, ledger)

    assert seen == ["claimed", "sending"]


def test_a_rewritten_number_is_known_by_its_id(ask: Ask, ledger: Ledger) -> None:
    shop = Shop()
    shop.rewrite = str.lower

    assert ask(shop, ledger).id == ask(shop, ledger).id == 1


def test_an_order_that_was_changed_since_is_still_the_one(
    ask: Ask, ledger: Ledger
) -> None:
    shop = Shop()
    ask(shop, ledger)
    shop.orders[1]["order_items"][0]["quantity"] = 5

    assert ask(shop, ledger).id == 1


def test_other_content_for_a_placed_number_is_an_error(
    ask: Ask, ledger: Ledger
) -> None:
    shop = Shop()
    ask(shop, ledger)

    with pytest.raises(AlreadyPlacedError) as caught:
        ask(shop, ledger, name="สมชาย ใจดี")

    assert caught.value.order is not None
    assert caught.value.order.id == 1
    assert shop.numbers == ["WEB-1"]


def test_an_order_that_was_deleted_since_is_not_placed_anew(
    ask: Ask, ledger: Ledger
) -> None:
    shop = Shop()
    ask(shop, ledger)
    shop.deleted = {1}

    with pytest.raises(AlreadyPlacedError, match="no longer there") as caught:
        ask(shop, ledger)

    assert caught.value.order is None
    assert len(shop.orders) == 1


def test_an_id_that_leads_to_another_order_is_not_believed(
    ask: Ask, ledger: Ledger
) -> None:
    shop = Shop()
    ask(shop, ledger)
    shop.orders[1]["order_number"], other = "WEB-9", shop.add()

    assert ask(shop, ledger).id == other["id"]
    assert entry(shop, ledger).order_id == other["id"]


def test_an_order_from_before_the_ledger_is_noted(ask: Ask, ledger: Ledger) -> None:
    shop = Shop()
    shop.add()

    assert ask(shop, ledger).id == 1
    assert entry(shop, ledger).state == "placed"


def test_a_refused_order_may_be_tried_again(ask: Ask, ledger: Ledger) -> None:
    shop = Shop(lost="refused")

    with pytest.raises(ValidationError):
        ask(shop, ledger)

    noted = entry(shop, ledger)
    assert noted.state == "refused"
    assert "no such product" in (noted.message or "")
    assert ask(shop, ledger).id == 1


def test_a_server_that_is_away_leaves_the_number_free(ask: Ask, ledger: Ledger) -> None:
    shop = Shop(lost="unreachable unreachable unreachable")

    with pytest.raises(ConnectError):
        ask(shop, ledger)

    assert entry(shop, ledger).state == "not_placed"
    assert ask(shop, ledger).id == 1


def test_a_list_that_cannot_be_read_leaves_the_number_free(
    ask: Ask, ledger: Ledger
) -> None:
    shop = Shop()
    shop.blind = True

    with pytest.raises(MyCloudError):
        ask(shop, ledger)

    assert entry(shop, ledger).state == "not_placed"
    assert shop.server.creates() == []


def test_an_unknown_outcome_is_noted_and_never_sent_again(
    ask: Ask, ledger: Ledger
) -> None:
    shop = Shop(lost="before")

    for _ in range(3):
        with pytest.raises(UnknownOutcomeError):
            ask(shop, ledger)

    assert entry(shop, ledger).state == "unknown"
    assert len(shop.server.creates()) == 1


def test_an_unknown_order_that_shows_up_is_settled(ask: Ask, ledger: Ledger) -> None:
    shop = Shop(lost="before")
    with pytest.raises(UnknownOutcomeError):
        ask(shop, ledger)
    shop.add()  # it was on its way all the time

    assert ask(shop, ledger).id == 1
    assert entry(shop, ledger).state == "placed"


def test_an_unknown_order_is_unknown_where_the_list_cannot_be_read(
    ask: Ask, ledger: Ledger
) -> None:
    shop = Shop(lost="before")
    with pytest.raises(UnknownOutcomeError):
        ask(shop, ledger)
    shop.blind = True

    with pytest.raises(UnknownOutcomeError) as caught:
        ask(shop, ledger)

    assert caught.value.error is not None


def test_candidates_are_noted(ask: Ask, ledger: Ledger) -> None:
    shop = Shop(lost="after")
    shop.rewrite = str.lower

    with pytest.raises(UnknownOutcomeError) as caught:
        ask(shop, ledger)

    assert [order.id for order in caught.value.candidates] == [1]
    assert entry(shop, ledger).candidates == (1,)


def test_a_number_that_another_process_holds_is_claimed(
    ask: Ask, ledger: Ledger
) -> None:
    shop, caught = Shop(), list[ClaimedError]()

    def ask_meanwhile() -> None:
        shop.on_create = lambda: None
        with pytest.raises(ClaimedError) as error, shop.client(ledger=ledger) as other:
            other.orders.ensure(order_number="WEB-1", **WANTED)
        caught.append(error.value)

    shop.on_create = ask_meanwhile

    assert ask(shop, ledger).id == 1
    assert caught[0].order_number == "WEB-1"
    assert 0 < caught[0].lease_left <= 125
    assert len(shop.server.creates()) == 1


def test_a_dead_claim_of_which_nothing_was_sent_is_taken_over(
    ask: Ask, ledger: Ledger
) -> None:
    shop = Shop()
    expire(shop, ledger, "claimed")
    shop.orders.clear()

    assert ask(shop, ledger).order_number == "WEB-1"
    assert len(shop.server.creates()) == 1


def test_a_dead_claim_that_may_have_been_sent_is_looked_for_and_not_sent(
    ask: Ask, ledger: Ledger
) -> None:
    shop = Shop()
    expire(shop, ledger, "sending")
    orders, shop.orders = shop.orders, {}

    with pytest.raises(UnknownOutcomeError):
        ask(shop, ledger)
    assert entry(shop, ledger).state == "unknown"

    shop.orders = orders
    assert ask(shop, ledger).id == 1
    assert shop.server.creates() == []


class Failing:
    """A ledger that fails from one state on."""

    def __init__(self, ledger: Ledger, state: str) -> None:
        self._ledger, self._state = ledger, state

    def claim(self, *arguments: Any, **named: Any) -> Entry:
        self._fail_at("claimed")
        return self._ledger.claim(*arguments, **named)

    def change(self, *arguments: Any, change: Change, **named: Any) -> bool:
        self._fail_at(change.state)
        return self._ledger.change(*arguments, change=change, **named)

    def get(self, *arguments: Any) -> Entry | None:
        return self._ledger.get(*arguments)

    def entries(self, *arguments: Any) -> list[Entry]:
        return self._ledger.entries(*arguments)

    def _fail_at(self, state: str) -> None:
        if state == self._state:
            raise OSError("no space left")


@pytest.mark.parametrize("state", ["claimed", "sending"])
def test_a_ledger_that_cannot_note_it_sends_nothing(
    ask: Ask, ledger: Ledger, state: str
) -> None:
    shop = Shop()

    with pytest.raises(LedgerError, match="no space left"):
        ask(shop, Failing(ledger, state))

    assert shop.server.creates() == []


def test_a_ledger_that_fails_afterwards_hides_no_outcome(
    ask: Ask, ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    shop = Shop()
    with caplog.at_level(logging.WARNING, "mycloud"):
        assert ask(shop, Failing(ledger, "placed")).id == 1

    assert "the ledger did not note it" in caplog.text


def test_people_see_what_is_unknown_and_settle_it(ledger: Ledger) -> None:
    shop = Shop(lost="after")
    shop.rewrite = str.lower
    with shop.client(ledger=ledger) as client:
        with pytest.raises(UnknownOutcomeError):
            client.orders.ensure(order_number="WEB-1", **WANTED)
        assert [found.number for found in client.ledger.entries("unknown")] == ["WEB-1"]

        settled = client.ledger.settle("WEB-1", order_id=1)

        assert (settled.state, settled.order_id) == ("placed", 1)
        assert client.orders.ensure(order_number="WEB-1", **WANTED).id == 1


def test_a_number_that_people_free_is_placed_past_the_orders_they_looked_at(
    ledger: Ledger,
) -> None:
    shop = Shop()
    shop.add(order_number="web-1")
    with shop.client(ledger=ledger) as client:
        with pytest.raises(UnknownOutcomeError):
            client.orders.ensure(order_number="WEB-1", **WANTED)

        assert client.ledger.settle("WEB-1", placed=False).state == "not_placed"

        assert client.orders.ensure(order_number="WEB-1", **WANTED).id == 2


def test_a_number_that_is_being_placed_cannot_be_settled(ledger: Ledger) -> None:
    shop = Shop()

    def settle() -> None:
        with pytest.raises(ClaimedError), shop.client(ledger=ledger) as other:
            other.ledger.settle("WEB-1", placed=False)

    shop.on_create = settle
    with shop.client(ledger=ledger) as client:
        client.orders.ensure(order_number="WEB-1", **WANTED)


@pytest.mark.parametrize(
    "arguments", [{}, {"placed": True}, {"order_id": 1, "placed": False}]
)
def test_a_settlement_says_one_thing(ledger: Ledger, arguments: Any) -> None:
    with Shop().client(ledger=ledger) as client:
        client.orders.ensure(order_number="WEB-1", **WANTED)
        with pytest.raises(InvalidRequestError):
            client.ledger.settle("WEB-1", **arguments)
        with pytest.raises(InvalidRequestError, match="WEB-2"):
            client.ledger.settle("WEB-2", placed=False)


def test_unknown_orders_are_settled_in_one_look(ledger: Ledger) -> None:
    shop = Shop(lost="after before after")
    numbers = ["WEB-1", "WEB-2", "WEB-3"]
    with shop.client(ledger=ledger) as client:
        shop.on_create = lambda: setattr(shop, "blind", True)
        for number in numbers:
            shop.blind = False
            with pytest.raises(UnknownOutcomeError):
                client.orders.ensure(order_number=number, **WANTED)
        shop.blind = False
        shop.server.requests.clear()
        client.orders.find(order_number="WEB-2")
        reads = len(shop.server.requests)

        left = client.ledger.settle_unknowns()

        assert [found.number for found in left] == ["WEB-2"]
        assert len(shop.server.requests) <= reads + 2  # and not a look for each
        settled = client.ledger.entries("placed")
        assert {found.number for found in settled} == {"WEB-1", "WEB-3"}


def test_other_items_settle_nothing(ledger: Ledger) -> None:
    shop = Shop(lost="before")
    with shop.client(ledger=ledger) as client:
        with pytest.raises(UnknownOutcomeError):
            client.orders.ensure(order_number="WEB-1", **WANTED)
        shop.add()["order_items"][0]["quantity"] = 3

        assert [found.number for found in client.ledger.settle_unknowns()] == ["WEB-1"]


def test_an_order_that_was_cancelled_before_it_was_sent_leaves_its_number_free(
    ledger: Ledger,
) -> None:
    shop, begun = Shop(), threading.Event()

    class Slow(Failing):
        def change(self, *arguments: Any, **named: Any) -> bool:
            begun.set()
            return super().change(*arguments, **named)

    async def cancelled() -> None:
        async with shop.awaited_client(ledger=Slow(ledger, "never")) as client:
            asking = client.orders.ensure(order_number="WEB-1", **WANTED)
            task = asyncio.create_task(asking)
            while not begun.is_set():
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait([task])
            assert task.cancelled()

    asyncio.run(cancelled())

    assert shop.server.creates() == []
    assert entry(shop, ledger).state == "not_placed"


def test_another_recipient_settles_nothing(ledger: Ledger) -> None:
    shop = Shop(lost="before")
    with shop.client(ledger=ledger) as client:
        with pytest.raises(UnknownOutcomeError):
            client.orders.ensure(order_number="WEB-1", **WANTED)
        shop.add(name="สมชาย ใจดี")

        assert [found.number for found in client.ledger.settle_unknowns()] == ["WEB-1"]


def test_a_recipient_that_was_given_in_part_settles_its_order(ledger: Ledger) -> None:
    shop = Shop(lost="after")
    given = {name: WANTED[name] for name in WANTED if name != "phone_number"}
    shop.on_create = lambda: setattr(shop, "blind", True)
    with shop.client(ledger=ledger) as client:
        with pytest.raises(UnknownOutcomeError):
            client.orders.ensure(order_number="WEB-1", **given)
        shop.blind = False
        shop.orders[1] |= {"phone_number": "0899969094", "name": "คุณ  พวริด"}

        assert client.ledger.settle_unknowns() == []


@pytest.mark.parametrize("odd", ["no\0such", "no \ud83d such", "no" * 9_999])
def test_odd_text_of_a_server_does_not_keep_an_outcome_out_of_the_ledger(
    ask: Ask, ledger: Ledger, odd: str
) -> None:
    refusing, placing = Shop(), Shop()
    body = json.dumps({"message": odd})
    refusing.answer = httpx.Response(422, content=body)
    with pytest.raises(ValidationError):
        ask(refusing, ledger)
    shown = {"order": placing.add() | {"mc_number": odd}}
    placing.orders.clear()
    placing.answer = httpx.Response(200, content=json.dumps(shown))
    assert entry(refusing, ledger).state == "refused"

    ask(placing, ledger)

    assert entry(placing, ledger).state == "placed"


def test_nobody_is_named_in_the_ledger(ask: Ask, ledger: Ledger) -> None:
    shop = Shop()
    ask(shop, ledger)

    content = entry(shop, ledger).content
    assert "MAI002" in content
    assert not [value for value in ("พวริด", "10260", "0899969094") if value in content]


def test_two_servers_and_two_keys_share_no_entry(ledger: Ledger) -> None:
    urls = ["http://127.0.0.1:1/api/v1", "http://127.0.0.1:2/api/v1"]
    shops = [Shop(), Shop(), Shop()]
    settings: list[dict[str, Any]] = [
        {"base_url": urls[0]},
        {"base_url": urls[1]},
        {"base_url": urls[0], "api_key": "another"},
    ]
    for shop, own in zip(shops, settings, strict=True):
        with shop.client(ledger=ledger, **own) as client:
            client.orders.ensure(order_number="WEB-1", **WANTED)

    assert [shop.numbers for shop in shops] == [["WEB-1"]] * 3


def test_a_server_is_the_same_however_it_is_spelled(ledger: Ledger) -> None:
    shop = Shop()
    for url in (
        "https://API.example.com:443/api/v1/",
        "https://api.example.com/api/v1",
    ):
        with shop.client(ledger=ledger, base_url=url) as client:
            client.orders.ensure(order_number="WEB-1", **WANTED)

    assert shop.numbers == ["WEB-1"]
    assert shop.server.requests[-1].url.path.endswith("/orders/1")


def test_a_sibling_has_the_same_ledger(ledger: Ledger) -> None:
    shop = Shop()
    with shop.client(ledger=ledger) as client:
        client.with_options(timeout=5).orders.ensure(order_number="WEB-1", **WANTED)

        assert client.ledger.get("WEB-1") is not None


@pytest.mark.parametrize("wrong", [object(), "ledger.db", dict])
def test_what_is_no_ledger_is_refused_by_the_constructor(wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match="ledger="):
        MyCloud("key", "secret", ledger=wrong)


def test_a_ledger_needs_the_key_that_names_the_shop(ledger: Ledger) -> None:
    with pytest.raises(ConfigurationError, match="api_key="):
        MyCloud(token="T", ledger=ledger)


def test_without_a_ledger_its_methods_say_so() -> None:
    with Shop().client() as client:
        with pytest.raises(ConfigurationError, match="ledger=SqliteLedger"):
            client.ledger.entries("unknown")
        with pytest.raises(ConfigurationError):
            client.ledger.get("WEB-1")


def test_two_lines_of_the_same_product_are_counted_together(
    ask: Ask, ledger: Ledger
) -> None:
    shop = Shop()
    two = [Item(product_sku="MAI002", quantity=1, price=50)] * 2
    shop.add()

    assert ask(shop, ledger, items=two).id == 1
