"""Pages of SQLite's trees, by its file format.

Source: https://www.sqlite.org/fileformat2.html, sections 1.6 and 2.1.
"""

from collections.abc import Iterator
from typing import NamedTuple

FIRST_HEADER = 100
"""Bytes before the tree's own header on the first page of a file."""
_INDEX_INTERIOR, _TABLE_INTERIOR, _INDEX_LEAF, _TABLE_LEAF = 2, 5, 10, 13
_TREE = (_INDEX_INTERIOR, _TABLE_INTERIOR, _INDEX_LEAF, _TABLE_LEAF)
_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""Bytes of a value by its serial type; from 12 on the type tells the length of a text or blob."""


class TreeCell(NamedTuple):
    """A row of a table, or an entry of an index."""

    start: int
    """Where on the page its payload begins."""
    local: int
    """Bytes of the payload on the page."""
    size: int
    """Bytes of the payload in all."""
    overflow: int
    """The page that the payload goes on with; 0 is none."""


def number_at(page: bytes, at: int, size: int) -> int:
    """An unsigned number of so many bytes."""
    return int.from_bytes(page[at : at + size])


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes, and where it ends. Raises ``IndexError`` past the end."""
    value = 0
    for n in range(8):
        byte = data[at + n]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + n + 1
    return value << 8 | data[at + 8], at + 9


def is_tree(page: bytes, number: int) -> bool:
    """Whether the page says of itself that it is one of a tree."""
    return page[_header(number)] in _TREE


def cells(page: bytes, number: int, usable: int) -> list[TreeCell]:
    """The cells with a payload. Raises ``ValueError`` or ``IndexError`` when it is no page of a tree."""
    at = _header(number)
    kind = page[at]
    if kind == _TABLE_INTERIOR:
        return []
    pointers = at + (12 if kind == _INDEX_INTERIOR else 8)
    return [
        _cell(page, kind, number_at(page, pointers + 2 * n, 2), usable)
        for n in range(number_at(page, at + 3, 2))
    ]


def _cell(page: bytes, kind: int, at: int, usable: int) -> TreeCell:
    if kind == _INDEX_INTERIOR:
        at += 4
    size, at = varint(page, at)
    if kind == _TABLE_LEAF:
        _key, at = varint(page, at)
    local = _local(size, kind, usable)
    if at + local > usable:
        raise ValueError(at)
    return TreeCell(at, local, size, number_at(page, at + local, 4) if size > local else 0)


def _local(size: int, kind: int, usable: int) -> int:
    """How much of a payload lies on the page itself."""
    most = usable - 35 if kind == _TABLE_LEAF else (usable - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (usable - 12) * 32 // 255 - 23
    some = least + (size - least) % (usable - 4)
    return some if some <= most else least


def unused(page: bytes, number: int, usable: int) -> Iterator[bytes]:
    """The space on a page of a tree that no cell has: between pointers and cells, and where cells were."""
    at = _header(number)
    pointers = at + (12 if page[at] in (_INDEX_INTERIOR, _TABLE_INTERIOR) else 8)
    yield page[pointers + 2 * number_at(page, at + 3, 2) : number_at(page, at + 5, 2) or 65536]
    free = number_at(page, at + 1, 2)
    while 0 < free < usable - 4:
        following, size = number_at(page, free, 2), number_at(page, free + 2, 2)
        yield page[free + 4 : free + size]
        if following <= free:  # they stand in order: anything else is damage
            break
        free = following


def values(payload: bytes) -> Iterator[tuple[bool, bytes]]:
    """The texts (True) and blobs (False) of a record; what was cut off is left out.

    Raises ``IndexError`` when it is no record.
    """
    end, at = varint(payload, 0)
    sizes = []
    while at < end:
        serial, at = varint(payload, at)
        sizes.append((serial, (serial - 12) // 2 if serial >= 12 else _SIZES[serial]))
    for serial, size in sizes:
        if serial >= 12 and size:
            yield serial % 2 == 1, payload[at : at + size]
        at += size


def index_terms(blob: bytes) -> list[bytes]:
    """The terms of a leaf of a full-text index (FTS5), where they stand shortened; [] when it is none.

    A leaf holds after 4 bytes its terms with their rows, then where each term starts, as differences.
    """
    end = number_at(blob, 2, 2)
    if not 4 < end < len(blob):
        return []
    terms: list[bytes] = []
    try:
        at, place, term = end, 0, b""
        while at < len(blob):
            step, at = varint(blob, at)
            place += step
            shared, start = varint(blob, place) if terms else (0, place)
            size, start = varint(blob, start)
            if shared > len(term) or start + size > end:
                return []
            term = term[:shared] + blob[start : start + size]
            terms.append(term[1:])  # the first byte tells the index
    except IndexError:
        return []
    return terms


def _header(number: int) -> int:
    return FIRST_HEADER if number == 1 else 0
