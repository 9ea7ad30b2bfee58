"""The first paragraphs of a Word file, for the readers of timed transcripts who ask whether it is theirs."""

import html
import re
from functools import lru_cache

from qualwb.transcripts.formats.archive import preview
from qualwb.transcripts.formats.word_markup import MAIN_PART

_PREVIEW_PARAGRAPH = re.compile(rb"<w:p[ >].*?</w:p>", re.S)
_PREVIEW_PROPERTIES = re.compile(rb"<w:pPr>.*?</w:pPr>", re.S)
_TAGS = rb"(?:<[^<>]*>\s*)*"
_TIME = re.compile(rb"\d" + _TAGS + rb":" + _TAGS + rb"\d")
"""A part of a time such as 0:04 or 0:0:4.2, though runs part it."""
_TIME_END = re.compile(rb":(?=[\d<])" + _TAGS + rb"\d")
"""The end of such a part: a colon is found many times sooner than a digit, and few are followed by one."""
_PREVIEW_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(br|cr|tab)(?: [^>]*)?/>")


@lru_cache(maxsize=2)
def timed_paragraphs(head: bytes) -> tuple[str, ...]:
    """The text of the first paragraphs, from the file's first bytes alone; soft breaks are '\\n'.

    None when no time is written in them, which each reader that asks looks for: most files are told from
    theirs by that. Unpacked once for all who ask whether a Word file is theirs.
    """
    xml = preview(head, MAIN_PART)
    if _TIME_END.search(xml) is None or _TIME.search(xml) is None:
        return ()
    xml = _PREVIEW_PROPERTIES.sub(b"", xml)
    found = []
    for paragraph in _PREVIEW_PARAGRAPH.findall(xml):
        parts = (
            {b"": text, b"tab": b"\t"}.get(mark, b"\n") for text, mark in _PREVIEW_TEXT.findall(paragraph)
        )
        found.append(html.unescape(b"".join(parts).decode("utf-8", "replace")))
    return tuple(found)
