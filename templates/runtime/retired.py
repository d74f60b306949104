"""How a name is retired: it works on, says once what to use in its place, and type checkers strike
it through.

CONTRIBUTING, *Retiring a name*, shows how both are put to use.
"""

import functools
import sys
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import deprecated as deprecated  # noqa: PLC0414  # the alias makes it public
else:

    def deprecated(*_):
        """What type checkers know as PEP 702. At run time `warn_once` does the work, and nothing
        need be installed.
        """
        return lambda retired: retired


_OURS = ("mycloud.", "mycloud_api.")


@functools.cache
def warn_once(message: str) -> None:
    """Warn of a retired name from within it: once, and at the line outside of these packages that
    used it.
    """
    level = 3
    frame = sys._getframe(2)
    while frame.f_back and str(frame.f_globals.get("__name__")).startswith(_OURS):
        level = level + 1
        frame = frame.f_back
    warnings.warn(message, DeprecationWarning, stacklevel=level)
