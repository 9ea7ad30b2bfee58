"""Whether participants can be told by what they are said to be: small cells among their attributes.

A table is k-anonymous when each combination of values that somebody could know is shared by at least k people
(Sweeney, L. (2002). k-anonymity: a model for protecting privacy. International Journal of Uncertainty,
Fuzziness and Knowledge-Based Systems 10(5), 557-570). Here every attribute is taken for one that somebody
could know, and a value that is not known for a value of its own; people of whom nothing is known are in no
cell. Moderators and observers are left out. What groups and sources are said to be is not counted: all of a
group share it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.model import Participant
from qualwb.transcripts.transcript import Role

LEADERS = (Role.MODERATOR, Role.OBSERVER)
"""Roles of those who led and watched the talk: researchers, who are told by other things."""

Person = Mapping[str, str]
"""Values by attribute; an attribute that is not known is missing or ''."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Values, by attribute, and how many people share all of them; '' for what is not known."""

    values: tuple[tuple[str, str], ...]
    people: int


@dataclass(frozen=True, slots=True)
class Anonymity:
    """How well the participants' attributes hide them."""

    least: int
    """What k had to be at least."""
    people: int
    attributes: tuple[str, ...]
    k: int | None
    """The size of the smallest cell of all attributes together; None where nothing is known of anybody."""
    values: tuple[Cell, ...]
    """Single values that fewer people than ``least`` bear."""
    combinations: tuple[Cell, ...]
    """Combinations of all attributes that fewer share; empty where there is one attribute alone."""
    left_without: Mapping[str, int]
    """By attribute: how many small combinations there would be if it was dropped."""

    @property
    def is_kept(self) -> bool:
        """Whether no cell is too small."""
        return not (self.values or self.combinations)


def anonymity(connection: Connection, least: int) -> Anonymity:
    """The small cells among the participants of a project."""
    rows = connection.execute(select(Participant.role, Participant.attributes).order_by(Participant.id))
    return small_cells_of(
        [
            {name: "" if value is None else str(value) for name, value in attributes.items()}
            for role, attributes in rows
            if role not in LEADERS
        ],
        least,
    )


def small_cells_of(people: Sequence[Person], least: int) -> Anonymity:
    """The cells that fewer than ``least`` people share."""
    names = tuple(dict.fromkeys(name for person in people for name, value in person.items() if value))
    cells = _cells(people, names)
    single = [cell for name in names for cell in _cells(people, (name,)) if cell.people < least]
    together = [cell for cell in cells if cell.people < least] if len(names) > 1 else []
    return Anonymity(
        least,
        len(people),
        names,
        min((cell.people for cell in cells), default=None),
        tuple(single),
        tuple(together),
        {name: _small_without(name, people, names, least) for name in names},
    )


def _small_without(name: str, people: Sequence[Person], names: Sequence[str], least: int) -> int:
    rest = tuple(other for other in names if other != name)
    return sum(cell.people < least for cell in _cells(people, rest))


def _cells(people: Sequence[Person], names: Sequence[str]) -> list[Cell]:
    """The combinations of values that there are, the smallest first."""
    found = Counter(tuple((name, person.get(name, "")) for name in names) for person in people)
    known = [(values, n) for values, n in found.items() if any(value for _name, value in values)]
    return [Cell(values, n) for values, n in sorted(known, key=lambda item: (item[1], item[0]))]
