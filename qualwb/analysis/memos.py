"""The memos of a project, with what each hangs on."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, FromClause, Label, RowMapping, select

from qualwb.model import MEMO_TARGETS, Coder, Group, Memo, Participant
from qualwb.store.journal import table_of
from qualwb.store.told_turns import told_turns, turns_of


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
    group: str = ""
    """Of the participant that it hangs on."""
    turns: tuple[int, int] | None = None
    """Numbers of the first and the last turn of the passage, where it stands in any."""

    @property
    def on(self) -> str:
        """What it hangs on by name, a participant with the group: 'Grupp 2/D1'; a passage with its turns."""
        if self.turns is not None:
            return told_turns(self.target, *self.turns)
        return "/".join(filter(None, (self.group, self.target)))


def memo_list(connection: Connection, *, target_kind: str = "", target: str = "") -> tuple[MemoRow, ...]:
    """The memos in the order they were written; those on one kind of thing, or on one thing, when asked."""
    columns: list[Label[Any]] = []
    joined: FromClause = table_of(Memo).join(table_of(Coder))
    for name, (record, column, label) in MEMO_TARGETS.items():
        thing = table_of(record)
        joined = joined.outerjoin(thing, thing.c.id == table_of(Memo).c[column])
        columns.append(thing.c[label].label(name))
        if record is Participant:
            home = table_of(Group).alias("home")
            joined = joined.outerjoin(home, home.c.id == thing.c.group_id)
            columns.append(home.c.name.label("home"))
    first, last = turns_of(Memo.source_id, Memo.start, Memo.end)
    turns = first.label("first_turn"), last.label("last_turn")
    memos = select(table_of(Memo), Coder.name.label("coder"), *columns, *turns).select_from(joined)
    rows = connection.execute(memos.order_by(Memo.id)).mappings()
    found = (_row(row) for row in rows)
    return tuple(
        row
        for row in found
        if (not target_kind or row.target_kind == target_kind)
        and (not target or row.target.casefold() == target.casefold())
    )


def _row(memo: RowMapping) -> MemoRow:
    names: dict[str, str | None] = {kind: memo[kind] for kind in MEMO_TARGETS}
    kind = next((kind for kind, name in names.items() if name is not None), "project")
    passage = kind == "source" and memo["start"] is not None
    orphaned = memo["orphaned_from"] is not None
    turns = None if orphaned or memo["first_turn"] is None else (memo["first_turn"], memo["last_turn"])
    return MemoRow(
        key=memo["id"],
        target_kind="passage" if passage else kind,
        target=names.get(kind) or "",
        start=memo["start"],
        end=memo["end"],
        quote=memo["quote"],
        orphaned=orphaned,
        kind=memo["kind"],
        text=memo["text"],
        coder=memo["coder"],
        created_at=memo["created_at"],
        updated_at=memo["updated_at"],
        group=memo["home"] or "",
        turns=turns if passage else None,
    )
