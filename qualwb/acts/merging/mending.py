"""What must hold in a project although two that are joined break it: names, trees, the guide, passages.

Each is mended in a way that does not depend on which project was merged into which.
"""

from collections.abc import Collection, Hashable
from typing import Any

from qualwb.acts.merging.contest import place_of
from qualwb.acts.merging.findings import Findings
from qualwb.acts.merging.joining import Joining
from qualwb.acts.merging.state import LISTS, Kind, Mark, Values
from qualwb.localization import gettext as _
from qualwb.model import (
    Code,
    Coder,
    Coding,
    Group,
    Participant,
    PrintVersion,
    Question,
    Round,
    SavedQuery,
    Source,
    Theme,
)
from qualwb.same_name import same_name
from qualwb.store.tree_faults import in_cycles

_NAMED = (Coder, Round, Group, Source, Code, Theme, SavedQuery)
Rows = dict[Kind, dict[Mark, Values]]


def mend(joining: Joining) -> None:
    """Mend the rows that were joined, and note what was done."""
    rows, findings = joining.rows, joining.findings
    for kind in _NAMED:
        _part_names(rows, kind, "name", lambda row: same_name(row["name"]), findings)
    _part_names(rows, Participant, "alias", lambda row: (row["group_id"], same_name(row["alias"])), findings)
    for kind in (Code, Theme):
        _lift_cycles(joining, kind)
    _part_positions(rows[Question])
    _join_codings(rows, frozenset().union(*(past.deleted for past in joining.pasts)))
    _join_prints(joining)


def _part_names(rows: Rows, kind: Kind, column: str, key: Any, findings: Findings) -> None:
    """Of rows with one name, the first made keeps it; the others get the beginning of their mark."""
    called: dict[Hashable, list[Mark]] = {}
    for mark, row in rows[kind].items():
        called.setdefault(key(row), []).append(mark)
    for marks in called.values():
        first, *others = sorted(marks, key=lambda mark: (rows[kind][mark].get("created_at", ""), mark))
        for mark in others:
            row = rows[kind][mark]
            parted = f"{row[column][:240]} ({mark[:8]})"
            rows[kind][mark] = {**row, column: parted}
            done = _("both stay, under two names")
            findings.conflict(kind, parted, column, rows[kind][first][column], row[column], done)


def _lift_cycles(joining: Joining, kind: Kind) -> None:
    """Put the row with the smallest mark of each cycle at the top, and tell once what it lay beneath."""
    rows = joining.rows[kind]
    while faulty := in_cycles({mark: row["parent_id"] for mark, row in rows.items()}):
        mark = min(faulty)
        row, above = rows[mark], rows[rows[mark]["parent_id"]]["name"]
        rows[mark] = {**row, "parent_id": None}
        if not joining.told(kind, mark, "parent_id", above):
            joining.tell(kind, mark, "parent_id", above, joining.hangs_on(kind, mark, row), joining.author)
            done = _("it lies at the top now: each lay beneath the other")
            joining.findings.conflict(kind, row["name"], "parent_id", "-", above, done)


def _part_positions(questions: dict[Mark, Values]) -> None:
    """Questions in one place stand after one another, in the order of their labels."""
    order = sorted(questions, key=lambda mark: (questions[mark]["position"], questions[mark]["label"], mark))
    last = None
    for mark in order:
        position = questions[mark]["position"]
        last = position if last is None else max(position, last + 1)
        if last != position:
            questions[mark] = {**questions[mark], "position": last}


def _join_codings(rows: Rows, deleted: Collection[Mark]) -> None:
    """Of codings that came to stand alike, the first made is kept; what rested on another rests on it.

    One that a project had ``deleted`` gives way to one that none had.
    """
    codings = rows[Coding]
    kept: dict[Hashable, Mark] = {}
    doubles: dict[Mark, Mark] = {}
    for mark in codings:
        row = codings[mark]
        if row["orphaned_from"] is None:
            at = place_of(row)
            other = kept.setdefault(at, mark)
            if other != mark:
                first, second = sorted(
                    (other, mark), key=lambda one: (one in deleted, codings[one]["created_at"], one)
                )
                kept[at] = first
                doubles[second] = first
                cited = codings[first]["cited"] or codings[second]["cited"]
                codings[first] = {**codings[first], "cited": cited}
    if doubles:
        _rest_on_kept(rows, doubles)


def _rest_on_kept(rows: Rows, doubles: dict[Mark, Mark]) -> None:
    for mark in doubles:
        del rows[Coding][mark]
    for kind, columns in LISTS.items():
        for mark, row in rows[kind].items():
            for column in columns:
                if not doubles.keys().isdisjoint(row[column]):
                    kept = [_last(doubles, coding) for coding in row[column]]
                    rows[kind][mark] = {**rows[kind][mark], column: list(dict.fromkeys(kept))}


def _last(doubles: dict[Mark, Mark], mark: Mark) -> Mark:
    while mark in doubles:
        mark = doubles[mark]
    return mark


def _join_prints(joining: Joining) -> None:
    """Of print versions that came to stand on one passage, the later is kept; the other's text is told."""
    prints = joining.rows[PrintVersion]
    kept: dict[Hashable, Mark] = {}
    for mark, row in sorted(prints.items(), key=lambda item: (item[1]["updated_at"], item[0]), reverse=True):
        if row["orphaned_from"] is not None:
            continue
        first = kept.setdefault((row["source_id"], row["start"], row["end"]), mark)
        if first == mark:
            continue
        del prints[mark]
        shown = row["text"]
        if shown != prints[first]["text"] and not joining.told(PrintVersion, first, "text", shown):
            target = {"source_id": row["source_id"], "start": row["start"], "end": row["end"]}
            quote = {"quote": row["verbatim"]}
            joining.tell(PrintVersion, first, "text", shown, target | quote, row["coder_id"])
            done = _("the other one is kept in a memo")
            what = joining.what(PrintVersion, mark, row)
            joining.findings.conflict(PrintVersion, what, "text", prints[first]["text"], shown, done)
