"""How it is told that a database does not hold to its own rules."""

from typing import NamedTuple

from qualwb.localization import gettext as _


class Fault(NamedTuple):
    """What does not hold: of which kind, where, and what."""

    kind: str
    where: str
    what: str


def dangling(table: str, key: int, parent: str) -> Fault:
    """A row refers to one that is not there."""
    said = _("refers to a row of {parent} that is gone").format(parent=parent)
    return Fault("foreign key", f"{table} {key}", said)
