"""What holds of records by themselves: rules that a file written by hand may break."""

from collections.abc import Hashable, Mapping
from inspect import signature
from typing import Any

from qualwb.localization import gettext as _
from qualwb.portable.records import Adjudication, PrintVersion, Summary
from qualwb.portable.soundness import OPTIONAL, REFERENCES

_IN_FILES = {"start": "passage", "end": "passage"}
"""Fields that the files call otherwise."""


def fault_of(record: Any) -> str:
    """Why no project can hold the record; '' where it can."""
    if isinstance(record, Summary) and (record.group is None) == (record.participant is None):
        return _("a summary is of a group or of a participant")
    if isinstance(record, Adjudication) and (record.outcome == "one") != (record.taken_from is not None):
        return _("whose coding was taken is said where it was one coder's, and only there")
    return ""


def untold_fields(collection: str, record: Any, fields: Mapping[str, Any]) -> list[str]:
    """What a record of a collection must have and is not told, by its name in the files."""
    needed = [one.name for one in signature(record).parameters.values() if one.default is one.empty]
    untold = [name for name in needed if name not in fields]
    untold += [
        name
        for name in REFERENCES.get(collection, {})
        if fields.get(name, name) is None and (collection, name) not in OPTIONAL
    ]
    return list(dict.fromkeys(_IN_FILES.get(name, name) for name in untold))


def marks_of(record: Any) -> tuple[Hashable, ...]:
    """What nothing else of its kind may have: its stable id, and for some kinds what they are about."""
    marks: list[Hashable] = [record.uid] if hasattr(record, "uid") else []
    if isinstance(record, PrintVersion) and record.orphaned_from is None:
        marks.append((record.source, record.start, record.end))
    if isinstance(record, Summary):
        marks.append((record.theme, record.group, record.participant))
    return tuple(marks)
