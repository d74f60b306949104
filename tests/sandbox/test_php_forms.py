"""The sandbox reads the names of form fields as PHP does."""

import json
import re
import shutil
import subprocess
from random import Random
from typing import Any
from urllib.parse import quote

import pytest
from mycloud_sandbox.php_forms import (
    MAX_FIELDS,
    MAX_FILES,
    PhpForm,
    Upload,
    multipart,
    read_multipart,
    read_query,
    read_urlencoded,
)

from .visiting import Visitor

CASES: list[tuple[str, list[str], Any]] = [
    ("a plain name", ["a"], {"a": "0"}),
    ("a repeated plain name keeps the last value", ["a", "a"], {"a": "1"}),
    ("an array with keys", ["a[0][b]", "a[0][c]"], {"a": [{"b": "0", "c": "1"}]}),
    (
        "the items of an order",
        ["i[0][shop_sku]", "i[1][product_id]"],
        {"i": [{"shop_sku": "0"}, {"product_id": "1"}]},
    ),
    ("empty brackets append", ["a[]", "a[]"], {"a": ["0", "1"]}),
    (
        "empty brackets go on after the highest key",
        ["a[5]", "a[]"],
        {"a": {"5": "0", "6": "1"}},
    ),
    ("a gap in the keys stays", ["a[0]", "a[2]"], {"a": {"0": "0", "2": "1"}}),
    (
        "a key with a leading zero is text",
        ["a[1]", "a[01]"],
        {"a": {"1": "0", "01": "1"}},
    ),
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


Part = tuple[str, bytes, str | None]


def _multipart(*parts: Part) -> PhpForm:
    body = b"".join(
        b"--b\r\n" + _head(name, filename) + b"\r\n\r\n" + content + b"\r\n"
        for name, content, filename in parts
    )
    return read_multipart(body + b"--b--\r\n", b"multipart/form-data; boundary=b")


def _head(name: str, filename: str | None) -> bytes:
    rest = "" if filename is None else f'; filename="{filename}"'
    return f'Content-Disposition: form-data; name="{name}"{rest}'.encode()


def _field(name: str) -> Part:
    return name, b"x", None


def _file(name: str, filename: str = "x.pdf") -> Part:
    return name, b"x", filename


def _query(names: list[str]) -> str:
    return "&".join(
        f"{quote(name, safe='')}={place}" for place, name in enumerate(names)
    )


@pytest.mark.parametrize(("names", "expected"), [case[1:] for case in CASES], ids=_IDS)
def test_names_nest_as_in_php(names: list[str], expected: Any) -> None:
    assert _as_json(read_urlencoded(_query(names).encode()).post) == expected


@pytest.mark.php
def test_the_table_agrees_with_php_itself() -> None:
    php = shutil.which("php")
    if php is None:
        pytest.skip("PHP is not installed, so its own parser cannot be asked")
    queries = [_query(names) for _, names, _ in CASES]
    run = subprocess.run(
        [php, "-r", PHP],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = [json.loads(line) or {} for line in run.stdout.splitlines()]
    assert dict(zip(_IDS, answers, strict=True)) == {
        name: expected for name, _, expected in CASES
    }


def test_fields_over_the_limit_vanish_and_a_note_tells() -> None:
    form = _multipart(*(_field(f"a[{place}]") for place in range(MAX_FIELDS + 5)))
    assert len(_array(form.post["a"])) == MAX_FIELDS
    assert form.notes == ["more than 1000 fields came: the rest is lost"]


def test_a_url_encoded_form_may_have_one_field_more_and_a_query_may_not() -> None:
    text = _query(["a[]"] * (MAX_FIELDS + 5)).encode()
    assert len(_array(read_urlencoded(text).post["a"])) == MAX_FIELDS + 1
    assert len(_array(read_query(text)["a"])) == MAX_FIELDS


def test_files_over_the_limit_vanish_and_those_without_a_name_do_not_count() -> None:
    unnamed, named = [_file("f[]", "")] * 3, [_file("f[]")] * (MAX_FILES + 5)
    form = _multipart(*unnamed, *named)
    assert len(_array(form.uploads()["f"])) == MAX_FILES
    assert form.notes == ["more than 20 files came: the rest is lost"]


def test_a_form_may_be_full_of_fields_and_of_files_but_all_after_that_vanishes() -> (
    None
):
    fields = [_field(f"a[{place}]") for place in range(MAX_FIELDS)]
    files = [_file(f"f[{place}]") for place in range(MAX_FILES)]
    assert len(_array(_multipart(*fields, *files).uploads()["f"])) == MAX_FILES
    assert (
        len(_array(_multipart(*fields, *fields[:5], *files).uploads()["f"]))
        == MAX_FILES - 5
    )


@pytest.mark.parametrize("name", ["a[[b]]", "a]", "a[b]c", "a[b"])
def test_a_file_with_a_bracket_out_of_place_is_lost_with_those_after_it(
    name: str,
) -> None:
    form = _multipart(_file("before"), _file(name), _file("after"))
    assert list(form.uploads()) == ["before"]
    assert form.notes == [
        f"the file {name!r} has a bracket out of place: it is lost with all files after it"
    ]


def test_fields_and_files_come_together_in_one_tree() -> None:
    form = _multipart(("a[0][b]", b"text", None), ("a[0][c]", b"file", "x.pdf"))
    assert _as_json(form.merged()) == {"a": [{"b": "text", "c": b"file"}]}


def test_a_form_without_its_last_boundary_is_read_but_its_last_file_is_not_whole() -> (
    None
):
    body = (
        b"--b\r\n"
        + _head("a", None)
        + b"\r\n\r\n1\r\n--b\r\n"
        + _head("f", "x.pdf")
        + b"\r\n\r\ncut"
    )
    form = read_multipart(body, b"multipart/form-data; boundary=b")
    assert form.post == {"a": "1"}
    assert [
        upload.error for upload in form.uploads().values() if isinstance(upload, Upload)
    ] == [3]


@pytest.mark.parametrize("seed", range(40))
def test_headers_mean_the_same_read_at_once_or_line_by_line(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies = [_odd_body(Random(seed * 50 + place)) for place in range(50)]
    at_once = [read_multipart(body, b"x; boundary=b") for body in bodies]
    monkeypatch.setattr(multipart, "_PLAIN_HEADERS", re.compile(b"(?!)"))

    assert at_once == [read_multipart(body, b"x; boundary=b") for body in bodies]


def _odd_body(random: Random) -> bytes:
    """Parts that are mostly as clients write them, with what is odd about headers between."""
    usual = (
        b"--b\r\n",
        b'Content-Disposition: form-data; name="a[%d]"\r\n' % random.randrange(3),
        b'content-disposition:form-data; name="f"; filename="x"\r\n',
        b"\r\n",
        b"x" * random.choice([1, 5000, 5119]),
        b"\r\n--b\r\n",
    )
    odd = (b"\n", b"\r", b"\0", b": x\r\n", b" y\r\n", b"X\r\n", b"Y:z\n", b"a:b:c")
    pieces = [
        random.choice(odd if random.random() < 0.15 else usual) for _ in range(30)
    ]
    return b"--b\r\n" + b"".join(pieces) + b"\r\n--b--\r\n"


def test_repeated_parts_of_json_lose_all_items_and_the_order_is_refused(
    visitor: Visitor,
) -> None:
    item = json.dumps({"product_id": 164162, "quantity": 1, "price": 1})
    parts = [
        ("delivery_mode_id", (None, "343")),
        *[("order_items", (None, item, "application/json"))] * 2,
    ]
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
