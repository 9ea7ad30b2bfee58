"""The turns of a source in two projects: their borders, who speaks them, which question they stand under."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualwb.acts.merging.history import History, as_text
from qualwb.acts.merging.state import Mark, Values
from qualwb.acts.merging.texts import Path
from qualwb.model import Question, Speaker, Turn

SAID = ("speaker_id", "kind")
UNDER = ("question_id",)
Label = Callable[[type[Speaker] | type[Question], Mark], str]


@dataclass(frozen=True, slots=True)
class JoinedTurns:
    """The turns of one source, and what the project says that is not in use, a line for each turn."""

    turns: list[Values]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurnsSide:
    """The turns of a source in one project, with the way of its text to the one in use and its history."""

    source: Mark
    turns: Sequence[Values]
    path: Path
    past: History

    def borders(self) -> list[tuple[int, int]]:
        """Where the turns begin and end."""
        return [(turn["start"], turn["end"]) for turn in self.turns]

    def by_new_start(self) -> dict[int, Values]:
        """The turns by where their first character stands in the text in use; those that lost it are left out."""
        edits = self.path.edits
        if edits is None:
            return {turn["start"]: turn for turn in self.turns}
        kept = (turn for turn in self.turns if edits.keeps(turn["start"]))
        return {edits.move_kept(turn["start"]): turn for turn in kept}


def join_turns(sides: tuple[TurnsSide, TurnsSide], label: Label) -> JoinedTurns:
    """The turns of the side whose text is in use, and what only the other side says of them.

    On one text, the borders of the side with more turns hold; then what was a turn of its own stays one.
    """
    base = _base(sides)
    known = sides[1 - base].by_new_start()
    turns, others = [], []
    for turn in sides[base].turns:
        other = known.get(turn["start"])
        if other is None or all(turn[name] == other[name] for name in (*SAID, *UNDER)):
            turns.append(turn)
            continue
        pair = (turn, other)
        joined, lines = dict(turn), []
        for columns, kind in ((SAID, Speaker), (UNDER, Question)):
            side, contested = _side(sides, base, columns, pair, lambda mark, kind=kind: label(kind, mark))
            joined |= {name: pair[side][name] for name in columns}
            if contested:
                lines.append(label(kind, pair[1 - side][columns[0]]))
        turns.append(joined)
        others += [f"{turn['start']}-{turn['end']}: {', '.join(lines)}"] if lines else []
    others += _other_borders(sides, base)
    return JoinedTurns(turns, tuple(others))


def _base(sides: tuple[TurnsSide, TurnsSide]) -> int:
    edited = [side.path.edits is not None for side in sides]
    if edited[0] != edited[1]:
        return int(edited[0])
    weights = [(len(side.turns), as_text(side.borders())) for side in sides]
    return int(weights[1] > weights[0])


def _other_borders(sides: tuple[TurnsSide, TurnsSide], base: int) -> list[str]:
    """Turns of the other side that begin or end elsewhere, where both stand on one text."""
    if any(side.path.edits is not None for side in sides):
        return []
    known = set(sides[base].borders())
    return [f"{start}-{end}" for start, end in sides[1 - base].borders() if (start, end) not in known]


def _side(
    sides: tuple[TurnsSide, TurnsSide],
    base: int,
    columns: Sequence[str],
    pair: tuple[Values, Values],
    label: Callable[[Mark], str],
) -> tuple[int, bool]:
    """Which of a pair of turns, that of the base first, holds in the columns, and whether it is contested."""
    told = columns[0]
    values = [turn[told] for turn in pair]
    if values[0] == values[1] or not all(values):
        return int(not values[0] and bool(values[1])), False
    pasts = [(sides[base], pair[0]), (sides[1 - base], pair[1])]
    had = [
        as_text(values[1 - place]) in side.past.formers.get((Turn, (side.source, turn["start"]), told), ())
        for place, (side, turn) in enumerate(pasts)
    ]
    if had[0] != had[1]:
        return int(had[1]), False
    weights = [(len(label(value)), label(value)) for value in values]
    return int(weights[1] > weights[0]), True


