"""What a measurement was made on. Without it a number cannot be compared with another."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = (
    "mycloud-client",
    "httpx",
    "httpcore",
    "h11",
    "anyio",
    "attrs",
    "starlette",
    "uvicorn",
    "python-multipart",
    "msgspec",
    "pydantic",
    "openapi-generator-cli",
)
GENERATOR = Path(__file__).parent.parent / "tools" / "generator-requirements.txt"


def machine() -> dict[str, str]:
    """Processor, load, Python and the packages that matter, as they are shown."""
    return {
        "cpu": f"{_cpu()}, {os.cpu_count()} cores",
        "load": ", ".join(f"{load:.2f}" for load in os.getloadavg())
        if hasattr(os, "getloadavg")
        else "not known",
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "packages": ", ".join(
            [*(f"{name} {version(name)}" for name in PACKAGES), _stock_generator()]
        ),
    }


def _stock_generator() -> str:
    """It is installed in another environment, just as it is pinned."""
    pins = GENERATOR.read_text(encoding="utf-8").splitlines()
    return next(
        pin.rstrip(" \\").replace("==", " ")
        for pin in pins
        if pin.startswith("openapi-python-client==")
    )


def _cpu() -> str:
    """The model of the processor. Python itself does not know it on Linux."""
    listing = Path("/proc/cpuinfo")
    lines = listing.read_text(encoding="utf-8").splitlines() if listing.exists() else []
    models = (
        line.partition(":")[2].strip()
        for line in lines
        if line.startswith("model name")
    )
    return next(models, platform.processor() or "unknown processor")
