"""Exit codes: one table, of which the help and the documentation are made, and which error ends
with which.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    KEYS = 3
    NOT_FOUND = 4
    NO_ANSWER = 5
    UNKNOWN_OUTCOME = 6
    UNREADABLE = 7
    SERVER_FAILED = 8
    MACHINE = 9
    BUG = 70
    INTERRUPTED = 130


MEANINGS: Final = {
    ExitCode.DONE: "done; a write was carried out, whatever became of the output",
    ExitCode.REFUSED: "the server refused",
    ExitCode.USAGE: "the command was used wrongly; nothing was sent",
    ExitCode.KEYS: "no keys, or keys or a token that the server does not accept",
    ExitCode.NOT_FOUND: "there is no such entry",
    ExitCode.NO_ANSWER: "no connection, or no answer in time; nothing was written",
    ExitCode.UNKNOWN_OUTCOME: "unknown: a write may have happened, so look before you "
    "repeat it",
    ExitCode.UNREADABLE: "the answer cannot be read",
    ExitCode.SERVER_FAILED: "the server failed, or asks to come back later",
    ExitCode.MACHINE: "this machine is in the way: a file that cannot be read or written, a "
    "wrong clock",
    ExitCode.BUG: "a fault of this program",
    ExitCode.INTERRUPTED: "interrupted; a write was not carried out",
}

# By name, so that an exit needs no import of the client; the nearest class of an error decides.
_BY_ERROR: Final = {
    "UsageError": ExitCode.USAGE,
    "Misuse": ExitCode.USAGE,
    "InvalidRequestError": ExitCode.USAGE,
    "ConfigurationError": ExitCode.USAGE,
    "CredentialsError": ExitCode.KEYS,
    "AuthenticationError": ExitCode.KEYS,
    "PermissionDeniedError": ExitCode.KEYS,
    "NotThere": ExitCode.NOT_FOUND,
    "NotFoundError": ExitCode.NOT_FOUND,
    "UnknownOutcomeError": ExitCode.UNKNOWN_OUTCOME,
    "ClaimedError": ExitCode.UNKNOWN_OUTCOME,
    "AlreadyPlacedError": ExitCode.REFUSED,
    "LedgerError": ExitCode.MACHINE,
    "TransportError": ExitCode.NO_ANSWER,
    "RateLimitError": ExitCode.SERVER_FAILED,
    "ServerError": ExitCode.SERVER_FAILED,
    "ApiError": ExitCode.REFUSED,
    "DecodeError": ExitCode.UNREADABLE,
    "PaginationError": ExitCode.UNREADABLE,
    "OSError": ExitCode.MACHINE,
    "OutputError": ExitCode.MACHINE,
    "DatabaseError": ExitCode.MACHINE,  # of sqlite3
    "ExportError": ExitCode.MACHINE,
    "TakeOverError": ExitCode.MACHINE,
    "BadSource": ExitCode.USAGE,
}


def exit_code(error: BaseException) -> ExitCode:
    """The code that reports an error."""
    names = (cls.__name__ for cls in type(error).__mro__)
    return next((_BY_ERROR[name] for name in names if name in _BY_ERROR), ExitCode.BUG)
