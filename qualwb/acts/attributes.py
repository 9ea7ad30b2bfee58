"""Attributes of many persons or sources at once, as one act."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.pasted_attributes import AttributeTable, Subject
from qualwb.acts.researcher import Researcher
from qualwb.alphabetical_order import numbered
from qualwb.attribute_order import attribute_order
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Group, Participant, Source
from qualwb.store.naming import kind_of, not_found

_PEOPLE = (
    select(Participant.id, Participant.attributes, Group.name, Participant.alias)
    .join(Group, Group.id == Participant.group_id)
    .order_by(Group.position, Group.id)
)
_SOURCES = (
    select(Source.id, Source.attributes, Source.name)
    .join(Group, Group.id == Source.group_id)
    .order_by(Group.position, Group.id, Source.position, Source.id)
)


class CellsChangedMeanwhile(QualwbError):
    """Others changed cells since the table was opened to be edited; nothing was written."""

    def __init__(self, cells: Iterable[str]) -> None:
        super().__init__(
            _("Changed by somebody else meanwhile: {cells}.").format(cells="; ".join(cells)),
            _("Your own cells are not lost: store them again, and they stand instead."),
        )


def attributes_of_people(connection: Connection) -> AttributeTable:
    """The participants with their attributes, by group and alias."""
    return _table(_rows(connection, Participant))


def attributes_of_sources(connection: Connection) -> AttributeTable:
    """The sources with their attributes, by name."""
    return _table(_rows(connection, Source))


def describe_people(
    researcher: Researcher,
    changes: Mapping[Subject, Mapping[str, str]],
    was: AttributeTable | None = None,
) -> int:
    """Give participants, by group and alias, new values of attributes; '' takes one away.

    ``was`` is the table that the changes began from. Returns how many participants that changed. Raises
    ``NotFound`` and ``CellsChangedMeanwhile``.
    """
    return _describe(researcher, Participant, "participant.describe", changes, was)


def describe_sources(
    researcher: Researcher,
    changes: Mapping[Subject, Mapping[str, str]],
    was: AttributeTable | None = None,
) -> int:
    """The same of sources, by name."""
    return _describe(researcher, Source, "source.describe", changes, was)


def _describe(
    researcher: Researcher,
    record: type[Participant] | type[Source],
    kind: str,
    changes: Mapping[Subject, Mapping[str, str]],
    was: AttributeTable | None,
) -> int:
    changed = 0
    with researcher.act(kind) as act:
        rows = _rows(act.connection, record)
        known = {who: (key, held) for key, held, who in rows}
        _refuse_changed(changes, was, _table(rows))
        for who, given in changes.items():
            key, held = _known(record, known, who)
            now = {name: value for name, value in {**held, **given}.items() if value != ""}
            if now != held:
                act.update(record, key, attributes=now)
                changed += 1
        if record is Participant:
            act.summary = ngettext("{n} participant", "{n} participants", changed).format(n=changed)
        else:
            act.summary = ngettext("{n} source", "{n} sources", changed).format(n=changed)
    return changed


def _refuse_changed(
    changes: Mapping[Subject, Mapping[str, str]], was: AttributeTable | None, now: AttributeTable
) -> None:
    """Raise ``CellsChangedMeanwhile`` where a cell says neither what it said before nor what it is to say."""
    if was is None:
        return
    cells = [
        f"{' / '.join(who)}, {name}: '{now.value(who, name)}'"
        for who, given in changes.items()
        for name, value in given.items()
        if who in now.subjects and now.value(who, name) not in (was.value(who, name), value)
    ]
    if cells:
        raise CellsChangedMeanwhile(cells)


def _known(record: Any, known: Mapping[Subject, Any], who: Subject) -> Any:
    if who not in known:
        raise not_found(kind_of(record), "/".join(who), ["/".join(one) for one in known])
    return known[who]


def _rows(connection: Connection, record: Any) -> list[tuple[int, dict[str, Any], Subject]]:
    """Key, attributes and name of each: sources in their order, people by group and alias."""
    asked = _PEOPLE if record is Participant else _SOURCES
    rows = [(key, dict(held), tuple(who)) for key, held, *who in connection.execute(asked)]
    if record is Source:
        return rows
    groups = list(dict.fromkeys(group for _key, _held, (group, _alias) in rows))
    return sorted(rows, key=lambda row: (groups.index(row[2][0]), numbered(row[2][1])))


def _table(rows: Iterable[tuple[int, dict[str, Any], Subject]]) -> AttributeTable:
    held = {who: {name: str(value) for name, value in given.items()} for _key, given, who in rows}
    return AttributeTable(tuple(held), attribute_order(held.values()), held)
