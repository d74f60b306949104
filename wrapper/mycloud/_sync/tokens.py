# Made by `make generate` from _async/tokens.py; edit that file.
# Its SHA-256 was 4e0752ce1f46c7fb5a787b774f551556293f17ad3f377d9f9a1c35e9e332806a.
"""Fetches the token, once for all callers that need one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mycloud_api.api import token as api
from mycloud_api.models import GetTokenBody

from .._answers import result_of
from .._calls import Call
from .._deadline import Deadline
from .._errors import TimeoutError
from .._forks import reopen_after_fork
from .._messages import Request, new_request_id
from .._redis import claim_waits
from .._settings import Settings
from .._threads import Lock, finish
from .._token import TokenKeeper, read_token

if TYPE_CHECKING:
    from .calls import CallRunner
    from .fleet import FleetToken


class Tokens:
    """The current token of a pair of keys.

    Args:
        keeper: Holds the token and knows how long it is good for.
        settings: The keys to fetch one with.
        fleet: The token that other machines share, if they do.
    """

    def __init__(
        self, keeper: TokenKeeper, settings: Settings, fleet: FleetToken | None
    ) -> None:
        self._keeper = keeper
        self._fleet = fleet
        self._settings = settings
        self.can_renew = bool(settings.api_key and settings.secret_key)
        self.reopen()
        reopen_after_fork(self)

    def reopen(self) -> None:
        """Replace the lock, which another thread may have held at a fork."""
        self._lock = Lock()

    def current(
        self, calls: CallRunner, refused: str | None, deadline: Deadline
    ) -> str:
        """The token to send now. One caller fetches it, the others wait for it.

        Args:
            calls: Sends the request for a token.
            refused: The token that the server just refused, if it did.
            deadline: When the call that needs it must have ended.

        Raises:
            MyCloudError: No token could be had; nothing else was sent.
        """
        keeper = self._keeper
        clock = calls.options.clock
        if token := keeper.fresh(clock.monotonic(), refused):
            return token
        with self._lock.held(deadline.left, "no token came in time"):
            if token := keeper.fresh(clock.monotonic(), refused) or keeper.stored(
                refused
            ):
                return token
            if self._fleet is None:
                return self._fetched(calls, deadline)
            return self._agreed(self._fleet, calls, refused, deadline)

    def close(self) -> None:
        """Close the connections to where the token is shared."""
        if self._fleet is not None:
            self._fleet.close()

    def _agreed(
        self,
        fleet: FleetToken,
        calls: CallRunner,
        refused: str | None,
        deadline: Deadline,
    ) -> str:
        """The token that another process has left or is about to leave, otherwise a new one."""
        waits = claim_waits()
        try:
            while not fleet.claim():
                if token := self._keeper.adopt(fleet.load(), refused):
                    return token
                self._wait(next(waits), calls, deadline)
            token = self._keeper.adopt(fleet.load(), refused)
            if token is None:
                token = self._fetched(calls, deadline)
                fleet.save(token)
            return token
        finally:
            finish(fleet.release)

    def _wait(self, seconds: float, calls: CallRunner, deadline: Deadline) -> None:
        if not deadline.allows(seconds):
            raise TimeoutError("no token came in time: another process fetches it")
        calls.options.clock.sleep(seconds)

    def _fetched(self, calls: CallRunner, deadline: Deadline) -> str:
        token = calls.run(self._call(), deadline)
        self._keeper.keep(token, calls.options.clock.monotonic())
        return token

    def _call(self) -> Call[str]:
        settings = self._settings
        body = GetTokenBody(
            apikey=settings.api_key or "", secretkey=settings.secret_key or ""
        )
        arguments = api.get_token.build_request(
            body=body, my_cloud_request_id=new_request_id()
        )
        request = Request(**arguments)
        return Call(
            request,
            partial(result_of, partial(read_token, api.get_token.read)),
            authorized=False,
        )
