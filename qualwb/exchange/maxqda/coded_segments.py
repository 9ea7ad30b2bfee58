"""MAXQDA's workbook of coded segments: the words of each with document and code, and no position."""

import re
from pathlib import Path

from qualwb.colours import parsed_colour
from qualwb.exchange.foreign_database import moment_told
from qualwb.exchange.segments.arriving import Segment, placed
from qualwb.exchange.segments.columns import Row, has_columns, segment_rows
from qualwb.localization import gettext as _
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import PortableProject

HEADINGS = {
    "document": ("document name", "document", "dokumentname", "dokument", "dokumentnamn"),
    "group": ("document group", "dokumentgruppe", "dokumentgrupp"),
    "code": ("code", "kod"),
    "segment": ("segment", "coded segment", "coded segments", "codiertes segment"),
    "comment": ("comment", "comments", "kommentar"),
    "colour": ("color", "colour", "farbe", "färg"),
    "coder": ("created by", "author", "user", "erstellt von", "autor", "skapad av"),
    "moment": ("created", "created on", "creation date", "erstellt", "erstellt am", "skapad"),
}
_BETWEEN_STEPS = re.compile(r" > |\\")
_NEEDED = ("document", "code", "segment")


def is_coded_segments(path: Path) -> bool:
    """Whether a file is such a table, by its headings."""
    return has_columns(path, HEADINGS, _NEEDED)


def read_coded_segments(path: Path, wishes: Wishes, into: PortableProject) -> Arrival:
    """The codings of a workbook of segments in the texts of a project. Raises ``QualwbError`` for none."""
    rows, notices = segment_rows(path, HEADINGS, _NEEDED)
    ledger = Ledger(notices=notices)
    segments = [_segment(number, row) for number, row in enumerate(rows, 1)]
    return Arrival(placed(segments, into, wishes, ledger), ledger, _("MAXQDA coded segments"), "MAXQDA")


def _segment(number: int, row: Row) -> Segment:
    return Segment(
        number,
        row["document"],
        tuple(filter(None, map(str.strip, _BETWEEN_STEPS.split(row["code"])))),
        row["segment"],
        row.get("coder", ""),
        row.get("comment", ""),
        parsed_colour(row.get("colour", "")) or "",
        moment_told(row.get("moment")),
    )
