"""Text of others on its way to a terminal, which must not take any of it for a command."""

from __future__ import annotations

import json
import re
import sys
from typing import Final

from .streams import can_print

# The controls of ASCII and Latin-1 (an escape sequence begins with one), what turns the direction
# of writing around, what breaks a line, and halves of surrogate pairs, which no encoding can spell.
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BREAKS: Final = re.compile("\r\n|[\r\n\t\u2028\u2029]")


def for_terminal(text: str) -> str:
    """In one line, with anything that could steer a terminal spelled out: an escape becomes
    `\\x1b`.
    """
    return _UNSAFE.sub(lambda found: _spelled(found[0]), _BREAKS.sub(" ", text))


def json_line(value: object) -> str:
    """JSON in one line, in which nothing can steer a terminal; to anyone who reads it as JSON it is
    the same.
    """
    return spelled_in_json(json.dumps(value, ensure_ascii=False, default=str))


def spelled_in_json(text: str) -> str:
    """JSON or YAML with what could steer a terminal spelled as `\\u001b`; lines stay lines."""
    return _UNSAFE.sub(
        lambda found: "\n" if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text
    )


def print_json(value: object) -> None:
    """Print JSON in one line on stdout, in ASCII where its encoding holds no more."""
    line = json_line(value)
    if not can_print(line):
        line = json.dumps(json.loads(line))
    sys.stdout.write(line + "\n")


def _spelled(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
