"""The habits a sandbox has at present, asked at each point where one may act."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, reduce
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from ..answers import Answer
from ..contract import Contract, Field, Operation
from ..php_forms import Form
from ..records import Json, Record
from ..refusals import Refusal
from ..store import Entry, Store
from ..tokens import OWN, Claims
from .describing import ABSENT, Acts, BadHabit, Page, Reply
from .every import EVERY, random_mixture

_Paging: TypeAlias = Callable[[Page, int], Page]
_Writing: TypeAlias = Callable[[Field, Json], Json]

_RANDOM = "random"
_LONGEST = 100  # characters


@dataclass
class Habits:
    """The chosen habits; those chosen first act first."""

    names: list[str] = field(default_factory=list)
    """Each as it was asked for, with its value."""
    acts: list[Acts] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.acts)

    def order_number(self, number: str) -> str:
        """An order number as it is stored."""
        rewriting = (act.order_number for act in self.acts if act.order_number)
        return reduce(lambda text, rewrite: rewrite(text), rewriting, number)

    @cached_property
    def has_unique_numbers(self) -> bool:
        """Whether two orders cannot have the same number."""
        return any(act.number_key for act in self.acts)

    def number_key(self, number: str) -> str:
        """What is equal for two numbers that cannot be there both."""
        keys = (act.number_key for act in self.acts if act.number_key)
        return reduce(lambda text, key: key(text), keys, number)

    def form(self, request: Request, form: Form) -> Form:
        """The fields that are found in a body."""
        taking = (act.form for act in self.acts if act.form)
        return reduce(lambda fields, take: take(request, fields), taking, form)

    @cached_property
    def commits_after(self) -> float:
        """Seconds until an order is committed."""
        return sum(act.commits_after for act in self.acts)

    @cached_property
    def listed_after(self) -> float:
        """Seconds from its commit until an order is listed."""
        return sum(act.listed_after for act in self.acts)

    @cached_property
    def changes_lists(self) -> bool:
        """Whether lists are other than the database gives them on its own."""
        return any(
            act.sorted or act.page or act.cuts_first or act.cut or act.commits_after
            for act in self.acts
        ) or bool(self.listed_after)

    def listed(self, entries: Sequence[Entry], asked: Page, now: float) -> list[int]:
        """The keys on the page that is asked for, of all entries of a table."""
        seen = [entry for entry in entries if self._is_listed(entry, now)]
        page = reduce(lambda page, act: act(page, len(seen)), self._pages, asked)
        kept = seen if page.deleted else [entry for entry in seen if not entry.deleted]
        page = reduce(lambda page, act: act(page, len(kept)), self._pages, asked)
        cuts_first = any(act.cuts_first for act in self.acts)
        cut = _cut(self._sorted(seen if cuts_first else kept), page)
        if cuts_first and not page.deleted:
            cut = [entry for entry in cut if not entry.deleted]
        return [entry.id for entry in self._recut(cut)]

    def judge(self, operation: Operation, answer: Answer) -> None:
        """Refuses an answer that a habit cannot bear."""
        for act in self.acts:
            if act.judge:
                act.judge(operation, answer)

    @cached_property
    def changes_documents(self) -> bool:
        """Whether answers are other than the dialect writes them."""
        return any(act.field or act.document for act in self.acts)

    def document(self, reply: Reply, contract: Contract, document: Json) -> Json:
        """The JSON of an answer."""
        if not reply.operation.answer.shapes or not isinstance(document, Mapping):
            return document
        writers = [act.field for act in self.acts if act.field]
        fields = contract.fields_by_name

        def written(name: str, value: Json) -> Json:
            found = fields.get(name)
            if found is None:
                return rewritten(value)
            given = reduce(
                lambda given, write: _write(write, found, given), writers, value
            )
            return given if given is ABSENT else rewritten(given)

        def rewritten(value: Json) -> Json:
            if isinstance(value, Mapping):
                entries = (
                    (name, written(name, entry)) for name, entry in value.items()
                )
                return {name: entry for name, entry in entries if entry is not ABSENT}
            return (
                [rewritten(entry) for entry in value]
                if isinstance(value, list)
                else value
            )

        made: Record = {
            name: rewritten(value) if writers else value
            for name, value in document.items()
        }
        changing = (act.document for act in self.acts if act.document)
        return reduce(lambda made, change: change(reply, made), changing, made)

    def refusal_status(self, refusal: Refusal, status: int) -> int:
        """The status of a refusal."""
        changing = (act.refusal_status for act in self.acts if act.refusal_status)
        return reduce(lambda status, change: change(refusal, status), changing, status)

    def response(
        self, request: Request, operation: Operation, response: Response
    ) -> Response:
        """An answer with its status, its headers and its bytes."""
        for act in self.acts:
            if act.rendered and response.body:
                response.body = act.rendered(bytes(response.body))
                response.headers["content-length"] = str(len(response.body))
        changing = (act.response for act in self.acts if act.response)
        return reduce(
            lambda given, change: change(request, operation, given), changing, response
        )

    @asynccontextmanager
    async def around(self, request: Request) -> AsyncIterator[float]:
        """Holds a request up; gives the seconds that it takes."""
        async with AsyncExitStack() as stack:
            holding = [act.around for act in self.acts if act.around]
            yield sum(
                [await stack.enter_async_context(hold(request)) for hold in holding]
            )

    @cached_property
    def numbers_tokens(self) -> bool:
        """Whether tokens are more than signed."""
        return any(act.issued or act.accepts for act in self.acts)

    def issued(self, claims: Claims, store: Store) -> Claims:
        """The claims of a new token."""
        adding = (act.issued for act in self.acts if act.issued)
        return reduce(lambda claims, add: add(claims, store), adding, claims)

    def accepts(self, claims: Claims, store: Store) -> bool:
        """Whether a token is still good; that of the sandbox's own page always is."""
        checks = [act.accepts for act in self.acts if act.accepts]
        return OWN in claims or all([check(claims, store) for check in checks])

    @cached_property
    def has_strikes(self) -> bool:
        """Whether a request may be refused, whatever it is."""
        return any(act.strikes for act in self.acts)

    def struck(self, store: Store, now: float) -> Refusal | None:
        """What refuses a request, whatever it is."""
        refusals = [act.strikes(store, now) for act in self.acts if act.strikes]
        return next(filter(None, refusals), None)

    def delivered(self, response: Response) -> Response:
        """An answer as it goes over the connection."""
        ways = (act.delivers for act in self.acts if act.delivers)
        return reduce(lambda given, deliver: deliver(given), ways, response)

    def notified(self, number: int) -> Sequence[float]:
        """Seconds after which a notification is sent, once for each."""
        acts = (act.notified for act in self.acts if act.notified)
        start: Sequence[float] = [0.0]
        return reduce(lambda delays, act: act(delays, number), acts, start)

    @property
    def _pages(self) -> list[_Paging]:
        return [act.page for act in self.acts if act.page]

    def _is_listed(self, entry: Entry, now: float) -> bool:
        return entry.stored_at + self.listed_after <= now

    def _sorted(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        orders = (act.sorted for act in self.acts if act.sorted)
        return reduce(lambda entries, order: order(entries), orders, entries)

    def _recut(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        cuts = (act.cut for act in self.acts if act.cut)
        return reduce(lambda entries, cut: cut(entries), cuts, entries)


class CurrentHabits:
    """The habits at this moment, which an admin call or a test may change."""

    def __init__(self, asked: Iterable[str]) -> None:
        self._at_start = tuple(_spelled_out(asked))
        self.now = choose(self._at_start)

    def set(self, asked: Iterable[str]) -> None:
        """Has these in place of those before."""
        self.now = choose(asked)

    def reset(self) -> None:
        """Has those of the start again."""
        self.set(self._at_start)


def choose(asked: Iterable[str]) -> Habits:
    """The habits of these names, each with its value after a `=`; `random=SEED` is a mixture.

    Raises:
        BadHabit: One that is not known, or a value that it does not take.
    """
    chosen = Habits()
    for text in _spelled_out(asked):
        name, equals, value = text.partition("=")
        habit = EVERY.get(name)
        if habit is None:
            raise BadHabit(
                f"There is no habit {_shown(name)}{_nearest(name)}; see --habit list."
            )
        if equals and habit.value is None:
            raise BadHabit(f"{name} takes no value, got {_shown(value)}.")
        chosen.acts.append(_acts(name, value if equals else habit.value or ""))
        chosen.names.append(text)
    return chosen


def _spelled_out(asked: Iterable[str]) -> list[str]:
    texts: list[str] = []
    for text in asked:
        name, _, seed = text.partition("=")
        texts += random_mixture(_seed(seed)) if name == _RANDOM else [text]
    names = [text.partition("=")[0] for text in texts]
    return [
        text
        for place, text in enumerate(texts)
        if names[place] not in names[place + 1 :]
    ]


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise BadHabit(f"random needs a seed, such as random=7, got {_shown(text)}.")
    return int(text)


def _acts(name: str, value: str) -> Acts:
    try:
        return EVERY[name].act(value)
    except BadHabit as bad:
        raise BadHabit(f"{name}: {bad.message}.") from None


def _nearest(name: str) -> str:
    near = get_close_matches(name[:_LONGEST], EVERY, 1)
    return f" (did you mean {near[0]}?)" if near else ""


def _shown(text: str) -> str:
    return repr(text[:_LONGEST])


def _cut(entries: Sequence[Entry], page: Page) -> Sequence[Entry]:
    stop = None if page.most < 0 else page.offset + page.most
    return entries[max(0, page.offset) : stop]


def _write(write: _Writing, found: Field, given: Json) -> Json:
    return given if given is ABSENT else write(found, given)
