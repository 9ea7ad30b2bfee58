"""Codes that one of the projects merged into another code, while the other project coded on with them.

What hangs on such a code hangs on the one it was merged into. What was written of it since stays as a memo.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from qualwb.acts.merging.findings import Followed
from qualwb.acts.merging.history import Deletion, History, as_text
from qualwb.acts.merging.joining import Joining
from qualwb.acts.merging.rules import RULES, Rule
from qualwb.acts.merging.state import JOINS, KINDS, Kind, Mark, State, Values, references
from qualwb.localization import gettext as _
from qualwb.model import Code
from qualwb.store.journal import table_of

Rows = dict[Kind, dict[Mark, Values]]
Became = Mapping[Mark, Mark]
"""Codes that are none any more, each with the one that it became."""
TEXTS = tuple(name for name, rule in RULES[Code].items() if rule is Rule.TEXT and name != "colour")
"""What is written of a code."""


def codes_became(ours: State, theirs: State, pasts: tuple[History, History]) -> Became:
    """What the codes became that one of the projects merged, also those that none of them has any more.

    Where projects merged a code into several, or each into the other, it is the one made first.
    """
    codes, merged = {**theirs.rows[Code], **ours.rows[Code]}, _merged(pasts)
    became = {}
    for code in dict.fromkeys((*codes, *merged)):
        reached = _reached(code, merged)
        ends = [mark for mark in reached if mark in codes and mark not in merged]
        in_circle = [mark for mark in reached if mark in codes and mark in _reached(mark, merged)]
        if found := ends or in_circle:
            target = min(found, key=lambda mark: (codes[mark]["created_at"], mark))
            if target != code:
                became[code] = target
    return became


def hung_on(state: State, past: History, became: Became) -> tuple[State, History]:
    """A project and its history with what hangs on merged codes hanging on what they became."""
    if not became:
        return state, past
    rows = {kind: _hung_on(state.rows, kind, became) for kind in KINDS}
    texts = {as_text(code): as_text(target) for code, target in became.items()}
    formers = {
        place: frozenset(texts.get(text, text) for text in had) if _refers(place[0], place[2]) else had
        for place, had in past.formers.items()
    }
    return replace(state, rows=rows), replace(past, formers=formers)


def take_merged(joining: Joining, became: Became, theirs: State) -> None:
    """Take the merged codes out of the joined project; what was written of them stays as memos.

    Told of are those that were ours, that something new of ``theirs`` hangs on, or that others became.
    """
    gone = {code: target for code, target in became.items() if code in joining.rows[Code]}
    told = {*joining.ours.rows[Code], *_hung_with(joining, theirs)}
    told.update(*(past.merged.values() for past in joining.pasts))
    for code, target in gone.items():
        _keep_written(joining, code, target)
        if code in told:
            who = _who_merged(joining, code)
            label, into = joining.label(Code, code), joining.label(Code, target)
            joining.findings.followed.append(Followed(table_of(Code).name, label, into, who.coder, who.at))
    for code in gone:
        del joining.rows[Code][code]


def _hung_with(joining: Joining, theirs: State) -> frozenset[Mark]:
    """The codes that rows of the other project hang on, before they are moved, that ours does not have."""
    return frozenset(
        row[column]
        for kind in KINDS
        for column in references(kind)
        if _refers(kind, column) and kind not in JOINS
        for mark, row in theirs.rows[kind].items()
        if mark not in joining.ours.rows[kind]
    )


def _merged(pasts: tuple[History, History]) -> dict[Mark, set[Mark]]:
    """The codes that one of the projects merged, with those that they were merged into right then."""
    merged: dict[Mark, set[Mark]] = {}
    undone = frozenset[tuple[Mark, Mark]]().union(*(past.unmerged for past in pasts))
    for past in pasts:
        for code, target in past.merged.items():
            if (code, target) not in undone:
                merged.setdefault(code, set()).add(target)
    return merged


def _reached(code: Mark, merged: Mapping[Mark, Iterable[Mark]]) -> list[Mark]:
    """What a code became, step by step; itself too where that leads in a circle."""
    reached: list[Mark] = []
    left = sorted(merged.get(code, ()))
    while left:
        mark = left.pop(0)
        if mark not in reached:
            reached.append(mark)
            left += sorted(merged.get(mark, ()))
    return reached


def _who_merged(joining: Joining, code: Mark) -> Deletion:
    found = (past.deleted[code] for past in joining.pasts if code in past.deleted)
    return next(found, Deletion("", ""))


def _keep_written(joining: Joining, code: Mark, target: Mark) -> None:
    """Keep what is written of a code and not of the one that it became: there, or as memos on that."""
    row, there = joining.rows[Code][code], joining.rows[Code][target]
    for column in TEXTS:
        text = row[column]
        if text and not there[column]:
            there = joining.rows[Code][target] = {**there, column: text}
        elif text and text not in there[column] and not joining.told(Code, code, column, text):
            side = next(
                n for n, state in enumerate((joining.ours, joining.theirs)) if code in state.rows[Code]
            )
            author = joining.coder(joining.pasts[side].author(Code, code, column))
            joining.tell(Code, code, column, text, {"code_id": target}, author)
            done = _("the code was merged; what was written of it is kept in a memo")
            joining.findings.conflict(Code, row["name"], column, there[column], text, done)


def _refers(kind: Kind, column: str) -> bool:
    return references(kind).get(column) is Code


def _hung_on(rows: Rows, kind: Kind, became: Became) -> dict[Mark, Values]:
    columns = [column for column in references(kind) if _refers(kind, column)]
    if not columns:
        return rows[kind]
    hung: dict[Mark, Values] = {}
    for mark, row in rows[kind].items():
        now = {column: became[row[column]] for column in columns if row[column] in became}
        if kind is Code and now.get("parent_id") == mark:
            now["parent_id"] = _above(rows, row["parent_id"], mark, became)
        moved = {**row, **now} if now else row
        hung.setdefault(tuple(moved[name] for name in JOINS[kind]) if kind in JOINS else mark, moved)
    return hung


def _above(rows: Rows, parent: Mark, code: Mark, became: Mapping[Mark, Mark]) -> Mark:
    """What a code lies beneath when all that became it is gone from above it; None for the top."""
    seen = {code}
    while parent is not None and became.get(parent, parent) in seen:
        if parent in seen:
            return None
        seen.add(parent)
        parent = rows[Code][parent]["parent_id"]
    return parent if parent is None else became.get(parent, parent)
