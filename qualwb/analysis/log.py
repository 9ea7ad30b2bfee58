"""The journal as it is read: who did what, when, and why."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.analysis.blindness import hidden_changes, hidden_summary
from qualwb.model import Change
from qualwb.store.undone import undone_acts


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One act. ``target`` is the number of the act that an undo or redo turned."""

    number: int
    at: str
    coder: str
    act: str
    summary: str
    reason: str
    target: int | None
    undone: bool
    erased: bool = False
    """Whether a purge erased what the act did, so that it can't be undone or redone."""


def log_entries(connection: Connection, *, limit: int | None = None, coder: str = "") -> tuple[LogEntry, ...]:
    """The acts, newest first; at most ``limit``, of one coder when named.

    Of acts that a blind round hides there is who did what when, and nothing of what it was done to.
    """
    undone, hidden = undone_acts(connection), hidden_changes(connection)
    statement = select(
        *(Change.id, Change.at, Change.coder, Change.act, Change.summary, Change.reason, Change.target),
        Change.erased.is_not(None),
    ).order_by(Change.id.desc())
    if coder:
        statement = statement.where(Change.coder == coder)
    if limit is not None:
        statement = statement.limit(limit)
    return tuple(
        LogEntry(
            *(number, at, who, act),
            hidden_summary() if number in hidden else summary,
            "" if number in hidden else reason,
            *(target, number in undone, bool(erased)),
        )
        for number, at, who, act, summary, reason, target, erased in connection.execute(statement)
    )


def summary_seen(connection: Connection, change: Change) -> str:
    """The summary of an act, unless a blind round hides it from whoever asks."""
    return hidden_summary() if hidden_changes(connection, change.id) else change.summary
