"""One record in a file, as its keys and values with the place where it stands."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from qualwb.localization import gettext as _
from qualwb.portable.ledger import Ledger

Values = dict[str, Any]


class FileEntry(Values):
    """Keys and values of a record in a yaml file or a row, with their file and line."""

    def __init__(self, values: Mapping[str, Any], file: str, line: int) -> None:
        super().__init__(values)
        self.file = file
        self.line = line
        self.fault = ""
        """Why its values can't be told apart; '' where they can."""

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"{self.file}:{self.line}"

    def text(self, key: str) -> str:
        """The value as text; '' where there is none."""
        value = self.get(key)
        return "" if value is None else str(value)


def tell_unknown_keys(entries: Iterable[FileEntry], known: Collection[str], ledger: Ledger) -> None:
    """Say once of each key that is not read where it stands first."""
    told: set[str] = set()
    for entry in entries:
        for key in [key for key in entry if key and key not in known and key not in told]:
            told.add(key)
            said = _("{place}: '{key}' is not known here and not read.")
            ledger.notices.append(said.format(place=entry.place, key=key))


def plain(value: Any) -> Any:
    """A value without what it knows of its place."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value
