"""The full-text index over turns. Derived from the texts, brought up to date when it is asked.

Tokens keep their diacritics, so å, ä and ö are letters of their own.
"""

from sqlalchemy import Connection

from qualwb.store.engines.backend import backend_of
from qualwb.store.open_project import OpenProject
from qualwb.store.turn_indexing import bring_up_to_date, is_up_to_date


def refresh_index(project: OpenProject) -> int:
    """Index the sources whose text or turns changed since they were indexed; returns how many.

    Where acts keep the index up to date themselves, nothing is left to do.
    """
    with project.reading() as connection:
        if backend_of(connection).turn_index.kept_by_acts or is_up_to_date(connection):
            return 0
    with project.writing() as connection:
        return bring_up_to_date(connection)


def known_terms(connection: Connection) -> list[str]:
    """Every word form in the index, casefolded, sorted."""
    return backend_of(connection).turn_index.terms(connection)
