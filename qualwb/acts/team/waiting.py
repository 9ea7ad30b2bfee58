"""Waiting for the acts of others on a server: who is told of it."""

from collections.abc import Callable

from qualwb.store.engines.postgresql.waiting import WAITING, nobody


def tell_of_waiting_with(tell: Callable[[str], object]) -> None:
    """From now on ``tell`` is told whose act is waited for, if that takes some seconds: a coder or login."""
    WAITING.tell = tell


def tell_nobody() -> None:
    """From now on nobody is told."""
    WAITING.tell = nobody
