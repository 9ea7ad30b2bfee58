"""Names to keys, with an error that offers the nearest names."""

import unicodedata
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from qualwb.localization import gettext as _
from qualwb.model import Code, Coder, Group, Participant, Question, Record, Round, Source, Theme
from qualwb.store.errors import NotFound


def named_keys(connection: Connection, record: type[Record]) -> dict[str, int]:
    """Key by name of all rows of a record that has a unique name."""
    rows = connection.execute(select(record.name, record.id).order_by(record.id))  # type: ignore[attr-defined]
    return dict(map(tuple, rows))


def keys_of(connection: Connection, record: type[Record], names: Iterable[str]) -> frozenset[int]:
    """The keys of the rows of these names. Raises ``NotFound`` with the nearest names."""
    names = tuple(names)
    if not names:
        return frozenset()
    known = named_keys(connection, record)
    return frozenset(known[match(name, known, kind_of(record))] for name in names)


def match(name: str, known: Mapping[str, object] | Iterable[str], kind: str) -> str:
    """The known name meant: exact, else the only one that is equal without regard to case.

    Raises ``NotFound``.
    """
    known = list(known)
    wanted = unicodedata.normalize("NFC", name).strip()
    if wanted in known:
        return wanted
    folded = [other for other in known if other.casefold() == wanted.casefold()]
    if len(folded) == 1:
        return folded[0]
    raise NotFound(_("There is no {kind} '{name}'.").format(kind=kind, name=wanted), _nearest(wanted, known))


def kind_of(record: type[Record]) -> str:
    """What a record is called in messages."""
    names = {
        Code: _("code"),
        Theme: _("theme"),
        Source: _("source"),
        Group: _("group"),
        Participant: _("participant"),
        Question: _("question"),
        Coder: _("coder"),
        Round: _("round"),
    }
    return names.get(record, record.__tablename__)


def _nearest(name: str, known: list[str]) -> str:
    from rapidfuzz import process

    near = [found for found, _score, _i in process.extract(name, known, limit=3, score_cutoff=60)]
    if near:
        return _("Did you mean {names}?").format(names=", ".join(f"'{found}'" for found in near))
    if 0 < len(known) <= 12:
        return _("There are: {names}.").format(names=", ".join(known))
    return ""
