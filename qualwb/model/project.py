"""The project itself, and who works on it."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualwb.model.base import Attributes, Moment, Name, Prose, Record


class Project(Record):
    """The one row that describes the project file."""

    __tablename__ = "project"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"), {"sqlite_autoincrement": True})

    name: Mapped[Name]
    description: Mapped[Prose]
    language: Mapped[Name] = mapped_column(default="sv", server_default="sv")
    created_at: Mapped[Moment]
    settings: Mapped[Attributes]


class Coder(Record):
    """A person who codes."""

    __tablename__ = "coder"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    name: Mapped[Name]


class Round(Record):
    """A pass through the material: first, second, consensus."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    name: Mapped[Name]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
