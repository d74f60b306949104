"""Where time comes from."""

from __future__ import annotations

import time


class Clock:
    """The clock of the machine. A test may pass its own to `MyCloud(clock=...)`.

    Override all methods together: deadlines are measured with `monotonic`, and waits end with
    `sleep` or `asleep`.
    """

    def monotonic(self) -> float:
        """Seconds since some moment in the past; never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait, in a thread."""
        time.sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        """Wait, in a task."""
        import anyio

        await anyio.sleep(seconds)
