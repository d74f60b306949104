"""At the end of a run the counts of the mutated answers are told."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from .. import summary
from .tally import TALLY


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    try:
        yield
    finally:
        item.user_properties += [
            (summary.TALLY, (kind, dict(counts))) for kind, counts in TALLY.taken()
        ]
