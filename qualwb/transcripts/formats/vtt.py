"""WebVTT captions, as Teams, Zoom, podcasts and speech recognisers write them."""

from collections.abc import Mapping

from qualwb.localization import gettext as _
from qualwb.transcripts.formats import captions
from qualwb.transcripts.formats.beginnings import text_of
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
    return captions.read(data, name, "vtt", blank_ends=True, encoding=encoding, verdicts=verdicts)
