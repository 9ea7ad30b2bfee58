"""Groups and participants: ``Variables`` and ``Cases``; attributes of sources are variables too."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any

from qualwb.exchange.refi.writing.descriptions import remarked
from qualwb.exchange.refi.writing.elements import below, guid, refer, text_below
from qualwb.exchange.refi.writing.layout import Layout, case_names
from qualwb.portable.arrival import stable_id
from qualwb.portable.records import Attributes, PortableProject, Uid
from qualwb.safe_text import cleaned, one_line
from qualwb.same_name import same_name

if TYPE_CHECKING:
    from lxml.etree import _Element

GROUP, ROLE = "Group", "Role"
"""Variables that tell other programs who a participant is; fixed, so that they read the same everywhere."""
_TYPES = {bool: "Boolean", int: "Integer", float: "Float", str: "Text"}


@dataclass(frozen=True)
class Variables:
    """The variables of a project: its attributes by name, each of one type."""

    project: PortableProject

    @cached_property
    def types(self) -> Mapping[str, str]:
        """The type of each variable; Text where values are of several, or of none that there is."""
        kinds: dict[str, set[str]] = {}
        for attributes in self._attributes():
            for name, value in attributes.items():
                if _is_name(name) and _written(value):
                    kinds.setdefault(name, set()).add(_type_of(value))
        return {name: found.pop() if len(found) == 1 else "Text" for name, found in kinds.items()}

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The names among ``GROUP`` and ``ROLE`` that no attribute has."""
        if not self.project.participants:
            return ()
        taken = {same_name(name) for name in self.types}
        return tuple(name for name in (GROUP, ROLE) if same_name(name) not in taken)

    def written(self, name: str, value: Any) -> str:
        """An attribute's value as it stands in the file; '' where it can't."""
        return _written(value) if name in self.types else ""

    def is_read_back(self, name: str, value: Any) -> bool:
        """Whether the value that stands in the file says all of this one."""
        written = self.written(name, value)
        if not written or _type_of(value) != self.types[name]:
            return False
        return self.types[name] != "Text" or written == value

    def _attributes(self) -> Iterator[Attributes]:
        for records in (self.project.groups, self.project.participants, self.project.sources):
            for record in records:
                yield record.attributes


def write_variables(root: "_Element", variables: Variables) -> None:
    """Append ``Variables``, if there are any."""
    types = {**variables.types, **dict.fromkeys(variables.telling, "Text")}
    if not types:
        return
    parent = below(root, "Variables")
    for name, kind in types.items():
        told = {"guid": variable_guid(name), "name": name, "typeOfVariable": kind}
        below(parent, "Variable", told)


def write_cases(
    root: "_Element", layout: Layout, variables: Variables, turns: Mapping[Uid, list[Uid]]
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
        told = {GROUP: groups.get(person.group, ""), ROLE: person.role}
        for name in variables.telling:
            _write_value(element, name, "Text", cleaned(told[name]))
        for source in layout.sources_of.get(person.uid, ()):
            refer(element, "SourceRef", source.uid)
        for selection in turns.get(person.uid, ()):
            refer(element, "SelectionRef", selection)


def write_values(element: "_Element", attributes: Attributes, variables: Variables) -> None:
    """Append the attributes of a record as values of the variables."""
    for name, value in attributes.items():
        if written := variables.written(name, value):
            _write_value(element, name, variables.types[name], written)


def variable_guid(name: str) -> str:
    """The GUID of the variable of that name."""
    return stable_id("variable", name)


def _describe(element: "_Element", layout: Layout, kind: str, uid: Uid) -> None:
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


def _written(value: Any) -> str:
    """A value as text of its type; '' for one that is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return cleaned(value).strip()
        case float() if isfinite(value):
            return format(Decimal(repr(value)), "f")
        case int() | float():
            return str(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
