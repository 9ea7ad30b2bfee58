"""Quotes as they are printed: in their print versions, cited by group or by place."""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from qualwb.acts.print_versions import diff, print_versions, untraceable
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Source

if TYPE_CHECKING:
    from qualwb.analysis.quotes import Quote


def printed_texts(connection: Connection, quotes: Sequence["Quote"]) -> list["Quote"]:
    """The quotes with the text of their print version where there is one."""
    keys = dict(connection.execute(select(Source.name, Source.id)).all())
    versions = print_versions(connection)
    found = []
    for quote in quotes:
        version = versions.get((keys[quote.source], quote.start, quote.end))
        found.append(quote if version is None else replace(quote, text=version.text))
    return found


def citation(quote: "Quote", *, full: bool = False) -> str:
    """Where a quote comes from: '(Grupp 2)', or '(FG2, D4, lines 112–118)' for a working paper.

    Lines are those of the numbered transcript: its turns.
    """
    if not full:
        return f"({quote.group})"
    speakers = ", ".join(dict.fromkeys(turn.speaker for turn in quote.turns if turn.speaker))
    return f"({', '.join(filter(None, (short_group(quote.group), speakers, _lines(quote))))})"


def short_group(name: str) -> str:
    """'FG2' for a group whose name ends in a number, else the name."""
    number = re.search(r"(\d+)\s*$", name)
    return f"FG{number.group(1)}" if number else name


def _lines(quote: "Quote") -> str:
    if quote.lines is None:
        return ""
    first, last = quote.lines
    span = str(first) if first == last else f"{first}–{last}"
    return ngettext("line {span}", "lines {span}", last - first + 1).format(span=span)


def prints_table(connection: Connection) -> Table:
    """The log of print versions: what was said and what is printed, each edit with its kind.

    The difference is marked as [-said-]{+printed+}. A version that does not lead back to the transcript as it
    stands is told in the last column.
    """
    amiss = {(lost.source, lost.start, lost.end): lost.why for lost in untraceable(connection)}
    rows = [
        (
            *(one.source, one.start, one.end, diff(one.verbatim, one.edits), one.text),
            "; ".join(
                f"{edit.kind.value}: '{one.verbatim[edit.start : edit.end]}' -> '{edit.replacement}'"
                for edit in one.edits
                if edit.accepted
            ),
            amiss.get((one.source, one.start, one.end)),
        )
        for one in print_versions(connection).values()
    ]
    return Table(
        (
            *(_("Source"), _("Start"), _("End"), _("Difference"), _("Printed"), _("Edits")),
            _("Not traceable"),
        ),
        rows,
        title=_("Print versions"),
        data=[asdict(one) for one in print_versions(connection).values()],
        numeric=frozenset({1, 2}),
    )
