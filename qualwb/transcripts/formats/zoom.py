"""Zoom's saved captions: '[Name] 11:02:09' on a line, what was said on the next."""

import re
from collections.abc import Mapping
from dataclasses import replace

from qualwb.localization import gettext as _
from qualwb.transcripts.formats import txt
from qualwb.transcripts.transcript import Transcript, Verdict

_HEADER = re.compile(rb"^\[[^\[\]\r\n]{1,80}\] \d\d:\d\d:\d\d\r?$", re.MULTILINE)
FEWEST = 2


def sniff(head: bytes, name: str) -> str | None:  # noqa: ARG001
    """Several lines that hold nothing but a name in brackets and a clock time."""
    if b"[" not in head or (head[:1] != b"[" and b"\n[" not in head):
        return None
    headers = len(_HEADER.findall(head))
    return _("{n} lines like '[Name] 11:02:09'").format(n=headers) if headers >= FEWEST else None


def read(
    data: bytes, name: str, *, encoding: str | None = None, verdicts: Mapping[str, Verdict] | None = None
) -> Transcript:
    """As plain text, which knows this label; times are clock times, in seconds of the day."""
    return replace(txt.read(data, name, encoding=encoding, verdicts=verdicts), reader="zoom")
