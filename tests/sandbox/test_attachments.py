"""At most three files go with an order, each under its own name."""

from typing import Any

import pytest

from .visiting import ORDER, Visitor

pytestmark = pytest.mark.usefixtures("both_databases")

PDF = ("label.pdf", b"%PDF\r\n--+++\r\n\x00\xff", "application/pdf")


def _names(order: dict[str, Any]) -> list[str]:
    return [attachment["name"] for attachment in order["attachments"]]


def _refusal(visitor: Visitor, **changes: Any) -> str:
    answer = visitor.post("/orders", form={**ORDER, **changes})
    assert answer.status_code == 422, answer.text
    message: str = answer.json()["message"]
    return message


def test_a_file_can_be_fetched_where_the_order_says(visitor: Visitor) -> None:
    order = visitor.order(attach_name=["LABEL"], attach_file=[PDF])
    file = visitor.get(order["attachments"][0]["url"])
    assert (file.status_code, file.content, file.headers["content-type"]) == (
        200,
        PDF[1],
        PDF[2],
    )


def test_an_unknown_file_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("http://sandbox/files/nope").status_code == 404


def test_names_and_files_are_paired_by_index(visitor: Visitor) -> None:
    order = visitor.order(
        attach_file={1: b"one", 0: b"zero"}, attach_name={0: "ZERO", 1: "ONE"}
    )
    files = {a["name"]: visitor.get(a["url"]).content for a in order["attachments"]}
    assert files == {"ZERO": b"zero", "ONE": b"one"}


def test_the_vendor_s_way_of_naming_a_file_is_taken_too(visitor: Visitor) -> None:
    assert _names(visitor.order(attach_file={"LABEL": PDF})) == ["LABEL"]
    assert _names(visitor.order(attach_name=["LABEL"], attach_file={"LABEL": PDF})) == [
        "LABEL"
    ]


def test_a_file_of_the_same_name_replaces_the_one_that_is_there(
    visitor: Visitor,
) -> None:
    order = visitor.order(
        attach_name=["LABEL", "RECEIPT"], attach_file=[b"old", b"other"]
    )
    form = {"attach_name": ["LABEL"], "attach_file": [b"new"]}
    changed = visitor.patch(f"/orders/{order['id']}", form=form).json()["order"]
    assert _names(changed) == ["LABEL", "RECEIPT"]
    assert [visitor.get(a["url"]).content for a in changed["attachments"]] == [
        b"new",
        b"other",
    ]


def test_more_than_three_are_refused(visitor: Visitor) -> None:
    four = {"attach_name": list("ABCD"), "attach_file": [b"x"] * 4}
    assert _refusal(visitor, **four) == "attach_name takes at most 3 entries, got 4."
    order = visitor.order(attach_name=list("ABC"), attach_file=[b"x"] * 3)
    answer = visitor.patch(
        f"/orders/{order['id']}", form={"attach_name": ["D"], "attach_file": [b"x"]}
    )
    assert answer.status_code == 422
    assert (
        answer.json()["message"]
        == "An order takes at most 3 attachments, this would make 4."
    )


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (
            {"attach_name": ["LABEL"]},
            "attach_name[0] has no file: send it as attach_file[0].",
        ),
        (
            {"attach_file": [b"x"]},
            "attach_file[0] has no name: send it as attach_name[0].",
        ),
        (
            {"attach_name": [""], "attach_file": [b"x"]},
            "attach_file[0] has no name: send it as attach_name[0].",
        ),
        (
            {"attach_name": ["LABEL"], "attach_file": ["text"]},
            'attach_file[0] must be a file, sent as a part with a filename, got "text".',
        ),
        (
            {"attach_file": b"x"},
            "attach_file must be an array, sent as attach_file[0] and so on, got a file.",
        ),
    ],
)
def test_what_does_not_make_a_pair_is_refused(
    visitor: Visitor, sent: Any, message: str
) -> None:
    assert _refusal(visitor, **sent) == message
