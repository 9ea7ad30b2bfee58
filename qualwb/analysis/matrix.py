"""Theme matrices: themes or codes against groups, sources, people, questions, coders or an attribute.

A passage is (source, start, end) and counts once in a row and column, however many codes of a theme and
however many coders mark it. A theme stands for the themes beneath it too, and again counts a passage once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from qualwb.analysis.columns import Columns, columns_for
from qualwb.analysis.names import keys_of
from qualwb.analysis.passages import CodedPassage, coded_passages
from qualwb.analysis.selection import EVERYTHING, Scope, Selection, resolve
from qualwb.analysis.talk import LEFT_OUT_ROLES, SILENT, Talk, Utterance, talk_by_source
from qualwb.analysis.tally import Counting, Gathering, Tally, Unit, WordCounting
from qualwb.analysis.tree import Node, code_tree, codes_of_themes, theme_tree
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Coding, Theme, Turn
from qualwb.store.texts import current_texts

ROWS = ("themes", "codes")
COUNTS = ("passages", "participants", "groups", "words", "presence")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One theme or code. A value of None is 'not asked', 0 is 'not said'."""

    name: str
    parent: str | None
    depth: int
    values: tuple[int | None, ...]
    total: int
    """The same count over all columns at once: no passage, person or word counts twice."""
    groups_with: int
    """In how many groups of the selection at least one passage counts."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows in tree order against columns, counted one way."""

    rows_kind: str
    columns_kind: str
    columns: tuple[str, ...]
    count: str
    rows: tuple[MatrixRow, ...]
    column_totals: tuple[int, ...]
    """The count over all rows at once."""
    total: int
    groups: int
    """How many groups the selection holds: the n of 'k of n groups'."""
    excluded: tuple[str, ...] = ()
    """Roles that were left out: moderator, observer."""
    notes: tuple[str, ...] = ()
    """What the selection lets through, in words, for the foot of the table."""


def theme_matrix(
    connection: Connection,
    rows: str = "themes",
    columns: str = "groups",
    count: str = "passages",
    selection: Selection = EVERYTHING,
) -> Matrix:
    """Count the passages of a selection by row and column.

    ``count``: passages; participants (people with a turn in them); groups; words (of the union of the
    passages, without the turns of those who are left out); presence (1 or 0). Speakers, participants and
    questions as columns: a passage counts for each that has a turn in it. Codes as rows stand for the codes
    beneath them with ``selection.roll_up``; themes always do.

    A cell of 0 is None where the theme was not asked about. A theme belongs to the questions under whose
    turns its passages stand. A column of sources (group, source, attribute of these) was not asked when each
    of its sources has questions placed and none of them is the theme's; a question as a column was not asked
    when it stands at no turn of the selection.

    Raises ``QualwbError`` for an unknown kind, ``NotFound`` for an unknown name or attribute.
    """
    _refuse_unknown(rows, ROWS)
    _refuse_unknown(count, COUNTS)
    scope = resolve(connection, selection)
    lines = lines_of(connection, rows, scope)
    across = columns_for(connection, columns, scope)
    return _Counter(connection, scope, lines, across, count).matrix(rows, columns)


@dataclass(frozen=True, slots=True)
class Line:
    """A row to be counted: a node of a tree and the codes that it stands for."""

    node: Node
    parent: str | None
    codes: frozenset[int]


def lines_of(connection: Connection, rows: str, scope: Scope) -> tuple[Line, ...]:
    """The themes or codes that the selection can fill, in tree order."""
    codes, roll_up = code_tree(connection), scope.selection.roll_up
    tree = codes if rows == "codes" else theme_tree(connection)
    if rows == "codes":
        stands_for = {
            node.key: codes.beneath[node.key] if roll_up else frozenset({node.key}) for node in codes.nodes
        }
    else:
        gathered = codes_of_themes(connection, tree, codes, roll_up)
        stands_for = {theme: frozenset(found) for theme, found in gathered.items()}
    chosen = frozenset(key for key, found in stands_for.items() if scope.codes is None or found & scope.codes)
    if rows == "themes" and scope.selection.themes:
        chosen = tree.with_beneath(keys_of(connection, Theme, scope.selection.themes))
    names = {node.key: node.name for node in tree.nodes}
    return tuple(
        Line(node, names[node.parent] if node.parent else None, stands_for[node.key])
        for node in tree.nodes
        if node.key in chosen
    )


def to_json(matrix: Matrix) -> dict[str, Any]:
    """The matrix as the command line's JSON gives it: {rows, columns, count, cells, excluded}."""
    return {
        "rows": matrix.rows_kind,
        "columns": list(matrix.columns),
        "count": matrix.count,
        "cells": [
            {"name": row.name, "parent": row.parent, "values": list(row.values), "total": row.total}
            for row in matrix.rows
        ],
        "excluded": list(matrix.excluded),
    }


def column_percents(matrix: Matrix) -> tuple[tuple[float | None, ...], ...]:
    """Each value as percent of its column's total, row by row; None where not asked or the total is 0."""
    return tuple(
        tuple(
            None if value is None or not total else 100 * value / total
            for value, total in zip(row.values, matrix.column_totals, strict=True)
        )
        for row in matrix.rows
    )


def _refuse_unknown(kind: str, known: Sequence[str]) -> None:
    if kind not in known:
        raise QualwbError(
            _("There is no '{kind}' to count by.").format(kind=kind),
            _("There are: {names}.").format(names=", ".join(known)),
        )


class _Counter:
    """One matrix being counted. Behind the rows and columns stands one more of each: all at once."""

    def __init__(
        self, connection: Connection, scope: Scope, lines: tuple[Line, ...], columns: Columns, count: str
    ) -> None:
        self.connection = connection
        self.scope = scope
        self.lines = lines
        self.columns = columns
        self.count = count
        self.all_rows, self.all_columns = len(lines), len(columns.names)
        self.rows_of = _rows_by_codes(lines)
        self.asked = _questions_placed(connection, scope) if not columns.by_coder else {}
        self.tally = self._tally()
        with_turns = columns.by_turn or self.asked or count in ("participants", "words")
        self.talk: dict[int, Talk] = talk_by_source(connection, self._sources()) if with_turns else {}
        self.units = self._units()

    def matrix(self, rows_kind: str, columns_kind: str) -> Matrix:
        """Count, and give what came out."""
        groups_with, asked_about = self._pass_through()
        if self.columns.by_coder:
            self._pass_by_coder(self.columns.by_coder)
        never_asked = self._never_asked(asked_about)
        return Matrix(
            rows_kind=rows_kind,
            columns_kind=columns_kind,
            columns=self.columns.names,
            count=self.count,
            rows=tuple(
                MatrixRow(
                    name=line.node.name,
                    parent=line.parent,
                    depth=line.node.depth,
                    values=tuple(
                        None if not value and (row, column) in never_asked else value
                        for column, value in enumerate(self._values(row))
                    ),
                    total=self._value(row, self.all_columns),
                    groups_with=groups_with[row],
                )
                for row, line in enumerate(self.lines)
            ),
            column_totals=tuple(self._values(self.all_rows)),
            total=self._value(self.all_rows, self.all_columns),
            groups=len(self.scope.groups),
            excluded=self.scope.left_out,
            notes=self.scope.notes,
        )

    def _pass_through(self) -> tuple[list[int], list[set[int]]]:
        """One pass over the passages; returns by row the number of groups and the questions asked about."""
        groups: list[set[int]] = [set() for _line in self.lines]
        questions: list[set[int]] = [set() for _line in self.lines]
        source, seen = 0, set[int]()
        by_source = self.columns.by_source
        rows_of, add, units, everywhere = self.rows_of, self.tally.add, self.units, self.all_columns
        for passage in coded_passages(self.connection, self.scope):
            rows = rows_of(passage[3])
            if not rows:
                continue
            if passage[0] != source:
                self._note_groups(groups, source, seen)
                source, seen = passage[0], set()
            seen.update(rows)
            turns = self._turns(passage) if self.talk else ()
            add(rows, everywhere, units(passage, turns))
            if by_source is not None:
                add(rows, by_source[source], units(passage, turns))
            elif self.columns.by_turn is not None:
                for column, spoken in self._by_column(turns).items():
                    add(rows, column, units(passage, spoken))
            if self.asked:
                asked = {turn.question for turn in turns if turn.question is not None}
                for row in rows[:-1]:
                    questions[row] |= asked
        self._note_groups(groups, source, seen)
        return [len(found) for found in groups], questions

    def _pass_by_coder(self, by_coder: Any) -> None:
        for coder, column in by_coder.items():
            for passage in coded_passages(self.connection, self.scope, Coding.coder_id == coder):
                if rows := self.rows_of(passage.codes):
                    turns = self._turns(passage) if self.talk else ()
                    self.tally.add(rows, column, self.units(passage, turns))

    def _note_groups(self, groups: list[set[int]], source: int, rows: set[int]) -> None:
        for row in rows - {self.all_rows}:
            groups[row].add(self.scope.places[source].group)

    def _turns(self, passage: CodedPassage) -> Sequence[Utterance]:
        return self.talk.get(passage[0], SILENT).touching(passage[1], passage[2])

    def _by_column(self, turns: Sequence[Utterance]) -> dict[int, list[Utterance]]:
        assert self.columns.by_turn is not None
        found: dict[int, list[Utterance]] = {}
        for turn in turns:
            column = self.columns.by_turn.of(turn)
            if column is not None:
                found.setdefault(column, []).append(turn)
        return found

    def _tally(self) -> Tally:
        rows, columns = self.all_rows + 1, self.all_columns + 1
        match self.count:
            case "passages" | "presence":
                return Counting(rows, columns)
            case "words":
                return WordCounting(rows, columns, texts=current_texts(self.connection))
        return Gathering(rows, columns)

    def _units(self) -> Callable[[CodedPassage, Sequence[Utterance]], Sequence[Unit]]:
        match self.count:
            case "participants":
                people = self.scope.people
                return lambda _passage, turns: [
                    turn.participant for turn in turns if turn.participant and turn.participant in people
                ]
            case "groups":
                places = self.scope.places
                return lambda passage, _turns: (places[passage.source].group,)
            case "words":
                left_out = () if self.scope.selection.moderator else LEFT_OUT_ROLES
                return lambda passage, turns: _spoken(passage, turns, left_out)
        return lambda _passage, _turns: ()

    def _value(self, row: int, column: int) -> int:
        value = self.tally.value(row, column)
        return min(value, 1) if self.count == "presence" else value

    def _values(self, row: int) -> list[int]:
        return [self._value(row, column) for column in range(self.all_columns)]

    def _sources(self) -> list[int] | None:
        return None if self.scope.all_places else list(self.scope.places)

    def _never_asked(self, asked_about: list[set[int]]) -> set[tuple[int, int]]:
        by_turn = self.columns.by_turn
        if by_turn is not None and by_turn.by == "question":
            put = set().union(*self.asked.values())
            silent = [column for question, column in by_turn.columns.items() if question not in put]
            return {(row, column) for row in range(self.all_rows) for column in silent} if put else set()
        if self.columns.by_source is None or not self.asked:
            return set()
        put_in: dict[int, set[int]] = {}
        unknown = set()
        for source, column in self.columns.by_source.items():
            put_in.setdefault(column, set()).update(self.asked.get(source, ()))
            if source not in self.asked:
                unknown.add(column)
        return {
            (row, column)
            for row, questions in enumerate(asked_about)
            for column, put in put_in.items()
            if questions and column not in unknown and not questions & put
        }


def _rows_by_codes(lines: tuple[Line, ...]) -> Callable[[str], tuple[int, ...]]:
    """From the codes on a passage to the rows where it counts, the row of all at the end."""
    by_code: dict[int, list[int]] = {}
    for row, line in enumerate(lines):
        for code in line.codes:
            by_code.setdefault(code, []).append(row)
    known: dict[str, tuple[int, ...]] = {}

    def rows_of(codes: str) -> tuple[int, ...]:
        rows = known.get(codes)
        if rows is None:
            found = {row for code in codes.split(",") for row in by_code.get(int(code), ())}
            rows = known[codes] = (*sorted(found), len(lines)) if found else ()
        return rows

    return rows_of


def _spoken(passage: CodedPassage, turns: Sequence[Utterance], left_out: Sequence[str]) -> list[Unit]:
    """The parts of a passage within these turns, without those of the left-out roles."""
    if not turns:
        return [(passage.source, passage.start, passage.end)]
    return [
        (passage.source, max(passage.start, turn.start), min(passage.end, turn.end))
        for turn in turns
        if turn.role not in left_out
    ]


def _questions_placed(connection: Connection, scope: Scope) -> dict[int, set[int]]:
    """The questions that stand at turns, by source of the selection."""
    placed: dict[int, set[int]] = {}
    rows = select(Turn.source_id, Turn.question_id).where(Turn.question_id.is_not(None)).distinct()
    for source, question in connection.execute(rows):
        if source in scope.places and question is not None:
            placed.setdefault(source, set()).add(question)
    return placed
