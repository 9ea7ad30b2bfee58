"""OpenDocument text (.odt, .fodt): paragraphs, tables, notes; tracked deletions left aside.

Read from content.xml with lxml, as Word's XML is: the two formats differ in names, and what must not
get lost (notes with their places, deletions, tables) is handled in one way for both.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from qualwb.localization import gettext as _
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import document_tables, note_anchors, xmltree
from qualwb.transcripts.formats.archive import OLE_SIGNATURE, ZIP_SIGNATURE, Archive, password_protected
from qualwb.transcripts.formats.soft_breaks import parted
from qualwb.transcripts.recognition.recognising import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import Comment, LeftAside, Transcript, Verdict

if TYPE_CHECKING:
    from lxml.etree import _Element

KIND = "odt"

_NS = "urn:oasis:names:tc:opendocument:xmlns:"


def _name(space: str, local: str) -> str:
    return f"{{{_NS}{space}:1.0}}{local}"


_P, _H, _S, _TAB, _BREAK = (_name("text", n) for n in ("p", "h", "s", "tab", "line-break"))
_NOTE, _NOTE_BODY = _name("text", "note"), _name("text", "note-body")
_ANNOTATION, _ANNOTATION_END = _name("office", "annotation"), _name("office", "annotation-end")
_TRACKED, _REGION, _DELETION = (_name("text", n) for n in ("tracked-changes", "changed-region", "deletion"))
_TABLE, _ROW, _CELL = _name("table", "table"), _name("table", "table-row"), _name("table", "table-cell")
_SKIPPED = frozenset(
    {_TRACKED, _name("text", "ruby-text"), _name("office", "forms"), _name("text", "sequence-decls")}
)
_FRAME = _name("draw", "frame")
_SIGNS = {_TAB: "\t", _BREAK: "\n"}
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 1000


def sniff(head: bytes, name: str) -> str | None:
    if head.startswith(ZIP_SIGNATURE) and b"application/vnd.oasis.opendocument.text" in head[:200]:
        return _("an OpenDocument text")
    if name.lower().endswith(".odt") and head.startswith((ZIP_SIGNATURE, OLE_SIGNATURE, b"<")):
        return _("the suffix says OpenDocument")
    return None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,  # noqa: ARG001
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """The document's paragraphs and tables, with speakers recognised from them."""
    archive = Archive(data, name, KIND)
    manifest = archive.read_if_there("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in manifest:
        raise password_protected(name)
    root = xmltree.parse(archive.read("content.xml"), name)
    body = next(root.iter(_name("office", "text")), None)
    if body is None:
        raise TranscriptError(
            name, _("the OpenDocument file holds no text document."), _("Save it as odt or docx.")
        )
    reader = _OpenTextReader()
    reader.read(body)
    transcript = transcript_from_lines(
        reader.lines, reader="odt", verdicts=verdicts, left_aside=[*_deletions(body), *reader.left_aside]
    )
    return note_anchors.resolve(transcript, reader.notes)


def _deletions(body: "_Element") -> Iterator[LeftAside]:
    for region in body.iter(_DELETION):
        text = "\n".join(_Paragraph().take(p)[0] for p in region.iter(_P, _H))
        if text.strip():
            yield LeftAside(text, _("deleted in the file (tracked change)"))


class _OpenTextReader:
    """Goes through the blocks of a body in order."""

    def __init__(self) -> None:
        self.lines: list[FileLine] = []
        self.notes: dict[str, note_anchors.Note] = {}
        self.left_aside: list[LeftAside] = []
        self._number = 0
        self._open: dict[str, int] = {}

    def read(self, body: "_Element") -> None:
        for block in _blocks(body):
            self._number += 1
            if block.tag == _TABLE:
                lines, aside = document_tables.lines_of(self._rows(block), self._number)
                self.lines.extend(lines)
                self.left_aside.extend(aside)
                continue
            text, comments = self._paragraph(block)
            if text and not text.isspace():
                line = FileLine(text, self._number, heading=block.tag == _H, comments=comments)
                self.lines.extend(parted(line))

    def _paragraph(self, element: "_Element") -> tuple[str, tuple[Comment, ...]]:
        paragraph = _Paragraph(self._open)
        text, comments = paragraph.take(element)
        self._open = dict.fromkeys(paragraph.open, 0)
        self.notes.update(paragraph.notes)
        return text, comments

    def _rows(self, table: "_Element") -> list[list[document_tables.DocumentCell]]:
        return [
            [self._cell(cell) for cell in row.iterchildren(_CELL)]
            for row in table.iter(_ROW)
            if next(row.iterancestors(_TABLE)) is table
        ]

    def _cell(self, cell: "_Element") -> document_tables.DocumentCell:
        texts: list[str] = []
        comments: list[Comment] = []
        position = 0
        for block in _blocks(cell, into_tables=True):
            text, found = self._paragraph(block)
            if text:
                comments.extend(replace(c, start=c.start + position, end=c.end + position) for c in found)
                texts.append(text)
                position += len(text) + 1
        return document_tables.DocumentCell("\n".join(texts), tuple(comments))


def _blocks(parent: "_Element", into_tables: bool = False) -> Iterator["_Element"]:
    """Paragraphs, headings and tables in order, those in lists and sections among them."""
    for child in parent.iterchildren():
        if child.tag in (_P, _H) or (child.tag == _TABLE and not into_tables):
            yield child
        elif child.tag not in _SKIPPED and len(child):
            yield from _blocks(child, into_tables)


class _Paragraph:
    """One paragraph's text: white space collapsed as the format says, notes taken out with their places."""

    def __init__(self, open_notes: Mapping[str, int] | None = None) -> None:
        self.notes: dict[str, note_anchors.Note] = {}
        self.open = dict(open_notes or {})
        self._parts: list[str] = []
        self._length = 0
        self._comments: list[Comment] = []
        self._boxes: list[str] = []

    def take(self, paragraph: "_Element") -> tuple[str, tuple[Comment, ...]]:
        self._walk(paragraph)
        for box in self._boxes:
            self._add(f"\n{box}")
        self._comments.extend(note_anchors.part(start, self._length, key) for key, start in self.open.items())
        return note_anchors.normalized("".join(self._parts), self._comments)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _text(self, text: str | None) -> None:
        if text:
            collapsed = _BLANKS.sub(" ", text)
            last = self._parts[-1][-1:] if self._parts else "\n"
            if collapsed[0] == " " and last in " \n":
                collapsed = collapsed[1:]
            if collapsed:
                self._add(collapsed)

    def _walk(self, element: "_Element") -> None:
        self._text(element.text)
        for child in element:
            if child.tag in _SIGNS:
                self._add(_SIGNS[child.tag])
            else:
                self._element(child)
            self._text(child.tail)

    def _element(self, child: "_Element") -> None:
        """An element that stands for more than one sign."""
        tag = child.tag
        if tag == _S:
            self._add(_blank_run(child))
        elif tag == _NOTE:
            self._note(child)
        elif tag == _ANNOTATION:
            self._annotation(child)
        elif tag == _ANNOTATION_END:
            self._annotation_end(child)
        elif tag == _FRAME:
            texts = [_Paragraph().take(p)[0] for p in child.iter(_P, _H)]
            self._boxes.extend(text for text in texts if text)
        elif tag not in _SKIPPED:
            self._walk(child)

    def _note(self, element: "_Element") -> None:
        body = element.find(_NOTE_BODY)
        text = "" if body is None else "\n".join(_Paragraph().take(p)[0] for p in body.iter(_P, _H))
        self._point(f"note {element.get(_name('text', 'id'))} {id(element)}", text.strip(), "")

    def _annotation(self, element: "_Element") -> None:
        author = element.findtext("{http://purl.org/dc/elements/1.1/}creator") or ""
        text = "\n".join(_Paragraph().take(p)[0] for p in element.iter(_P, _H)).strip()
        name = element.get(_name("office", "name"))
        if name is None:
            self._point(f"comment {id(element)}", text, author)
            return
        self.notes[f"comment {name}"] = note_anchors.Note(text, author)
        self.open[f"comment {name}"] = self._length
        self._comments.append(note_anchors.part(self._length, self._length, f"comment {name}"))

    def _annotation_end(self, element: "_Element") -> None:
        key = f"comment {element.get(_name('office', 'name'))}"
        if key in self.open:
            self._comments.append(note_anchors.part(self.open.pop(key), self._length, key))

    def _point(self, key: str, text: str, author: str) -> None:
        if text:
            self.notes[key] = note_anchors.Note(text, author)
            self._comments.append(note_anchors.part(self._length, self._length, key))


def _blank_run(element: "_Element") -> str:
    """The blanks that an element stands for."""
    count = element.get(_name("text", "c"), "1")
    return " " * (min(int(count), _MOST_BLANKS) if count.isascii() and count.isdigit() else 1)
