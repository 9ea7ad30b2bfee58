"""Taguette's table of highlights: the words of each with its document and one tag a row, and no place."""

from pathlib import Path

from qualwb.exchange.segments.arriving import Segment, placed
from qualwb.exchange.segments.columns import has_columns, segment_rows
from qualwb.localization import gettext as _
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import PortableProject

HEADINGS = {"id": ("id",), "document": ("document",), "tag": ("tag",), "content": ("content",)}
_NEEDED = ("id", "document", "tag", "content")


def is_highlights(path: Path) -> bool:
    """Whether a file is such a table, by its headings."""
    return has_columns(path, HEADINGS, _NEEDED)


def read_highlights(path: Path, wishes: Wishes, into: PortableProject) -> Arrival:
    """The codings of a table of highlights in the texts of a project. Raises ``QualwbError`` for none."""
    rows, notices = segment_rows(path, HEADINGS, _NEEDED)
    ledger = Ledger(notices=notices)
    segments = [
        Segment(number, row["document"], (row["tag"],) if row["tag"] else (), row["content"])
        for number, row in enumerate(rows, 1)
    ]
    told = placed(segments, into, wishes, ledger)
    return Arrival(told, ledger, _("Taguette highlights"), "Taguette")
