"""What the researcher decided of the names that the material holds."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from qualwb.model.base import (
    WORDS_OF_A_TEXT,
    Identified,
    Moment,
    Name,
    Prose,
    Record,
    reference,
    unique_where,
)

PRIVACY = "privacy"
"""The project's setting that tells how people are protected: what was done, and when. It names nobody."""


class NameVerdict(Identified, Record):
    """What becomes of a name wherever it stands, or at one place [start, end) of a source.

    The places of a name are found anew each time; only what a person decided is kept.
    """

    __tablename__ = "name_verdict"
    __table_args__ = (
        CheckConstraint("verdict IN ('open', 'replace', 'keep', 'generalise')", name="verdict"),
        CheckConstraint(
            '(source_id IS NULL) = (start IS NULL) AND (start IS NULL) = ("end" IS NULL)', name="passage"
        ),
        CheckConstraint('start IS NULL OR (0 <= start AND start < "end")', name="span"),
        unique_where("source_id IS NULL", "uq_name_verdict_name", "kind", "name"),
        {"sqlite_autoincrement": True},
    )

    kind: Mapped[str] = mapped_column(String(16))
    """person, place, organisation, address, phone ...; see ``qualwb.language.names``."""
    name: Mapped[Name]
    """The name as it is found, without genitive or ending."""
    verdict: Mapped[str] = mapped_column(String(16), default="open", server_default="open")
    alias: Mapped[Name] = mapped_column(default="", server_default="")
    """What is to stand instead; '' while the program may choose."""
    same_as: Mapped[Name] = mapped_column(default="", server_default="")
    """Name of the one of the same kind that this is another name of; '' for one of its own."""
    source_id: Mapped[int | None] = reference("source.id", nullable=True)
    start: Mapped[int | None]
    end: Mapped[int | None]
    quote: Mapped[Prose] = mapped_column(info=WORDS_OF_A_TEXT)
    orphaned_from: Mapped[int | None]
    coder_id: Mapped[int] = reference("coder.id")
    decided_at: Mapped[Moment]
