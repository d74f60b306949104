"""Nothing that schemathesis can think of makes the sandbox answer otherwise than the spec says.

`make check-full` thinks longer: MYCLOUD_CONTRACT_EXAMPLES says how many requests it makes up for
each operation.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tools.spec import documents, overlay

from ..serving import KEYS, serving

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
EXAMPLES = os.environ.get("MYCLOUD_CONTRACT_EXAMPLES", "10")
SPECS = {"documented": "mycloud.yaml", "envelope": "mycloud.enveloped.yaml"}


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
@pytest.mark.parametrize("dialect", SPECS)
def test_the_sandbox_answers_as_the_spec_says(dialect: str, tmp_path: Path) -> None:
    write_specs(tmp_path)
    with serving(dialect) as url:
        run = subprocess.run(
            command(tmp_path / SPECS[dialect], url),
            check=False,
            cwd=ROOT,
            env=environment(),
            text=True,
            capture_output=True,
        )
    assert run.returncode == 0, run.stdout + run.stderr


def write_specs(folder: Path) -> None:
    """Both shapes with booleans as booleans: the sandbox takes `deleted=true`, as PHP does, which
    the specs that are handed out do not offer.
    """
    document = documents.read(documents.SPEC)
    enveloped = overlay.apply(documents.read(documents.OVERLAY), document)
    for name, spec in zip(SPECS.values(), (document, enveloped), strict=True):
        (folder / name).write_text(documents.as_yaml(spec), encoding="utf-8")


def command(spec: Path, url: str) -> list[str]:
    sent = {"apikey": KEYS["api_key"], "secretkey": KEYS["secret_key"]}
    token = httpx.post(f"{url}/gettoken", data=sent, trust_env=False).json()["token"]
    return [
        *(
            str(Path(sys.executable).with_name("schemathesis")),
            "--config-file",
            str(HERE / "schemathesis.toml"),
            "run",
        ),
        *(str(spec), "--url", url, "--header", f"Authorization: Bearer {token}"),
        *(
            "--max-examples",
            EXAMPLES,
            "--seed",
            "1",
            "--generation-deterministic",
            "--warnings",
            "off",
        ),
    ]


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "tests.contract.hooks",
        "PYTHONPATH": str(ROOT),
    }
