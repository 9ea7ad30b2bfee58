"""Reading sources through, before they are coded: who did, and when."""

from collections.abc import Iterable

from sqlalchemy import select

from qualwb.acts.lookup import find, names_asked
from qualwb.acts.researcher import Researcher
from qualwb.model import Coder, Reading, Source
from qualwb.store.driver import ask_ahead, fetch_whole, given, know_rows
from qualwb.store.journal import table_of
from qualwb.store.open_project import coder_asked, ensure_coder, now

_READ = (
    select(table_of(Reading)).join(Coder, Coder.id == Reading.coder_id).where(Coder.name == given("coder"))
)


def mark_read(researcher: Researcher, sources: Iterable[str]) -> None:
    """Keep that the coder has read the sources through; a later reading takes the place of an earlier one."""
    names = list(sources)
    with researcher.act("source.read") as act:
        who = {"coder": researcher.coder}
        ask_ahead(act.connection, coder_asked(researcher.coder), (_READ, who), *names_asked(Source, names))
        coder = ensure_coder(act, researcher.coder)
        rows = [find(act.connection, Source, name) for name in names]
        table = table_of(Reading)
        read = {row["source_id"]: row for row in fetch_whole(act.connection, table, _READ, **who)}
        for row in rows:
            earlier = read.get(row["id"])
            if earlier is None:
                act.insert(Reading, source_id=row["id"], coder_id=coder, read_at=now())
            else:
                know_rows(act.connection, table, [earlier])
                act.update(Reading, earlier["id"], read_at=now())
        act.summary = ", ".join(f"'{row['name']}'" for row in rows)
