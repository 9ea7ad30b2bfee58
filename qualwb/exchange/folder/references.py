"""How records are called in the files: by name, and by name with its stable id where a name is not enough."""

import re
from collections.abc import Iterable

from qualwb.portable.records import Uid
from qualwb.same_name import same_name

_WITH_ID = re.compile(r"(?s)(.*)<([^<>]+)>\s*")


class References:
    """The names of records of one kind."""

    def __init__(self, named: Iterable[tuple[Uid, str]] = ()) -> None:
        self._names: dict[Uid, str] = {}
        self._alike: dict[str, Uid | None] = {}
        self._written: dict[Uid, str] = {}
        self._found: dict[str, Uid | None] = {}
        for uid, name in named:
            self.add(uid, name)

    def add(self, uid: Uid, name: str) -> None:
        """Let one more be known; of two with the same name neither is meant by it."""
        if uid in self._names:
            return
        self._names[uid] = name
        self._written.clear()
        self._found.clear()
        alike = same_name(name)
        self._alike[alike] = None if alike in self._alike else uid

    def __contains__(self, uid: object) -> bool:
        return uid in self._names

    def name(self, uid: Uid) -> str:
        """The plain name; the id itself where nobody has it."""
        return self._names.get(uid, uid)

    def written(self, uid: Uid | None) -> str:
        """What ``found`` understands."""
        if uid is None:
            return ""
        if uid not in self._written:
            name = self.name(uid)
            self._written[uid] = name if name and self.found(name) == uid else f"{name} <{uid}>"
        return self._written[uid]

    def found(self, written: str) -> Uid | None:
        """Whose name it is; None where it is nobody's or several ones'."""
        if written not in self._found:
            self._found[written] = self._meant(written)
        return self._found[written]

    def _meant(self, written: str) -> Uid | None:
        if written in self._names:
            return written
        if (marked := _WITH_ID.fullmatch(written)) and marked[2] in self._names:
            return marked[2]
        return self._alike.get(same_name(written))
