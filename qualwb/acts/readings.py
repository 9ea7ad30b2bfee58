"""Reading sources through, before they are coded: who did, and when."""

from collections.abc import Iterable

from sqlalchemy import select

from qualwb.acts.lookup import find
from qualwb.acts.researcher import Researcher
from qualwb.model import Reading, Source
from qualwb.store.open_project import ensure_coder, now


def mark_read(researcher: Researcher, sources: Iterable[str]) -> None:
    """Keep that the coder has read the sources through; a later reading takes the place of an earlier one."""
    with researcher.act("source.read") as act:
        coder = ensure_coder(act, researcher.coder)
        rows = [find(act.connection, Source, name) for name in sources]
        for row in rows:
            same = (Reading.source_id == row["id"], Reading.coder_id == coder)
            key = act.connection.execute(select(Reading.id).where(*same)).scalar()
            if key is None:
                act.insert(Reading, source_id=row["id"], coder_id=coder, read_at=now())
            else:
                act.update(Reading, key, read_at=now())
        act.summary = ", ".join(f"'{row['name']}'" for row in rows)
