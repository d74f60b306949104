"""Lists come in pages, always in the same order."""

import pytest

from .visiting import Visitor

pytestmark = pytest.mark.usefixtures("both_databases")

PAGED = {
    "/orders": "orders",
    "/customers": "customers",
    "/products": "products",
    "/deliverymodes": "deliverymodes",
}


def _ids(visitor: Visitor, path: str, query: str = "") -> list[int]:
    (entries,) = visitor.get(f"{path}?{query}").json().values()
    return [entry["id"] for entry in entries]


@pytest.mark.parametrize("path", PAGED)
def test_pages_follow_each_other_without_gap_or_repeat(
    visitor: Visitor, path: str
) -> None:
    everything = _ids(visitor, path, "count=1000")
    pages = [
        _ids(visitor, path, f"offset={offset}&count=2")
        for offset in range(0, len(everything) + 2, 2)
    ]
    assert [key for page in pages for key in page] == everything == sorted(everything)
    assert pages[-1] == []


def test_a_list_without_a_count_is_one_modest_page(visitor: Visitor) -> None:
    assert len(_ids(visitor, "/orders")) == 20
    assert (
        _ids(visitor, "/orders", "offset=20")
        == _ids(visitor, "/orders", "count=1000")[20:]
    )


def test_a_list_without_pages_comes_whole() -> None:
    visitor = Visitor().log_in()
    for number in range(25):
        visitor.post("/productcategories", form={"name": f"c{number}"})
    assert len(_ids(visitor, "/productcategories", "count=1")) == 29


@pytest.mark.parametrize(
    "query", ["offset=-1", "count=-1", "count=0", "offset=x", "count=1.5", "count=1e2"]
)
@pytest.mark.parametrize("path", PAGED)
def test_a_page_that_cannot_be_is_refused(
    visitor: Visitor, path: str, query: str
) -> None:
    answer = visitor.get(f"{path}?{query}")
    assert answer.status_code == 422
    assert answer.json()["message"].startswith(query.partition("=")[0])


def test_a_page_far_beyond_the_end_is_empty(visitor: Visitor) -> None:
    assert _ids(visitor, "/orders", "offset=99999999999999999999") == []
    assert len(_ids(visitor, "/orders", "count=99999999999999999999")) == 25


@pytest.mark.parametrize("deleted", ["yes", "null", "2"])
def test_deleted_must_be_a_boolean_of_some_kind(visitor: Visitor, deleted: str) -> None:
    assert visitor.get(f"/orders?deleted={deleted}").status_code == 422


def test_deleted_is_read_as_php_does(visitor: Visitor) -> None:
    visitor.delete("/orders/1984")
    asked = {
        text: 1984 in _ids(visitor, "/orders", f"deleted={text}")
        for text in ("1", "true", "false", "0", "")
    }
    assert asked == {"1": True, "true": True, "false": True, "0": False, "": False}
