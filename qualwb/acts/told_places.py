"""Where an act happened, as the journal tells it: a source and its turns."""

from sqlalchemy import Connection, select

from qualwb.acts.passages import Passage
from qualwb.store.driver import Asked, fetch, given
from qualwb.store.told_turns import told_turns, turns_of

_TURNS = select(*turns_of(given("source"), given("start"), given("end")))


def told_asked(passage: Passage) -> Asked:
    """What ``told_passage`` asks."""
    return _TURNS, {"source": passage.source_id, "start": passage.start, "end": passage.end}


def told_passage(connection: Connection, passage: Passage) -> str:
    """A passage of the text in use, by its source and turns."""
    constant, values = told_asked(passage)
    ((first, last),) = fetch(connection, constant, **values)
    return told_turns(passage.source, first, last)
