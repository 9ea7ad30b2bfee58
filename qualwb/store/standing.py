"""What was done after an act and still stands: without what was undone since, and without its undoing."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, or_, select

from qualwb.model import Change
from qualwb.store.driver import Asked, fetch, given
from qualwb.store.images import Image, Row, restricted, rows_touched
from qualwb.store.special_acts import NOT_TO_TURN, TURNING

NOTHING: Collection[str] = ()
"""As ``tables``: what the acts did to rows is not asked for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An act that stands; ``images`` is what of it stands, as far as it was asked for."""

    number: int
    at: str
    coder: str
    act: str
    summary: str
    target: int | None
    """The older act that it turned, for an undo or redo."""
    images: tuple[Image, ...] = ()

    @property
    def rows(self) -> frozenset[Row]:
        """The rows that it wrote."""
        return rows_touched(self.images)


def standing_since(
    connection: Connection, change: Change, *, tables: Collection[str] | None = None
) -> tuple[Standing, ...]:
    """The acts after a change that stand, oldest first; with ``tables``, images of those on them are read.

    Undo and redo of acts since are no acts of their own: an act that was undone does not stand, one that was
    undone in parts stands with the rest. Those of older acts are, where they did not take back each other.
    What became of the change itself does not count.
    """
    own = {change.id, change.target} - {None}
    acts = [Standing(*row) for row in fetch(connection, _SINCE, number=change.id)]
    acts = [one for one in acts if one.act not in NOT_TO_TURN and one.target not in own]
    turnings: dict[int | None, list[Standing]] = {}
    for one in acts:
        if one.act in TURNING:
            turnings.setdefault(one.target, []).append(one)
    undoing = {target: turned[-1] for target, turned in turnings.items() if turned[-1].act == "undo"}
    found = [one for one in acts if one.act not in TURNING]
    for target, turned in turnings.items():
        if (target or 0) <= change.id and len(turned) % 2:
            found.append(turned[-1])
    found.sort(key=lambda one: one.number)
    undone = [one for one in found if one.number in undoing]
    asked = undone if tables is not None and not tables else found
    numbers = [one.number for one in (*asked, *(undoing[one.number] for one in undone))]
    images = _images(connection, numbers, tables or ())
    standing = []
    for one in found:
        whole = images.get(one.number, ())
        if one.number in undoing:
            whole = _without(whole, rows_touched(images.get(undoing[one.number].number, ())))
            if not whole:
                continue
        standing.append(replace(one, images=whole))
    return tuple(standing)


def since_asked(change: Change) -> Asked:
    """What ``standing_since`` asks first."""
    return _SINCE, {"number": change.id}


_SINCE = (
    select(Change.id, Change.at, Change.coder, Change.act, Change.summary, Change.target)
    .where(Change.id > given("number"))
    .order_by(Change.id)
)


def _images(
    connection: Connection, numbers: Sequence[int], tables: Collection[str]
) -> dict[int, tuple[Image, ...]]:
    """The images of the changes of these numbers, in the journal; of those on these tables, if any."""
    found = {}
    for first in range(0, len(numbers), 500):
        statement = select(Change.id, Change.images).where(Change.id.in_(numbers[first : first + 500]))
        if tables:
            named = (
                Change.images.contains(f'"table":"{table}"', autoescape=True) for table in sorted(tables)
            )
            statement = statement.where(or_(*named))
        found.update({number: tuple(json.loads(images)) for number, images in connection.execute(statement)})
    return found


def _without(images: Iterable[Image], gone: frozenset[Row]) -> tuple[Image, ...]:
    """The images without those rows."""
    if not gone:
        return tuple(images)
    return tuple(
        left
        for image in images
        for left in restricted(
            image, {key for table, key in rows_touched((image,)) if (table, key) not in gone}
        )
    )
