"""Word documents: paragraphs, tables, soft breaks and tabs; comments kept, tracked deletions left aside."""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import document_tables, note_anchors, xmltree
from qualwb.transcripts.formats.archive import OLE_SIGNATURE, ZIP_SIGNATURE, Archive, preview
from qualwb.transcripts.formats.soft_breaks import parted
from qualwb.transcripts.recognition.speakers import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import Comment, LeftAside, Transcript, Verdict

if TYPE_CHECKING:
    from lxml.etree import _Element

KIND = "docx"
MAIN_PART = "word/document.xml"

_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def _w(name: str) -> str:
    return f"{{{_TRANSITIONAL.decode()}}}{name}"


_P, _R, _T, _TAB, _BR, _TABS = _w("p"), _w("r"), _w("t"), _w("tab"), _w("br"), _w("tabs")
_TABLE, _ROW, _CELL = _w("tbl"), _w("tr"), _w("tc")
_PPR, _RPR, _VAL = _w("pPr"), _w("rPr"), _w("val")
_DEL, _MOVED, _DELETED_TEXT = _w("del"), _w("moveFrom"), _w("delText")
_RANGE_START, _RANGE_END = _w("commentRangeStart"), _w("commentRangeEnd")
_COMMENT_MARK, _FOOTNOTE_MARK, _ENDNOTE_MARK = (
    _w("commentReference"),
    _w("footnoteReference"),
    _w("endnoteReference"),
)
_BOX = _w("txbxContent")
_FALLBACK = _COMPATIBILITY + "Fallback"
_ID = _w("id")

_FIXED = {
    _TAB: "\t",
    _w("ptab"): "\t",
    _BR: "\n",
    _w("cr"): "\n",
    _w("noBreakHyphen"): "\u2011",
}
_SYMBOL = _w("sym")
_ANCHORS = frozenset({_RANGE_START, _RANGE_END, _COMMENT_MARK, _FOOTNOTE_MARK, _ENDNOTE_MARK})
_CONTENT = (_T, *_FIXED, _SYMBOL, _MATH + "t", *_ANCHORS)
_PLAIN = (_T, _TAB, _BR)
_B, _STYLE, _OUTLINE, _NUMBER = _w("b"), _w("pStyle"), _w("outlineLvl"), _w("numPr")
_PLAIN_STRUCTURE = (_P, _R, *_PLAIN, _B, _STYLE, _OUTLINE)
_OFF = ("0", "false", "off")
_RARE_CONTENT = tuple(set(_CONTENT) - set(_PLAIN))

_SYMBOL_CODE = re.compile(r"[0-9A-CEFa-cef][0-9A-Fa-f]{3}")  # not the surrogates
_HEADING_STYLE = re.compile(
    r"(?:heading|rubrik|overskrift|berschrift|otsikko|title|titel|subtitle)\s*\d*", re.IGNORECASE
)
_PREVIEW_PARAGRAPH = re.compile(rb"<w:p[ >].*?</w:p>", re.S)
_PREVIEW_PROPERTIES = re.compile(rb"<w:pPr>.*?</w:pPr>", re.S)
_PREVIEW_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(br|cr|tab)(?: [^>]*)?/>")


@dataclass(slots=True)
class WordDocument:
    """What a Word file holds: its paragraphs as lines, the notes on them, and what is no part of the text."""

    lines: list[FileLine]
    notes: dict[str, note_anchors.Note] = field(default_factory=dict)
    left_aside: list[LeftAside] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def sniff(head: bytes, name: str) -> str | None:
    """A zip with Word's main part; an old or locked Office file with the suffix is taken too, to say so."""
    if head.startswith(ZIP_SIGNATURE) and (b"word/" in head or preview(head, MAIN_PART)):
        return _("a Word document (zip with word/document.xml)")
    beginnings = (OLE_SIGNATURE, ZIP_SIGNATURE, b"<")
    if name.lower().endswith((".docx", ".docm", ".doc")) and head.startswith(beginnings):
        return _("the suffix says Word")
    return None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,  # noqa: ARG001
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """The document's paragraphs and tables, with speakers recognised from them."""
    document = paragraphs(data, name)
    transcript = transcript_from_lines(
        document.lines,
        reader="docx",
        verdicts=verdicts,
        warnings=document.warnings,
        left_aside=document.left_aside,
    )
    return note_anchors.resolve(transcript, document.notes)


@lru_cache(maxsize=2)
def preview_paragraphs(head: bytes) -> tuple[str, ...]:
    """The text of the first paragraphs, from the file's first bytes alone; soft breaks are '\\n'.

    Unpacked once for all readers that ask whether a Word file is theirs.
    """
    xml = _PREVIEW_PROPERTIES.sub(b"", preview(head, MAIN_PART))
    found = []
    for paragraph in _PREVIEW_PARAGRAPH.findall(xml):
        parts = (
            {b"": text, b"tab": b"\t"}.get(mark, b"\n") for text, mark in _PREVIEW_TEXT.findall(paragraph)
        )
        found.append(html.unescape(b"".join(parts).decode("utf-8", "replace")))
    return tuple(found)


def paragraphs(data: bytes, name: str) -> WordDocument:
    """The document's paragraphs as lines. Raises TranscriptError for what is no readable Word file."""
    archive = Archive(data, name, KIND)
    root = _parse(archive, _main_part(archive))
    body = root.find(_w("body"))
    if body is None:
        raise TranscriptError(
            name, _("the Word document has no body."), _("Open it in Word and save it anew.")
        )
    document = WordDocument([])
    if archive.has("word/comments.xml"):
        document.notes.update(_comments(_parse(archive, "word/comments.xml")))
    for kind, part in (("footnote", "word/footnotes.xml"), ("endnote", "word/endnotes.xml")):
        if archive.has(part):
            document.notes.update(_footnotes(_parse(archive, part), kind))
    document.left_aside.extend(_page_heads(archive))
    document.left_aside.extend(_settle(root))
    _WordReader(document, root).read(body)
    return document


def _main_part(archive: Archive) -> str:
    if archive.has(MAIN_PART):
        return MAIN_PART
    relations = archive.read_if_there("_rels/.rels")
    if relations is not None:
        for relation in xmltree.parse(relations, archive.name):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/")
    return MAIN_PART


def _parse(archive: Archive, part: str) -> "_Element":
    data = archive.read(part)
    if _STRICT in data[:4096]:
        data = data.replace(_STRICT, _TRANSITIONAL)
    return xmltree.parse(data, archive.name)


def _comments(root: "_Element") -> Iterator[tuple[str, note_anchors.Note]]:
    for comment in root.iter(_w("comment")):
        text = "\n".join(_plain_text(p) for p in comment.iter(_P)).strip()
        yield f"comment {comment.get(_ID)}", note_anchors.Note(text, comment.get(_w("author"), ""))


def _footnotes(root: "_Element", kind: str) -> Iterator[tuple[str, note_anchors.Note]]:
    for note in root.iter(_w(kind)):
        if note.get(_w("type")) in (None, "normal"):  # the others are separator lines
            text = "\n".join(_plain_text(p) for p in note.iter(_P)).strip()
            if text:
                yield f"{kind} {note.get(_ID)}", note_anchors.Note(text)


_PAGE_HEADS = ("word/header", "word/footer")
_PAGE_HEAD = re.compile(r"word/(?:header|footer)\d*\.xml")


def _page_heads(archive: Archive) -> Iterator[LeftAside]:
    for part in archive.names():
        if part.startswith(_PAGE_HEADS) and _PAGE_HEAD.fullmatch(part):
            text = "\n".join(_plain_text(p) for p in _parse(archive, part).iter(_P)).strip()
            if text:
                reason = _("page header") if "header" in part else _("page footer")
                yield LeftAside(text, reason)


def _plain_text(element: "_Element") -> str:
    return unicodedata.normalize("NFC", "".join(_piece(node) for node in element.iter(*_CONTENT)))


def _piece(node: "_Element") -> str:
    """The characters that one element of a run stands for."""
    tag = node.tag
    if tag == _T or tag == _MATH + "t":
        return node.text or ""
    if tag == _TAB:
        parent = node.getparent()  # in a paragraph's properties it is a tab stop
        return "" if parent is not None and parent.tag == _TABS else "\t"
    if tag == _SYMBOL:
        code = node.get(_w("char"), "")
        return chr(int(code, 16)) if _SYMBOL_CODE.fullmatch(code) else "\ufffd"
    return _FIXED.get(str(tag), "")


def _settle(root: "_Element") -> Iterator[LeftAside]:
    """Make the tree what a reader sees: insertions stay, deletions go, text boxes stand after their place."""
    marks: list[_Element] = []
    for element in list(root.iter(_FALLBACK, _DEL, _MOVED, _BOX)):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag == _FALLBACK:
            _remove(element)
        elif element.tag == _BOX:
            _move_box_out(element)
        elif parent.tag == _w("trPr"):
            row = parent.getparent()
            if row is not None:
                yield from _struck(row)
                _remove(row)
        elif parent.tag == _RPR:
            marks.append(parent)
        else:
            yield from _struck(element)
            _remove(element)
    for properties in reversed(marks):  # backwards, so that each paragraph moves once
        _join_with_next(properties)


def _struck(element: "_Element") -> Iterator[LeftAside]:
    text = "".join(node.text or "" for node in element.iter(_T, _DELETED_TEXT))
    if text:
        yield LeftAside(unicodedata.normalize("NFC", text), _("deleted in the file (tracked change)"))


def _join_with_next(properties: "_Element") -> None:
    """A deleted paragraph mark: the paragraph goes on with the next one."""
    paragraph = next(properties.iterancestors(_P), None)
    following = None if paragraph is None else paragraph.getnext()
    if paragraph is None or following is None or following.tag != _P:
        return
    first = 0 if following.find(_PPR) is None else 1
    for position, child in enumerate([child for child in paragraph if child.tag != _PPR], first):
        following.insert(position, child)
    _remove(paragraph)


def _remove(element: "_Element") -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _move_box_out(box: "_Element") -> None:
    outermost = None
    for ancestor in box.iterancestors(_P):
        outermost = ancestor
    if outermost is not None and outermost.getparent() is not None:
        for block in reversed(list(box.iterchildren(_P, _TABLE))):
            outermost.addnext(block)


class _WordReader:
    """Goes through the blocks of a body in order, with the comments that are open at each point."""

    def __init__(self, document: WordDocument, root: "_Element") -> None:
        self._document = document
        self._open: dict[str, int] = {}
        self._number = 0
        # Most documents hold nothing but text, tabs and breaks: then fewer element names are looked for.
        self._content = _CONTENT if next(root.iter(*_RARE_CONTENT), None) is not None else _PLAIN
        self._numbered = next(root.iter(_NUMBER), None) is not None
        self._numbered_paragraphs = 0

    def read(self, body: "_Element") -> None:
        if self._content is _PLAIN and not self._numbered and next(body.iter(_TABLE), None) is None:
            for line in _plain_paragraphs(body):
                self._document.lines.extend(parted(line) if "\n" in line.text else (line,))
            return
        for block in self._blocks(body):
            if block.tag == _P:
                self._number += 1
                line = self._line(block)
                if line.text and not line.text.isspace():
                    self._document.lines.extend(parted(line))
            else:
                self._table(block)
        if self._numbered_paragraphs:
            self._document.warnings.append(
                ngettext(
                    "{n} paragraph has an automatic number, which is not part of the text.",
                    "{n} paragraphs have automatic numbers, which are not part of the text.",
                    self._numbered_paragraphs,
                ).format(n=self._numbered_paragraphs)
            )

    def _blocks(self, parent: "_Element") -> Iterator["_Element"]:
        for child in parent.iterchildren():
            tag = child.tag
            if tag in (_P, _TABLE):
                yield child
            elif tag == _RANGE_START:
                self._open.setdefault(f"comment {child.get(_ID)}", 0)
            elif tag == _RANGE_END:
                self._open.pop(f"comment {child.get(_ID)}", None)
            elif len(child):
                yield from self._blocks(child)

    def _line(self, paragraph: "_Element") -> FileLine:
        text, comments = self._text(paragraph)
        properties = paragraph.find(_PPR)
        heading = properties is not None and _is_heading(properties)
        if self._numbered and properties is not None and properties.find(_NUMBER) is not None:
            self._numbered_paragraphs += 1
        return FileLine(
            text,
            number=self._number,
            heading=heading,
            label_end=_bold_start(paragraph, len(text)),
            comments=comments,
        )

    def _text(self, paragraph: "_Element") -> tuple[str, tuple[Comment, ...]]:
        if self._content is _PLAIN:
            parts = [node.text or "" if node.tag == _T else _piece(node) for node in paragraph.iter(*_PLAIN)]
            return unicodedata.normalize("NFC", "".join(parts)), ()
        return self._text_with_anchors(paragraph)

    def _text_with_anchors(self, paragraph: "_Element") -> tuple[str, tuple[Comment, ...]]:
        parts: list[str] = []
        length = 0
        comments: list[Comment] = []
        self._open = dict.fromkeys(self._open, 0)
        for node in paragraph.iter(*self._content):
            if node.tag not in _ANCHORS:
                parts.append(_piece(node))
                length += len(parts[-1])
                continue
            key = _anchor_key(node)
            if node.tag == _RANGE_START:
                self._open[key] = length
            elif node.tag == _RANGE_END:
                if key in self._open:
                    comments.append(note_anchors.part(self._open.pop(key), length, key))
            else:
                comments.append(note_anchors.part(length, length, key))
        comments.extend(note_anchors.part(start, length, key) for key, start in self._open.items())
        return note_anchors.normalized("".join(parts), comments)

    def _table(self, table: "_Element") -> None:
        self._number += 1
        first = self._number
        rows = [
            [self._cell(cell) for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row]
            for row in table.iter(_ROW)
            if next(row.iterancestors(_TABLE)) is table
        ]
        lines, aside = document_tables.lines_of(rows, first)
        self._document.lines.extend(lines)
        self._document.left_aside.extend(aside)

    def _cell(self, cell: "_Element") -> document_tables.DocumentCell:
        texts: list[str] = []
        comments: list[Comment] = []
        position = 0
        for paragraph in cell.iter(_P):
            text, found = self._text(paragraph)
            if not text:
                continue
            comments.extend(replace(c, start=c.start + position, end=c.end + position) for c in found)
            texts.append(text)
            position += len(text) + 1
        return document_tables.DocumentCell("\n".join(texts), tuple(comments))


def _nfc(text: str) -> str:
    """The text in NFC. Latin-1, as most Swedish paragraphs are, is so already and soon told."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFC", text)
    return text


def _plain_paragraphs(body: "_Element") -> list[FileLine]:
    """The lines of a body that holds nothing but paragraphs of text, tabs and breaks, in one pass.

    A call for each paragraph would cost more than parsing the XML does.
    """
    lines: list[FileLine] = []
    parts: list[str] = []
    heading = in_run = bold_run = False
    bold, bold_open = 0, True  # characters of the bold beginning, and whether it still goes on
    number = 0

    def end() -> None:
        text = "".join(parts)
        if text and not text.isspace():
            text = _nfc(text)
            label_end = bold if bold < len(text) else 0
            lines.append(FileLine(text, number, None, None, None, heading, label_end))

    for node in body.iter(*_PLAIN_STRUCTURE):
        tag = node.tag
        if tag == _T or tag == _TAB or tag == _BR:  # noqa: SIM109 - a tuple takes longer
            text = node.text if tag == _T else _piece(node)
            if text:
                parts.append(text)
                if bold_run and bold_open:
                    bold += len(text)
                else:
                    bold_open = False
        elif tag == _R:
            in_run, bold_run = True, False
        elif tag == _P:
            end()
            number += 1
            parts = []
            heading = in_run = bold_run = False
            bold, bold_open = 0, True
        elif tag == _B:
            bold_run = in_run and node.get(_VAL, "1") not in _OFF
        elif tag == _STYLE:
            heading = heading or _HEADING_STYLE.fullmatch(node.get(_VAL, "")) is not None
        else:
            heading = True
    end()
    return lines


def _anchor_key(node: "_Element") -> str:
    kind = {_FOOTNOTE_MARK: "footnote", _ENDNOTE_MARK: "endnote"}.get(str(node.tag), "comment")
    return f"{kind} {node.get(_ID)}"


def _is_heading(properties: "_Element") -> bool:
    style = properties.find(_STYLE)
    if style is not None and _HEADING_STYLE.fullmatch(style.get(_VAL, "")):
        return True
    return properties.find(_OUTLINE) is not None


def _bold_start(paragraph: "_Element", length: int) -> int:
    """How many characters at the beginning are bold; 0 if none or all."""
    bold = 0
    for run in paragraph.iterchildren(_R):
        properties = run.find(_RPR)
        mark = None if properties is None else properties.find(_B)
        written = sum(len(_piece(node)) for node in run.iter(*_PLAIN))
        if written and (mark is None or mark.get(_VAL, "1") in _OFF):
            break
        bold += written
    return bold if bold < length else 0
