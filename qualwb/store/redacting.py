"""What the journal says, reworded: the one act besides erasing that changes what was written.

The digests are reckoned anew from the first change that is reworded; whoever rewords keeps the last digest
from before, so that a copy from before can still be told to be one.
"""

from collections.abc import Callable

from sqlalchemy import BindParameter, Connection, bindparam, select, update

from qualwb.model import Change
from qualwb.store.errors import AlteredChange
from qualwb.store.journal import digest, table_of

TOLD = ("summary", "reason")
"""Columns of a change that are words."""


def last_digest(connection: Connection) -> str:
    """The digest of the newest change; '' when there is none."""
    newest = select(Change.digest).order_by(Change.id.desc()).limit(1)
    return connection.execute(newest).scalar() or ""


def reword_changes(connection: Connection, reword: Callable[[str], str]) -> int:
    """Reword summaries and reasons of all changes; returns how many of them are others now.

    Raises ``AlteredChange`` when the chain of digests does not hold: it would be hidden.
    """
    table = table_of(Change)
    before = after = ""
    reworded = 0
    new: list[dict[str, object]] = []
    for found in connection.execute(select(table).order_by(table.c.id)).mappings():
        row = dict(found)
        if digest(before, row) != row["digest"]:
            raise AlteredChange(row["id"])
        before = row["digest"]
        words = {name: reword(row[name]) for name in TOLD}
        reworded += any(words[name] != row[name] for name in TOLD)
        if reworded:
            after = digest(after, {**row, **words})
            put = {f"new_{name}": value for name, value in (*words.items(), ("digest", after))}
            new.append({"key": row["id"], **put})
        else:
            after = before
    if new:
        values: dict[str, BindParameter[str]] = {name: bindparam(f"new_{name}") for name in ("digest", *TOLD)}
        connection.execute(update(table).where(table.c.id == bindparam("key")).values(values), new)
    return reworded
