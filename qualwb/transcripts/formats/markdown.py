"""Markdown: headings by '#', labels in bold, block quotes and lists as people use them in transcripts."""

import re
from collections.abc import Mapping
from pathlib import PurePath

from qualwb.localization import gettext as _
from qualwb.transcripts.decoding import decode
from qualwb.transcripts.recognition.recognising import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import LeftAside, Transcript, Verdict

_HEADING = re.compile(r"#{1,6}[ \t]+(?P<title>.*?)[ \t]*#*$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|\*{3,}|_{3,})")
_BOLD_LABEL = re.compile(
    r"(?P<open>\*\*|__|\*|_)(?P<label>[^*_\n]{1,60}?)(?P<in>:?)[ \t]*(?P=open)(?P<out>[ \t]*:?)(?=\s|$|[\[(])"
)
_MARKS = re.compile(r"(?<![\w*_\\])(\*\*\*|\*\*|__)(?=\S)(.{1,2000}?\S|\S)\1(?![\w*_])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])")
_QUOTED = re.compile(r"(?:>[ \t]?)+")


def sniff(head: bytes, name: str) -> str | None:
    """The suffix; or a '#' heading on the first line."""
    if PurePath(name).suffix.lower() in (".md", ".markdown") and b"\0" not in head[:1024]:
        return _("the suffix of a Markdown file")
    if re.match(rb"(?:\xef\xbb\xbf)?#{1,3} \S", head) and re.search(
        rb"^#{1,3} \S|\*\*[^*\n]{1,40}\*\*", head[2:], re.M
    ):
        return _("Markdown headings")
    return None


def read(
    data: bytes, name: str, *, encoding: str | None = None, verdicts: Mapping[str, Verdict] | None = None
) -> Transcript:
    """Headings are TEXT; marks of emphasis are left aside. Raises TranscriptError for what is no text."""
    decoded = decode(data, name, encoding)
    marks: dict[str, tuple[int, int]] = {}
    lines = [_line(text, number, marks) for number, text in enumerate(decoded.text.split("\n"), 1)]
    asides = [LeftAside(mark, _("Markdown mark"), first, n) for mark, (first, n) in marks.items()]
    return transcript_from_lines(
        lines,
        reader="md",
        verdicts=verdicts,
        warnings=decoded.notices,
        left_aside=[*decoded.left_aside, *asides],
    )


def _line(text: str, number: int, marks: dict[str, tuple[int, int]]) -> FileLine:
    def note(mark: str, n: int = 1) -> None:
        if mark:
            first, count = marks.get(mark, (number, 0))
            marks[mark] = (first, count + n)

    text = text.strip()
    if not text:
        return FileLine("", number)
    if _UNDERLINE.fullmatch(text):
        note(text)
        return FileLine("", number)
    quoted = _QUOTED.match(text)
    if quoted:
        note(">", quoted[0].count(">"))
        text = text[quoted.end() :]
    heading = _HEADING.fullmatch(text)
    if heading:
        note("#", text.count("#") - heading["title"].count("#"))
        return FileLine(_plain(heading["title"], note), number, heading=True)
    bold = _BOLD_LABEL.match(text)
    if bold and (bold["in"] or bold["out"].strip()):
        note(bold["open"], 2)
        label = bold["label"] + ":"
        if bold["in"] and bold["out"].strip():
            note(":")
        rest = text[bold.end() :].lstrip()
        return FileLine(f"{label} {_plain(rest, note)}".rstrip(), number, label_end=len(label))
    return FileLine(_plain(text, note), number)


def _plain(text: str, note) -> str:  # type: ignore[no-untyped-def]
    if "*" in text or "_" in text:
        for match in _MARKS.finditer(text):
            note(match[1], 2)
        text = _MARKS.sub(r"\2", text)
    if "\\" in text:
        note("\\", len(_ESCAPE.findall(text)))
        text = _ESCAPE.sub(r"\1", text)
    return text
