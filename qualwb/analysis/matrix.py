"""Theme matrices: themes or codes against groups, sources, people, questions, coders or an attribute.

A passage is (source, start, end) and counts once in a row and column, however many codes of a theme and
however many coders mark it. A theme stands for the themes beneath it too, and again counts a passage once.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from qualwb.analysis.claims import ClaimedSpread, not_borne_out_note
from qualwb.analysis.coded_passages import CodedPassage, passages_by_hand
from qualwb.analysis.columns import Columns, TurnColumns, columns_for
from qualwb.analysis.coverage import uncoded_note
from qualwb.analysis.matrix_material import MatrixMaterial, read_material
from qualwb.analysis.not_asked import never_asked, not_asked_note
from qualwb.analysis.scope import Scope, resolve, scope_asked
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.slices import Slice
from qualwb.analysis.table_rows import TableRow, rows_by_codes, table_rows
from qualwb.analysis.talk import SILENT, Utterance
from qualwb.analysis.tally import UNKNOWN, Counting, Gathering, PeopleCounting, Tally, Unit, WordCounting
from qualwb.analysis.themeless import themeless_note
from qualwb.analysis.trees import trees_asked
from qualwb.analysis.unnamed_turns import UnnamedTurns
from qualwb.analysis.word_counts import word_note
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Coding
from qualwb.store.driver import ask_ahead
from qualwb.store.together import together

ROWS = ("themes", "codes")
COUNTS = ("passages", "participants", "groups", "words", "presence")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One theme or code. A value of None is 'not asked', ``uncoded`` or ``unknown``, 0 is 'not said'."""

    slice: Slice
    parent: str | None
    depth: int
    values: tuple[int | None, ...]
    total: int | None
    """The same count over all columns at once: no passage, person or word counts twice."""
    groups_with: int
    """In how many groups of the selection at least one passage counts."""
    unknown: frozenset[int] = frozenset()
    """The columns whose value is undefined: there are passages, and nobody is known to speak in them."""
    uncoded: frozenset[int] = frozenset()
    """The columns none of whose sources is coded in what is counted."""
    claimed: ClaimedSpread | None = None
    """What is claimed of a theme's spread, where the selection can bear it out."""
    bearers: int | None = None
    """Of a row that is the value of an attribute: how many bear it."""

    @property
    def is_overclaimed(self) -> bool:
        """Whether the codings do not bear out what is claimed."""
        return self.claimed is not None and self.claimed.holds is False

    @property
    def name(self) -> str:
        """The name of the theme or code."""
        return self.slice.name

    @property
    def not_asked(self) -> bool:
        """Whether nobody was asked in some column."""
        explained = self.unknown | self.uncoded
        return any(value is None and column not in explained for column, value in enumerate(self.values))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows in tree order against columns, counted one way."""

    rows_kind: str
    columns_kind: str
    slices: tuple[Slice, ...]
    """What stands in each column."""
    count: str
    rows: tuple[MatrixRow, ...]
    column_totals: tuple[int | None, ...]
    """The count over all rows at once."""
    total: int | None
    groups: int
    """How many groups the selection holds: the n of 'k of n groups'."""
    groups_with: int
    """In how many of them something stands in some row."""
    excluded: tuple[str, ...] = ()
    """Roles that were left out: moderator, observer."""
    notes: tuple[str, ...] = ()
    """What the selection lets through, in words, for the foot of the table."""
    by_attribute: bool = False
    """The columns are the values of an attribute."""
    uncoded: frozenset[int] = frozenset()
    """The columns none of whose sources is coded in what is counted: not said and not coded look alike."""
    uncoded_groups: int = 0
    """How many of the ``groups`` have no coded source."""

    @property
    def sizes(self) -> tuple[int, ...] | None:
        """How many groups, sources or participants bear the value of each column; None for other columns."""
        return tuple(len(one.members) for one in self.slices) if self.by_attribute else None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(one.name for one in self.slices)

    @property
    def doubts(self) -> tuple[str, ...]:
        """The line for the foot of the table that names the claims which are not borne out, if any."""
        return tuple(not_borne_out_note((row.name, row.claimed) for row in self.rows if row.claimed))


def theme_matrix(
    connection: Connection,
    rows: str = "themes",
    columns: str = "groups",
    count: str = "passages",
    selection: Selection = EVERYTHING,
) -> Matrix:
    """Count the passages of a selection by row and column.

    ``count``: passages; participants (people with a turn in them, None where nobody is named); groups; words
    (of the union of the passages, without the turns of those who are left out); presence (1 or 0). Speakers,
    participants and questions as columns: a passage counts for each that has a turn in it. Codes as rows
    stand for the codes beneath them with ``selection.roll_up``; themes always do.

    A cell of 0 is None where the theme was not asked about. A theme belongs to the questions under whose
    turns its passages stand. A column of sources (group, source, attribute of these) was not asked when each
    of its sources has questions placed and none of them is the theme's; a question as a column was not asked
    when it stands at no turn of the selection.

    Raises ``QualwbError`` for an unknown kind, ``NotFound`` for an unknown name or attribute.
    """
    _refuse_unknown(rows, ROWS)
    _refuse_unknown(count, COUNTS)
    ask_ahead(connection, *scope_asked(selection), *trees_asked())
    scope = resolve(connection, selection)
    lines, across = together(
        connection,
        lambda asked: table_rows(asked, rows, scope),
        lambda asked: columns_for(asked, columns, scope),
    )
    read = read_material(connection, scope, across, rows=rows, count=count)
    return _Counter(connection, scope, lines, across, count, read).matrix(rows, columns)


def to_json(matrix: Matrix) -> dict[str, Any]:
    """The matrix as the command line's JSON gives it: {rows, columns, count, cells, excluded, notes}.

    A value of null is 'not asked'; those of the columns in ``unknown`` are undefined, and those of the
    columns that ``uncoded`` names are of sources that nobody coded.

    ``n`` is there with the values of an attribute as columns: how many bear each.
    """
    sizes = {} if matrix.sizes is None else {"n": list(matrix.sizes)}
    return {
        "rows": matrix.rows_kind,
        "columns": list(matrix.columns),
        **sizes,
        "count": matrix.count,
        **uncoded_names(matrix),
        "cells": [
            {
                "name": row.name,
                "parent": row.parent,
                "values": list(row.values),
                "total": row.total,
                **({"unknown": sorted(row.unknown)} if row.unknown else {}),
                **({} if row.bearers is None else {"n": row.bearers}),
            }
            for row in matrix.rows
        ],
        "excluded": list(matrix.excluded),
        "notes": [*matrix.notes, *matrix.doubts],
    }


def uncoded_names(matrix: Matrix) -> dict[str, list[str]]:
    """For JSON: which columns nobody coded, by name; nothing where all are coded."""
    names = [matrix.columns[column] for column in sorted(matrix.uncoded)]
    return {"uncoded": names} if names else {}


PERCENT_OF = ("column", "row", "all")


def percents(matrix: Matrix, of: str = "column") -> tuple[tuple[float | None, ...], ...]:
    """Each value as percent of the total of its column, of its row, or of all, row by row.

    None where nobody was asked or the total is 0. Raises ``QualwbError`` for another whole.
    """
    _refuse_unknown(of, PERCENT_OF)
    return tuple(
        tuple(
            None if value is None or not whole else 100 * value / whole
            for value, whole in zip(row.values, wholes(matrix, row, of), strict=True)
        )
        for row in matrix.rows
    )


def wholes(matrix: Matrix, row: MatrixRow, of: str) -> tuple[int | None, ...]:
    """What the values of a row are a part of: the totals of the columns, or that of the row, or of all."""
    if of == "column":
        return matrix.column_totals
    return (row.total if of == "row" else matrix.total,) * len(matrix.columns)


def _refuse_unknown(kind: str, known: Sequence[str]) -> None:
    if kind not in known:
        raise QualwbError(
            _("There is no '{kind}' to count by.").format(kind=kind),
            _("There are: {names}.").format(names=", ".join(known)),
        )


class _Counter:
    """One matrix being counted. Behind the rows and columns stands one more of each: all at once."""

    def __init__(
        self,
        connection: Connection,
        scope: Scope,
        lines: tuple[TableRow, ...],
        columns: Columns,
        count: str,
        read: MatrixMaterial,
    ) -> None:
        self.connection = connection
        self.scope = scope
        self.lines = lines
        self.columns = columns
        self.count = count
        self.read = read
        self.all_rows, self.all_columns = len(lines), len(columns.slices)
        self.rows_of = rows_by_codes(lines)
        self.tally = self._tally()
        self.unnamed = UnnamedTurns(counted=count == "participants", in_columns=columns.by_person)
        self.units = self._units()
        self.given: set[frozenset[int]] = set()
        """The sets of codes that passages bear, also those that no row has."""

    def matrix(self, rows_kind: str, columns_kind: str) -> Matrix:
        """Count, and give what came out."""
        groups_with, asked_about = self._pass_through()
        if self.columns.by_coder:
            self._pass_by_coder(self.columns.by_coder)
        silent = never_asked(self.columns, self.read.placed, asked_about)
        claimed = self._claimed(groups_with) if rows_kind == "themes" else {}
        rows = tuple(
            self._row(row, groups_with[row], silent, claimed.get(row)) for row in range(self.all_rows)
        )
        explained = (not_asked_note(),) if any(row.not_asked for row in rows) else ()
        themeless = self._themeless() if rows_kind == "themes" else ()
        uncoded = self.read.uncoded
        return Matrix(
            rows_kind=rows_kind,
            columns_kind=columns_kind,
            slices=self.columns.slices,
            count=self.count,
            rows=rows,
            column_totals=tuple(self._values(self.all_rows)),
            total=self._value(self.all_rows, self.all_columns),
            groups=len(self.scope.groups),
            groups_with=groups_with[self.all_rows],
            excluded=self.scope.left_out,
            notes=tuple(
                dict.fromkeys(
                    (
                        *explained,
                        *((uncoded_note(),) if uncoded or self.read.searched else ()),
                        *self.read.notes,
                        *themeless,
                        *self.columns.warnings(),
                        *self._definitions(),
                        *self.unnamed.in_words(),
                        *_several_note(rows),
                    )
                )
            ),
            by_attribute=bool(self.columns.attribute),
            uncoded=uncoded,
            uncoded_groups=self.read.uncoded_groups,
        )

    def _row(
        self,
        row: int,
        groups_with: int,
        silent: Container[tuple[int, int]],
        claimed: ClaimedSpread | None,
    ) -> MatrixRow:
        line, values = self.lines[row], self._values(row)
        unread = self.read.uncoded | self.read.searched
        uncoded = frozenset(column for column in unread if (row, column) not in silent)
        return MatrixRow(
            slice=line.slice,
            parent=line.parent,
            depth=line.node.depth,
            values=tuple(
                None if value == 0 and ((row, column) in silent or column in uncoded) else value
                for column, value in enumerate(values)
            ),
            total=self._value(row, self.all_columns),
            groups_with=groups_with,
            unknown=frozenset(column for column, value in enumerate(values) if value is None),
            uncoded=uncoded,
            claimed=claimed,
        )

    def _themeless(self) -> tuple[str, ...]:
        """Which codes that were given stand in no theme, so that no row has them; where all are asked for."""
        asked = self.scope.selection
        if asked.themes or asked.codes or asked.in_groups is not None:
            return ()
        in_rows = frozenset().union(*(line.codes for line in self.lines))
        return themeless_note(self.connection, frozenset().union(*self.given) - in_rows)

    def _definitions(self) -> tuple[str, ...]:
        return (word_note(),) if self.count == "words" else ()

    def _pass_through(self) -> tuple[list[int], list[set[int]]]:
        """One pass over the passages; returns by row the number of groups and the questions asked about."""
        groups: list[set[int]] = [set() for _row in range(self.all_rows + 1)]
        questions: list[set[int]] = [set() for _row in range(self.all_rows + 1)]
        for source, passages in groupby(self.read.passages, itemgetter(0)):
            seen = self._count_source(source, passages, questions)
            for row in {row for codes in seen for row in self.rows_of(codes)}:
                groups[row].add(self.scope.places[source].group)
        return [len(found) for found in groups], questions[:-1]

    def _count_source(
        self, source: int, passages: Iterable[CodedPassage], questions: list[set[int]]
    ) -> set[frozenset[int]]:
        """Count the passages of a source; returns the sets of codes that it has."""
        seen = set()
        talk = self.read.talk.get(source, SILENT) if self.read.talk else None
        here = None if self.columns.by_source is None else self.columns.by_source[source]
        by_turn, everywhere, sums_up = self.columns.by_turn, self.all_columns, self.tally.sums_up
        rows_of, add, units, given = self.rows_of, self.tally.add, self.units, self.given
        for passage in passages:
            _source, start, end, codes = passage
            given.add(codes)
            rows = rows_of(codes)
            if not rows:
                continue
            seen.add(codes)
            turns = talk.touching(start, end) if talk else ()
            self.unnamed.note(turns)
            counted = units(passage, turns) if units else ()
            if not sums_up:
                add(rows, everywhere, counted)
            if here is not None:
                add(rows, here, counted)
            elif by_turn is not None:
                self._add_by_turn(by_turn, rows, passage, turns)
            if self.read.placed:
                asked = {turn.question for turn in turns if turn.question is not None}
                for row in rows:
                    questions[row] |= asked
        return seen

    def _add_by_turn(
        self, by_turn: TurnColumns, rows: Sequence[int], passage: CodedPassage, turns: Sequence[Utterance]
    ) -> None:
        for column, spoken in by_turn.share(turns).items():
            self.tally.add(rows, column, self.units(passage, spoken) if self.units else ())

    def _pass_by_coder(self, by_coder: Mapping[int, int]) -> None:
        for source, start, end, codes, (coder,) in passages_by_hand(
            self.connection, self.scope, Coding.coder_id
        ):
            if rows := self.rows_of(codes):
                passage = CodedPassage(source, start, end, codes)
                turns = self.read.talk.get(passage.source, SILENT).touching(passage.start, passage.end)
                self.tally.add(rows, by_coder[coder], self.units(passage, turns) if self.units else ())

    def _claimed(self, groups_with: Sequence[int]) -> dict[int, ClaimedSpread]:
        """By row, what is claimed of its theme's spread beside what is coded."""
        claims, groups = self.read.claims, len(self.scope.groups)
        keys = [line.node.key for line in self.lines]
        return {
            row: ClaimedSpread(claims[key], groups_with[row], groups)
            for row, key in enumerate(keys)
            if key in claims
        }

    def _tally(self) -> Tally:
        match self.count:
            case "passages" | "presence":
                sums_up = self.columns.by_source is not None
                return Counting(self.all_rows + 1, self.all_columns + 1, sums_up=sums_up)
            case "words":
                return WordCounting(texts=self.read.texts, signs=self.read.signs)
            case "participants":
                return PeopleCounting()
        return Gathering()

    def _units(self) -> Callable[[CodedPassage, Sequence[Utterance]], Sequence[Unit]] | None:
        match self.count:
            case "participants":
                return lambda _passage, turns: self._people(turns, self.read.people)
            case "groups":
                places = self.scope.places
                return lambda passage, _turns: (places[passage.source].group,)
            case "words":
                left_out = self.scope.left_out
                return lambda passage, turns: _spoken(passage, turns, left_out)
        return None

    def _people(self, turns: Sequence[Utterance], people: Container[int]) -> list[Unit]:
        """Who speaks in these turns, as far as it is known."""
        known: list[Unit] = [
            turn.participant for turn in turns if turn.participant is not None and turn.participant in people
        ]
        return [*known, UNKNOWN] if any(turn.unnamed for turn in turns) else known

    def _value(self, row: int, column: int) -> int | None:
        value = self.tally.value(row, column)
        return min(value, 1) if self.count == "presence" and value is not None else value

    def _values(self, row: int) -> list[int | None]:
        return [self._value(row, column) for column in range(self.all_columns)]


def _several_note(rows: Iterable[MatrixRow]) -> tuple[str, ...]:
    """That the columns of a row add up to more than its total, where they do."""
    for row in rows:
        if row.total is not None and sum(value or 0 for value in row.values) > row.total:
            return (_("A passage that belongs to several columns counts in each, and once in the total."),)
    return ()


def _spoken(passage: CodedPassage, turns: Sequence[Utterance], left_out: Sequence[str]) -> list[Unit]:
    """The parts of a passage within these turns, without those of the left-out roles."""
    if not turns:
        return [(passage.source, passage.start, passage.end)]
    return [
        (passage.source, max(passage.start, turn.start), min(passage.end, turn.end))
        for turn in turns
        if turn.role not in left_out
    ]
