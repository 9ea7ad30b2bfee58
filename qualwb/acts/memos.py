"""Memos: what the researcher thinks, tied to anything in the project."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from qualwb.acts.lookup import find, find_participant, names_asked
from qualwb.acts.meanwhile import refuse_changed
from qualwb.acts.passages import Passage, as_it_stands, words_asked
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import MEMO_TARGETS, Memo, Participant
from qualwb.store.blindness import Blindfold, asked_of_blindness
from qualwb.store.driver import Asked, ask_ahead, rows_asked, rows_of_keys
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act, table_of
from qualwb.store.naming import target_name
from qualwb.store.open_project import coder_asked, ensure_coder, now
from qualwb.store.what_became import who_deleted

__all__ = [
    "KINDS",
    "MEMO_TARGETS",
    "REFLEXIVITY",
    "delete",
    "hang_on",
    "new_memo",
    "rewrite",
    "set_kind",
    "target_name",
    "write",
]

REFLEXIVITY = "reflexivity"
"""What the researchers bring with them and how it colours the work; printed in the report as it stands."""
TOLD = 60
"""Characters of a memo in the journal's line; no sign follows: sealing looks for names that are cut there."""
KINDS = ("memo", "impression", "question", "idea", "decision", "condensation", REFLEXIVITY)


def write(
    researcher: Researcher,
    text: str,
    *,
    target: str = "project",
    name: str = "",
    group: str | None = None,
    passage: Passage | None = None,
    kind: str = "memo",
) -> int:
    """Write a memo and return its key.

    ``target`` is 'project', 'passage' or one of ``MEMO_TARGETS``, with ``name`` of the thing; a participant
    whose alias stands in several groups needs the ``group``, or a name as 'Group/Alias'. Raises
    ``QualwbError`` for an empty memo or an alias without its group, ``NotFound`` for an unknown thing and
    ``StalePassage`` for a passage whose words were changed.
    """
    if not text.strip():
        raise QualwbError(_("The memo is empty."))
    with researcher.act("memo.new") as act:
        ask_ahead(act.connection, coder_asked(researcher.coder), *_asked_of(passage, target, name))
        if passage is not None:
            passage = as_it_stands(act.connection, passage)
        key = new_memo(
            act, researcher.coder, text, target=target, name=name, group=group, passage=passage, kind=kind
        )
        on = " ".join(filter(None, (target_name(target), name or (passage.source if passage else ""))))
        act.summary = f"{on}: {text.strip()[:TOLD]}"
    return key


def new_memo(
    act: Act,
    coder: str,
    text: str,
    *,
    target: str = "project",
    name: str = "",
    group: str | None = None,
    passage: Passage | None = None,
    kind: str = "memo",
) -> int:
    """Within an act: a new memo."""
    tied: dict[str, int | str] = {}
    if passage is not None:
        tied = {
            "source_id": passage.source_id,
            "start": passage.start,
            "end": passage.end,
            "quote": passage.text,
        }
    elif target != "project":
        tied = {**hang_on(act.connection, target, name, group)}
    coder_id = ensure_coder(act, coder)
    moment = now()
    return act.insert(
        Memo, text=text.strip(), kind=kind, coder_id=coder_id, created_at=moment, updated_at=moment, **tied
    )


def hang_on(connection: Connection, target: str, name: str, group: str | None = None) -> dict[str, int]:
    """The memo's column for a thing of that kind and name, with the thing's key. Raises as ``write`` does."""
    record, column, label = MEMO_TARGETS[target]
    if record is Participant:
        return {column: find_participant(connection, name, group)["id"]}
    return {column: find(connection, record, name, column=label)["id"]}


def _asked_of(passage: Passage | None, target: str, name: str) -> Iterator[Asked]:
    """What is asked first of the thing that a memo hangs on."""
    if passage is not None:
        yield words_asked(passage)
    elif target in MEMO_TARGETS:
        record, _column, label = MEMO_TARGETS[target]
        yield from names_asked(record, [name], label)


def rewrite(researcher: Researcher, memo: int, text: str, *, was: str | None = None) -> None:
    """Change the text of a memo; ``was`` is what it said when the edit began.

    Raises ``NotFound`` and ``ChangedMeanwhile``.
    """
    with researcher.act("memo.rewrite") as act:
        row = _known(act, researcher, memo)
        refuse_changed(act, Memo, row, {"text": was} if was is not None else None)
        act.update(Memo, memo, text=text.strip(), updated_at=now())
        act.summary = f"{memo}: {text.strip()[:TOLD]}"


def set_kind(researcher: Researcher, memo: int, kind: str) -> None:
    """Say what kind of memo it is. Raises ``NotFound``."""
    with researcher.act("memo.rewrite") as act:
        row = _known(act, researcher, memo)
        act.update(Memo, memo, kind=kind, updated_at=now())
        act.summary = f"{memo}: {row['text'][:TOLD]}"


def delete(researcher: Researcher, memo: int) -> None:
    """Delete a memo. Raises ``NotFound``."""
    with researcher.act("memo.delete") as act:
        row = _known(act, researcher, memo)
        act.summary = f"{memo}: {row['text'][:TOLD]}"
        act.delete(Memo, [memo])


def _known(act: Act, researcher: Researcher, memo: int) -> Mapping[str, Any]:
    """The memo of that key. Raises ``NotFound`` unless there is one and the coder may see it."""
    asked = rows_asked(table_of(Memo), [memo])
    ask_ahead(act.connection, asked, *asked_of_blindness(researcher.coder))
    found = rows_of_keys(act.connection, table_of(Memo), [memo])
    row = dict(zip(table_of(Memo).columns.keys(), found[0], strict=True)) if found else None
    worn = Blindfold.for_coder(act.connection, researcher.coder)
    if row is None and (became := who_deleted(act.connection, Memo, memo, worn.lets_see)):
        raise NotFound(_("There is no memo {key}; {became}.").format(key=memo, became=became))
    if row is None or not worn.lets_see(Memo.__tablename__, row):
        raise NotFound(_("There is no memo {key}.").format(key=memo))
    return row
