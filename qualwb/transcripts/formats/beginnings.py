"""The beginning of a file as text, to see which format it is in: decoded once for all that ask."""

import re
from functools import lru_cache

from qualwb.transcripts.decoding import BYTE_ORDER_MARKS


@lru_cache(maxsize=2)
def text_of(head: bytes) -> str:
    """The first bytes of a file as text; what cannot be decoded shows as U+FFFD."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    if head[1:2] == b"\0" and head[3:4] == b"\0":
        return head.decode("utf-16-le", "replace")
    return head.decode("utf-8", "replace")


def root_name(head: bytes) -> str:
    """The local name of the XML root element, '' where the file does not look like XML."""
    text = text_of(head)[:16_384].lstrip()
    if not text.startswith("<"):
        return ""
    text = re.sub(r"<!--.*?-->|<\?.*?\?>", "", text, flags=re.DOTALL)
    match = re.search(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]", text)
    return match[1] if match else ""
