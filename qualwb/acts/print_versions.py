"""How a passage is printed: an edited text beside the verbatim one, each edit with its kind.

The tool proposes, the researcher decides; codings stay on the verbatim text. A print version keeps every
edit, taken or refused, so that each printed quote can be traced back to what was said.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from qualwb.acts.hidden import is_hidden
from qualwb.acts.meanwhile import refuse_changed
from qualwb.acts.passages import Passage, as_it_stands, words_asked
from qualwb.acts.print_edits import EditKind, PrintEdit, printed_text
from qualwb.acts.researcher import Researcher
from qualwb.acts.text_edits import clean_text, edits_between
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Coding, PrintVersion, Source
from qualwb.store.blindness import asked_of_blindness
from qualwb.store.driver import Asked, ask_ahead, fetch_whole, given, know_rows
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act, table_of
from qualwb.store.open_project import coder_asked, ensure_coder, now
from qualwb.store.texts import current_texts

_TABLE = table_of(PrintVersion)
_HERE = select(_TABLE).where(
    *(_TABLE.c[column] == given(column) for column in ("source_id", "start", "end")),
    _TABLE.c.orphaned_from.is_(None),
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A print version: the passage [start, end) of a source as said and as printed."""

    source_id: int
    source: str
    start: int
    end: int
    verbatim: str
    text: str
    edits: tuple[PrintEdit, ...]


@dataclass(frozen=True, slots=True)
class Untraceable:
    """A print version that can't be traced back to the transcript, and why."""

    source: str
    start: int
    end: int
    text: str
    why: str


def save(
    researcher: Researcher,
    passage: Passage,
    edits: Sequence[PrintEdit],
    reason: str = "",
    *,
    was: str | None = None,
) -> Printed:
    """Keep a print version of a passage, in place of one that is there.

    ``was`` is how the passage was printed when the edit began, '' for as it was said. Raises ``QualwbError``
    for edits that overlap or lie outside, or that leave nothing, ``StalePassage`` and ``ChangedMeanwhile``.
    """
    text = printed_text(passage.text, edits)
    if not text.strip():
        raise QualwbError(_("The print version would be empty."))
    kept = tuple(sorted(edits))
    with researcher.act("print.save", reason) as act:
        ask_ahead(act.connection, *_asked_of(researcher, passage), coder_asked(researcher.coder))
        passage = as_it_stands(act.connection, passage)
        _put(act, researcher, passage, text, kept, was)
        act.summary = _summary(passage, kept)
    return Printed(passage.source_id, passage.source, passage.start, passage.end, passage.text, text, kept)


def write(
    researcher: Researcher,
    passage: Passage,
    text: str,
    kind: EditKind = EditKind.OTHER,
    reason: str = "",
    *,
    was: str | None = None,
) -> Printed:
    """Keep a print version that the researcher wrote; edits that were there before keep their kinds.

    Raises as ``save`` does.
    """
    known = {(e.start, e.end, e.replacement): e.kind for e in _edits_there(researcher, passage)}
    edits = [
        PrintEdit(e.start, e.end, e.text, known.get((e.start, e.end, e.text), kind))
        for e in edits_between(passage.text, clean_text(text).strip()).edits
    ]
    return save(researcher, passage, edits, reason, was=was)


def clear(researcher: Researcher, passage: Passage) -> None:
    """Print the passage verbatim again. Raises ``NotFound`` when it has no print version."""
    with researcher.act("print.clear") as act:
        ask_ahead(act.connection, *_asked_of(researcher, passage))
        passage = as_it_stands(act.connection, passage)
        row = _row(act.connection, passage)
        if row is None:
            raise _missing(passage)
        _refuse_hidden(act, researcher, row["id"])
        act.delete(PrintVersion, [row["id"]])
        act.summary = f"{passage.source} {passage.start}-{passage.end}"


def print_versions(connection: Connection) -> dict[tuple[int, int, int], Printed]:
    """All print versions that stand in the text, by (source key, start, end)."""
    table = table_of(PrintVersion)
    rows = connection.execute(
        select(table, Source.name.label("source"))
        .join(Source, Source.id == table.c.source_id)
        .where(table.c.orphaned_from.is_(None))
        .order_by(table.c.source_id, table.c.start, table.c.end)
    ).mappings()
    return {(row["source_id"], row["start"], row["end"]): _printed(row) for row in rows}


def untraceable(connection: Connection) -> list[Untraceable]:
    """Print versions whose edits don't lead from the transcript as it stands to what would be printed."""
    texts = current_texts(connection)
    found = []
    for one in print_versions(connection).values():
        said = texts[one.source_id][one.start : one.end]
        try:
            traced = printed_text(said, one.edits)
        except QualwbError as error:
            why = error.message
        else:
            if said != one.verbatim:
                why = _("the transcript has been changed there")
            elif traced != one.text:
                why = _("the edits give another text")
            else:
                continue
        found.append(Untraceable(one.source, one.start, one.end, one.text, why))
    return found


def _refuse_hidden(act: Act, researcher: Researcher, key: int) -> None:
    """Raise ``QualwbError`` when another wrote the print version and a blind round hides it."""
    if is_hidden(act, researcher, PrintVersion, key):
        raise QualwbError(
            _("Another coder has a print version of that passage, hidden from you while a round is blind."),
            _("It can be seen and changed when the round is released."),
        )


def _put(
    act: Act,
    researcher: Researcher,
    passage: Passage,
    text: str,
    edits: Sequence[PrintEdit],
    was: str | None,
) -> None:
    fields: dict[str, Any] = {
        "verbatim": passage.text,
        "text": text,
        "edits": [asdict(edit) for edit in edits],
        "coder_id": ensure_coder(act, researcher.coder),
        "updated_at": now(),
        "orphaned_from": None,
    }
    row = _row(act.connection, passage)
    if row is not None:
        _refuse_hidden(act, researcher, row["id"])
    refuse_changed(act, PrintVersion, row, {"text": was} if was is not None else None)
    if row is None:
        act.insert(PrintVersion, **_place(passage), **fields)
    else:
        act.update(PrintVersion, row["id"], **fields)


def _asked_of(researcher: Researcher, passage: Passage) -> Iterator[Asked]:
    """What is asked to write or clear the print version of a passage that stands where it did."""
    yield words_asked(passage)
    yield _HERE, _place(passage)
    yield from asked_of_blindness(researcher.coder)


def _place(passage: Passage) -> dict[str, int]:
    return {"source_id": passage.source_id, "start": passage.start, "end": passage.end}


def _row(connection: Connection, passage: Passage) -> Mapping[str, Any] | None:
    rows = fetch_whole(connection, _TABLE, _HERE, **_place(passage))
    know_rows(connection, _TABLE, rows)
    return rows[0] if rows else None


def _edits_there(researcher: Researcher, passage: Passage) -> tuple[PrintEdit, ...]:
    with researcher.project.reading() as connection:
        row = _row(connection, passage)
    return _edits(row["edits"]) if row is not None else ()


def _printed(row: RowMapping) -> Printed:
    place = (row["source_id"], row["source"], row["start"], row["end"])
    return Printed(*place, row["verbatim"], row["text"], _edits(row["edits"]))


def _edits(stored: Iterable[dict[str, Any]]) -> tuple[PrintEdit, ...]:
    return tuple(PrintEdit(**{**edit, "kind": EditKind(edit["kind"])}) for edit in stored)


def _summary(passage: Passage, edits: Sequence[PrintEdit]) -> str:
    kinds = [edit.kind.in_words for edit in edits if edit.accepted]
    counted = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    return f"{passage.source} {passage.start}-{passage.end}: {counted or '-'}"


def _missing(passage: Passage) -> NotFound:
    return NotFound(
        _("{source} {start}-{end}: has no print version.").format(
            source=passage.source, start=passage.start, end=passage.end
        )
    )


def is_coded(connection: Connection, passage: Passage) -> bool:
    """Whether a coding has just the passage's borders: a print version stands in for such a quote alone."""
    same = (Coding.source_id == passage.source_id, Coding.start == passage.start, Coding.end == passage.end)
    return connection.execute(select(Coding.id).where(*same).limit(1)).first() is not None
