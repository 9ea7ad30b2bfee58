"""What was done after an act and still stands: without what was undone since, and without its undoing."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    acts = [Standing(*row) for row in fetch(connection, _SINCE, number=change.id)]
    pairs = _with_undoing(_counting(acts, change), change.id)
    only_undone = tables is not None and not tables
    asked = [one for pair in pairs if pair[1] or not only_undone for one in pair if one]
    images = _images(connection, [one.number for one in asked], tables or ())
    left = [(one, undoing, _left(images, one, undoing)) for one, undoing in pairs]
    return tuple(replace(one, images=rest) for one, undoing, rest in left if rest or undoing is None)


def _counting(acts: Iterable[Standing], change: Change) -> list[Standing]:
    """The acts without those that turn nothing, and those that turned the change."""
    own = {change.id, change.target} - {None}
    return [one for one in acts if one.act not in NOT_TO_TURN and one.target not in own]


def _with_undoing(acts: Sequence[Standing], after: int) -> list[tuple[Standing, Standing | None]]:
    """The acts that may stand, each with the undo that was its newest turning, oldest first.

    Of the turnings of acts from before ``after`` the last one, unless it takes back the one before.
    """
    turnings: dict[int | None, list[Standing]] = {}
    for one in acts:
        if one.act in TURNING:
            turnings.setdefault(one.target, []).append(one)
    undoing = {target: turned[-1] for target, turned in turnings.items() if turned[-1].act == "undo"}
    found = [(one, undoing.get(one.number)) for one in acts if one.act not in TURNING]
    for target, turned in turnings.items():
        if (target or 0) <= after and len(turned) % 2:
            found.append((turned[-1], None))
    return sorted(found, key=lambda pair: pair[0].number)


def _left(
    images: Mapping[int, tuple[Image, ...]], one: Standing, undoing: Standing | None
) -> tuple[Image, ...]:
    """What an act did, as far as it was not undone."""
    whole = images.get(one.number, ())
    if undoing is None:
        return whole
    gone = rows_touched(images.get(undoing.number, ()))
    return tuple(
        rest
        for image in whole
        for rest in restricted(
            image, {key for table, key in rows_touched((image,)) if (table, key) not in gone}
        )
    )


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
