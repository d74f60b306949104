"""Habits of lists: their order, their pages, and entries they leave out."""

from collections.abc import Callable, Sequence
from random import Random

from ..answers import Answer
from ..contract import Operation
from ..refusals import NotFound, Refusal
from ..store import Entry
from .describing import Acts, Evidence, Guarantee, Habit, Page, always, seconds, whole

_ORDER, _OFFSET, _EMPTY = "order of a list", "offset", "empty list"


class _NothingFound(Refusal):
    """An empty list, told as a failure with status 200."""

    status = 200  # type: ignore[assignment]


def _lags(value: str) -> Acts:
    return Acts(listed_after=seconds(value))


def _caps(value: str) -> Acts:
    most = whole(value)

    def capped(page: Page, _size: int) -> Page:
        return page._replace(most=most if page.most < 0 else min(page.most, most))

    return Acts(page=capped)


def _newest_first(entries: Sequence[Entry]) -> Sequence[Entry]:
    return sorted(entries, key=lambda entry: entry.id, reverse=True)


def _last_updated_first(entries: Sequence[Entry]) -> Sequence[Entry]:
    return sorted(entries, key=lambda entry: (entry.changed_at, entry.id), reverse=True)


def _reshuffles(_value: str) -> Acts:
    random = Random(1)
    return Acts(sorted=lambda entries: random.sample(entries, len(entries)))


def _sorts_with_ties(_value: str) -> Acts:
    random = Random(1)

    def by_day(entries: Sequence[Entry]) -> Sequence[Entry]:
        shuffled = random.sample(entries, len(entries))
        return sorted(shuffled, key=lambda entry: entry.day)

    return Acts(sorted=by_day)


def _from_the_start(page: Page, _size: int) -> Page:
    return page._replace(offset=0)


def _clamped(page: Page, size: int) -> Page:
    if page.most <= 0:
        return page
    last = max(0, size - 1) // page.most * page.most
    return page._replace(offset=min(page.offset, last))


def _from_one(page: Page, _size: int) -> Page:
    return page._replace(offset=max(0, page.offset - 1))


def _page_number(page: Page, _size: int) -> Page:
    return page._replace(offset=max(0, page.offset - 1) * max(0, page.most))


def _without_pages(table: str) -> Callable[[str], Acts]:
    def whole_list(page: Page, _size: int) -> Page:
        return page._replace(offset=0, most=-1) if page.table == table else page

    return always(Acts(page=whole_list))


def _repeated(entries: Sequence[Entry]) -> Sequence[Entry]:
    """An entry in the middle comes twice, and the page is one longer."""
    middle = len(entries) // 2
    return [*entries[: middle + 1], *entries[middle:]]


def _is_empty_list(answer: Answer) -> bool:
    return isinstance(answer, list) and not answer


def _not_found(_operation: Operation, answer: Answer) -> None:
    if _is_empty_list(answer):
        raise NotFound("Nothing was found.")


def _refused(_operation: Operation, answer: Answer) -> None:
    if _is_empty_list(answer):
        raise _NothingFound("Nothing was found.")


def _list(
    name: str,
    says: str,
    evidence: Evidence,
    act: Acts | Callable[[str], Acts],
    *,
    value: str | None = None,
    group: str | None = None,
    endangers: Guarantee = Guarantee.WALKED_WHOLE,
) -> Habit:
    does = always(act) if isinstance(act, Acts) else act
    return Habit(
        name=name,
        says=says,
        evidence=evidence,
        endangers=endangers,
        act=does,
        value=value,
        group=group,
    )


HABITS = (
    _list(
        "list-lags",
        "shows a new order in lists only so many seconds after it was placed",
        Evidence.IMAGINED,
        _lags,
        value="2.0",
        endangers=Guarantee.PLACED_ONCE,
    ),
    _list(
        "newest-first",
        "lists the newest entries first",
        Evidence.STACK,
        Acts(sorted=_newest_first),
        group=_ORDER,
    ),
    _list(
        "sorts-with-ties",
        "sorts by the day an order was made; orders of one day come in another order each time",
        Evidence.STACK,
        _sorts_with_ties,
        group=_ORDER,
    ),
    _list(
        "sorts-by-last-update",
        "lists first what was changed last",
        Evidence.STACK,
        Acts(sorted=_last_updated_first),
        group=_ORDER,
    ),
    _list(
        "reshuffles-lists",
        "lists entries in another order each time",
        Evidence.IMAGINED,
        _reshuffles,
        group=_ORDER,
    ),
    _list(
        "caps-pages",
        "gives a page of so many entries at most, whatever `count` says",
        Evidence.STACK,
        _caps,
        value="20",
    ),
    _list(
        "ignores-offset",
        "gives the first page for any `offset`",
        Evidence.STACK,
        Acts(page=_from_the_start),
        group=_OFFSET,
    ),
    _list(
        "clamps-offset",
        "gives the last page for an `offset` beyond the end",
        Evidence.IMAGINED,
        Acts(page=_clamped),
        group=_OFFSET,
    ),
    _list(
        "counts-offset-from-one",
        "takes `offset` 1 for the first entry",
        Evidence.IMAGINED,
        Acts(page=_from_one),
        group=_OFFSET,
    ),
    _list(
        "offset-is-page-number",
        "takes `offset` for the number of a page, as Laravel's paginator takes `page`",
        Evidence.IMAGINED,
        Acts(page=_page_number),
        group=_OFFSET,
    ),
    _list(
        "filters-after-limit",
        "takes deleted entries out of a page after it was cut, so that it is shorter",
        Evidence.STACK,
        Acts(cuts_first=True),
    ),
    _list(
        "repeats-entries",
        "gives an entry of each page twice",
        Evidence.IMAGINED,
        Acts(cut=_repeated),
    ),
    _list(
        "lists-deleted-entries",
        "lists deleted entries as well, asked for or not",
        Evidence.IMAGINED,
        Acts(page=lambda page, _size: page._replace(deleted=True)),
        endangers=Guarantee.FOUND,
    ),
    _list(
        "customers-without-pages",
        "gives all customers, whatever `offset` and `count` say",
        Evidence.STACK,
        _without_pages("Customer"),
    ),
    _list(
        "products-without-pages",
        "gives all products, whatever `offset` and `count` say",
        Evidence.STACK,
        _without_pages("Product"),
    ),
    _list(
        "empty-list-as-404",
        "answers an empty list with 404",
        Evidence.IMAGINED,
        Acts(judge=_not_found),
        group=_EMPTY,
    ),
    _list(
        "empty-list-as-refusal",
        "answers an empty list with status 200 and `success: false`",
        Evidence.IMAGINED,
        Acts(judge=_refused),
        group=_EMPTY,
    ),
)
