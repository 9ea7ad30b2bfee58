"""Results of analysis as tables: one function a view, for the command line, files and reports alike."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qualwb.exchange.acts import act_in_words
from qualwb.exchange.tables import Table
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.codes import CodeRow
    from qualwb.analysis.log import LogEntry
    from qualwb.analysis.matrix import Matrix
    from qualwb.analysis.memos import MemoRow
    from qualwb.analysis.quotes import Quote
    from qualwb.analysis.themes import ThemeRow


def matrix_table(matrix: "Matrix") -> Table:
    """A matrix: rows indented by depth, blank for 'not said', '·' for 'not asked', totals and notes."""
    from qualwb.analysis.matrix import to_json

    columns = (_(matrix.rows_kind), *matrix.columns, _("total"), _("groups"))
    rows: list[list[Any]] = [
        [
            "  " * row.depth + row.name,
            *("·" if value is None else value or None for value in row.values),
            row.total,
            row.groups_with,
        ]
        for row in matrix.rows
    ]
    rows.append([_("all"), *matrix.column_totals, matrix.total, matrix.groups])
    return Table(
        columns,
        rows,
        notes=matrix.notes,
        data=to_json(matrix),
        numeric=frozenset(range(1, len(columns))),
    )


def quotes_table(quotes: Sequence["Quote"]) -> Table:
    """Quotes with the group as the only name of who spoke; json has the turns as well."""
    columns = (_("group"), _("source"), _("turns"), _("quote"), _("themes"), _("codes"))
    rows = [
        (
            quote.group,
            quote.source,
            _span_of_turns(quote),
            quote.text,
            ", ".join(quote.themes),
            ", ".join(quote.codes),
        )
        for quote in quotes
    ]
    return Table(columns, rows, data=[quote_data(quote) for quote in quotes])


def quote_data(quote: "Quote") -> dict[str, Any]:
    """A quote for json."""
    data = asdict(quote)
    data["lines"] = list(quote.lines) if quote.lines else None
    return data


def _span_of_turns(quote: "Quote") -> str:
    numbers = [turn.number for turn in quote.turns]
    if not numbers:
        return ""
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def codes_table(rows: Sequence["CodeRow"]) -> Table:
    """The codes as a tree with where they are used."""
    from qualwb.exchange.codebooks import use_table

    return use_table(rows)


def themes_table(rows: Sequence["ThemeRow"]) -> Table:
    """The themes as a tree: what is claimed of each beside its coded evidence."""
    return Table(
        (_("Theme"), _("Codes"), _("Passages"), _("Groups"), _("Claim"), _("Central idea")),
        [
            (
                "  " * row.depth + row.name,
                "; ".join(row.codes),
                row.passages,
                _("{n} of {k}").format(n=row.groups, k=row.of_groups),
                row.claim,
                row.definition,
            )
            for row in rows
        ],
        data=[asdict(row) for row in rows],
        numeric=frozenset({2}),
    )


def memos_table(rows: Sequence["MemoRow"]) -> Table:
    """Memos with what each hangs on."""
    return Table(
        (_("No."), _("Kind"), _("On"), _("Memo"), _("Passage"), _("Coder"), _("Date")),
        [
            (
                row.key,
                _(row.kind),
                " ".join(filter(None, (_(row.target_kind), row.target))),
                row.text,
                row.quote,
                row.coder,
                row.updated_at[:10],
            )
            for row in rows
        ],
        data=[asdict(row) for row in rows],
        numeric=frozenset({0}),
    )


def log_table(rows: Sequence["LogEntry"]) -> Table:
    """The journal: who did what, when and why."""
    return Table(
        (_("No."), _("When"), _("Coder"), _("Act"), _("What"), _("Reason"), _("Undone")),
        [
            (
                *(row.number, row.at, row.coder, act_in_words(row.act), row.summary, row.reason),
                _("yes") if row.undone else None,
            )
            for row in rows
        ],
        data=[asdict(row) for row in rows],
        numeric=frozenset({0}),
    )
