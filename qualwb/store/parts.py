"""Turning an act back in parts: the rows that nobody changed since, as far as they hold together so.

Parts make sense where a row means something by itself: a coding, a code, a memo. A source with its text, its
turns and people goes whole or not at all, and with it whatever else the act did.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.model import (
    Adjudication,
    Change,
    Code,
    Coder,
    Coding,
    FinishedCoding,
    Memo,
    PrintVersion,
    Reading,
    Record,
    Round,
    SavedQuery,
    SuggestionEvent,
    Summary,
    Theme,
    ThemeCode,
)
from qualwb.store.images import Image, Row, keys_of, restricted, rows_in
from qualwb.store.journal import with_defaults
from qualwb.store.placement import OF_PLACE, PLACED, placement
from qualwb.store.standing import Standing
from qualwb.store.state_to_come import Values, broken_rows

BY_ROW = frozenset(
    record.__tablename__
    for record in (
        *(Adjudication, Code, Coder, Coding, FinishedCoding, Memo, PrintVersion, Reading, Round, SavedQuery),
        *(SuggestionEvent, Summary, Theme, ThemeCode),
    )
)
"""Tables whose rows can be turned back one without the other."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which images of an act to turn, and which rows of it stay as they are."""

    images: tuple[Image, ...]
    turned: int
    stays: frozenset[Row]


@dataclass(slots=True)
class _Step:
    """What an act did to one row: its values before and after, None where there was no row."""

    before: Values | None
    after: Values | None
    whole: bool
    """Whether ``before`` is all of the row."""
    known: bool = True
    """Whether all values after are known; of a row of a bulk insert they are not."""


def can_be_parted(images: Iterable[Image]) -> bool:
    """Whether each row of an act can be turned back by itself."""
    return all(image["table"] in BY_ROW for image in images)


def plan(connection: Connection, change: Change, later: Sequence[Standing]) -> Plan:
    """What of an act can be turned back, after which these acts stand.

    ``can_be_parted`` must hold for it. What is turned leaves all references whole, no two rows where one may
    be, and no code or theme beneath itself.
    """
    images = [image for image in json.loads(change.images) if image["op"] != "past"]
    steps = _steps(images)
    there = _there(connection, steps)
    touched = frozenset(row for one in later for row in one.rows)
    moved_texts = frozenset(source for one in later for source in placement(connection, one.images).laid_out)
    coming: dict[Row, Values | None] = {}
    for row, step in steps.items():
        now = there.get(row)
        if _is_as_left(step, now) and (step.known or row not in touched):
            then = _then(row, step, now)
            if not _comes_to_another_text(row, step, then, moved_texts):
                coming[row] = then
    while broken := broken_rows(connection, coming):
        for row in broken:
            del coming[row]
    kept = [left for image in images for left in restricted(image, _keys(coming, image["table"]))]
    return Plan(tuple(kept), len(coming), frozenset(steps.keys() - coming.keys()))


def _keys(rows: Iterable[Row], table: str) -> set[int]:
    return {key for name, key in rows if name == table}


def _steps(images: Iterable[Image]) -> dict[Row, _Step]:
    """What the images did to each row, all in all."""
    found: dict[Row, _Step] = {}
    for image in images:
        whole = {row["id"]: row for row in rows_in(image)}
        for key in keys_of(image):
            row = (image["table"], key)
            earlier = found.get(row)
            match image["op"]:
                case "insert" | "insert_many":
                    before, all_of_it = (earlier.before, earlier.whole) if earlier else (None, True)
                    found[row] = _Step(before, dict(whole.get(key, {})), all_of_it, key in whole)
                case "delete" | "delete_many":
                    gone = whole[key] | (earlier.before or {}) if earlier else whole[key]
                    before = None if earlier and earlier.before is None else gone
                    found[row] = _Step(before, None, True)
                case _:
                    step = earlier or _Step({}, {}, whole=False)
                    if step.before is not None:
                        step.before = {**image["before"], **step.before}
                    step.after = {**(step.after or {}), **image["after"]}
                    found[row] = step
    return {row: step for row, step in found.items() if step.before is not None or step.after is not None}


def _there(connection: Connection, rows: Iterable[Row]) -> dict[Row, Values]:
    """The rows as they are now, where they are there."""
    wanted = list(rows)
    found: dict[Row, Values] = {}
    for name in sorted({name for name, _key in wanted}):
        table, keys = Record.metadata.tables[name], sorted(_keys(wanted, name))
        for first in range(0, len(keys), 500):
            chosen = select(table).where(table.c.id.in_(keys[first : first + 500]))
            for row in connection.execute(chosen).mappings():
                found[name, row["id"]] = dict(row)
    return found


def _is_as_left(step: _Step, now: Values | None) -> bool:
    if step.after is None or now is None:
        return step.after is None and now is None
    return all(now[name] == value for name, value in step.after.items())


def _then(row: Row, step: _Step, now: Values | None) -> Values | None:
    """The row as it is when the act is turned back."""
    if step.before is None:
        return None
    if step.whole:
        return with_defaults(Record.metadata.tables[row[0]], step.before)
    return {**(now or {}), **step.before}


def _comes_to_another_text(row: Row, step: _Step, then: Values | None, moved_texts: Collection[int]) -> bool:
    """Whether a passage would come back to a text that was changed since."""
    if row[0] not in PLACED or then is None or then["source_id"] not in moved_texts:
        return False
    return step.after is None or not OF_PLACE.isdisjoint(step.before or ())
