"""The cases, in the order of the table. A new one is a `Case` in a module here and a place in this list."""

from ..measuring import Case
from .imports import IMPORT_CLIENT, IMPORT_PACKAGE
from .orders_get import AWAITED, BLOCKING
from .sandbox import CREATE, PAGES

CASES: list[Case] = [BLOCKING, AWAITED, IMPORT_PACKAGE, IMPORT_CLIENT, CREATE, PAGES]
