"""Plain text, one line a paragraph: labels, times and dashes as people write them."""

from collections.abc import Mapping

from qualwb.localization import gettext as _
from qualwb.transcripts.decoding import Decoded, decode
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.recognition.recognising import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import Transcript, Verdict

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
    lines = lines_of(decoded.text)
    del data, decoded  # a large file is held as its lines alone while it is dealt out
    return transcript_from_lines(
        lines, reader="txt", verdicts=verdicts, warnings=warnings, left_aside=left_aside, decoded=True
    )


def lines_of(text: str) -> list[FileLine]:
    """The text's lines, numbered from 1."""
    return [FileLine(line, number) for number, line in enumerate(text.split("\n"), 1)]
