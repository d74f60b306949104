"""Sandboxes for the tests: each test has its own."""

import pytest

from .visiting import Visitor


@pytest.fixture
def visitor() -> Visitor:
    """A client with a token, of a sandbox that answers in the documented shape."""
    return Visitor().log_in()


@pytest.fixture
def enveloped() -> Visitor:
    """A client with a token, of a sandbox that answers in the envelope."""
    return Visitor({"dialect": "envelope"}).log_in()
