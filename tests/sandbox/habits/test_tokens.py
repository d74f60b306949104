"""How often a token is good, and beside which others."""

from __future__ import annotations

import pytest

from .resident import Resident
from .showing import shows

pytestmark = pytest.mark.usefixtures("both_databases")


@shows("single-use-tokens")
def test_a_token_is_good_for_one_call(resident: Resident) -> None:
    statuses = [resident.visitor.get("/orders").status_code for _ in range(2)]

    assert statuses == [200, 401]
    resident.log_in()
    assert resident.visitor.get("/orders").status_code == 200


@shows("one-live-token")
def test_a_new_token_ends_the_one_before(resident: Resident) -> None:
    old = resident.visitor.token
    assert resident.visitor.get("/orders").status_code == 200
    resident.log_in()
    assert resident.visitor.get("/orders").status_code == 200
    resident.visitor.token = old

    assert resident.visitor.get("/orders").status_code == 401


@pytest.mark.parametrize("habit", ["single-use-tokens", "one-live-token"])
def test_a_token_of_before_the_habit_counts_for_nothing(
    dialect: str, habit: str
) -> None:
    resident = Resident((), dialect).log_in()
    resident.visitor.app.state.direct.habits.set([habit])

    assert resident.visitor.get("/orders").status_code == 401
    resident.log_in()
    assert resident.visitor.get("/orders").status_code == 200


@pytest.mark.parametrize("habit", ["single-use-tokens", "one-live-token"])
def test_the_page_of_the_sandbox_has_a_token_that_lasts(
    dialect: str, habit: str
) -> None:
    resident = Resident((habit,), dialect).log_in()
    page = resident.visitor.get("http://sandbox/").text
    resident.visitor.token = page.partition('data-token="')[2].partition('"')[0]
    resident.fresh_token()

    assert [resident.visitor.get("/orders").status_code for _ in range(2)] == [200, 200]
