"""SubRip captions (SRT), as subtitle editors and speech recognisers write them."""

from collections.abc import Mapping

from qualwb.localization import gettext as _
from qualwb.transcripts.formats import captions
from qualwb.transcripts.formats.beginnings import text_of
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
    return captions.read(data, name, "srt", blank_ends=False, encoding=encoding, verdicts=verdicts)
