"""What a row or column of a table stands for, by the keys of its members: names are for reading alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

KINDS = ("themes", "codes", "groups", "sources", "speakers", "participants", "questions", "coders")
"""What slices are made by."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the material: what is coded with one theme, said by one participant, and so on.

    ``members`` are keys of records: for themes and codes the codes that the row stands for; for the other
    kinds the groups, sources, speakers ... themselves. An attribute's value stands for all its bearers.
    """

    name: str
    """As it is shown."""
    kind: str
    """One of ``KINDS``."""
    key: int | str
    """Of the record; of an attribute, its value. Tells the slices of one table apart."""
    members: frozenset[int]


def members_of(slices: Iterable[Slice], *kinds: str) -> frozenset[int] | None:
    """The members that all slices of these kinds have; None where there is no such slice."""
    found = [one.members for one in slices if one.kind in kinds]
    return frozenset.intersection(*found) if found else None


def both(one: frozenset[int] | None, other: frozenset[int] | None) -> frozenset[int] | None:
    """What two filters let through together, where None lets everything through."""
    if one is None or other is None:
        return other if one is None else one
    return one & other


def whole(slices: Sequence[Slice]) -> Slice | None:
    """All slices of one kind as one without a name; None for none."""
    if not slices:
        return None
    return Slice("", slices[0].kind, "", frozenset().union(*(one.members for one in slices)))
