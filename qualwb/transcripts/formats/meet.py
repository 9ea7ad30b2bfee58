"""Google Meet transcripts saved as Word: notes in front, then times alone on a line and 'Name: words'."""

import re
from collections.abc import Mapping
from dataclasses import replace

from qualwb.localization import gettext as _
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import docx, note_anchors
from qualwb.transcripts.formats.archive import ZIP_SIGNATURE
from qualwb.transcripts.formats.clock import seconds
from qualwb.transcripts.formats.word_preview import timed_paragraphs
from qualwb.transcripts.recognition.assemble import Piece
from qualwb.transcripts.recognition.named import named_transcript
from qualwb.transcripts.recognition.recognising import FileLine
from qualwb.transcripts.transcript import LeftAside, Transcript, TurnKind, Verdict

_TIME = re.compile(r"\s*\d{2}:\d{2}:\d{2}\s*")
_TURN = re.compile(r"\s*(?P<name>[^:\n]{1,60}):[ \u00a0\n]\s*(?=\S)")
_OUTRO = re.compile(
    r"^(?:Transcription ended after|Transkriberingen avslutades|Utskriften avslutades"
    r"|This editable transcript was computer|Denna redigerbara)",
    re.IGNORECASE,
)


def sniff(head: bytes, name: str) -> str | None:  # noqa: ARG001
    if not head.startswith(ZIP_SIGNATURE):
        return None
    paragraphs = [text for text in timed_paragraphs(head) if text.strip()]
    found = _first_time(paragraphs)
    return None if found is None else _("Google Meet's lines: a time alone, then 'Name: words'")


def _first_time(texts: list[str]) -> int | None:
    """Where the transcript begins: the first time alone on a line with a labelled line below it."""
    for index in range(len(texts) - 1):
        if _TIME.fullmatch(texts[index]) and _TURN.match(texts[index + 1]):
            return index
    return None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,  # noqa: ARG001
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """The turns; what stands in front (title, attendees, notes) and Meet's last lines are TEXT.

    A time stands over several turns: the first of them begins at it, the others have no time.
    """
    document = docx.paragraphs(data, name)
    start = _first_time([line.text for line in document.lines])
    if start is None:
        raise TranscriptError(name, _("there are no times alone on a line, as Google Meet writes them."))
    pieces = [_text(line) for line in document.lines[:start]]
    left_aside = list(document.left_aside)
    time: float | None = None
    for line in document.lines[start:]:
        if _TIME.fullmatch(line.text):
            time = seconds(line.text)
            left_aside.append(LeftAside(line.text.strip(), _("the time"), line.number))
            continue
        turn = None if line.heading or _OUTRO.match(line.text) else _TURN.match(line.text)
        if turn is not None and (verdicts or {}).get(turn["name"].strip()) is not Verdict.NOT_A_SPEAKER:
            pieces.append(_piece(line, turn, time))
            left_aside.append(LeftAside(turn[0].strip(), _("the speaker"), line.number))
            time = None
        elif line.heading or _OUTRO.match(line.text) or pieces[-1].kind is TurnKind.TEXT:
            pieces.append(_text(line))
        else:
            _continue(pieces[-1], line)
    transcript = named_transcript(
        pieces,
        reader="meet",
        warnings=document.warnings,
        left_aside=left_aside,
    )
    return note_anchors.resolve(transcript, document.notes)


def _text(line: FileLine) -> Piece:
    return Piece(line.text, kind=TurnKind.TEXT, comments=line.comments)


def _piece(line: FileLine, turn: re.Match[str], time: float | None) -> Piece:
    cut = turn.end()
    comments = tuple(
        replace(comment, start=max(0, comment.start - cut), end=max(0, comment.end - cut))
        for comment in line.comments
    )
    return Piece(line.text[cut:], turn["name"].strip(), TurnKind.SPEECH, time, comments=comments)


def _continue(piece: Piece, line: FileLine) -> None:
    shift = len(piece.text) + 1
    piece.text = f"{piece.text}\n{line.text}"
    piece.comments += tuple(
        replace(comment, start=comment.start + shift, end=comment.end + shift) for comment in line.comments
    )
