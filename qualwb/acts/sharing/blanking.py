"""Texts of which only what bears a code can be read: everything else of a turn becomes '[…]'."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from sqlalchemy import select

from qualwb.acts.follow_edits import edit_text
from qualwb.acts.text_edits import Edit, Edits
from qualwb.model import Code, Coding, PrintVersion, Source, SuggestionEvent, Theme, Turn
from qualwb.store.journal import Act
from qualwb.store.texts import current_text

BLANK = "[…]"
"""Stands for words that are not in the copy."""

Span = tuple[int, int]
"""Code points [start, end)."""


def blank_texts(act: Act) -> int:
    """Within an act: of every text only the coded passages remain; returns how many turns lost words.

    Codings, turns and memos follow. A print version whose passage is not whole any more goes, and so do the
    answers to suggestions and the examples of codes and themes, which may quote other passages.
    """
    act.update_many(Code, act.connection.execute(select(Code.id)).scalars(), examples="")
    act.update_many(Theme, act.connection.execute(select(Theme.id)).scalars(), counter_examples="")
    act.delete(SuggestionEvent, act.connection.execute(select(SuggestionEvent.id)).scalars().all())
    sources = act.connection.execute(select(Source.id).order_by(Source.id)).scalars().all()
    return sum(_blank(act, source_id) for source_id in sources)


def edits_of_turn(text: str, turn: Span, kept: Sequence[Span]) -> list[Edit]:
    """The edits that leave of a turn what ``kept`` covers; blanks and signs between stay as they are.

    ``kept`` is in order and without overlaps, as ``joined`` makes it.
    """
    return [edit for start, end in _gaps(turn, kept) for edit in _edit(text, start, end)]


def joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _blank(act: Act, source_id: int) -> int:
    """The same of one text."""
    text = current_text(act.connection, source_id)
    coded = select(Coding.start, Coding.end).where(
        Coding.source_id == source_id, Coding.orphaned_from.is_(None)
    )
    spans = select(Turn.start, Turn.end).where(Turn.source_id == source_id).order_by(Turn.number)
    kept = joined((start, end) for start, end in act.connection.execute(coded))
    by_turn = [edits_of_turn(text, (start, end), kept) for start, end in act.connection.execute(spans)]
    edits = Edits(chain.from_iterable(by_turn))
    _take_broken_prints(act, source_id, edits)
    edit_text(act, source_id, edits)
    return sum(map(bool, by_turn))


def _take_broken_prints(act: Act, source_id: int, edits: Edits) -> None:
    """What is printed, and its edits, would still hold the words that are blanked."""
    ends = [edit.end for edit in edits.edits]
    printed = select(PrintVersion.id, PrintVersion.start, PrintVersion.end)
    broken = []
    for key, start, end in act.connection.execute(printed.where(PrintVersion.source_id == source_id)):
        at = bisect_right(ends, start)
        if at < len(ends) and edits.edits[at].start < end:
            broken.append(key)
    act.delete(PrintVersion, broken)


def _gaps(turn: Span, kept: Sequence[Span]) -> Iterator[Span]:
    at, end = turn
    for start, stop in kept[bisect_right(kept, at, key=lambda span: span[1]) :]:
        if start >= end:
            break
        if start > at:
            yield at, start
        at = min(stop, end)
    if at < end:
        yield at, end


def _edit(text: str, start: int, end: int) -> Iterator[Edit]:
    run = text[start:end]
    if any(letter.isalnum() for letter in run):
        start += len(run) - len(run.lstrip())
        end -= len(run) - len(run.rstrip())
        yield Edit(start, end, BLANK)
