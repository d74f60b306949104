"""The overlay is applied as Overlay 1.0 says, and one that misses its mark is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tools.spec import documents, overlay
from tools.spec.documents import SpecError

DOCUMENT = {
    "info": {"title": "One"},
    "tags": ["a", "b", "c"],
    "paths": {"/a": {"get": {"x": 1}}, "/b": {"get": {}}},
}


def applied(*actions: dict[str, Any]) -> Any:
    return overlay.apply({"actions": actions}, DOCUMENT)


def test_an_update_unites_objects_and_leaves_the_rest() -> None:
    assert applied({"target": "$.info", "update": {"version": "1"}})["info"] == {
        "title": "One",
        "version": "1",
    }


def test_an_update_reaches_every_match_and_each_gets_an_object_of_its_own() -> None:
    both = {"target": "$.paths.*.get", "update": {"answer": {}}}
    one = {"target": "$.paths['/a'].get.answer", "update": {"only": "a"}}

    paths = applied(both, one)["paths"]
    assert (paths["/a"]["get"], paths["/b"]["get"]) == (
        {"x": 1, "answer": {"only": "a"}},
        {"answer": {}},
    )


def test_a_list_grows_at_its_end() -> None:
    assert applied({"target": "$.tags", "update": "d"})["tags"] == ["a", "b", "c", "d"]
    assert applied({"target": "$", "update": {"tags": ["d"]}})["tags"] == [
        "a",
        "b",
        "c",
        "d",
    ]


def test_several_entries_of_a_list_are_removed_at_once() -> None:
    assert applied({"target": "$.tags[0, 1]", "remove": True})["tags"] == ["c"]


def test_an_action_leaves_a_place_alone_that_an_alias_made_the_same() -> None:
    shared = {"a": 1}
    document = {"one": shared, "two": shared}
    action = {"target": "$.one", "update": {"a": 2}}
    assert overlay.apply({"actions": [action]}, document) == {
        "one": {"a": 2},
        "two": {"a": 1},
    }


def test_the_document_itself_stays_as_it_is() -> None:
    applied({"target": "$.info.title", "remove": True})
    assert DOCUMENT["info"] == {"title": "One"}


def test_an_action_that_matches_nothing_is_refused_by_its_number_and_target() -> None:
    with pytest.raises(
        SpecError, match=r"action 2 of the overlay matches nothing: \$\.nowhere"
    ):
        applied(
            {"target": "$.info", "update": {}}, {"target": "$.nowhere", "remove": True}
        )


def test_an_action_sees_what_those_before_it_left() -> None:
    with pytest.raises(SpecError, match=r"action 2"):
        applied(
            {"target": "$.info.title", "remove": True},
            {"target": "$.info.title", "remove": True},
        )


SPEC, ENVELOPE = documents.read(documents.SPEC), documents.read(documents.OVERLAY)
ENVELOPED = overlay.apply(ENVELOPE, SPEC)


@pytest.mark.parametrize("number", range(len(ENVELOPE["actions"])))
def test_each_action_of_the_envelope_is_needed(number: int) -> None:
    assert spec_without_action(number) != ENVELOPED


def spec_without_action(number: int) -> documents.Node | None:
    """None where a later action then misses."""
    actions = [action for at, action in enumerate(ENVELOPE["actions"]) if at != number]
    try:
        return overlay.apply({"actions": actions}, SPEC)
    except SpecError:
        return None
