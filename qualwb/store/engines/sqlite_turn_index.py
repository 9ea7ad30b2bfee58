"""The full-text index of a project file: SQLite's FTS5."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from qualwb.store.engines.turn_index import MatchingTurns, Narrowing, Page, SourceTurns, TurnMatch
from qualwb.store.turn_query import AllOf, AnyOf, ButNot, TurnQuery, Wording

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # code points that are no characters, so no text has them
_MATCHES = f"""
    SELECT turn.source_id, turn.number, turn.start, speaker.label,
           highlight(turn_index, 0, '{_OPEN}', '{_CLOSE}'), %s
    FROM turn_index JOIN turn ON turn.id = turn_index.rowid
    LEFT JOIN speaker ON speaker.id = turn.speaker_id
"""
_ORDERED = {
    "rank": _MATCHES % "rank" + "{where} ORDER BY rank, turn_index.rowid",
    "text": _MATCHES % "0.0"
    + " JOIN source ON source.id = turn.source_id JOIN focus_group ON focus_group.id = source.group_id"
    + "{where} ORDER BY focus_group.position, focus_group.id, source.position, source.id, turn.number",
}


class FileTurnIndex:
    """The table ``turn_index`` of a file."""

    kept_by_acts = False

    def forget(self, connection: Connection, sources: Collection[int]) -> None:
        """Each scans all of the index, so give no source that is not in it."""
        for source_id in sorted(sources):
            connection.exec_driver_sql("DELETE FROM turn_index WHERE source_id = ?", (source_id,))

    def add(self, connection: Connection, sources: Sequence[SourceTurns]) -> None:
        rows = [(key, text, source.source_id) for source in sources for key, text in source.turns]
        if rows:
            connection.exec_driver_sql(
                "INSERT INTO turn_index (rowid, text, source_id) VALUES (?, ?, ?)", rows
            )

    def terms(self, connection: Connection) -> list[str]:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.turn_terms USING fts5vocab(main, turn_index, row)"
        )
        return [row[0] for row in connection.exec_driver_sql("SELECT term FROM temp.turn_terms")]

    def find(
        self, connection: Connection, query: TurnQuery, narrowing: Narrowing, page: Page
    ) -> MatchingTurns:
        where, values = _where(narrowing), (match_expression(query),)
        statement = _ORDERED[page.order].format(where=where)
        if page.limit is None and not page.offset:
            rows = connection.exec_driver_sql(statement, values).all()
            return MatchingTurns(len(rows), _matches(rows))
        limit = -1 if page.limit is None else page.limit
        statement += f" LIMIT {int(limit)} OFFSET {int(page.offset)}"
        rows = connection.exec_driver_sql(statement, values).all()
        counted = connection.exec_driver_sql(f"SELECT count(*) FROM turn_index{where}", values)
        return MatchingTurns(counted.scalar_one(), _matches(rows))


def match_expression(query: TurnQuery) -> str:
    """The query in the language of FTS5, in which nothing but our own operators has a meaning."""
    if isinstance(query, Wording):
        quoted = query.text.replace('"', '""')
        return f'"{quoted}"{"*" if query.prefix else ""}'
    if isinstance(query, AnyOf):
        return " OR ".join(_part(part, AnyOf) for part in query.parts)
    if isinstance(query, AllOf):
        return " AND ".join(_part(part, AnyOf, AllOf) for part in query.parts)
    return " NOT ".join(_part(part, AnyOf, AllOf, ButNot) for part in (query.wanted, query.unwanted))


def _part(query: TurnQuery, *bracketed: type) -> str:
    """A part in brackets only if it needs them: FTS5 can't read many within each other."""
    expression = match_expression(query)
    return f"({expression})" if isinstance(query, bracketed) else expression


def _where(narrowing: Narrowing) -> str:
    where = " WHERE turn_index MATCH ?"
    for column, keys in (("rowid", narrowing.turns), ("source_id", narrowing.sources)):
        if keys is not None:
            where += f" AND turn_index.{column} IN ({', '.join(map(str, sorted(keys))) or 'NULL'})"
    return where


def _matches(rows: Sequence[Row[*tuple[Any, ...]]]) -> Iterator[TurnMatch]:
    for source_id, number, start, speaker, marked, rank in rows:
        text, places = _unmarked(marked)
        yield TurnMatch(source_id, number, start, speaker, text, places, rank)


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and where the marked words stand in it."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    for piece in marked.split(_OPEN):
        match, close, rest = piece.partition(_CLOSE)
        if close:
            places.append((length, length + len(match)))
            pieces += (match, rest)
        else:
            pieces.append(piece)
        length += len(piece) - len(close)
    return "".join(pieces), places
