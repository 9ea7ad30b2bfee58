"""The codes of a qc project: names in lists within lists, and those that only coded lines have."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qualwb.exchange.qc.settings import yaml_of
from qualwb.localization import gettext as _
from qualwb.portable.arrival import stable_id
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import Code, Uid
from qualwb.safe_text import one_line


class Codes:
    """The codes by name. qc lets a code stand in several places of the tree; here it has the first."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._codes: dict[str, Code] = {}

    def read(self, path: Path) -> None:
        """Take the codebook file in; an empty one has no codes. Raises ``QualwbError`` for what is none."""
        if path.is_file() and path.stat().st_size:
            self._list(yaml_of(path), None)

    def uid(self, name: str) -> Uid:
        """The code of that name; one that is in no codebook is made."""
        if name not in self._codes:
            self._ledger.found["code"] += 1
            self._codes[name] = Code(stable_id("qc", "code", name), name)
        return self._codes[name].uid

    def all(self) -> tuple[Code, ...]:
        """All codes, those of the codebook first."""
        return tuple(self._codes.values())

    def _list(self, entries: Any, parent: Uid | None) -> None:
        for entry in entries if isinstance(entries, list) else filter(None, [entries]):
            children: Iterable[tuple[Any, Any]] = (
                entry.items() if isinstance(entry, dict) else [(entry, None)]
            )
            for name, beneath in children:
                if isinstance(name, str) and name.strip():
                    self._list(beneath, self._put(name.strip(), parent))
                elif name:
                    self._ledger.found["code"] += 1
                    self._ledger.refuse("code", one_line(str(name))[:60], _("it is no name"))

    def _put(self, name: str, parent: Uid | None) -> Uid:
        self._ledger.found["code"] += 1
        if name in self._codes:
            self._ledger.refuse("code", one_line(name), _("it stands in several places; the first is kept"))
        else:
            self._codes[name] = Code(stable_id("qc", "code", name), name, parent)
        return self._codes[name].uid
