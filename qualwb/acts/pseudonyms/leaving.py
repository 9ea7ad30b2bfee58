"""What stays decided of names when the originals leave a project, or are left out of a copy of it."""

from typing import Any

from sqlalchemy import Connection, delete, select, update

from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.acts.pseudonyms.key import Key
from qualwb.acts.pseudonyms.lexicon import Lexicon
from qualwb.acts.pseudonyms.material import strings
from qualwb.acts.pseudonyms.places import REPLACED
from qualwb.language.names.inflection import is_tag
from qualwb.model import NameVerdict
from qualwb.store.journal import table_of


def leave_aliases(connection: Connection, key: Key, originals: Lexicon) -> None:
    """What was decided of names that were replaced goes; that their aliases are no new names is kept.

    A place that is kept stays so, under the words that stand there: the name may tell more than they do.
    """
    table = table_of(NameVerdict)
    known = {(one.kind, one.name): one.alias for one in key.names}
    kept_there = (table.c.verdict == Verdict.KEEP) & table.c.source_id.is_not(None)
    kept_there &= table.c.orphaned_from.is_(None)
    connection.execute(update(table).where(kept_there).values(name=table.c.quote, alias="", same_as=""))
    rows = [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]
    staying = [row for row in rows if _tells_no_original(row, originals)]
    taken = {(row["kind"], row["name"]) for row in staying}
    connection.execute(delete(table).where(table.c.id.not_in([row["id"] for row in staying])))
    for row in rows:
        alias = row["alias"] or known.get((row["kind"], row["name"]), "")
        free = alias and not is_tag(alias) and (row["kind"], alias) not in taken
        if row["verdict"] in REPLACED and row["source_id"] is None and free:
            taken.add((row["kind"], alias))
            kept = {"name": alias, "alias": "", "same_as": "", "verdict": Verdict.KEEP.value}
            connection.execute(table.insert().values({**row, **kept}))


def leave_standing(connection: Connection) -> None:
    """What was decided of names that stand nowhere any more goes, and of places without their words."""
    table = table_of(NameVerdict)
    rows = connection.execute(select(table.c.id, table.c.name, table.c.quote, table.c.orphaned_from)).all()
    names = Lexicon({name: name for _key, name, _quote, _lost in rows}, any_case=True)
    standing = {one.instead.casefold() for text in strings(connection) for one in names.found_in(text)}
    gone = [key for key, name, _quote, lost in rows if lost is not None or name.casefold() not in standing]
    connection.execute(delete(table).where(table.c.id.in_(gone)))


def _tells_no_original(row: dict[str, Any], originals: Lexicon) -> bool:
    if row["verdict"] == Verdict.KEEP and row["source_id"] is not None and row["orphaned_from"] is None:
        return True  # its words stand in the text itself
    words = [row[name] for name in ("name", "alias", "same_as", "quote")]
    return row["verdict"] not in REPLACED and not originals.stands_in(words)
