"""Within an act: codings get another code; of two that come to stand on one place, one is kept."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.hanging import Hook, keys_of
from qualwb.model import Adjudication, Coding, Record, Summary
from qualwb.store.journal import Act, table_of
from qualwb.store.together import together

PLACE = ("source_id", "start", "end", "coder_id", "round_id")
"""What two codings of one code may not have in common."""

RESTS_ON_CODINGS = ((Adjudication, "codings"), (Adjudication, "result"), (Summary, "codings"))
"""Records, and their columns, that name codings by their keys."""

OF_CODE: Hook = (Coding, "code_id")


def repoint(
    act: Act, codings: Iterable[Mapping[str, Any]], code_id: int, there: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Within an act: move codings to another code; of two that would stand on one place, one is kept.

    ``there`` are the codings that the code has. Returns those that it has then.
    """
    has = list(there)
    held = {_place(row): row["id"] for row in has if row["orphaned_from"] is None}
    moving: list[Mapping[str, Any]] = []
    doubles = {}
    for row in codings:
        kept = row["id"] if row["orphaned_from"] is not None else held.setdefault(_place(row), row["id"])
        if kept == row["id"]:
            moving.append(row)
        else:
            doubles[row["id"]] = kept
    act.update_many(Coding, keys_of(moving), code_id=code_id)
    keep_one(act, doubles)
    return has + moving


def _place(coding: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(coding[name] for name in PLACE)


def keep_one(act: Act, doubles: Mapping[int, int]) -> None:
    """Within an act: remove doubles of codings, given with the one that is kept in place of each.

    The one that is kept is a key quote if any of them was, and what rested on a double rests on it.
    """
    if not doubles:
        return
    cited = select(Coding.id).where(Coding.id.in_(doubles), Coding.cited)
    quotes, *resting = together(
        act.connection,
        lambda asked: asked.execute(cited).scalars().all(),
        *(partial(_resting, record, column) for record, column in RESTS_ON_CODINGS),
    )
    act.update_many(Coding, [doubles[key] for key in quotes], cited=True)
    for (record, column), rows in zip(RESTS_ON_CODINGS, resting, strict=True):
        for key, codings in rows:
            if not doubles.keys().isdisjoint(codings):
                act.update(
                    record, key, **{column: sorted({doubles.get(coding, coding) for coding in codings})}
                )
    act.delete(Coding, doubles)


def _resting(record: type[Record], column: str, connection: Connection) -> Sequence[Any]:
    """The keys of a record's rows with the codings that they name in the column."""
    table = table_of(record)
    return connection.execute(select(table.c.id, table.c[column])).all()
