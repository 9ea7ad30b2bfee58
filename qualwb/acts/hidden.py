"""Rows that a blind round hides from the one who is about to write over them."""

from sqlalchemy import select

from qualwb.acts.researcher import Researcher
from qualwb.model import Record
from qualwb.store.blindness import Blindfold
from qualwb.store.journal import Act


def is_hidden(act: Act, researcher: Researcher, record: type[Record], key: int) -> bool:
    """Whether the row of that key, which is there, is hidden from the researcher.

    What is asked first is that of ``asked_of_blindness``.
    """
    if not Blindfold.for_coder(act.connection, researcher.coder).rounds:
        return False
    with researcher.project.reading() as connection:
        return connection.execute(select(record.id).where(record.id == key)).first() is None
