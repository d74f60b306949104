# Made by `make generate` from _async/calls.py; edit that file.
# Its SHA-256 was 8390cc817d044b821628923dd26056f49241c981cd2bd4184c182c7380fe1a80.
"""Runs calls: attempts, waits, hooks and logs. `_calls` decides what follows from an error."""

from __future__ import annotations

from typing import TypeVar

from .._calls import Attempts, Call, call_hook
from .._deadline import Deadline, Limits
from .._errors import MyCloudError, TransportError
from .._messages import Answer, Request
from .._observing import keep_answer, log_attempt
from .._options import Options, Wait
from .tokens import Tokens
from .transport import HttpTransport

T = TypeVar("T")


class CallRunner:
    """Runs the calls of a client, with its options.

    Args:
        transport: Sends requests.
        tokens: Gives the token to send.
        options: What may differ between a client and its siblings.
    """

    def __init__(
        self, transport: HttpTransport, tokens: Tokens, options: Options
    ) -> None:
        self._transport = transport
        self._tokens = tokens
        self.options = options

    def with_options(self, options: Options) -> CallRunner:
        """A runner with other options that shares connections and token."""
        return CallRunner(self._transport, self._tokens, options)

    def run(self, call: Call[T], deadline: Deadline | None = None) -> T:
        """Send a call, again where that is safe, and read its answer.

        Args:
            call: What to send.
            deadline: When it must have ended; by default that of the retry policy.

        Raises:
            UnknownOutcomeError: Something may have been created.
            TransportError: No answer came.
            ApiError: The answer says no.
            DecodeError: The answer cannot be read.
        """
        deadline = deadline or Deadline.after(
            self.options.retry.deadline, self.options.clock
        )
        attempts = Attempts(
            call, self.options, deadline, can_renew=self._tokens.can_renew
        )
        while True:
            try:
                answer = self._attempt(call, attempts, deadline)
                return call.read(answer, call.on_mismatch(self.options))
            except MyCloudError as error:
                wait = attempts.wait_after(error)
                if wait is None:
                    final = attempts.final(error)
                    raise final from final.__cause__
            if not attempts.renewing:
                self._pause(call, wait)

    def _attempt(self, call: Call[T], attempts: Attempts, deadline: Deadline) -> Answer:
        attempts.begin()
        if call.authorized:
            attempts.token = self._tokens.current(self, attempts.refused, deadline)
        limits = attempts.send()
        answer = self._send(call.request, attempts.token, limits, attempts.made)
        if call.authorized:  # An answer that holds a token is shown to nobody.
            keep_answer(answer)
            call_hook(self.options.on_response, answer)
        return answer

    def _pause(self, call: Call[T], wait: Wait) -> None:
        call_hook(call.on_wait, wait)
        call_hook(self.options.on_retry, wait)
        self.options.clock.sleep(wait.seconds)

    def _send(
        self, request: Request, token: str | None, limits: Limits, attempt: int
    ) -> Answer:
        """Send a request, and log method, path, outcome, duration, attempt and request id."""
        call_hook(self.options.on_request, request)
        began = self.options.clock.monotonic()
        outcome = "interrupted"
        try:
            answer = self._transport.send(request, token, limits)
            outcome = str(answer.status)
        except TransportError as error:
            outcome = type(error).__name__
            raise
        finally:
            seconds = self.options.clock.monotonic() - began
            log_attempt(request, outcome, seconds, attempt)
        return answer
