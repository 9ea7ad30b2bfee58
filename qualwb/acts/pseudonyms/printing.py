"""Print versions when names in their passage give way: what is printed, and the edits that lead to it."""

from collections.abc import Iterable, Mapping
from typing import Any

from qualwb.acts.print_edits import EditKind, PrintEdit, printed_text
from qualwb.acts.pseudonyms.lexicon import Lexicon
from qualwb.acts.pseudonyms.substitutions import Substitutions
from qualwb.errors import QualwbError

Row = Mapping[str, Any]
"""A print version as it is stored."""


def printed_afterwards(row: Row, text: str, substitutions: Substitutions, lexicon: Lexicon) -> dict[str, Any]:
    """Columns ``text`` and ``edits`` of a print version of a source whose text is substituted.

    ``text`` is the source's text afterwards. The lexicon replaces names in what the edits put in.
    """
    start, end = substitutions.move_span(row["start"], row["end"])
    verbatim, edits = text[start:end], []
    for edit in _edits(row):
        moved = _moved(edit, row["start"], substitutions, start)
        if moved is not None:
            edits.append(
                PrintEdit(*moved, lexicon.replaced(edit.replacement), edit.kind, edit.accepted, edit.why)
            )
    printed = lexicon.replaced(row["text"])
    if _leads_to(row["verbatim"], _edits(row), row["text"]):
        printed = _printed(verbatim, edits) or printed
    return {"text": printed, "edits": [_stored(edit) for edit in sorted(edits)]}


def _moved(edit: PrintEdit, passage: int, substitutions: Substitutions, start: int) -> tuple[int, int] | None:
    """Where the edit of the passage at ``passage`` stands in the one at ``start``; None: within a name."""
    if edit.start == edit.end:
        point = substitutions.move_point(passage + edit.start)
        span = None if point is None else (point, point)
    else:
        span = substitutions.cut_span(passage + edit.start, passage + edit.end)
    return None if span is None else (span[0] - start, span[1] - start)


def _leads_to(verbatim: str, edits: Iterable[PrintEdit], text: str) -> bool:
    return _printed(verbatim, edits) == text


def _printed(verbatim: str, edits: Iterable[PrintEdit]) -> str:
    """What the edits make of the words; '' where they can't, or leave nothing."""
    try:
        text = printed_text(verbatim, edits)
    except QualwbError:
        return ""
    return text if text.strip() else ""


def _edits(row: Row) -> list[PrintEdit]:
    return [PrintEdit(**{**edit, "kind": EditKind(edit["kind"])}) for edit in row["edits"]]


def _stored(edit: PrintEdit) -> dict[str, Any]:
    return {
        "start": edit.start,
        "end": edit.end,
        "replacement": edit.replacement,
        "kind": edit.kind.value,
        "accepted": edit.accepted,
        "why": edit.why,
    }
