"""The first paragraphs of a Word file, for those who ask whether it is theirs."""

import html
import re
from functools import lru_cache

from qualwb.transcripts.formats.archive import preview
from qualwb.transcripts.formats.word_markup import MAIN_PART

_PREVIEW_PARAGRAPH = re.compile(rb"<w:p[ >].*?</w:p>", re.S)
_PREVIEW_PROPERTIES = re.compile(rb"<w:pPr>.*?</w:pPr>", re.S)
_PREVIEW_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(br|cr|tab)(?: [^>]*)?/>")


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
