"""What a reader of the matrix has chosen to see, and how one choice gives way to another."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from qualwb.acts.lookup import NotFound
from qualwb.analysis.columns import KINDS
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.matrix import COUNTS, ROWS
from qualwb.analysis.matrix_order import UNSORTED, SortedBy, Sorting
from qualwb.analysis.scope import attribute_names
from qualwb.analysis.selection import Selection
from qualwb.analysis.who_counts import MODERATOR_COUNTS
from qualwb.exchange.matrix_views import MatrixView, MatrixWishes, matrix_view
from qualwb.workbench.screens.matrix.drill_down import column_kinds

PERCENT = ("percent column", "percent row", "percent all")
CELLS = ("numbers", *PERCENT, "extent", "quotes", "print", "summaries")
"""What cells can hold, as one choice of several wishes."""
_KEPT = {"rows": ROWS, "columns": KINDS, "count": COUNTS, "cells": CELLS}
"""What is remembered of what is shown; no attribute, which may be gone by then."""


@dataclass(frozen=True, slots=True)
class MatrixChoices:
    """What the matrix is to show."""

    rows: str = "themes"
    columns: str = "groups"
    count: str = "passages"
    cells: str = "numbers"
    """One of ``CELLS``."""
    cited: bool = False
    moderator: bool = MODERATOR_COUNTS
    roll_up: bool = False
    in_groups: int | None = None
    coder: str = ""
    """Whose codings alone are counted; '' for all coders'."""
    sorting: Sorting = UNSORTED

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "MatrixChoices":
        """What was chosen last; what is not known is passed over."""
        known = {name: kept[name] for name, values in _KEPT.items() if kept.get(name) in values}
        return cls().changed_to(cls(**known))

    def to_keep(self) -> dict[str, str]:
        """What is shown, as JSON holds it, until another time; not what it is narrowed to."""
        shown = {name: getattr(self, name) for name in _KEPT}
        return {name: value for name, value in shown.items() if value in _KEPT[name]}

    def selection(self, round_: str) -> Selection:
        """The passages that are counted."""
        return Selection(
            coders=(self.coder,) if self.coder else (),
            rounds=(round_,),
            cited=True if self.cited else None,
            moderator=self.moderator,
            roll_up=self.roll_up,
            in_groups=self.in_groups,
        )

    def wishes(self, round_: str) -> MatrixWishes:
        """The same as wishes for a matrix."""
        kind, _blank, of = self.cells.partition(" ")
        return MatrixWishes(
            self.rows,
            self.columns,
            self.count,
            "quotes" if kind == "print" else kind,
            of or "column",
            kind == "print",
            self.sorting,
            self.selection(round_),
        )

    def summing_up(self) -> "MatrixChoices | None":
        """The same with summaries in the cells; None where its rows and columns have none."""
        summaries = replace(self, cells="summaries")
        fitted = summaries.wishes("").fitting()
        return summaries if (fitted.rows, fitted.columns) == (self.rows, self.columns) else None

    def changed_to(self, new: "MatrixChoices") -> "MatrixChoices":
        """The new choices where they go together; what was just chosen stays, and the others give way.

        Cells that ask for other rows, columns or counts become numbers, unless it is they that were chosen.
        What rows were sorted by is gone with the columns, and the other way round.
        """
        fitted = new.wishes("").fitting()
        fitting = replace(new, rows=fitted.rows, columns=fitted.columns, count=fitted.count)
        if fitting != new and new.cells == self.cells:
            fitting = replace(new, cells="numbers")
        sorting = fitting.sorting
        if fitting.columns != self.columns:
            sorting = replace(sorting, rows=None)
        if fitting.rows != self.rows:
            sorting = replace(sorting, columns=None)
        return replace(fitting, sorting=sorting)

    def sorted_as(self, way: str, column: str, row: str) -> "MatrixChoices":
        """Sorted one way: 'rows' by a column, 'columns' by a row, ' least' first; '' as they are."""
        what, _blank, least = way.partition(" ")
        if not what:
            return replace(self, sorting=UNSORTED)
        by = SortedBy(column if what == "rows" else row, bool(least))
        if what == "rows":
            return replace(self, sorting=replace(self.sorting, rows=by))
        return replace(self, sorting=replace(self.sorting, columns=by))

    def with_rows_turned(self, name: str) -> "MatrixChoices":
        """Rows sorted by a column: most first, then least first, then as they are in the project."""
        by = self.sorting.rows
        if by is None or by.name != name:
            turned: SortedBy | None = SortedBy(name)
        else:
            turned = None if by.least_first else SortedBy(name, least_first=True)
        return replace(self, sorting=replace(self.sorting, rows=turned))


@dataclass(frozen=True, slots=True)
class Counted:
    """A matrix with what was chosen, and what else its columns could be."""

    choices: MatrixChoices
    view: MatrixView
    kinds: tuple[str, ...]


def count_matrix(connection: Connection, choices: MatrixChoices, round_: str) -> Counted:
    """Ask for the matrix, and look what else its columns could be.

    A row or column that was sorted by and is gone meanwhile is sorted by no longer, nor is a coder asked for
    who has another name by now.
    """
    names, view = together(connection, attribute_names, lambda asked: _view(asked, choices.wishes(round_)))
    return Counted(_as_counted(choices, view), view, column_kinds(names))


def count_crosstab(connection: Connection, choices: MatrixChoices, round_: str) -> Counted:
    """Ask for a crosstab, whose rows are an attribute, those of people first, until others are chosen."""
    names = attribute_names(connection)
    if not choices.rows:
        borne = (*names["participant"], *names["group"], *names["source"])
        choices = replace(choices, rows=next(iter(borne), "groups"))
    view = _view(connection, choices.wishes(round_))
    kinds = tuple(kind for kind in (*ROWS, *column_kinds(names)) if kind != "coders")
    return Counted(_as_counted(choices, view), view, kinds)


def _as_counted(choices: MatrixChoices, view: MatrixView) -> MatrixChoices:
    """The choices without those that could not be kept."""
    coder = choices.coder if view.wishes.selection.coders else ""
    return replace(choices, sorting=view.wishes.sorting, coder=coder)


def _view(connection: Connection, wishes: MatrixWishes) -> MatrixView:
    anybody = replace(wishes.selection, coders=())
    for tried in (wishes, replace(wishes, sorting=UNSORTED)):
        with suppress(NotFound):
            return matrix_view(connection, tried)
    return matrix_view(connection, replace(wishes, sorting=UNSORTED, selection=anybody))
