"""Undo back to an act: as many undos as there are acts since, each in the journal."""

from collections.abc import Callable

from qualwb.acts.researcher import Researcher
from qualwb.model import Change
from qualwb.store.turning import last_done


def undo_back_to(
    researcher: Researcher, number: int, go_on: Callable[[int], bool] = lambda _n: True
) -> tuple[Change, ...]:
    """Undo the newest acts until the one of this number is undone too; returns them, newest first.

    ``go_on`` is called after each with how many are undone; False ends it there. Redo brings them back one by
    one.
    """
    undone: list[Change] = []
    while True:
        with researcher.project.reading() as connection:
            newest = last_done(connection)
        if newest is None or newest.id < number:
            return tuple(undone)
        undone.append(researcher.project.undo(coder=researcher.coder))
        if not go_on(len(undone)):
            return tuple(undone)
