"""The codebook: codes as a tree, themes as a layer of their own, many to many."""

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualwb.model.base import Identified, Moment, Name, Prose, Record, reference


class Code(Identified, Record):
    """A code with the rule for its use; a tree through ``parent_id``."""

    __tablename__ = "code"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    name: Mapped[Name]
    parent_id: Mapped[int | None] = reference("code.id", nullable=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    definition: Mapped[Prose]
    include: Mapped[Prose]
    exclude: Mapped[Prose]
    examples: Mapped[Prose]
    colour: Mapped[Name] = mapped_column(default="", server_default="")
    created_at: Mapped[Moment]


class Theme(Identified, Record):
    """A claim that gathers codes; themes nest (main theme -> theme)."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    name: Mapped[Name]
    parent_id: Mapped[int | None] = reference("theme.id", nullable=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    definition: Mapped[Prose]
    """The central idea."""
    boundary: Mapped[Prose]
    counter_examples: Mapped[Prose]
    claim: Mapped[Prose]
    """What the report says of its spread, such as 'samtliga grupper'."""
    created_at: Mapped[Moment]


class ThemeCode(Record):
    """A code gathered by a theme."""

    __tablename__ = "theme_code"
    __table_args__ = (
        UniqueConstraint("theme_id", "code_id"),
        Index("ix_theme_code_code_id", "code_id"),
        {"sqlite_autoincrement": True},
    )

    theme_id: Mapped[int] = reference("theme.id", index=False)
    code_id: Mapped[int] = reference("code.id", index=False)
