"""What stays decided of names when the originals leave a project, or are left out of a copy of it."""

from collections.abc import Iterable
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

    A place that is kept stays so, under the words that stand there: the name may tell more than they do. So
    does a name that the key tells of and that is kept where it stands: another copy, or an act that was
    undone, replaced it.
    """
    table = table_of(NameVerdict)
    known = {(one.kind, one.name): one.alias for one in key.names}
    kept_there = (table.c.verdict == Verdict.KEEP) & table.c.source_id.is_not(None)
    kept_there &= table.c.orphaned_from.is_(None)
    connection.execute(update(table).where(kept_there).values(name=table.c.quote, alias="", same_as=""))
    rows = [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]
    kept_here = _kept_though_known(connection, rows, key)
    connection.execute(update(table).where(table.c.id.in_(kept_here)).values(alias="", same_as=""))
    staying = [row for row in rows if row["id"] in kept_here or _tells_no_original(row, originals)]
    taken = {(row["kind"], row["name"]) for row in staying}
    connection.execute(delete(table).where(table.c.id.not_in([row["id"] for row in staying])))
    for row in rows:
        alias = row["alias"] or known.get((row["kind"], row["name"]), "")
        free = alias and not is_tag(alias) and (row["kind"], alias) not in taken
        if row["verdict"] in REPLACED and row["source_id"] is None and free:
            taken.add((row["kind"], alias))
            kept = {"name": alias, "alias": "", "same_as": "", "verdict": Verdict.KEEP.value}
            connection.execute(table.insert().values({**row, **kept}))


def _kept_though_known(connection: Connection, rows: Iterable[dict[str, Any]], key: Key) -> set[int]:
    """The decisions to keep a name of the key, of those that still stand in the material."""
    kept = {
        row["name"]: row["id"]
        for row in rows
        if row["verdict"] == Verdict.KEEP and row["source_id"] is None and row["name"] in key.kept
    }
    standing = _standing(connection, kept) if kept else set()
    return {number for name, number in kept.items() if name.casefold() in standing}


def _standing(connection: Connection, names: Iterable[str]) -> set[str]:
    """Those of the names that stand anywhere in the material, folded."""
    known = Lexicon({name: name for name in names}, any_case=True)
    return {one.instead.casefold() for text in strings(connection) for one in known.found_in(text)}


def leave_standing(connection: Connection) -> None:
    """What was decided of names that stand nowhere any more goes, and of places without their words."""
    table = table_of(NameVerdict)
    rows = connection.execute(select(table.c.id, table.c.name, table.c.quote, table.c.orphaned_from)).all()
    standing = _standing(connection, (name for _key, name, _quote, _lost in rows))
    gone = [key for key, name, _quote, lost in rows if lost is not None or name.casefold() not in standing]
    connection.execute(delete(table).where(table.c.id.in_(gone)))


def _tells_no_original(row: dict[str, Any], originals: Lexicon) -> bool:
    if row["verdict"] == Verdict.KEEP and row["source_id"] is not None and row["orphaned_from"] is None:
        return True  # its words stand in the text itself
    words = [row[name] for name in ("name", "alias", "same_as", "quote")]
    return row["verdict"] not in REPLACED and not originals.stands_in(words)
