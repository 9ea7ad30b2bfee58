"""What a case is: a group, a person or a document. REFI-QDA doesn't say, so that evidence decides."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qualwb.exchange.hardened_xml import children
from qualwb.exchange.refi.case_variables import GROUP, ROLE
from qualwb.exchange.refi.reading.variables import Variables
from qualwb.portable.guid_text import bare_guid
from qualwb.portable.records import ROLES
from qualwb.safe_text import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element


class CaseKind(StrEnum):
    """What a case is taken as."""

    GROUP = "group"
    PARTICIPANT = "participant"
    SOURCE = "source"
    """Attributes of one source."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case, or a set of sources, as it stands in the file."""

    element: "_Element" = field(repr=False)
    number: int
    name: str
    sources: tuple[str, ...]
    """Ids, bare, of the sources of the file that it refers to."""
    selections: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    """By the names of the variables."""

    @property
    def is_person(self) -> bool:
        """Whether this program said so when it wrote the file."""
        return GROUP in self.values and str(self.values.get(ROLE, "")).lower() in ROLES


def read_sets(root: "_Element", known: AbstractSet[str]) -> list[Case]:
    """The sets of the file, with those of its sources that they hold."""
    sets = [one for within in children(root, "Sets") for one in children(within, "Set")]
    return [
        Case(one, number, one_line(one.get("name", "")), _targets(one, "MemberSource", known))
        for number, one in enumerate(sets)
    ]


def read_cases(root: "_Element", known: AbstractSet[str], variables: Variables) -> list[Case]:
    """The cases of the file."""
    cases = [one for within in children(root, "Cases") for one in children(within, "Case")]
    return [
        Case(
            one,
            number,
            name := one_line(one.get("name", "")),
            _targets(one, "SourceRef", known),
            tuple(bare_guid(reference.get("targetGUID")) for reference in children(one, "SelectionRef")),
            variables.values_of(one, name),
        )
        for number, one in enumerate(cases)
    ]


def _targets(element: "_Element", name: str, known: AbstractSet[str]) -> tuple[str, ...]:
    found = (bare_guid(one.get("targetGUID") or one.get("guid")) for one in children(element, name))
    return tuple(dict.fromkeys(guid for guid in found if guid in known))


def kinds_of(cases: Sequence[Case], sets: Sequence[Case]) -> list[CaseKind]:
    """What each case is taken as, in order.

    A case is a participant where the file says so, where it is passages of sources alone, where sets have
    grouped its sources already, and where others are in its only source too. It is a group where it is named
    as one, has several sources, or has one alone. A nameless one holds the values of its source.
    """
    in_sets = {source for one in sets for source in one.sources}
    named = {one.name for one in sets} | {str(case.values[GROUP]) for case in cases if case.is_person}
    shared = Counter(
        source for case in cases if case.name and case.name not in named for source in case.sources
    )
    return [_kind(case, in_sets, named, shared) for case in cases]


def _kind(case: Case, in_sets: AbstractSet[str], named: AbstractSet[str], shared: Counter[str]) -> CaseKind:
    if case.is_person:
        return CaseKind.PARTICIPANT
    if not case.name and len(case.sources) == 1:
        return CaseKind.SOURCE
    if case.name in named:
        return CaseKind.GROUP
    if not case.sources:
        return CaseKind.PARTICIPANT if case.selections else CaseKind.GROUP
    if all(source in in_sets for source in case.sources):
        return CaseKind.PARTICIPANT
    several = len(case.sources) > 1
    return CaseKind.GROUP if several or shared[case.sources[0]] == 1 else CaseKind.PARTICIPANT
