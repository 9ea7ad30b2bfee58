"""WebVTT captions, as Teams, Zoom, podcasts and speech recognisers write them."""

from collections.abc import Mapping

from qualwb.localization import gettext as _
from qualwb.transcripts.assemble import build
from qualwb.transcripts.decoding import decode
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import captions
from qualwb.transcripts.formats.heads import text_of
from qualwb.transcripts.speakers import transcript_from_lines
from qualwb.transcripts.transcript import Transcript, Verdict


def sniff(head: bytes, name: str) -> str | None:
    if text_of(head).lstrip().startswith("WEBVTT"):
        return _("begins with WEBVTT")
    return _("the suffix says WebVTT") if name.lower().endswith(".vtt") else None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """The cues as turns: ``<v Name>`` names the speaker, else speakers are recognised in the words."""
    decoded = decode(data, name, encoding)
    cues, outside = captions.cut(decoded.text, blank_ends=True)
    if not cues:
        raise TranscriptError(name, _("there are no captions in the file."))
    left_aside = [*decoded.left_aside, *captions.set_aside(outside)]
    if captions.has_voices(cues):
        pieces, warnings = captions.turns_of_voices(cues)
        return build(pieces, reader="vtt", warnings=[*decoded.notices, *warnings], left_aside=left_aside)
    return transcript_from_lines(
        captions.lines_of(cues),
        reader="vtt",
        verdicts=verdicts,
        warnings=decoded.notices,
        left_aside=left_aside,
    )
