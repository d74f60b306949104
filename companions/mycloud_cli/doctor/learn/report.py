"""What was learnt of a server, as a report: Markdown for people, an object for programs. No value
of an answer gets into it but the names of fields, and statuses that are words in capital letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from .forms import Form
from .habits import SIGNS, UNSEEN, habits_seen
from .observations import Observations
from .spec import fields_of

_WORD: Final = re.compile(r"[A-Z][A-Z_]{1,24}")
_FIELD: Final = re.compile(r"(?!.*[0-9]{6})[a-z_][A-Za-z0-9_]{0,40}")
_USUAL: Final = {
    "integer": {Form.INTEGER},
    "number": {Form.INTEGER, Form.DECIMAL},
    "boolean": {Form.TRUTH},
    "string": {Form.TEXT, Form.DIGITS, Form.NUMBER, Form.DAY, Form.EMPTY_TEXT},
    "date": {Form.DAY},
    "array": {Form.LIST, Form.EMPTY_LIST},
    "object": {Form.OBJECT},
}
"""Forms that are what the spec says, by the kind of a field; null and absent always are."""


def as_object(seen: Observations, *, server: str, version: str) -> dict[str, Any]:
    """The report for programs."""
    return {
        "server": server,
        "client": version,
        "requests": seen.requests,
        "dialect": "envelope" if seen.envelope else "documented",
        "wrote": seen.written is not None,
        "habits": [each._asdict() for each in habits_seen(seen)],
        "facts": facts(seen),
        "fields": list(deviating_fields(seen)),
        "unknown_fields": _names(seen.unknown_fields),
        "unknown_statuses": sorted(
            word for word in seen.unknown_statuses if _WORD.fullmatch(word)
        ),
        "not_looked_at": not_looked_at(seen),
        "notes": seen.notes,
        "orders_left": seen.written.left if seen.written else 0,
    }


def facts(seen: Observations) -> dict[str, str]:
    """Measures that are no habits on their own."""
    life, waits = seen.token_seconds, [timing.first_byte for timing in seen.timings]
    long = seen.listings.get("long")
    found = {
        "life of a token": f"{life / 3600:.1f} h" if life else "",
        "fastest answer": f"{min(waits) * 1000:.0f} ms" if waits else "",
        "idle connection": _idle(seen),
        "refusal of what is not there": str(seen.missing.status)
        if seen.missing
        else "",
        "entries of a page of 100 orders": str(len(long.ids or [])) if long else "",
        "create": str(seen.written.create_status) if seen.written else "",
        "trouble with a create": seen.written.refusal if seen.written else "",
    }
    return {name: said for name, said in found.items() if said}


def deviating_fields(seen: Observations) -> Iterator[dict[str, Any]]:
    """Fields that came in a form which the spec does not name, and how well the spec knows them."""
    for path, forms in sorted(seen.fields.items()):
        schema, _, name = path.partition(".")
        spec = fields_of(schema)[name]
        usual = _USUAL.get(spec.kind, set()) | {Form.NULL, Form.ABSENT}
        others = sorted(form.value for form in forms if form not in usual)
        never = set(forms) == {Form.ABSENT}
        if others or never:
            came = others or ["never there"]
            yield {
                "field": path,
                "kind": spec.kind,
                "provenance": spec.provenance,
                "came as": came,
            }


def not_looked_at(seen: Observations) -> dict[str, str]:
    """Habits that this examination could not show, and why."""
    found = dict(UNSEEN)
    if seen.written is None:
        found |= {
            sign.name: "shows only with --write"
            for sign in SIGNS
            if sign.needs == "write"
        }
    if not seen.timings:
        found |= dict.fromkeys(_OF_CONNECTIONS, "connections were not looked at")
    return found


_OF_CONNECTIONS: Final = (
    "slow-answers",
    "slow-headers",
    "informational-answers",
    "closes-after-answers",
    "closes-idle-connections",
)


def as_markdown(report: dict[str, Any]) -> str:
    """The report for people, made of that for programs."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: dict[str, Any]) -> Iterator[str]:
    wrote = (
        "read, and placed and deleted a few orders" if report["wrote"] else "read only"
    )
    yield f"# What {report['server']} does"
    yield ""
    yield f"Examined with {report['client']}: {report['requests']} requests, {wrote}."
    yield f"Answers come in the {report['dialect']} shape. No value of an answer is kept here."
    yield from _table(
        "Habits",
        ("habit", "what was seen"),
        [tuple(each.values()) for each in report["habits"]],
    )
    yield from _table("Measures", ("what", "seen"), list(report["facts"].items()))
    rows = [
        (each["field"], each["kind"], each["provenance"], ", ".join(each["came as"]))
        for each in report["fields"]
    ]
    yield from _table(
        "Fields that differ from the spec",
        ("field", "in the spec", "provenance", "came as"),
        rows,
    )
    yield from _list("Fields that the spec does not know", report["unknown_fields"])
    yield from _list("Statuses that the spec does not know", report["unknown_statuses"])
    yield from _list("Notes", report["notes"] + _left(report["orders_left"]))
    yield from _table(
        "Not looked at", ("habit", "why"), list(report["not_looked_at"].items())
    )


def _table(
    title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    if not rows:
        yield "None."
        return
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _list(title: str, entries: list[str]) -> Iterator[str]:
    if entries:
        yield from ("", f"## {title}", "")
        yield from (f"- {entry}" for entry in entries)


def _left(count: int) -> list[str]:
    said = f"{count} orders could not be deleted. Their note says: placed by mycloud doctor --learn"
    return [said] if count else []


def _names(paths: Any) -> list[str]:
    """Names of fields; those that are no names may be data."""
    return sorted(path for path in paths if _FIELD.fullmatch(path.partition(".")[2]))


def _idle(seen: Observations) -> str:
    if not seen.watched:
        return ""
    if seen.closed_after is None:
        return f"open after {seen.watched:g} s"
    return f"closed after {seen.closed_after:.1f} s"
