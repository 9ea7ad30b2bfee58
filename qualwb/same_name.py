"""When two names are one, and which names are near each other."""

import re
import unicodedata
from collections.abc import Sequence

_DASHES = re.compile(r"\s*[-‐‑–—−]\s*")


def same_name(name: str) -> str:
    """The form in which two names are one: NFC, without regard to case, blanks and kinds of dashes."""
    return _DASHES.sub("-", " ".join(unicodedata.normalize("NFC", name).casefold().split()))


def near_names(name: str, known: Sequence[str], most: int = 3) -> list[str]:
    """The known names that may be meant by one that is not known, the nearest first."""
    if not known:
        return []
    from rapidfuzz import process

    return [found for found, _score, _place in process.extract(name, known, limit=most, score_cutoff=60)]
