"""The full-text index over turns. Derived from the texts, brought up to date when it is asked.

Tokens keep their diacritics, so å, ä and ö are letters of their own.
"""

from sqlalchemy import Connection, select

from qualwb.model import Source, TextContent, TextVersion, Turn
from qualwb.store.project_file import ProjectFile

_SIGNATURES = """
    SELECT source.id, version.sha256 || ':' || count(turn.id) || ':' || coalesce(max(turn.id), 0)
           || ':' || coalesce(sum(turn.start), 0)
    FROM source
    JOIN text_version AS version ON version.source_id = source.id
        AND version.number = (SELECT max(number) FROM text_version WHERE source_id = source.id)
    LEFT JOIN turn ON turn.source_id = source.id
    GROUP BY source.id
"""


def refresh_index(project: ProjectFile) -> int:
    """Index the sources whose text or turns changed since they were indexed; returns how many."""
    with project.reading() as connection:
        if not _stale(connection):
            return 0
    with project.writing() as connection:
        stale = _stale(connection)
        for source_id, signature in stale.items():
            connection.exec_driver_sql("DELETE FROM turn_index WHERE source_id = ?", (source_id,))
            connection.exec_driver_sql("DELETE FROM indexed_source WHERE source_id = ?", (source_id,))
            if signature is not None:
                _index(connection, source_id, signature)
    return len(stale)


def known_terms(connection: Connection) -> list[str]:
    """Every word form in the index, casefolded, sorted."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.turn_terms USING fts5vocab(main, turn_index, row)"
    )
    return [row[0] for row in connection.exec_driver_sql("SELECT term FROM temp.turn_terms")]


def _stale(connection: Connection) -> dict[int, str | None]:
    wanted: dict[int, str] = dict(map(tuple, connection.exec_driver_sql(_SIGNATURES)))
    indexed: dict[int, str] = dict(
        map(tuple, connection.exec_driver_sql("SELECT source_id, signature FROM indexed_source"))
    )
    changed: dict[int, str | None] = {key: sign for key, sign in wanted.items() if indexed.get(key) != sign}
    return changed | {key: None for key in indexed if key not in wanted}


def _index(connection: Connection, source_id: int, signature: str) -> None:
    text = connection.execute(
        select(TextContent.text)
        .join(TextVersion, TextVersion.sha256 == TextContent.sha256)
        .join(Source, Source.id == TextVersion.source_id)
        .where(Source.id == source_id)
        .order_by(TextVersion.number.desc())
        .limit(1)
    ).scalar_one()
    spans = connection.execute(select(Turn.id, Turn.start, Turn.end).where(Turn.source_id == source_id))
    rows = [(key, text[start:end], source_id) for key, start, end in spans]
    if rows:
        connection.exec_driver_sql("INSERT INTO turn_index (rowid, text, source_id) VALUES (?, ?, ?)", rows)
    connection.exec_driver_sql("INSERT INTO indexed_source VALUES (?, ?)", (source_id, signature))
