"""The groups of a project."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from qualwb.model import Group, Source


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its attributes and the number of its sources."""

    name: str
    attributes: Mapping[str, Any]
    sources: int


def group_list(connection: Connection) -> tuple[GroupRow, ...]:
    """The groups in order."""
    rows = connection.execute(
        select(Group.name, Group.attributes, func.count(Source.id))
        .join(Source, Source.group_id == Group.id, isouter=True)
        .group_by(Group.id)
        .order_by(Group.position, Group.id)
    )
    return tuple(GroupRow(name, dict(attributes or {}), sources) for name, attributes, sources in rows)
