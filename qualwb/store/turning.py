"""Undo and redo: acts that turn another act back or bring it back, each a change of its own."""

import json

from sqlalchemy import Connection, and_, func, select

from qualwb.localization import gettext as _
from qualwb.model import Change
from qualwb.store.driver import fetch
from qualwb.store.errors import ErasedChange, FinalChange, NothingToUndo, SealedChange
from qualwb.store.journal import Act, table_of, verify_digest

TURNING = ("undo", "redo")
"""Acts on other acts."""
PURGE = "purge"
"""An act on the journal and on texts that nothing uses: no row of the project changes, nothing is to turn."""

WITHDRAW = "participant.withdraw"
"""An act that erases what it takes away."""
FINAL = (WITHDRAW,)
"""Acts that nothing turns back, nor what was done before them."""
SPLIT_OFF = "project.part"
"""The first act of a copy that was split off: what was done before it is in the journal of the whole."""
SEAL = "names.seal"
"""An act by which names left the project for good: undo ends there."""
UNSEAL = "names.unseal"
"""An act that says that a sealed project holds names again: true whatever is undone."""
_NOT_TO_TURN = (PURGE, SPLIT_OFF, UNSEAL)
_turned = Change.__table__.alias()
_NEWEST_TURNING = (
    select(_turned.c.act)
    .where(_turned.c.target == Change.id)
    .order_by(_turned.c.id.desc())
    .limit(1)
    .correlate(Change)
    .scalar_subquery()
)
_LAST_DONE = (
    select(Change.id)
    .where(and_(*(Change.act != kind for kind in (*TURNING, *_NOT_TO_TURN))))
    .where(func.coalesce(_NEWEST_TURNING, "") != "undo")
    .order_by(Change.id.desc())
    .limit(1)
)


def last_done(connection: Connection) -> Change | None:
    """The newest act that is not undone, without the undoing and redoing itself."""
    found = fetch(connection, _LAST_DONE)
    return _change(connection, found[0][0]) if found else None


def next_undone(connection: Connection) -> Change | None:
    """The act that redo brings back: the one that was undone last; None when a new act was done since."""
    redone = 0
    acts = select(Change.act, Change.target).where(Change.act.not_in(_NOT_TO_TURN))
    for act, target in connection.execute(acts.order_by(Change.id.desc())):
        if act not in TURNING:
            return None
        if act == "redo":
            redone += 1
        elif redone:
            redone -= 1  # this undo was taken back by one of the redos after it
        elif target is not None:
            return _change(connection, target)
    return None


def undo(connection: Connection, act: Act, *, number: int | None = None) -> Change:
    """Turn the newest act back, which must have this number where one is given; returns it.

    Raises ``NothingToUndo``, ``StateMoved``, ``AlteredChange``, ``ErasedChange`` when a purge erased it, and
    ``FinalChange``.
    """
    change = last_done(connection)
    if change is None:
        raise NothingToUndo(_("There is nothing to undo."))
    if number is not None and change.id != number:
        raise NothingToUndo(_("Something else was done meanwhile; nothing is undone."))
    _turn_back(connection, act, change)
    act.summary = change.summary
    return change


def redo(connection: Connection, act: Act) -> Change:
    """Bring the act back that was undone last; returns it. Raises as ``undo`` does."""
    change = next_undone(connection)
    if change is None:
        raise NothingToUndo(_("There is nothing to redo."))
    undone = select(Change.id).where(Change.target == change.id, Change.act == "undo")
    newest = connection.execute(undone.order_by(Change.id.desc()).limit(1)).scalar_one()
    _turn_back(connection, act, _change(connection, newest))
    act.summary = change.summary
    return change


def _turn_back(connection: Connection, act: Act, change: Change) -> None:
    """Write the inverse of a change, unless its images are gone or are not those that it was written with."""
    if change.act in FINAL:
        raise FinalChange(change.summary)
    if change.act == SEAL:
        raise SealedChange
    if change.erased is not None:
        raise ErasedChange(change.summary)
    verify_digest(connection, change.id)
    act.turn_back(json.loads(change.images))


def _change(connection: Connection, key: int) -> Change:
    row = connection.execute(select(table_of(Change)).where(Change.id == key)).mappings().one()
    return Change(**row)
