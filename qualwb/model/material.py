"""The material: groups, sources with text versions, people, turns, questions."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualwb.model.base import Attributes, Identified, Moment, Name, Prose, Record, reference


class Group(Identified, Record):
    """A focus group: the case that results are reported by."""

    __tablename__ = "focus_group"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    name: Mapped[Name]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    attributes: Mapped[Attributes]


class TextContent(Record):
    """A text, kept once under its hash. Never changed and never journalled: versions point to it."""

    __tablename__ = "text_content"
    __table_args__ = (UniqueConstraint("sha256"), {"sqlite_autoincrement": True})

    sha256: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)


class Source(Identified, Record):
    """One transcript or document of a group, and where it came from."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    name: Mapped[Name]
    group_id: Mapped[int] = reference("focus_group.id")
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    reader: Mapped[Name] = mapped_column(default="", server_default="")
    file_name: Mapped[Prose]
    file_sha256: Mapped[str] = mapped_column(String(64), default="", server_default="")
    imported_at: Mapped[Moment]
    attributes: Mapped[Attributes]
    import_report: Mapped[Attributes]
    recording: Mapped[Attributes]
    """``path`` and ``sha256`` of the recording that it was written down from; empty where none is tied."""


class TextVersion(Record):
    """One state of a source's text; the highest number is the one in use."""

    __tablename__ = "text_version"
    __table_args__ = (
        UniqueConstraint("source_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length >= 0", name="length"),
        {"sqlite_autoincrement": True},
    )

    source_id: Mapped[int] = reference("source.id", index=False)
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("text_content.sha256"))
    length: Mapped[int]
    created_at: Mapped[Moment]


RESEARCHERS = ("moderator", "observer")
"""Roles of those who lead or watch a conversation instead of taking part in it."""


class Participant(Identified, Record):
    """A person under an alias, in a group."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("group_id", "alias"),
        CheckConstraint("role IN ('moderator', 'participant', 'observer', 'unknown')", name="role"),
        {"sqlite_autoincrement": True},
    )

    group_id: Mapped[int] = reference("focus_group.id", index=False)
    alias: Mapped[Name]
    role: Mapped[str] = mapped_column(String(16), default="participant", server_default="participant")
    attributes: Mapped[Attributes]


class Speaker(Record):
    """A label in one source. It points to a participant; 'Flera' and 'Okänd' point to none."""

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("source_id", "label"), {"sqlite_autoincrement": True})

    source_id: Mapped[int] = reference("source.id", index=False)
    label: Mapped[Name]
    participant_id: Mapped[int | None] = reference("participant.id", nullable=True)


class Question(Identified, Record):
    """An item of the interview guide."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("position"), {"sqlite_autoincrement": True})

    position: Mapped[int]
    label: Mapped[Name]
    text: Mapped[Prose]


class Turn(Record):
    """One contribution: code points [start, end) of the source's text, without its label."""

    __tablename__ = "turn"
    __table_args__ = (
        UniqueConstraint("source_id", "number"),
        CheckConstraint('0 <= start AND start <= "end"', name="span"),
        CheckConstraint("kind IN ('speech', 'text')", name="kind"),
        Index("ix_turn_source_id_start", "source_id", "start"),
        {"sqlite_autoincrement": True},
    )

    source_id: Mapped[int] = reference("source.id", index=False)
    number: Mapped[int]
    speaker_id: Mapped[int | None] = reference("speaker.id", nullable=True)
    question_id: Mapped[int | None] = reference("question.id", nullable=True)
    kind: Mapped[str] = mapped_column(String(8), default="speech", server_default="speech")
    start: Mapped[int]
    end: Mapped[int]
    time_start: Mapped[float | None]
    time_end: Mapped[float | None]
