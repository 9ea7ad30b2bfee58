"""A project that was read from a project file becomes the one that was written, by what its supplement tells.

Nothing in a supplement is trusted to be there or to be of its type: anybody may have changed the file.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from qualwb.exchange.codebooks.codebook_paths import set_steps_of
from qualwb.exchange.refi.case_variables import written_value
from qualwb.exchange.refi.plain_records import is_text, plain, record_of, records_of, section
from qualwb.localization import gettext as _
from qualwb.portable.field_types import fits
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import ROLES, Code, Coding, Group, Memo, Participant, PortableProject, Theme, Uid
from qualwb.same_name import same_name

Tree = TypeVar("Tree", Code, Theme)
Told = Mapping[str, Any]
"""What a supplement holds."""
Restore = Callable[[PortableProject, Told, Ledger], PortableProject]


def _project(project: PortableProject, told: Told, _ledger: Ledger) -> PortableProject:
    values = section(told, "project", dict)
    nameless = values.get("name") == ""
    return replace(
        project,
        name="" if nameless and project.name == "qualwb" else project.name,
        language=section(values, "language", str),
        settings=section(values, "settings", dict),
    )


def _cases(project: PortableProject, told: Told, _ledger: Ledger) -> PortableProject:
    """Cases as the groups and participants that they were, with exact attributes."""
    exact = section(told, "attributes", dict)
    known_groups = set(filter(is_text, section(told, "groups", list)))
    people = section(told, "participants", dict)
    cases: dict[Uid, Group | Participant] = {}
    read: list[Group | Participant] = [*project.groups, *project.participants]
    for case in read:
        cases[case.uid] = replace(case, attributes=_exact(case.attributes, section(exact, case.uid, dict)))
    groups: list[Group] = []
    persons: list[Participant] = []
    for case in cases.values():
        if case.uid in people:
            persons.append(_person(case, people[case.uid]))
        elif case.uid in known_groups:
            groups.append(Group(case.uid, _called(case), case.attributes))
        elif isinstance(case, Group):
            groups.append(case)
        else:
            persons.append(case)
    sources = tuple(
        replace(one, attributes=_exact(one.attributes, section(exact, one.uid, dict)))
        for one in project.sources
    )
    return replace(project, groups=tuple(groups), participants=tuple(persons), sources=sources)


def _called(case: Group | Participant) -> str:
    return case.name if isinstance(case, Group) else case.alias


def _person(case: Group | Participant, values: Any) -> Participant:
    """The participant whom a case is; one that was renamed, or given another role, stays so."""
    name = _called(case)
    alias = section(values, "alias", str)
    unchanged = name in (section(values, "case", str), alias)
    role = case.role if isinstance(case, Participant) else section(values, "role", str)
    return Participant(
        case.uid,
        section(values, "group", str),
        alias if unchanged and alias else name,
        role if role in ROLES else "unknown",
        case.attributes,
    )


def _exact(attributes: Mapping[str, Any], exact: Mapping[str, Any]) -> Mapping[str, Any]:
    """Attributes with those as they were meant that stand in the file as they were written."""
    found = dict(attributes)
    for name, told in exact.items():
        if isinstance(told, list) and len(told) == 3 and is_text(told[0]):
            variable, written, meant = told
            if written_value(found.get(variable)) == written:
                found.pop(variable, None)
                found[name] = meant
    return found


def _codes(project: PortableProject, told: Told, _ledger: Ledger) -> PortableProject:
    """Codes with the moments when they were made; those that stood for themes are codes no more."""
    folders = set(filter(is_text, section(told, "theme_codes", list)))
    themes = {same_name(code.name) for code in project.codes if code.uid in folders}
    known = section(told, "codes", dict)
    codes = tuple(
        _code(code, known.get(code.uid), folders, themes) for code in project.codes if code.uid not in folders
    )
    memos = tuple(
        replace(memo, on="project", thing=None) if memo.thing in folders else memo for memo in project.memos
    )
    return replace(project, codes=_in_order(codes, [*known], moved=bool(folders)), memos=memos)


def _code(code: Code, values: Any, folders: Collection[Uid], themes: Collection[str]) -> Code:
    """A code; one that was told apart from the code that stood for a theme of its name has its name again."""
    parent = None if code.parent in folders else code.parent
    if not fits(tuple(values) if isinstance(values, list) else values, tuple[str, str]):
        return replace(code, parent=parent)
    name, created_at = values
    renamed = same_name(name) in themes and code.name.startswith(name)
    return replace(code, parent=parent, name=name if renamed else code.name, created_at=created_at)


def _themes(project: PortableProject, told: Told, ledger: Ledger) -> PortableProject:
    """Themes with the names and places that the names of sets told; whole, where they were codes alone."""
    values = section(told, "themes", dict)
    folders = set(filter(is_text, section(told, "theme_codes", list)))
    read = [theme for theme in project.themes if theme.uid not in folders]
    there = {theme.uid for theme in read}
    themes = [_theme(theme, values.get(theme.uid)) for theme in read]
    for uid, fields in values.items():
        if folders and uid not in there and isinstance(fields, dict) and "codes" in fields:
            themes += records_of(Theme, "theme", [fields], ledger)
    return replace(project, themes=_in_order(tuple(themes), [*values]))


def _theme(theme: Theme, values: Any) -> Theme:
    """A theme whose set is called as it was has its own name and parent; another keeps what the file says."""
    name, path = section(values, "name", str), section(values, "path", str)
    if not name or theme.name not in (path, name, set_steps_of(path)[-1]):
        return theme
    parent = values.get("parent")
    return replace(
        theme,
        name=name,
        parent=parent if is_text(parent) else None,
        created_at=section(values, "created_at", str) or theme.created_at,
    )


def _in_order(read: tuple[Tree, ...], known: Sequence[Uid], *, moved: bool = False) -> tuple[Tree, ...]:
    """Records in the order they had, if siblings still follow each other so or were moved; new ones last."""
    place = {uid: number for number, uid in enumerate(known)}
    ordered = sorted(read, key=lambda one: place.get(one.uid, len(place)))
    return tuple(ordered) if moved or _siblings(ordered) == _siblings(read) else read


def _siblings(records: Sequence[Tree]) -> Mapping[Uid | None, Sequence[Uid]]:
    found: dict[Uid | None, list[Uid]] = {}
    for one in records:
        found.setdefault(one.parent, []).append(one.uid)
    return found


def _codings(project: PortableProject, told: Told, ledger: Ledger) -> PortableProject:
    """Codings with round, origin and citation, in the order they had, with orphans between them."""
    values = section(told, "codings", dict)
    uids = section(values, "uids", list)
    rounds = _run_out(section(values, "rounds", list), len(uids) + 1)
    origins = _run_out(section(values, "origins", list), len(uids) + 1)
    cited = {number for number in section(values, "cited", list) if isinstance(number, int)}
    if not len(uids) == len(rounds) == len(origins):
        ledger.notices.append(_("What the file tells of rounds and key quotes does not add up; left aside."))
        return project
    place = {uid: number for number, uid in enumerate(uids) if is_text(uid)}
    codings: list[Coding] = []
    for coding in project.codings:
        number = place.get(coding.uid)
        if number is not None:
            coding = coding._replace(round=rounds[number], origin=origins[number], cited=number in cited)
        codings.append(coding)
    codings.sort(key=lambda one: place.get(one.uid, len(place)))
    for number, fields in _pairs(section(told, "orphans", list)):
        codings[number:number] = records_of(Coding, "coding", [fields], ledger)
    return replace(project, codings=tuple(codings))


def _run_out(runs: Sequence[Any], most: int) -> list[str]:
    """The values of runs of equal ones; no more than ``most``, whatever the runs claim."""
    values: list[str] = []
    for run in runs:
        if fits(tuple(run) if isinstance(run, list) else run, tuple[str, int]):
            values += [run[0]] * min(run[1], most - len(values))
    return values


def _pairs(rows: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    for row in rows:
        if isinstance(row, list) and len(row) == 2 and isinstance(row[0], int) and row[0] >= 0:
            yield row[0], row[1]


def _memos(project: PortableProject, told: Told, _ledger: Ledger) -> PortableProject:
    """Memos with their kinds, and on what a note can't be on."""
    values = section(told, "memos", dict)
    return replace(project, memos=tuple(_memo(memo, values.get(memo.uid)) for memo in project.memos))


def _memo(memo: Memo, values: Any) -> Memo:
    fields = dict(values) if isinstance(values, dict) else {}
    if memo.on != "project":
        fields = {name: value for name, value in fields.items() if name not in ("on", "thing")}
    try:
        return record_of(Memo, {**plain(memo), **fields})
    except ValueError:
        return memo


RESTORED: Sequence[Restore] = (_project, _cases, _codes, _themes, _codings, _memos)
"""In this order, before the texts are."""
