"""The blocks of a Word document's body, paragraphs and tables, as lines with the notes on them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualwb.localization import ngettext
from qualwb.transcripts.formats import document_tables, note_anchors
from qualwb.transcripts.formats.soft_breaks import parted
from qualwb.transcripts.formats.word_markup import (
    ANCHORS,
    AUTOMATIC_NUMBER,
    BOLD,
    BREAK,
    CELL,
    CONTENT,
    ENDNOTE_MARK,
    FOOTNOTE_MARK,
    IDENTIFIER,
    OFF,
    OUTLINE_LEVEL,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PLAIN,
    RANGE_END,
    RANGE_START,
    RARE_CONTENT,
    ROW,
    RUN,
    RUN_PROPERTIES,
    STYLE,
    TAB,
    TABLE,
    TEXT,
    VALUE,
    characters_of,
)
from qualwb.transcripts.recognition.recognising import FileLine
from qualwb.transcripts.transcript import Comment, LeftAside

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLAIN_STRUCTURE = (PARAGRAPH, RUN, *PLAIN, BOLD, STYLE, OUTLINE_LEVEL)
"""All that matters in a document of paragraphs of plain text."""
_HEADING_STYLE = re.compile(
    r"(?:heading|rubrik|overskrift|berschrift|otsikko|title|titel|subtitle)\s*\d*", re.IGNORECASE
)


@dataclass(slots=True)
class WordDocument:
    """What a Word file holds: its paragraphs as lines, the notes on them, and what is no part of the text."""

    lines: list[FileLine]
    notes: dict[str, note_anchors.Note] = field(default_factory=dict)
    left_aside: list[LeftAside] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class WordReader:
    """Goes through the blocks of a body in order, with the comments that are open at each point."""

    def __init__(self, document: WordDocument, root: "_Element") -> None:
        self._document = document
        self._open: dict[str, int] = {}
        self._number = 0
        # Most documents hold nothing but text, tabs and breaks: then fewer element names are looked for.
        self._content = CONTENT if next(root.iter(*RARE_CONTENT), None) is not None else PLAIN
        self._numbered = next(root.iter(AUTOMATIC_NUMBER), None) is not None
        self._numbered_paragraphs = 0

    def read(self, body: "_Element") -> None:
        if self._content is PLAIN and not self._numbered and next(body.iter(TABLE), None) is None:
            for line in _plain_paragraphs(body):
                self._document.lines.extend(parted(line) if "\n" in line.text else (line,))
            return
        for block in self._blocks(body):
            if block.tag == PARAGRAPH:
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
            if tag in (PARAGRAPH, TABLE):
                yield child
            elif tag == RANGE_START:
                self._open.setdefault(f"comment {child.get(IDENTIFIER)}", 0)
            elif tag == RANGE_END:
                self._open.pop(f"comment {child.get(IDENTIFIER)}", None)
            elif len(child):
                yield from self._blocks(child)

    def _line(self, paragraph: "_Element") -> FileLine:
        text, comments = self._text(paragraph)
        properties = paragraph.find(PARAGRAPH_PROPERTIES)
        heading = properties is not None and _is_heading(properties)
        if self._numbered and properties is not None and properties.find(AUTOMATIC_NUMBER) is not None:
            self._numbered_paragraphs += 1
        return FileLine(
            text,
            number=self._number,
            heading=heading,
            label_end=_bold_start(paragraph, len(text)),
            comments=comments,
        )

    def _text(self, paragraph: "_Element") -> tuple[str, tuple[Comment, ...]]:
        if self._content is PLAIN:
            parts = [
                node.text or "" if node.tag == TEXT else characters_of(node)
                for node in paragraph.iter(*PLAIN)
            ]
            return unicodedata.normalize("NFC", "".join(parts)), ()
        return self._text_with_anchors(paragraph)

    def _text_with_anchors(self, paragraph: "_Element") -> tuple[str, tuple[Comment, ...]]:
        parts: list[str] = []
        length = 0
        comments: list[Comment] = []
        self._open = dict.fromkeys(self._open, 0)
        for node in paragraph.iter(*self._content):
            if node.tag not in ANCHORS:
                parts.append(characters_of(node))
                length += len(parts[-1])
                continue
            key = _anchor_key(node)
            if node.tag == RANGE_START:
                self._open[key] = length
            elif node.tag == RANGE_END:
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
            [self._cell(cell) for cell in row.iter(CELL) if next(cell.iterancestors(ROW)) is row]
            for row in table.iter(ROW)
            if next(row.iterancestors(TABLE)) is table
        ]
        lines, aside = document_tables.lines_of(rows, first)
        self._document.lines.extend(lines)
        self._document.left_aside.extend(aside)

    def _cell(self, cell: "_Element") -> document_tables.DocumentCell:
        texts: list[str] = []
        comments: list[Comment] = []
        position = 0
        for paragraph in cell.iter(PARAGRAPH):
            text, found = self._text(paragraph)
            if not text:
                continue
            comments.extend(replace(c, start=c.start + position, end=c.end + position) for c in found)
            texts.append(text)
            position += len(text) + 1
        return document_tables.DocumentCell("\n".join(texts), tuple(comments))


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
            label_end = bold if bold < len(text) else 0
            lines.append(FileLine(text, number, None, None, None, heading, label_end))

    for node in body.iter(*_PLAIN_STRUCTURE):
        tag = node.tag
        if tag == TEXT or tag == TAB or tag == BREAK:  # noqa: SIM109 - a tuple takes longer
            text = node.text if tag == TEXT else characters_of(node)
            if text:
                parts.append(text)
                if bold_run and bold_open:
                    bold += len(text)
                else:
                    bold_open = False
        elif tag == RUN:
            in_run, bold_run = True, False
        elif tag == PARAGRAPH:
            end()
            number += 1
            parts = []
            heading = in_run = bold_run = False
            bold, bold_open = 0, True
        elif tag == BOLD:
            bold_run = in_run and node.get(VALUE, "1") not in OFF
        elif tag == STYLE:
            heading = heading or _HEADING_STYLE.fullmatch(node.get(VALUE, "")) is not None
        else:
            heading = True
    end()
    return lines


def _anchor_key(node: "_Element") -> str:
    kind = {FOOTNOTE_MARK: "footnote", ENDNOTE_MARK: "endnote"}.get(str(node.tag), "comment")
    return f"{kind} {node.get(IDENTIFIER)}"


def _is_heading(properties: "_Element") -> bool:
    style = properties.find(STYLE)
    if style is not None and _HEADING_STYLE.fullmatch(style.get(VALUE, "")):
        return True
    return properties.find(OUTLINE_LEVEL) is not None


def _bold_start(paragraph: "_Element", length: int) -> int:
    """How many characters at the beginning are bold; 0 if none or all."""
    bold = 0
    for run in paragraph.iterchildren(RUN):
        properties = run.find(RUN_PROPERTIES)
        mark = None if properties is None else properties.find(BOLD)
        written = sum(len(characters_of(node)) for node in run.iter(*PLAIN))
        if written and (mark is None or mark.get(VALUE, "1") in OFF):
            break
        bold += written
    return bold if bold < length else 0
