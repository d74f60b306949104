"""Runs one room: pytest collects its tests once, then each fault is tried in a fork of its own.

First a fork runs all tests unbroken and notes what each calls and how long it takes. A fault is
then tried with the tests that call the broken function, the quickest first, until one fails.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, Final, Literal, TypeAlias

import attrs
import pytest
from _pytest.main import pytest_runtestloop as run_items

from .mutants import Mutant, mutants_of
from .patching import apply, twin_of
from .rooms import Room

Verdict: TypeAlias = Literal["killed", "hung", "survived", "unfit", "unreached"]
Called: TypeAlias = "dict[str, set[tuple[str, str]]]"

SLOWEST: Final = 2.5
"""Seconds that a test may take to be among the quick ones."""
MOST: Final = 12.0
"""Seconds of tests that a fault is tried with."""


@attrs.frozen
class Result:
    """What became of a fault: the test that saw it, if one did."""

    path: str
    mutant: Mutant
    verdict: Verdict
    test: str = ""


@attrs.define(eq=False)
class Trial:
    """The plugin that takes over when the tests are collected."""

    room: Room
    most: int | None
    seed: int
    jobs: int
    known: Callable[[str, Mutant], bool]
    results: list[Result] = attrs.field(factory=list)
    equivalent: int = 0
    unsteady: int = 0
    only: str = ""

    def pytest_configure(self) -> None:
        import hypothesis

        hypothesis.settings.register_profile(
            "mutation", deadline=None, database=None, derandomize=True
        )
        hypothesis.settings.load_profile("mutation")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        modules = [importlib.import_module(name) for name in self.room.modules]
        quick = _measure(session, {str(module.__file__) for module in modules})
        self.unsteady = len(session.items) - len(quick)
        left = list(self._drawn(modules))
        running: dict[int, tuple[ModuleType, Mutant, float, int, str]] = {}
        while left or running:
            while left and len(running) < self.jobs:
                module, mutant = left.pop(0)
                items = _guards(session.items, quick, module, mutant)
                if not items:
                    self._note(module, mutant, "unreached", "")
                    continue
                limit = 20 + 5 * sum(quick[item.nodeid][0] for item in items)
                pid, pipe, folder = _fork(
                    lambda m=module, u=mutant, i=items: _try(session, m, u, i)  # type: ignore[misc]
                )
                running[pid] = (module, mutant, time.monotonic() + limit, pipe, folder)
            self._reap(running)
        return True

    def _drawn(self, modules: list[ModuleType]) -> Iterator[tuple[ModuleType, Mutant]]:
        every = [
            (module, mutant)
            for module in modules
            for mutant in mutants_of(_source(module))
            if self.only in f"{module.__file__}:{mutant.line}"
        ]
        random.Random(f"{self.seed} {self.room.name}").shuffle(every)
        drawn = every[: self.most]
        for module, mutant in drawn:
            if self.known(_shown(module), mutant):
                self.equivalent += 1
            else:
                yield module, mutant

    def _reap(
        self, running: dict[int, tuple[ModuleType, Mutant, float, int, str]]
    ) -> None:
        for pid, (module, mutant, until, pipe, folder) in list(running.items()):
            ended, _ = os.waitpid(pid, os.WNOHANG)
            if not ended and time.monotonic() < until:
                continue
            _end(pid)
            if not ended:
                os.waitpid(pid, 0)
            with os.fdopen(pipe, "rb") as told:
                said = told.read().decode() if ended else "hung"
            shutil.rmtree(folder, ignore_errors=True)
            del running[pid]
            verdict, _, test = said.partition(" ")
            self._note(module, mutant, verdict or "killed", test)  # type: ignore[arg-type]
        time.sleep(0.02)

    def _note(
        self, module: ModuleType, mutant: Mutant, verdict: Verdict, test: str
    ) -> None:
        self.results.append(Result(_shown(module), mutant, verdict, test))


def _try(
    session: pytest.Session,
    module: ModuleType,
    mutant: Mutant,
    items: list[pytest.Item],
) -> str:
    """Puts the fault in, runs the tests and says what came of it."""
    if not apply(module, mutant):
        return "unfit"
    if twin := _twin(module):
        same = twin_of(mutant, _source(module), _source(twin))
        if same:
            apply(twin, same)
    failed: list[str] = []
    session.config.pluginmanager.register(_First(failed))
    session.items[:] = items
    session.config.option.maxfail = 1
    with contextlib.suppress(session.Interrupted, session.Failed):
        run_items(session)
    return f"killed {failed[0]}" if failed else "survived"


@attrs.frozen(eq=False)
class _First:
    failed: list[str]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


def _measure(
    session: pytest.Session, paths: set[str]
) -> dict[str, tuple[float, set[tuple[str, str]]]]:
    """The seconds of each test that passes quickly, and the functions that it calls."""
    paths |= {path.replace("/_async/", "/_sync/") for path in paths}
    pid, pipe, folder = _fork(lambda: pickle.dumps(_watched(session, paths)))
    with os.fdopen(pipe, "rb") as told:
        measured: dict[str, tuple[float, set[tuple[str, str]]]] = pickle.loads(
            told.read()
        )
    os.waitpid(pid, 0)
    _end(pid)
    shutil.rmtree(folder, ignore_errors=True)
    return measured


def _watched(session: pytest.Session, paths: set[str]) -> Any:
    watch = _Watch(paths)
    session.config.pluginmanager.register(watch)
    session.config.option.maxfail = 0
    with contextlib.suppress(session.Interrupted, session.Failed):
        run_items(session)
    return {
        name: (seconds, watch.called[name])
        for name, seconds in watch.seconds.items()
        if name not in watch.failed and seconds <= SLOWEST
    }


class _Watch:
    """Notes which functions of some files each test calls, in all its threads."""

    def __init__(self, paths: set[str]) -> None:
        self._paths = paths
        self._now: set[tuple[str, str]] = set()
        self.called: Called = defaultdict(set)
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed: set[str] = set()

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename in self._paths:
            self._now.add((code.co_filename, code.co_qualname))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._now = self.called[item.nodeid]
        threading.setprofile(self._note)
        sys.setprofile(self._note)
        try:
            return (yield)
        finally:
            sys.setprofile(None)
            threading.setprofile(None)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration
        if not report.passed:
            self.failed.add(report.nodeid)


def _guards(
    items: list[pytest.Item],
    quick: dict[str, tuple[float, set[tuple[str, str]]]],
    module: ModuleType,
    mutant: Mutant,
) -> list[pytest.Item]:
    """The tests that call the broken function, the quickest first, up to a time in all."""
    path, twin = str(module.__file__), _twin(module)
    guards, seconds = [], 0.0
    wanted = {(path, mutant.function)}
    if twin:
        same = twin_of(mutant, _source(module), _source(twin))
        wanted |= {(str(twin.__file__), same.function)} if same else set()
    for item in sorted(items, key=lambda one: quick.get(one.nodeid, (0,))[0]):
        took, called = quick.get(item.nodeid, (0.0, set()))
        anywhere = not mutant.function and any(one == path for one, _ in called)
        if (called & wanted or anywhere) and seconds < MOST:
            guards.append(item)
            seconds += took
    return guards


def _twin(module: ModuleType) -> ModuleType | None:
    if "._async." not in module.__name__:
        return None
    return importlib.import_module(module.__name__.replace("._async.", "._sync."))


def _fork(work: Callable[[], str | bytes]) -> tuple[int, int, str]:
    """Does some work in a fork, in a session and a temporary folder of its own."""
    reading, writing = os.pipe()
    folder = tempfile.mkdtemp(prefix="mutant-")
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading, folder
    os.setsid()
    os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    said: str | bytes = "killed"  # a fault that ends the run is noticed
    try:
        said = work()
    finally:
        with os.fdopen(writing, "wb") as telling:
            telling.write(said.encode() if isinstance(said, str) else said)
        os._exit(0)


def _end(pid: int) -> None:
    """Ends a fork and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _source(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text(encoding="utf-8")


def _shown(module: ModuleType) -> str:
    return str(Path(str(module.__file__)).relative_to(Path.cwd()))
