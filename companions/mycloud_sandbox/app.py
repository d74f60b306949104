"""Puts the sandbox together as an ASGI application: routes from the spec, one transaction for each
request.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partial
from http import HTTPStatus

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from . import catalogue, order_items, orders
from .admin import Admin
from .answers import Dialect, JsonResponse, dialects, refusal_body
from .backstage import Backstage
from .bodies import read_body
from .calls import Call, Handler
from .contract import Contract, Operation, load_contract
from .faults import HEADER, Fault, Faults, spoiled, told
from .page import page_routes
from .php_forms import Form, Upload, read_query
from .reading import read_fields
from .received import Diary, Received
from .records import Record
from .refusals import NotFound, Refusal, Unauthorized
from .seed import DEFAULT_ORDERS, DEFAULT_SEED, fill
from .store import Store
from .tokens import DEFAULT_SECRET, TokenOffice

DEFAULT_LIFETIME = 8 * 60 * 60  # seconds; the documentation says about eight hours
BANGKOK = timezone(timedelta(hours=7))  # where the shop's day begins
_FILES = "/files/"


def create_app(
    *,
    database: str | None = None,
    dialect: str = "documented",
    api_key: str | None = None,
    secret_key: str | None = None,
    jwt_secret: str = DEFAULT_SECRET,
    token_lifetime: int = DEFAULT_LIFETIME,
    seed: int = DEFAULT_SEED,
    orders: int = DEFAULT_ORDERS,
    clock: Callable[[], datetime] | None = None,
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    admin_from_anywhere: bool = False,
    workers: int = 1,
) -> Starlette:
    """The sandbox as an ASGI application, with its own state; without `database` that state is in
    memory.

    The keys default to those of the documentation. `clock` gives an aware datetime and is asked for
    every day and every expiry; `sleep` is awaited for the delays of faults. `workers` says how many
    processes serve the same database.
    """
    contract = load_contract()
    default_api_key, default_secret_key = default_keys(contract)
    tokens = TokenOffice(
        api_key=api_key or default_api_key,
        secret_key=secret_key or default_secret_key,
        jwt_secret=jwt_secret,
        lifetime=token_lifetime,
        clock=clock or _now,
    )
    store = Store(contract, database)
    fill(store, contract, seed=seed, orders=orders)
    diary, faults = Diary(frozenset(contract.required("get_token"))), Faults(contract)
    admin = Admin(
        contract=contract,
        store=store,
        diary=diary,
        faults=faults,
        seed=seed,
        orders=orders,
        from_anywhere=admin_from_anywhere,
        workers=workers,
    )
    return _Sandbox(
        contract,
        store,
        tokens,
        _dialect(contract, dialect),
        diary,
        faults,
        admin,
        sleep,
    ).app()


def default_keys(contract: Contract) -> tuple[str, str]:
    """The keys the documentation shows."""
    return str(contract.example("GetTokenBody", "apikey")), str(
        contract.example("GetTokenBody", "secretkey")
    )


def _dialect(contract: Contract, name: str) -> Dialect:
    known = dialects(contract)
    if name not in known:
        raise ValueError(f"dialect must be one of {', '.join(known)}, got {name!r}")
    return known[name]


def _now() -> datetime:
    return datetime.now(BANGKOK)


@dataclass(frozen=True)
class _Sandbox:
    """Everything a request needs."""

    contract: Contract
    store: Store
    tokens: TokenOffice
    dialect: Dialect
    diary: Diary
    faults: Faults
    admin: Admin
    sleep: Callable[[float], Awaitable[None]]

    def app(self) -> Starlette:
        pages = page_routes(self.contract, self._own_token, self._newest)
        app = Starlette(
            routes=[
                *self._routes(),
                Route(f"{_FILES}{{key}}", self._file),
                *self.admin.routes(),
                *pages,
            ],
            exception_handlers={
                Refusal: self._refused,
                HTTPException: self._failed,
                Exception: _broken,
            },
            lifespan=self._lifespan,
        )
        app.router.redirect_slashes = False
        app.state.backstage = Backstage(
            contract=self.contract,
            store=self.store,
            handlers=HANDLERS,
            diary=self.diary,
            faults=self.faults,
            clock=self.tokens.clock,
            files_url=_FILES,
        )
        return app

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        yield
        self.store.close()

    def _routes(self) -> list[Route]:
        """One route for each path, so that a wrong method is told all the right ones."""
        paths: dict[str, dict[str, Operation]] = {}
        for operation in self.contract.operations.values():
            paths.setdefault(operation.path, {})[operation.method] = operation
        return [
            Route(
                self.contract.root + path,
                partial(self._answer, methods),
                methods=list(methods),
            )
            for path, methods in paths.items()
        ]

    async def _answer(
        self, operations: Mapping[str, Operation], request: Request
    ) -> Response:
        operation = (
            operations.get(request.method) or operations["GET"]
        )  # HEAD is a GET without a body
        query = read_query(request.scope["query_string"])
        entry = self.diary.open(self.tokens.clock(), request, operation.name, query)
        fault = self._fault(operation, request)
        if fault is None:
            response = await self._respond(operation, request, query, entry)
        else:
            response = await self._fail(fault, operation, request, query, entry)
        entry.status = (
            None if fault and fault.answer == "reset" else response.status_code
        )
        return response

    def _fault(self, operation: Operation, request: Request) -> Fault | None:
        header = request.headers.get(HEADER)
        if header is None and not self.faults.rules:
            return None
        return self.faults.drawn(
            header, operation, request.url.path.removeprefix(self.contract.root)
        )

    async def _fail(
        self,
        fault: Fault,
        operation: Operation,
        request: Request,
        query: Form,
        entry: Received,
    ) -> Response:
        entry.fault = told(fault)
        true = None
        if fault.does_the_work:
            true = await self._respond(operation, request, query, entry)
        else:
            with suppress(
                Refusal
            ):  # what cannot be read is not remembered, and the fault is dealt all the same
                await self._body(request, entry)
        await self.sleep(fault.delay)
        if fault.answer == "expired-token":
            return self._refusal(Unauthorized("The token has expired."), operation)
        return spoiled(fault, true)

    async def _respond(
        self, operation: Operation, request: Request, query: Form, entry: Received
    ) -> Response:
        try:
            if operation.secured:
                self.tokens.check(request.headers.get("authorization"))
            call = self._call(
                operation, request, query, await self._body(request, entry)
            )
            with self.store.transaction(reading=operation.method == "GET"):
                answer = self._handlers()[operation.name](call)
            return JsonResponse(self.dialect.success(operation, answer))
        except Refusal as refusal:
            return self._refusal(refusal, operation)

    async def _body(self, request: Request, entry: Received) -> Form:
        body = await read_body(request.stream(), request.headers.get("content-type"))
        self.diary.write(entry, body)
        return body.form

    def _call(
        self, operation: Operation, request: Request, query: Form, form: Form
    ) -> Call:
        return Call(
            operation=operation,
            contract=self.contract,
            store=self.store,
            now=self.tokens.clock(),
            files_url=str(request.base_url).rstrip("/") + _FILES,
            path=request.path_params,
            query=query,
            form=form,
        )

    def _handlers(self) -> Mapping[str, Handler]:
        return {"get_token": self._get_token, **HANDLERS}

    def _get_token(self, call: Call) -> str:
        # Observed: the live server takes the keys from the query as well.
        keys = read_fields(call.body, {**call.query, **call.form})
        return self.tokens.issue(str(keys["apikey"]), str(keys["secretkey"]))

    async def _file(self, request: Request) -> Response:
        with self.store.transaction(reading=True):
            upload = self.store.file(request.path_params["key"])
        if upload is None:
            raise NotFound("There is no such file.")
        return Response(
            upload.content,
            media_type=_media_type(upload),
            headers={"X-Content-Type-Options": "nosniff"},
        )

    def _own_token(self, request: Request) -> str | None:
        """A token for the page, for those who may see what is held."""
        try:
            self.admin.check(request)
        except Refusal:
            return None
        return self.tokens.issue_own()

    async def _newest(
        self, request: Request, table: str, offset: int, count: int
    ) -> Sequence[Record]:
        """The newest rows of a table for the page; orders as they are answered, deleted ones as
        well.
        """
        self.admin.check(request)
        call = self._call(self.contract.operations["list_orders"], request, {}, {})
        with self.store.transaction(reading=True):
            is_order = table == "Order"
            rows = self.store.rows(
                table, offset=offset, count=count, deleted=is_order, newest_first=True
            )
            return orders.orders(call, rows) if is_order else rows

    async def _refused(self, _request: Request, error: Exception) -> Response:
        """What is refused outside of an operation."""
        return self._refusal(
            error if isinstance(error, Refusal) else Refusal(str(error))
        )

    async def _failed(self, request: Request, error: Exception) -> Response:
        """Starlette's own refusals, such as an unknown route or a wrong method, in the shape of
        ours.
        """
        status = (
            error.status_code
            if isinstance(error, HTTPException)
            else HTTPStatus.INTERNAL_SERVER_ERROR
        )
        if request.url.path.startswith(self.contract.root):
            query = read_query(request.scope["query_string"])
            self.diary.open(self.tokens.clock(), request, None, query).status = status
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
        if "Allow" in headers:  # in one order, whatever the order of Starlette's set
            headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
        return JsonResponse(
            refusal_body(Refusal(f"{HTTPStatus(status).phrase}.")), status, headers
        )

    def _refusal(
        self, refusal: Refusal, operation: Operation | None = None
    ) -> Response:
        headers = (
            {"WWW-Authenticate": "Bearer"}
            if isinstance(refusal, Unauthorized)
            else None
        )
        return JsonResponse(
            refusal_body(refusal),
            self.dialect.refusal_status(refusal, operation),
            headers,
        )


def _media_type(upload: Upload) -> str:
    """The type a file came with, if it can stand in a header."""
    is_plain = (
        upload.content_type.isascii()
        and upload.content_type.isprintable()
        and upload.content_type
    )
    return upload.content_type if is_plain else "application/octet-stream"


HANDLERS: Mapping[str, Handler] = {
    **orders.HANDLERS,
    **order_items.HANDLERS,
    **catalogue.HANDLERS,
}
"""What answers each operation of the spec but the one that gives tokens."""


async def _broken(_request: Request, _error: Exception) -> Response:
    refusal = Refusal("The sandbox itself failed; its log says where.")
    return JsonResponse(refusal_body(refusal), HTTPStatus.INTERNAL_SERVER_ERROR)
