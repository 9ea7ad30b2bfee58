"""Undo and redo: acts that turn another act back or bring it back, each a change of its own.

In a file they go over all acts, whoever did them. With a ``coder`` they go over that coder's alone: the acts
of others stay where they are, and drop nothing that the coder can redo. An act with others after it is turned
where every row still is as the act left it and what comes of it holds together.
"""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from qualwb.localization import gettext as _
from qualwb.model import Change
from qualwb.store import driver
from qualwb.store.as_left import asked_of
from qualwb.store.driver import fetch, given
from qualwb.store.engines.backend import backend_of
from qualwb.store.errors import ErasedChange, FinalChange, NothingToUndo, SealedChange
from qualwb.store.journal import Act, table_of, verify_digest
from qualwb.store.placement import refuse_other_places, refuse_other_words, words_asked_of
from qualwb.store.soundness import refuse_broken
from qualwb.store.special_acts import FINAL, NOT_TO_TURN, SEAL, TURNING
from qualwb.store.standing import NOTHING, Standing, since_asked, standing_since

_JOURNAL = table_of(Change)
_CHANGES = select(_JOURNAL).where(Change.id.in_([given("first"), given("second")])).order_by(Change.id)
_turned = _JOURNAL.alias()


def last_done(connection: Connection, coder: str | None = None) -> Change | None:
    """The newest act that is not undone, of this coder if one is named; no undo or redo."""
    found = fetch(connection, _last_done(coder is not None), **_named(coder))
    return _change(found[0]) if found else None


def next_undone(connection: Connection, coder: str | None = None) -> Change | None:
    """The act that redo brings back: the one that was undone last; None when a new act was done since.

    With a ``coder``, of what that coder did and undid.
    """
    found = _next_undone(connection, coder)
    return found[0] if found else None


def _next_undone(connection: Connection, coder: str | None) -> tuple[Change, Change] | None:
    """The act that redo brings back, and its newest undo."""
    redone = 0
    for act, target, newest, turning in fetch(connection, _turnings(coder is not None), **_named(coder)):
        if act == "redo":
            redone += 1
        elif redone:
            redone -= 1  # this undo was taken back by one of the redos after it
        elif newest == "undo":
            rows = fetch(connection, _CHANGES, first=target, second=turning)
            return _change(rows[0]), _change(rows[1])
    return None


def to_undo(
    connection: Connection, number: int | None = None, coder: str | None = None, *, alone: bool = False
) -> Change:
    """The act that undo turns back, which must have this number if one is given.

    ``alone``: that of the number, though others were done since. Raises ``NothingToUndo``.
    """
    if alone:
        return _numbered(connection, number, coder)
    change = last_done(connection, coder)
    if change is None:
        raise NothingToUndo(_("There is nothing to undo."))
    if number is not None and change.id != number:
        raise NothingToUndo(_("Something else was done meanwhile; nothing is undone."))
    return change


def _numbered(connection: Connection, number: int | None, coder: str | None) -> Change:
    """The act of the number, which is not undone. Raises ``NothingToUndo``."""
    found = fetch(connection, _done(coder is not None), number=number, **_named(coder))
    if not found:
        raise not_to_undo(number)
    return _change(found[0])


def not_to_undo(number: int | None) -> NothingToUndo:
    """That there is no act of the number to undo, whatever the reason."""
    told = _("Act {n} can't be undone: it is undone already, turns another act, or is not yours to undo.")
    return NothingToUndo(told.format(n=number))


def to_redo(connection: Connection, coder: str | None = None) -> tuple[Change, Change]:
    """The act that redo brings back, and the undo that it turns for that. Raises ``NothingToUndo``."""
    found = _next_undone(connection, coder)
    if found is None:
        raise NothingToUndo(_("There is nothing to redo."))
    return found


def undo(
    connection: Connection,
    act: Act,
    *,
    number: int | None = None,
    coder: str | None = None,
    alone: bool = False,
) -> Change:
    """Turn the newest act back, which must have this number where one is given; returns it.

    ``alone``: the act of that number, though others were done since. They stay.
    Raises ``NothingToUndo``, ``StateMoved``, ``StateForbidden``, ``AlteredChange``, ``ErasedChange`` when a
    purge erased it, and ``FinalChange``; then nothing may be kept of what was written.
    """
    change = to_undo(connection, number, coder, alone=alone)
    turn_back(connection, act, change)
    act.summary = change.summary
    return change


def redo(connection: Connection, act: Act, *, coder: str | None = None) -> Change:
    """Bring the act back that was undone last; returns it. Raises as ``undo`` does."""
    change, undoing = to_redo(connection, coder)
    turn_back(connection, act, undoing)
    act.summary = change.summary
    return change


def refuse_fixed(connection: Connection, change: Change, later: Sequence[Standing]) -> None:
    """Raise what ``undo`` does when an act, or one of those since, is final, or when its images are gone."""
    for kind, summary in ((change.act, change.summary), *((one.act, one.summary) for one in later)):
        if kind in FINAL:
            raise FinalChange(summary)
        if kind == SEAL:
            raise SealedChange
    if change.erased is not None:
        raise ErasedChange(change.summary)
    verify_digest(connection, change)


def turn_back(connection: Connection, act: Act, change: Change) -> None:
    """Write the inverse of a change. Raises as ``undo`` does."""
    images = json.loads(change.images)
    hides = backend_of(connection).hides
    asked = since_asked(change), *asked_of(images), *(words_asked_of(images) if hides else ())
    driver.ask_ahead(connection, *asked, digest_before=change.id)
    later = standing_since(connection, change, tables=NOTHING)
    refuse_fixed(connection, change, later)
    if later:
        refuse_other_places(connection, change, images)
    if hides:
        refuse_other_words(connection, images)
    act.turn_back(images)
    if later:
        refuse_broken(connection, images)


def _named(coder: str | None) -> dict[str, str]:
    return {} if coder is None else {"coder": coder}


def _counting(own: bool) -> ColumnElement[bool]:
    """Which acts undo goes over, besides undoing and redoing."""
    kinds = and_(*(Change.act != kind for kind in (*TURNING, *NOT_TO_TURN)))
    return and_(kinds, Change.coder == given("coder")) if own else kinds


@cache
def _last_done(own: bool) -> Select[*tuple[Any, ...]]:
    return select(_JOURNAL).where(_counting(own), _not_undone()).order_by(Change.id.desc()).limit(1)


@cache
def _done(own: bool) -> Select[*tuple[Any, ...]]:
    return select(_JOURNAL).where(Change.id == given("number"), _counting(own), _not_undone())


def _not_undone() -> ColumnElement[bool]:
    return func.coalesce(_newest_turning(_turned.c.act), "") != "undo"


@cache
def _turnings(own: bool) -> Select[str, int, str, int]:
    """The turnings after the newest other act, newest first; with the target, and how it was turned last."""
    after = select(func.coalesce(func.max(Change.id), 0)).where(_counting(own)).scalar_subquery()
    turning = aliased(Change)
    statement = (
        select(turning.act, turning.target, _newest_turning(_turned.c.act), _newest_turning(_turned.c.id))
        .join(Change, Change.id == turning.target)
        .where(turning.id > after, or_(*(turning.act == kind for kind in TURNING)))
    )
    if own:
        statement = statement.where(turning.coder == given("coder"), Change.coder == given("coder"))
    return statement.order_by(turning.id.desc())


def _newest_turning(column: ColumnElement[Any]) -> ScalarSelect[Any]:
    """A column of the newest turning of a change."""
    newest = select(column).where(_turned.c.target == Change.id).order_by(_turned.c.id.desc()).limit(1)
    return newest.correlate(Change).scalar_subquery()


def _change(row: Sequence[Any]) -> Change:
    return Change(**dict(zip(_JOURNAL.columns.keys(), row, strict=True)))
