"""What an action of the workbench is: its name, its keys, what it does, and how it is described."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding

FIRST_OF_TWO = "g"
"""The key after which another is waited for: 'gc' among the keys of an action is g, then c."""


def is_two_keys(key: str) -> bool:
    """Whether a key of an action is two, one after the other."""
    return len(key) == 2 and key.startswith(FIRST_OF_TWO)


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do: ``id`` is what a keymap names, ``method`` the ``action_...`` of the screen or app."""

    id: str
    keys: str
    method: str
    description: str
    footer: bool = False
    priority: bool = False

    def binding(self) -> Binding:
        """The action as a binding of Textual."""
        return Binding(
            self.keys,
            self.method,
            self.description,
            show=self.footer,
            priority=self.priority,
            id=self.id,
        )


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """Bindings for a screen or widget."""
    return [action.binding() for action in actions]
