"""Runs calls: attempts, waits, hooks and logs. `_calls` decides what follows from an error."""

from __future__ import annotations

from typing import TypeVar

from .._calls import Attempts, Call, call_hook
from .._deadline import Deadline, Limits
from .._errors import MyCloudError, TransportError
from .._messages import Answer, Request
from .._observing import keep_answer, log_attempt
from .._options import Options, Wait
from .tokens import AsyncTokens
from .transport import AsyncHttpTransport

T = TypeVar("T")


class AsyncCallRunner:
    """Runs the calls of a client, with its options.

    Args:
        transport: Sends requests.
        tokens: Gives the token to send.
        options: What may differ between a client and its siblings.
    """

    def __init__(
        self, transport: AsyncHttpTransport, tokens: AsyncTokens, options: Options
    ) -> None:
        self._transport = transport
        self._tokens = tokens
        self.options = options

    def with_options(self, options: Options) -> AsyncCallRunner:
        """A runner with other options that shares connections and token."""
        return AsyncCallRunner(self._transport, self._tokens, options)

    async def run(self, call: Call[T], deadline: Deadline | None = None) -> T:
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
                answer = await self._attempt(call, attempts, deadline)
                return call.read(answer, call.on_mismatch(self.options))
            except MyCloudError as error:
                wait = attempts.wait_after(error)
                if wait is None:
                    final = attempts.final(error)
                    raise final from final.__cause__
            if not attempts.renewing:
                await self._pause(call, wait)

    async def _attempt(
        self, call: Call[T], attempts: Attempts, deadline: Deadline
    ) -> Answer:
        attempts.begin()
        if call.authorized:
            attempts.token = await self._tokens.current(
                self, attempts.refused, deadline
            )
        limits = attempts.send()
        answer = await self._send(call.request, attempts.token, limits, attempts.made)
        if call.authorized:  # An answer that holds a token is shown to nobody.
            keep_answer(answer)
            call_hook(self.options.on_response, answer)
        return answer

    async def _pause(self, call: Call[T], wait: Wait) -> None:
        call_hook(call.on_wait, wait)
        call_hook(self.options.on_retry, wait)
        await self.options.clock.asleep(wait.seconds)

    async def _send(
        self, request: Request, token: str | None, limits: Limits, attempt: int
    ) -> Answer:
        """Send a request, and log method, path, outcome, duration, attempt and request id."""
        call_hook(self.options.on_request, request)
        began = self.options.clock.monotonic()
        outcome = "interrupted"
        try:
            answer = await self._transport.send(request, token, limits)
            outcome = str(answer.status)
        except TransportError as error:
            outcome = type(error).__name__
            raise
        finally:
            seconds = self.options.clock.monotonic() - began
            log_attempt(request, outcome, seconds, attempt)
        return answer
