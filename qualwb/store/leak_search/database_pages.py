"""Pages as they lie in a SQLite file or in one of its logs: https://www.sqlite.org/fileformat2.html."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from qualwb.store.leak_search.database_cells import FIRST_HEADER, number_at
from qualwb.store.leak_search.pieces import Bytes

LOG = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_SMALLEST, _LARGEST = 512, 65536


class Page(NamedTuple):
    """A state of a page, at a place in a file."""

    place: int
    number: int
    data: bytes


class Pages(Protocol):
    """The pages of a file; a log has several states of one page."""

    usable: int
    """Bytes of a page that SQLite uses."""

    def __iter__(self) -> Iterator[Page]: ...

    def page(self, number: int, near: int) -> Page | None:
        """The page of this number, in the first state after a place, else in the last."""


class DatabasePages:
    """The pages of a database, each once. Raises ``ValueError`` when its header can't be."""

    def __init__(self, file: Bytes) -> None:
        file.seek(0)
        header = file.read(FIRST_HEADER)
        size = number_at(header, 16, 2)
        self._size = _sound(_LARGEST if size == 1 else size)
        self._file = file
        self._first_free = number_at(header, 32, 4)
        self.usable = self._size - header[20]
        self.count = number_at(header, 28, 4)

    def __iter__(self) -> Iterator[Page]:
        number = 1
        while page := self.page(number):
            yield page
            number += 1

    def page(self, number: int, near: int = 0) -> Page | None:  # noqa: ARG002 (there is one state)
        """The page; None when the file is too short for it."""
        if number < 1:
            return None
        self._file.seek((number - 1) * self._size)
        data = self._file.read(self._size)
        return Page(number, number, data) if len(data) == self._size else None

    def free(self) -> set[int]:
        """The numbers of pages that nothing uses, by SQLite's list, which lies in some of them."""
        found: set[int] = set()
        trunk = self._first_free
        while trunk and trunk not in found and (page := self.page(trunk)):
            found.add(trunk)
            listed = min(number_at(page.data, 4, 4), self.usable // 4 - 2)
            found.update(number_at(page.data, 8 + 4 * n, 4) for n in range(listed))
            trunk = number_at(page.data, 0, 4)
        return found


class LogPages:
    """The states of pages in a write-ahead log or a rollback journal.

    Raises ``ValueError`` when its header can't be.
    """

    def __init__(self, file: Bytes) -> None:
        file.seek(0)
        header = file.read(32)
        self._file = file
        self._of_number: dict[int, list[int]] = {}
        if header.startswith(LOG):
            self.usable = _sound(number_at(header, 8, 4))
            self._note(32, before=24, after=0)
        else:
            self.usable = _sound(number_at(header, 24, 4))
            self._note(_sound(number_at(header, 20, 4)), before=4, after=4)

    def _note(self, at: int, *, before: int, after: int) -> None:
        """Note where the pages lie: each has its number before it, in so many bytes, and so many after it."""
        self._file.seek(at)
        while len(head := self._file.read(before)) == before:
            self._of_number.setdefault(number_at(head, 0, 4), []).append(at + before)
            at += before + self.usable + after
            self._file.seek(at)

    def __iter__(self) -> Iterator[Page]:
        for number, places in self._of_number.items():
            for place in places:
                yield self._read(place, number)

    def page(self, number: int, near: int) -> Page | None:
        places = self._of_number.get(number)
        if not places:
            return None
        return self._read(next((place for place in places if place > near), places[-1]), number)

    def _read(self, place: int, number: int) -> Page:
        self._file.seek(place)
        return Page(place, number, self._file.read(self.usable))


def _sound(size: int) -> int:
    if not _SMALLEST <= size <= _LARGEST or size & size - 1:
        raise ValueError(size)
    return size
