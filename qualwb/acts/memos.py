"""Memos: what the researcher thinks, tied to anything in the project."""

from sqlalchemy import select

from qualwb.acts.lookup import find
from qualwb.acts.passages import Passage
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Code, Group, Memo, Participant, Question, Record, Source, Theme
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act
from qualwb.store.project_file import ensure_coder, now

KINDS = ("memo", "impression", "question", "idea", "decision", "condensation")

TARGETS: dict[str, tuple[type[Record], str]] = {
    "group": (Group, "group_id"),
    "source": (Source, "source_id"),
    "participant": (Participant, "participant_id"),
    "code": (Code, "code_id"),
    "theme": (Theme, "theme_id"),
    "question": (Question, "question_id"),
}


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

    ``target`` is 'project', 'passage' or a key of ``TARGETS``, with ``name`` of the thing; a participant's
    alias needs the ``group``. Raises ``QualwbError`` for an empty memo and ``NotFound`` for an unknown thing.
    """
    if not text.strip():
        raise QualwbError(_("The memo is empty."))
    with researcher.act("memo.new") as act:
        key = new_memo(
            act, researcher.coder, text, target=target, name=name, group=group, passage=passage, kind=kind
        )
        act.summary = f"{target} {name or (passage.source if passage else '')}: {text.strip()[:60]}"
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
        record, column = TARGETS[target]
        where = {"group_id": find(act.connection, Group, group)["id"]} if group else {}
        label = {"participant": "alias", "question": "label"}.get(target, "name")
        tied = {column: find(act.connection, record, name, column=label, **where)["id"]}
    coder_id = ensure_coder(act, coder)
    moment = now()
    return act.insert(
        Memo, text=text.strip(), kind=kind, coder_id=coder_id, created_at=moment, updated_at=moment, **tied
    )


def rewrite(researcher: Researcher, memo: int, text: str, kind: str | None = None) -> None:
    """Change the text of a memo. Raises ``NotFound``."""
    with researcher.act("memo.rewrite") as act:
        _refuse_unknown(act, memo)
        fields = {"text": text.strip(), "updated_at": now()} | ({"kind": kind} if kind else {})
        act.update(Memo, memo, **fields)
        act.summary = f"{memo}: {text.strip()[:60]}"


def delete(researcher: Researcher, memo: int) -> None:
    """Delete a memo. Raises ``NotFound``."""
    with researcher.act("memo.delete") as act:
        _refuse_unknown(act, memo)
        act.summary = str(memo)
        act.delete(Memo, [memo])


def _refuse_unknown(act: Act, memo: int) -> None:
    if act.connection.execute(select(Memo.id).where(Memo.id == memo)).scalar() is None:
        raise NotFound(_("There is no memo {key}.").format(key=memo))
