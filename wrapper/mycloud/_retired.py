"""How a name is retired: it works on, says once what to use in its place, and type checkers strike
it through. The generated models retire names in the same way, so it is written there.
"""

from mycloud_api.retired import deprecated, warn_once

__all__ = ["deprecated", "warn_once"]
