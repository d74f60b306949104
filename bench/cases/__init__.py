"""The cases, in the order of the table. A new one is a `Case` in a module here and a place in this
list.
"""

from ..measuring import Case
from . import imports, orders_get, read, sandbox, walk_memory, walk_prefetch

CASES: list[Case] = [
    *read.CASES,
    *walk_prefetch.CASES,
    *orders_get.CASES,
    *imports.CASES,
    *sandbox.CASES,
    *walk_memory.CASES,
]
