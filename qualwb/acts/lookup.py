"""Names to rows, with an error that offers the nearest names."""

import unicodedata
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Participant, Record, Speaker
from qualwb.store.errors import NotFound
from qualwb.store.journal import table_of
from qualwb.store.naming import kind_of, not_found, place_of

__all__ = ["BadName", "NotFound", "clean_name", "find", "refuse_taken"]


class BadName(QualwbError):
    """A name that can't be given."""


def clean_name(name: str) -> str:
    """The name as stored: NFC, one line, without blanks around it. Raises ``BadName`` if nothing is left."""
    cleaned = " ".join(unicodedata.normalize("NFC", name).split())
    if not cleaned or not cleaned.isprintable():
        raise BadName(_("A name must have at least one printable character."))
    if len(cleaned) > 255:
        raise BadName(_("'{name}...' is longer than 255 characters.").format(name=cleaned[:40]))
    return cleaned


def find(
    connection: Connection, record: type[Record], name: str, *, column: str = "name", **where: Any
) -> RowMapping:
    """The row of that name: exact, else the only one that is equal without regard to case.

    Raises ``NotFound`` with the nearest names.
    """
    table = table_of(record)
    rows = connection.execute(select(table.c.id, table.c[column]).filter_by(**where)).all()
    names = [known for _key, known in rows]
    place = place_of(name, names)
    if place is None:
        raise not_found(kind_of(record), name, names)
    return connection.execute(select(table).where(table.c.id == rows[place][0])).mappings().one()


def refuse_taken(
    connection: Connection, record: type[Record], name: str, *, besides: int | None = None, **where: Any
) -> None:
    """Raise ``BadName`` when another row has the name, without regard to case."""
    table = table_of(record)
    column = "alias" if record is Participant else "label" if record is Speaker else "name"
    for key, known in connection.execute(select(table.c.id, table.c[column]).filter_by(**where)):
        if key != besides and known.casefold() == name.casefold():
            raise BadName(
                _("There is already a {kind} '{name}'.").format(kind=kind_of(record), name=known),
                _("Choose another name."),
            )
