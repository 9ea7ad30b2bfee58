"""Rows that a blind round hides from the one who is about to write over them."""

from sqlalchemy import select

from qualwb.acts.researcher import Researcher
from qualwb.model import Record


def is_hidden(researcher: Researcher, record: type[Record], key: int) -> bool:
    """Whether the row of that key, which is there, is hidden from the researcher."""
    with researcher.project.reading() as connection:
        return connection.execute(select(record.id).where(record.id == key)).first() is None
