"""From the pieces a reader found to a Transcript: one text, and positions in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qualwb.transcripts.transcript import (
    Comment,
    LeftAside,
    SpeakerFinding,
    Transcript,
    Turn,
    TurnKind,
    WordCounts,
)


@dataclass(slots=True)
class Piece:
    """What becomes a turn: its text (may hold '\\n'), who said it, when (seconds), comments on it.

    Positions of ``comments`` count from the start of the piece.
    """

    text: str
    speaker: str | None = None
    kind: TurnKind = TurnKind.SPEECH
    time_start: float | None = None
    time_end: float | None = None
    comments: tuple[Comment, ...] = ()


def build(
    pieces: Iterable[Piece],
    *,
    reader: str,
    speakers: Sequence[SpeakerFinding],
    warnings: Sequence[str] = (),
    left_aside: Sequence[LeftAside] = (),
) -> Transcript:
    """Join the pieces' texts with '\\n' into one text and give each piece its place in it.

    Pieces without text are left out. The pieces must have come through the door (``clean_passages``). The
    speakers' words are counted in the text that results.
    """
    kept = [piece for piece in pieces if piece.text]
    turns: list[Turn] = []
    comments: list[Comment] = []
    position = 0
    for piece in kept:
        end = position + len(piece.text)
        turns.append(Turn(position, end, piece.speaker, piece.kind, piece.time_start, piece.time_end))
        if piece.comments:
            comments += [replace(c, start=c.start + position, end=c.end + position) for c in piece.comments]
        position = end + 1
    text, placed = "\n".join([piece.text for piece in kept]), tuple(turns)
    words = WordCounts(text, placed)
    return Transcript(
        text=text,
        turns=placed,
        speakers=tuple(replace(finding, counted=words) for finding in speakers),
        reader=reader,
        warnings=tuple(warnings),
        comments=tuple(comments),
        left_aside=tuple(left_aside),
    )
