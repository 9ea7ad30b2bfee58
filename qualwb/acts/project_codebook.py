"""The project's codes and themes as a codebook."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.codebook_entries import (
    CODE_FIELDS,
    THEME_FIELDS,
    Codebook,
    CodeEntry,
    MemoEntry,
    ThemeEntry,
)
from qualwb.model import Code, Memo, Theme, ThemeCode
from qualwb.store.journal import table_of
from qualwb.store.tree_faults import readable

Row = Mapping[str, Any]


def codebook_of(connection: Connection, name: str, title: str = "") -> Codebook:
    """The project's codes and themes, with the memos on them, as a codebook in its ``written_out`` form."""
    codes, themes = _rows(connection, Code), _rows(connection, Theme)
    code_memos, theme_memos = _memos(connection, "code_id"), _memos(connection, "theme_id")
    codes_under, themes_under = _by_above(codes), _by_above(themes)
    names = {row["id"]: row["name"] for row in codes}
    gathered: dict[int, list[CodeEntry]] = {}
    for theme, code in sorted(theme_links(connection)):
        gathered.setdefault(theme, []).append(CodeEntry(names[code]))

    def code_entry(row: Row) -> CodeEntry:
        return CodeEntry(
            row["name"],
            examples=tuple(line for line in row["examples"].split("\n") if line),
            memos=tuple(code_memos.get(row["id"], ())),
            guid=row["uid"],
            codes=tuple(map(code_entry, codes_under.get(row["id"], ()))),
            **{column: row[column] for column in CODE_FIELDS if column != "examples"},
        )

    def theme_entry(row: Row) -> ThemeEntry:
        return ThemeEntry(
            row["name"],
            memos=tuple(theme_memos.get(row["id"], ())),
            guid=row["uid"],
            themes=tuple(map(theme_entry, themes_under.get(row["id"], ()))),
            codes=tuple(gathered.get(row["id"], ())),
            **{column: row[column] for column in THEME_FIELDS},
        )

    return Codebook(
        name,
        title,
        themes=tuple(map(theme_entry, themes_under.get(None, ()))),
        codes=tuple(map(code_entry, codes_under.get(None, ()))),
    ).written_out()


def theme_links(connection: Connection) -> set[tuple[int, int]]:
    """(theme key, code key) pairs."""
    rows = connection.execute(select(ThemeCode.theme_id, ThemeCode.code_id))
    return {(theme, code) for theme, code in rows}


def _rows(connection: Connection, record: type[Code | Theme]) -> list[Row]:
    table = table_of(record)
    return [*connection.execute(select(table).order_by(table.c.position, table.c.id)).mappings()]


def _by_above(rows: Sequence[Row]) -> dict[int | None, list[Row]]:
    above = readable({row["id"]: row["parent_id"] for row in rows})
    under: dict[int | None, list[Row]] = {}
    for row in rows:
        under.setdefault(above[row["id"]], []).append(row)
    return under


def _memos(connection: Connection, column: str) -> dict[int, list[MemoEntry]]:
    """Memos by the key of what they hang on, the first written first."""
    table = table_of(Memo)
    on = table.c[column]
    found: dict[int, list[MemoEntry]] = {}
    rows = connection.execute(
        select(on, table.c.text, table.c.kind).where(on.is_not(None)).order_by(table.c.created_at, table.c.id)
    )
    for key, text, kind in rows:
        found.setdefault(key, []).append(MemoEntry(text, kind))
    return found
