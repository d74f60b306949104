"""From what was seen of a server to the habits it has: pure rules, one for each habit.

The names are those of the sandbox (`python -m mycloud_sandbox --habit list`).
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Final, Literal, NamedTuple, TypeAlias

from .forms import Form
from .observations import Listing, Observations, Written
from .spec import SpecField
from .telling import (
    EMOJI,
    INVISIBLE,
    TAIL,
    cut_length,
    has_upper_marker,
    is_falling,
    is_rising,
)

Judge: TypeAlias = Callable[[Observations], "str | None"]
"""Gives what was seen of a habit, in words without a value; None where it was not seen."""

SLOW: Final = 0.15
"""Seconds before the first byte from which a server counts as slow."""
SLOW_HEAD: Final = 0.3
LATE: Final = 0.5
"""Seconds by which a create takes longer than a read."""
FULL: Final = 100
"""Entries that the long page asks for."""


class Sign(NamedTuple):
    """A habit, and how it is seen.

    Attributes:
        name: The sandbox's name of it.
        needs: Whether reading shows it, or only writing.
        judge: What was seen.
    """

    name: str
    needs: Literal["read", "write"]
    judge: Judge


class Seen(NamedTuple):
    """A habit that was seen.

    Attributes:
        name: The sandbox's name of it, with its value; several where they look alike.
        said: What was seen.
    """

    name: str
    said: str


def habits_seen(seen: Observations) -> list[Seen]:
    """The habits that a server has, as far as was looked."""
    found = [(sign.name, sign.judge(seen)) for sign in SIGNS]
    return [Seen(*_with_value(name, said)) for name, said in found if said]


def _with_value(name: str, said: str) -> tuple[str, str]:
    """A habit with the value that stands before the words, as in `=20| pages of 20`."""
    value, bar, words = said.partition("|")
    return (f"{name}{value}", words) if bar else (name, said)


# Lists


def _page(seen: Observations, name: str) -> list[str] | None:
    listing = seen.listings.get(name)
    return None if listing is None or listing.ids is None else listing.distinct


def is_stable(seen: Observations) -> bool:
    """Whether two readings of the same page were the same."""
    return _page(seen, "long") == _page(seen, "long again") is not None


def _order(seen: Observations) -> list[str]:
    return (_page(seen, "long") or []) if is_stable(seen) else []


def _offset_shows(seen: Observations, start: int) -> bool:
    """Whether `offset=3&count=2` gives the two entries from a place on."""
    whole = _order(seen)
    return len(whole) > 6 and _page(seen, "offset 3") == whole[start : start + 2]


def ignores_offset(seen: Observations) -> bool:
    """Whether any offset gives the first page."""
    return _offset_shows(seen, 0)


def _caps(seen: Observations) -> str | None:
    page, after = _page(seen, "long") or [], _page(seen, "after long") or []
    deleted = _page(seen, "long with deleted") or []
    is_more = any(key not in page for key in after) and not ignores_offset(seen)
    if 0 < len(page) < FULL and is_more and len(deleted) <= len(page):
        return f"={len(page)}|a page of {FULL} came with {len(page)} entries, and more follow"
    return None


def _filters(seen: Observations) -> str | None:
    if seen.written and seen.written.after_delete == "short":
        return "a page of two came with one entry where one was deleted"
    page, after = _page(seen, "long") or [], _page(seen, "after long") or []
    deleted = _page(seen, "long with deleted") or []
    is_short = len(page) < FULL == len(deleted) and any(
        key not in page for key in after
    )
    return "a page came short of its deleted entries" if is_short else None


def _newest_first(seen: Observations) -> str | None:
    if not is_falling(_order(seen)):
        return None
    moved = seen.written.updated_first if seen.written else None
    return None if moved else f"ids fall in the list of orders{_UPDATES[moved]}"


def _by_update(seen: Observations) -> str | None:
    if not is_falling(_order(seen)) or not (
        seen.written and seen.written.updated_first
    ):
        return None
    return "ids fall, and an update moved an order to the start of the list"


_UPDATES: Final = {None: " (or what was changed last stands first)", False: ""}


def _with_ties(seen: Observations) -> str | None:
    first, again = seen.listings.get("long"), seen.listings.get("long again")
    if not first or not again or is_stable(seen) or not first.ids:
        return None
    by_day = first.days == sorted(first.days) and again.days == sorted(again.days)
    return "orders of one day come in another order each time" if by_day else None


def _reshuffles(seen: Observations) -> str | None:
    first, again = _page(seen, "long"), _page(seen, "long again")
    if not first or not again or is_stable(seen) or _with_ties(seen):
        return None
    return "two readings of a page have their entries in another order"


def _ignores_offset(seen: Observations) -> str | None:
    return "offset=3 gives the first page" if ignores_offset(seen) else None


def _clamps(seen: Observations) -> str | None:
    beyond = _page(seen, "beyond")
    is_last = beyond and not ignores_offset(seen) and _offset_shows(seen, 3)
    return "an offset beyond the end gives entries" if is_last else None


def _from_one(seen: Observations) -> str | None:
    return "offset=3 gives the third entry first" if _offset_shows(seen, 2) else None


def _page_number(seen: Observations) -> str | None:
    return "offset=3 gives the third page" if _offset_shows(seen, 4) else None


def _repeats(seen: Observations) -> str | None:
    pages = [listing for listing in seen.listings.values() if listing.ids]
    doubled = any(len(page.ids or []) > len(page.distinct) for page in pages)
    return "an entry stands twice in a page" if doubled else None


def _lists_deleted(seen: Observations) -> str | None:
    listed = seen.written and seen.written.after_delete == "deleted"
    return "a deleted order stays in the list" if listed else None


def _without_pages(resource: str) -> Judge:
    def judge(seen: Observations) -> str | None:
        two = _page(seen, f"{resource} two")
        return f"count=2 gives {len(two)} {resource}" if two and len(two) > 2 else None

    return judge


def _empty_as_404(seen: Observations) -> str | None:
    beyond = seen.listings.get("beyond")
    is_missing = beyond is not None and beyond.status == 404
    return "an empty list was answered with 404" if is_missing else None


def _empty_as_refusal(seen: Observations) -> str | None:
    beyond = seen.listings.get("beyond")
    is_refused = beyond is not None and beyond.refused and beyond.status == 200
    return (
        "an empty list was answered with 200 and `success: false`"
        if is_refused
        else None
    )


# Values


def _any(_name: str, _spec: SpecField) -> bool:
    return True


def _is_id(name: str, _spec: SpecField) -> bool:
    return name == "id" or name.endswith("_id")


def _has_objects(_name: str, spec: SpecField) -> bool:
    return spec.shape is not None


def _form(
    kinds: tuple[str, ...],
    forms: tuple[Form, ...],
    only: Callable[[str, SpecField], bool] = _any,
) -> Judge:
    """Fields of these kinds came in one of these forms."""

    def judge(seen: Observations) -> str | None:
        found = seen.forms(kinds, only)
        count = sum(found[form] for form in forms)
        said = f"{' or '.join(forms)} in a field of {' or '.join(kinds)}"
        return f"{count} times {said}" if count else None

    return judge


def _whole_totals(seen: Observations) -> str | None:
    if not seen.rounded_totals or seen.exact_totals:
        return None
    return f"{seen.rounded_totals} totals are whole baht where the items come to satang"


def _empty_text(seen: Observations) -> str | None:
    if seen.envelope:
        return None  # there it is the rule
    return _form(("integer", "number", "date", "boolean"), (Form.EMPTY_TEXT,))(seen)


def _left_out(seen: Observations) -> str | None:
    partly = [
        path
        for path, forms in seen.fields.items()
        if 0 < forms[Form.ABSENT] < sum(forms.values())
    ]
    return (
        f"{len(partly)} fields are in some entries and not in others"
        if partly
        else None
    )


def _unknown_status(seen: Observations) -> str | None:
    if not seen.unknown_statuses:
        return None
    return f"{len(seen.unknown_statuses)} statuses that the spec does not know"


# Answers


def _refusals(seen: Observations) -> str | None:
    missing = seen.missing
    if missing and missing.refused and missing.status == 200:
        return "an order that is not there was answered with 200 and `success: false`"
    return None


def _body(mark: str, said: str) -> Judge:
    return lambda seen: (
        f"{said} ({seen.bodies[mark]} answers)" if seen.bodies[mark] else None
    )


def _header(mark: str, said: str) -> Judge:
    return lambda seen: (
        f"{said} ({seen.headers[mark]} answers)" if seen.headers[mark] else None
    )


def _slow(seen: Observations) -> str | None:
    waits = [timing.first_byte for timing in seen.timings]
    is_slow = bool(waits) and min(waits) >= SLOW
    return (
        f"={min(waits):.1f}|no answer began before {min(waits):.1f} s"
        if is_slow
        else None
    )


def _slow_headers(seen: Observations) -> str | None:
    heads = [timing.head for timing in seen.timings]
    is_slow = bool(heads) and min(heads) >= SLOW_HEAD
    return (
        f"={min(heads):.1f}|headers took {min(heads):.1f} s to come"
        if is_slow
        else None
    )


def _throttles(seen: Observations) -> str | None:
    count = seen.statuses[429]
    return (
        f"{count} of {seen.requests} requests were answered with 429" if count else None
    )


def _hints(seen: Observations) -> str | None:
    most = max((timing.hints for timing in seen.timings), default=0)
    return (
        f"={most}|{most} informational answers came before the true one"
        if most
        else None
    )


def _closes_at_once(seen: Observations) -> str | None:
    at_once = seen.closed_after is not None and seen.closed_after < 0.1
    return (
        "the connection was closed after an answer that did not say so"
        if at_once
        else None
    )


def _closes_idle(seen: Observations) -> str | None:
    after = seen.closed_after
    if after is None or after < 0.1:
        return None
    return f"={after:.1f}|a connection that was idle for {after:.1f} s was closed"


def _single_use(seen: Observations) -> str | None:
    return (
        "a token was refused the second time"
        if seen.token_used_twice is False
        else None
    )


def _one_live(seen: Observations) -> str | None:
    if seen.token_used_twice and seen.token_outlives_next is False:
        return "a token was refused once another was fetched"
    return None


# Writing


def _written(judge: Callable[[Written], str | None]) -> Judge:
    return lambda seen: judge(seen.written) if seen.written else None


def _number(judge: Callable[[str, str], str | None]) -> Judge:
    """Compares the order number that was sent with the stored one."""

    def judged(seen: Observations) -> str | None:
        wrote = seen.written
        return (
            judge(wrote.sent, wrote.stored)
            if wrote and wrote.stored is not None
            else None
        )

    return judged


def _trims(_sent: str, stored: str) -> str | None:
    return (
        None
        if stored.startswith(" ")
        else "white space before an order number was dropped"
    )


def _truncates(_sent: str, stored: str) -> str | None:
    length = cut_length(stored)
    return (
        f"={length}|an order number was cut to {length} characters" if length else None
    )


def _upper(_sent: str, stored: str) -> str | None:
    return (
        "an order number came back in capital letters"
        if has_upper_marker(stored)
        else None
    )


def _escapes(_sent: str, stored: str) -> str | None:
    return "& came back as &amp;" if "&amp;" in stored.lower() else None


def _invisible(_sent: str, stored: str) -> str | None:
    return None if INVISIBLE in stored else "a zero-width character was dropped"


def _emoji(_sent: str, stored: str) -> str | None:
    if EMOJI in stored or TAIL.lower() in stored.lower():
        return None
    return "an order number ends before its first character of four bytes"


def _zeros(seen: Observations) -> str | None:
    wrote = seen.written
    if not wrote or wrote.digits_stored is None:
        return None
    stripped = wrote.digits_stored == wrote.digits_sent.lstrip("0")
    return "leading zeros of an order number were dropped" if stripped else None


def _unique(wrote: Written) -> str | None:
    is_only = wrote.same_accepted is False and wrote.other_case_accepted
    return "a second order of the same number was refused" if is_only else None


def _ignores_case(wrote: Written) -> str | None:
    if wrote.other_case_accepted is False and wrote.same_accepted is False:
        return "an order number that differs by case alone was refused"
    return None


def _late(seen: Observations) -> str | None:
    wrote = seen.written
    waits = [timing.first_byte + timing.head for timing in seen.timings]
    usual = statistics.median(waits) if waits else 0.0
    if not wrote or wrote.create_seconds < usual + LATE:
        return None
    took = wrote.create_seconds
    return f"={took:.1f}|a create took {took:.1f} s, and a read {usual:.1f} s"


def _lags(wrote: Written) -> str | None:
    return (
        "the list did not show a new order at once"
        if wrote.listed_at_once is False
        else None
    )


def _empty_patch(wrote: Written) -> str | None:
    return "a form sent by PATCH changed nothing" if wrote.patched is False else None


def _create(kind: str, said: str) -> Judge:
    return _written(lambda wrote: said if wrote.answer_id == kind else None)


def _redirects(wrote: Written) -> str | None:
    is_redirect = 300 <= wrote.create_status < 400
    return f"a create was answered with {wrote.create_status}" if is_redirect else None


SIGNS: Final = (
    Sign("trims-order-numbers", "write", _number(_trims)),
    Sign("truncates-order-numbers", "write", _number(_truncates)),
    Sign("uppercases-order-numbers", "write", _number(_upper)),
    Sign("strips-zeros-from-order-numbers", "write", _zeros),
    Sign("escapes-order-numbers", "write", _number(_escapes)),
    Sign("strips-invisible-characters", "write", _number(_invisible)),
    Sign("cuts-order-numbers-at-emoji", "write", _number(_emoji)),
    Sign("unique-order-numbers", "write", _written(_unique)),
    Sign("ignores-case-of-order-numbers", "write", _written(_ignores_case)),
    Sign("late-commit", "write", _late),
    Sign("empty-patch-forms", "write", _written(_empty_patch)),
    Sign(
        "create-without-id",
        "write",
        _create("absent", "the answer to a create has no id"),
    ),
    Sign(
        "create-with-id-0",
        "write",
        _create("zero", "the answer to a create has the id 0"),
    ),
    Sign(
        "create-with-another-id",
        "write",
        _create("other", "a create was answered with the id of another order"),
    ),
    Sign(
        "bare-create-answers",
        "write",
        _create("no order", "the answer to a create has no order"),
    ),
    Sign("redirects-after-create", "write", _written(_redirects)),
    Sign("list-lags", "write", _written(_lags)),
    Sign("newest-first", "read", _newest_first),
    Sign("sorts-with-ties", "read", _with_ties),
    Sign("sorts-by-last-update", "write", _by_update),
    Sign("reshuffles-lists", "read", _reshuffles),
    Sign("caps-pages", "read", _caps),
    Sign("ignores-offset", "read", _ignores_offset),
    Sign("clamps-offset", "read", _clamps),
    Sign("counts-offset-from-one", "read", _from_one),
    Sign("offset-is-page-number", "read", _page_number),
    Sign("filters-after-limit", "write", _filters),
    Sign("repeats-entries", "read", _repeats),
    Sign("lists-deleted-entries", "write", _lists_deleted),
    Sign("customers-without-pages", "read", _without_pages("customers")),
    Sign("products-without-pages", "read", _without_pages("products")),
    Sign("empty-list-as-404", "read", _empty_as_404),
    Sign("empty-list-as-refusal", "read", _empty_as_refusal),
    Sign("whole-totals", "read", _whole_totals),
    Sign("decimals-as-text", "read", _form(("number",), (Form.NUMBER, Form.DIGITS))),
    Sign("ids-as-text", "read", _form(("integer",), (Form.DIGITS,), _is_id)),
    Sign(
        "numbers-for-digits", "read", _form(("string",), (Form.INTEGER, Form.DECIMAL))
    ),
    Sign("zoned-timestamps", "read", _form(("date",), (Form.ZONED,))),
    Sign("buddhist-years", "read", _form(("date",), (Form.BUDDHIST_DAY,))),
    Sign("zero-dates", "read", _form(("date",), (Form.ZERO_DATE,))),
    Sign("empty-arrays-for-objects", "read", _form(("object",), (Form.EMPTY_LIST,))),
    Sign("keyed-order-items", "read", _form(("array",), (Form.KEYED,))),
    Sign("null-for-empty-lists", "read", _form(("array",), (Form.NULL,), _has_objects)),
    Sign("empty-text-for-absent", "read", _empty_text),
    Sign("leaves-out-absent-fields", "read", _left_out),
    Sign("unknown-status", "read", _unknown_status),
    Sign("refusals-with-200", "read", _refusals),
    Sign("html-before-json", "read", _body("html", "HTML stands before the JSON")),
    Sign(
        "byte-order-mark",
        "read",
        _body("mark", "a byte order mark stands before the JSON"),
    ),
    Sign(
        "escapes-unicode", "read", _body("escaped", "Thai or / is written with escapes")
    ),
    Sign("json-as-html", "read", _header("html", "JSON is sent as text/html")),
    Sign("compresses-answers", "read", _header("gzip", "answers are compressed")),
    Sign("session-cookie", "read", _header("cookie", "a session cookie is set")),
    Sign("slow-answers", "read", _slow),
    Sign("throttles", "read", _throttles),
    Sign("single-use-tokens", "read", _single_use),
    Sign("one-live-token", "read", _one_live),
    Sign("closes-idle-connections", "read", _closes_idle),
    Sign("closes-after-answers", "read", _closes_at_once),
    Sign("informational-answers", "read", _hints),
    Sign("slow-headers", "read", _slow_headers),
)
"""Every habit that can be seen from outside."""

UNSEEN: Final = {
    "notifies-late": "notifications go to a URL that MyCloud's staff set",
    "notifies-twice": "notifications go to a URL that MyCloud's staff set",
    "notifies-out-of-order": "notifications go to a URL that MyCloud's staff set",
    "never-notifies": "notifications go to a URL that MyCloud's staff set",
}
"""Habits that cannot be seen from outside, and why."""


def listing_is_empty(listing: Listing | None) -> bool:
    """Whether a list call gave nothing."""
    return listing is not None and not listing.ids


def goes_up(seen: Observations) -> bool:
    """Whether the list of orders goes by rising ids."""
    return is_rising(_order(seen))
