"""Undo of what nobody built on, and what is told of what was built on."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.localization import gettext as _
from qualwb.model import Change
from qualwb.store.blindness import Blindfold
from qualwb.store.built_on import Later
from qualwb.store.engines.backend import backend_of
from qualwb.store.errors import BuiltOn, LaterAct, NothingToUndo
from qualwb.store.hidden_acts import hidden_acts
from qualwb.store.images import Image, Row, keys_of, restricted
from qualwb.store.journal import Act
from qualwb.store.parts import can_be_parted, plan
from qualwb.store.placement import refuse_other_words
from qualwb.store.standing import Standing, standing_since
from qualwb.store.turning import not_to_undo, refuse_fixed, to_redo, to_undo, turn_back


@dataclass(frozen=True, slots=True)
class Stay:
    """Rows of an act that stay when it is undone in parts, and which act stands in their way, if one does."""

    table: str
    rows: int
    later: LaterAct | None


@dataclass(frozen=True, slots=True)
class PartsUndone:
    """An act that was undone in parts: how many rows were turned back, and what of it stays."""

    change: Change
    turned: int
    stays: tuple[Stay, ...] = ()


def refuse_hidden(connection: Connection, viewer: str, number: int | None) -> None:
    """Raise ``NothingToUndo`` for an act that a blind round hides from the viewer, as for none."""
    if number in hidden_acts(connection, Blindfold.for_coder(connection, viewer), number):
        raise not_to_undo(number)


def undo_parts(
    connection: Connection, act: Act, *, viewer: str, number: int | None = None, coder: str | None = None
) -> PartsUndone:
    """Turn back what of the newest act can be turned; what can't be, and why, as the ``viewer`` may see it.

    It counts as undone then, and redo brings back just what was turned. An act with rows that make no sense
    alone, such as a source's, is turned whole. Raises as ``undo`` does, and ``NothingToUndo`` if nothing can.
    """
    change = to_undo(connection, number, coder)
    images = json.loads(change.images)
    later = standing_since(connection, change)
    if not later or not can_be_parted(images):
        turn_back(connection, act, change)
        act.summary = change.summary
        return PartsUndone(change, len({row for image in act.images for row in _rows(image)}))
    refuse_fixed(connection, change, later)
    planned = plan(connection, change, later)
    if not planned.turned:
        raise NothingToUndo(_("Nothing of it can be undone: all of it was built on."))
    stays = _stays(connection, viewer, images, planned.stays, Later(connection, later))
    if backend_of(connection).hides:
        refuse_other_words(connection, planned.images)
    act.turn_back(planned.images)
    act.summary = change.summary
    if planned.stays:
        act.summary = _("{what} ({n} of {all} parts)").format(
            what=change.summary, n=planned.turned, all=planned.turned + len(planned.stays)
        )
    return PartsUndone(change, planned.turned, stays)


def built_on(
    connection: Connection,
    kind: str,
    *,
    viewer: str,
    number: int | None = None,
    coder: str | None = None,
    alone: bool = False,
) -> BuiltOn | None:
    """What is told when undo or redo (``kind``) was refused since the rows moved; None if no act did it.

    Names, times and summaries are as the ``viewer`` may see them; ``alone`` as ``undo`` has it.
    """
    if kind == "undo":
        change = turned = to_undo(connection, number, coder, alone=alone)
    else:
        change, turned = to_redo(connection, coder)
    later = standing_since(connection, turned)
    images = json.loads(turned.images)
    found = Later(connection, later).in_the_way(images)
    if not found:
        return None
    parted = kind == "undo" and not alone and can_be_parted(images)
    parts = plan(connection, turned, later).turned if parted else 0
    return BuiltOn(change.act, change.summary, _as_seen(connection, viewer, found), parts)


def _stays(
    connection: Connection, viewer: str, images: Sequence[Image], rows: frozenset[Row], later: Later
) -> tuple[Stay, ...]:
    """The rows that stay, by table and by the act that stands in their way."""
    counted: dict[tuple[str, int], int] = {}
    acts: dict[int, Standing] = {}
    for table, key in sorted(rows):
        own = [part for image in images if image["table"] == table for part in restricted(image, {key})]
        first = next(iter(later.in_the_way(own)), None)
        number = first.number if first else 0
        if first:
            acts[number] = first
        counted[table, number] = counted.get((table, number), 0) + 1
    seen = {told.number: told for told in _as_seen(connection, viewer, tuple(acts.values()))}
    return tuple(Stay(table, n, seen.get(number)) for (table, number), n in counted.items())


def _rows(image: Image) -> set[Row]:
    return {(image["table"], key) for key in keys_of(image)}


def _as_seen(connection: Connection, viewer: str, acts: Sequence[Standing]) -> tuple[LaterAct, ...]:
    hidden = hidden_acts(connection, Blindfold.for_coder(connection, viewer))
    return tuple(
        LaterAct(one.number)
        if one.number in hidden
        else LaterAct(one.number, one.at, one.coder, one.act, one.summary)
        for one in acts
    )
