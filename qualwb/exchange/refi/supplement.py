"""What REFI-QDA has no place for, as a member of the container that other programs leave alone.

It holds only that, keyed by stable ids, so that what another program changed in the project file stands. Of a
source whose text was changed there, what holds on to its positions is left aside and said.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from qualwb.exchange.refi.plain_records import plain
from qualwb.exchange.refi.restoring_records import RESTORED
from qualwb.exchange.refi.restoring_texts import WHOLE, signed, sources_restored, whole_restored
from qualwb.exchange.refi.wishes import LOSSLESS, ExportWishes
from qualwb.exchange.refi.writing.cases import AttributeVariables, case_names
from qualwb.exchange.refi.writing.layout import theme_paths
from qualwb.localization import gettext as _
from qualwb.portable.arrival import code_for_theme
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import Memo, PortableProject, Source
from qualwb.portable.spoken_text import spoken

MEMBER = "qualwb.json"
"""The name within the container."""
VERSION = 1
_FORMAT = "qualwb"
_PLACED_BY_REFI = ("project", "source", "code")
"""Kinds of what a note is on that the project file tells by itself."""


def told(project: PortableProject, wishes: ExportWishes = LOSSLESS) -> bytes:
    """The supplement to a project file that is written with these wishes."""
    content = {
        _FORMAT: VERSION,
        "project": {name: getattr(project, name) for name in ("name", "language", "settings")},
        **{name: [plain(one) for one in getattr(project, name)] for name in WHOLE},
        "codings": _codings(project),
        "orphans": [
            [place, plain(coding)]
            for place, coding in enumerate(project.codings)
            if coding.orphaned_from is not None
        ],
        "memos": {memo.uid: values for memo in project.memos if (values := _memo(memo))},
        "codes": {code.uid: [code.name, code.created_at] for code in project.codes},
        "themes": _themes(project, wishes),
        "theme_codes": [code_for_theme(theme.uid) for theme in project.themes] if wishes.as_codes else [],
        "groups": [group.uid for group in project.groups],
        "participants": _participants(project),
        "attributes": _attributes(project),
        "sources": {source.uid: _source(source, wishes) for source in project.sources},
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def applied(project: PortableProject, data: bytes, ledger: Ledger) -> PortableProject:
    """The project that was read from a project file, with its supplement; what can't be used is a notice.

    What the project file says stands where the two differ. The result is to pass ``sound``.
    """
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not isinstance(content.get(_FORMAT), int):
        ledger.notices.append(_("{file} can't be read and is left aside.").format(file=MEMBER))
        return project
    if content[_FORMAT] > VERSION:
        ledger.notices.append(_("{file} is of a newer qualwb and is left aside.").format(file=MEMBER))
        return project
    for restore in RESTORED:
        project = restore(project, content, ledger)
    project, changed = sources_restored(project, content, ledger)
    return signed(whole_restored(project, content, changed, ledger))


def _codings(project: PortableProject) -> Mapping[str, Any]:
    """The codings in order; rounds and origins as runs of equal ones, key quotes by their number."""
    placed = [coding for coding in project.codings if coding.orphaned_from is None]
    return {
        "uids": [coding.uid for coding in placed],
        "rounds": _runs(coding.round for coding in placed),
        "origins": _runs(coding.origin for coding in placed),
        "cited": [number for number, coding in enumerate(placed) if coding.cited],
    }


def _runs(values: Iterable[str]) -> list[tuple[str, int]]:
    return [(value, sum(1 for _one in run)) for value, run in groupby(values)]


def _memo(memo: Memo) -> Mapping[str, Any]:
    """What a note does not tell of a memo; nothing for a plain one."""
    names = ["kind"] if memo.kind != "memo" else []
    if memo.on not in _PLACED_BY_REFI:
        names += ["on", "thing"]
    if memo.orphaned_from is not None:
        names += ["start", "end", "quote", "orphaned_from"]
    return {name: getattr(memo, name) for name in names}


def _themes(project: PortableProject, wishes: ExportWishes) -> Mapping[str, Any]:
    """Themes as far as sets don't tell them; whole, where they are codes alone."""
    if not wishes.as_sets:
        return {theme.uid: plain(theme) for theme in project.themes}
    paths = theme_paths(project)
    return {
        theme.uid: {
            "path": paths[theme.uid],
            "name": theme.name,
            "parent": theme.parent,
            "created_at": theme.created_at,
        }
        for theme in project.themes
    }


def _participants(project: PortableProject) -> Mapping[str, Any]:
    names = case_names(project)
    return {
        person.uid: {
            "case": names[person.uid],
            "group": person.group,
            "alias": person.alias,
            "role": person.role,
        }
        for person in project.participants
    }


def _attributes(project: PortableProject) -> Mapping[str, Any]:
    """Attributes that variables don't hold as they are.

    Each with the variable, what stands there ('' for nothing), and what is meant.
    """
    variables = AttributeVariables(project)
    found: dict[str, Any] = {}
    records: list[Any] = [*project.groups, *project.participants, *project.sources]
    for record in records:
        inexact = {
            name: [variables.called(name), variables.written(name, value), value]
            for name, value in record.attributes.items()
            if not variables.is_read_back(name, value)
        }
        if inexact:
            found[record.uid] = inexact
    return found


def _source(source: Source, wishes: ExportWishes) -> Mapping[str, Any]:
    text = spoken(source)[0] if wishes.labels else source.text
    return {
        "sha256": sha256(text.encode("utf-8", "replace")).hexdigest(),
        "labels": wishes.labels,
        "group": source.group,
        "speakers": [[speaker.label, speaker.participant] for speaker in source.speakers],
        "turns": [_without_nothing(turn) for turn in source.turns],
        **{
            name: getattr(source, name)
            for name in ("reader", "file_name", "file_sha256", "import_report", "recording")
            if getattr(source, name)
        },
    }


def _without_nothing(row: Sequence[Any]) -> list[Any]:
    """The row without the Nones at its end."""
    values = list(row)
    while values[-1] is None:
        values.pop()
    return values
