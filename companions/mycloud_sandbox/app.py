"""Puts the sandbox together as an ASGI application: routes from the spec, one transaction for each
request.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partial
from http import HTTPStatus

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from . import catalogue, order_items, orders, secrecy
from .admin import CHALLENGE, Admin
from .answers import (
    Answer,
    Dialect,
    JsonResponse,
    RefusalResponse,
    dialects,
    refusal_body,
)
from .bodies import read_body
from .calls import Call, Handler
from .contract import Contract, Operation, load_contract
from .cors import ApiCors, checked_origins
from .direct import Direct
from .downloads import download
from .faults import HEADER, Fault, Faults, spoiled, told
from .habits import CurrentHabits
from .habits.describing import Reply
from .health import health_routes
from .hosts import HostCheck, Hosts
from .life import OrderLife
from .outbox import Outbox, notify_url, post_notifications
from .page import page_routes
from .php_forms import Form, read_query
from .reading import read_fields
from .received import Received, RequestLog
from .records import Json, Record, key_of
from .refusals import AdminKeyNeeded, NotFound, Refusal, TooMany, Unauthorized
from .seed import DEFAULT_ORDERS, DEFAULT_SEED, fill
from .store import Store
from .tokens import TokenOffice

DEFAULT_LIFETIME = 8 * 60 * 60  # seconds; the documentation says about eight hours
BANGKOK = timezone(timedelta(hours=7))  # where the shop's day begins
_FILES = "/files/"
_log = logging.getLogger(__name__)
_SHORTEST_LIFE, _LONGEST_LIFE = 0.01, 10_000_000  # seconds a status


def create_app(
    *,
    database: str | None = None,
    dialect: str = "documented",
    api_key: str | None = None,
    secret_key: str | None = None,
    jwt_secret: str | None = None,
    token_lifetime: int = DEFAULT_LIFETIME,
    seed: int = DEFAULT_SEED,
    orders: int = DEFAULT_ORDERS,
    clock: Callable[[], datetime] | None = None,
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    admin_from_anywhere: bool = False,
    admin_key: str | None = None,
    workers: int = 1,
    habits: Sequence[str] = (),
    life: float | None = None,
    notify: str | None = None,
    hosts: Hosts | None = None,
    cors: Sequence[str] = (),
) -> Starlette:
    """The sandbox as an ASGI application, with its own state; without `database` that state is in
    memory.

    The keys default to those of the documentation. `jwt_secret` signs the tokens; with other keys,
    it is a random one of this application unless it is given. `clock` gives an aware datetime and
    is asked for every day and every expiry; `sleep` is awaited for the delays of faults and habits.
    `workers` says how many processes serve the same database. `habits` are names, each with its
    value after a `=`. With `life`, an approved order keeps each status for so many seconds; each
    move is posted to `notify`. `hosts` are those that are served, all if not given; `admin_key` is
    what the admin calls ask for; `cors` are the origins whose pages may call the API.
    """
    contract = load_contract()
    keys = secrecy.keys(default_keys(contract), api_key, secret_key, jwt_secret)
    tokens = TokenOffice(
        api_key=keys.api_key,
        secret_key=keys.secret_key,
        jwt_secret=keys.jwt_secret,
        lifetime=token_lifetime,
        clock=clock or _now,
    )
    current, origins = CurrentHabits(habits), checked_origins(cors)
    target = None if notify is None else notify_url(notify)
    store = Store(contract, database)
    fill(store, contract, seed=seed, orders=orders)
    outbox = Outbox(current)
    order_life = OrderLife(
        store=store,
        statuses=contract.shapes["Order"].field("status").values,
        outbox=outbox,
        clock=tokens.clock,
        seconds=checked_life(life),
    )
    log, faults = (
        RequestLog(frozenset(contract.required("get_token"))),
        Faults(contract),
    )
    admin = Admin(
        contract=contract,
        store=store,
        log=log,
        faults=faults,
        seed=seed,
        orders=orders,
        from_anywhere=admin_from_anywhere,
        workers=workers,
        habits=current,
        life=order_life,
        outbox=outbox,
        key=admin_key,
    )
    return _Sandbox(
        contract=contract,
        store=store,
        tokens=tokens,
        dialect=_dialect(contract, dialect),
        log=log,
        faults=faults,
        admin=admin,
        sleep=sleep,
        habits=current,
        life=order_life,
        outbox=outbox,
        notify=target,
    ).app(hosts, origins)


def checked_life(seconds: float | None) -> float | None:
    """How long an approved order keeps a status.

    Raises:
        ValueError: It is no time.
    """
    if seconds is not None and not _SHORTEST_LIFE <= seconds <= _LONGEST_LIFE:
        raise ValueError(
            f"life must be {_SHORTEST_LIFE} to {_LONGEST_LIFE} seconds a status, got {seconds}"
        )
    return seconds


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


@dataclass(frozen=True, kw_only=True)
class _Sandbox:
    """Everything a request needs."""

    contract: Contract
    store: Store
    tokens: TokenOffice
    dialect: Dialect
    log: RequestLog
    faults: Faults
    admin: Admin
    sleep: Callable[[float], Awaitable[None]]
    habits: CurrentHabits
    life: OrderLife
    outbox: Outbox
    notify: str | None

    def app(self, hosts: Hosts | None, origins: Sequence[str]) -> Starlette:
        pages = page_routes(self.contract, self._own_token, self._newest)
        app = Starlette(
            routes=[
                *self._routes(),
                Route(f"{_FILES}{{key}}", self._file),
                *self.admin.routes(),
                *health_routes(self.store),
                *pages,
            ],
            middleware=[
                *([Middleware(HostCheck, hosts=hosts)] if hosts else []),
                *(
                    [Middleware(ApiCors, self.contract.root, origins)]
                    if origins
                    else []
                ),
            ],
            exception_handlers={
                Refusal: self._refused,
                HTTPException: self._failed,
                Exception: _broken,
            },
            lifespan=self._lifespan,
        )
        app.router.redirect_slashes = False
        app.state.direct = app.state.backstage = Direct(
            contract=self.contract,
            store=self.store,
            handlers=HANDLERS,
            log=self.log,
            faults=self.faults,
            clock=self.tokens.clock,
            files_url=_FILES,
            habits=self.habits,
            life=self.life,
            outbox=self.outbox,
        )
        return app

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            if self.life.seconds is not None:
                tasks.start_soon(self._live, self.life.seconds)
            if self.notify is not None:
                tasks.start_soon(
                    post_notifications, self.outbox, self.notify, self.tokens.clock
                )
            yield
            tasks.cancel_scope.cancel()
        self.store.close()

    async def _live(self, seconds: float) -> None:
        """Moves orders also while nobody asks for them."""
        while True:
            try:
                self.life.catch_up()
            except (
                Exception
            ):  # a driver may raise anything: the database may be back the next time
                _log.exception("The orders could not be moved")
            await anyio.sleep(min(1.0, seconds / 4))

    def _routes(self) -> list[Route]:
        """One route for each path, so that an answer to a wrong method names the right ones."""
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
        entry = self.log.open(self.tokens.clock(), request, operation.name, query)
        self.life.catch_up()
        fault = self._fault(operation, request)
        if fault is None:
            response = await self._respond(operation, request, query, entry)
        else:
            response = await self._fail(fault, operation, request, query, entry)
        entry.status = (
            None if fault and fault.answer == "reset" else response.status_code
        )
        return self.habits.now.delivered(response) if self.habits.now else response

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
            ):  # what cannot be read is not remembered, and the fault is dealt anyway
                await self._body(request, entry)
        await self.sleep(fault.delay)
        if fault.answer == "expired-token":
            return self._refusal(Unauthorized("The token has expired."), operation)
        return spoiled(fault, true)

    async def _respond(
        self, operation: Operation, request: Request, query: Form, entry: Received
    ) -> Response:
        if not self.habits.now:
            return await self._worked(operation, request, query, entry)
        habits = self.habits.now
        async with AsyncExitStack() as stack:
            takes = await stack.enter_async_context(habits.around(request))
            response = await self._worked(operation, request, query, entry)
            is_placed = operation.name == "create_order" and not _is_refusal(response)
            takes += habits.commits_after if is_placed else 0
            if takes:
                await self.sleep(takes)
        return habits.response(request, operation, response)

    async def _worked(
        self, operation: Operation, request: Request, query: Form, entry: Received
    ) -> Response:
        """Does what was asked, and answers."""
        try:
            self._check_may_ask(operation, request)
            call = self._call(
                operation, request, query, await self._body(request, entry)
            )
            document = self._document(operation, call)
        except Refusal as refusal:
            return self._refusal(refusal, operation)
        for order in call.moved:
            self.outbox.add(order, call.now.timestamp())
        return JsonResponse(document)

    def _check_may_ask(self, operation: Operation, request: Request) -> None:
        habits = self.habits.now
        if not habits:
            if operation.secured:
                self.tokens.check(request.headers.get("authorization"))
            return
        if habits.has_strikes:
            with self.store.transaction():
                struck = habits.struck(self.store, self.tokens.clock().timestamp())
            if struck:
                raise struck
        if not operation.secured:
            return
        claims = self.tokens.check(request.headers.get("authorization"))
        if habits.numbers_tokens:
            with self.store.transaction():
                is_good = habits.accepts(claims, self.store)
            if not is_good:
                raise Unauthorized("The token is no longer valid.")

    def _document(self, operation: Operation, call: Call) -> Json:
        """Runs a call, in one transaction, and gives the JSON of its answer."""
        habits = call.habits
        if not habits:
            with self.store.transaction(reading=operation.method == "GET"):
                answer = self._handlers()[operation.name](call)
            return self.dialect.success(operation, answer)
        writes = operation.method != "GET" or habits.numbers_tokens
        with self.store.transaction(reading=not writes):
            answer = self._handlers()[operation.name](call)
            habits.judge(operation, answer)
            if not habits.changes_documents:
                return self.dialect.success(operation, answer)
            reply = Reply(operation, self._other_order(answer))
        return habits.document(
            reply, self.contract, self.dialect.success(operation, answer)
        )

    def _other_order(self, answer: Answer) -> int:
        """The newest order that is not the one answered; the one after it if there is no other."""
        own = key_of(answer) if isinstance(answer, dict) and "id" in answer else 0
        newest = self.store.rows("Order", count=2, deleted=True, newest_first=True)
        return next((key_of(row) for row in newest if key_of(row) != own), own + 1)

    async def _body(self, request: Request, entry: Received) -> Form:
        body = await read_body(request.stream(), request.headers.get("content-type"))
        self.log.write(entry, body)
        return (
            self.habits.now.form(request, body.form) if self.habits.now else body.form
        )

    def _call(
        self, operation: Operation, request: Request, query: Form, form: Form
    ) -> Call:
        return Call(
            operation=operation,
            contract=self.contract,
            store=self.store,
            now=self.tokens.clock(),
            files_url=_origin(request) + _FILES,
            path=request.path_params,
            query=query,
            form=form,
            habits=self.habits.now,
        )

    def _handlers(self) -> Mapping[str, Handler]:
        return {"get_token": self._get_token, **HANDLERS}

    def _get_token(self, call: Call) -> str:
        # Observed: the live server takes the keys from the query as well.
        keys = read_fields(call.body, {**call.query, **call.form})
        claims = self.tokens.claims(str(keys["apikey"]), str(keys["secretkey"]))
        return self.tokens.sign(call.habits.issued(claims, call.store))

    async def _file(self, request: Request) -> Response:
        with self.store.transaction(reading=True):
            upload = self.store.file(request.path_params["key"])
        if upload is None:
            raise NotFound("There is no such file.")
        return download(upload)

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
            self.log.open(self.tokens.clock(), request, None, query).status = status
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
        if "Allow" in headers:  # in one order, whatever the order of Starlette's set
            headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
        return JsonResponse(
            refusal_body(Refusal(f"{HTTPStatus(status).phrase}.")), status, headers
        )

    def _refusal(
        self, refusal: Refusal, operation: Operation | None = None
    ) -> Response:
        status = self.dialect.refusal_status(refusal, operation)
        if operation is not None:
            status = self.habits.now.refusal_status(refusal, status)
        return RefusalResponse(refusal_body(refusal), status, _refusal_headers(refusal))


def _origin(request: Request) -> str:
    """Where the client found the sandbox; Starlette's own way takes a tenth of a short call."""
    host = request.headers.get("host")
    if host is None:
        return str(request.base_url).rstrip("/")
    return f"{request.scope['scheme']}://{host}"


def _is_refusal(response: Response) -> bool:
    return isinstance(response, RefusalResponse)


def _refusal_headers(refusal: Refusal) -> dict[str, str] | None:
    if isinstance(refusal, TooMany):
        return {"Retry-After": str(refusal.retry_after)}
    if isinstance(refusal, AdminKeyNeeded):
        return dict(CHALLENGE)
    return {"WWW-Authenticate": "Bearer"} if isinstance(refusal, Unauthorized) else None


HANDLERS: Mapping[str, Handler] = {
    **orders.HANDLERS,
    **order_items.HANDLERS,
    **catalogue.HANDLERS,
}
"""What answers each operation of the spec but the one that gives tokens."""


async def _broken(_request: Request, _error: Exception) -> Response:
    refusal = Refusal("The sandbox itself failed; its log says where.")
    return JsonResponse(refusal_body(refusal), HTTPStatus.INTERNAL_SERVER_ERROR)
