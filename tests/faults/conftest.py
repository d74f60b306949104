"""Shows the figures of the trials at the end of every run, not only of one that failed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ..summary import VERDICT
from .verdict import Verdict


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Callable[[Verdict], None]:
    """Puts a verdict into the table at the end of the run."""
    return lambda verdict: record_property(
        VERDICT, vars(verdict) | {"faults": dict(verdict.faults)}
    )
