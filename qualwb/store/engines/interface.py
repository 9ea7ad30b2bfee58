"""What the store asks of a database, whichever it is."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from qualwb.store.engines.keys import Key


class DriverCursor(Protocol):
    """Rows as a driver gives them: what both drivers have of Python's DB-API."""

    @property
    def lastrowid(self) -> int | None:
        """The key of the row that was inserted last."""

    def fetchone(self) -> Any:
        """The next row, None after the last one."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class DriverConnection(Protocol):
    """A driver's connection."""

    text_factory: Any
    """Makes of the bytes of a text what is read."""

    def execute(self, sql: str, parameters: Any = ..., /) -> DriverCursor:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Any, /) -> DriverCursor:
        """Run a statement for each row of values."""

    def backup(self, target: Any) -> None:
        """Copy all pages into another connection of the same driver."""

    def close(self) -> None:
        """End it."""


class FileEngine(Protocol):
    """How files of one kind are opened and what their driver is."""

    @property
    def key(self) -> Key | None:
        """What the file is encrypted with; None for a plain one."""

    @property
    def driver(self) -> ModuleType:
        """The module with the driver, as SQLAlchemy takes it."""

    @property
    def pragmas(self) -> tuple[str, ...]:
        """How a connection that reads and writes much is set, beside what holds for every engine."""

    def open(
        self, path: Path, *, immutable: bool = False, mode: str = "rwc", wait: float = 0.0
    ) -> DriverConnection:
        """A plain connection. With ``immutable`` nothing is locked nor written, and its log is not read.

        ``mode`` is SQLite's: 'ro', 'rw', 'rwc'; ``wait`` is for how many seconds it waits while another
        program has the file locked. Raises what the driver raises.
        """

    def is_cut_off(self, path: Path) -> bool:
        """Whether the file is shorter than what was last written into it. Raises ``OSError``."""


def address(path: Path, *, immutable: bool, mode: str) -> str:
    """The file as SQLite's URI."""
    return f"{path.absolute().as_uri()}?{'immutable=1' if immutable else f'mode={mode}'}"
