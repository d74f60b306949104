"""Commands that list: the options of all of them, and what they do with them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Final, TypeAlias

import typer

from .. import options
from ..fields import parameters_of, taking
from ..output import format_of, show_list
from ..output.columns import View
from ..session import connected

Options: TypeAlias = list[inspect.Parameter]


def _in_pages(
    *,
    limit: options.Limit = None,
    offset: options.Offset = 0,
    count: options.Count = 100,
    prefetch: options.Prefetch = 0,
    columns: options.Columns = None,
) -> None:
    """The options of a list that comes in pages."""


def _in_one(*, limit: options.Limit = None, columns: options.Columns = None) -> None:
    """Those of a list that is short."""


IN_PAGES: Final[Options] = parameters_of(_in_pages)
IN_ONE: Final[Options] = parameters_of(_in_one)


def listing(view: View, taken: Options) -> Callable[..., None]:
    """A command that lists what a view shows, by the client's resource of that name."""

    @taking(taken)
    def command(
        ctx: typer.Context,
        *,
        output: options.Output = None,
        as_json: options.AsJson = False,
        as_csv: options.AsCsv = False,
        **given: Any,
    ) -> None:
        how, columns, limit = (
            format_of(as_json, as_csv, output),
            given.pop("columns"),
            given.pop("limit"),
        )
        if taken is not IN_ONE:
            given |= options.paging(
                limit=limit,
                **{name: given[name] for name in ("offset", "count", "prefetch")},
            )
        view.paths(columns)  # a wrong name is refused before anything is sent
        with connected(ctx) as client:
            resource = getattr(client, view.name.replace(" ", "_"))
            show_list(resource.list(**given), view, how, limit=limit, columns=columns)

    return command
