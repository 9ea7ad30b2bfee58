"""Names to rows, with an error that offers the nearest names."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Group, Participant, Question, Record
from qualwb.store.driver import Asked, fetch, fetch_whole, given, know_rows, row_of
from qualwb.store.errors import NotFound
from qualwb.store.journal import table_of
from qualwb.store.naming import kind_of, namesakes, not_found, place_of
from qualwb.store.what_became import what_became

__all__ = [
    "BadName",
    "NotFound",
    "clean_name",
    "find",
    "find_known",
    "name_asked",
    "names_asked",
    "refuse_taken",
]


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
) -> Mapping[str, Any]:
    """The row of that name: exact, else the only one that is equal without regard to case.

    Raises ``NotFound`` with what became of the name, or with the nearest names.
    """
    row = find_known(connection, record, name, column=column, **where)
    if row is None:
        names = [known for _key, known in fetch(connection, _names(record, column, *where), **where)]
        raise not_found(kind_of(record), name, names, what_became(connection, record, name))
    return row


def find_known(
    connection: Connection, record: type[Record], name: str, *, column: str = "name", **where: Any
) -> Mapping[str, Any] | None:
    """The same, or None: for what makes a thing that is not there yet."""
    if exact := find_exact(connection, record, name, column=column, **where):
        return exact
    rows = fetch(connection, _names(record, column, *where), **where)
    place = place_of(name, [known for _key, known in rows])
    return row_of(connection, table_of(record), rows[place][0]) if place is not None else None


def find_exact(
    connection: Connection, record: type[Record], name: str, *, column: str = "name", **where: Any
) -> Mapping[str, Any] | None:
    """The row of just that name, or None."""
    table = table_of(record)
    rows = fetch_whole(connection, table, _named(record, column, *where), name=name, **where)
    know_rows(connection, table, rows)
    return rows[0] if rows else None


def name_asked(record: type[Record], name: str, *, column: str = "name", **where: Any) -> Asked:
    """What ``find`` asks first for this name."""
    return _named(record, column, *where), {"name": name, **where}


def names_asked(record: type[Record], names: Iterable[str], column: str = "name") -> Iterator[Asked]:
    """What ``find`` asks first for each of these names."""
    return ((_named(record, column), {"name": name}) for name in names)


@cache
def _named(record: type[Record], column: str, *where: str) -> Select[*tuple[Any, ...]]:
    table = table_of(record)
    return select(table).where(
        table.c[column] == given("name"), *(table.c[other] == given(other) for other in where)
    )


@cache
def _names(record: type[Record], column: str, *where: str) -> Select[int, str]:
    table = table_of(record)
    # Names are unique, so they come in their order without being sorted.
    order = table.c.position if record is Question else table.c[column]
    names = select(table.c.id, table.c[column]).order_by(order)
    return names.where(*(table.c[name] == given(name) for name in where))


def find_participant(connection: Connection, name: str, group: str | None = None) -> Mapping[str, Any]:
    """The participant of that alias, in the group when one is named; ``name`` may be 'Group/Alias' as well.

    Raises ``NotFound``, and ``QualwbError`` with the groups when several have such a participant.
    """
    if group is not None:
        within = find(connection, Group, group)["id"]
        return find(connection, Participant, name, column="alias", group_id=within)
    people = select(Participant.alias, Group.name).join(Group, Group.id == Participant.group_id)
    known = connection.execute(people.order_by(Group.position, Group.id, Participant.id)).all()
    wanted = unicodedata.normalize("NFC", name).strip()
    folded = wanted.casefold()
    found = (
        [(alias, home) for alias, home in known if alias == wanted]
        or [(alias, home) for alias, home in known if alias.casefold() == folded]
        or [(alias, home) for alias, home in known if f"{home}/{alias}".casefold() == folded]
    )
    if not found:
        raise not_found(kind_of(Participant), name, list(dict.fromkeys(alias for alias, _home in known)))
    alias, home = found[0]
    if len(found) > 1:
        raise QualwbError(
            _("Several groups have a participant '{name}': {groups}.").format(
                name=alias, groups=", ".join(home for _alias, home in found)
            ),
            _("Name the group too, as '{example}'.").format(example=f"{home}/{alias}"),
        )
    return find_participant(connection, alias, home)


def refuse_taken(
    connection: Connection, record: type[Record], name: str, *, besides: int | None = None, **where: Any
) -> None:
    """Raise ``BadName`` when another row has the name, without regard to case."""
    for key, known in namesakes(connection, record, name, **where):
        if key != besides:
            raise BadName(
                _("There is already a {kind} '{name}'.").format(kind=kind_of(record), name=known),
                _("Choose another name."),
            )
