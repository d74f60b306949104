"""What fills warehouses is heavy, and has its own environment: `make warehouse` runs these
tests there.
"""

from __future__ import annotations

from importlib.util import find_spec

HEAVY = ("dlt", "duckdb", "psycopg2", "pyarrow")
collect_ignore_glob = [] if all(map(find_spec, HEAVY)) else ["test_*.py"]
