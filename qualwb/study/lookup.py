"""Names to rows, with an error that offers the nearest names."""

import unicodedata
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Code, Group, Participant, Question, Record, Source, Speaker, Theme
from qualwb.store.errors import NotFound
from qualwb.store.journal import table_of


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


def kind_of(record: type[Record]) -> str:
    """What a record is called in messages."""
    names = {
        Code: _("code"),
        Theme: _("theme"),
        Source: _("source"),
        Group: _("group"),
        Participant: _("participant"),
        Speaker: _("speaker"),
        Question: _("question"),
    }
    return names.get(record, record.__tablename__)


def find(
    connection: Connection, record: type[Record], name: str, *, column: str = "name", **where: Any
) -> RowMapping:
    """The row of that name: exact, else the only one that is equal without regard to case.

    Raises ``NotFound`` with the nearest names.
    """
    table = table_of(record)
    wanted = unicodedata.normalize("NFC", name).strip()
    names = connection.execute(select(table.c.id, table.c[column]).filter_by(**where)).all()
    exact = [key for key, known in names if known == wanted]
    folded = [key for key, known in names if known.casefold() == wanted.casefold()]
    for found in (exact, folded):
        if len(found) == 1:
            return connection.execute(select(table).where(table.c.id == found[0])).mappings().one()
    raise NotFound(
        _("There is no {kind} '{name}'.").format(kind=kind_of(record), name=wanted),
        _nearest(wanted, [known for _key, known in names]),
    )


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


def _nearest(name: str, names: list[str]) -> str:
    from rapidfuzz import process

    near = [found for found, _score, _i in process.extract(name, names, limit=3, score_cutoff=60)]
    if near:
        return _("Did you mean {names}?").format(names=", ".join(f"'{n}'" for n in near))
    if 0 < len(names) <= 12:
        return _("There are: {names}.").format(names=", ".join(names))
    return ""
