"""Kept queries, and the edits proposed for the print version of a passage, as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from qualwb.acts.passages import Passage
from qualwb.acts.print_edits import PrintEdit, diff
from qualwb.acts.print_versions import Printed
from qualwb.analysis.quotes import Quote
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _


def saved_queries_table(kept: Mapping[str, Mapping[str, Any]]) -> Table:
    """The kept queries by name, with what each asks for."""
    return Table(
        (_("Name"), _("Asks for")),
        [(name, "; ".join(_wishes(query))) for name, query in kept.items()],
        data=[{"name": name, "query": dict(query)} for name, query in kept.items()],
    )


def _wishes(query: Mapping[str, Any]) -> list[str]:
    return [
        name if value is True else f"{name}: {', '.join(value) if isinstance(value, list) else value}"
        for name, value in query.items()
        if value not in (None, "", [], False)
    ]


def proposals_table(passage: Passage, proposals: Sequence[PrintEdit], printed: Printed | None) -> Table:
    """The proposed edits of a passage, numbered from 1, with what all of them would make of it.

    ``printed`` is the print version that stands, if any.
    """
    said = passage.text
    notes = [diff(said, proposals)]
    if printed is not None:
        notes.append(_("Printed now: {text}").format(text=printed.text))
    return Table(
        (_("No."), _("Kind"), _("Said"), _("Printed")),
        [
            (number, edit.kind.value, said[edit.start : edit.end], edit.replacement)
            for number, edit in enumerate(proposals, 1)
        ],
        title=f"{passage.source} {passage.start}-{passage.end}",
        notes=tuple(notes),
        data={
            "source": passage.source,
            "start": passage.start,
            "end": passage.end,
            "verbatim": said,
            "proposals": [{"number": n, **asdict(edit)} for n, edit in enumerate(proposals, 1)],
            "diff": notes[0],
            "printed": printed.text if printed else None,
        },
        numeric=frozenset({0}),
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
