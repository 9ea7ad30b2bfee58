"""Print versions when words in their passage give way: what is printed, and the edits that lead to it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.print_edits import EditKind, PrintEdit, printed_text
from qualwb.acts.pseudonyms.key import PrintReplaced
from qualwb.acts.pseudonyms.lexicon import Lexicon
from qualwb.acts.pseudonyms.substitutions import Substitutions
from qualwb.errors import QualwbError
from qualwb.model import PrintVersion
from qualwb.store.journal import Act, table_of
from qualwb.store.texts import current_texts

Row = Mapping[str, Any]
"""A print version as it is stored."""
COLUMNS = ("text", "edits")
"""What a print version has besides its place and the words there, which follow the text by themselves."""


def standing_print_versions(connection: Connection) -> list[Row]:
    """All print versions that have a place in the text: read before the texts are edited."""
    table = table_of(PrintVersion)
    rows = select(table).where(table.c.orphaned_from.is_(None)).order_by(table.c.id)
    return [dict(row) for row in connection.execute(rows).mappings()]


def replace_printed(
    act: Act, before: Iterable[Row], edited: Mapping[int, Substitutions], lexicon: Lexicon
) -> list[PrintReplaced]:
    """Reword the print versions after the texts were edited, by source; words outside them by the lexicon."""
    done = []
    for row, text in _there(act.connection, before):
        new = _printed_afterwards(row, text, edited.get(row["source_id"], _NONE), lexicon)
        if any(row[name] != new[name] for name in COLUMNS):
            act.update(PrintVersion, row["id"], **new)
            done.append(PrintReplaced(row["uid"], {name: row[name] for name in COLUMNS}, new))
    return done


def restore_printed(
    act: Act, before: Iterable[Row], edited: Mapping[int, Substitutions], steps: Sequence[PrintReplaced]
) -> None:
    """Give print versions back what ``steps``, in order, replaced; those changed since follow the text."""
    by_uid: dict[str, list[PrintReplaced]] = {}
    for step in steps:
        by_uid.setdefault(step.uid, []).append(step)
    for row, text in _there(act.connection, before):
        substitutions = edited.get(row["source_id"], _NONE)
        new = _former(row, by_uid.get(row["uid"], []))
        start, end = substitutions.move_span(row["start"], row["end"])
        if new is None or not _leads_to(text[start:end], _edits(new), new["text"]):
            lexicon = Lexicon({one.words: one.instead for one in substitutions.all})
            new = _printed_afterwards(row, text, substitutions, lexicon)
        act.update(PrintVersion, row["id"], **new)


def _there(connection: Connection, before: Iterable[Row]) -> Iterable[tuple[Row, str]]:
    """The print versions that are still there, since one may have joined another, and their source's text."""
    keys = set(connection.execute(select(PrintVersion.id)).scalars())
    texts = current_texts(connection)
    return ((row, texts[row["source_id"]]) for row in before if row["id"] in keys)


def _former(row: Row, steps: Sequence[PrintReplaced]) -> dict[str, Any] | None:
    """What was printed before the first of the steps; None where it was changed since."""
    now = {name: row[name] for name in COLUMNS}
    for step in reversed(steps):
        if step.after != now:
            return None
        now = dict(step.before)
    return now if steps else None


def _printed_afterwards(
    row: Row, text: str, substitutions: Substitutions, lexicon: Lexicon
) -> dict[str, Any]:
    start, end = substitutions.move_span(row["start"], row["end"])
    verbatim, printed, edits = text[start:end], lexicon.replaced(row["text"]), []
    known = _edits(row)
    if known is None:
        return {"text": printed, "edits": lexicon.replaced_within(row["edits"])}
    for edit in known:
        moved = _moved(edit, row["start"], substitutions, start)
        if moved is not None:
            words, why = lexicon.replaced(edit.replacement), lexicon.replaced(edit.why)
            edits.append(PrintEdit(*moved, words, edit.kind, edit.accepted, why))
    if _leads_to(row["verbatim"], known, row["text"]):
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


def _leads_to(verbatim: str, edits: Iterable[PrintEdit] | None, text: str) -> bool:
    return edits is not None and _printed(verbatim, edits) == text


def _printed(verbatim: str, edits: Iterable[PrintEdit]) -> str:
    """What the edits make of the words; '' where they can't, or leave nothing."""
    try:
        text = printed_text(verbatim, edits)
    except QualwbError:
        return ""
    return text if text.strip() else ""


def _edits(row: Row) -> list[PrintEdit] | None:
    """The edits of a print version; None for what another program left there, which nobody can follow."""
    try:
        return [PrintEdit(**{**edit, "kind": EditKind(edit["kind"])}) for edit in row["edits"]]
    except (TypeError, KeyError, ValueError):
        return None


def _stored(edit: PrintEdit) -> dict[str, Any]:
    return {
        "start": edit.start,
        "end": edit.end,
        "replacement": edit.replacement,
        "kind": edit.kind.value,
        "accepted": edit.accepted,
        "why": edit.why,
    }


_NONE = Substitutions(())
