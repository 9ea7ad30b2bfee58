"""Other words for what the journal says of acts, for when somebody's name or words may not stand there.

The digest of a change covers what it says, so the chain is made anew from the first change that says
something else: the journal verifies as before, but no longer vouches that those words were the first ones.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select, update

from qualwb.model import Change
from qualwb.store.journal import digest, table_of

Said = tuple[str, str]
"""Summary and reason of a change."""


def what_is_said(connection: Connection) -> dict[int, Said]:
    """Summary and reason of every change, by number."""
    rows = select(Change.id, Change.summary, Change.reason).order_by(Change.id)
    return {key: (summary, reason) for key, summary, reason in connection.execute(rows)}


def reword_changes(connection: Connection, reworded: Mapping[int, Said]) -> None:
    """Give changes, by number, another summary and reason."""
    if not reworded:
        return
    table = table_of(Change)
    first = min(reworded)
    before = select(table.c.digest).where(table.c.id < first).order_by(table.c.id.desc()).limit(1)
    previous = connection.execute(before).scalar() or ""
    written = []
    for row in connection.execute(select(table).where(table.c.id >= first).order_by(table.c.id)).mappings():
        summary, reason = reworded.get(row["id"], (row["summary"], row["reason"]))
        previous = digest(previous, {**row, "summary": summary, "reason": reason})
        written.append({"key": row["id"], "said": summary, "why": reason, "sealed": previous})
    statement = update(table).where(table.c.id == bindparam("key"))
    connection.execute(
        statement.values(summary=bindparam("said"), reason=bindparam("why"), digest=bindparam("sealed")),
        written,
    )
