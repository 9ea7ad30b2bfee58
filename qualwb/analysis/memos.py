"""The memos of a project, with what each hangs on."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from qualwb.model import Code, Coder, Group, Memo, Participant, Question, Source, Theme

TARGETS = ("group", "source", "participant", "code", "theme", "question")
"""What a memo can hang on, besides the project and a passage of a source."""


@dataclass(frozen=True, slots=True)
class MemoRow:
    """A memo. ``target`` names what it hangs on, '' for the project; a passage is [start, end)."""

    key: int
    target_kind: str
    target: str
    start: int | None
    end: int | None
    quote: str
    orphaned: bool
    kind: str
    text: str
    coder: str
    created_at: str
    updated_at: str


def memo_list(connection: Connection, *, target_kind: str = "", target: str = "") -> tuple[MemoRow, ...]:
    """The memos in the order they were written; those on one kind of thing, or on one thing, when asked."""
    rows = connection.execute(
        select(
            Memo.__table__,
            Group.name,
            Source.name,
            Participant.alias,
            Code.name,
            Theme.name,
            Question.label,
            Coder.name,
        )
        .join(Coder, Coder.id == Memo.coder_id)
        .join(Group, Group.id == Memo.group_id, isouter=True)
        .join(Source, Source.id == Memo.source_id, isouter=True)
        .join(Participant, Participant.id == Memo.participant_id, isouter=True)
        .join(Code, Code.id == Memo.code_id, isouter=True)
        .join(Theme, Theme.id == Memo.theme_id, isouter=True)
        .join(Question, Question.id == Memo.question_id, isouter=True)
        .order_by(Memo.id)
    )
    found = (_row(row) for row in rows)
    return tuple(
        row
        for row in found
        if (not target_kind or row.target_kind == target_kind)
        and (not target or row.target.casefold() == target.casefold())
    )


def _row(row: Row[*tuple[Any, ...]]) -> MemoRow:
    memo = row._mapping
    names = dict(zip(TARGETS, row[-7:-1], strict=True))
    kind = next((kind for kind, name in names.items() if name is not None), "project")
    passage = kind == "source" and memo["start"] is not None
    return MemoRow(
        key=memo["id"],
        target_kind="passage" if passage else kind,
        target=names.get(kind) or "",
        start=memo["start"],
        end=memo["end"],
        quote=memo["quote"],
        orphaned=memo["orphaned_from"] is not None,
        kind=memo["kind"],
        text=memo["text"],
        coder=row[-1],
        created_at=memo["created_at"],
        updated_at=memo["updated_at"],
    )
