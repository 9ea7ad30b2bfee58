"""Passwords that this process was given for logins, held in memory and shown nowhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualwb.store.engines.postgresql.address import Address


def nobody(_address: "Address", _refused: int) -> str | None:
    """There is nobody to ask."""
    return None


class Passwords:
    """What is tried where libpq finds no password by itself."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}
        self.ask: Callable[[Address, int], str | None] = nobody
        """Gives a password, told how many it gave already that were refused; None ends it."""

    def hold(self, address: "Address", password: str) -> None:
        """Keep one that the server took."""
        self._held[str(address)] = password

    def held(self, address: "Address") -> str | None:
        """The one that the server took, if any."""
        return self._held.get(str(address))

    def __repr__(self) -> str:
        return "Passwords(...)"


PASSWORDS = Passwords()
"""The one place of this process with passwords; a front says here how they are asked for."""
