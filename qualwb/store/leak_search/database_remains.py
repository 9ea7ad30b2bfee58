"""What SQLite left besides the rows that it shows: freed pages, freed space in pages, pages in its logs.

A deleted row stays in the file until its place is needed or the file is written anew. Where a row's header is
overwritten nobody can tell any more where one value ends and the next begins.
"""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress

from qualwb.store.leak_search.database_cells import (
    TreeCell,
    cells,
    index_terms,
    is_tree,
    number_at,
    unused,
    values,
)
from qualwb.store.leak_search.database_pages import DatabasePages, LogPages, Page, Pages

BORDER = b"\n\0"
"""Stands between values: no word has it within it."""
_LONGEST_VALUE = 1 << 28
_NUMBER = re.compile(rb"(?s)(?=(\0...))")
"""Of a page, in a file of less than 16 million."""
_LONGEST_WORD = 64
"""Bytes on either side of the border between two pages in which a word across it is looked for."""


def of_database(pages: DatabasePages) -> Iterator[bytes]:
    """What no row uses any more: SQLite can't show it. Values are parted by ``BORDER``."""
    free = pages.free()
    live = frozenset(number for number in range(1, pages.count + 1) if number not in free)
    yield from _Remains(pages, live).found()


def of_log(pages: LogPages) -> Iterator[bytes]:
    """All that a log holds, whether it still counts or not."""
    yield from _Remains(pages, frozenset()).found()


class _Remains:
    def __init__(self, pages: Pages, live: Collection[int]) -> None:
        self._pages = pages
        self._live = live
        self._followed: set[int] = set()
        """Places of the pages that go on with a value."""

    def found(self) -> Iterator[bytes]:
        for page in self._pages:
            if any(page.data) and is_tree(page.data, page.number):
                for part in self._of_tree(page):
                    yield part
                    yield BORDER
        heads = set()
        for page in self._pages:
            if any(page.data) and not is_tree(page.data, page.number) and page.place not in self._followed:
                heads.add(page.number)
                yield from self._of_other(page)
                yield BORDER
        if heads:
            yield from self._before(heads)

    def _before(self, heads: Collection[int]) -> Iterator[bytes]:
        """The seams to these pages: the end of what stands before the number of one of them."""
        for page in self._pages:
            if any(page.data) and is_tree(page.data, page.number):
                for part in self._unused(page):
                    for number in _NUMBER.finditer(part):
                        following = int.from_bytes(number[1])
                        if following in heads and (head := self._pages.page(following, page.place)):
                            at = number.start()
                            yield part[max(0, at - _LONGEST_WORD) : at] + head.data[4 : 4 + _LONGEST_WORD]
                            yield BORDER

    def _unused(self, page: Page) -> Iterator[bytes]:
        with suppress(ValueError, IndexError):
            yield from unused(page.data, page.number, self._pages.usable)

    def _of_tree(self, page: Page) -> Iterator[bytes]:
        try:
            found = cells(page.data, page.number, self._pages.usable)
            yield from unused(page.data, page.number, self._pages.usable)
            for cell in found:
                if page.number not in self._live:
                    yield from _texts(self._payload(page, cell))
                elif cell.overflow:
                    yield self._slack(page, cell)
        except (ValueError, IndexError):  # it only looked like one
            yield page.data

    def _payload(self, page: Page, cell: TreeCell) -> bytes:
        parts = [page.data[cell.start : cell.start + cell.local]]
        if cell.size <= _LONGEST_VALUE:
            parts += [following.data[4 : 4 + used] for following, used in self._chain(page, cell)]
        return b"".join(parts)

    def _slack(self, page: Page, cell: TreeCell) -> bytes:
        """What an older use has left at the end of the last page of a value."""
        left = b""
        for following, used in self._chain(page, cell):
            left = following.data[4 + used :]
        return left

    def _chain(self, page: Page, cell: TreeCell) -> Iterator[tuple[Page, int]]:
        """The pages that a value goes on in, as far as they are there, and how many bytes of each it has."""
        number, left, place = cell.overflow, cell.size - cell.local, page.place
        room = self._pages.usable - 4
        seen: set[int] = set()
        while left > 0 and number not in seen:
            following = self._pages.page(number, place)
            if following is None or is_tree(following.data, number):
                return
            seen.add(number)
            self._followed.add(following.place)
            yield following, min(left, room)
            left -= room
            number, place = number_at(following.data, 0, 4), following.place

    def _of_other(self, page: Page) -> Iterator[bytes]:
        """A page in the middle of a value whose beginning is gone, or of any other kind."""
        following = self._pages.page(number_at(page.data, 0, 4), page.place)
        yield page.data[4:]
        if following is not None and not is_tree(following.data, following.number):
            yield following.data[4 : 4 + _LONGEST_WORD]


def _texts(payload: bytes) -> Iterator[bytes]:
    for is_text, value in values(payload):
        terms = [] if is_text else index_terms(value)
        yield BORDER.join(terms) or value
