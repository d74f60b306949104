"""The outcome of a write: done, not done, or unknown. Decided from what was sent and answered, and
never from what happens to the output.
"""

from __future__ import annotations

from enum import Enum
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from .error_lines import explained
from .exits import ExitCode, exit_code
from .output.safe import for_terminal

if TYPE_CHECKING:
    from mycloud import Answer, Request, Wait

_CONNECTING: Final = {("socket", "create_connection"), ("ssl", "do_handshake")}
"""Functions of the standard library that run before a request is sent."""
_TOKEN_PATH: Final = "/gettoken"


class Verdict(Enum):
    """What is known of a write."""

    DONE = "done"
    NOT_DONE = "not done"
    UNKNOWN = "unknown"


class Write:
    """A write, and what is known of it so far.

    Args:
        noun: What is written, such as "order".
        done: The participle, such as "placed".
        key: The order number or the id to look for.
        look: The command that looks for it.
    """

    def __init__(
        self,
        noun: str,
        done: str,
        key: str | int | None = None,
        *,
        look: str | None = None,
    ) -> None:
        self.noun = noun
        self.done = done
        self.key = key
        self.look = look
        self.entry: Any = None
        self.is_done = False
        self.error: BaseException | None = None
        """What ended the command; typer turns some errors into others."""
        self.attempted = False
        self._in_flight: Request | None = None
        self._in_doubt: Request | None = None

    @property
    def hooks(self) -> dict[str, Any]:
        """The arguments of `MyCloud` that let the write watch."""
        return {
            "on_request": self._sending,
            "on_response": self._answered,
            "on_retry": self._repeating,
        }

    @property
    def request_id(self) -> str | None:
        """The id of the request whose outcome is not known."""
        request = self._in_doubt or self._in_flight
        return None if request is None else request.id

    @property
    def number(self) -> str | int | None:
        """The order number or the id to look for."""
        request = self._in_doubt or self._in_flight
        return self.key if request is None else self.key or _number_in(request)

    def carried_out(self, entry: object) -> None:
        """Keep what the server answered: from now on the write is done, whatever follows."""
        self.entry = entry
        self.is_done = True

    def settled(self) -> None:
        """Forget the request: its outcome is known."""
        self._in_flight = self._in_doubt = None

    def verdict(self, error: BaseException | None) -> Verdict:
        """What is known when the command ends, with an error or without one."""
        if self.is_done:
            return Verdict.DONE
        if self._in_doubt is not None or _named(error, "UnknownOutcomeError"):
            return Verdict.UNKNOWN
        if self._in_flight is None or _certainly_not(error):
            return Verdict.NOT_DONE
        return Verdict.UNKNOWN

    def _sending(self, request: Request) -> None:
        if request.method != "GET" and request.url != _TOKEN_PATH:
            self.attempted = True
            self._in_flight = request

    def _answered(self, answer: Answer) -> None:
        if answer.request == self._in_flight and answer.status in (401, 429):
            self._in_flight = None

    def _repeating(self, wait: Wait) -> None:
        if not _certainly_not(wait.error):
            self._in_doubt = self._in_flight
        self._in_flight = None


def report(write: Write, error: BaseException | None) -> tuple[ExitCode, str]:
    """The exit code and the line that report a write."""
    error = write.error or error
    verdict = write.verdict(error)
    if verdict is Verdict.DONE:
        return ExitCode.DONE, _line(f"{write.done}: {_entry(write)}{_trouble(error)}")
    if verdict is Verdict.UNKNOWN:
        return ExitCode.UNKNOWN_OUTCOME, _line(f"unknown: {_doubt(write, error)}")
    if isinstance(error, KeyboardInterrupt):
        sent = "what was sent was refused" if write.attempted else "nothing was sent"
        return ExitCode.INTERRUPTED, _line(f"not {write.done}: interrupted; {sent}")
    if error is None:
        return ExitCode.BUG, _line(f"not {write.done}: nothing was sent")
    return exit_code(error), _line(f"not {write.done}: {explained(error)}")


def _line(text: str) -> str:
    return for_terminal(f"mycloud: {text}")


def _entry(write: Write) -> str:
    """The entry by what it is found by."""
    number = getattr(write.entry, "order_number", None) or write.key
    facts = {
        "id": getattr(write.entry, "id", None),
        "MC number": getattr(write.entry, "mc_number", None),
        "SKU": getattr(write.entry, "sku", None),
    }
    known = ", ".join(f"{name} {value}" for name, value in facts.items() if value)
    named = f"{write.noun} {number!r}" if isinstance(number, str) else write.noun
    return f"{named} ({known})" if known else named


def _trouble(error: BaseException | None) -> str:
    """What went wrong after the write was done."""
    if error is None or isinstance(error, (BrokenPipeError, SystemExit)):
        return ""  # Anyone who read the output has seen enough.
    if isinstance(error, KeyboardInterrupt):
        return "; interrupted before all of it was printed"
    return f"; it could not be printed: {str(error) or type(error).__name__}"


def _doubt(write: Write, error: BaseException | None) -> str:
    number = getattr(error, "order_number", None) or write.number
    named = f"{write.noun}{'' if number is None else f' {number!r}'}"
    request_id = write.request_id or getattr(error, "request_id", None)
    sent = f" (request id {request_id})" if request_id else ""
    return f"{named} may have been {write.done}{sent}: {_why(write, error)}"


def _why(write: Write, error: BaseException | None) -> str:
    """What left it unknown, and how to look."""
    if _named(error, "UnknownOutcomeError"):
        return explained(error)  # type: ignore[arg-type]  # it says how to look
    look = f": `mycloud {write.look}` does" if write.look else ""
    if error is None or isinstance(error, KeyboardInterrupt):
        why = "interrupted before an answer came"
    elif exit_code(error) is ExitCode.BUG:
        why = f"{type(error).__name__}: {error}"  # "run it again" would be wrong here
    else:
        why = explained(error)
    return f"{why}. Look before you repeat it{look}"


def _number_in(request: Request) -> str | None:
    """The order number in a form."""
    for name, content in request.files or []:
        if name == "order_number":
            return str(content[1].decode())
    return None


def _named(error: BaseException | None, name: str) -> bool:
    return any(cls.__name__ == name for cls in type(error).__mro__)


def _certainly_not(error: BaseException | None) -> bool:
    """Whether a request that was in flight had no effect."""
    from mycloud import ApiError, ConfigurationError, ConnectError, InvalidRequestError

    if isinstance(error, KeyboardInterrupt):
        return _was_connecting(error.__traceback__)
    if isinstance(error, ApiError):
        return error.status != 408 and error.status < 500
    return isinstance(error, (ConfigurationError, ConnectError, InvalidRequestError))


def _was_connecting(traceback: TracebackType | None) -> bool:
    """Whether an interrupt came while the connection was being made."""
    while traceback is not None:
        frame = traceback.tb_frame
        if (frame.f_globals.get("__name__"), frame.f_code.co_name) in _CONNECTING:
            return True
        traceback = traceback.tb_next
    return False
