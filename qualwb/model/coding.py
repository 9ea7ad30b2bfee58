"""What the researcher attaches to the material: codings, and what is made of them."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualwb.model.base import (
    WORDS_OF_A_TEXT,
    Attributes,
    Identified,
    Moment,
    Name,
    Prose,
    Record,
    reference,
    unique_where,
)

ONE_PLACE = ("source_id", "start", "end", "code_id", "coder_id", "round_id")
"""What no two codings may have in common."""
DECIDED = "consensus"
"""The origin of codings that stand in consensus because coders agreed or a disagreement was decided."""
BY_HAND = "manual"
"""The origin of codings whose code the coder chose without being offered it."""
SUGGESTED = "suggestion"
"""The origin of codings whose code was suggested, and accepted."""
FOUND_BY_SEARCH = "autocode"
"""The origin of codings that were found by a search and ticked."""


class Coding(Identified, Record):
    """A code on a passage [start, end) of a source, by a coder, in a round, with the quoted text."""

    __tablename__ = "coding"
    __table_args__ = (
        CheckConstraint('0 <= start AND start < "end"', name="span"),
        unique_where(
            "orphaned_from IS NULL",
            "uq_coding_passage",
            *("source_id", "start", "end", "code_id", "coder_id", "round_id"),
        ),
        Index("ix_coding_code_id_source_id", "code_id", "source_id", "round_id", "start", "end", "cited"),
        {"sqlite_autoincrement": True},
    )

    source_id: Mapped[int] = reference("source.id", index=False)
    code_id: Mapped[int] = reference("code.id", index=False)
    coder_id: Mapped[int] = reference("coder.id")
    round_id: Mapped[int] = reference("round.id")
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str] = mapped_column(Text, info=WORDS_OF_A_TEXT)
    cited: Mapped[bool] = mapped_column(default=False, server_default="0")
    """A key quote: chosen to be printed in the report."""
    origin: Mapped[str] = mapped_column(String(32), default=BY_HAND, server_default=BY_HAND)
    """manual, suggestion, in vivo, autocode, report, import, merge, consensus."""
    orphaned_from: Mapped[int | None]
    """Number of the text version that the passage was lost from; None while it stands in the text."""
    created_at: Mapped[Moment]


class PrintVersion(Identified, Record):
    """How a passage is printed: the edited text beside the verbatim one, with each edit and its kind."""

    __tablename__ = "print_version"
    __table_args__ = (
        CheckConstraint('0 <= start AND start < "end"', name="span"),
        unique_where("orphaned_from IS NULL", "uq_print_version_passage", "source_id", "start", "end"),
        {"sqlite_autoincrement": True},
    )

    source_id: Mapped[int] = reference("source.id", index=False)
    start: Mapped[int]
    end: Mapped[int]
    verbatim: Mapped[str] = mapped_column(Text, info=WORDS_OF_A_TEXT)
    text: Mapped[str] = mapped_column(Text, info=WORDS_OF_A_TEXT)
    edits: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, default=list, server_default="[]", info=WORDS_OF_A_TEXT
    )
    orphaned_from: Mapped[int | None]
    coder_id: Mapped[int] = reference("coder.id")
    updated_at: Mapped[Moment]


class Summary(Identified, Record):
    """A cell of the framework matrix: the analyst's own words on a theme in a group or for a participant."""

    __tablename__ = "summary"
    __table_args__ = (
        *(
            unique_where(f"{case} IS NOT NULL", f"uq_summary_theme_id_{case}", "theme_id", case)
            for case in ("group_id", "participant_id")
        ),
        CheckConstraint("(group_id IS NULL) <> (participant_id IS NULL)", name="one_case"),
        {"sqlite_autoincrement": True},
    )

    theme_id: Mapped[int] = reference("theme.id", index=False)
    group_id: Mapped[int | None] = reference("focus_group.id", nullable=True)
    participant_id: Mapped[int | None] = reference("participant.id", nullable=True)
    text: Mapped[str] = mapped_column(Text)
    codings: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    coder_id: Mapped[int] = reference("coder.id")
    updated_at: Mapped[Moment]


class Reading(Record):
    """That a coder has read a source through, and when last."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("source_id", "coder_id"), {"sqlite_autoincrement": True})

    source_id: Mapped[int] = reference("source.id", index=False)
    coder_id: Mapped[int] = reference("coder.id")
    read_at: Mapped[Moment]


class SavedQuery(Identified, Record):
    """A retrieval that the researcher wants to run again."""

    __tablename__ = "saved_query"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    name: Mapped[Name]
    query: Mapped[Attributes]


class SuggestionEvent(Identified, Record):
    """What a researcher did with a suggested code on a passage, and what was shown."""

    __tablename__ = "suggestion_event"
    __table_args__ = (
        CheckConstraint("outcome IN ('accepted', 'changed', 'refused')", name="outcome"),
        CheckConstraint('0 <= start AND start < "end"', name="span"),
        {"sqlite_autoincrement": True},
    )

    source_id: Mapped[int] = reference("source.id")
    start: Mapped[int]
    end: Mapped[int]
    code_id: Mapped[int | None] = reference("code.id", nullable=True)
    """The code that was suggested."""
    chosen_id: Mapped[int | None] = reference("code.id", nullable=True)
    """The code that was taken instead, when the suggestion was changed."""
    outcome: Mapped[str] = mapped_column(String(16))
    rank: Mapped[int]
    score: Mapped[float | None]
    shown_before: Mapped[bool] = mapped_column(default=True, server_default="1")
    """Whether the suggestion was on screen before the coder chose."""
    suggester: Mapped[Name]
    reason: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """The kind of the reason that weighed most; empty when it was not noted."""
    probability: Mapped[float | None]
    """How likely the code was said to be right, where that was said."""
    encoder: Mapped[Name] = mapped_column(default="", server_default="")
    """Name and version of what encoded the meaning of texts; empty when nothing did."""
    coder_id: Mapped[int] = reference("coder.id")
    created_at: Mapped[Moment]


class Adjudication(Identified, Record):
    """How a disagreement between the coders of a round was solved, and why."""

    __tablename__ = "adjudication"
    __table_args__ = (
        CheckConstraint("outcome IN ('one', 'both', 'neither', 'new')", name="outcome"),
        CheckConstraint("(outcome = 'one') = (taken_from_id IS NOT NULL)", name="taken_from"),
        {"sqlite_autoincrement": True},
    )

    source_id: Mapped[int] = reference("source.id")
    round_id: Mapped[int] = reference("round.id")
    """The round whose coders disagreed."""
    codings: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    """Keys of the codings that disagreed; one alone where the other coder had none."""
    result: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    """Keys of the codings that the decision put into consensus."""
    outcome: Mapped[str] = mapped_column(String(16))
    """one (of the coders' codings), both, neither, new (another passage or code)."""
    taken_from_id: Mapped[int | None] = reference("coder.id", nullable=True)
    """Whose coding was taken, when one was."""
    reason: Mapped[Prose]
    coder_id: Mapped[int] = reference("coder.id")
    """Who decided."""
    decided_at: Mapped[Moment]
