"""Speakers by evidence: from a file's lines to labelled turns, with a verdict and a reason for each label."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualwb.transcripts.assemble import Piece, build
from qualwb.transcripts.transcript import Comment, LeftAside, SpeakerFinding, Transcript, Verdict


@dataclass(slots=True)
class Line:
    """A line or paragraph of a file, before anything is known about speakers. NFC, may hold '\\n'.

    ``number`` is its line or paragraph number from 1. What a format knows goes into the hints:
    ``speaker`` (named by the format), times in seconds, ``heading`` (nobody says it),
    ``label_end`` (the line begins with a bold run of this length: likely a label).
    Positions of ``comments`` count from the start of ``text``.
    """

    text: str
    number: int | None = None
    speaker: str | None = None
    time_start: float | None = None
    time_end: float | None = None
    heading: bool = False
    label_end: int = 0
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the lines hold: pieces in order, the table of labels, what is not part of anybody's words."""

    pieces: list[Piece]
    findings: list[SpeakerFinding]
    left_aside: list[LeftAside]
    warnings: list[str]
    title: str = ""


def from_lines(lines: Sequence[Line], verdicts: Mapping[str, Verdict] | None = None) -> Recognised:
    """Recognise the speakers of the lines; ``verdicts`` overrides the verdict on a label."""
    return Recognised([Piece(line.text, line.speaker) for line in lines], [], [], [])


def transcript_from_lines(
    lines: Sequence[Line],
    *,
    reader: str,
    why: str = "",
    verdicts: Mapping[str, Verdict] | None = None,
    warnings: Sequence[str] = (),
    left_aside: Sequence[LeftAside] = (),
    title: str = "",
    attributes: dict[str, str] | None = None,
) -> Transcript:
    """``from_lines`` and ``build`` in one: what a reader of paragraphs (docx, odt, rtf, pdf) ends with."""
    found = from_lines(lines, verdicts)
    return build(
        found.pieces,
        reader=reader,
        why=why,
        speakers=found.findings,
        warnings=[*warnings, *found.warnings],
        left_aside=[*left_aside, *found.left_aside],
        title=title or found.title,
        attributes=attributes,
    )
