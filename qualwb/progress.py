"""How long work tells how far it has come."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told so much done, of so much."""


def untold(_done: int, _of_all: int) -> None:
    """Tells nobody."""
