"""The full-text index over turns. Derived from the texts, brought up to date when it is asked.

Tokens keep their diacritics, so å, ä and ö are letters of their own.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from qualwb.model import Turn
from qualwb.store.open_project import OpenProject
from qualwb.store.texts import current_text, hashes_in_use


def refresh_index(project: OpenProject) -> int:
    """Index the sources whose text or turns changed since they were indexed; returns how many."""
    with project.reading() as connection:
        if not _stale(connection):
            return 0
    with project.writing() as connection:
        stale = _stale(connection)
        _forget(connection, _indexed(connection).keys() & stale.keys())
        for source_id, signature in stale.items():
            if signature is not None:
                _index(connection, source_id, signature)
    return len(stale)


def _forget(connection: Connection, sources: Iterable[int]) -> None:
    """Take sources out of the index; each scans all of it, so those that are not there are not looked for."""
    for source_id in sorted(sources):
        connection.exec_driver_sql("DELETE FROM turn_index WHERE source_id = ?", (source_id,))
        connection.exec_driver_sql("DELETE FROM indexed_source WHERE source_id = ?", (source_id,))


def _indexed(connection: Connection) -> dict[int, str]:
    """What tells the state of each source that is in the index, by source."""
    rows = connection.exec_driver_sql("SELECT source_id, signature FROM indexed_source")
    return {source: signature for source, signature in rows}  # noqa: C416


def known_terms(connection: Connection) -> list[str]:
    """Every word form in the index, casefolded, sorted."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.turn_terms USING fts5vocab(main, turn_index, row)"
    )
    return [row[0] for row in connection.exec_driver_sql("SELECT term FROM temp.turn_terms")]


def _stale(connection: Connection) -> dict[int, str | None]:
    wanted = _signatures(connection)
    indexed = _indexed(connection)
    changed: dict[int, str | None] = {key: sign for key, sign in wanted.items() if indexed.get(key) != sign}
    return changed | {key: None for key in indexed if key not in wanted}


def _signatures(connection: Connection) -> dict[int, str]:
    """What tells, by source, whether its text or its turns are others than those that were indexed."""
    turns = select(
        Turn.source_id,
        func.count(Turn.id),
        func.coalesce(func.max(Turn.id), 0),
        func.coalesce(func.sum(Turn.start), 0),
    ).group_by(Turn.source_id)
    counted = {key: tuple(numbers) for key, *numbers in connection.execute(turns)}
    return {
        key: ":".join(map(str, (sha256, *counted.get(key, (0, 0, 0)))))
        for key, sha256 in connection.execute(hashes_in_use())
    }


def _index(connection: Connection, source_id: int, signature: str) -> None:
    text = current_text(connection, source_id)
    spans = connection.execute(select(Turn.id, Turn.start, Turn.end).where(Turn.source_id == source_id))
    rows = [(key, text[start:end], source_id) for key, start, end in spans]
    if rows:
        connection.exec_driver_sql("INSERT INTO turn_index (rowid, text, source_id) VALUES (?, ?, ?)", rows)
    connection.exec_driver_sql("INSERT INTO indexed_source VALUES (?, ?)", (source_id, signature))
