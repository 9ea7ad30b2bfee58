"""Mending what no act makes but a file may hold: codes and themes that lie beneath themselves or nothing."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from qualwb.acts.researcher import Researcher
from qualwb.acts.trees import Tree
from qualwb.localization import ngettext
from qualwb.model import Code, Theme
from qualwb.store.project_file import as_file
from qualwb.store.tree_faults import readable

TREES: tuple[Tree, ...] = (Code, Theme)


@dataclass(frozen=True, slots=True)
class Repaired:
    """The codes and themes that were put at the top, and the backup of the state before."""

    names: tuple[str, ...]
    backup: Path | None = None


def repair_trees(researcher: Researcher) -> Repaired:
    """Put codes and themes that lie beneath themselves, or beneath what is gone, at the top.

    One act in the journal, with a verified backup before it; nothing is done to sound trees.
    """
    with researcher.project.reading() as connection:
        if not any(_faulty(connection, record) for record in TREES):
            return Repaired(())
    names: list[str] = []
    with (
        as_file(researcher.project).backed_up("repair", broken=True) as backup,
        researcher.act("project.repair") as act,
    ):
        for record in TREES:
            faulty = _faulty(act.connection, record)
            act.update_many(record, faulty, parent_id=None)
            names += faulty.values()
        said = ngettext("{n} at the top: {names}", "{n} at the top: {names}", len(names))
        act.summary = said.format(n=len(names), names=", ".join(f"'{name}'" for name in names))
    return Repaired(tuple(names), backup)


def _faulty(connection: Connection, record: Tree) -> dict[int, str]:
    """The names of the rows that are not read where they say that they lie, by key."""
    rows = connection.execute(select(record.id, record.name, record.parent_id).order_by(record.id)).all()
    places = readable({key: parent for key, _name, parent in rows})
    return {key: name for key, name, parent in rows if places[key] != parent}
