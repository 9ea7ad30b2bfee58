"""The turns of a source in two projects: where they begin, who speaks them, under which question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualwb.acts.merging.history import History
from qualwb.acts.merging.state import Kind, Mark, Values
from qualwb.acts.merging.texts import Path
from qualwb.model import Question, Speaker, Turn

SAID: tuple[tuple[tuple[str, ...], Kind], ...] = (
    (("speaker_id", "kind"), Speaker),
    (("question_id",), Question),
)
"""Columns that are settled as one, and what the first of them refers to."""
Label = Callable[[Kind, Mark], str]


@dataclass(frozen=True, slots=True)
class JoinedTurns:
    """The turns of one source, and what is said of them that is not in use: a line for each such turn."""

    turns: list[Values]
    others: tuple[str, ...]
    were: tuple[int | None, ...] = ()
    """Where each turn began in our text as it was; None for a turn that is new to us."""
    were_there: tuple[int | None, ...] = ()
    """The same in the other project's text."""
    away: frozenset[int] = frozenset()
    """Where turns began in the text in use that one of the projects has joined to the one before."""


@dataclass(frozen=True, slots=True)
class TurnsSide:
    """The turns of a source in one project, with the way of its text to the one in use and its history."""

    source: Mark
    turns: Sequence[Values]
    path: Path
    past: History

    def by_start(self) -> dict[int, Values]:
        """The turns by where they begin in the text in use, those whose first character is there."""
        starts = ((self._moved(turn["start"]), turn) for turn in self.turns)
        return {start: turn for start, turn in starts if start is not None}

    def joined(self) -> set[int]:
        """Where turns began in the text in use that this project has joined to the one before."""
        starts = map(self._moved, self.past.joined_turns.get(self.source, ()))
        return {start for start in starts if start is not None}

    def had(self, turn: Values, column: str, value: Mark) -> bool:
        """Whether the turn had this value before the one that it has."""
        return self.past.had(Turn, (self.source, turn["start"]), column, value)

    def _moved(self, start: int) -> int | None:
        edits = self.path.edits
        if edits is None or start == 0:
            return start
        return edits.move_kept(start) if edits.keeps(start) and edits.keeps(start - 1) else None


def join_turns(sides: tuple[TurnsSide, TurnsSide], label: Label) -> JoinedTurns:
    """The turns of both sides: one begins where either has a border that the other has not taken away."""
    text = sides[0].path.after
    mine, others = (side.by_start() for side in sides)
    away = sides[0].joined() - mine.keys() | sides[1].joined() - others.keys()
    begun = {start for start in mine.keys() | others.keys() if not start or text[start - 1] == "\n"}
    starts = sorted({0} | (begun - away))
    turns, lines, were, were_there = [], [], [], []
    for number, (start, following) in enumerate(zip(starts, [*starts[1:], len(text) + 1], strict=True), 1):
        found = [by_start.get(start) for by_start in (mine, others)]
        turn, contested = _joined_turn(sides, found[0] or found[1] or _first(sides), found, label)
        turns.append({**turn, "number": number, "start": start, "end": following - 1})
        lines += [f"{start}-{following - 1}: {contested}"] if contested else []
        were.append(found[0]["start"] if found[0] is not None else None)
        were_there.append(found[1]["start"] if found[1] is not None else None)
    return JoinedTurns(turns, tuple(lines), tuple(were), tuple(were_there), frozenset(away))


def _first(sides: tuple[TurnsSide, TurnsSide]) -> Values:
    return sides[0].turns[0]


def _joined_turn(
    sides: tuple[TurnsSide, TurnsSide], turn: Values, found: Sequence[Values | None], label: Label
) -> tuple[Values, str]:
    mine, others = found
    if mine is None or others is None:
        return turn, ""
    joined, contested = dict(turn), []
    for columns, kind in SAID:
        values = mine[columns[0]], others[columns[0]]
        labels = label(kind, values[0]), label(kind, values[1])
        side, loses = _side(sides, (mine, others), columns[0], labels)
        joined |= {name: (mine, others)[side][name] for name in columns}
        contested += [labels[1 - side]] if loses else []
    for name in ("time_start", "time_end"):
        joined[name] = _time(sides, (mine, others), name)
    return joined, ", ".join(contested)


def _time(sides: tuple[TurnsSide, TurnsSide], pair: tuple[Values, Values], column: str) -> float | None:
    """The newer of two times where a journal tells which that is, else the earlier one."""
    mine: float | None = pair[0][column]
    others: float | None = pair[1][column]
    if mine is None or others is None or mine == others:
        return others if mine is None else mine
    behind, ahead = sides[1].had(pair[1], column, mine), sides[0].had(pair[0], column, others)
    return min(mine, others) if behind == ahead else others if behind else mine


def _side(
    sides: tuple[TurnsSide, TurnsSide], pair: tuple[Values, Values], column: str, labels: tuple[str, str]
) -> tuple[int, bool]:
    """Which side of a pair of turns holds in a column, and whether the other one has another say."""
    mine, others = pair[0][column], pair[1][column]
    if mine == others or not others:
        return 0, False
    if not mine:
        return 1, False
    behind, ahead = sides[1].had(pair[1], column, mine), sides[0].had(pair[0], column, others)
    if behind != ahead:
        return int(behind), False
    return int((len(labels[1]), labels[1]) > (len(labels[0]), labels[0])), True
