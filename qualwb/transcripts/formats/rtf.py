"""Rich Text Format, as TextEdit, Word and f4transkript write it.

striprtf turns it into text but drops in silence what lies in groups of their own (comments, footnotes,
page heads, tracked deletions), and some of its expressions take quadratic time on hostile files. So those
groups are cut out first and kept or reported, and it gets a font table in one plain form.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qualwb.localization import gettext as _
from qualwb.transcripts import decoding
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import document_tables, note_anchors
from qualwb.transcripts.recognition.recognising import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import Comment, LeftAside, Transcript, Verdict

SIGNATURE = b"{\\rtf"
DEPTH_LIMIT = 500
"""Groups inside groups; Word stays below 50."""
SIZE_LIMIT = 64 * 2**20

_BLANK = b"\xef\xbb\xbf \t\r\n"
_TOKEN = re.compile(
    r"\\bin(?P<binary>\d{1,9}) ?"
    r"|\\(?:\*[\r\n ]*\\)?(?P<word>footnote|annotation|header[lrf]?|footer[lrf]?|fldinst|pict|objdata|deleted"
    r"|fonttbl|atnauthor|cell|nestcell|row|nestrow)(?P<number>-?\d{1,9})?(?![A-Za-z0-9]) ?"
    r"|\\[\\{}]|(?P<brace>[{}])"
)
_FONT = re.compile(
    r"\\f(\d{1,5})(?![0-9])[^;\\]{0,80}(?:\\(?!f\d|fcharset)[^;\\]{0,80}){0,8}\\fcharset(\d{1,3})"
)

_TABLE_MARKS = ("cell", "nestcell", "row", "nestrow")

# Characters of the private use area stand for things while striprtf works; those of the file are replaced.
_NOTE, _CELL, _ROW = "\ue0ff", "\ue0fe", "\ue0fd"
_NOTE_MARK = re.compile(f"{_NOTE}(\\d+){_NOTE}")
_RESERVED = str.maketrans({_NOTE: "\ufffd", _CELL: "\ufffd", _ROW: "\ufffd"})


def _mac_roman(name: str) -> codecs.CodecInfo | None:
    return codecs.lookup("mac_roman") if name == "cp10000" else None


codecs.register(_mac_roman)  # Windows' number for it, as old Mac programs write it in \ansicpg


def sniff(head: bytes, name: str) -> str | None:
    if head.lstrip(_BLANK).startswith(SIGNATURE):
        return _("begins with {mark}").format(mark="{\\rtf")
    return _("the suffix says RTF") if name.lower().endswith(".rtf") else None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """The document's paragraphs, with speakers recognised from them; footnotes and comments are kept."""
    if not data.lstrip(_BLANK).startswith(SIGNATURE):
        raise TranscriptError(
            name, _("this is not RTF (it does not begin with {mark}).").format(mark="{\\rtf")
        )
    if len(data) > SIZE_LIMIT:
        raise TranscriptError(
            name, _("the file is larger than a transcript can be."), _("Save it without pictures.")
        )
    rtf = data.lstrip(_BLANK).decode("latin-1")
    groups, end, whole = _scan(rtf, name)
    document = _Document(name, encoding, _font_table(rtf, groups))
    document.cut(rtf[:end], groups)
    warnings = []
    if not whole:
        warnings.append(
            _("The RTF file is cut off: it ends inside a group. The end of the text may be missing.")
        )
    behind = rtf[end:].strip(" \t\r\n\0}")
    if behind:
        text = decoding.normal(behind)
        document.left_aside.append(LeftAside(text, _("text behind the end of the RTF document")))
    text = document.plain("".join(document.kept))
    if "\ufffd" in text:
        warnings.append(_("Some characters could not be decoded; they show as \ufffd."))
    lines, aside = _lines(text)
    if not any(line.text for line in lines):
        raise TranscriptError(name, _("the RTF document holds no text."))
    transcript = transcript_from_lines(
        lines, reader="rtf", verdicts=verdicts, warnings=warnings, left_aside=[*document.left_aside, *aside]
    )
    return note_anchors.resolve(transcript, document.notes)


@dataclass(slots=True)
class _Group:
    """A group that is not simply text, or the mark of a cell or row: [start, end) in the file."""

    start: int
    kind: str = ""
    end: int = 0
    inner: int = 0
    """Where the group's own text begins, after the word that says what it is."""


def _scan(rtf: str, name: str) -> tuple[list[_Group], int, bool]:
    """The groups of interest in order (none inside another), where the document ends, and if it is whole."""
    stack: list[_Group] = []
    found: list[_Group] = []
    position = 0
    while match := _TOKEN.search(rtf, position):
        position = match.end()
        word = match["word"]
        if match["binary"]:
            position += int(match["binary"])
        elif match["brace"] == "{":
            stack.append(_Group(match.start()))
            if len(stack) > DEPTH_LIMIT:
                raise _too_deep(name)
        elif match["brace"] == "}" and stack:
            _close(stack.pop(), match.end(), found)
            if not stack:
                return found, match.end(), True
        elif word in _TABLE_MARKS:
            found.append(_Group(match.start(), word, match.end()))
        elif len(stack) > 1 and not stack[-1].kind and _says_what_it_is(match):
            stack[-1].kind, stack[-1].inner = word, match.end()
    return found, len(rtf), False


def _close(group: _Group, end: int, found: list[_Group]) -> None:
    """A group ends: it is found where its kind is of interest, in place of those found inside it."""
    if not group.kind:
        return
    group.end = end
    while found and found[-1].start > group.start:
        found.pop()
    found.append(group)


def _says_what_it_is(match: re.Match[str]) -> bool:
    """Whether a token tells what its group is; '\\deleted0' only ends what was deleted."""
    return bool(match["word"]) and not (match["word"] == "deleted" and match["number"] == "0")


def _too_deep(name: str) -> TranscriptError:
    return TranscriptError(
        name,
        _("the RTF opens more than {n} groups inside each other; it is damaged.").format(n=DEPTH_LIMIT),
        _("Open it in a word processor and save it anew."),
    )


def _font_table(rtf: str, groups: list[_Group]) -> str:
    """The fonts' character sets, in one plain form; charsets that Python has no codec for are left out."""
    from striprtf.striprtf import charset_map

    fonts = []
    for group in groups:
        if group.kind == "fonttbl":
            for number, charset in _FONT.findall(rtf[group.start : group.end]):
                try:
                    codecs.lookup(charset_map.get(int(charset), "cp1252"))
                except LookupError:
                    continue
                fonts.append(f"{{\\f{number}\\fcharset{charset} x;}}")
    return f"{{\\fonttbl{''.join(fonts)}}}" if fonts else ""


@dataclass(slots=True)
class _Document:
    """The parts of a document: RTF to convert, notes, and what is no part of the text."""

    name: str
    encoding: str | None
    fonts: str
    kept: list[str] = field(default_factory=list)
    notes: dict[str, note_anchors.Note] = field(default_factory=dict)
    left_aside: list[LeftAside] = field(default_factory=list)
    _author: str = ""

    def cut(self, rtf: str, groups: list[_Group]) -> None:
        """Part the RTF into what is kept, with marks in the place of notes, cells and rows, and the rest."""
        position = 0
        for group in groups:
            self.kept.append(rtf[position : group.start])
            self.kept.append(self._instead(rtf, group))
            position = max(position, group.end)
        self.kept.append(rtf[position:])

    def _instead(self, rtf: str, group: _Group) -> str:
        """What stands for a group in the RTF. Braces around a mark end the skipping after a \\u word."""
        kind = group.kind
        if kind == "fonttbl":
            return self.fonts
        if kind in ("cell", "nestcell"):
            return f"{{{_CELL}}}"
        if kind in ("row", "nestrow"):
            return f"{{{_ROW}}}"
        if kind in ("fldinst", "pict", "objdata"):
            return ""
        text = self.plain(f"{{\\rtf1{self.fonts} {rtf[group.inner : group.end]}").strip()
        if kind == "atnauthor":
            self._author = text
        elif kind in ("footnote", "annotation") and text:
            key = str(len(self.notes))
            self.notes[key] = note_anchors.Note(text, self._author if kind == "annotation" else "")
            return f"{{{_NOTE}{key}{_NOTE}}}"
        elif text:
            reasons = {
                "d": _("deleted in the file (tracked change)"),
                "h": _("page header"),
                "f": _("page footer"),
            }
            self.left_aside.append(LeftAside(text, reasons[kind[0]]))
        return ""

    def plain(self, rtf: str) -> str:
        """The text of a piece of RTF."""
        from striprtf.striprtf import rtf_to_text

        marks = rtf.count(_NOTE) + rtf.count(_CELL) + rtf.count(_ROW)
        try:
            text = rtf_to_text(rtf, encoding=self.encoding or "cp1252", errors="replace")
        except (KeyboardInterrupt, MemoryError):
            raise
        except Exception as error:  # control words with impossible numbers fail in many ways
            raise TranscriptError(
                self.name,
                _("the RTF is damaged: a control word has an impossible value."),
                _("Open it in a word processor and save it anew."),
            ) from error
        # Characters beyond U+FFFF are written as two halves.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if not marks:
            text = text.translate(_RESERVED)
        return decoding.normal(text)


def _lines(text: str) -> tuple[list[FileLine], list[LeftAside]]:
    """Lines for the paragraphs, and for the rows of tables."""
    lines: list[FileLine] = []
    aside: list[LeftAside] = []
    rows: list[list[document_tables.DocumentCell]] = []

    def end_table() -> None:
        found, extra = document_tables.lines_of(rows, len(lines) + 1)
        lines.extend(found)
        aside.extend(extra)
        rows.clear()

    *with_rows, rest = text.strip("\n").split(_ROW)
    for chunk in with_rows:
        before, _newline, row = chunk.rpartition("\n") if _CELL not in chunk else _split_row(chunk)
        if before.strip():
            end_table()
            lines.extend(_paragraphs(before, len(lines)))
        rows.append([_cell(part) for part in row.split(_CELL)[:-1]])
    end_table()
    lines.extend(_paragraphs(rest.replace(_CELL, "\t"), len(lines)))
    return lines, aside


def _split_row(chunk: str) -> tuple[str, str, str]:
    """Paragraphs before a table, and its row, whose first cell is taken to be one paragraph."""
    first, mark, cells = chunk.partition(_CELL)
    before, newline, label = first.rpartition("\n")
    return before, newline, label + mark + cells


def _paragraphs(text: str, number: int) -> Iterator[FileLine]:
    for offset, paragraph in enumerate(text.split("\n"), 1):
        written, comments = _without_marks(paragraph)
        yield FileLine(written, number + offset, comments=comments)


def _cell(text: str) -> document_tables.DocumentCell:
    written, comments = _without_marks(text.strip())
    return document_tables.DocumentCell(written, comments)


def _without_marks(text: str) -> tuple[str, tuple[Comment, ...]]:
    """The text without the marks of notes, and the notes at their places."""
    if _NOTE not in text:
        return text, ()
    parts: list[str] = []
    comments: list[Comment] = []
    position = length = 0
    for match in _NOTE_MARK.finditer(text):
        parts.append(text[position : match.start()])
        length += len(parts[-1])
        comments.append(note_anchors.part(length, length, match[1]))
        position = match.end()
    parts.append(text[position:])
    return "".join(parts), tuple(comments)
