"""Whether names that were replaced are in a finished copy: as names, or for a reason that can be told."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, select

from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.acts.pseudonyms.key import Key, KnownName
from qualwb.acts.pseudonyms.leaks import LeakCheck, leaks_in
from qualwb.model import NameVerdict
from qualwb.progress import Progress
from qualwb.store.connection import engine_for
from qualwb.store.journal import table_of
from qualwb.store.project_file import ProjectFile

NO_KEY = Key(project="", key_id="", seed="")
"""Knows no name."""


def with_verdicts(connection: Connection, key: Key) -> Key:
    """The key, knowing too what the project itself knows as replaced, and what it keeps at some place.

    Once it is sealed it knows no name any more.
    """
    table = table_of(NameVerdict)
    gone = table.c.verdict.in_((Verdict.REPLACE, Verdict.GENERALISE)) & table.c.source_id.is_(None)
    rows = connection.execute(
        select(table.c.kind, table.c.name, table.c.alias).where(gone).order_by(table.c.id)
    )
    known = tuple(KnownName(kind, name, "", alias) for kind, name, alias in rows)
    kept_there = (table.c.verdict == Verdict.KEEP) & table.c.source_id.is_not(None)
    kept = connection.execute(select(table.c.quote).where(kept_there)).scalars()
    return replace(key, names=(*key.names, *known), kept=(*key.kept, *kept))


def originals_in(copy: Path, key: Key, progress: Progress) -> LeakCheck:
    """Which names of the key are in the copy, encrypted or not, where, and why they may be."""
    with ProjectFile(copy, engine_for(copy)) as made:
        return leaks_in(made, key, [copy], progress)
