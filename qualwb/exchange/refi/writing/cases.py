"""Groups and participants: ``Variables`` and ``Cases``; attributes of sources are variables too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any

from qualwb.exchange.refi.case_variables import GROUP, ROLE, written_value
from qualwb.exchange.refi.writing.descriptions import remarked
from qualwb.exchange.refi.writing.elements import below, guid, refer, text_below
from qualwb.exchange.refi.writing.layout import ProjectLayout, case_names
from qualwb.portable.arrival import stable_id
from qualwb.portable.records import Attributes, PortableProject, Uid
from qualwb.safe_text import cleaned, one_line
from qualwb.same_name import same_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_RENAMED = "{name} (attribute)"
_TYPES = {bool: "Boolean", int: "Integer", float: "Float", str: "Text"}


@dataclass(frozen=True)
class AttributeVariables:
    """The variables of a project: its attributes by name, each of one type."""

    project: PortableProject

    @cached_property
    def types(self) -> Mapping[str, str]:
        """The type of each variable; Text where values are of several, or of none that there is."""
        kinds: dict[str, set[str]] = {}
        for attributes in self._attributes():
            for name, value in attributes.items():
                if _is_name(name) and written_value(value):
                    kinds.setdefault(self.called(name), set()).add(_type_of(value))
        return {name: found.pop() if len(found) == 1 else "Text" for name, found in kinds.items()}

    def called(self, name: str) -> str:
        """What the variable of an attribute is called: not ``GROUP`` or ``ROLE``, which say who it is."""
        taken = same_name(name) in (same_name(GROUP), same_name(ROLE))
        return _RENAMED.format(name=name) if taken else name

    def written(self, name: str, value: Any) -> str:
        """An attribute's value as it stands in the file; '' where it can't."""
        return written_value(value) if self.called(name) in self.types else ""

    def is_read_back(self, name: str, value: Any) -> bool:
        """Whether what stands in the file says all of this attribute."""
        written, kind = self.written(name, value), self.types.get(self.called(name))
        if not written or _type_of(value) != kind or self.called(name) != name:
            return False
        return kind != "Text" or written == value

    def _attributes(self) -> Iterator[Attributes]:
        for records in (self.project.groups, self.project.participants, self.project.sources):
            for record in records:
                yield record.attributes


def write_variables(root: "_Element", variables: AttributeVariables) -> None:
    """Append ``Variables``, if there are any."""
    telling = (GROUP, ROLE) if variables.project.participants else ()
    types = {**variables.types, **dict.fromkeys(telling, "Text")}
    if not types:
        return
    parent = below(root, "Variables")
    for name, kind in types.items():
        told = {"guid": variable_guid(name), "name": name, "typeOfVariable": kind}
        below(parent, "Variable", told)


def write_cases(
    root: "_Element", layout: ProjectLayout, variables: AttributeVariables, turns: Mapping[Uid, list[Uid]]
) -> None:
    """Append ``Cases``: groups and participants, with their sources; ``turns`` are selections of these."""
    project = layout.project
    if not project.groups and not project.participants:
        return
    cases, names = below(root, "Cases"), case_names(project)
    for group in project.groups:
        element = below(cases, "Case", {"guid": guid(group.uid), "name": one_line(group.name)})
        _describe(element, layout, "group", group.uid)
        write_values(element, group.attributes, variables)
        for source in layout.sources_of.get(group.uid, ()):
            refer(element, "SourceRef", source.uid)
    groups = {group.uid: group.name for group in project.groups}
    for person in project.participants:
        element = below(cases, "Case", {"guid": guid(person.uid), "name": names[person.uid]})
        _describe(element, layout, "participant", person.uid)
        write_values(element, person.attributes, variables)
        for name, told in ((GROUP, groups.get(person.group, "")), (ROLE, person.role)):
            _write_value(element, name, "Text", cleaned(told))
        for source in layout.sources_of.get(person.uid, ()):
            refer(element, "SourceRef", source.uid)
        for selection in turns.get(person.uid, ()):
            refer(element, "SelectionRef", selection)


def write_values(element: "_Element", attributes: Attributes, variables: AttributeVariables) -> None:
    """Append the attributes of a record as values of the variables."""
    for name, value in attributes.items():
        if written := variables.written(name, value):
            variable = variables.called(name)
            _write_value(element, variable, variables.types[variable], written)


def variable_guid(name: str) -> str:
    """The GUID of the variable of that name."""
    return stable_id("variable", name)


def _describe(element: "_Element", layout: ProjectLayout, kind: str, uid: Uid) -> None:
    """The memos on a case, where memos are no notes."""
    if not layout.target.notes:
        text_below(element, "Description", remarked(layout.memos.get((kind, uid), ())))


def _write_value(element: "_Element", name: str, kind: str, written: str) -> None:
    value = below(element, "VariableValue")
    below(value, "VariableRef", {"targetGUID": variable_guid(name)})
    below(value, f"{kind}Value").text = written


def _is_name(name: str) -> bool:
    return bool(name) and name == one_line(name)


def _type_of(value: Any) -> str:
    return "Text" if isinstance(value, float) and not isfinite(value) else _TYPES.get(type(value), "Text")
