"""The journal: one row an act, from which undo, redo and the audit trail are read."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from qualwb.model.base import Moment, Name, Prose, Record


class Change(Record):
    """One act of the researcher, with the row images before and after; a purge alone may change it."""

    __tablename__ = "change"
    __table_args__ = ({"sqlite_autoincrement": True},)

    at: Mapped[Moment]
    coder: Mapped[Name]
    act: Mapped[Name]
    """What was done, as 'code.merge'; 'undo' and 'redo' are acts on the change in ``target``."""
    summary: Mapped[Prose]
    reason: Mapped[Prose]
    target: Mapped[int | None] = mapped_column(index=True)
    images: Mapped[str] = mapped_column(Text)
    """JSON: a list of row images, in the order they were written."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 over the digest before it and this row: the chain that ``check`` follows.

    Of the images their SHA-256 alone takes part, so that the chain holds when they are erased.
    """
    erased: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of images that a purge erased, ``images`` being an empty list since; None while they stand."""
