"""Within an act: new codes and themes in their trees, and no loops."""

from typing import Any

from sqlalchemy import func, select

from qualwb.acts.lookup import refuse_taken
from qualwb.colours import code_colour
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Code, Record
from qualwb.store.journal import Act, table_of
from qualwb.store.project_file import now


class BadTree(QualwbError):
    """A move that would put something beneath itself."""


def new_code(act: Act, name: str, **fields: Any) -> int:
    """Within an act: a new code at the end of the codebook, with the next colour of the palette."""
    refuse_taken(act.connection, Code, name)
    count = act.connection.execute(select(func.count(Code.id))).scalar_one()
    fields.setdefault("colour", code_colour(count))
    return act.insert(Code, name=name, position=count, created_at=now(), **fields)


def refuse_loop(act: Act, record: type[Record], key: int, parent_id: int | None) -> None:
    """Raise ``BadTree`` when ``parent_id`` lies beneath ``key`` or is it."""
    table = table_of(record)
    at = parent_id
    while at is not None:
        if at == key:
            raise BadTree(_("Nothing can lie beneath itself."))
        at = act.connection.execute(select(table.c.parent_id).where(table.c.id == at)).scalar()


def refuse_loop_with(act: Act, target: int, merged: set[int]) -> None:
    """Lift the merge target out when it lies beneath a code that is merged into it."""
    table = table_of(Code)
    parent = act.connection.execute(select(table.c.parent_id).where(table.c.id == target)).scalar()
    while parent in merged:
        parent = act.connection.execute(select(table.c.parent_id).where(table.c.id == parent)).scalar()
    act.update(Code, target, parent_id=parent)
