"""What each part of a REFI-QDA project is read with: whose file it is, ids, the ledger."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualwb.localization import gettext as _
from qualwb.portable.arrival import Wishes, stable_id
from qualwb.portable.guid_text import as_guid, bare_guid
from qualwb.portable.ledger import Ledger
from qualwb.portable.moments import moment_of
from qualwb.portable.records import Uid

if TYPE_CHECKING:
    from lxml.etree import _Element

OWN = "qualwb"
"""How this program calls itself in a file."""


@dataclass
class FileContext:
    """A file while it is read."""

    name: str
    """For messages."""
    origin: str
    """The program that wrote it, as it calls itself."""
    stamp: tuple[str, ...]
    """What tells the file's project from others, for things whose ids are none."""
    wishes: Wishes
    ledger: Ledger
    seen: Counter[str] = field(default_factory=Counter)
    """By kind, how many things were looked at: taken, or refused with a reason."""
    _taken: dict[str, set[Uid]] = field(default_factory=lambda: defaultdict(set))

    @property
    def own(self) -> bool:
        """Whether this program wrote it."""
        return self.origin.lower().startswith(OWN)

    def uid(self, kind: str, given: str | None) -> Uid:
        """The stable id of what a file gives an id; '' for none."""
        return as_guid(given) or (stable_id(*self.stamp, kind, bare_guid(given)) if given else "")

    def new_uid(self, kind: str, given: str | None, *place: object) -> Uid:
        """The stable id of a thing; one that follows from its place where it has none, or that of another."""
        taken = self._taken[kind]
        uid = self.uid(kind, given)
        if not uid or uid in taken:
            uid = stable_id(*self.stamp, kind, uid, *place)
        taken.add(uid)
        return uid

    def refuse_unseen(self) -> None:
        """Say what of the kinds that are looked at stands where no program puts it; call it last."""
        for kind in _LOOKED_AT:
            for _lost in range(self.ledger.found[kind] - self.seen[kind]):
                self.ledger.refuse(kind, "", _("it stands where none is read"))


_LOOKED_AT = ("source", "selection", "area", "coding", "note", "link")
_PLAIN = len("2026-03-04T05:06:07Z")


def context_of(root: "_Element", name: str, wishes: Wishes, ledger: Ledger) -> FileContext:
    """The context of a project whose root that is."""
    stamp = ("refi", root.get("name", ""), root.get("creationDateTime", ""))
    return FileContext(name, root.get("origin", "").strip(), stamp, wishes, ledger)


def moment(written: str | None) -> str:
    """A moment of a file, in UTC where it names no zone, as records have it; '' for what is none."""
    return moment_of(written) if written else ""


def first_moment(attributes: Mapping[str, str]) -> str:
    """When a thing was made, else when it was last changed."""
    return moment(attributes.get("creationDateTime")) or moment(attributes.get("modifiedDateTime"))
