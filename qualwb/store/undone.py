"""Which acts of the journal are undone."""

from sqlalchemy import Connection, select

from qualwb.model import Change
from qualwb.store.special_acts import TURNING


def undone_acts(connection: Connection) -> set[int]:
    """The acts whose newest turning was an undo."""
    undone: set[int] = set()
    turnings = select(Change.act, Change.target).where(Change.act.in_(TURNING)).order_by(Change.id)
    for act, target in connection.execute(turnings):
        if target is not None:
            (undone.add if act == "undo" else undone.discard)(target)
    return undone
