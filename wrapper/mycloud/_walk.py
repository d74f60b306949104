"""The walk over a list that changes meanwhile: which page to ask for next, and what of a page is
new. Pure.

The API gives pages by position and promises no order, so entries shift while they are walked:
deleting one moves the rest up, and a plain loop then skips one for each. Hence every page is asked
for from a little before where the last one ended. As long as something of what was given before is
seen again there, nothing was skipped. Otherwise the walk goes back until it is, and drops what it
has had. All this needs is that entries keep their order among each other. Three things show that
they do not: entries that are seen again in another order, places at the end of the list that are
more than the entries, and entries at the front that were behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Final, Generic, TypeVar

from ._seen import ById, Key, SecondLook, Seen, Succession
from ._walked_page import WalkedPage

T = TypeVar("T")

_WIDE: Final = 500
"""How many entries the page after a short one asks for, since deleted ones may stand between that
the server takes out after it has cut the page.
"""
_LOOKS_BEYOND: Final = {"plain": 1, "capped": 7, "gaps": 7}
"""How many pages without anything new make the end of a list, by what is known of its server."""
_MOST_FRUITLESS: Final = 30
_MOST_UNREADABLE: Final = 1_000
_MOST_RETURNS: Final = 8
_MOST_PASSES: Final = 10
_PASSES_IF_SHUFFLED: Final = 3
_FAR: Final = 1_000_000


class Unwalkable(ValueError):
    """The pages of a list do not join up; says why and what to do."""


class Shuffled(Unwalkable):
    """The list does not keep its entries in one order."""


class Walk(Generic[T]):
    """A walk from an offset to the end of a list. It gets each page and never requests one.

    It goes through the list once, and looks at the front again where something was seen to shift
    or where the list has more places than entries were given.

    Attributes:
        offset: Where the next page is to start.
        count: How many entries to ask for.
        step: How far apart pages are to start, as long as nothing shifts.
        at: How many entries stand before what was new in the last page.
        full: Whether the last page was as long as pages get, and brought something new, so that
            another is likely to follow.
        over: Whether the end has been reached.
        begun: Whether a page has been accepted.
        shuffled: How the list was seen to change its order, if that is borne.
    """

    def __init__(
        self,
        *,
        offset: int,
        count: int,
        overlap: int,
        in_one: bool = False,
        promised: bool = True,
        bears_shuffling: bool = False,
    ) -> None:
        """Walk a list that is `promised` to come in pages, or was only seen to; or all of which
        comes `in_one`.
        """
        self._in_one = in_one
        self._promised = promised
        self._bears_shuffling = bears_shuffling
        self._overlap = overlap
        self._narrow = max(count, overlap + 1)
        self._wide = max(self._narrow, _WIDE) if overlap else self._narrow
        self.at = self._start = offset
        self.full = self.over = self.begun = self._is_long = False
        self.shuffled: str | None = None
        self._given = Seen()
        self._order = Succession()
        self._by_id = ById()
        self._aside: Callable[[WalkedPage[T]], None] | None = None  # judges one page
        self._first: list[Key | None] = []
        self._longest = self._fruitless = self._ignored = 0
        self._capped = self._gaps = self._clamped = False
        self._has_shifted = self._has_doubted = self._seeks = False
        self._pass = 0
        self._begin_pass(self._given, missing=0, whole=True)

    def _begin_pass(self, seen: Seen, missing: int, whole: bool) -> None:
        self._pass += 1
        self._seen = seen
        self._missing = missing  # entries that the pass is to find
        self._is_whole_look = whole  # the front alone does not tell
        self._look = SecondLook(None if whole else self._given.highest)
        self._ends_empty = False
        self._furthest = 0
        self.offset = self._start
        # Other pages than before, and fewer, show what the first walk could not.
        self._usual = self._narrow if self._pass == 1 or self._capped else self._wide
        self.count = self._usual
        self.step = self.count - self._overlap
        self.full = False
        self._joined = 0  # how many of the next page's first entries were seen before
        self._frontier: int | None = None  # where the walk was when it began to go back
        self._returns = self._repeats = self._beyond = self._surplus = self._end = 0
        self._last: WalkedPage[T] | None = None
        self._last_offset = self._start

    @property
    def is_wide(self) -> bool:
        """Whether the next page asks for more than usual."""
        return self.count > self._narrow

    def narrow(self) -> None:
        """Ask for no more than usual from now on: the server does not like it."""
        self.count = self._wide = self._usual = self._narrow

    def accept(self, entries: Sequence[T | None]) -> list[T]:
        """The new entries of the page at `offset`. None stands for an entry that could not be read.

        The next offset follows from what came and not from what was asked for, since a server may
        cap `count`; for the same reason a short page does not end the walk.

        Raises:
            Unwalkable: The pages do not join up.
        """
        page = WalkedPage.of(entries, self.count)
        if self._aside is not None:
            judge, self._aside = self._aside, None
            judge(page)
            return []
        if self._is_astray(page):
            self._find_again(page)
            return []
        if self._order.is_contradicted_by(page.keys):
            self._refuse_shuffled("entries stand in another order than before")
        return self._take(page)

    def _take(self, page: WalkedPage[T]) -> list[T]:
        unknown = {key for key in page.entries if key not in self._given}
        fresh = unknown - self._of_before_the_start(page)
        progress = any(key not in self._seen for key in page.entries)
        self.at = self.offset + page.place_of_first(fresh)
        repeated = self._is_repeated(page)
        whole = self._is_whole(page, repeated)
        self._learn(page, progress)
        self._remember(page, fresh)
        if whole or self._is_second_look_done(page, unknown):
            self.over = True
        elif repeated:
            self._suspect(page)
        else:
            self._move_on(page, progress)
        return [entry for key, entry in page.entries.items() if key in fresh]

    # The new entries of a page, and whether it joins up with those before.

    def _of_before_the_start(self, page: WalkedPage[T]) -> set[Key]:
        """What stands before the first that was given, where that has moved before the offset."""
        if not self.begun or self._start == 0 or self.offset > self._start:
            return set()
        return set(takewhile(lambda key: key not in self._given, page.entries))

    def _is_astray(self, page: WalkedPage[T]) -> bool:
        """Whether nothing that was seen before stands in a page that was to begin with it."""
        if any(map(self._seen.__contains__, page.entries)):
            self._seeks = False
            return False
        is_any = bool(page.entries) or not page.keys
        can_go = self.offset > self._floor or (self._start > 0 and self._pass == 1)
        return self._seeks or (self._joined > 0 and can_go and is_any)

    @property
    def _floor(self) -> int:
        return 0 if self._pass == 1 else self._start

    def _find_again(self, page: WalkedPage[T]) -> None:
        """Look for what was given: backwards, and if it is nowhere there, from the front on."""
        if self.offset > self._floor and not self._seeks:
            self._go_back()
            return
        if not page.keys:
            raise Unwalkable(
                f"what stood at offset={self._start} has gone, and with it the place to go on from"
            )
        self._seeks = True
        self.offset += len(page.keys)

    def _go_back(self) -> None:
        """By one page, by two more, by four more."""
        if self._frontier is None:
            self._frontier = self.offset
            self._returns += 1
        if self._returns > _MOST_RETURNS:
            raise Unwalkable(
                "the server gives other entries than those that stand at the offset"
            )
        self._has_shifted = True
        back = self.step + self._frontier - self.offset
        self.offset = max(self._floor, self.offset - back)
        self.count = self._usual
        self._last = None
        self._repeats = 0

    def _refuse_shuffled(self, how: str) -> None:
        if not self._bears_shuffling:
            raise Shuffled(how)
        self.shuffled = self.shuffled or how

    def _remember(self, page: WalkedPage[T], fresh: set[Key]) -> None:
        self.begun = True
        self._last, self._last_offset = page, self.offset
        self._surplus += page.doubled + page.unreadable_from(self._joined)
        if not self._overlap:
            return
        self._by_id.see(page.entries)
        unseen = {key for key in page.entries if key not in self._seen}
        self._order.note(page.keys, fresh if self._pass == 1 else unseen)
        for key in fresh:
            self._given.add(key)
        if self._seen is not self._given:
            for key in page.entries:
                self._seen.add(key)

    # What pages tell about the server.

    def _learn(self, page: WalkedPage[T], progress: bool) -> None:
        """Whether it caps its pages, or takes out entries after it has cut them."""
        last, longest = self._last, self._longest or page.asked
        is_wide = page.asked > self._narrow
        if last is not None and progress and last.length < last.asked:
            same = page.length == last.length == longest
            self._capped = self._capped or same
            short = last.length < longest or not (same or self._capped)
            self._gaps = self._gaps or short
        is_longest = page.length == longest if is_wide else page.length >= longest
        self._is_long = page.length >= page.asked or is_longest
        self.full = self._is_long and progress
        self._longest = self._longest if is_wide else max(self._longest, page.length)
        self._first = self._first or page.keys

    def _is_whole(self, page: WalkedPage[T], repeated: bool) -> bool:
        """Whether the list has come in one: in more than was asked for, or in less that comes once
        more for another offset.
        """
        if self._in_one or self._promised or self._pass > 1:
            return self._in_one
        if not self.begun:
            return len(page.keys) > page.asked
        is_first = repeated and page.keys == self._first
        return is_first and page.length < self._narrow

    def _is_repeated(self, page: WalkedPage[T]) -> bool:
        """Whether the page before came once more, for another offset."""
        return (
            self._last is not None
            and page.keys == self._last.keys
            and self.offset != self._last_offset
            and bool(page.entries)
        )

    def _suspect(self, page: WalkedPage[T]) -> None:
        """Look whether it is the start of the list that comes for any offset.

        A page may be repeated by chance: as many entries came in before it as it is long. Then they
        stand at the start now, unless they have gone again. Twice in a row is not chance.
        """
        self._repeats += 1
        first = page.keys[:1]
        self._go_on(page)
        self._ask_aside(0, lambda start: self._judge(start.keys[:1] == first))

    def _judge(self, is_the_start: bool) -> None:
        self._ignored = self._ignored + 1 if is_the_start else 0
        if self._ignored > 1:
            raise Unwalkable(
                "the server ignores the offset: it gives the start of the list whatever it is"
            )
        if self._repeats > 1 and not is_the_start:
            self._ask_aside(_FAR, self._judge_far)

    def _judge_far(self, page: WalkedPage[T]) -> None:
        """Far beyond the end stands nothing, unless the server gives its last page there."""
        if self._is_last_for_ever(page):
            self._clamped = True
            self._conclude()

    def _is_last_for_ever(self, page: WalkedPage[T]) -> bool:
        """Whether a page from far beyond the end is the last one.

        Raises:
            Unwalkable: It may be any, so nothing after it can be had.
        """
        is_whole = page.length < page.asked and not self._capped
        if page.keys and not (is_whole and all(map(self._is_given, page.entries))):
            raise Unwalkable(
                "the server gives the same page for all offsets from some place on"
            )
        return bool(page.keys)

    def _is_given(self, key: Key) -> bool:
        return key in self._given

    def _ask_aside(self, offset: int, judge: Callable[[WalkedPage[T]], None]) -> None:
        """Ask for one page elsewhere, and go on where the walk is after it."""
        going_on = (self.offset, self.count)

        def judged(page: WalkedPage[T]) -> None:
            self.offset, self.count = going_on
            judge(page)

        self.offset, self.count = offset, self._wide
        self.full = False
        self._aside = judged

    # Going on.

    def _move_on(self, page: WalkedPage[T], progress: bool) -> None:
        is_front = self._pass == 2 and not self._has_doubted
        self._repeats = 0
        self._frontier = None
        more = self._is_long and len(page.keys) > self._joined
        if not progress and not more:
            self._look_beyond(page)
            return
        self._beyond = 0
        self._count_fruitless(page, progress)
        self._furthest = max(self._furthest, self.offset + len(page.keys))
        self._go_on(page)
        if is_front and self._missing > 0:
            self._has_doubted = True
            self._doubt_the_count(page.keys)

    def _count_fruitless(self, page: WalkedPage[T], progress: bool) -> None:
        most = _MOST_FRUITLESS if page.entries else _MOST_UNREADABLE
        self._fruitless = 0 if progress else self._fruitless + 1
        if progress:
            self._returns = 0
        if self._fruitless > most:
            raise Unwalkable(f"{most} pages in a row held nothing new")

    def _go_on(self, page: WalkedPage[T]) -> None:
        # A server that caps its pages at the overlap leaves no room for it.
        again = self._to_see_again(page.keys)
        self._joined = again if again < len(page.keys) else 0
        self.step = max(len(page.keys) - self._joined, 1)
        self.offset += self.step
        self.count = self._usual if self._is_long or self._gaps else self._wide

    def _to_see_again(self, keys: Sequence[Key | None]) -> int:
        """How many of these to ask for once more: the overlap, and more if nothing in it could be
        known again.
        """
        if not self._overlap:
            return 0
        known_again = [
            place for place, key in enumerate(reversed(keys), 1) if key is not None
        ]
        return max(self._overlap, known_again[0] if known_again else len(keys))

    # The end.

    def _look_beyond(self, page: WalkedPage[T]) -> None:
        """Nothing new: it is the end of the list, or a gap of entries that were taken out."""
        if self._beyond == 0:
            self._end = self.offset + len(page.keys)
            self._ends_empty = self._joined > 0 and not page.keys
        if page.asked < self._wide and not self._capped:
            self.count = self._wide
            return
        self._beyond += 1
        kind = "gaps" if self._gaps else "capped" if self._capped else "plain"
        if self._beyond >= _LOOKS_BEYOND[kind]:
            self._conclude()
            return
        self._joined = 0
        # Right behind the last one first, where the server is known to give fewer than it has.
        is_next = kind != "plain" and self._beyond == 1
        reach = self._longest if self._capped else page.asked
        self.offset += max(len(page.keys), 1 if is_next else reach)

    def _conclude(self) -> None:
        """End, if the list is as long as what was given."""
        if self._start and not self._first:
            self._ask_aside(self._start - 1, self._refuse_offset_beyond_the_end)
            return
        missing = self._count_missing()
        has_gone = self._seems_to_have_gone()
        if self._is_settled() and not missing and not has_gone:
            self.over = True
        elif self._pass < (_PASSES_IF_SHUFFLED if self.shuffled else _MOST_PASSES):
            is_doubtful = self._has_shifted and not self._by_id
            self._begin_pass(Seen(), missing, has_gone or is_doubtful)
        else:
            self.over = True
            self._refuse_shuffled(
                "each time the list is walked, it gives other entries"
            )

    def _is_settled(self) -> bool:
        """Whether no second look is needed. Where the list does not go by id, entries may have
        moved to its front.
        """
        if self._pass > 1:
            return self._look.is_clean
        is_quiet = not self._has_shifted and bool(self._by_id)
        return is_quiet or not self._overlap or not self._first

    def _seems_to_have_gone(self) -> bool:
        """Whether the list ends a page or more before where the walk was, or is empty."""
        is_empty = self._ends_empty and bool(self._seen)
        return is_empty or self._end + self._usual < self._furthest

    def _count_missing(self) -> int:
        """How many places of the list showed nothing that had not been seen elsewhere.

        Where entries are taken out of pages, places say little: there, a second walk is to find
        nothing unknown between what is known.
        """
        keeps_order = self._gaps or bool(self._by_id)
        is_confirmed = keeps_order and self._pass > 1 and self._look.is_clean
        if is_confirmed or self._clamped or not self._overlap:
            return 0
        places = self._end - self._start - self._surplus
        return max(0, places - len(self._seen))

    def _refuse_offset_beyond_the_end(self, page: WalkedPage[T]) -> None:
        if not page.keys:
            raise Unwalkable(
                f"the list ends before offset={self._start}. If entries went away since you "
                f"counted them, what you look for stands before it: start earlier"
            )
        self.over = True

    def _is_second_look_done(self, page: WalkedPage[T], unknown: set[Key]) -> bool:
        """Whether what was missing has been found, and the page shows that no more follows."""
        if self._pass == 1:
            return False
        self._look.see(page.entries, unknown)
        self._missing -= len(unknown)
        shows_known = len(unknown) < len(page.entries)
        is_found = self._missing <= 0 and shows_known and self._look.is_clean
        return is_found and not self._is_whole_look

    def _doubt_the_count(self, first: list[Key | None]) -> None:
        """What is missing is not at the front: a server that counts offsets from one, or gives its
        last page for whatever is beyond, has more places than entries too.
        """

        def judge_second(page: WalkedPage[T]) -> None:
            if page.keys[: len(first)] == first and self._start == 0:
                self._missing -= 1
            self.over = self._missing <= 0
            if not self.over:
                self._ask_aside(_FAR, judge_far)

        def judge_far(page: WalkedPage[T]) -> None:
            self.over = self._clamped = self._is_last_for_ever(page)

        self._ask_aside(1, judge_second)
