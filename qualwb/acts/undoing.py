"""Undo: what a session may turn back unasked, and back to an act, with as many undos as there are since."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from qualwb.acts.researcher import Researcher
from qualwb.model import Change
from qualwb.store.errors import BuiltOn
from qualwb.store.special_acts import SEAL
from qualwb.store.turning import last_done
from qualwb.store.turning_parts import PartsUndone, Stay

__all__ = [
    "BuiltOn",
    "Change",
    "PartsUndone",
    "Session",
    "Stay",
    "ends_undo",
    "goes_back",
    "next_to_undo",
    "undo_back_to",
]


@dataclass(frozen=True, slots=True)
class Session:
    """What one person does from when they opened the project until they close it."""

    began_after: int
    """The number of the newest act before it."""

    @classmethod
    def begin(cls, researcher: Researcher) -> Self:
        """A session that begins now."""
        return cls(researcher.project.revision())

    def next_to_undo(self, researcher: Researcher) -> tuple[Change | None, bool]:
        """The act that undo turns back next, and whether the researcher did it in this session.

        Where undo goes over each coder's own acts, what others do makes no difference. Raises
        ``ProjectMoved`` when the file is no longer where it was.
        """
        researcher.project.verify_presence()
        change = next_to_undo(researcher)
        own = change is not None and change.id > self.began_after and change.coder == researcher.coder
        return change, own


def next_to_undo(researcher: Researcher) -> Change | None:
    """The act that undo turns back next."""
    with researcher.project.reading() as connection:
        return last_done(connection, researcher.coder if researcher.project.own_undo else None)


def ends_undo(change: Change) -> bool:
    """Whether undo goes no further back: the project was sealed by this act."""
    return change.act == SEAL


def goes_back(researcher: Researcher, coder: str) -> bool:
    """Whether the researcher's undo goes over the acts of this coder, or passes them over."""
    return not researcher.project.own_undo or coder == researcher.coder


def undo_back_to(
    researcher: Researcher, number: int, go_on: Callable[[int], bool] = lambda _n: True
) -> tuple[Change, ...]:
    """Undo the newest acts until the one of this number is undone too; returns them, newest first.

    Acts of others are passed over where ``goes_back`` says so. ``go_on`` is called after each with how many
    are undone; False ends it there. Redo brings them back one by one. Raises as ``ProjectFile.undo`` does if
    an act can't be turned; those before it are undone then.
    """
    undone: list[Change] = []
    while True:
        newest = next_to_undo(researcher)
        if newest is None or newest.id < number:
            return tuple(undone)
        undone.append(researcher.project.undo(coder=researcher.coder))
        if not go_on(len(undone)):
            return tuple(undone)
