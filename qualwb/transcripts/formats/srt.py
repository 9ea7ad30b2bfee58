"""SubRip captions (SRT), as subtitle editors and speech recognisers write them."""

from collections.abc import Mapping

from qualwb.localization import gettext as _
from qualwb.transcripts.assemble import build
from qualwb.transcripts.decoding import decode
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import captions
from qualwb.transcripts.formats.heads import text_of
from qualwb.transcripts.speakers import transcript_from_lines
from qualwb.transcripts.transcript import Transcript, Verdict

FIRST_LINES = 8
"""The times of the first caption stand among the file's first lines that are not blank."""


def sniff(head: bytes, name: str) -> str | None:
    text = text_of(head)
    first = [line for line in text[:4096].splitlines() if line.strip()][:FIRST_LINES]
    if not text.lstrip().startswith("WEBVTT") and any(captions.TIMING.fullmatch(line) for line in first[:2]):
        return _("numbered captions with times")
    return _("the suffix says SRT") if name.lower().endswith(".srt") else None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """The captions as turns with times; speakers are recognised in the words, or named by ``<v Name>``."""
    decoded = decode(data, name, encoding)
    cues, outside = captions.cut(decoded.text, blank_ends=False)
    if not cues:
        raise TranscriptError(name, _("there are no captions in the file."))
    left_aside = [*decoded.left_aside, *captions.set_aside(outside)]
    if captions.has_voices(cues):
        pieces, warnings = captions.turns_of_voices(cues)
        return build(pieces, reader="srt", warnings=[*decoded.notices, *warnings], left_aside=left_aside)
    return transcript_from_lines(
        captions.lines_of(cues),
        reader="srt",
        verdicts=verdicts,
        warnings=decoded.notices,
        left_aside=left_aside,
    )
