"""Standard output and standard error as they are: closed, full, narrow or gone."""

from __future__ import annotations

import io
import os
import sys
from typing import Any


def make_ready() -> None:
    """Give the two streams a safe state before the first line is printed.

    A stream that was closed before the start is replaced, so that no file or connection gets its
    number. Text that the encoding of stdout cannot hold is printed as escapes.
    """
    streams: Any = sys  # either may be None, which typeshed leaves out
    if streams.stdout is None:
        # Opened for reading: writing fails, as it does on a closed stream.
        streams.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    if streams.stderr is None:
        streams.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print a line on stderr. A stderr that takes none changes nothing."""
    try:
        print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        discard(sys.stderr)


def flush_or_discard() -> None:
    """Flush stdout; drop what it does not take.

    Otherwise the interpreter tries again at its end, and changes the exit code to 120.
    """
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        discard(sys.stdout)


def discard(stream: Any) -> None:
    """Send what is still in the buffer of a stream nowhere."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return  # no file of the system behind it


def can_print(text: str) -> bool:
    """Whether the encoding of stdout holds a text. Halves of surrogate pairs fit in none."""
    try:
        text.encode(sys.stdout.encoding or "utf-8", "surrogatepass")
    except UnicodeEncodeError:
        return False
    return True
