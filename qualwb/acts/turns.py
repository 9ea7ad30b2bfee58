"""Turns that an act is about: by the numbers that a researcher saw, which may have become others since."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from qualwb.localization import gettext as _
from qualwb.model import Turn
from qualwb.store.driver import Asked, fetch, given
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act

Shown = Mapping[int, int]
"""Keys of turns by the numbers that they had on screen."""


_TURNS = select(Turn.id, Turn.number).where(Turn.source_id == given("source")).order_by(Turn.number)


def turns_asked(source: Mapping[str, Any]) -> Asked:
    """What ``turns_meant`` asks: the turns of a source in order, with their numbers."""
    return _TURNS, {"source": source["id"]}


def turns_meant(
    act: Act, source: Mapping[str, Any], numbers: Iterable[int], shown: Shown | None = None
) -> dict[int, tuple[int, int]]:
    """Key and present number of each turn, by the number given.

    With ``shown``, a turn that has another number by now is found by its key. Raises ``NotFound`` for a turn
    that is not there, or no longer.
    """
    constant, values = turns_asked(source)
    rows = fetch(act.connection, constant, **values)
    number_of = dict(rows)
    key_of = {number: key for key, number in rows}
    found = {}
    for number in numbers:
        key = key_of.get(number) if shown is None else shown.get(number)
        if key is None or key not in number_of:
            raise NotFound(_("{source} has no turn {number}.").format(source=source["name"], number=number))
        found[number] = key, number_of[key]
    return found
