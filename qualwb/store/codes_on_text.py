"""Which codes stand on which places of the texts, as far as whoever reads may see them."""

from bisect import bisect_left
from collections import defaultdict

from sqlalchemy import ColumnElement, Connection, select

from qualwb.model import Code, Coding


class CodesOnText:
    """The codes on every place of the texts, or of codings that fulfil conditions: read at once."""

    def __init__(self, connection: Connection, *conditions: ColumnElement[bool]) -> None:
        self._of: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
        self._longest: defaultdict[int, int] = defaultdict(int)
        rows = connection.execute(
            select(Coding.source_id, Coding.start, Coding.end, Code.name)
            .join(Code, Code.id == Coding.code_id)
            .where(Coding.orphaned_from.is_(None), *conditions)
            .order_by(Coding.source_id, Coding.start, Coding.end)
        )
        for source, start, end, name in rows:
            self._of[source].append((start, end, name))
            self._longest[source] = max(self._longest[source], end - start)

    def on(self, source: int, start: int, end: int) -> tuple[str, ...]:
        """The codes that share text with [start, end), by name."""
        codings = self._of[source]
        first = bisect_left(codings, (start - self._longest[source], 0, ""))
        last = bisect_left(codings, (end, 0, ""))
        return tuple(sorted({name for _start, ends, name in codings[first:last] if ends > start}))
