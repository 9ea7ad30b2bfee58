"""When two names are one."""

import re
import unicodedata

_DASHES = re.compile(r"\s*[-‐‑–—−]\s*")


def same_name(name: str) -> str:
    """The form in which two names are one: NFC, without regard to case, blanks and kinds of dashes."""
    return _DASHES.sub("-", " ".join(unicodedata.normalize("NFC", name).casefold().split()))
