"""What orchestrators ask."""

from __future__ import annotations

import pytest

from .visiting import Visitor


@pytest.mark.parametrize(("path", "status"), [("healthz", "ok"), ("readyz", "ready")])
def test_a_sandbox_that_answers_says_so_without_a_token(path: str, status: str) -> None:
    answer = Visitor({"admin_key": "x"}, address="10.0.0.1").get(
        f"http://sandbox/{path}"
    )

    assert (answer.status_code, answer.json()) == (200, {"status": status})


def test_without_its_database_it_lives_and_is_not_ready() -> None:
    visitor = Visitor()
    visitor.app.state.direct.store.close()

    assert visitor.get("http://sandbox/healthz").status_code == 200
    answer = visitor.get("http://sandbox/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "no database"})
