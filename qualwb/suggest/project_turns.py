"""The turns of a project as they are searched: with who speaks, and the codes that stand there."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.model import Code, Coding, Group, Source, Speaker, Turn
from qualwb.store.texts import current_texts
from qualwb.suggest.evidence import TextPlace


@dataclass(frozen=True, slots=True)
class SearchedTurn:
    """A turn that holds text."""

    key: int
    """Its key in the project."""
    number: int
    """Its number in the source."""
    speaker: str
    """The label, empty where no one is named."""
    text: str
    place: TextPlace
    codes: tuple[str, ...] = ()
    """Codes on it or on a part of it, by name."""


def read_spoken_turns(connection: Connection) -> tuple[SearchedTurn, ...]:
    """All turns that hold text, in the order of groups, sources and numbers."""
    rows = connection.execute(
        select(
            Turn.id, Turn.source_id, Group.name, Source.name, Turn.number, Speaker.label, Turn.start, Turn.end
        )
        .join(Source, Source.id == Turn.source_id)
        .join(Group, Group.id == Source.group_id)
        .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
        .order_by(Group.position, Group.id, Source.position, Source.id, Turn.number)
    )
    texts, codes = current_texts(connection), _CodesOnText(connection)
    return tuple(
        SearchedTurn(
            key,
            number,
            label or "",
            text,
            TextPlace(group, name, start, end),
            codes.on(source, start, end),
        )
        for key, source, group, name, number, label, start, end in rows
        if (text := texts[source][start:end]).strip()
    )


class _CodesOnText:
    """Which codes stand where, as far as the reader may see them."""

    def __init__(self, connection: Connection) -> None:
        self._of: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
        self._longest: defaultdict[int, int] = defaultdict(int)
        rows = connection.execute(
            select(Coding.source_id, Coding.start, Coding.end, Code.name)
            .join(Code, Code.id == Coding.code_id)
            .where(Coding.orphaned_from.is_(None))
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
