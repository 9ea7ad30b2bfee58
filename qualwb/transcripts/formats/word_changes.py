"""Tracked changes and text boxes of a Word document, settled as a reader sees them."""

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualwb.localization import gettext as _
from qualwb.transcripts.formats.word_markup import (
    DELETED,
    DELETED_TEXT,
    FALLBACK,
    MOVED_AWAY,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW_PROPERTIES,
    RUN_PROPERTIES,
    TABLE,
    TEXT,
    TEXT_BOX,
)
from qualwb.transcripts.transcript import LeftAside

if TYPE_CHECKING:
    from lxml.etree import _Element


def settle(root: "_Element") -> Iterator[LeftAside]:
    """Make the tree what a reader sees: insertions stay, deletions go, text boxes stand after their place."""
    marks: list[_Element] = []
    for element in list(root.iter(FALLBACK, DELETED, MOVED_AWAY, TEXT_BOX)):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag == FALLBACK:
            _remove(element)
        elif element.tag == TEXT_BOX:
            _move_box_out(element)
        elif parent.tag == ROW_PROPERTIES:
            row = parent.getparent()
            if row is not None:
                yield from _struck(row)
                _remove(row)
        elif parent.tag == RUN_PROPERTIES:
            marks.append(parent)
        else:
            yield from _struck(element)
            _remove(element)
    for properties in reversed(marks):  # backwards, so that each paragraph moves once
        _join_with_next(properties)


def _struck(element: "_Element") -> Iterator[LeftAside]:
    text = "".join(node.text or "" for node in element.iter(TEXT, DELETED_TEXT))
    if text:
        yield LeftAside(unicodedata.normalize("NFC", text), _("deleted in the file (tracked change)"))


def _join_with_next(properties: "_Element") -> None:
    """A deleted paragraph mark: the paragraph goes on with the next one."""
    paragraph = next(properties.iterancestors(PARAGRAPH), None)
    following = None if paragraph is None else paragraph.getnext()
    if paragraph is None or following is None or following.tag != PARAGRAPH:
        return
    first = 0 if following.find(PARAGRAPH_PROPERTIES) is None else 1
    moved = [child for child in paragraph if child.tag != PARAGRAPH_PROPERTIES]
    for position, child in enumerate(moved, first):
        following.insert(position, child)
    _remove(paragraph)


def _remove(element: "_Element") -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _move_box_out(box: "_Element") -> None:
    outermost = None
    for ancestor in box.iterancestors(PARAGRAPH):
        outermost = ancestor
    if outermost is not None and outermost.getparent() is not None:
        for block in reversed(list(box.iterchildren(PARAGRAPH, TABLE))):
            outermost.addnext(block)
