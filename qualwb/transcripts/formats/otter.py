"""Otter.ai exports, as text or Word: a summary block, then turns headed by 'Name  0:04'."""

import re
from collections.abc import Mapping

from qualwb.localization import gettext as _
from qualwb.transcripts.decoding import decode
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import docx, headed_turns
from qualwb.transcripts.formats.archive import ZIP_SIGNATURE
from qualwb.transcripts.formats.beginnings import text_of
from qualwb.transcripts.formats.word_preview import timed_paragraphs
from qualwb.transcripts.recognition.named import named_transcript
from qualwb.transcripts.transcript import Transcript, Verdict

_OUTRO = re.compile(r"^Transcribed by https?://otter\.ai", re.IGNORECASE)
_SUMMARY = ("SUMMARY KEYWORDS", "SPEAKERS")
_MARKS = (*_SUMMARY, "ranscribed by http", "RANSCRIBED BY HTTP")
"""Without one of these in it no text is Otter's: told before its lines are looked at."""


def sniff(head: bytes, name: str) -> str | None:  # noqa: ARG001
    if head.startswith(ZIP_SIGNATURE):
        text = "\n".join(timed_paragraphs(head))
    else:
        text = text_of(head)
    if not any(mark in text for mark in _MARKS):
        return None
    lines = [line.strip() for line in text.splitlines()]
    headers = sum(headed_turns.header(line) is not None for line in lines)
    if headers and any(line in _SUMMARY for line in lines[:40]):
        return _("Otter's summary block and turns headed by name and time")
    if headers and any(_OUTRO.match(line) for line in lines):
        return _("turns headed by name and time, and Otter's last line")
    return None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,  # noqa: ARG001
) -> Transcript:
    """The turns with their times; Otter's summary in front and its line at the end are TEXT."""
    if data.startswith(ZIP_SIGNATURE):
        document = docx.paragraphs(data, name)
        blocks = [headed_turns.Block(line.text, line.number or 0) for line in document.lines]
        warnings, left_aside = document.warnings, document.left_aside
    else:
        decoded = decode(data, name, encoding)
        blocks = [headed_turns.Block(line, number) for number, line in enumerate(decoded.text.split("\n"), 1)]
        warnings, left_aside = list(decoded.notices), list(decoded.left_aside)
    found = headed_turns.turns_of(blocks, _OUTRO)
    if not found.left_aside:
        raise TranscriptError(name, _("there are no lines with a name and a time, as Otter writes them."))
    return named_transcript(
        found.pieces, reader="otter", warnings=warnings, left_aside=[*left_aside, *found.left_aside]
    )
