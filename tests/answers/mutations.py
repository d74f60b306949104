"""Ways to make an answer odd, by its values and by its bytes; as data, so that examples can be
shrunk and shown.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import attrs
from hypothesis import strategies as st

CANARY = "นางสาว-canary-7f3a"
"""Part of every text that is put in; it must not be seen in an error or a log."""


@attrs.frozen
class Literal:
    """JSON as it is to be written, also where no value of Python's spells it."""

    text: str


@attrs.frozen
class Pairs:
    """An object in which a key may stand twice."""

    pairs: list[tuple[str, Any]]


def written(value: Any) -> str:
    """JSON text, with literals and repeated keys in it."""
    if isinstance(value, Literal):
        return value.text
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, (dict, Pairs)):
        pairs = value.items() if isinstance(value, dict) else value.pairs
        return f"{{{', '.join(f'{json.dumps(key)}: {written(entry)}' for key, entry in pairs)}}}"
    half = isinstance(value, str) and any(
        "\ud800" <= character <= "\udfff" for character in value
    )
    return json.dumps(value, ensure_ascii=half)


def nested(depth: int, opening: str = "[", closing: str = "]") -> Literal:
    return Literal(opening * depth + f'"{CANARY}"' + closing * depth)


LITERALS = (
    *(
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "-1e400",
        "1e-400",
        "-0",
        "-0.0",
        "1E5",
        "1.0",
        "0.1e1",
        "8.5",
    ),
    *("9" * 19, "9" * 40, "-" + "9" * 400, "9" * 4300, "9007199254740993", "1e308"),
    *('"\\ud83d"', '"\\udc00x"', '"\\u0000"', '"\\ud83d\\ude00"', '"\\u0e04"'),
)
BROKEN = (
    "1" + "0" * 5000,
    "01",
    "True",
    "undefined",
    "'x'",
    '"\x01"',
    "{,}",
    "[1,]",
    "",
    "1.",
    "+1",
    "0x1F",
)
TEXTS = (
    *(
        "0",
        "1",
        "-1",
        "00012",
        "1.0",
        "0.453",
        "1e3",
        "1e999",
        "nan",
        "inf",
        "Infinity",
        "-",
        ".",
        ".5",
        "5.",
        " 12 ",
    ),
    *(
        "+7",
        "1,234.50",
        "1_000",
        "١٢",
        "²",
        "0x1F",
        "9" * 400,
        "9" * 5000,
        "true",
        "FALSE",
        "yes",
        "on",
        "null",
    ),
    *(
        "0000-00-00",
        "0000-00-00 00:00:00",
        "-0001-11-30",
        "2017-12-31",
        "2017-12-31 15:32:00",
        "2017-12-31T15:32:00Z",
    ),
    *(
        "31/12/2017",
        "2017-13-45",
        "2017-W52-7",
        "20171231",
        "2017-12-3",
        "2017-12-31T25:00",
        "1514764800",
        "2560-12-31",
    ),
    *("2017-12-311", "2017-12-31 and later", "๒๐๑๗-๑๒-๓๑"),
    *(
        " ",
        "\u200b",
        "\ufeff",
        "\x00",
        "<b>Warning</b>",
        "SHIPPED",
        "BEAMED_UP",
        "[]",
        "{}",
    ),
)
VALUES: tuple[Any, ...] = (
    *(None, "", [], {}, True, False, 0, 1, -1, 2, 7.5, -0.0, 10**20, 1514764800),
    *(
        [None],
        [[]],
        [{}],
        [""],
        [0],
        {"0": {}},
        {"0": None, "1": {"id": 1}},
        {"01": 1, "1": 2},
        {"9" * 5000: {}},
    ),
    *(
        {"²": {}},
        {"attributes": {}},
        {"attributes": []},
        {"attributes": None},
        {"attributes": CANARY},
        {"id": []},
    ),
    *(
        {"attributes": {"id": 1}},
        {"attributes": {"attributes": {}}},
        {"data": {"attributes": {}}},
        {CANARY: CANARY},
    ),
    *(
        [{"attributes": {"id": "1"}}],
        [{"id": 1}, [], None, CANARY, 7],
        {"name": [CANARY], "url": {CANARY: 1}},
    ),
    *(
        nested(5),
        nested(60),
        nested(300),
        nested(120, '{"a": ', "}"),
        nested(300, '{"attributes": ', "}"),
    ),
)


def _junk() -> st.SearchStrategy[Any]:
    leaves = st.sampled_from([None, True, 0, 1.5, "", CANARY, "12"])
    keys = st.sampled_from(["id", "attributes", "0", "1", "data", CANARY, "name"])
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3)
        ),
    )


ODD_VALUES: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(VALUES),
    st.sampled_from([*TEXTS, *(f"{text} {CANARY}" for text in TEXTS)]),
    st.sampled_from([Literal(text) for text in LITERALS]),
    _junk(),
)

NAMES = (
    *(
        "id",
        "attributes",
        "data",
        "customer",
        "delivery_mode",
        "deliverymode",
        "customer_ref",
        "customer_reference",
    ),
    *(
        "order_items",
        "attachments",
        "success",
        "order",
        "orders",
        "token",
        "0",
        "",
        "ID",
        CANARY,
        "client_references",
    ),
)


@attrs.frozen
class Mutation:
    """One change of an answer: what is done, to which of its values, and with what."""

    how: str
    at: int
    value: Any
    name: str


def _replace(holder: Any, key: Any, mutation: Mutation) -> None:
    holder[key] = copy.deepcopy(mutation.value)


def _delete(holder: Any, key: Any, mutation: Mutation) -> None:
    del holder[key]


def _rename(holder: Any, key: Any, mutation: Mutation) -> None:
    if isinstance(holder, dict):
        holder[mutation.name] = holder.pop(key)


def _add(holder: Any, key: Any, mutation: Mutation) -> None:
    if isinstance(holder, dict):
        holder[mutation.name] = copy.deepcopy(mutation.value)
    else:
        holder.insert(key, copy.deepcopy(mutation.value))


def _wrap(holder: Any, key: Any, mutation: Mutation) -> None:
    holder[key] = {mutation.name: holder[key]} if mutation.at % 2 else [holder[key]]


def _key(holder: Any, key: Any, mutation: Mutation) -> None:
    """A list as PHP writes one that is not in order."""
    if isinstance(holder[key], list):
        holder[key] = {
            str(index): entry for index, entry in reversed(list(enumerate(holder[key])))
        }


def _unkey(holder: Any, key: Any, mutation: Mutation) -> None:
    if isinstance(holder[key], dict):
        holder[key] = list(holder[key].values())


def _spell(holder: Any, key: Any, mutation: Mutation) -> None:
    """A number as text, as PHP sends what came from MySQL."""
    if isinstance(holder[key], (int, float)):
        holder[key] = json.dumps(holder[key])


def _repeat(holder: Any, key: Any, mutation: Mutation) -> None:
    """A key twice, the odd value first or last."""
    if isinstance(holder[key], dict) and holder[key]:
        pairs = list(holder[key].items())
        name = mutation.name if mutation.name in holder[key] else pairs[0][0]
        holder[key] = Pairs(
            [(name, mutation.value), *pairs]
            if mutation.at % 2
            else [*pairs, (name, mutation.value)]
        )


CHANGES: dict[str, Callable[[Any, Any, Mutation], None]] = {
    "replace": _replace,
    "delete": _delete,
    "rename": _rename,
    "add": _add,
    "wrap": _wrap,
    "key": _key,
    "unkey": _unkey,
    "spell": _spell,
    "repeat": _repeat,
}
MUTATIONS = st.lists(
    st.builds(
        Mutation,
        how=st.sampled_from(["replace", "replace", "replace", *CHANGES]),
        at=st.integers(0, 499),
        value=ODD_VALUES,
        name=st.sampled_from(NAMES),
    ),
    min_size=1,
    max_size=4,
)


def mutated(payload: Any, mutations: list[Mutation]) -> Any:
    """A copy of a value of JSON, changed."""
    root = [copy.deepcopy(payload)]
    for mutation in mutations:
        places = list(_places(root))
        holder, key = places[mutation.at % len(places)]
        if holder is root and mutation.how in ("delete", "rename", "add"):
            continue
        CHANGES[mutation.how](holder, key, mutation)
    return root[0]


def _places(holder: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(holder) if isinstance(holder, dict) else range(len(holder))
    for key in keys:
        yield holder, key
        if isinstance(holder[key], (dict, list)):
            yield from _places(holder[key])


HTML = f"<br />\n<b>Warning</b>: {CANARY} in <b>index.php</b> on line <b>12</b><br />\n".encode()


def _put(body: bytes, at: int, what: bytes) -> bytes:
    place = at % (len(body) + 1)
    return body[:place] + what + body[place:]


def _flip(body: bytes, at: int) -> bytes:
    changed = bytearray(body or b" ")
    changed[at % len(changed)] ^= 1 << at % 8
    return bytes(changed)


DAMAGES: dict[str, Callable[[bytes, int], bytes]] = {
    "cut": lambda body, at: body[: at % (len(body) + 1)],
    "beheaded": lambda body, at: body[at % (len(body) + 1) :],
    "hole": lambda body, at: (
        body[: at % (len(body) + 1)] + body[at % (len(body) + 1) + 1 + at % 7 :]
    ),
    "flipped": _flip,
    "HTML before": lambda body, at: HTML + body,
    "HTML after": lambda body, at: body + HTML,
    "HTML within": lambda body, at: _put(body, at, HTML),
    "byte order mark": lambda body, at: b"\xef\xbb\xbf" + body,
    "UTF-16": lambda body, at: body.decode("utf-8", "replace").encode(
        "utf-16-le" if at % 2 else "utf-16"
    ),
    "UTF-32": lambda body, at: body.decode("utf-8", "replace").encode(
        "utf-32-be" if at % 2 else "utf-32"
    ),
    "Latin-1": lambda body, at: body.decode("utf-8", "replace").encode(
        "latin-1", "replace"
    ),
    "TIS-620": lambda body, at: body.decode("utf-8", "replace").encode(
        "tis-620", "replace"
    ),
    "no UTF-8": lambda body, at: _put(body, at, b"\xff\xc0\xaf"),
    "surrogate as UTF-8": lambda body, at: _put(body, at, b"\xed\xa0\x80"),
    "half a surrogate pair": lambda body, at: _put(body, at, b"\\ud83d"),
    "NUL": lambda body, at: _put(body, at, b"\0"),
    "quote": lambda body, at: _put(body, at, b'"'),
    "broken literal": lambda body, at: body.replace(
        b": ", b": " + BROKEN[at % len(BROKEN)].encode(), 1 + at % 3
    ),
    "brace": lambda body, at: _put(body, at, b"{}[],:"[at % 6 : at % 6 + 1]),
    "twice": lambda body, at: body + body,
    "white space": lambda body, at: b" \r\n\t" * (at % 5) + body + b"\n" * (at % 3),
    "blank": lambda body, at: b" \r\n" * (at % 3),
    "single quotes": lambda body, at: body.replace(b'"', b"'"),
    "upper case": lambda body, at: body.upper(),
    "in a list": lambda body, at: b"[" * (1 + at % 200) + body + b"]" * (1 + at % 200),
    "too deep": lambda body, at: (b"[" if at % 2 else b'{"order": ') * 100_000,
}
DAMAGE = st.lists(
    st.tuples(st.sampled_from(sorted(DAMAGES)), st.integers(0, 20_000)),
    min_size=1,
    max_size=2,
)


def damaged(body: bytes, damages: list[tuple[str, int]]) -> bytes:
    """A body with damaged bytes."""
    for how, at in damages:
        body = DAMAGES[how](body, at)
    return body
