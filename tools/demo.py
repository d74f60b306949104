"""`make demo`: runs examples/place_an_order.py against its own sandbox, on a free port.

`HABITS="newest-first caps-pages=5"` gives the sandbox habits. `MIXTURES=20` runs the demo once under
each of that many random mixtures of them, and says which habit took a guarantee away where it
fails.
"""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "place_an_order.py"
SETTINGS = {
    "base_url": "MYCLOUD_BASE_URL",
    "api_key": "MYCLOUD_API_KEY",
    "secret_key": "MYCLOUD_SECRET_KEY",
}
LONGEST = 60  # seconds for one run


def main() -> int:
    mixtures = int(os.environ.get("MIXTURES") or 0)
    if mixtures:
        return max(_line(seed) for seed in range(mixtures))
    habits = (os.environ.get("HABITS") or "").split()
    chosen = [word for habit in habits for word in ("--habit", habit)]
    with running_sandbox(*chosen) as settings:
        print(f"The sandbox is at {settings['base_url']}")
        os.environ.update(
            {variable: settings[name] for name, variable in SETTINGS.items()}
        )
        runpy.run_path(str(EXAMPLE), run_name="__main__")
    return 0


@contextmanager
def running_sandbox(*options: str) -> Iterator[dict[str, str]]:
    """A sandbox in its own process; gives what it prints: its base URL and its keys."""
    command = [sys.executable, "-m", "mycloud_sandbox", "--port", "0", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            yield announced(process)
        finally:
            process.terminate()


def announced(process: subprocess.Popen[str]) -> dict[str, str]:
    """The lines `name: value` of a sandbox that has just begun to answer."""
    assert process.stdout is not None
    settings: dict[str, str] = {}
    while not SETTINGS.keys() <= settings.keys():
        line = process.stdout.readline()
        if not line:
            raise SystemExit("the sandbox did not start; `make sandbox` shows why")
        name, _, value = line.strip().partition(": ")
        settings[name] = value
    return settings


def _line(seed: int) -> int:
    """Runs the demo under one mixture and prints how it went; 1 when no habit explains a failure."""
    from mycloud_sandbox.habits import random_mixture

    habits = random_mixture(seed)
    failure = _failure(habits)
    print(f"random={seed} ({', '.join(habits)}): {failure or 'passed'}", flush=True)
    if failure is None:
        return 0
    guilty = [habit for habit in habits if _failure([habit])]
    for habit in guilty:
        print(f"    {habit} takes away: {_endangered(habit)}", flush=True)
    if not guilty:
        print("    no habit of it alone; together they do", flush=True)
    return 0 if guilty else 1


def _failure(habits: Sequence[str]) -> str | None:
    """The last line of the demo under these habits if it fails."""
    environment = {**os.environ, "HABITS": " ".join(habits), "MIXTURES": ""}
    with subprocess.Popen(
        [sys.executable, __file__],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,  # so that its sandbox can be ended with it
    ) as run:
        try:
            _, errors = run.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGTERM)
            return f"not over after {LONGEST} seconds"
    return (
        None if run.returncode == 0 else (errors.strip().splitlines() or ["failed"])[-1]
    )


def _endangered(habit: str) -> str:
    from mycloud_sandbox.habits import EVERY

    return str(EVERY[habit.partition("=")[0]].endangers)


if __name__ == "__main__":
    sys.exit(main())
