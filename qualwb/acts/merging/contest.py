"""Two projects side by side, and what is kept of the one that is not in use."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from qualwb.acts.merging.findings import Findings
from qualwb.acts.merging.history import History, as_text
from qualwb.acts.merging.rules import MEMO_COLUMN, column_in_words
from qualwb.acts.merging.state import Kind, Mark, State, Values, references
from qualwb.localization import gettext as _
from qualwb.model import (
    MEMO_TARGETS,
    Adjudication,
    Code,
    Coder,
    Coding,
    Memo,
    PrintVersion,
    Source,
    Speaker,
    Summary,
)
from qualwb.model.coding import ONE_PLACE
from qualwb.store.journal import table_of

OURS, THEIRS = 0, 1
Pair = tuple[Values, Values]

TARGETS = tuple(target.column for target in MEMO_TARGETS.values())
"""The columns of a memo that say what it hangs on."""


@dataclass
class Contest:
    """Two projects whose rows are being joined, and the rows of the joined one."""

    ours: State
    theirs: State
    pasts: tuple[History, History]
    text_sides: Mapping[Mark, int | None]
    """By source, whose text is in use; None where both have it."""
    author: Mark
    """Who writes what has no known author: the mark of the coder who merges."""
    moment: str
    findings: Findings = field(default_factory=Findings)
    rows: dict[Kind, dict[Mark, Values]] = field(default_factory=dict)

    @cached_property
    def coded_places(self) -> frozenset[tuple[Any, ...]]:
        """What is coded in our project, as ``place_of`` has it."""
        return frozenset(map(place_of, self.ours.rows[Coding].values()))

    @cached_property
    def memos_there(self) -> frozenset[tuple[Any, ...]]:
        """What our memos say, as ``memo_of`` has it."""
        return frozenset(map(memo_of, self.ours.rows[Memo].values()))

    def label(self, kind: Kind, mark: Mark) -> str:
        """What a person calls the row, in the project that has it."""
        return self.ours.label(kind, mark) or self.theirs.label(kind, mark)

    def what(self, kind: Kind, mark: Mark, row: Values) -> str:
        """What a row is called in the report."""
        if kind is Coding:
            return f"{self.label(Code, row['code_id'])}, {self._passage(row)}"
        if row.get("start") is not None:
            return self._passage(row)
        hangs = (self.label(other, row[name]) for name, other in references(kind).items() if row[name])
        return self.label(kind, mark) or ", ".join(name for name in hangs if name)

    def tell(self, kind: Kind, mark: Mark, column: str, shown: str, target: Values, author: Mark) -> None:
        """Keep a value that is not in use as a memo under its own mark; ``target`` is what it hangs on."""
        text = _("{field}, not in use since projects were merged: {value}").format(
            field=column_in_words(column), value=shown
        )
        memo = {
            **dict.fromkeys(TARGETS),
            **{"start": None, "end": None, "quote": "", "orphaned_from": None, "kind": "memo"},
            **{"text": text, "coder_id": author, "created_at": self.moment, "updated_at": self.moment},
        }
        self.rows[Memo][told_mark(kind, mark, column, shown)] = {**memo, **target}

    def told(self, kind: Kind, mark: Mark, column: str, shown: str) -> bool:
        """Whether one of the projects keeps the value beside the one in use already."""
        told = told_mark(kind, mark, column, shown)
        return any(told in state.rows[Memo] for state in (self.ours, self.theirs))

    def coder(self, name: str, otherwise: Mark = None) -> Mark:
        """The mark of the coder of that name, who becomes one; without a name the other, or who merges."""
        if not name:
            return otherwise or self.author
        known = (mark for mark, row in self.rows[Coder].items() if row["name"] == name)
        return next(known, None) or self._new_coder(name)

    def _new_coder(self, name: str) -> Mark:
        mark = mark_of_coder(name)
        self.rows[Coder][mark] = {"name": name}
        return mark

    def newer(self, kind: Kind, mark: Mark, columns: Sequence[str], pair: Pair) -> int | None:
        """Whose values came after the other's, as the journals tell; None where they don't."""
        mine, others = pair
        differ = [name for name in columns if mine[name] != others[name]]
        behind = any(self.pasts[THEIRS].had(kind, mark, name, mine[name]) for name in differ)
        ahead = any(self.pasts[OURS].had(kind, mark, name, others[name]) for name in differ)
        return None if behind == ahead else int(behind)

    def hangs_on(self, kind: Kind, mark: Mark, row: Values) -> Values:
        """What a memo hangs on that tells of a row."""
        if kind in MEMO_COLUMN:
            return {MEMO_COLUMN[kind]: mark}
        if kind in (Speaker, Adjudication, PrintVersion):
            return {"source_id": row["source_id"]}
        return {"theme_id": row["theme_id"]} if kind is Summary else {}

    def _passage(self, row: Values) -> str:
        """The source and the turn that a passage begins in; where there is none, its code points."""
        source, start = row["source_id"], row["start"]
        turns = self.ours.turns.get(source) or self.theirs.turns.get(source) or []
        before = bisect_right([turn["start"] for turn in turns], start)
        if not before:
            return f"{self.label(Source, source)} {start}-{row['end']}"
        turn = _("turn {n}").format(n=turns[before - 1]["number"])
        return f"{self.label(Source, source)}, {turn}"


def mark_of_coder(name: str) -> str:
    """The mark of a coder whom no project has yet: the same wherever that happens."""
    return str(uuid5(NAMESPACE_OID, as_text(["coder", name])))


def told_mark(kind: Kind, mark: Mark, column: str, shown: str) -> str:
    """The mark of what is kept beside a value in use: the same wherever projects with it meet."""
    return str(uuid5(NAMESPACE_OID, as_text(["merge", table_of(kind).name, mark, column, shown])))


def weightier(pair: Sequence[Any], weight: Any) -> int:
    """The side whose value weighs more; ours where both weigh the same."""
    return int(weight(pair[THEIRS]) > weight(pair[OURS]))


def weight_of(text: str) -> tuple[int, str]:
    """A longer text weighs more; of two as long, the later by its letters."""
    return len(text), text


def place_of(row: Values) -> tuple[Any, ...]:
    """What no two codings may have in common."""
    return tuple(row[name] for name in ONE_PLACE)


def memo_of(row: Values) -> tuple[Any, ...]:
    """What a memo hangs on, and its text."""
    return (*(row[name] for name in TARGETS), row["start"], row["end"], row["text"])
