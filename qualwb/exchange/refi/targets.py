"""What the programs that read REFI-QDA expect of a file, where they differ.

How each counts was measured on files that they wrote, or read in source text of programs that exchange files
with them; the standard leaves line ends and byte order marks open.
"""

import codecs
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """A program that is to read the file; as it stands, any that keeps to the standard's words."""

    program: str = ""
    crlf: bool = False
    """Lines of the texts end with CR LF."""
    crlf_counts: int = 1
    utf16: bool = False
    """Positions count UTF-16 units, so that a character beyond U+FFFF counts 2."""
    byte_order_mark: bool = False
    """Texts begin with one; it is never counted."""
    selection_per: str = "passage"
    """What has a selection of its own: each passage, each coder on it, or each coding."""
    notes: bool = True
    """Memos are notes that are referred to; else they stand in the description of what they are on."""
    rounds: bool = True
    """Two codings that differ by nothing but their round are both there."""
    code_name_length: int | None = None
    """Characters of a code's name that the program keeps, where it has a limit."""
    sets: bool = True
    """It reads sets, which themes can be."""
    groups_as_sets: bool = False
    """Groups are sets of their sources, too."""

    @property
    def origin(self) -> str:
        """What the file says it comes from, with the program whose conventions it follows."""
        return f"qualwb for {self.program}" if self.program else "qualwb"

    def stored(self, text: str) -> bytes:
        """The text as a file."""
        written = (text.replace("\n", "\r\n") if self.crlf else text).encode("utf-8", "replace")
        return codecs.BOM_UTF8 + written if self.byte_order_mark else written

    def positions(self, text: str) -> Callable[[int], int]:
        """The positions, as the program counts them, of code points in a text."""
        double = ("\n" if self.crlf and self.crlf_counts == 2 else "") + (_ASTRAL if self.utf16 else "")
        places = [match.start() for match in re.finditer(f"[{double}]", text)] if double else []
        return (lambda position: position + bisect_left(places, position)) if places else int


_ASTRAL = "\U00010000-\U0010ffff"

ANY = Target()
TARGETS: Mapping[str, Target] = {
    "maxqda": Target(
        "MAXQDA", crlf=True, notes=False, rounds=False, code_name_length=63, groups_as_sets=True
    ),
    "atlasti": Target("ATLAS.ti", crlf=True, rounds=False),
    "nvivo": Target(
        "NVivo",
        crlf=True,
        crlf_counts=2,
        utf16=True,
        byte_order_mark=True,
        selection_per="coding",
        rounds=False,
    ),
    "qualcoder": Target("QualCoder", selection_per="coder", notes=False, rounds=False, sets=False),
}
"""By the name that a person calls the program."""
