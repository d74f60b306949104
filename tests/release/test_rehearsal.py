"""The rehearsal: four changes of the spec, from the edit to the version that may go out, in a
scratch repository.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.release.checks import VERSIONS
from tools.release.reporting import Problem
from tools.spec.documents import Node

from .scratch import RELEASED, Scratch, told

Refused = dict[str, list[Problem]]


@dataclass(frozen=True)
class Change:
    """What a maintainer does to the spec, and to the wrapper that follows it."""

    spec: Callable[[Node], object]
    step: str
    """The version it calls for."""
    too_small: str
    where: str
    """What the tools name as changed, in the spec and, if it is seen there, in Python."""
    in_python: str = ""
    wrapper: tuple[tuple[str, str, str], ...] = ()
    """File, pattern and replacement of each edit by hand."""


def order_fields(spec: Node) -> Node:
    fields: Node = spec["components"]["schemas"]["Order"]["properties"]
    return fields


def add_a_field(spec: Node) -> None:
    order_fields(spec)["gift_note"] = {
        "type": "string", "nullable": True, "description": "What the card says.", "x-provenance": "observed",
    }  # fmt: skip


def require_a_parameter(spec: Node) -> None:
    spec["paths"]["/shops"]["get"]["parameters"] = [
        {
            "name": "region",
            "in": "query",
            "required": True,
            "description": "Where.",
            "schema": {"type": "string"},
        }
    ]


def rename_an_operation(spec: Node) -> None:
    spec["paths"]["/orders"]["post"]["operationId"] = "place_order"


CATALOGUE = "wrapper/mycloud/_sync/catalogue.py"
ORDERS = "wrapper/mycloud/_sync/orders.py"
CHANGES = {
    "an optional field of an answer is added": Change(
        add_a_field,
        step="0.1.1",
        too_small="0.1.0",
        where="Order/properties/gift_note",
        in_python="Order.gift_note",
    ),
    "a field of an answer is removed": Change(
        lambda spec: order_fields(spec).pop("bitly_code"),
        step="0.2.0",
        too_small="0.1.1",
        where="Order/properties/bitly_code",
        in_python="Order.bitly_code",
    ),
    "a required parameter is added": Change(
        require_a_parameter,
        step="0.2.0",
        too_small="0.1.1",
        where="~1shops/get/parameters",
        in_python="Shops.list",
        wrapper=(
            (
                CATALOGUE,
                r"def list\(self\) -> Pager\[models\.Shop\]",
                "def list(self, region: str) -> Pager[models.Shop]",
            ),
            (
                CATALOGUE,
                r"(shops_api\.list_shops\n +request = ListRequest\(\n? *)operation\.build_request",
                r"\1partial(operation.build_request, region=region)",
            ),
        ),
    ),
    "an operation is renamed": Change(
        rename_an_operation,
        step="0.2.0",
        too_small="0.1.1",
        where="~1orders/post/operationId",
        wrapper=((ORDERS, r"\bcreate_order\b(?!_body)", "place_order"),),
    ),
}


@dataclass(frozen=True)
class Rehearsal:
    """What the tools said to a change: before the numbers followed it, and afterwards."""

    at_first: Refused
    in_the_end: Refused


def rehearse(released: Scratch, change: Change, folder: Path) -> Rehearsal:
    scratch = released.copied(folder)
    scratch.change_spec(change.spec)
    scratch.generate()
    for edit in change.wrapper:
        scratch.edit(*edit)
    scratch.tell()
    at_first = scratch.refusals(change.too_small, VERSIONS)
    scratch.set_spec_version(change.step)
    scratch.tell(
        spec=change.step,
        line="**Breaking:** It changed." if change.step == "0.2.0" else "It changed.",
    )
    return Rehearsal(at_first, scratch.refusals(change.step, VERSIONS))


@pytest.fixture(scope="module")
def rehearsals(
    redocly: None, released: Scratch, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Rehearsal]:
    """All of them, one by one: Python 3.11 cannot parse in two threads, since it counts their
    depths together.
    """
    folder = tmp_path_factory.mktemp("rehearsals")
    return {
        name: rehearse(released, change, folder / name.replace(" ", "-"))
        for name, change in CHANGES.items()
    }


@pytest.mark.parametrize("name", CHANGES)
def test_the_wrong_step_is_refused_and_the_right_one_named(
    rehearsals: dict[str, Rehearsal], name: str
) -> None:
    change, refused = CHANGES[name], rehearsals[name].at_first

    said = told(refused, "spec")
    assert (
        f"info.version is {RELEASED}, but the changes since v{RELEASED} call for {change.step}"
        in said
    )
    assert f"make release VERSION={change.step}" in said
    assert change.where in said


@pytest.mark.parametrize(
    "name", [name for name, change in CHANGES.items() if change.in_python]
)
def test_what_python_users_see_of_it_names_the_same_step(
    rehearsals: dict[str, Rehearsal], name: str
) -> None:
    change, said = CHANGES[name], told(rehearsals[name].at_first, "python")

    assert change.in_python in said
    assert f"make release VERSION={change.step}" in said


@pytest.mark.parametrize("name", CHANGES)
def test_the_right_step_may_go_out_once_spec_and_changelog_say_it(
    rehearsals: dict[str, Rehearsal], name: str
) -> None:
    assert rehearsals[name].in_the_end == {}
