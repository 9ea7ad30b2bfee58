"""The beginnings of files, which tell what they are before anything is read.

A pipe gives what is read from it once: it is left to whoever reads the whole of it.
"""

import codecs
from pathlib import Path

HEAD_BYTES = 65_536
"""So much of a file is looked at for its first element."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def head_of(path: Path) -> bytes:
    """The beginning of a regular file; nothing of what is none, or can't be read."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError:
        return b""


def is_xml_of(head: bytes, namespace: bytes) -> bool:
    """Whether a file that begins so is XML, in any of its character sets, that names this ``namespace``."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    head = head.replace(b"\0", b"")
    return head.lstrip().startswith(b"<") and namespace in head
