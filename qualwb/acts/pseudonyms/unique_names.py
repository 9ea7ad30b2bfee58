"""Names that may stand once only, when names in them give way: two codes that would get the same one."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, String, Table, UniqueConstraint, select

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Participant, Record, Speaker
from qualwb.store.naming import kind_of

Changes = Mapping[str, Mapping[int, Mapping[str, Any]]]
"""New values of columns, by table and key."""


class SameName(QualwbError):
    """Two rows would get one name."""


def settled(
    connection: Connection, changes: Changes, *, number: bool
) -> dict[str, dict[int, dict[str, Any]]]:
    """The changes under which no two rows have a name that only one may have.

    With ``number`` the later one gets a number behind its name, else ``SameName`` is raised; of two labels of
    one source it always does, since they may be one person's. Names that are equal without regard to case are
    the same.
    """
    new = {table: {key: dict(values) for key, values in rows.items()} for table, rows in changes.items()}
    for name, rows in new.items():
        table = Record.metadata.tables[name]
        for column, scope in _unique_names(table):
            if any(column in values for values in rows.values()):
                _settle(connection, table, column, scope, rows, number)
    return new


def _settle(
    connection: Connection,
    table: Table,
    column: str,
    scope: list[str],
    rows: dict[int, dict[str, Any]],
    number: bool,
) -> None:
    columns = select(table.c.id, table.c[column], *(table.c[name] for name in scope)).order_by(table.c.id)
    stored = {key: (name, tuple(within)) for key, name, *within in connection.execute(columns)}
    changed = {key for key, values in rows.items() if values.get(column, stored[key][0]) != stored[key][0]}
    taken = {(within, name.casefold()) for key, (name, within) in stored.items() if key not in changed}
    for key in sorted(changed):
        within, name = stored[key][1], rows[key][column]
        if (within, name.casefold()) in taken:
            if not number and _record(table) is not Speaker:
                raise SameName(
                    _("Two would be called '{name}' ({kind}, '{former}').").format(
                        name=name, kind=kind_of(_record(table)), former=stored[key][0]
                    ),
                    _another(_record(table)),
                )
            name = rows[key][column] = _numbered(name, within, taken)
        taken.add((within, name.casefold()))


def _another(record: type[Record]) -> str:
    """What can be done about two of one name."""
    if record is Participant:
        return _(
            "One person: give the label that participant (qualwb speakers SOURCE --participant LABEL=ALIAS). "
            "Two: choose another alias (qualwb pseudonymise alias), or let them be numbered (--number)."
        )
    return _(
        "Choose another alias for one of them (qualwb pseudonymise alias), "
        "or let them be numbered (--number)."
    )


def _numbered(name: str, within: tuple[Any, ...], taken: set[tuple[tuple[Any, ...], str]]) -> str:
    n = 2
    while (within, f"{name} {n}".casefold()) in taken:
        n += 1
    return f"{name} {n}"


def _unique_names(table: Table) -> Iterator[tuple[str, list[str]]]:
    """The columns of strings that are unique, each with the other columns within which it is."""
    for rule in table.constraints:
        if isinstance(rule, UniqueConstraint):
            names = [column.name for column in rule.columns if isinstance(column.type, String)]
            if len(names) == 1:
                yield names[0], [column.name for column in rule.columns if column.name != names[0]]


def _record(table: Table) -> type[Record]:
    return next(one.class_ for one in Record.registry.mappers if one.local_table is table)
