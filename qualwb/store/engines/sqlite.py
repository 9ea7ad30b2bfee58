"""Plain SQLite files, by Python's own driver."""

import sqlite3
from pathlib import Path
from types import ModuleType

from qualwb.store.engines.interface import address
from qualwb.store.engines.open_files import looked_into, note_closed, note_open

MAGIC = b"SQLite format 3\0"
"""How every plain file begins."""
SMALLEST = 512
"""Bytes of the smallest page."""


class _PlainConnection(sqlite3.Connection):
    def close(self) -> None:
        super().close()
        note_closed(self)


class PlainEngine:
    """SQLite as Python has it."""

    key = None
    driver: ModuleType = sqlite3
    pragmas: tuple[str, ...] = ()

    def open(
        self, path: Path, *, immutable: bool = False, mode: str = "rwc", wait: float = 0.0
    ) -> sqlite3.Connection:
        connection = sqlite3.connect(
            address(path, immutable=immutable, mode=mode),
            uri=True,
            timeout=wait,
            isolation_level=None,
            check_same_thread=False,
            factory=_PlainConnection,
        )
        note_open(connection, path, self)
        return connection

    def is_cut_off(self, path: Path) -> bool:
        return path.stat().st_size < max(_promised_size(path), SMALLEST)


PLAIN = PlainEngine()


def _promised_size(path: Path) -> int:
    """The size in bytes that the header of a plain file promises. Raises ``OSError``."""
    with looked_into(path) as file:
        header = file.read(32)
    page = int.from_bytes(header[16:18])
    return (65536 if page == 1 else page) * int.from_bytes(header[28:32])
