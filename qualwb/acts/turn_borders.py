"""The borders of turns: one turn divided, two joined, the border between two moved."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qualwb.acts.follow_edits import asked_to_edit, edit_text, turns_in
from qualwb.acts.lookup import find
from qualwb.acts.passages import Passage, as_it_stands
from qualwb.acts.researcher import Researcher
from qualwb.acts.text_edits import Edit, Edits
from qualwb.acts.turns import Shown, turns_meant
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Source, Turn
from qualwb.store.driver import ask_ahead
from qualwb.store.journal import Act
from qualwb.store.texts import current_text, texts_of_versions

Row = Mapping[str, Any]

TELLING = 30
"""Code points by which words are known in an older text."""
SHARED = ("source_id", "speaker_id", "question_id", "kind", "end", "time_end")
"""What the second half of a turn has from the whole one."""


def split_turn(researcher: Researcher, source: str, position: int) -> None:
    """Divide the turn at a position: what stands before it and after it become two turns of the same speaker.

    Blanks at the border give way to a line break. Raises ``QualwbError`` at the edge of a turn.
    """
    with researcher.act("turn.split") as act:
        _split(act, source, position)


def split_turn_before(researcher: Researcher, passage: Passage) -> int:
    """The same where a passage begins; returns the number of the second turn.

    Raises ``StalePassage`` when the words of the passage were changed.
    """
    with researcher.act("turn.split") as act:
        standing = as_it_stands(act.connection, passage)
        return _split(act, standing.source, standing.start)


def _split(act: Act, source: str, position: int) -> int:
    """Divide a turn; the number of the second one."""
    row, turns = _source_and_turns(act, source)
    turn = _turn_around(row, turns, position)
    number, (border, longer) = turn["number"], _make_border(act, row, turn, position)
    _renumber_after(act, turns, number, 1)
    act.update(Turn, turn["id"], end=border, time_end=None)
    second = {name: turn[name] for name in SHARED} | {"end": turn["end"] + longer}
    act.insert(Turn, **second, number=number + 1, start=border + 1)
    act.summary = _("{source}, turn {number}").format(source=source, number=number)
    return int(number) + 1


def join_turns(researcher: Researcher, source: str, number: int, shown: Shown | None = None) -> None:
    """Join a turn with the next one, under the first one's speaker; one that was divided reads as before.

    ``shown``: see ``turns_meant``. Raises ``QualwbError`` for the last turn.
    """
    with researcher.act("turn.join") as act:
        row, turns = _source_and_turns(act, source)
        if shown is not None:
            number = turns_meant(act, row, [number], shown)[number][1]
        first, second = _pair(row, turns, number)
        _close_border(act, row, first["end"], second["start"])
        act.delete(Turn, [second["id"]])
        act.update(Turn, first["id"], end=second["end"], time_end=second["time_end"])
        _renumber_after(act, turns, number + 1, -1)
        act.summary = _two_turns(source, number)


def move_border(researcher: Researcher, source: str, number: int, position: int) -> None:
    """Let a turn end at ``position``, within it or within the next turn; the next turn begins there.

    Raises ``QualwbError`` when the position lies outside the two turns or at an edge of one.
    """
    with researcher.act("turn.border") as act:
        row, turns = _source_and_turns(act, source)
        first, second = _pair(row, turns, number)
        turn = _turn_around(row, turns, position)
        if turn["id"] not in (first["id"], second["id"]):
            raise QualwbError(
                _("{source} {at}: not within turn {number} or the next.").format(
                    source=source, at=position, number=number
                )
            )
        border, _longer = _make_border(act, row, turn, position)
        act.update(Turn, first["id"], end=border)
        act.update(Turn, second["id"], start=border + 1)
        act.summary = _two_turns(source, number)


def _source_and_turns(act: Act, source: str) -> tuple[Row, Sequence[Row]]:
    """The source of that name and its turns in order, with what is asked to edit its text."""
    row = find(act.connection, Source, source)
    ask_ahead(act.connection, *asked_to_edit(row["id"]))
    return row, turns_in(act.connection, row["id"])


def _make_border(act: Act, source: Row, turn: Row, position: int) -> tuple[int, int]:
    """Put a line break in place of the blanks around a position in a turn.

    Returns where it stands, and by how many code points the text is longer.
    """
    text = current_text(act.connection, source["id"])
    start: int = turn["start"] + len(text[turn["start"] : position].rstrip())
    end: int = turn["end"] - len(text[position : turn["end"]].lstrip())
    if start == turn["start"] or end == turn["end"]:
        raise _outside(source["name"], position)
    if text[start:end] == "\n":
        return start, 0
    edit_text(act, source["id"], Edits([Edit(start, end, "\n")]))
    return start, len("\n") - (end - start)


def _close_border(act: Act, source: Row, end: int, start: int) -> None:
    """Put a blank in place of the line break between two turns that were one line before they were divided.

    Other turns keep it: a text that stays as it is can be merged with what others corrected in it.
    """
    text = current_text(act.connection, source["id"])
    if text[end:start] != "\n":
        return
    before, after = text[:end].rpartition("\n")[2], text[start:].partition("\n")[0]
    as_one = f"{before} {after}"
    *former, _now = texts_of_versions(act.connection, source["id"])
    if any(_has_line(version, as_one) for version in former):
        edit_text(act, source["id"], Edits([Edit(end, start, " ")]), with_turns=False)


def _has_line(text: str, words: str) -> bool:
    """Whether words are a line of the text, or so many that they are a part of one by no chance."""
    return any(words == line or (len(words) >= TELLING and words in line) for line in text.splitlines())


def _turn_around(source: Row, turns: Iterable[Row], position: int) -> Row:
    for turn in turns:
        if turn["start"] < position < turn["end"]:
            return turn
    raise _outside(source["name"], position)


def _outside(source: str, position: int) -> QualwbError:
    return QualwbError(_("{source} {at}: not within a turn.").format(source=source, at=position))


def _pair(source: Row, turns: Iterable[Row], number: int) -> list[Row]:
    """The turn of that number and the next one."""
    found = [turn for turn in turns if turn["number"] in (number, number + 1)]
    if len(found) < 2:
        raise QualwbError(
            _("{source}: turn {number} has no next turn.").format(source=source["name"], number=number)
        )
    return found


def _renumber_after(act: Act, turns: Iterable[Row], number: int, by: int) -> None:
    act.shift(Turn, ("number",), {turn["id"]: (by,) for turn in turns if turn["number"] > number})


def _two_turns(source: str, number: int) -> str:
    return _("{source}, turns {first} and {second}").format(source=source, first=number, second=number + 1)
