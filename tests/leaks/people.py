"""Who must not be found: the documentation's own example values, and a token made when the tests
run.
"""

from __future__ import annotations

import base64
import json
from typing import Any, Final

from ..serving import KEYS

NAME: Final = "คุณ พวริด"
PHONE: Final = "0899969094"
ADDRESS: Final = "32/1 สุขุมวิท 62, กรุงเทพฯ"
EMAIL: Final = "customer@domain.com"
NOTE: Final = "ring the bell of the neighbour"


def token_of(subject: str) -> str:
    """A JSON Web Token. Written out, it would be taken for one that got into the repository by
    mistake.
    """
    claims = {"sub": subject, "iat": 1_500_000_000, "exp": 1_500_028_800}
    parts = [{"alg": "HS256", "typ": "JWT"}, claims, {"signed by": subject}]
    return ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
        for part in parts
    )


TOKEN: Final = token_of("shop 7")

SECRETS: Final = {
    "key": KEYS["api_key"],
    "secret": KEYS["secret_key"],
    "token": TOKEN,
    "claims of the token": TOKEN.split(".")[1],
    "signature of the token": TOKEN.split(".")[2],
}
PERSON: Final = {
    "phone": PHONE,
    "phone as a number": PHONE.lstrip("0"),
    "name": NAME,
    "last name": NAME.split()[1],
    "address": ADDRESS,
    "street": "สุขุมวิท",
    "email": EMAIL,
    "note": NOTE,
}
PRIVATE: Final = SECRETS | PERSON

RECIPIENT: Final[dict[str, Any]] = {
    "name": NAME,
    "phone_number": PHONE,
    "address": ADDRESS,
    "email": EMAIL,
    "note": NOTE,
}
ECHO: Final = " ".join(PRIVATE.values())
"""What a server repeats that shows everything it was sent."""
