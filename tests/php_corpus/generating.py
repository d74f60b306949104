"""Makes forms from a seed: from ones that any browser would send to ones that break every rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final
from urllib.parse import quote_from_bytes

BUFFER: Final = 5 * 1024
"""What PHP reads at a time: content and lines around this length meet its edges."""

OUTER = [
    "a",
    "b",
    "order_items",
    "attach_file",
    "photo",
    "a.b",
    "a b",
    " a",
    "a]",
    "ชื่อ",
    "0",
    "-1",
    "01",
    "a'b",
    'a"b',
    "a\\b",
]
ODD_OUTER = [
    "",
    " ",
    ".",
    "[",
    "]",
    "a=b",
    "a;b",
    "__Host-a",
    "..Host-a",
    "MAX_FILE_SIZE",
    "a\0b",
    "\xff",
    "a[b",
    "a[b.c d",
]
INNER = [
    "",
    "0",
    "1",
    "2",
    "product_id",
    "quantity",
    "x",
    "คุณ",
    "01",
    "-3",
    "a.b",
    "a b",
]
ODD_INNER = [
    " ", "\t", " x", "  x", "x ", "[", "a[b", "name", "tmp_name", "error", "size", "type", "__Secure-x", "\0", "\xff",
    "-0", "+1", "1.5", "1e3",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
]  # fmt: skip
AFTER = ["", "", "", "", "", "", "x", "[", "]", "[c", "]]", " ", "."]
TEXTS = [
    b"",
    b"1",
    b"199.00",
    "คุณ พวริด".encode(),
    b"a&b=c+d%20",
    b"\xff\xfe",
    b"a\0b",
    b"\r",
    b"\n",
    b"\r\n",
    b"\n\n",
    b"--",
    b"-",
]
FILENAMES = [
    "label.pdf", "ใบเสร็จ.pdf", "C:\\labels\\b.pdf", "a/b/c.pdf", "", " ",
    'it\'s "b";a=1.pdf', "a\\\\b", "..", "x\0y", "\xff.pdf", "/",
]  # fmt: skip
TYPES = ["application/pdf", "text/plain; charset=utf-8", "", "image/png;q=1;r=2", "ไทย"]


@dataclass(frozen=True)
class Sent:
    """The body of a request, and the query of its address."""

    content_type: str
    body: bytes
    query: bytes = b""


def form_of(seed: int) -> Sent:
    """The form of a seed, always the same one."""
    random = Random(seed)
    make: Callable[[Random], Sent] = random.choices(
        [multipart, urlencoded, many_fields, many_files, deep], [70, 22, 3, 3, 2]
    )[0]
    return make(random)


def multipart(random: Random) -> Sent:
    """A multipart form; about half of them have something wrong with them."""
    writer = _Writer(random, _boundary(random), tidy=random.random() < 0.5)
    parts = [writer.part() for _ in range(random.choice([0, 1, 1, 2, 3, 5, 8, 12]))]
    return Sent(writer.content_type(), writer.whole(parts))


def urlencoded(random: Random) -> Sent:
    pairs = [_pair(random) for _ in range(random.choice([0, 1, 2, 5, 10, 40]))]
    query = b"&".join(_pair(random) for _ in range(random.choice([0, 0, 1, 4])))
    content_type = random.choice(["", "; charset=utf-8", ";charset=tis-620"])
    return Sent(
        f"application/x-www-form-urlencoded{content_type}", b"&".join(pairs), query
    )


def many_fields(random: Random) -> Sent:
    """Around the limit of 1,000 fields, with a few files between."""
    count = random.choice([998, 999, 1000, 1001, 1002, 1019, 1025])
    names = [
        random.choice([f"order_items[{place}][price]", "a[]", f"a{place}"])
        for place in range(count)
    ]
    if random.random() < 0.4:
        pairs = b"&".join(name.encode() + b"=1" for name in names)
        return Sent(
            "application/x-www-form-urlencoded",
            pairs + random.choice([b"", b"&", b"&&"]),
            pairs,
        )
    writer = _Writer(random, "boundary", tidy=True)
    parts = [writer.written(name, None, b"1") for name in names]
    for _ in range(random.choice([0, 2, 25])):
        parts.insert(
            random.randrange(len(parts)), writer.written("attach_file[]", "a.pdf", b"x")
        )
    return Sent(writer.content_type(), writer.whole(parts))


def many_files(random: Random) -> Sent:
    """Around the limit of 20 files, some of them without a file."""
    writer = _Writer(random, "boundary", tidy=True)
    count = random.choice([18, 19, 20, 21, 23, 30])
    names = [
        random.choice(["f[]", f"f[{place}]", f"g{place}"]) for place in range(count)
    ]
    parts = [
        writer.written(name, random.choice(["a.pdf", "a.pdf", "a.pdf", ""]), b"x")
        for name in names
    ]
    parts.insert(random.randrange(count), writer.written("a", None, b"1"))
    return Sent(writer.content_type(), writer.whole(parts))


def deep(random: Random) -> Sent:
    """Around the limit of 64 levels."""
    writer = _Writer(random, "boundary", tidy=True)
    parts = [writer.written("a[b]", None, b"1"), writer.written("f[b]", "f.pdf", b"1")]
    for name, filename in (("a", None), ("f", "f.pdf")):
        levels = "[b]" * random.choice([62, 63, 64, 65, 66])
        parts.append(
            writer.written(
                name + levels + random.choice(["", "[", "x", "[c"]), filename, b"2"
            )
        )
    random.shuffle(parts)
    return Sent(writer.content_type(), writer.whole(parts))


def name_of(random: Random, *, odd: float) -> str:
    """The name of a field: mostly one that makes sense."""
    outer = random.choice(ODD_OUTER if random.random() < odd else OUTER)
    inners = [
        random.choice(ODD_INNER if random.random() < odd else INNER)
        for _ in range(random.choice([0, 0, 1, 2, 2, 3]))
    ]
    return (
        outer
        + "".join(f"[{inner}]" for inner in inners)
        + (random.choice(AFTER) if random.random() < odd else "")
    )


def content_of(random: Random, boundary: bytes, *, odd: float) -> bytes:
    """The content of a part: short, at the edges of PHP's buffer, or nearly a boundary."""
    if random.random() > odd:
        return random.choice(TEXTS)
    near = (
        random.choice([b"\r\n--", b"\n--", b"--", b"\r\n-", b"\r"])
        + boundary[: random.choice([0, 1, len(boundary)])]
    )
    filler = random.choice([b"x", b"\n", b"\r", b"\0", b"\r\n", b"-"])
    length = random.choice(
        [
            0,
            3,
            BUFFER - random.randrange(200),
            2 * BUFFER - random.randrange(200),
            12_000,
        ]
    )
    return (
        filler * (length // len(filler))
        + near
        + random.choice([b"", b"x", b"\r\nx", b"--\r\n", b"\0"])
    )


def _boundary(random: Random) -> str:
    return random.choice(
        [
            "b",
            "----WebKitFormBoundary7MA4",
            "+++",
            "a b",
            "'b'",
            "--",
            "x" * 200,
            "x" * (BUFFER - 5),
        ]
    )


def _bytes(text: str) -> bytes:
    """UTF-8, except for the one character that stands for a byte that is not UTF-8."""
    return text.encode().replace("\xff".encode(), b"\xff")


def _pair(random: Random) -> bytes:
    odd = random.choice([0.05, 0.5])
    name, value = _bytes(name_of(random, odd=odd)), random.choice(TEXTS)
    spelled = [
        quote_from_bytes(part, safe=random.choice(["", "[]. ", "[]\"';+"]))
        for part in (name, value)
    ]
    if random.random() < odd:
        return random.choice(
            [
                b"",
                spelled[0].encode(),
                b"=" + spelled[1].encode(),
                b"a=b=c",
                b"%",
                b"%4=%zz",
                b"a%00b=1",
                b"a+b=+",
            ]
        )
    return "=".join(spelled).encode()


@dataclass
class _Writer:
    """Spells parts with one boundary, tidily or not."""

    random: Random
    boundary: str
    tidy: bool

    @property
    def odd(self) -> float:
        return 0.03 if self.tidy else 0.35

    def some(self, tidy: bytes, *others: bytes) -> bytes:
        """One way to spell something: nearly always the tidy one."""
        return (
            self.random.choice(others) if self.random.random() < self.odd / 2 else tidy
        )

    def content_type(self) -> str:
        plain = f"multipart/form-data; boundary={self.boundary}"
        if self.tidy or self.random.random() < 0.5:
            return plain
        return self.random.choice(
            [
                f'multipart/form-data; boundary="{self.boundary}"',
                f"Multipart/Form-Data;BOUNDARY={self.boundary}",
                f"multipart/form-data; charset=utf-8; boundary={self.boundary}; x=y",
                f"multipart/form-data; boundary={self.boundary},x",
                f'multipart/form-data; boundary="{self.boundary}',
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=other",
                "multipart/form-data; boundary",
                "multipart/form-data",
            ]
        )

    def whole(self, parts: list[bytes]) -> bytes:
        delimiter = b"--" + self.boundary.encode()
        body = self.some(
            b"", b"preamble\r\n", b"\r\n", b"x" * BUFFER + b"\r\n", b"preamble"
        )
        for part in parts:
            body += self.some(delimiter, delimiter + b" ", delimiter[1:]) + self.some(
                b"\r\n", b"\n", b"\r", b"\0\r\n"
            )
            body += part + self.some(b"\r\n", b"\n", b"")
        end = self.some(
            delimiter + b"--\r\n",
            delimiter + b"--",
            delimiter,
            delimiter + b"\r\n",
            b"",
            b"\r",
            b"\r\n--",
        )
        return (
            body
            + end
            + self.some(
                b"", b"epilogue", delimiter + b"\r\n" + self.written("late", None, b"1")
            )
        )

    def part(self) -> bytes:
        is_file = self.random.random() < 0.35
        filename = self.random.choice(FILENAMES) if is_file else None
        content = content_of(self.random, self.boundary.encode(), odd=self.odd)
        if self.tidy:
            return self.written(name_of(self.random, odd=self.odd), filename, content)
        return b"".join(self._headers(filename)) + content

    def written(self, name: str, filename: str | None, content: bytes) -> bytes:
        """A part as browsers and libraries spell it."""
        about = f'Content-Disposition: form-data; name="{_escaped(name)}"'
        if filename is not None:
            about += f'; filename="{_escaped(filename)}"\r\nContent-Type: {self.random.choice(TYPES)}'
        return _bytes(about) + b"\r\n\r\n" + content

    def _headers(self, filename: str | None) -> list[bytes]:
        headers = [self._disposition(filename)]
        if filename is not None:
            headers.append(
                self.some(b"Content-Type: ", b"Content-Type:", b"content-type:\t")
                + _bytes(self.random.choice(TYPES))
            )
        others = [
            b"X-Other: 1",
            b"no colon",
            b' folded; name="late"',
            b"X-Long: " + b"y" * BUFFER,
            b"Content-Disposition: x",
            b"\0",
        ]
        for _ in range(self.random.choice([0, 0, 0, 1, 2])):
            headers.insert(
                self.random.randrange(len(headers) + 1), self.random.choice(others)
            )
        line_end = self.some(b"\r\n", b"\n")
        return [*(header + line_end for header in headers), self.some(line_end, b"")]

    def _disposition(self, filename: str | None) -> bytes:
        name = name_of(self.random, odd=self.odd)
        parameters = [self._parameter("name", name)]
        if filename is not None:
            parameters.append(self._parameter("filename", filename))
        parameters += self.random.choices(
            [b"filename*=UTF-8''a.pdf", b"x", b"", b'="', b'name="second"', b"a=b=c"],
            k=self.random.choice([0, 0, 0, 1, 2]),
        )
        if self.random.random() < self.odd / 3:
            parameters.pop(0)
        self.random.shuffle(parameters)
        header = self.some(
            b"Content-Disposition",
            b"content-disposition",
            b"Content-Disposition ",
            b"X",
        )
        separator = self.some(b"; ", b";", b" ; ", b";;", b" ")
        return (
            header
            + self.some(b": ", b":", b":\t ")
            + separator.join([self.some(b"form-data", b"attachment", b""), *parameters])
        )

    def _parameter(self, key: str, value: str) -> bytes:
        spelled = _bytes(_escaped(value))
        quote = self.some(b'"', b"'", b"")
        return (
            self.some(key.encode(), key.upper().encode(), key.encode() + b" ")
            + self.some(b"=", b"= ", b" = ", b"==")
            + quote
            + spelled
            + self.some(quote, b"")
        )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
