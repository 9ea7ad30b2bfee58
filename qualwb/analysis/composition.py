"""Who the groups consist of: how many participants of each group bear each value of an attribute."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualwb.analysis.lookup import match
from qualwb.analysis.people import ParticipantRow
from qualwb.analysis.small_cells import is_small
from qualwb.analysis.who_counts import is_left_out
from qualwb.localization import gettext as _

FEWEST, MOST = 2, 8
"""Values of an attribute that is shown unasked: one tells nothing apart, many point at persons."""


@dataclass(frozen=True, slots=True)
class ValueByGroup:
    """A value of an attribute; ``counts``: those who bear it, group by group. None for a value not known."""

    value: str | None
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All who bear it."""
        return sum(self.counts)

    @property
    def is_small(self) -> bool:
        """Whether those who bear it may be known by it."""
        return is_small(self.total)


@dataclass(frozen=True, slots=True)
class Composition:
    """The groups, and by attribute who they consist of; moderators and observers are left out."""

    groups: tuple[str, ...]
    people: tuple[int, ...]
    """Participants known, group by group."""
    attributes: tuple[tuple[str, tuple[ValueByGroup, ...]], ...]
    """Each attribute with its values, the commonest first and what is not known last."""


def composition(people: Sequence[ParticipantRow], wanted: Sequence[str] = ()) -> Composition:
    """The composition of the groups by the attributes ``wanted``.

    Unasked, by those that at least half of the participants bear and that have from two to eight values.
    Raises ``NotFound`` for an attribute that no participant has.
    """
    members = [person for person in people if not is_left_out(person.role)]
    groups = tuple(dict.fromkeys(person.group for person in people))
    known = dict.fromkeys(name for person in members for name in person.attributes)
    names = [match(name, known, _("attribute")) for name in dict.fromkeys(wanted)]
    by_group = Counter(person.group for person in members)
    return Composition(
        groups,
        tuple(by_group[group] for group in groups),
        tuple((name, _shares(name, members, groups)) for name in names or _telling(known, members)),
    )


def _telling(names: Iterable[str], members: Sequence[ParticipantRow]) -> list[str]:
    """The attributes that are shown unasked."""
    chosen = []
    for name in names:
        values = [value for person in members if (value := _value(person, name)) is not None]
        if 2 * len(values) >= len(members) and FEWEST <= len(set(values)) <= MOST:
            chosen.append(name)
    return chosen


def _shares(name: str, members: Sequence[ParticipantRow], groups: Sequence[str]) -> tuple[ValueByGroup, ...]:
    counted: dict[str | None, Counter[str]] = {}
    for person in members:
        counted.setdefault(_value(person, name), Counter())[person.group] += 1
    shares = [
        ValueByGroup(value, tuple(found[group] for group in groups)) for value, found in counted.items()
    ]
    return tuple(sorted(shares, key=lambda share: (share.value is None, -share.total, share.value or "")))


def _value(person: ParticipantRow, name: str) -> str | None:
    value = person.attributes.get(name)
    return None if value is None or value == "" else str(value)
