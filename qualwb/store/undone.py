"""Which acts of the journal are undone, and what those did that stand."""

import json
from collections.abc import Collection

from sqlalchemy import Connection, select

from qualwb.model import Change
from qualwb.store.images import Image
from qualwb.store.special_acts import TURNING


def undone_acts(connection: Connection) -> set[int]:
    """The acts whose newest turning was an undo."""
    undone: set[int] = set()
    turnings = select(Change.act, Change.target).where(Change.act.in_(TURNING)).order_by(Change.id)
    for act, target in connection.execute(turnings):
        if target is not None:
            (undone.add if act == "undo" else undone.discard)(target)
    return undone


def images_of_standing(connection: Connection, acts: Collection[str]) -> list[tuple[str, list[Image]]]:
    """The acts of these names that are not undone, oldest first, each with its name and its images."""
    asked = select(Change.id, Change.act, Change.images).where(Change.act.in_(acts)).order_by(Change.id)
    found = connection.execute(asked).all()
    undone = undone_acts(connection) if found else frozenset()
    return [(act, json.loads(images)) for number, act, images in found if number not in undone]
