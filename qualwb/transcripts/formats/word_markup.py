"""The elements of Word's XML, by their full names, and the characters that they stand for."""

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN_PART = "word/document.xml"

TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def w(name: str) -> str:
    """The full name of an element or attribute of Word's own."""
    return f"{{{TRANSITIONAL.decode()}}}{name}"


PARAGRAPH, RUN, TEXT, TAB, BREAK = w("p"), w("r"), w("t"), w("tab"), w("br")
TABLE, ROW, CELL = w("tbl"), w("tr"), w("tc")
PARAGRAPH_PROPERTIES, RUN_PROPERTIES, ROW_PROPERTIES = w("pPr"), w("rPr"), w("trPr")
BOLD, STYLE, OUTLINE_LEVEL, AUTOMATIC_NUMBER = w("b"), w("pStyle"), w("outlineLvl"), w("numPr")
TAB_STOPS, SYMBOL = w("tabs"), w("sym")
DELETED, MOVED_AWAY, DELETED_TEXT = w("del"), w("moveFrom"), w("delText")
RANGE_START, RANGE_END = w("commentRangeStart"), w("commentRangeEnd")
COMMENT_MARK, FOOTNOTE_MARK, ENDNOTE_MARK = (
    w("commentReference"),
    w("footnoteReference"),
    w("endnoteReference"),
)
TEXT_BOX = w("txbxContent")
FALLBACK = COMPATIBILITY + "Fallback"
"""What older programs show in place of a text box: the same words once more."""
IDENTIFIER, VALUE = w("id"), w("val")

FIXED_SIGNS = {
    TAB: "\t",
    w("ptab"): "\t",
    BREAK: "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
}
"""Elements that stand for a sign."""
ANCHORS = frozenset({RANGE_START, RANGE_END, COMMENT_MARK, FOOTNOTE_MARK, ENDNOTE_MARK})
"""Where comments and notes hang on the text."""
PLAIN = (TEXT, TAB, BREAK)
"""What the runs of most documents hold ..."""
CONTENT = (TEXT, *FIXED_SIGNS, SYMBOL, MATH + "t", *ANCHORS)
"""... and what they may hold."""
RARE_CONTENT = tuple(set(CONTENT) - set(PLAIN))
OFF = ("0", "false", "off")
"""Values by which a property is not set."""

_SYMBOL_CODE = re.compile(r"[0-9A-CEFa-cef][0-9A-Fa-f]{3}")  # not the surrogates


def plain_text(element: "_Element") -> str:
    """The characters of all runs in an element, in NFC."""
    return unicodedata.normalize("NFC", "".join(characters_of(node) for node in element.iter(*CONTENT)))


def characters_of(node: "_Element") -> str:
    """The characters that one element of a run stands for."""
    tag = node.tag
    if tag == TEXT or tag == MATH + "t":
        return node.text or ""
    if tag == TAB:
        parent = node.getparent()  # in a paragraph's properties it is a tab stop
        return "" if parent is not None and parent.tag == TAB_STOPS else "\t"
    if tag == SYMBOL:
        code = node.get(w("char"), "")
        return chr(int(code, 16)) if _SYMBOL_CODE.fullmatch(code) else "\ufffd"
    return FIXED_SIGNS.get(str(tag), "")
