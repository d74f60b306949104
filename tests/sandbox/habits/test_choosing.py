"""How habits are chosen, listed and mixed."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
from mycloud_sandbox.contract import load_contract
from mycloud_sandbox.habits import (
    EVERY,
    BadHabit,
    Evidence,
    Guarantee,
    choose,
    random_mixture,
)

from ..visiting import ADMIN, Visitor
from . import asleep
from .resident import Resident
from .showing import SHOWN

NAMED_IN_THE_DESIGN = (
    "trims-order-numbers",
    "truncates-order-numbers=20",
    "newest-first",
    "caps-pages=20",
    "ignores-offset",
    "filters-after-limit",
    "session-cookie",
    "late-commit=2.0",
)


def test_every_habit_has_a_test_that_shows_it() -> None:
    for test in Path(__file__).parent.glob("test_*.py"):
        importlib.import_module(f"{__package__}.{test.stem}")

    assert set(EVERY) == SHOWN


def test_no_habit_could_do_nothing_without_a_test_that_fails() -> None:
    tests = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-rN"]
    alone = ["-p", asleep.__name__, "-p", "no:cacheprovider", "-p", "no:xdist"]
    others = ["-k", "not postgresql and not envelope", f"--ignore={__file__}"]
    run = subprocess.run(
        [*tests, *alone, *others, str(Path(__file__).parent)],
        capture_output=True,
        check=False,  # most of them fail
        text=True,
        cwd=Path(__file__).parents[3],
    )

    _, _, noticed = run.stdout.rpartition(asleep.NOTICED)
    assert set(EVERY) == set(noticed.split()), run.stdout


def test_there_are_thirty_or_more_each_with_its_evidence_and_what_it_endangers() -> (
    None
):
    assert len(EVERY) >= 30
    assert {habit.evidence for habit in EVERY.values()} == set(Evidence)
    assert {habit.endangers for habit in EVERY.values()} == set(Guarantee)
    assert all(habit.says and not habit.says.endswith(".") for habit in EVERY.values())
    assert choose(NAMED_IN_THE_DESIGN).names == list(NAMED_IN_THE_DESIGN)


def test_fields_of_one_name_are_of_one_kind() -> None:
    """Habits know a field by its name alone, whatever object it is in."""
    kinds: dict[str, set[object]] = {}
    for shape in load_contract().shapes.values():
        for field in shape.fields:
            kinds.setdefault(field.name, set()).add(field.kind)

    assert {name for name, found in kinds.items() if len(found) > 1} <= {"shop"}


def test_the_page_about_the_sandbox_names_each_with_its_value() -> None:
    page = (Path(__file__).parents[3] / "docs" / "sandbox.md").read_text(
        encoding="utf-8"
    )
    named = [
        f"`{habit.name}={habit.value}`" if habit.value else f"`{habit.name}`"
        for habit in EVERY.values()
    ]

    assert [name for name in named if name not in page] == []


def test_the_list_has_a_line_for_each_with_its_evidence() -> None:
    command = [sys.executable, "-m", "mycloud_sandbox", "--habit", "list"]
    lines = subprocess.run(
        command, capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert [line.split("=")[0].split()[0] for line in lines] == list(EVERY)
    for line, habit in zip(lines, EVERY.values(), strict=True):
        assert all(
            text in line for text in (habit.evidence, habit.says, habit.endangers)
        )


@pytest.mark.parametrize("habit", [habit for habit in EVERY.values() if habit.value])
def test_the_value_of_a_habit_that_is_listed_is_one_it_takes(habit: object) -> None:
    name, value = getattr(habit, "name", ""), getattr(habit, "value", "")

    assert choose([name]).names == [name]
    assert choose([f"{name}={value}"]).names == [f"{name}={value}"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("newest-frist", r"no habit 'newest-frist' \(did you mean newest-first\?\)"),
        ("", "no habit ''"),
        ("x" * 10_000, "no habit 'x{100}'"),
        ("newest-first=1", "newest-first takes no value, got '1'"),
        ("newest-first=", "newest-first takes no value"),
        ("caps-pages=0", "caps-pages: the value must be a whole number from 1"),
        ("caps-pages=-1", "caps-pages: "),
        ("caps-pages=", "caps-pages: "),
        ("caps-pages=٣", "caps-pages: "),
        ("caps-pages=1e3", "caps-pages: "),
        ("late-commit=nan", "late-commit: the value must be seconds from 0 to 300"),
        ("late-commit=inf", "late-commit: "),
        ("late-commit=-1", "late-commit: "),
        ("late-commit=301", "late-commit: "),
        ("late-commit=٣", "late-commit: "),
        ("late-commit=1_0", "late-commit: "),
        ("late-commit=1e2", "late-commit: "),
        ("late-commit=", "late-commit: "),
        ("unknown-status=", "unknown-status: "),
        ("unknown-status=\n", "unknown-status: "),
        ("random", "random needs a seed"),
        ("random=x", "random needs a seed"),
        ("random=-1", "random needs a seed"),
    ],
)
def test_a_habit_that_cannot_be_is_refused_and_told(asked: str, message: str) -> None:
    with pytest.raises(BadHabit, match=message):
        choose([asked])


def test_the_last_of_two_values_counts() -> None:
    assert choose(["caps-pages=3", "newest-first", "caps-pages=5"]).names == [
        "newest-first",
        "caps-pages=5",
    ]


def test_a_seed_gives_the_same_mixture_each_time_and_other_seeds_others() -> None:
    mixtures = {tuple(random_mixture(seed)) for seed in range(50)}

    assert choose(["random=7"]).names == random_mixture(7)
    assert len(mixtures) == 50
    assert {len(mixture) for mixture in mixtures} == {2, 3, 4, 5, 6}


@pytest.mark.parametrize("seed", range(200))
def test_a_mixture_has_none_that_hides_another(seed: int) -> None:
    groups = [EVERY[name].group or name for name in random_mixture(seed)]

    assert len(set(groups)) == len(groups)


@pytest.mark.parametrize("seed", range(40))
def test_under_any_mixture_the_sandbox_itself_does_not_fail(
    seed: int, dialect: str
) -> None:
    resident = Resident((f"random={seed}",), dialect)

    answers = [
        resident.visitor.post("/gettoken", data={}),
        resident.log_in().send(order_number=" ก&00 "),
        resident.visitor.get("/orders"),
        resident.visitor.get("/orders?offset=9999"),
        resident.visitor.get("/customers?count=3"),
        resident.visitor.get("/orders/1"),
    ]

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []


def test_all_habits_at_once_do_not_make_the_sandbox_fail(dialect: str) -> None:
    names = [name for name in EVERY if not name.startswith(("single-use", "throttles"))]
    resident = Resident(tuple(names), dialect).log_in()

    answers = [
        resident.send(),
        resident.visitor.get("/orders"),
        resident.visitor.get("/orders/1"),
    ]

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []


class TestAdminCalls:
    def test_habits_are_set_told_and_cleared(self) -> None:
        visitor = Visitor({"habits": ["newest-first"]}).log_in()

        put = visitor.request(
            "PUT", f"{ADMIN}/habits", json={"habits": ["caps-pages=3"]}
        )
        assert put.json() == {"habits": ["caps-pages=3"]}
        assert len(visitor.get("/orders").json()["orders"]) == 3
        told = visitor.get(f"{ADMIN}/habits").json()
        assert told["habits"] == ["caps-pages=3"]
        assert told["known"]["caps-pages"] == {
            "says": EVERY["caps-pages"].says,
            "evidence": "habit of this stack",
            "endangers": "a list is walked without loss",
            "value": "20",
        }
        assert visitor.request("DELETE", f"{ADMIN}/habits").json() == {"habits": []}
        assert len(visitor.get("/orders").json()["orders"]) == 20

    def test_a_reset_brings_back_those_of_the_start(self) -> None:
        visitor = Visitor({"habits": ["random=4"]}).log_in()
        visitor.request("PUT", f"{ADMIN}/habits", json={"habits": []})

        visitor.post(f"{ADMIN}/reset")

        assert visitor.get(f"{ADMIN}/habits").json()["habits"] == random_mixture(4)

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"habits": "newest-first"},
            {"habits": [1]},
            {"habits": ["x"]},
            {"habits": ["a"] * 999},
        ],
    )
    def test_what_is_no_habit_is_refused_and_changes_nothing(
        self, sent: object
    ) -> None:
        visitor = Visitor({"habits": ["newest-first"]}).log_in()

        assert visitor.request("PUT", f"{ADMIN}/habits", json=sent).status_code == 400
        assert visitor.get(f"{ADMIN}/habits").json()["habits"] == ["newest-first"]

    def test_several_workers_would_have_their_own(self) -> None:
        visitor = Visitor({"workers": 2, "habits": ["caps-pages=3"]}).log_in()

        assert (
            visitor.request("PUT", f"{ADMIN}/habits", json={"habits": []}).status_code
            == 409
        )
        assert len(visitor.get("/orders").json()["orders"]) == 3
