"""The commands of openapi/curl.md do what they say, against the sandbox, in both shapes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.spec import documents

from ..requirements import missing
from ..serving import KEYS, serving

PAGE = (documents.ROOT / "openapi" / "curl.md").read_text(encoding="utf-8")


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
@pytest.mark.parametrize("dialect", ["documented", "envelope"])
def test_each_step_succeeds_and_the_order_arrives_whole(
    dialect: str, tmp_path: Path
) -> None:
    if shutil.which("curl") is None:
        missing("curl is not installed")
    (script,) = re.findall(r"```sh\n(.*?)```", PAGE, flags=re.DOTALL)
    with serving(dialect) as url:
        script = re.sub(r"(?m)^export MYCLOUD_BASE_URL=.*$", "", script)
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=tmp_path,
            env=settings(url),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr + done.stdout
    assert '"success":false' not in done.stdout
    assert done.stdout.count("CURL-1") == 3
    assert "CURL-2" in done.stdout
    assert done.stdout.count("APPROVED") >= 1


def settings(url: str) -> dict[str, str]:
    keys = {
        "MYCLOUD_API_KEY": KEYS["api_key"],
        "MYCLOUD_SECRET_KEY": KEYS["secret_key"],
    }
    return {**os.environ, **keys, "MYCLOUD_BASE_URL": url, "no_proxy": "127.0.0.1"}
