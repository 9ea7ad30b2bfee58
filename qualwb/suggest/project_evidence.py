"""The evidence that a project holds, read in a few grouped queries."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select, true
from sqlalchemy.orm import InstrumentedAttribute

from qualwb.model import Code, Coding, Group, Source, SuggestionEvent, Theme, ThemeCode, Turn
from qualwb.store.texts import current_texts, texts_of_sources
from qualwb.store.tree_faults import readable
from qualwb.suggest.evidence import CodedText, Evidence, KnownCode, Refusal, TextPlace, UncodedText


class _Source(NamedTuple):
    group: str
    name: str

    def at(self, start: int, end: int, turn: int | None = None) -> TextPlace:
        return TextPlace(self.group, self.name, start, end, turn)


Sources = dict[int, _Source]
TurnRow = tuple[int, int, int, int]
"""The key of a source, code points [start, end) in it, and the turn's number."""


def read_evidence(connection: Connection, of: Collection[int] | None = None) -> Evidence:
    """Codes with their themes, coded passages of all coders and rounds, refusals, and turns without a code.

    The codes that were put on one and the same span are one passage. Orphaned codings are left out.
    ``of`` are keys of sources: nothing but codes is read of the others.
    """
    sources = _sources(connection)
    texts = current_texts(connection) if of is None else dict(texts_of_sources(connection, of))
    names = {row.id: row.name for row in connection.execute(select(Code.id, Code.name))}
    turns = _turn_rows(connection, of)
    passages = tuple(_passages(connection, sources, names, turns, of))
    return Evidence(
        _entries(connection),
        passages,
        _uncoded_turns(sources, texts, passages, turns),
        _refusals(connection, sources, texts, names, of),
    )


def read_turns(connection: Connection) -> tuple[UncodedText, ...]:
    """All turns that hold text, in the order of sources."""
    sources, texts = _sources(connection), current_texts(connection)
    return tuple(_turns(sources, texts, _turn_rows(connection, None)))


def _sources(connection: Connection) -> Sources:
    found = select(Source.id, Group.name, Source.name).join(Group, Group.id == Source.group_id)
    return {key: _Source(group, source) for key, group, source in connection.execute(found)}


def _entries(connection: Connection) -> tuple[KnownCode, ...]:
    rows_of_themes = connection.execute(select(Theme.id, Theme.name, Theme.parent_id)).all()
    parents = readable({key: parent for key, _name, parent in rows_of_themes})
    themes = {key: (name, parents[key]) for key, name, _parent in rows_of_themes}
    gathering: defaultdict[int, list[int]] = defaultdict(list)
    for theme, code in connection.execute(
        select(ThemeCode.theme_id, ThemeCode.code_id).order_by(ThemeCode.theme_id)
    ):
        gathering[code].append(theme)
    rows = connection.execute(
        select(Code.id, Code.name, Code.definition, Code.include, Code.examples).order_by(
            Code.position, Code.id
        )
    )
    return tuple(
        KnownCode(
            name,
            tuple(themes[theme][0] for theme in gathering[key] if themes[theme][0] != name),
            tuple(_above(themes, gathering[key])),
            "\n".join(part for part in (definition, include, examples) if part),
        )
        for key, name, definition, include, examples in rows
    )


def _above(themes: dict[int, tuple[str, int | None]], keys: Iterable[int]) -> list[str]:
    found: list[str] = []
    for key in keys:
        parent = themes[key][1]
        while parent is not None:
            found.append(themes[parent][0])
            parent = themes[parent][1]
    return list(dict.fromkeys(found))


def _passages(
    connection: Connection,
    sources: Sources,
    names: dict[int, str],
    turns: Iterable[TurnRow],
    of: Collection[int] | None,
) -> Iterator[CodedText]:
    """The spans that are coded, with the codes on each, in order of place."""
    codings = (
        select(Coding.source_id, Coding.start, Coding.end, Coding.quote, Coding.code_id)
        .where(Coding.orphaned_from.is_(None), _among(Coding.source_id, of))
        .order_by(Coding.source_id, Coding.start, Coding.end)
    )
    begun: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for source, start, _end, number in turns:
        begun[source].append((start, number))
    for (source, start, end), there in groupby(connection.execute(codings), key=lambda row: row[:3]):
        quotes, codes = zip(*(row[3:] for row in there), strict=True)
        yield CodedText(
            quotes[0],
            tuple(sorted({names[code] for code in codes})),
            sources[source].at(start, end, _number_at(begun[source], start)),
        )


def _number_at(begun: list[tuple[int, int]], start: int) -> int | None:
    """The number of the last turn that begins there or before; ``begun`` are (start, number), in order."""
    at = bisect_right(begun, start, key=lambda turn: turn[0])
    return begun[at - 1][1] if at else None


def _among(source_id: InstrumentedAttribute[int], of: Collection[int] | None) -> ColumnElement[bool]:
    return true() if of is None else source_id.in_(of)


def _turn_rows(connection: Connection, of: Collection[int] | None) -> list[TurnRow]:
    rows = connection.execute(
        select(Turn.source_id, Turn.start, Turn.end, Turn.number)
        .where(_among(Turn.source_id, of))
        .order_by(Turn.source_id, Turn.start)
    )
    return [(source, start, end, number) for source, start, end, number in rows]


def _turns(sources: Sources, texts: dict[int, str], turns: Iterable[TurnRow]) -> Iterator[UncodedText]:
    """Those that hold text."""
    for source, start, end, number in turns:
        if (text := texts[source][start:end]).strip():
            yield UncodedText(text, sources[source].at(start, end, number))


def _uncoded_turns(
    sources: Sources, texts: dict[int, str], coded: Iterable[CodedText], turns: Iterable[TurnRow]
) -> tuple[UncodedText, ...]:
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for passage in coded:
        spans[passage.place.source].append((passage.place.start, passage.place.end))
    covered = {source: _merged(found) for source, found in spans.items()}
    return tuple(
        turn
        for turn in _turns(sources, texts, turns)
        if not _touches(covered.get(turn.place.source, []), turn.place)
    )


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _touches(spans: list[tuple[int, int]], place: TextPlace) -> bool:
    at = bisect_left(spans, (place.end, -1))
    return at > 0 and spans[at - 1][1] > place.start


def _refusals(
    connection: Connection,
    sources: Sources,
    texts: dict[int, str],
    names: dict[int, str],
    of: Collection[int] | None,
) -> tuple[Refusal, ...]:
    rows = connection.execute(
        select(
            SuggestionEvent.source_id, SuggestionEvent.start, SuggestionEvent.end, SuggestionEvent.code_id
        ).where(
            SuggestionEvent.outcome == "refused",
            SuggestionEvent.code_id.is_not(None),
            _among(SuggestionEvent.source_id, of),
        )
    )
    return tuple(
        Refusal(texts[source][start:end], names[code], sources[source].at(start, end))
        for source, start, end, code in rows
        if code in names
    )
