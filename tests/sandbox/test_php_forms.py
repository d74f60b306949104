"""The sandbox reads the names of form fields as PHP does."""

import json
import shutil
import subprocess
from typing import Any
from urllib.parse import quote

import pytest
from mycloud_sandbox.php_forms import MAX_FIELDS, MAX_FILES, Part, parse_pairs, parse_parts

from .visiting import Visitor

CASES: list[tuple[str, list[str], Any]] = [
    ("a plain name", ["a"], {"a": "0"}),
    ("a repeated plain name keeps the last value", ["a", "a"], {"a": "1"}),
    ("an array with keys", ["a[0][b]", "a[0][c]"], {"a": [{"b": "0", "c": "1"}]}),
    ("the items of an order", ["i[0][shop_sku]", "i[1][product_id]"], {"i": [{"shop_sku": "0"}, {"product_id": "1"}]}),
    ("empty brackets append", ["a[]", "a[]"], {"a": ["0", "1"]}),
    ("empty brackets go on after the highest key", ["a[5]", "a[]"], {"a": {"5": "0", "6": "1"}}),
    ("a gap in the keys stays", ["a[0]", "a[2]"], {"a": {"0": "0", "2": "1"}}),
    ("a key with a leading zero is text", ["a[1]", "a[01]"], {"a": {"1": "0", "01": "1"}}),
    ("a negative key", ["a[-3]", "a[]"], {"a": {"-3": "0", "-2": "1"}}),
    ("a dot in the outer name", ["a.b"], {"a_b": "0"}),
    ("a space in the outer name", ["a b"], {"a_b": "0"}),
    ("a dot and a space in a key stay", ["a[b.c d]"], {"a": {"b.c d": "0"}}),
    ("leading spaces are cut", ["  a"], {"a": "0"}),
    ("a bracket that does not close", ["a[b"], {"a_b": "0"}),
    ("a later bracket that does not close", ["a[b][c"], {"a": {"b": "0"}}),
    ("a bracket that closes without opening", ["a]"], {"a]": "0"}),
    ("text after the brackets is dropped", ["a[b]c"], {"a": {"b": "0"}}),
    ("an array replaces a value", ["a", "a[b]"], {"a": {"b": "1"}}),
    ("a value replaces an array", ["a[b]", "a"], {"a": "1"}),
    ("no outer name", ["[a]", ""], {}),
    ("a blank key appends", ["a[ ]", "a[ ]"], {"a": ["0", "1"]}),
    ("Thai script", ["ชื่อ[คุณ]"], {"ชื่อ": {"คุณ": "0"}}),
    ("deeper than 64 levels vanishes", ["a" + "[b]" * 65], {}),
]
PHP = "foreach (json_decode(stream_get_contents(STDIN)) as $q) { parse_str($q, $o); echo json_encode($o), PHP_EOL; }"
_IDS = [name for name, _, _ in CASES]


@pytest.mark.parametrize(("names", "expected"), [case[1:] for case in CASES], ids=_IDS)
def test_names_nest_as_in_php(names: list[str], expected: Any) -> None:
    assert _as_json(parse_pairs((name, str(value)) for value, name in enumerate(names))) == expected


@pytest.mark.php
def test_the_table_agrees_with_php_itself() -> None:
    php = shutil.which("php")
    if php is None:
        pytest.skip("PHP is not installed, so its own parser cannot be asked")
    queries = ["&".join(f"{quote(name, safe='')}={i}" for i, name in enumerate(names)) for _, names, _ in CASES]
    run = subprocess.run([php, "-r", PHP], input=json.dumps(queries), capture_output=True, text=True, check=True)
    answers = [json.loads(line) or {} for line in run.stdout.splitlines()]
    assert dict(zip(_IDS, answers, strict=True)) == {name: expected for name, _, expected in CASES}


def test_fields_over_the_limit_vanish() -> None:
    form = parse_parts(Part(f"a[{i}]", b"x") for i in range(MAX_FIELDS + 5))
    assert len(_array(form.post["a"])) == MAX_FIELDS
    assert len(_array(parse_pairs((f"a[{i}]", "x") for i in range(MAX_FIELDS + 5))["a"])) == MAX_FIELDS


def test_files_over_the_limit_vanish_and_those_without_a_name_do_not_count() -> None:
    unnamed = [Part("f[]", b"", filename="") for _ in range(3)]
    named = [Part("f[]", b"x", filename="x.pdf") for _ in range(MAX_FILES + 5)]
    files = _array(parse_parts([*unnamed, *named]).files["f"])
    assert [upload.content for upload in files.values()] == [b"x"] * MAX_FILES


def test_a_form_may_be_full_of_fields_and_of_files_but_all_after_that_vanishes() -> None:
    fields = [Part(f"a[{i}]", b"x") for i in range(MAX_FIELDS)]
    files = [Part(f"f[{i}]", b"x", filename="x.pdf") for i in range(MAX_FILES)]
    assert len(_array(parse_parts([*fields, *files]).files["f"])) == MAX_FILES
    assert len(_array(parse_parts([*fields, *fields[:5], *files]).files["f"])) == MAX_FILES - 5


@pytest.mark.parametrize("name", ["a[[b]]", "a]", "a[b]c", "a[b"])
def test_a_file_with_a_bracket_out_of_place_is_not_taken(name: str) -> None:
    assert parse_parts([Part(name, b"x", filename="x.pdf")]).files == {}


def test_fields_and_files_come_together_in_one_tree() -> None:
    form = parse_parts([Part("a[0][b]", b"text"), Part("a[0][c]", b"file", filename="x.pdf")])
    assert _as_json(form.merged()) == {"a": [{"b": "text", "c": b"file"}]}


def test_repeated_parts_of_json_lose_all_items_and_the_order_is_refused(visitor: Visitor) -> None:
    item = json.dumps({"product_id": 164162, "quantity": 1, "price": 1})
    parts = [("delivery_mode_id", (None, "343")), *[("order_items", (None, item, "application/json"))] * 2]
    answer = visitor.post("/orders", files=parts)
    assert answer.status_code == 422
    assert "order_items must be an array" in answer.json()["message"]


def _array(value: Any) -> dict[Any, Any]:
    assert isinstance(value, dict)
    return value


def _as_json(value: Any) -> Any:
    """A PHP array as json_encode writes it: a list when its keys count from 0."""
    if not isinstance(value, dict):
        return getattr(value, "content", value)
    entries = {str(key): _as_json(entry) for key, entry in value.items()}
    is_list = bool(entries) and list(value) == list(range(len(value)))
    return list(entries.values()) if is_list else entries
