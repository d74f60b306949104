"""Issues and checks the tokens: JSON Web Tokens, signed with HS256, that carry `iat` and `exp`."""

import hmac
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

import jwt
from jwt.types import Options

from .refusals import Unauthorized

Claims: TypeAlias = Mapping[str, str | int | float]

DEFAULT_SECRET = "a secret of the sandbox, of no worth anywhere else"
OWN = "own"
"""The claim of a token for the sandbox's own page."""
_ALGORITHM = "HS256"
_SHORTEST_SECRET = 32  # bytes, the width of the hash (RFC 7518, section 3.2)


@dataclass(frozen=True, kw_only=True)
class TokenOffice:
    """Trades a pair of keys for a token, and knows its own tokens again."""

    api_key: str
    secret_key: str
    jwt_secret: str
    lifetime: int
    clock: Callable[[], datetime]

    def __post_init__(self) -> None:
        length = len(self.jwt_secret.encode())
        if length < _SHORTEST_SECRET:
            raise ValueError(
                f"jwt_secret needs at least {_SHORTEST_SECRET} bytes, got {length}"
            )

    def claims(self, api_key: str, secret_key: str) -> Claims:
        """What a token for the right pair of keys carries."""
        if not (_same(api_key, self.api_key) & _same(secret_key, self.secret_key)):
            raise Unauthorized("The API key or the secret key is wrong.")
        now = int(self.clock().timestamp())
        return {"iat": now, "exp": now + self.lifetime}

    def sign(self, claims: Claims) -> str:
        """A token that carries these claims."""
        return jwt.encode(dict(claims), self.jwt_secret, _ALGORITHM)

    def issue_own(self) -> str:
        """A token for the sandbox's own page, to which no habit applies."""
        return self.sign({**self.claims(self.api_key, self.secret_key), OWN: 1})

    def check(self, authorization: str | None) -> Claims:
        """The claims of a token of this office that has not expired, from an `Authorization`
        header.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise Unauthorized(
                "The token is missing: send it as Authorization: Bearer <token>."
            )
        claims = _claims(token.strip(), self.jwt_secret)
        if float(claims["exp"]) <= self.clock().timestamp():
            raise Unauthorized("The token has expired.")
        return claims


@lru_cache(maxsize=1024)
def _claims(token: str, secret: str) -> Claims:
    """What a token with the right signature carries. It is kept, since a client sends the same one
    for hours.
    """
    # PyJWT compares with the time of day; the sandbox goes by its own clock.
    options: Options = {
        "require": ["iat", "exp"],
        "verify_exp": False,
        "verify_iat": False,
    }
    try:
        claims: Claims = jwt.decode(token, secret, [_ALGORITHM], options)
        expiry = float(claims["exp"])
    except (jwt.InvalidTokenError, TypeError, ValueError, OverflowError):
        raise Unauthorized("The token is not valid.") from None
    if not math.isfinite(expiry):  # NaN would never expire
        raise Unauthorized("The token is not valid.")
    return {**claims, "exp": expiry}


def _same(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(), right.encode())
