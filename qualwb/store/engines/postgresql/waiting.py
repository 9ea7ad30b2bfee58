"""What is told of waiting for the acts of others."""

from collections.abc import Callable


def nobody(_coder: str) -> None:
    """There is nobody to tell."""


class Waiting:
    """Who is told, in this process."""

    def __init__(self) -> None:
        self.tell: Callable[[str], object] = nobody
        """Told the coder whose act is waited for, or the login, when that takes some seconds."""


WAITING = Waiting()
"""The one of this process; a front says here how it is told."""
