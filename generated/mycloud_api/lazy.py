# Copied from templates/runtime/lazy.py by `make generate`; edit it there.
"""Names of a package that are imported when they are first used, so that importing it is cheap."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping


def lazy_names(
    package: str, modules: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a package (PEP 562).

    Args:
        package: The name of the package.
        modules: The submodule of each name. A name that equals its submodule is that submodule.
    """
    namespace = vars(sys.modules[package])

    def load(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = importlib.import_module(f"{package}.{modules[name]}")
        found: object = module if name == modules[name] else getattr(module, name)
        namespace[name] = found
        return found

    return load, lambda: sorted({*namespace, *modules})
