"""The themes with their evidence: how widely each recurs, beside what is claimed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, select

from qualwb.analysis.matrix import Matrix, theme_matrix
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.model import Code, Memo, Theme, ThemeCode
from qualwb.store.together import together


class Spread(StrEnum):
    """In how many of the groups a theme stands."""

    ALL = "all"
    SOME = "some"
    ONE = "one"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme and its evidence in the selection; themes beneath count with it."""

    name: str
    parent: str | None
    depth: int
    definition: str
    boundary: str
    counter_examples: str
    claim: str
    """What the report says of its spread, beside ``groups`` of ``of_groups``."""
    claim_holds: bool | None
    """Whether the codings bear the claim out; None where that can't be told."""
    codes: tuple[str, ...]
    """The codes that it gathers itself."""
    passages: int
    groups: int
    of_groups: int
    uncoded_groups: int
    """Groups none of whose sources is coded."""
    group_names: tuple[str, ...]
    spread: Spread
    memos: int

    @property
    def is_overclaimed(self) -> bool:
        """Whether the codings do not bear out what is claimed."""
        return self.claim_holds is False


def theme_list(connection: Connection, selection: Selection = EVERYTHING) -> tuple[ThemeRow, ...]:
    """The themes in tree order, with how many passages and which groups bear them out."""
    matrix, written = together(
        connection,
        lambda asked: theme_matrix(asked, "themes", "groups", "passages", selection),
        _Written.read,
    )
    return _rows(matrix, written)


def theme_rows(connection: Connection, matrix: Matrix) -> tuple[ThemeRow, ...]:
    """The themes of a matrix that counts their passages by groups."""
    return _rows(matrix, _Written.read(connection))


@dataclass(frozen=True)
class _Written:
    """What is written of the themes, whatever is counted."""

    records: Mapping[str, Any]
    """By name."""
    codes: Mapping[int, list[str]]
    memos: Mapping[int, int]

    @classmethod
    def read(cls, connection: Connection) -> "_Written":
        """What the project holds."""
        return cls(
            *together(
                connection,
                lambda asked: {row.name: row for row in asked.execute(select(Theme.__table__))},
                _codes,
                _memo_counts,
            )
        )


def _rows(matrix: Matrix, written: _Written) -> tuple[ThemeRow, ...]:
    records, codes, memos = written.records, written.codes, written.memos
    return tuple(
        ThemeRow(
            name=row.name,
            parent=row.parent,
            depth=row.depth,
            definition=records[row.name].definition,
            boundary=records[row.name].boundary,
            counter_examples=records[row.name].counter_examples,
            claim=records[row.name].claim,
            claim_holds=row.claimed.holds if row.claimed else None,
            codes=tuple(codes.get(records[row.name].id, ())),
            passages=row.total or 0,
            groups=row.groups_with,
            of_groups=matrix.groups,
            uncoded_groups=matrix.uncoded_groups,
            group_names=tuple(name for name, value in zip(matrix.columns, row.values, strict=True) if value),
            spread=_spread(row.groups_with, matrix.groups),
            memos=memos.get(records[row.name].id, 0),
        )
        for row in matrix.rows
    )


def _spread(groups: int, of_groups: int) -> Spread:
    if groups == 0:
        return Spread.NONE
    if groups == of_groups:
        return Spread.ALL
    return Spread.ONE if groups == 1 else Spread.SOME


def _memo_counts(connection: Connection) -> dict[int, int]:
    memos = select(Memo.theme_id, func.count()).where(Memo.theme_id.is_not(None)).group_by(Memo.theme_id)
    return {theme: count for theme, count in connection.execute(memos) if theme is not None}


def _codes(connection: Connection) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = select(ThemeCode.theme_id, Code.name).join(Code, Code.id == ThemeCode.code_id)
    for theme, code in connection.execute(rows.order_by(Code.position, Code.id)):
        found.setdefault(theme, []).append(code)
    return found
