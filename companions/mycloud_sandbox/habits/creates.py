"""Habits of calls that write: when an order is committed, and what a create answers."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from ..answers import RefusalResponse
from ..contract import Operation
from ..php_forms import Form
from ..records import Json, Record
from .describing import Acts, Evidence, Guarantee, Habit, Reply, always, seconds

_CREATE = "create_order"
_MULTIPART = "multipart/form-data"
_CHANGING = ("PATCH", "PUT")

Change = Callable[[Record, Reply], Record]


def _commits_late(value: str) -> Acts:
    return Acts(commits_after=seconds(value))


def _empty_patch(request: Request, form: Form) -> Form:
    """PHP before 8.4 reads no multipart form but that of a POST."""
    is_multipart = (
        request.headers.get("content-type", "").lower().startswith(_MULTIPART)
    )
    return {} if request.method in _CHANGING and is_multipart else form


def _created(change: Change) -> Callable[[Reply, Record], Record]:
    """Changes the fields of an order that was just created."""

    def changed(reply: Reply, document: Record) -> Record:
        if reply.operation.name != _CREATE:
            return document
        return {name: _entry(value, reply, change) for name, value in document.items()}

    return changed


def _entry(value: Json, reply: Reply, change: Change) -> Json:
    """The order as it stands directly below its wrapper, or in `attributes` in the envelope."""
    if not isinstance(value, Mapping):
        return value
    attributes = value.get("attributes")
    if isinstance(attributes, Mapping):
        return {**value, "attributes": change(dict(attributes), reply)}
    return change(dict(value), reply)


def _without_id(order: Record, _reply: Reply) -> Record:
    return {name: value for name, value in order.items() if name != "id"}


def _with_id_0(order: Record, _reply: Reply) -> Record:
    return {**order, "id": 0}


def _with_another_id(order: Record, reply: Reply) -> Record:
    return {**order, "id": reply.other_order}


def _bare(reply: Reply, document: Record) -> Record:
    is_create = reply.operation.name == _CREATE
    return {"success": True, "message": "Success."} if is_create else document


def _redirected(
    _request: Request, operation: Operation, response: Response
) -> Response:
    """A form handler of PHP stores what it got, and sends the browser back to the list."""
    if operation.name != _CREATE or isinstance(response, RefusalResponse):
        return response
    return Response(None, HTTPStatus.FOUND, {"Location": "/api/v1/orders"})


HABITS = (
    Habit(
        name="late-commit",
        value="2.0",
        says="commits an order so many seconds after it came, also if the client has gone by then, "
        "and answers only then",
        evidence=Evidence.STACK,
        endangers=Guarantee.PLACED_ONCE,
        act=_commits_late,
    ),
    Habit(
        name="empty-patch-forms",
        says="finds no field in a multipart form sent by PATCH, and changes nothing",
        evidence=Evidence.STACK,
        endangers=Guarantee.UPDATED,
        act=always(Acts(form=_empty_patch)),
    ),
    Habit(
        name="create-without-id",
        says="answers a create with the order, but without its id",
        evidence=Evidence.IMAGINED,
        endangers=Guarantee.PLACED_ONCE,
        act=always(Acts(document=_created(_without_id))),
        group=_CREATE,
    ),
    Habit(
        name="create-with-id-0",
        says="answers a create with the id 0",
        evidence=Evidence.IMAGINED,
        endangers=Guarantee.PLACED_ONCE,
        act=always(Acts(document=_created(_with_id_0))),
        group=_CREATE,
    ),
    Habit(
        name="create-with-another-id",
        says="answers a create with the id of another order",
        evidence=Evidence.IMAGINED,
        endangers=Guarantee.PLACED_ONCE,
        act=always(Acts(document=_created(_with_another_id))),
        group=_CREATE,
    ),
    Habit(
        name="bare-create-answers",
        says="answers a create with `success: true` and no order",
        evidence=Evidence.IMAGINED,
        endangers=Guarantee.PLACED_ONCE,
        act=always(Acts(document=_bare)),
        group=_CREATE,
    ),
    Habit(
        name="redirects-after-create",
        says="stores an order and answers with a redirect (302) to the list",
        evidence=Evidence.STACK,
        endangers=Guarantee.PLACED_ONCE,
        act=always(Acts(response=_redirected)),
        group=_CREATE,
    ),
)
