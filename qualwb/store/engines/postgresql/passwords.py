"""Passwords that this process was given for logins, held in memory and shown nowhere."""

from collections.abc import Callable


def nobody(_address: str, _refused: int) -> str | None:
    """There is nobody to ask."""
    return None


class Passwords:
    """What is tried where libpq finds no password by itself; by the address as it is shown."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}
        self.ask: Callable[[str, int], str | None] = nobody
        """Gives a password, told how many it gave already that were refused; None ends it."""

    def hold(self, address: str, password: str) -> None:
        """Keep one that the server took."""
        self._held[address] = password

    def held(self, address: str) -> str | None:
        """The one that the server took, if any."""
        return self._held.get(address)

    def __repr__(self) -> str:
        return "Passwords(...)"


PASSWORDS = Passwords()
"""The one place of this process with passwords; a front says here how they are asked for."""
