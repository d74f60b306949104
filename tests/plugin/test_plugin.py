"""The plugin as pytest sees it."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest_plugins = ["pytester"]

NAMED = """
pytest_plugins = ["mycloud_testing.plugin"]  # which is not needed, and does no harm
"""
OWN = """
import pytest

@pytest.mark.parametrize("place", range(3))
def test_each_test_has_its_own(mycloud_sandbox, place):
    mycloud_sandbox.order()
    mycloud_sandbox.fail(500)
    assert [order.order_number for order in mycloud_sandbox.orders] == ["ORD-004564014"]
"""
MARKED = """
import pytest

pytestmark = pytest.mark.mycloud(orders=3, api_key="another")

@pytest.mark.mycloud(orders=2)
def test_the_nearest_marker_wins(mycloud_sandbox, mycloud_client):
    assert len(mycloud_client.orders.list().all(limit=10)) == 2
    assert mycloud_sandbox.api_key == "another"
"""
WRONG = """
import pytest

@pytest.mark.mycloud(colour="red")
def test_an_unknown_setting(mycloud_sandbox): ...

@pytest.mark.mycloud("envelope")
def test_a_setting_without_its_name(mycloud_sandbox): ...
"""
UNAVAILABLE = """
import sys

sys.modules["starlette"] = None
"""


def test_it_is_there_without_a_line_and_each_test_has_its_own(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeconftest(NAMED)
    pytester.makepyfile(test_own=OWN, test_marked=MARKED, test_wrong=WRONG)

    result = pytester.runpytest_inprocess("--strict-markers")

    result.assert_outcomes(passed=4, errors=2)
    result.stdout.fnmatch_lines_random(
        [
            "*has no setting colour; it has api_key, database, dialect*",
            "*takes settings by name, got ('envelope',)*",
        ]
    )


def test_without_the_sandbox_it_says_what_to_install(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(UNAVAILABLE)
    pytester.makepyfile("def test_with(mycloud_client): ...\n\ndef test_without(): ...")

    result = pytester.runpytest_subprocess()

    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(["*pip install 'mycloud-client[[]sandbox]'*"])


def test_it_costs_a_run_that_does_not_use_it_next_to_nothing() -> None:
    script = "import sys, pytest; old=set(sys.modules); import mycloud_testing.plugin; print(*set(sys.modules)-old)"

    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )

    assert set(done.stdout.split()) == {"mycloud_testing", "mycloud_testing.plugin"}
