"""YAML for people and programs; nothing in it can steer a terminal."""

from __future__ import annotations

import sys
from typing import Any

from ..errors import Misuse
from .safe import spelled_in_json
from .streams import can_print


def print_yaml(value: object) -> None:
    """Print a value as YAML on stdout, in ASCII where its encoding holds no more.

    Raises:
        Misuse: PyYAML is missing.
    """
    text = _dumped(value, allow_unicode=True)
    safe = spelled_in_json(text)
    if not can_print(safe):
        safe = spelled_in_json(_dumped(value, allow_unicode=False))
    sys.stdout.write(safe)


def _dumped(value: object, *, allow_unicode: bool) -> str:
    try:
        import yaml
    except ModuleNotFoundError:
        raise Misuse(
            "--output yaml: PyYAML is missing. Install it with: pip install "
            "'mycloud-client[cli]'"
        ) from None

    class Dumper(yaml.SafeDumper):
        """Dates are text, and text that is spelled with escapes stands in quotes."""

        def represent_str(self, data: str) -> Any:
            quoted = spelled_in_json(data) != data
            return self.represent_scalar(
                "tag:yaml.org,2002:str", data, style='"' if quoted else None
            )

    Dumper.add_representer(str, Dumper.represent_str)
    made: str = yaml.dump(
        value, Dumper=Dumper, sort_keys=False, allow_unicode=allow_unicode, width=10**6
    )
    return made
