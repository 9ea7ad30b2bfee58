"""The codebook with what each code has come to."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from qualwb.analysis.code_rules import themes_of_codes
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.model import Code, Coding, Memo
from qualwb.store.together import together


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code, its rule and its use in the selection. ``last_used`` is a moment, '' when never."""

    name: str
    parent: str | None
    depth: int
    colour: str
    definition: str
    include: str
    exclude: str
    examples: str
    themes: tuple[str, ...]
    passages: int
    sources: int
    groups: int
    codings: int
    """Codings of all coders and rounds, orphans too."""
    memos: int
    last_used: str


def passages_by_code(connection: Connection, selection: Selection = EVERYTHING) -> dict[str, int]:
    """How many passages each code has, by name."""
    matrix = theme_matrix(connection, "codes", "groups", "passages", selection)
    return {row.name: row.total or 0 for row in matrix.rows}


def passages_by_theme(connection: Connection, selection: Selection = EVERYTHING) -> dict[str, int]:
    """How many passages each theme has, by name."""
    matrix = theme_matrix(connection, "themes", "groups", "passages", selection)
    return {row.name: row.total or 0 for row in matrix.rows}


def codebook(connection: Connection, selection: Selection = EVERYTHING) -> tuple[CodeRow, ...]:
    """The codes in tree order. A passage that several coders mark counts once."""
    use = select(Coding.code_id, func.count(), func.max(Coding.created_at)).group_by(Coding.code_id)
    matrix, records, used, memos, themes = together(
        connection,
        lambda asked: theme_matrix(asked, "codes", "sources", "passages", selection),
        lambda asked: {row.name: row for row in asked.execute(select(Code.__table__))},
        lambda asked: {row[0]: row for row in asked.execute(use)},
        _memo_counts,
        themes_of_codes,
    )
    rows = []
    for line in matrix.rows:
        record = records[line.name]
        _key, codings, last_used = used.get(record.id, (record.id, 0, ""))
        rows.append(
            CodeRow(
                name=line.name,
                parent=line.parent,
                depth=line.depth,
                colour=record.colour,
                definition=record.definition,
                include=record.include,
                exclude=record.exclude,
                examples=record.examples,
                themes=tuple(themes.get(record.id, ())),
                passages=line.total or 0,
                sources=sum(1 for value in line.values if value),
                groups=line.groups_with,
                codings=codings,
                memos=memos.get(record.id, 0),
                last_used=last_used,
            )
        )
    return tuple(rows)


def definitions(connection: Connection) -> dict[str, str]:
    """The definition of each code, by name."""
    return dict(connection.execute(select(Code.name, Code.definition)).all())


def recent_codes(connection: Connection, coder: str = "", limit: int = 9) -> tuple[str, ...]:
    """Names of the codes used last, newest first; of one coder when named."""
    from qualwb.model import Coder

    newest = func.max(Coding.id)
    statement = select(Code.name).join(Coding, Coding.code_id == Code.id).group_by(Code.id)
    if coder:
        statement = statement.join(Coder, Coder.id == Coding.coder_id).where(Coder.name == coder)
    return tuple(connection.execute(statement.order_by(newest.desc()).limit(limit)).scalars())


def _memo_counts(connection: Connection) -> dict[int, int]:
    rows = connection.execute(
        select(Memo.code_id, func.count()).where(Memo.code_id.is_not(None)).group_by(Memo.code_id)
    )
    return {code: count for code, count in rows if code is not None}
