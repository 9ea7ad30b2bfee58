"""Memos, and what they can hang on."""

from typing import NamedTuple

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from qualwb.model.base import WORDS_OF_A_TEXT, Identified, Moment, Name, Prose, Record, reference
from qualwb.model.codebook import Code, Theme
from qualwb.model.material import Group, Participant, Question, Source


class MemoTarget(NamedTuple):
    """A kind of thing that memos hang on: its record, the memo's column for it, the column of its name."""

    record: type[Record]
    column: str
    label: str = "name"


MEMO_TARGETS = {
    "group": MemoTarget(Group, "group_id"),
    "source": MemoTarget(Source, "source_id"),
    "participant": MemoTarget(Participant, "participant_id", "alias"),
    "code": MemoTarget(Code, "code_id"),
    "theme": MemoTarget(Theme, "theme_id"),
    "question": MemoTarget(Question, "question_id", "label"),
}
"""All kinds, besides the project as a whole and a passage of a source.

Another one also needs a column of ``Memo`` with a migration, an option of ``qualwb memo add``, a choice on
the memos' screen, and the act that deletes or merges the thing to take its memos along.
"""


class Memo(Identified, Record):
    """A text tied to the project or to one group, source, passage, participant, code, theme or question."""

    __tablename__ = "memo"
    __table_args__ = (
        CheckConstraint(
            " + ".join(f"({target.column} IS NOT NULL)" for target in MEMO_TARGETS.values()) + " <= 1",
            name="one_target",
        ),
        CheckConstraint(
            '(start IS NULL) = ("end" IS NULL) AND (start IS NULL OR source_id IS NOT NULL)', name="passage"
        ),
        CheckConstraint('start IS NULL OR (0 <= start AND start < "end")', name="span"),
        {"sqlite_autoincrement": True},
    )

    group_id: Mapped[int | None] = reference("focus_group.id", nullable=True)
    source_id: Mapped[int | None] = reference("source.id", nullable=True)
    participant_id: Mapped[int | None] = reference("participant.id", nullable=True)
    code_id: Mapped[int | None] = reference("code.id", nullable=True)
    theme_id: Mapped[int | None] = reference("theme.id", nullable=True)
    question_id: Mapped[int | None] = reference("question.id", nullable=True)
    start: Mapped[int | None]
    end: Mapped[int | None]
    quote: Mapped[Prose] = mapped_column(info=WORDS_OF_A_TEXT)
    orphaned_from: Mapped[int | None]
    kind: Mapped[Name] = mapped_column(default="memo", server_default="memo")
    text: Mapped[str] = mapped_column(Text)
    coder_id: Mapped[int] = reference("coder.id")
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
