"""Many clients that place orders at once, and note what became of each."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from urllib.parse import urlsplit

from .serving import Server

CLIENTS = 32
ITEMS = [
    {"product_id": 164162, "quantity": 2, "price": "199.00"},
    {"product_sku": "MAI002", "quantity": 1, "price": 50},
]


@dataclass
class Outcome:
    """What became of orders, by their order numbers."""

    answered: list[str] = field(default_factory=list)
    """Answered with 200."""
    unknown: list[str] = field(default_factory=list)
    """Sent, and never answered."""
    unsent: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Answered with anything else; there should be none."""


def place(
    server: Server, numbers: Sequence[str], kill_after: int | None = None
) -> Outcome:
    """Places an order for each of the numbers; the server is killed with that many of them
    answered.
    """
    outcome, answers, killing = Outcome(), count(1), threading.Lock()

    def on_answer() -> None:
        with killing:
            if next(answers) == kill_after:
                server.kill()

    with ThreadPoolExecutor(CLIENTS) as clients:
        for client in range(CLIENTS):
            clients.submit(
                _place_in_turn, server, numbers[client::CLIENTS], outcome, on_answer
            )
    return outcome


def _place_in_turn(
    server: Server,
    numbers: Sequence[str],
    outcome: Outcome,
    on_answer: Callable[[], None],
) -> None:
    """What one client does, over one connection, until all is done or the server is gone."""
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=60)
    for place, number in enumerate(numbers):
        try:
            status = _placed(connection, server, number)
        except (OSError, HTTPException):
            outcome.unknown.append(number)
            outcome.unsent.extend(numbers[place + 1 :])
            break
        (outcome.answered if status == 200 else outcome.refused).append(number)
        on_answer()
    connection.close()


def _placed(connection: HTTPConnection, server: Server, number: str) -> int:
    order = {"delivery_mode_id": 343, "order_number": number, "order_items": ITEMS}
    headers = {
        "Authorization": f"Bearer {server.token}",
        "Content-Type": "application/json",
    }
    connection.request(
        "POST", f"{urlsplit(server.url).path}/orders", json.dumps(order), headers
    )
    answer = connection.getresponse()
    answer.read()
    return answer.status
