"""What fills warehouses is heavy, and has an environment of its own: `make warehouse` runs these tests there."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("dlt") else ["test_*.py"]
