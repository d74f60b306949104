"""The list of orders, as a request that can be walked."""

from __future__ import annotations

from functools import partial

from mycloud_api import models
from mycloud_api.api import orders as api
from mycloud_api.types import UNSET

from ._pages import ListRequest, OnShuffle


def order_list(
    deleted: bool = False,
    *,
    offset: int = 0,
    count: int = 100,
    prefetch: int = 0,
    overlap: int = 1,
    newest: int | None = None,
    on_shuffle: OnShuffle = "raise",
) -> ListRequest[models.Order]:
    """The orders there are.

    Args:
        deleted: Whether to be given deleted orders as well.
        offset: How many orders to skip.
        count: How many orders to ask for at a time.
        prefetch: How many pages to ask for in advance.
        overlap: How many orders to ask for once more in each page.
        newest: Only so many, from the newest end; every page must hold a list.
        on_shuffle: Whether to raise or to log when the list is seen to change its order.
    """
    operation = api.list_orders
    # Left out rather than sent as false, which PHP may take for true.
    build = partial(operation.build_request, deleted=True if deleted else UNSET)
    return ListRequest(
        build,
        operation.read if newest is None else operation.read.shown,
        documented_paging=True,
        offset=offset,
        count=count,
        prefetch=prefetch,
        overlap=overlap,
        newest=newest,
        name="orders, with those deleted" if deleted else "orders",
        on_shuffle=on_shuffle,
    )
