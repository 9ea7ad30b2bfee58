"""Other words for what the journal says of acts, for when somebody's name or words may not stand there.

The digest of a change covers what it says, so the chain is made anew from the first change that says
something else: the journal verifies as before, but no longer vouches that those words were the first ones.
Whoever rewords may keep the last digest from before, so that a copy from before can still be told to be one.

What was erased of a change leaves its SHA-256, from which whoever guesses a name could tell that it was that
one. It gives way to a random one.
"""

import secrets
from collections.abc import Callable

from sqlalchemy import Connection, bindparam, select, update

from qualwb.model import Change
from qualwb.store.errors import AlteredChange
from qualwb.store.journal import digest, table_of

Said = tuple[str, str]
"""Summary and reason of a change."""


def what_is_said(connection: Connection) -> dict[int, Said]:
    """Summary and reason of every change, by number."""
    rows = select(Change.id, Change.summary, Change.reason).order_by(Change.id)
    return {key: (summary, reason) for key, summary, reason in connection.execute(rows)}


def last_digest(connection: Connection) -> str:
    """The digest of the newest change; '' when there is none."""
    newest = select(Change.digest).order_by(Change.id.desc()).limit(1)
    return connection.execute(newest).scalar() or ""


def reword_changes(connection: Connection, reword: Callable[[int, Said], Said]) -> int:
    """Give changes another summary and reason, by number and words; returns how many say something else now.

    Raises ``AlteredChange`` when the chain of digests does not hold: it would be hidden.
    """
    table = table_of(Change)
    before = after = ""
    reworded = 0
    remade = False
    written: list[dict[str, object]] = []
    for row in connection.execute(select(table).order_by(table.c.id)).mappings():
        if digest(before, dict(row)) != row["digest"]:
            raise AlteredChange(row["id"])
        before = row["digest"]
        was = row["summary"], row["reason"]
        summary, reason = reword(row["id"], was)
        erased = None if row["erased"] is None else secrets.token_hex(32)
        reworded += (summary, reason) != was
        remade = remade or (summary, reason) != was or erased is not None
        if remade:
            told = {"summary": summary, "reason": reason, "erased": erased}
            after = digest(after, {**row, **told})
            written.append(
                {"key": row["id"], "said": summary, "why": reason, "gone": erased, "sealed": after}
            )
        else:
            after = before
    if written:
        statement = update(table).where(table.c.id == bindparam("key"))
        statement = statement.values(
            summary=bindparam("said"),
            reason=bindparam("why"),
            erased=bindparam("gone"),
            digest=bindparam("sealed"),
        )
        connection.execute(statement, written)
    return reworded
