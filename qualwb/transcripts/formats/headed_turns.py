"""Turns that begin with a line of their own, a name and a time: 'Anna Ek   0:04' (Teams, Otter)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from qualwb.localization import gettext as _
from qualwb.transcripts.formats.clock import seconds
from qualwb.transcripts.recognition.assemble import Piece
from qualwb.transcripts.transcript import LeftAside, TurnKind

HEADER = re.compile(r"(?P<name>\S(?:.{0,78}\S)?)(?:[ \u00a0]{2,}|\t+)(?P<time>(?:\d{1,2}:)?\d{1,3}:\d{2})\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, with its number; soft breaks are '\\n'."""

    text: str
    number: int


@dataclass(slots=True)
class Headed:
    """Turns in order, and the header lines that are no part of their text."""

    pieces: list[Piece] = field(default_factory=list)
    left_aside: list[LeftAside] = field(default_factory=list)


def header(line: str) -> tuple[str, float] | None:
    """The name and the seconds of a header line; None if it is none."""
    match = HEADER.fullmatch(line.strip())
    if match is None:
        return None
    time = seconds(match["time"])
    return None if time is None else (match["name"], time)


def turns_of(blocks: Iterable[Block], nobody_says: re.Pattern[str]) -> Headed:
    """Turns from header lines on; what stands before the first, or is ``nobody_says``, is TEXT."""
    found = Headed()
    current: Piece | None = None
    for block in blocks:
        for line in block.text.split("\n"):
            line = line.strip()
            if not line:
                continue
            named = header(line)
            if named is not None:
                current = Piece("", named[0], TurnKind.SPEECH, named[1])
                found.pieces.append(current)
                found.left_aside.append(LeftAside(line, _("the speaker and the time"), block.number))
            elif current is None or nobody_says.search(line):
                found.pieces.append(Piece(line, kind=TurnKind.TEXT))
                current = None if nobody_says.search(line) else current
            else:
                current.text = f"{current.text}\n{line}" if current.text else line
    return found
