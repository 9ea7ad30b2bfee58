"""Items of a checklist, each with what is known of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qualwb.localization import gettext as _


class Status(StrEnum):
    """Where the answer to an item comes from."""

    PROJECT = "project"
    PARTLY = "partly"
    TEAM = "team"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its number and name in the checklist, and in our words what it asks."""

    checklist: str
    number: int
    part: str
    name: str
    asks: str
    answered_by: tuple[int, ...] = ()
    """Items of COREQ whose answers serve for this one too."""

    @property
    def key(self) -> str:
        """The item as commands name it: 'coreq.3'."""
        return f"{self.checklist}.{self.number}"


@dataclass(frozen=True, slots=True)
class Held:
    """What the project holds of an item, and what it leaves to be told ('' for nothing)."""

    text: str
    rest: str = ""
    by_team: bool = False
    """Whether the team has told it, elsewhere than as the answer to this item."""


NOTHING = Held("")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item with its answer."""

    item: Item
    status: Status
    answer: str
    rest: str
    """What is still asked; '' where the item is answered."""
    held: str
    """What the project itself holds, whoever answered; '' for nothing."""


def filled(items: Sequence[Item], held: Mapping[int, Held], given: Mapping[str, str]) -> tuple[ItemRow, ...]:
    """The items, with the team's answers by key before what the project holds by number."""
    return tuple(_row(item, held.get(item.number, NOTHING), given.get(item.key, "")) for item in items)


def _row(item: Item, held: Held, given: str) -> ItemRow:
    if given:
        return ItemRow(item, Status.TEAM, given, "", held.text)
    if not held.text:
        return ItemRow(item, Status.OPEN, "", item.asks, "")
    told = Status.TEAM if held.by_team else Status.PROJECT
    return ItemRow(item, Status.PARTLY if held.rest else told, held.text, held.rest, held.text)


def status_name(status: Status) -> str:
    """A status in the language in use."""
    return {
        Status.PROJECT: _("from the project"),
        Status.PARTLY: _("partly from the project"),
        Status.TEAM: _("given by the team"),
        Status.OPEN: _("to fill in"),
    }[status]
