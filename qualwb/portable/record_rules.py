"""What holds of records by themselves: rules that a file written by hand may break."""

from collections.abc import Hashable
from typing import Any

from qualwb.localization import gettext as _
from qualwb.portable.records import Adjudication, PrintVersion, Summary


def fault_of(record: Any) -> str:
    """Why no project can hold the record; '' where it can."""
    if isinstance(record, Summary) and (record.group is None) == (record.participant is None):
        return _("a summary is of a group or of a participant")
    if isinstance(record, Adjudication) and (record.outcome == "one") != (record.taken_from is not None):
        return _("whose coding was taken is said where it was one coder's, and only there")
    return ""


def marks_of(record: Any) -> tuple[Hashable, ...]:
    """What nothing else of its kind may have: its stable id, and for some kinds what they are about."""
    marks: list[Hashable] = [record.uid] if hasattr(record, "uid") else []
    if isinstance(record, PrintVersion) and record.orphaned_from is None:
        marks.append((record.source, record.start, record.end))
    if isinstance(record, Summary):
        marks.append((record.theme, record.group, record.participant))
    return tuple(marks)
