"""The text of a source with 'Anna: ' before what Anna says, as people of other programs read it, and back."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from qualwb.portable.alignment import Alignment, Piece
from qualwb.portable.records import Source, Turn
from qualwb.safe_text import one_line


def spoken(source: Source) -> tuple[str, Alignment]:
    """The text with a label before each turn that has a speaker, and where its positions went."""
    if not any(turn.speaker for turn in source.turns):
        return source.text, Alignment.same(len(source.text))
    pieces = list(_pieces(source.turns))
    text = "".join(
        label(turn) + source.text[piece.old_start : piece.old_end]
        for turn, piece in zip(source.turns, pieces, strict=True)
    )
    return text, Alignment(_not_empty(pieces), len(text))


def unspoken(text: str, turns: Sequence[Turn]) -> tuple[str, Alignment]:
    """The text that ``spoken`` put the labels of these turns into, and where positions in it went."""
    back = [Piece(one.new_start, one.new_end, one.old_start, one.old_end) for one in _pieces(turns)]
    plain = "".join(text[piece.old_start : piece.old_end] for piece in back)
    return plain, Alignment(_not_empty(back), len(plain))


def label(turn: Turn) -> str:
    """What stands before the words of a turn."""
    return _label(turn.speaker) if turn.speaker else ""


@lru_cache(maxsize=256)
def _label(speaker: str) -> str:
    return f"{one_line(speaker)}: "


def _pieces(turns: Sequence[Turn]) -> Iterator[Piece]:
    """Each turn, with the line end after it, and where it is once the labels are there."""
    at = 0
    ends = [*(turn.start for turn in turns[1:]), turns[-1].end if turns else 0]
    for turn, end in zip(turns, ends, strict=True):
        at += len(label(turn))
        yield Piece(turn.start, end, at, at + end - turn.start)
        at += end - turn.start


def _not_empty(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.old_start < piece.old_end]
