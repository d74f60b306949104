"""python -m tools.site: builds the spec's references, and the site around them. `make docs` calls
it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tools.spec import bundle

ROOT = Path(__file__).resolve().parents[2]
MKDOCS = ROOT / ".venv-docs" / "bin" / "mkdocs"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.site", description=__doc__)
    told = "where to put openapi/ and site/ (default: dist)"
    parser.add_argument(
        "--output", type=Path, default=ROOT / "dist", metavar="FOLDER", help=told
    )
    folder: Path = parser.parse_args().output.resolve()
    bundle.write_all(folder / "openapi")
    code = build(folder / "openapi", folder / "site")
    if code == 0:
        print(f"open {folder / 'site' / 'index.html'}")
    return code


def build(spec: Path, site: Path) -> int:
    """Runs MkDocs in its own environment. Its warnings are errors."""
    # Not --quiet: what is not logged is not counted, and --strict would let it pass.
    command = [str(MKDOCS), "build", "--strict", "--site-dir", str(site)]
    environment = {**os.environ, "MYCLOUD_SPEC": str(spec), "NO_MKDOCS_2_WARNING": "1"}
    # The generated code is formatted by the ruff that stands beside MkDocs.
    environment["PATH"] = f"{MKDOCS.parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
