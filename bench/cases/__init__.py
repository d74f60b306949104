"""The cases, in the order of the table. A new one is a `Case` in a module here and a place in this
list.
"""

from ..measuring import Case
from . import (
    ensure,
    imports,
    orders_get,
    read,
    sandbox,
    threads,
    walk_memory,
    walk_php,
    walk_prefetch,
)

CASES: list[Case] = [
    *read.CASES,
    *walk_prefetch.CASES,
    *walk_php.CASES,
    *threads.CASES,
    *orders_get.CASES,
    *ensure.CASES,
    *imports.CASES,
    *sandbox.CASES,
    *walk_memory.CASES,
]
