"""Plain text, one line a paragraph: labels, times and dashes as people write them."""

import re
from collections.abc import Mapping

from qualwb.localization import gettext as _
from qualwb.transcripts.decoding import Decoded, decode
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.recognition.recognising import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import LeftAside, Transcript, Verdict

_VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+(?P<name>[^<>\n]{1,80})>")
"""Whose words follow, as WebVTT tags it, and texts made from that."""
_FEW_BYTES = 4096
"""So many are enough to tell a text, unless they are blank."""


def sniff(head: bytes, name: str) -> str | None:
    """Any text."""
    for length in (_FEW_BYTES, len(head)):
        try:
            decode_head(head[:length], name)
        except TranscriptError:
            continue
        return _("plain text")
    return None


def decode_head(head: bytes, name: str) -> Decoded:
    """The text of a file's first bytes; a last character cut in two is no error. Raises TranscriptError."""
    newline = head.rfind(b"\n")
    if len(head) >= 1024 and newline > 0 and b"\0" not in head[:64]:
        head = head[: newline + 1]
    elif len(head) >= 1024 and len(head) % 4 == 0:
        for cut in range(4):
            try:
                head[: len(head) - cut].decode("utf-8")
            except UnicodeDecodeError:
                continue
            head = head[: len(head) - cut]
            break
    return decode(head, name)


def read(
    data: bytes, name: str, *, encoding: str | None = None, verdicts: Mapping[str, Verdict] | None = None
) -> Transcript:
    """The transcript of a text file. Raises TranscriptError for what is no text."""
    decoded = decode(data, name, encoding)
    warnings, left_aside = decoded.notices, decoded.left_aside
    lines, again = lines_of(decoded.text)
    left_aside = (*left_aside, *again)
    del data, decoded  # a large file is held as its lines alone while it is dealt out
    return transcript_from_lines(
        lines, reader="txt", verdicts=verdicts, warnings=warnings, left_aside=left_aside, decoded=True
    )


def lines_of(text: str) -> tuple[list[FileLine], list[LeftAside]]:
    """The text's lines, numbered from 1, and tags of voices in them that say nothing new.

    A line in which several voices are tagged comes once for each.
    """
    lines, aside = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if line.count("<v") < 2:
            lines.append(FileLine(line, number))
            continue
        parts, again = _voices_apart(line)
        lines += [FileLine(part, number) for part in parts]
        aside += [LeftAside(tag, _("tag of the voice that speaks already"), number) for tag in again]
    return lines, aside


def _voices_apart(line: str) -> tuple[list[str], list[str]]:
    """What each voice of a line says, behind its tag; and the tags that name the same voice again."""
    parts, again, voice = [""], [], None
    at = 0
    for tag in _VOICE.finditer(line):
        parts[-1] += line[at : tag.start()]
        at, name = tag.end(), tag["name"].strip()
        if name == voice:
            again.append(tag[0])
            continue
        if voice is not None:
            parts.append("")
        parts[-1] += tag[0]
        voice = name
    parts[-1] += line[at:]
    return parts, again
