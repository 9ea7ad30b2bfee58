"""The project itself, and who works on it."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualwb.model.base import Attributes, Identified, Moment, Name, Prose, Record, reference


class Project(Identified, Record):
    """The one row that describes the project file."""

    __tablename__ = "project"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"), {"sqlite_autoincrement": True})

    name: Mapped[Name]
    description: Mapped[Prose]
    language: Mapped[Name] = mapped_column(default="sv", server_default="sv")
    created_at: Mapped[Moment]
    settings: Mapped[Attributes]


class Coder(Identified, Record):
    """A person who codes."""

    __tablename__ = "coder"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    name: Mapped[Name]


class Round(Identified, Record):
    """A pass through the material: first, second, consensus; a blind one hides coders from each other."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    name: Mapped[Name]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    blind: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether a coder sees their own codings alone, until the round is released."""
    released_at: Mapped[Moment | None]


class FinishedCoding(Record):
    """That a coder has finished coding a source in a round: what bears no code was judged to need none."""

    __tablename__ = "finished_coding"
    __table_args__ = (UniqueConstraint("source_id", "coder_id", "round_id"), {"sqlite_autoincrement": True})

    source_id: Mapped[int] = reference("source.id", index=False)
    coder_id: Mapped[int] = reference("coder.id")
    round_id: Mapped[int] = reference("round.id")
    finished_at: Mapped[Moment]
