"""Groups and participants out of sets of sources and cases, and the group of each source."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualwb.exchange.hardened_xml import children
from qualwb.exchange.refi.case_variables import GROUP, ROLE
from qualwb.exchange.refi.reading.case_kinds import (
    Case,
    CaseKind,
    kinds_of,
    read_cases,
    read_sets,
)
from qualwb.exchange.refi.reading.file_context import FileContext
from qualwb.exchange.refi.reading.memos import PROJECT, MemoShelf, Place
from qualwb.exchange.refi.reading.variables import Variables
from qualwb.exchange.refi.reading.voices import Voice
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.portable.guid_text import bare_guid
from qualwb.portable.records import ROLES, Group, Participant, Uid

if TYPE_CHECKING:
    from lxml.etree import _Element


class Groups:
    """The groups of a file; sources come to them by the ids that the file knows them by."""

    def __init__(self, context: FileContext, memos: MemoShelf) -> None:
        self._context = context
        self._memos = memos
        self._records: dict[Uid, Group] = {}
        self._named: dict[str, Uid] = {}
        self._of_source: dict[str, Uid] = {}
        self._values: dict[str, dict[str, Any]] = {}
        self._persons: list[Case] = []
        self.voices: list[Voice] = []
        """The passages of the participants, once these are read."""
        self.place_of: dict[str, Place] = {}
        """By the id, bare, of a case or set: what it became, for links to it."""

    def read(self, root: "_Element", sources: AbstractSet[str], variables: Variables) -> None:
        """Sort the sets and cases of a file; ``sources`` are the ids, bare, of those that are taken."""
        sets = self._of_sources(read_sets(root, sources))
        cases = read_cases(root, sources, variables)
        kinds = list(zip(cases, kinds_of(cases, sets), strict=True))
        for one in sets:
            self._take_group(one)
        for case, kind in kinds:
            self._refuse_references(case, kind)
            match kind:
                case CaseKind.GROUP:
                    self._take_group(case)
                case CaseKind.PARTICIPANT:
                    self._persons.append(case)
                case CaseKind.SOURCE:
                    self._values.setdefault(case.sources[0], {}).update(case.values)
        self._tell(sets, [kind for _case, kind in kinds])

    def values_of(self, source: str) -> Mapping[str, Any]:
        """What nameless cases say of the source of that id."""
        return self._values.get(source, {})

    def group_of(self, source: str, name: str) -> Uid:
        """The group of a source; one of its own, of its name, where nothing says another."""
        if source not in self._of_source:
            uid = self._named.get(name) or self._context.new_uid("group", None, "of source", source, name)
            self._records.setdefault(uid, Group(uid, name))
            self._named[name] = self._of_source[source] = uid
        return self._of_source[source]

    def participants(self, passages: Mapping[str, tuple[str, Place]]) -> tuple[Participant, ...]:
        """The participants; ``passages`` has the source, by its id, and the place of each selection."""
        people = []
        for case in self._persons:
            uid = self._context.new_uid("participant", case.element.get("guid"), case.number)
            place = Place("participant", uid)
            self._describe(case, place)
            attributes = dict(case.values)
            role = str(attributes.pop(ROLE)).lower() if case.is_person else ROLES[1]
            group = self._group_of_person(
                case, str(attributes.pop(GROUP)) if case.is_person else "", passages
            )
            people.append(Participant(uid, group, case.name or _("Unnamed"), role, attributes))
            self._take_voices(case, uid, passages)
        return tuple(people)

    def records(self) -> tuple[Group, ...]:
        """All groups; call it when the sources and participants are read."""
        return tuple(self._records.values())

    def _take_group(self, case: Case) -> None:
        uid = self._named.get(case.name)
        if uid is None:
            uid = self._context.new_uid("group", case.element.get("guid"), case.number, case.name)
            self._records[uid] = Group(uid, case.name)
            self._named[case.name] = uid
        known = self._records[uid]
        self._records[uid] = replace(known, attributes={**known.attributes, **case.values})
        for source in case.sources:
            first = self._of_source.setdefault(source, uid)
            if first != uid:
                self._context.ledger.refuse(
                    "membership",
                    case.name,
                    _("a source of it is in group {group} already").format(group=self._records[first].name),
                )
        self._describe(case, Place("group", uid))

    def _describe(self, case: Case, place: Place) -> None:
        self.place_of.setdefault(bare_guid(case.element.get("guid")), place)
        self._memos.describe(case.element, place)
        self._memos.refer(case.element, place)

    def _of_sources(self, sets: Sequence[Case]) -> list[Case]:
        """The sets that hold sources; those that hold neither these nor codes are said."""
        members = ("MemberSource",) if self._context.own else ("MemberSource", "MemberNote")
        for one in sets:
            lost = next(children(one.element, *members), None) is not None
            if lost and not one.sources and next(children(one.element, "MemberCode"), None) is None:
                self._context.ledger.refuse("set", one.name, _("nothing of what it holds has a place here"))
        return [one for one in sets if one.sources]

    def _take_voices(self, case: Case, uid: Uid, passages: Mapping[str, tuple[str, Place]]) -> None:
        for selection in case.selections:
            _source, place = passages.get(selection, ("", PROJECT))
            if place.thing is None or place.start is None or place.end is None:
                self._context.ledger.refuse("case_passage", case.name, _("the passage is not taken"))
            else:
                self.voices.append(Voice(uid, place.thing, place.start, place.end))

    def _refuse_references(self, case: Case, kind: CaseKind) -> None:
        """Say what a case refers to that has no place."""
        if kind is not CaseKind.PARTICIPANT:
            for _selection in case.selections:
                self._context.ledger.refuse("case_passage", case.name, _("only people have passages here"))
        for _reference in children(case.element, "CodeRef"):
            self._context.ledger.refuse("case_code", case.name, _("a case has no codes of its own here"))

    def _group_of_person(self, case: Case, told: str, passages: Mapping[str, tuple[str, Place]]) -> Uid:
        if told in self._named:
            return self._named[told]
        sources = [*case.sources, *(passages[one][0] for one in case.selections if one in passages)]
        groups = list(dict.fromkeys(self._of_source[one] for one in sources if one in self._of_source))
        if len(groups) > 1:
            self._context.ledger.change(
                "participant",
                case.name,
                _("in {n} groups; taken into '{group}'").format(
                    n=len(groups), group=self._records[groups[0]].name
                ),
            )
        return groups[0] if groups else self.group_of("", told or _("No group"))

    def _tell(self, sets: Sequence[Case], kinds: Sequence[CaseKind]) -> None:
        """Say what sets and cases were taken as, and why; our own files say it themselves."""
        said = [
            ngettext(
                "{n} set of sources is taken as a group.",
                "{n} sets of sources are taken as groups.",
                len(sets),
            ).format(n=len(sets)),
            *(_said_of(kind, kinds.count(kind)) for kind in CaseKind),
        ]
        numbers = [len(sets), *map(kinds.count, CaseKind)]
        if not self._context.own:
            self._context.ledger.notices += [one for one, n in zip(said, numbers, strict=True) if n]


def _said_of(kind: CaseKind, n: int) -> str:
    match kind:
        case CaseKind.GROUP:
            said = ngettext(
                "{n} case is taken as a group: it is named as one, has several sources, or one alone.",
                "{n} cases are taken as groups: they are named as one, have several sources, or one alone.",
                n,
            )
        case CaseKind.PARTICIPANT:
            said = ngettext(
                "{n} case is taken as a participant: it is passages of a source, or one of several in it.",
                "{n} cases are taken as participants: they are passages of a source, or several in one.",
                n,
            )
        case CaseKind.SOURCE:
            said = ngettext(
                "{n} nameless case is taken as attributes of its source.",
                "{n} nameless cases are taken as attributes of their sources.",
                n,
            )
    return said.format(n=n)
