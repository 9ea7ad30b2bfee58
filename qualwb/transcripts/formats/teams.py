"""Microsoft Teams transcripts saved as Word: a turn in one paragraph, 'Name   0:04', soft break, words."""

import re
from collections.abc import Mapping

from qualwb.localization import gettext as _
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import docx, headed_turns, note_anchors
from qualwb.transcripts.formats.archive import ZIP_SIGNATURE
from qualwb.transcripts.formats.captions import TIMING
from qualwb.transcripts.formats.word_preview import timed_paragraphs
from qualwb.transcripts.recognition.named import named_transcript
from qualwb.transcripts.transcript import Transcript, Verdict

# 'Anna Ek startade transkriptionen', '... started transcription', '... hat die Transkription beendet'
SWITCHED = re.compile(
    r"^[^.!?]{1,80}\b(?:start|stop|avsluta|slut|påbörja|aloitti|lopetti|beend|hat die)\w*"
    r"[^.!?]{0,20}\b(?:trans[ck]ri|transskri|litteroin)\w*$"
    r"|^[^.!?]{1,80}\b(?:trans[ck]ri|transskri|litteroin)\w*[^.!?]{0,20}\b(?:gestartet|beendet|lopetti|aloitti)$",
    re.IGNORECASE,
)


def sniff(head: bytes, name: str) -> str | None:  # noqa: ARG001
    if not head.startswith(ZIP_SIGNATURE):
        return None
    paragraphs = timed_paragraphs(head)
    if any("SUMMARY KEYWORDS" in text or "otter.ai" in text for text in paragraphs):
        return None
    for text in paragraphs:
        first, soft_break, rest = text.partition("\n")
        if soft_break and rest.strip() and headed_turns.header(first) is not None:
            return _("Teams' paragraphs: name and time, a soft break, the words")
        if TIMING.fullmatch(first) and rest.count("\n"):
            return _("Teams' paragraphs: a span of time, a name, the words")
    return None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,  # noqa: ARG001
    verdicts: Mapping[str, Verdict] | None = None,  # noqa: ARG001
) -> Transcript:
    """The turns with their times; the title, the date and who started the transcription are TEXT."""
    document = docx.paragraphs(data, name)
    blocks = [headed_turns.Block(_one_header(line.text), line.number or 0) for line in document.lines]
    found = headed_turns.turns_of(blocks, SWITCHED)
    if not found.left_aside:
        raise TranscriptError(
            name, _("there are no paragraphs with a name and a time, as Teams writes them.")
        )
    transcript = named_transcript(
        found.pieces,
        reader="teams",
        warnings=document.warnings,
        left_aside=[*document.left_aside, *found.left_aside],
    )
    return note_anchors.resolve(transcript, document.notes)


def _one_header(text: str) -> str:
    """The older form, a span of time over the name, as the newer one-line header."""
    span, _break, rest = text.partition("\n")
    speaker, soft_break, words = rest.partition("\n")
    match = TIMING.fullmatch(span)
    if match is None or not soft_break:
        return text
    hours, minutes, seconds = match[1] or "0", match[2], match[3]
    return f"{speaker.strip()}   {int(hours)}:{int(minutes):02}:{int(seconds):02}\n{words}"
