"""Within an act: a coding looked up, or given another code."""

from typing import Any

from sqlalchemy import select

from qualwb.localization import gettext as _
from qualwb.model import Coding
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act, table_of


def coding_row(act: Act, key: int) -> dict[str, Any]:
    """The row of a coding. Raises ``NotFound``."""
    table = table_of(Coding)
    row = act.connection.execute(select(table).where(table.c.id == key)).mappings().first()
    if row is None:
        raise NotFound(_("There is no coding {key}.").format(key=key))
    return dict(row)


def repoint(act: Act, coding: int, code_id: int) -> None:
    """Within an act: move a coding to another code; a double is removed and its choice as key quote kept."""
    row = coding_row(act, coding)
    if row["code_id"] == code_id:
        return
    table = table_of(Coding)
    twin = (
        act.connection.execute(
            select(table).where(
                *(
                    table.c[name] == row[name]
                    for name in ("source_id", "start", "end", "coder_id", "round_id")
                ),
                table.c.code_id == code_id,
                table.c.orphaned_from.is_(None),
            )
        )
        .mappings()
        .first()
    )
    if twin is None or row["orphaned_from"] is not None:
        act.update(Coding, coding, code_id=code_id)
        return
    if row["cited"]:
        act.update(Coding, twin["id"], cited=True)
    act.delete(Coding, [coding])
