"""Taguette's table of highlights: the words of each with its document and one tag a row, and no place."""

import csv
import io
from pathlib import Path

from qualwb.exchange.segments.arriving import Segment, placed
from qualwb.exchange.segments.columns import has_columns, segment_rows
from qualwb.exchange.writers.text import guarded
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


def highlights_csv(project: PortableProject) -> bytes:
    """A project's codings as such a table: a row for each, numbered by their passages."""
    names = {one.uid: one.name for one in project.codes}
    sources = {one.uid: one for one in project.sources}
    order = {uid: number for number, uid in enumerate(sources)}
    placed_codings = [one for one in project.codings if one.orphaned_from is None]
    placed_codings.sort(key=lambda one: (order[one.source], one.start, one.end, names[one.code], one.uid))
    passages: dict[tuple[str, int, int], int] = {}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_NEEDED)
    for one in placed_codings:
        source = sources[one.source]
        number = passages.setdefault(one[1:4], len(passages) + 1)
        cells = (source.name, names[one.code], source.text[one.start : one.end])
        writer.writerow((number, *map(guarded, cells)))
    return text.getvalue().encode("utf-8")
