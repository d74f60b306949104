"""Habits of tokens: how many there are of a key, and how often each is good."""

from ..store import Store
from ..tokens import Claims
from .describing import Acts, Evidence, Guarantee, Habit, always

_SERIES = "tokens"
_NUMBER = "jti"  # RFC 7519, section 4.1.7


def _numbered(claims: Claims, store: Store) -> Claims:
    return (
        claims
        if _NUMBER in claims
        else {**claims, _NUMBER: str(store.next_in(_SERIES))}
    )


def _is_unused(claims: Claims, store: Store) -> bool:
    """A token of before the habit was taken up has no number; it counts as used."""
    return _NUMBER in claims and store.next_in(f"uses of token {claims[_NUMBER]}") == 1


def _is_latest(claims: Claims, store: Store) -> bool:
    return claims.get(_NUMBER) == str(store.last_in(_SERIES))


HABITS = (
    Habit(
        name="single-use-tokens",
        says="takes a token for one call only",
        evidence=Evidence.IMAGINED,
        endangers=Guarantee.SIGNED_IN,
        act=always(Acts(issued=_numbered, accepts=_is_unused)),
        group="tokens",
    ),
    Habit(
        name="one-live-token",
        says="ends the token of a key when it gives out another",
        evidence=Evidence.IMAGINED,
        endangers=Guarantee.SIGNED_IN,
        act=always(Acts(issued=_numbered, accepts=_is_latest)),
        group="tokens",
    ),
)
