"""Runs calls: attempts, waits, hooks and logs. `_calls` decides what follows from an error."""

from __future__ import annotations

from typing import TypeVar

from .._calls import Attempts, Call, call_hook
from .._deadline import Deadline, Limits
from .._errors import DecodeError, MyCloudError
from .._messages import Answer
from .._newest import Ends
from .._observing import keep_answer, log_attempt
from .._options import Options, Wait
from .fleet import AsyncPace
from .tokens import AsyncTokens
from .transport import AsyncHttpTransport

T = TypeVar("T")


class AsyncCallRunner:
    """Runs the calls of a client, with its options.

    Args:
        transport: Sends requests.
        tokens: Gives the token to send.
        pace: Lets each request wait for its turn, if there is a rate limit.
        options: What may differ between a client and its siblings.
    """

    def __init__(
        self,
        transport: AsyncHttpTransport,
        tokens: AsyncTokens,
        pace: AsyncPace | None,
        options: Options,
    ) -> None:
        self._transport = transport
        self._tokens = tokens
        self._pace = pace
        self.options = options
        self.ends = Ends()
        self._until: Deadline | None = None

    def with_options(self, options: Options) -> AsyncCallRunner:
        """A runner with other options that shares connections, token and ends of lists."""
        runner = AsyncCallRunner(self._transport, self._tokens, self._pace, options)
        runner.ends = self.ends
        return runner

    def deadline(self) -> Deadline:
        """The deadline of a call that begins now."""
        return Deadline.after(self.options.retry.deadline, self.options.clock)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()
        await self._tokens.aclose()
        if self._pace is not None:
            await self._pace.aclose()

    def until(self, deadline: Deadline) -> AsyncCallRunner:
        """A runner whose calls all end with one deadline."""
        runner = self.with_options(self.options)
        runner._until = deadline
        return runner

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
        deadline = deadline or self._until or self.deadline()
        attempts = Attempts(
            call, self.options, deadline, can_renew=self._tokens.can_renew
        )
        while True:
            try:
                answer = await self._attempt(call, attempts, deadline)
                return call.read(answer, call.reading(self.options))
            except MyCloudError as error:
                wait = attempts.wait_after(error)
                if wait is None:
                    await self._forget_connections(error)
                    final = attempts.final(error)
                    raise final from final.__cause__
            except Exception as error:
                if (
                    not attempts.sent
                ):  # a hook of the caller's, before anything was sent
                    raise
                raise attempts.broken(error) from error
            except BaseException:
                attempts.log_interruption()
                raise
            await self._pause(call, attempts, wait)

    async def _attempt(
        self, call: Call[T], attempts: Attempts, deadline: Deadline
    ) -> Answer:
        attempts.begin()
        if call.authorized:
            attempts.token = await self._tokens.current(
                self, attempts.refused, deadline
            )
        if self._pace is not None:
            await self._pace.wait(call.request.name, deadline)
        limits = attempts.limits()
        answer = await self._send(call, attempts, limits)
        if call.authorized:  # An answer that holds a token is shown to nobody.
            keep_answer(answer)
            call_hook(self.options.on_response, answer)
        return answer

    async def _pause(self, call: Call[T], attempts: Attempts, wait: Wait) -> None:
        if not attempts.renewing:
            call_hook(call.on_wait, wait)
            call_hook(self.options.on_retry, wait)
        if wait.seconds or not attempts.renewing:
            await self.options.clock.asleep(wait.seconds)

    async def _forget_connections(self, error: MyCloudError) -> None:
        """After an answer that was not for its request, no kept connection is used again."""
        if isinstance(error, DecodeError):
            await self._transport.discard()

    async def _send(self, call: Call[T], attempts: Attempts, limits: Limits) -> Answer:
        """Send a request, and log method, path, outcome, duration, attempt and request id."""
        request = call.request
        call_hook(self.options.on_request, request)
        attempts.sent = True
        began, outcome = self.options.clock.monotonic(), "interrupted"
        try:
            answer = await self._transport.send(
                request, attempts.token, limits, alone=call.creates
            )
            attempts.status = answer.status
            outcome = str(answer.status)
        except MyCloudError as error:
            outcome = type(error).__name__
            raise
        finally:
            seconds = self.options.clock.monotonic() - began
            log_attempt(request, outcome, seconds, attempts.made)
        return answer
