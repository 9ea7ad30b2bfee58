"""Crosstabs: the passages of a selection by any two of its attributes, groups, people, questions and codes.

A cell holds the passages that its row and its column both let through, as a selection of the two slices does:
of two attributes of participants, those with a turn by somebody who bears both values.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.analysis.coded_passages import CodedPassage, coded_passages
from qualwb.analysis.columns import Columns, columns_for
from qualwb.analysis.coverage import coverage_of, uncoded_note
from qualwb.analysis.matrix import ROWS, Matrix, MatrixRow
from qualwb.analysis.scope import Person, Scope, people_in, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.slices import Slice
from qualwb.analysis.table_notes import notes_of
from qualwb.analysis.table_rows import TableRow, rows_by_codes, table_rows
from qualwb.analysis.talk import SILENT, Utterance, talk_by_source
from qualwb.analysis.tally import UNKNOWN, Counting, Gathering, PeopleCounting, Tally, Unit
from qualwb.analysis.unnamed_turns import UnnamedTurns
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

CROSSED_COUNTS = ("passages", "participants", "groups")

Shares = dict[int, Sequence[Utterance]]
"""Where a passage stands on one side of the table, with the turns by which it does."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The rows, or the columns."""

    kind: str
    slices: tuple[Slice, ...]
    columns: Columns | None
    lines: tuple[TableRow, ...]
    rows_of: Callable[[frozenset[int]], tuple[int, ...]] | None

    @property
    def turns_by(self) -> str:
        """The field of turns by which a passage stands here; '' where it is not by turns."""
        return self.columns.by_turn.by if self.columns and self.columns.by_turn else ""

    @property
    def sources(self) -> tuple[frozenset[int], ...]:
        """The sources of each place here; none where the places are of something else."""
        return self.columns.sources if self.columns else ()

    def shares(self, passage: CodedPassage, turns: Sequence[Utterance]) -> Shares:
        """Where a passage stands."""
        if self.rows_of is not None:
            return dict.fromkeys(self.rows_of(passage.codes)[:-1], turns)
        assert self.columns is not None
        if self.columns.by_turn is not None:
            return dict(self.columns.by_turn.share(turns))
        assert self.columns.by_source is not None
        return {self.columns.by_source[passage.source]: turns}


def crosstab(
    connection: Connection,
    rows: str,
    columns: str,
    count: str = "passages",
    selection: Selection = EVERYTHING,
) -> Matrix:
    """Count the passages of a selection by two sides of it, which the rows and columns are.

    A side is one of themes, codes, groups, sources, speakers, participants, questions, or the name of an
    attribute; only one can be themes or codes. ``count``: passages; participants (those who speak the turns
    that the row and the column both hold); groups. The last column is all of a row, the last row all that
    stands in some row. Raises ``QualwbError`` for other sides or counts, ``NotFound`` for an unknown one.
    """
    if count not in CROSSED_COUNTS:
        raise QualwbError(
            _("A crosstab can't count '{count}'.").format(count=count),
            _("There are: {names}.").format(names=", ".join(CROSSED_COUNTS)),
        )
    if rows in ROWS and columns in ROWS:
        raise QualwbError(
            _("Codes and themes are not crossed with each other here."),
            _("Co-occurrence tells what is coded together."),
        )
    if selection.in_groups is not None and not {rows, columns} & {*ROWS}:
        raise QualwbError(_("Only themes and codes are found in so many groups."))
    scope = resolve(connection, selection)
    down, across = _side(connection, rows, scope), _side(connection, columns, scope)
    return _Crossing(connection, scope, down, across, count).matrix()


def _side(connection: Connection, kind: str, scope: Scope) -> _Side:
    if kind in ROWS:
        lines = table_rows(connection, kind, scope)
        return _Side(kind, tuple(line.slice for line in lines), None, lines, rows_by_codes(lines))
    columns = columns_for(connection, kind, scope)
    if columns.by_coder is not None:
        raise QualwbError(_("A crosstab has no coders: qualwb matrix --columns coders counts theirs."))
    return _Side(columns.attribute or kind, columns.slices, columns, (), None)


class _Crossing:
    """A crosstab being counted. Behind the rows and columns stands one more of each: all at once."""

    def __init__(self, connection: Connection, scope: Scope, down: _Side, across: _Side, count: str) -> None:
        self.scope, self.down, self.across, self.count = scope, down, across, count
        self.passages = coded_passages(connection, scope)
        self.talk = talk_by_source(connection, scope.places)
        self.people: dict[int, Person] = people_in(connection, scope) if count == "participants" else {}
        self.notes = notes_of(connection, scope)
        coverage = coverage_of(connection, scope)
        self.uncoded_groups = coverage.uncoded_groups
        self.uncoded_rows = coverage.uncoded_columns(down.sources)
        self.uncoded_columns = coverage.uncoded_columns(across.sources)
        self.all_rows, self.all_columns = len(down.slices), len(across.slices)
        self.tally = self._tally()
        self.beside = 0
        """Passages that stand in a row and in no column."""
        self.unnamed = UnnamedTurns(
            counted=count == "participants", in_columns=bool(down.turns_by or across.turns_by)
        )

    def matrix(self) -> Matrix:
        """Count, and give what came out."""
        groups: list[set[int]] = [set() for _row in self.down.slices]
        for passage in self.passages:
            for row in self._count(passage):
                groups[row].add(self.scope.places[passage.source].group)
        attribute = self.across.columns is not None and bool(self.across.columns.attribute)
        sides = (self.down.columns, self.across.columns)
        warnings = dict.fromkeys(line for side in sides if side for line in side.warnings())
        return Matrix(
            rows_kind=self.down.kind,
            columns_kind=self.across.kind,
            slices=self.across.slices,
            count=self.count,
            rows=tuple(self._row(row, len(found)) for row, found in enumerate(groups)),
            column_totals=self._values(self.all_rows),
            total=self.tally.value(self.all_rows, self.all_columns),
            groups=len(self.scope.groups),
            groups_with=len(set().union(*groups)),
            excluded=self.scope.left_out,
            notes=(
                *((uncoded_note(),) if self.uncoded_rows or self.uncoded_columns else ()),
                *self.notes,
                *warnings,
                *self.unnamed.in_words(),
                *self._several_note(),
                *self._beside_note(),
            ),
            by_attribute=attribute,
            uncoded=self.uncoded_columns,
            uncoded_groups=self.uncoded_groups,
        )

    def _several_note(self) -> tuple[str, ...]:
        """That rows or columns add up to more than the totals, where they do."""
        rows, columns = range(self.all_rows), range(self.all_columns)
        value = self.tally.value
        exceeds = any(
            sum(value(row, column) or 0 for row in rows) > (value(self.all_rows, column) or 0)
            for column in (*columns, self.all_columns)
        ) or any(
            sum(value(row, column) or 0 for column in columns) > (value(row, self.all_columns) or 0)
            for row in (*rows, self.all_rows)
        )
        return (_("What stands in several rows or columns counts once in the totals."),) if exceeds else ()

    def _beside_note(self) -> tuple[str, ...]:
        """How many passages of the rows stand in no column, and count in the totals all the same."""
        if not self.beside:
            return ()
        said = ngettext(
            "{n} passage of the rows stands in none of the columns; the totals count it.",
            "{n} passages of the rows stand in none of the columns; the totals count them.",
            self.beside,
        )
        return (said.format(n=self.beside),)

    def _count(self, passage: CodedPassage) -> Shares:
        """Count a passage; returns the rows where it stands."""
        turns = self.talk.get(passage.source, SILENT).touching(passage.start, passage.end)
        self.unnamed.note(turns)
        down, across = self.down.shares(passage, turns), self.across.shares(passage, turns)
        if not down:
            return down
        self.beside += not across
        add, everywhere = self.tally.add, self.all_columns
        add((self.all_rows,), everywhere, self._units(passage, _spoken(down)))
        for row, spoken in down.items():
            add((row,), everywhere, self._units(passage, spoken))
        for column, heard in across.items():
            met = False
            for row, spoken in down.items():
                common = [turn for turn in spoken if turn in heard]
                if common or not self._by_same_turns:
                    add((row,), column, self._units(passage, common))
                    met = True
            if met:
                common = [turn for turn in _spoken(down) if turn in heard]
                add((self.all_rows,), column, self._units(passage, common))
        return down

    @property
    def _by_same_turns(self) -> bool:
        """Whether a passage must hold a turn that stands in the row and in the column."""
        return bool(self.down.turns_by) and self.down.turns_by == self.across.turns_by

    def _row(self, place: int, groups_with: int) -> MatrixRow:
        values = self._values(place)
        uncoded = frozenset(range(self.all_columns)) if place in self.uncoded_rows else self.uncoded_columns
        line = self.down.lines[place] if self.down.lines else None
        of_attribute = self.down.columns is not None and bool(self.down.columns.attribute)
        return MatrixRow(
            slice=self.down.slices[place],
            parent=line.parent if line else None,
            depth=line.node.depth if line else 0,
            values=tuple(
                None if value == 0 and column in uncoded else value for column, value in enumerate(values)
            ),
            total=self.tally.value(place, self.all_columns),
            groups_with=groups_with,
            unknown=frozenset(column for column, value in enumerate(values) if value is None),
            uncoded=uncoded,
            bearers=len(self.down.slices[place].members) if of_attribute else None,
        )

    def _values(self, row: int) -> tuple[int | None, ...]:
        return tuple(self.tally.value(row, column) for column in range(self.all_columns))

    def _tally(self) -> Tally:
        match self.count:
            case "passages":
                return Counting(self.all_rows + 1, self.all_columns + 1, sums_up=False)
            case "participants":
                return PeopleCounting()
        return Gathering()

    def _units(self, passage: CodedPassage, turns: Sequence[Utterance]) -> Sequence[Unit]:
        match self.count:
            case "passages":
                return ()
            case "groups":
                return (self.scope.places[passage.source].group,)
        heard = (turn.participant for turn in turns)
        known: list[Unit] = [key for key in heard if key is not None and key in self.people]
        return [*known, UNKNOWN] if any(turn.unnamed for turn in turns) else known


def _spoken(shares: Shares) -> list[Utterance]:
    """The turns by which a passage stands in any of these places, each once."""
    return list(dict.fromkeys(turn for turns in shares.values() for turn in turns))
