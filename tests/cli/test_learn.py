"""`mycloud doctor --learn` names each habit that shows from outside, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from mycloud import MyCloud
from mycloud_cli.doctor.learn.examining import examine, refuse_live_writes
from mycloud_cli.doctor.learn.forms import Form, form_of
from mycloud_cli.doctor.learn.habits import SIGNS, UNSEEN, habits_seen
from mycloud_cli.doctor.learn.observations import Observations
from mycloud_cli.doctor.learn.reading import READS
from mycloud_cli.doctor.learn.report import as_markdown, as_object
from mycloud_cli.doctor.learn.telling import cut_length, telling_number
from mycloud_cli.doctor.learn.writing import WRITES
from mycloud_cli.errors import Misuse
from mycloud_cli.session import Settings
from mycloud_sandbox import create_app
from mycloud_sandbox.habits import EVERY

from ..serving import client_of
from .running import Mycloud
from .servers import served

pytestmark = pytest.mark.usefixtures("sandbox")  # for its keys

# By hand: what shows by reading, what by writing, and what does not, with the reason. A value
# stands where the sandbox's own would make the test slow.
BY_READING = [
    "newest-first",
    "sorts-with-ties",
    "reshuffles-lists",
    "caps-pages",
    "ignores-offset",
    "clamps-offset",
    "counts-offset-from-one",
    "offset-is-page-number",
    "repeats-entries",
    "customers-without-pages",
    "products-without-pages",
    "empty-list-as-404",
    "empty-list-as-refusal",
    "whole-totals",
    "decimals-as-text",
    "ids-as-text",
    "numbers-for-digits",
    "zoned-timestamps",
    "buddhist-years",
    "zero-dates",
    "empty-arrays-for-objects",
    "keyed-order-items",
    "null-for-empty-lists",
    "empty-text-for-absent",
    "leaves-out-absent-fields",
    "unknown-status",
    "refusals-with-200",
    "html-before-json",
    "byte-order-mark",
    "escapes-unicode",
    "json-as-html",
    "compresses-answers",
    "session-cookie",
    "slow-answers=0.16",
    "throttles=10",
    "single-use-tokens",
    "one-live-token",
    "closes-idle-connections=0.2",
    "closes-after-answers",
    "informational-answers",
    "slow-headers=0.35",
]
BY_WRITING = [
    "trims-order-numbers",
    "truncates-order-numbers",
    "uppercases-order-numbers",
    "strips-zeros-from-order-numbers",
    "escapes-order-numbers",
    "strips-invisible-characters",
    "cuts-order-numbers-at-emoji",
    "unique-order-numbers",
    "ignores-case-of-order-numbers",
    "late-commit=0.7",
    "empty-patch-forms",
    "create-without-id",
    "create-with-id-0",
    "create-with-another-id",
    "bare-create-answers",
    "redirects-after-create",
    "list-lags=0.6",
    "sorts-by-last-update",
    "filters-after-limit",
    "lists-deleted-entries",
]
NOT_AT_ALL = {
    "notifies-late": "a notification goes to a URL that MyCloud's staff set",
    "notifies-twice": "the same",
    "notifies-out-of-order": "the same",
    "never-notifies": "the same",
}
ONLY_WITH_THAT_VALUE = {"throttles"}
"""At 60 requests a minute it does not show: an examination sends fewer."""
LOOKS_LIKE = {"sorts-by-last-update": ["newest-first"]}
"""By reading alone, one looks like the other."""


def bare(names: list[str]) -> list[str]:
    return [name.partition("=")[0] for name in names]


@contextmanager
def sandbox_with(*habits: str, **how: Any) -> Iterator[Settings]:
    app = create_app(habits=habits, **how)
    with served(app, timeout_keep_alive=75) as port:
        yield Settings(base_url=f"http://127.0.0.1:{port}/api/v1")


def learnt(*habits: str, write: bool = False, **how: Any) -> Observations:
    with sandbox_with(*habits, **how) as settings:
        return examine(settings, write=write, idle=0.4)


def names_of(seen: Observations) -> list[str]:
    return bare([each.name for each in habits_seen(seen)])


def test_the_table_has_every_habit_of_the_sandbox_once() -> None:
    tabled = [*bare(BY_READING), *bare(BY_WRITING), *NOT_AT_ALL]

    assert sorted(tabled) == sorted(EVERY)
    assert NOT_AT_ALL.keys() == UNSEEN.keys()
    assert {sign.name for sign in SIGNS if sign.needs == "read"} == set(
        bare(BY_READING)
    )
    assert {sign.name for sign in SIGNS if sign.needs == "write"} == set(
        bare(BY_WRITING)
    )


@pytest.mark.parametrize("dialect", ["documented", "envelope"])
@pytest.mark.parametrize("write", [False, True])
def test_the_plain_sandbox_has_no_habit(dialect: str, write: bool) -> None:
    seen = learnt(write=write, dialect=dialect)

    assert names_of(seen) == []
    assert seen.envelope is (dialect == "envelope")
    assert seen.notes == []


@pytest.mark.parametrize("habit", BY_READING)
def test_a_habit_that_shows_by_reading_is_named_and_no_other(habit: str) -> None:
    assert names_of(learnt(habit)) == bare([habit])


@pytest.mark.parametrize("habit", BY_WRITING)
def test_a_habit_that_shows_by_writing_is_named_and_no_other(habit: str) -> None:
    seen = learnt(habit, write=True)

    assert names_of(seen) == bare([habit])
    assert seen.written is not None
    assert seen.written.left == 0


@pytest.mark.parametrize(
    "habit", [*BY_WRITING[:3], "sorts-by-last-update", *NOT_AT_ALL]
)
def test_what_does_not_show_by_reading_is_not_guessed(habit: str) -> None:
    assert names_of(learnt(habit)) == LOOKS_LIKE.get(habit, [])


def test_a_limit_of_sixty_requests_a_minute_is_not_met() -> None:
    seen = learnt("throttles")

    assert names_of(seen) == []
    assert seen.requests < READS


def test_values_are_measured() -> None:
    names = [each.name for each in habits_seen(learnt("caps-pages=7"))]
    cut = [
        each.name
        for each in habits_seen(learnt("truncates-order-numbers=17", write=True))
    ]

    assert names == ["caps-pages=7"]
    assert cut == ["truncates-order-numbers=17"]


def test_several_habits_are_named_together() -> None:
    mixed = ["newest-first", "caps-pages=10", "ids-as-text", "session-cookie"]

    assert set(names_of(learnt(*mixed, dialect="envelope"))) == set(bare(mixed))


@pytest.mark.parametrize(
    "habit", ["", "newest-first", "caps-pages=5", "create-without-id"]
)
def test_writing_leaves_no_order_and_deletes_no_other(habit: str) -> None:
    habits = [habit] if habit else []
    with sandbox_with(*habits, orders=130) as settings:
        assert settings.base_url is not None
        with client_of(settings.base_url) as client:
            before = {order.id for order in client.orders.list()}
            examine(settings, write=True, idle=0.1)
            after = {order.id for order in client.orders.list()}

    assert after == before


def test_the_number_of_requests_is_bounded() -> None:
    reading, writing = learnt("single-use-tokens"), learnt("list-lags=30", write=True)

    assert reading.requests <= READS + 4
    assert writing.requests <= READS + WRITES + 4


PERSON = {
    "name": "Nattapong Wongsakul",
    "phone_number": "0812345678",
    "email": "nattapong@secret.example",
    "address": "99 Soi Thonglor",
    "note": "the back door code is 4711",
    "order_number": "PRIVATE-7781",
    "customer_reference": "REF-PRIVATE-9",
}


def plant(client: MyCloud) -> None:
    """An order and a customer with data of a person."""
    from mycloud import Item

    item = Item(product_id=164162, quantity=1, price="12.25")
    client.orders.create(delivery_mode_id=343, items=[item], **PERSON)  # type: ignore[arg-type]
    client.customers.create(name=PERSON["name"], phone_number=PERSON["phone_number"])


@pytest.mark.parametrize(
    "habits",
    [
        [],
        ["numbers-for-digits", "unknown-status=ON_HOLD"],
        ["refusals-with-200", "html-before-json"],
    ],
)
@pytest.mark.parametrize("dialect", ["documented", "envelope"])
def test_no_key_token_or_person_is_in_a_report(
    mycloud: Mycloud, habits: list[str], dialect: str
) -> None:
    from ..serving import KEYS

    with sandbox_with(
        dialect=dialect
    ) as plain:  # planted without habits that spoil the plant
        assert plain.base_url is not None
        with client_of(plain.base_url) as client:
            plant(client)
            token = json.loads(
                client.request("GET", "/orders", params={"count": 1}).content
            )
        assert token
        seen_of_plain = examine(plain, write=True, idle=0.1)
        printed = mycloud(f"--base-url={plain.base_url}", "doctor", "--learn")
    seen_with_habits = learnt(*habits, write=True, dialect=dialect)
    reports = printed.out + printed.err
    for seen in (seen_of_plain, seen_with_habits):
        made = as_object(seen, server="127.0.0.1", version="x")
        reports += json.dumps(made, ensure_ascii=False) + as_markdown(made)

    planted = [*PERSON.values(), *KEYS.values()]
    assert [text for text in planted if text in reports] == []
    assert re.findall(r"eyJ[\w-]+\.", reports) == []
    assert re.findall("[\u0e00-\u0e7f]", reports) == []
    assert re.findall(r"ORD-\d|MC\d{6}|mcl[0-9a-f]{8}", reports) == []


def test_a_name_or_a_status_that_may_be_data_is_left_out() -> None:
    seen = Observations()
    seen.see(
        "Order",
        {
            "id": 1,
            "0812345678": 1,
            "Somchai Jaidee": 2,
            "new_field": 3,
            "status": "สมชาย",
        },
    )
    made = as_object(seen, server="s", version="v")

    assert made["unknown_fields"] == ["Order.new_field"]
    assert made["unknown_statuses"] == []


def test_the_report_names_fields_habits_and_what_was_not_looked_at(
    mycloud: Mycloud,
) -> None:
    with sandbox_with("ids-as-text", "zoned-timestamps") as settings:
        before = f"--base-url={settings.base_url}"
        printed = mycloud(before, "doctor", "--learn")
        made = mycloud(before, "doctor", "--learn", "--json").object

    assert printed.code == 0, printed.err
    assert "| ids-as-text |" in printed.out
    assert "| Order.id | integer | documented | text of digits |" in printed.out
    assert "| list-lags | shows only with --write |" in printed.out
    assert {"ids-as-text", "zoned-timestamps"} <= {
        each["name"] for each in made["habits"]
    }
    assert re.search(r"Sent \d+ requests", printed.err)


@pytest.mark.parametrize(
    "host",
    ["api.mycloudfulfillment.com", "proxy.example", "localhost.example"],
)
def test_writing_is_refused_where_it_may_ship_goods(host: str) -> None:
    url = f"https://{host}/api/v1"
    with pytest.raises(Misuse, match="--live-write"):
        refuse_live_writes(url, write=True, live_write=False)

    refuse_live_writes(url, write=True, live_write=True)
    refuse_live_writes(url, write=False, live_write=False)


def test_writing_is_refused_before_anything_is_sent(mycloud: Mycloud) -> None:
    refused = mycloud(
        "--base-url=https://api.mycloudfulfillment.com/api/v1",
        "doctor",
        "--learn",
        "--write",
    )

    assert refused.code == 2
    assert "neither staging nor this machine" in refused.err
    assert mycloud("doctor", "--write").code == 2


def test_keys_that_are_refused_are_said_to_be(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYCLOUD_API_KEY", "of-another-shop")
    learning = mycloud("doctor", "--learn")

    assert learning.code == 3
    assert "of-another-shop" not in learning.out + learning.err
    assert "mycloud doctor" in learning.err


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (None, Form.NULL),
        (True, Form.TRUTH),
        (1, Form.INTEGER),
        (1.5, Form.DECIMAL),
        ("", Form.EMPTY_TEXT),
        ("0012", Form.DIGITS),
        ("12.50", Form.NUMBER),
        ("2018-04-08", Form.DAY),
        ("2561-04-08", Form.BUDDHIST_DAY),
        ("0000-00-00 00:00:00", Form.ZERO_DATE),
        ("2018-04-07T17:00:00.000000Z", Form.ZONED),
        ("2018-04-08 10:00:00", Form.TIMESTAMP),
        ("กมล\nx", Form.TEXT),
        ([], Form.EMPTY_LIST),
        ([1], Form.LIST),
        ({"0": 1, "1": 2}, Form.KEYED),
        ({}, Form.OBJECT),
    ],
)
def test_the_form_of_a_value_is_not_the_value(value: object, form: Form) -> None:
    assert form_of(value) is form


def test_a_telling_number_shows_where_it_was_cut() -> None:
    number = telling_number("mclabcdef01")

    assert cut_length(number) is None
    assert cut_length(number[:20]) == 20
    assert number.encode().decode() == number
