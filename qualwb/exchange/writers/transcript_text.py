"""A transcript as one reads it: turn after turn, folded to the page, codes below the turn they begin in."""

from collections.abc import Iterator

from qualwb.analysis.sources import SourceTranscript, TranscriptTurn
from qualwb.exchange.tables.material import codes_by_turn
from qualwb.exchange.writers.text import folded

CODES = "» "
"""Stands before the codes, so that they are not taken for what was said."""


def transcript_as_text(source: SourceTranscript, width: int) -> str:
    """The source in lines of at most ``width`` cells, each turn with its number and who speaks."""
    codes = codes_by_turn(source)
    digits = len(str(len(source.turns)))
    lines = [f"{source.name} ({source.group})", ""]
    for turn in source.turns:
        lines += _turn(source.text, turn, digits, width)
        if turn.number in codes:
            lines += _hung("; ".join(codes[turn.number]), " " * (digits + 2), CODES, width)
    return "\n".join(lines) + "\n"


def _turn(text: str, turn: TranscriptTurn, digits: int, width: int) -> Iterator[str]:
    said = text[turn.start : turn.end]
    if turn.speaker:
        said = f"{turn.speaker}: {said}"
    yield from _hung(said, f"{turn.number:>{digits}}  ", "", width)


def _hung(text: str, label: str, sign: str, width: int) -> Iterator[str]:
    """The lines of a text beside a label that stands once."""
    first = label + sign
    for paragraph in text.split("\n"):
        for line in folded(paragraph, max(width - len(first), 20)):
            yield (first + line).rstrip()
            first = " " * len(first)
