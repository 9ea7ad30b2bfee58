"""Two projects that have been matched become one, row by row. Pure: nothing is read or written.

A value that one project had before the one that it has now gives way. Where no journal tells which of two is
the newer, the weightier is in use and the other one stays beside it: as a memo, a coding or a query of its own,
under a mark that is made from what it says. So the result does not depend on which project is merged into
which, and what has been settled once is not a conflict the next time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from qualwb.acts.merging.findings import Findings
from qualwb.acts.merging.history import History, as_text
from qualwb.acts.merging.rules import MEMO_COLUMN, RULES, WRITTEN, Rule, column_in_words
from qualwb.acts.merging.state import KINDS, PASSAGES, Kind, Mark, State, Values, references
from qualwb.localization import gettext as _
from qualwb.model import (
    MEMO_TARGETS,
    Adjudication,
    Code,
    Coder,
    Coding,
    Memo,
    PrintVersion,
    SavedQuery,
    Source,
    Speaker,
    Summary,
)
from qualwb.store.journal import table_of

OURS, THEIRS = 0, 1
Pair = tuple[Values, Values]

_TARGETS = tuple(target.column for target in MEMO_TARGETS.values())


@dataclass
class Joining:
    """The join of two projects, under way."""

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

    def join(self) -> None:
        """Join all rows that are settled one by one."""
        self.rows = {kind: dict(self.ours.rows[kind]) for kind in KINDS}
        self._places = {_place_of(row) for row in self.ours.rows[Coding].values()}
        self._written = {_memo_of(row) for row in self.ours.rows[Memo].values()}
        for kind in KINDS:
            self._join_kind(kind)

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
            **dict.fromkeys(_TARGETS),
            **{"start": None, "end": None, "quote": "", "orphaned_from": None, "kind": "memo"},
            **{"text": text, "coder_id": author, "created_at": self.moment, "updated_at": self.moment},
        }
        self.rows[Memo][told_mark(kind, mark, column, shown)] = {**memo, **target}

    def told(self, kind: Kind, mark: Mark, column: str, shown: str) -> bool:
        """Whether one of the projects keeps the value beside the one in use already."""
        told = told_mark(kind, mark, column, shown)
        return any(told in state.rows[Memo] for state in (self.ours, self.theirs))

    def coder(self, name: str) -> Mark:
        """The mark of the coder of that name; of the one who merges when there is none."""
        known = (mark for mark, row in self.rows[Coder].items() if name and row["name"] == name)
        return next(known, self.author)

    def newer(self, kind: Kind, mark: Mark, columns: Sequence[str], pair: Pair) -> int | None:
        """Whose values came after the other's, as the journals tell; None where they don't."""
        mine, others = pair
        differ = [name for name in columns if mine[name] != others[name]]
        behind = any(self.pasts[THEIRS].had(kind, mark, name, mine[name]) for name in differ)
        ahead = any(self.pasts[OURS].had(kind, mark, name, others[name]) for name in differ)
        return None if behind == ahead else int(behind)

    def _passage(self, row: Values) -> str:
        return f"{self.label(Source, row['source_id'])} {row['start']}-{row['end']}"

    def _join_kind(self, kind: Kind) -> None:
        name, mine = table_of(kind).name, self.ours.rows[kind]
        for mark, there in self.theirs.rows[kind].items():
            self.findings.found[name] += 1
            here = mine.get(mark)
            if here is None:
                self._take(kind, mark, there)
            elif here != there:
                told = len(self.findings.conflicts)
                joined = self._joined(kind, mark, (here, there))
                self.rows[kind][mark] = joined
                if joined != here and len(self.findings.conflicts) == told:
                    self.findings.changed[name] += 1

    def _take(self, kind: Kind, mark: Mark, row: Values) -> None:
        self.rows[kind].setdefault(mark, row)
        self.findings.taken[table_of(kind).name] += 1
        deleted = self.pasts[OURS].deleted.get(mark)
        if deleted is not None:
            self.findings.comes_back(kind, self.what(kind, mark, row), deleted)

    def _joined(self, kind: Kind, mark: Mark, pair: Pair) -> Values:
        row = dict(pair[OURS])
        for column, rule in RULES[kind].items():
            if pair[OURS][column] != pair[THEIRS][column]:
                row[column] = self._settled(kind, mark, column, rule, pair)
        if kind is Coding:
            row.update(self._coding(mark, row, pair))
        elif kind is Memo:
            row.update(self._targets(mark, pair))
        if kind in PASSAGES and kind is not Coding:
            side = self._place_side(kind, mark, pair)
            row.update(place(kind, pair[weightier(pair, _place_weight) if side is None else side]))
        if kind in WRITTEN:
            row.update(self._latest(kind, mark, row, pair))
        return row

    def _settled(self, kind: Kind, mark: Mark, column: str, rule: Rule, pair: Pair) -> Any:
        values = pair[OURS][column], pair[THEIRS][column]
        match rule:
            case Rule.EITHER:
                return any(values)
            case Rule.UNION:
                return [*values[OURS], *(value for value in values[THEIRS] if value not in values[OURS])]
            case Rule.FIRST | Rule.LAST:
                known = [value for value in values if value is not None]
                return min(known) if rule is Rule.FIRST else max(known)
            case Rule.ATTRIBUTES:
                return self._attributes(kind, mark, column, values)
            case Rule.QUIET:
                return values[self._weightier(kind, column, values)]
            case Rule.TEXT if not all(values):
                return values[OURS] or values[THEIRS]
        return values[self._choice(kind, mark, column, pair)]

    def _choice(self, kind: Kind, mark: Mark, column: str, pair: Pair) -> int:
        values = pair[OURS][column], pair[THEIRS][column]
        side = self.newer(kind, mark, (column,), pair)
        if side is not None:
            return side
        return self._contested(kind, mark, column, self._shown(kind, column, values), pair)

    def _contested(self, kind: Kind, mark: Mark, column: str, shown: tuple[str, str], pair: Pair) -> int:
        """Whose value is in use where no journal tells; the other one is told, unless it has been."""
        told = [self.told(kind, mark, column, text) for text in shown]
        if told[OURS] != told[THEIRS]:
            return int(told[OURS])
        side = weightier(shown, _weight)
        other = 1 - side
        if not all(told):
            author = self.coder(self.pasts[other].author(kind, mark, column))
            self.tell(kind, mark, column, shown[other], self._hangs_on(kind, mark, pair[other]), author)
            done = _("the other one is kept in a memo")
            self.findings.conflict(
                kind, self.what(kind, mark, pair[OURS]), column, shown[side], shown[other], done
            )
        return side

    def _hangs_on(self, kind: Kind, mark: Mark, row: Values) -> Values:
        if kind in MEMO_COLUMN:
            return {MEMO_COLUMN[kind]: mark}
        if kind in (Speaker, Adjudication, PrintVersion):
            return {"source_id": row["source_id"]}
        return {"theme_id": row["theme_id"]} if kind is Summary else {}

    def _attributes(self, kind: Kind, mark: Mark, column: str, values: tuple[Values, Values]) -> Values:
        joined = {**values[THEIRS], **values[OURS]}
        for name in joined:
            mine, others = values[OURS].get(name), values[THEIRS].get(name)
            if mine == others or not mine or not others:
                joined[name] = mine or others
                continue
            pair = ({column: mine}, {column: others})
            shown = tuple(value if isinstance(value, str) else as_text(value) for value in (mine, others))
            side = self._newer_attribute(kind, mark, column, name, (mine, others))
            if side is None:
                rows = [state.rows[kind][mark] for state in (self.ours, self.theirs)]
                side = self._contested(kind, mark, name, (shown[0], shown[1]), (rows[0], rows[1]))
            joined[name] = pair[side][column]
        return joined

    def _newer_attribute(
        self, kind: Kind, mark: Mark, column: str, name: str, values: tuple[Any, Any]
    ) -> int | None:
        import json

        had = [
            {as_text(json.loads(text).get(name)) for text in past.formers.get((kind, mark, column), ())}
            for past in self.pasts
        ]
        behind, ahead = as_text(values[OURS]) in had[THEIRS], as_text(values[THEIRS]) in had[OURS]
        return None if behind == ahead else int(behind)

    def _shown(self, kind: Kind, column: str, values: tuple[Any, Any]) -> tuple[str, str]:
        other = references(kind).get(column)
        if other is not None:
            return self.label(other, values[OURS]) or "-", self.label(other, values[THEIRS]) or "-"
        mine, others = (value if isinstance(value, str) else as_text(value) for value in values)
        return mine, others

    def _weightier(self, kind: Kind, column: str, values: tuple[Any, Any]) -> int:
        return weightier(self._shown(kind, column, values), _weight)

    def _targets(self, mark: Mark, pair: Pair) -> Values:
        """What a memo hangs on, in one piece: it may follow codes that were merged."""
        if all(pair[OURS][name] == pair[THEIRS][name] for name in _TARGETS):
            return {}
        side = self.newer(Memo, mark, _TARGETS, pair)
        if side is None:
            side = weightier(pair, lambda row: _weight(self.what(Memo, mark, row)))
        return {name: pair[side][name] for name in _TARGETS}

    def _place_side(self, kind: Kind, mark: Mark, pair: Pair) -> int | None:
        """Whose place of a passage holds; None where both moved its edges, or no journal tells."""
        mine, others = pair
        if place(kind, mine) == place(kind, others):
            return OURS
        placed = [row["start"] is not None and row["orphaned_from"] is None for row in pair]
        if placed[OURS] != placed[THEIRS]:
            return int(placed[THEIRS])
        if not any(placed):
            return weightier(pair, _place_weight)
        side = self.newer(kind, mark, ("start", "end", PASSAGES[kind]), pair)
        if side is None and not any(self._moved(past, kind, mark) for past in self.pasts):
            side = self.text_sides.get(mine["source_id"])
        return side

    @staticmethod
    def _moved(past: History, kind: Kind, mark: Mark) -> bool:
        return any((kind, mark, name) in past.formers for name in ("start", "end"))

    def _coding(self, mark: Mark, row: Values, pair: Pair) -> Values:
        """Code and place of a coding. Where both gave it another one, both codings are kept."""
        mine, others = pair
        code_side = (
            OURS if mine["code_id"] == others["code_id"] else self.newer(Coding, mark, ("code_id",), pair)
        )
        place_side = self._place_side(Coding, mark, pair)
        if code_side is not None and place_side is not None:
            return _coded(pair[code_side], pair[place_side])
        bundles = [
            _coded(
                one if code_side is None else pair[code_side],
                one if place_side is None else pair[place_side],
            )
            for one in pair
        ]
        labels = [as_text([self.label(Code, one["code_id"]), one["start"], one["end"]]) for one in bundles]
        marks = [told_mark(Coding, mark, "place", label) for label in labels]
        kept = [any(one in state.rows[Coding] for state in (self.ours, self.theirs)) for one in marks]
        side = int(kept[OURS]) if kept[OURS] != kept[THEIRS] else weightier(labels, _weight)
        other = {**row, **bundles[1 - side]}
        stands = _place_of(other) in self._places and _place_of(other) != _place_of(mine)
        if not any(kept) and not stands:
            self.rows[Coding][marks[1 - side]] = {**other, "origin": "merge"}
            self.findings.conflict(
                *(Coding, self.what(Coding, mark, {**row, **bundles[side]}), "place"),
                *(self.what(Coding, mark, {**row, **bundle}) for bundle in (bundles[side], other)),
                _("both codings are kept"),
            )
        return bundles[side]

    def _latest(self, kind: Kind, mark: Mark, row: Values, pair: Pair) -> Values:
        """What was written last, with its author and moment; the other text is kept under a mark of its own."""
        columns = WRITTEN[kind]
        together = (*columns, "coder_id", "updated_at")
        if all(pair[OURS][name] == pair[THEIRS][name] for name in columns):
            side = weightier(pair, lambda one: (one["updated_at"], self.label(Coder, one["coder_id"])))
            return {name: pair[side][name] for name in together}
        side = self.newer(kind, mark, columns, pair)
        if side is None:
            side = self._latest_side(kind, mark, row, pair)
        return {name: pair[side][name] for name in together}

    def _latest_side(self, kind: Kind, mark: Mark, row: Values, pair: Pair) -> int:
        told = [self._kept_text(kind, mark, one) for one in pair]
        if told[OURS] != told[THEIRS]:
            return int(told[OURS])
        side = weightier(pair, lambda one: (one["updated_at"], *_weight(one["text"])))
        other = pair[1 - side]
        if not all(told):
            author = (
                self.coder(self.pasts[1 - side].author(kind, mark, "text"))
                if kind is Memo
                else other["coder_id"]
            )
            if kind is Memo:
                beside = {**row, "text": other["text"], "coder_id": author, "updated_at": other["updated_at"]}
                self.rows[Memo][told_mark(kind, mark, "text", other["text"])] = beside
            else:
                target = self._hangs_on(kind, mark, row)
                if kind is PrintVersion and row["orphaned_from"] is None:
                    target |= {"start": row["start"], "end": row["end"], "quote": row["verbatim"]}
                self.tell(kind, mark, "text", other["text"], target, author)
            self.findings.conflict(
                *(kind, self.what(kind, mark, row), "text", pair[side]["text"], other["text"]),
                _("the other one is kept in a memo"),
            )
        return side

    def _kept_text(self, kind: Kind, mark: Mark, row: Values) -> bool:
        if self.told(kind, mark, "text", row["text"]):
            return True
        if kind is not Memo or _memo_of(row) == _memo_of(self.ours.rows[Memo][mark]):
            return False
        return _memo_of(row) in self._written


def told_mark(kind: Kind, mark: Mark, column: str, shown: str) -> str:
    """The mark of what is kept beside a value in use: the same wherever projects with it meet."""
    return str(uuid5(NAMESPACE_OID, as_text(["merge", table_of(kind).name, mark, column, shown])))


def place(kind: Kind, row: Values) -> Values:
    """Where a passage stands, with its words."""
    return {name: row[name] for name in ("start", "end", "orphaned_from", PASSAGES[kind])}


def weightier(pair: Sequence[Any], weight: Any) -> int:
    """The side whose value weighs more; ours where both weigh the same."""
    return int(weight(pair[THEIRS]) > weight(pair[OURS]))


def _weight(text: str) -> tuple[int, str]:
    return len(text), text


def _place_weight(row: Values) -> tuple[Any, ...]:
    return row["orphaned_from"] is None, -(row["start"] or 0), row["end"] or 0


def _coded(code: Values, where: Values) -> Values:
    return {"code_id": code["code_id"], **place(Coding, where)}


def _place_of(row: Values) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("source_id", "start", "end", "code_id", "coder_id", "round_id"))


def _memo_of(row: Values) -> tuple[Any, ...]:
    return (*(row[name] for name in _TARGETS), row["start"], row["end"], row["text"])
