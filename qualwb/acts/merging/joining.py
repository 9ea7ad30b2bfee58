"""Two projects that have been matched become one, row by row. Pure: nothing is read or written.

A value that one project had before the one that it has now gives way. Where no journal tells which of two is
the newer, the weightier is in use and the other one stays beside it, as a memo or a coding under a mark made
from what it says. So the result does not depend on which project is merged into which, and what has been
settled once is not a conflict the next time.
"""

import json
from typing import Any

from qualwb.acts.merging.contest import OURS, THEIRS, Contest, Pair, weight_of, weightier
from qualwb.acts.merging.history import Deletion, as_text
from qualwb.acts.merging.passages import coded, latest, placed, targets_of
from qualwb.acts.merging.rules import RULES, WRITTEN, Rule
from qualwb.acts.merging.state import KINDS, LISTS, PASSAGES, Kind, Mark, Values, references
from qualwb.localization import gettext as _
from qualwb.model import Code, Coding, Memo
from qualwb.store.journal import table_of


class Joining(Contest):
    """The join of two projects, under way."""

    def join(self) -> None:
        """Join all rows that are settled one by one."""
        self.rows = {kind: dict(self.ours.rows[kind]) for kind in KINDS}
        for kind in KINDS:
            self._join_kind(kind)

    def _join_kind(self, kind: Kind) -> None:
        name, mine = table_of(kind).name, self.ours.rows[kind]
        for mark, there in self.theirs.rows[kind].items():
            self.findings.found[name] += 1
            here = mine.get(mark)
            if here is None:
                self.rows[kind].setdefault(mark, there)
            elif here != there:
                told = len(self.findings.conflicts)
                joined = self._joined(kind, mark, (here, there))
                self.rows[kind][mark] = joined
                if _says_otherwise(kind, joined, here) and len(self.findings.conflicts) == told:
                    self.findings.changed[name] += 1

    def note_taken(self) -> None:
        """Note which rows were taken, once all that does not stand by itself is mended."""
        for kind in KINDS:
            mine, joined = self.ours.rows[kind], self.rows[kind]
            taken = [mark for mark in self.theirs.rows[kind] if mark in joined and mark not in mine]
            self.findings.taken[table_of(kind).name] += len(taken)
            for mark in taken:
                if (deleted := self.pasts[OURS].deleted.get(mark)) is not None:
                    left = self._left_deleted(deleted) if kind is Code else 0
                    self.findings.comes_back(kind, self.what(kind, mark, joined[mark]), deleted, left)

    def _left_deleted(self, deletion: Deletion) -> int:
        """How many codings of ours went by a deletion and are in none of the two projects."""
        gone = self.pasts[OURS].deleted_codings.items()
        return sum(who == deletion and mark not in self.rows[Coding] for mark, who in gone)

    def _joined(self, kind: Kind, mark: Mark, pair: Pair) -> Values:
        row = dict(pair[OURS])
        for column, rule in RULES[kind].items():
            if pair[OURS][column] != pair[THEIRS][column]:
                row[column] = self._settled(kind, mark, column, rule, pair)
        if kind is Coding:
            row.update(coded(self, mark, row, pair))
        elif kind in PASSAGES:
            row.update(placed(self, kind, mark, pair))
        if kind is Memo:
            row.update(targets_of(self, mark, pair))
        if kind in WRITTEN:
            row.update(latest(self, kind, mark, row, pair))
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
            case Rule.NEWER:
                side = self.newer(kind, mark, (column,), pair)
                return values[self._weightier(kind, column, values) if side is None else side]
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
        side = weightier(shown, weight_of)
        other = 1 - side
        if not all(told):
            author = self.coder(self.pasts[other].author(kind, mark, column))
            self.tell(kind, mark, column, shown[other], self.hangs_on(kind, mark, pair[other]), author)
            done = _("the other one is kept in a memo")
            what = self.what(kind, mark, pair[OURS])
            self.findings.conflict(kind, what, column, shown[side], shown[other], done)
        return side

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
        return weightier(self._shown(kind, column, values), weight_of)


def _says_otherwise(kind: Kind, joined: Values, here: Values) -> bool:
    """Whether a row is another than ours in more than the codings that it lists, which come and go."""
    return any(joined[name] != here[name] for name in here if name not in LISTS.get(kind, ()))
