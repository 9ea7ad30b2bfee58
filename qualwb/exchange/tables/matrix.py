"""Matrices as tables: of counts, and of quotes, extent, percent or summaries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualwb.analysis import not_asked
from qualwb.analysis.claims import NOT_BORNE_OUT
from qualwb.analysis.coverage import UNCODED
from qualwb.analysis.small_cells import SMALL_SIGN, is_small
from qualwb.exchange.numbers import UNDEFINED, Count, Missing, Share, defined, share
from qualwb.exchange.printed_quotes import as_printed, reference
from qualwb.exchange.tables.quotes import quote_data
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.summaries import SummaryCell
    from qualwb.analysis.extent import Extent, ExtentRow
    from qualwb.analysis.framework import CodingPlace, Framework
    from qualwb.analysis.matrix import Matrix, MatrixRow
    from qualwb.analysis.quote_matrix import QuoteMatrix
    from qualwb.analysis.quotes import Quote

NOT_ASKED = Missing(not_asked.NOT_ASKED)
"""Stands in a cell where nobody was asked; a blank one is not said."""
NOT_CODED = Missing(UNCODED, UNCODED)
"""Stands in a cell none of whose sources is coded in what is counted, in files too."""
UNKNOWN = Missing(UNDEFINED, UNDEFINED)
"""Stands where there are passages and nobody is known to speak in them, in files too."""
NOT_SUMMED_UP = "○"
"""Stands in a cell whose passages are coded but not yet summed up."""
GONE = "−"
"""Before a summary in whose cell no passage is counted."""
CODED_SINCE = "+"
"""Stands before a summary that something was coded since."""


def matrix_table(matrix: "Matrix") -> Table:
    """The counts: rows indented by depth, with totals, in how many groups, and notes.

    A theme whose claim the codings do not bear out has a sign before its name.
    """
    from qualwb.analysis.matrix import to_json

    columns = (_(matrix.rows_kind), *column_heads(matrix), _("total"), _("groups"))
    numeric = frozenset(range(1, len(columns)))
    rows: list[list[Any]] = [
        [
            _head(row),
            *(
                no_number(row, column) if value is None else Count(value)
                for column, value in enumerate(row.values)
            ),
            defined(row.total),
            row.groups_with,
        ]
        for row in matrix.rows
    ]
    rows.append([_("all"), *_column_totals(matrix), defined(matrix.total), matrix.groups_with])
    return Table(
        columns,
        rows,
        notes=(*matrix.notes, *matrix.doubts),
        data=to_json(matrix),
        caption=_caption(matrix, _count_name(matrix.count)),
        numeric=numeric,
    )


def quote_matrix_table(matrix: "QuoteMatrix") -> Table:
    """The quotes of each cell, a blank line between, with where they are found: what the column doesn't say.

    Those that stand in rows beneath are only counted above. In json a cell is a list of all its quotes, or
    null where nobody was asked.
    """
    counts = matrix.counts
    cells = [
        [matrix.quotes_in(row, column) for column in range(len(counts.columns))]
        for row in range(len(counts.rows))
    ]
    rows = [
        (
            _head(row),
            *(
                no_number(row, column) if n is None else _quotes(matrix, (place, column))
                for column, n in enumerate(row.values)
            ),
        )
        for place, row in enumerate(counts.rows)
    ]
    data = [
        [
            None if n is None else [quote_data(quote) for quote in quotes]
            for quotes, n in zip(found, row.values, strict=True)
        ]
        for row, found in zip(counts.rows, cells, strict=True)
    ]
    return _table(counts, rows, "quotes", data, (*_line_note(matrix.quotes), *counts.notes))


def extent_table(counts: "Matrix", extents: Sequence["ExtentRow"]) -> Table:
    """How widely each row is said in each group and over all: '12 (5 of 7 participants, 3 of 4 groups)'.

    ``counts`` is the matrix of passages by groups of the same selection.
    """
    from dataclasses import asdict

    rows = [
        (
            _head(row),
            *(
                no_number(row, column) if n is None else _extent(one, n)
                for column, (one, n) in enumerate(zip(found.by_group, row.values, strict=True))
            ),
            UNKNOWN if row.total is None else _extent(found.whole, row.total),
        )
        for row, found in zip(counts.rows, extents, strict=True)
    ]
    data = [
        [None if n is None else asdict(one) for one, n in zip(found.by_group, row.values, strict=True)]
        for row, found in zip(counts.rows, extents, strict=True)
    ]
    totals = [asdict(found.whole) for found in extents]
    return _table(counts, rows, "extent", data, counts.notes, totals)


def percent_table(matrix: "Matrix", of: str = "column") -> Table:
    """Each count as percent of its column's, its row's or of all, with the counts of these at the edge."""
    from qualwb.analysis.matrix import percents

    found = percents(matrix, of)
    rows: list[tuple[Cell, ...]] = [
        (
            _head(row),
            *(
                no_number(row, column) if n is None else _share(percent) if n else Count(0)
                for column, (n, percent) in enumerate(zip(row.values, shares, strict=True))
            ),
            defined(row.total) if of == "row" else _part(row.total, matrix.total),
        )
        for row, shares in zip(matrix.rows, found, strict=True)
    ]
    rows.append(_percent_foot(matrix, of))
    totals = [row.total if of == "row" else _percent(row.total, matrix.total) for row in matrix.rows]
    table = _table(matrix, rows, "percent", found, (_percent_note(matrix, of), *matrix.notes), totals)
    table.data["of"] = of
    return replace(table, columns=(*table.columns[:-1], _("total (n)"))) if of == "row" else table


def _column_totals(matrix: "Matrix") -> list[float | str]:
    """The counts over all rows; those of columns that nobody coded have their sign."""
    return [
        NOT_CODED if column in matrix.uncoded else defined(total)
        for column, total in enumerate(matrix.column_totals)
    ]


def _percent_foot(matrix: "Matrix", of: str) -> tuple[Cell, ...]:
    if of == "column":
        return (_("all (n)"), *_column_totals(matrix), defined(matrix.total))
    shares = (
        NOT_CODED if column in matrix.uncoded else _part(total, matrix.total)
        for column, total in enumerate(matrix.column_totals)
    )
    return (_("all"), *shares, defined(matrix.total) if of == "row" else _part(matrix.total, matrix.total))


def _percent_note(matrix: "Matrix", of: str) -> str:
    if of == "column":
        return _("Percent of all in the column; what stands in several rows counts in each of them.")
    if of == "row":
        return _("Percent of all in the row; what stands in several columns counts in each of them.")
    said = _("Percent of the {n} in the whole table; what stands in several cells counts in each of them.")
    return said.format(n=defined(matrix.total))


def _percent(total: int | None, whole: int | None) -> float | None:
    return None if total is None or not whole else 100 * total / whole


def _part(total: int | None, whole: int | None) -> Cell:
    """A total as a share of the whole."""
    if total == 0:
        return Count(0)
    return share(total / whole if total and whole else None)


def framework_table(
    framework: "Framework",
    summaries: Sequence["SummaryCell"],
    places: Mapping[int, "CodingPlace"],
    since: Collection[tuple[str, str, str]] = (),
) -> Table:
    """The analyst's summary of each cell and where it has it from; a sign where none is written yet.

    ``places`` tells where codings are, by their keys; ``since`` are the cells (theme, group, participant) in
    which something was coded since they were summed up, which have a sign. In json a cell is {text, codings,
    places, passages, coded_since}: ``codings`` are the keys that the summary rests on.
    """
    counts = framework.counts
    written = {(one.theme, one.group, one.participant): one for one in summaries}
    rows, data = [], []
    for row in counts.rows:
        found = [
            _framework_cell(
                written.get((row.name, *case)),
                n,
                places,
                counts.columns_kind,
                no_number(row, column) if n is None else None,
                coded_since=(row.name, *case) in since,
            )
            for column, (case, n) in enumerate(zip(framework.cases, row.values, strict=True))
        ]
        rows.append((_head(row), *(text for text, _data in found)))
        data.append([cell for _text, cell in found])
    note = _("{sign} coded, not yet summed up").format(sign=NOT_SUMMED_UP)
    signs = [note] if any(NOT_SUMMED_UP in row for row in rows) else []
    signs += coded_since_notes(bool(since))
    if any(cell["text"] is not None and not cell["passages"] for row in data for cell in row):
        signs.append(gone_in_words())
    used = [places[key] for one in summaries for key in one.codings if key in places]
    return _table(counts, rows, "summaries", data, (*signs, *_line_note(used), *counts.notes))


def summary_sign(count: int | None, *, coded_since: bool) -> str:
    """What stands before a summary in whose cell so many passages are counted."""
    if not count:
        return f"{GONE} "
    return f"{CODED_SINCE} " if coded_since else ""


def gone_in_words() -> str:
    """What the sign of a summary without a passage means."""
    return _("{sign} summed up, but nothing is coded there, or no longer").format(sign=GONE)


def coded_since_notes(is_there: bool) -> tuple[str, ...]:
    """What the sign of a summary that has fallen behind means; nothing where there is none."""
    told = _("{sign} something was coded there since it was summed up")
    return (told.format(sign=CODED_SINCE),) if is_there else ()


def _table(
    matrix: "Matrix",
    rows: Sequence[Sequence[Cell]],
    kind: str,
    cells: Sequence[Sequence[Any]],
    notes: tuple[str, ...],
    totals: Sequence[Any] | None = None,
) -> Table:
    """A table of such cells; json has the shape of a plain matrix, with ``kind`` for its count."""
    from qualwb.analysis.matrix import uncoded_names

    columns = (_(matrix.rows_kind), *column_heads(matrix), *((_("total"),) if totals is not None else ()))
    notes += matrix.doubts
    data: dict[str, Any] = {
        "rows": matrix.rows_kind,
        "columns": list(matrix.columns),
        **({} if matrix.sizes is None else {"n": list(matrix.sizes)}),
        "count": matrix.count if kind == "percent" else "passages",
        "holds": kind,
        **uncoded_names(matrix),
        "cells": [
            {"name": row.name, "parent": row.parent, "values": list(values)}
            for row, values in zip(matrix.rows, cells, strict=True)
        ],
        "excluded": list(matrix.excluded),
        "notes": [*notes, *matrix.doubts],
    }
    for cell, total in zip(data["cells"], totals or (), strict=False):
        cell["total"] = total
    numeric = frozenset(range(1, len(columns))) if kind == "percent" else frozenset()
    names = {
        "quotes": _("Quotes"),
        "extent": _("Passages, participants and groups"),
        "summaries": _("Summaries"),
        "percent": _("{what}, percent").format(what=_count_name(matrix.count)),
    }
    caption = _caption(matrix, names[kind])
    return Table(columns, rows, notes=notes, data=data, numeric=numeric, row_heads=True, caption=caption)


def _count_name(count: str) -> str:
    names = {
        "passages": _("Passages"),
        "participants": _("Participants"),
        "groups": _("Groups"),
        "words": _("Words"),
        "presence": _("Presence"),
    }
    return names[count]


def _caption(matrix: "Matrix", holds: str) -> str:
    """What the cells hold, and of what: 'Passages: themes × groups'."""
    return f"{holds}: {_(matrix.rows_kind)} × {_(matrix.columns_kind)}"


def spelled_in_files(table: Table, *, zeros: bool, not_asked: str) -> Table:
    """The table with what csv and xlsx are to hold where nothing was said, and where nobody was asked."""

    def spelled(cell: Cell) -> Cell:
        if isinstance(cell, Missing) and cell == NOT_ASKED:
            return Missing(cell, not_asked)
        return None if isinstance(cell, Count) and not cell and not zeros else cell

    return replace(table, rows=[tuple(map(spelled, row)) for row in table.rows])


def column_heads(matrix: "Matrix") -> tuple[str, ...]:
    """The names of the columns; those of an attribute's values with how many bear each, and a sign at few."""
    if matrix.sizes is None:
        return matrix.columns
    return tuple(f"{name} {size_sign(n)}" for name, n in zip(matrix.columns, matrix.sizes, strict=True))


def size_sign(bearers: int) -> str:
    """How many bear a value, as it stands in the head of its column: '(n=3)*'."""
    return f"(n={bearers})" + (SMALL_SIGN if is_small(bearers) else "")


def no_number(row: "MatrixRow", column: int) -> str:
    """What stands in a cell without a number: nobody coded there, is known to speak, or was asked."""
    if column in row.uncoded:
        return NOT_CODED
    return UNKNOWN if column in row.unknown else NOT_ASKED


def _head(row: "MatrixRow") -> str:
    sign = f"{NOT_BORNE_OUT} " if row.is_overclaimed else ""
    behind = "" if row.bearers is None else f" {size_sign(row.bearers)}"
    return "  " * row.depth + sign + row.name + behind


def _quotes(matrix: "QuoteMatrix", cell: tuple[int, int]) -> str | None:
    """The quotes of a row and column that stand in no row beneath, and how many do."""
    own = matrix.own_quotes(*cell)
    told = [_quoted(one, matrix.counts.columns_kind) for one in own]
    if beneath := len(matrix.quotes_in(*cell)) - len(own):
        told.append(_("({n} in the rows beneath)").format(n=beneath))
    return "\n\n".join(told) or None


def _quoted(quote: "Quote", columns: str) -> str:
    """A quote as it is printed, and where it is found."""
    return f"{as_printed(quote)} {_reference([quote], columns)}".rstrip()


def _reference(places: Sequence["Quote | CodingPlace"], columns: str) -> str:
    """Where passages are found, as far as the column doesn't say it."""
    return reference(places, group=columns not in ("groups", "sources"), source=columns != "sources")


def _line_note(places: Sequence["Quote | CodingPlace"]) -> tuple[str, ...]:
    """What the numbers in references are, where there are any."""
    if all(place.lines is None for place in places):
        return ()
    return (_("Line: number of the turn in its source."),)


def _extent(extent: "Extent", count: int) -> str | None:
    from qualwb.analysis.extent import extent_text

    return extent_text(extent) if count else None


def _share(percent: float | None) -> Share | None:
    return None if percent is None else Share(percent / 100)


def _framework_cell(
    summary: "SummaryCell | None",
    count: int | None,
    places: Mapping[int, "CodingPlace"],
    columns: str,
    unsaid: str | None,
    *,
    coded_since: bool,
) -> tuple[str | None, dict[str, Any]]:
    """A cell as it is read, and as json has it; ``unsaid`` is the sign where there is no count."""
    codings = summary.codings if summary else ()
    grounds = [places[key] for key in codings if key in places]
    data = {
        "text": summary.text if summary else None,
        "codings": list(codings),
        "places": [place._asdict() for place in dict.fromkeys(grounds)],
        "passages": count,
        "coded_since": coded_since,
    }
    if summary is not None:
        sign = summary_sign(count, coded_since=coded_since)
        return f"{sign}{summary.text} {_reference(grounds, columns)}".rstrip(), data
    return NOT_SUMMED_UP if count else unsaid, data
