"""Text that stands in base64 within other text: parts of mails, data URIs, outputs of notebooks."""

import binascii
import re
from collections.abc import Iterator

import numpy as np

from qualwb.store.leak_search.writings import seems_text

BORDER = b"\n\0"
"""Stands between what was written apart: no word has it within it."""
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"
_SHORTEST = 32
"""Signs of a first line: shorter ones are words, names of files and the like."""
_RUN = re.compile(rb"[A-Za-z0-9+/_-]{32,}(?:(?:\r?\n|(?:\\r)?\\n)[A-Za-z0-9+/_-]+)*")
_BREAK = re.compile(rb"\r?\n|(?:\\r)?\\n")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_OUTSIDE = np.ones(256, dtype=bool)
_OUTSIDE[list(_ALPHABET)] = False


def decoded(piece: bytes) -> tuple[bytes, bytes]:
    """What the runs of base64 in a piece hold: that which seems to be text, and the rest, as of a picture.

    Each is b'' where there is none; what was written apart is parted by ``BORDER``.
    """
    texts: list[bytes] = []
    others: list[bytes] = []
    for run in _RUN.finditer(piece) if _has_run(piece) else ():
        for part in _of_run(run):
            (texts if seems_text(part) else others).append(part)
    return BORDER.join(texts), BORDER.join(others)


def _has_run(piece: bytes) -> bool:
    """Whether so many signs of base64 stand together anywhere: told far sooner than by the expression."""
    outside = np.flatnonzero(_OUTSIDE[np.frombuffer(piece, dtype=np.uint8)])
    edges = np.concatenate(([-1], outside, [len(piece)]))
    return bool(np.max(np.diff(edges)) > _SHORTEST)


def _of_run(run: re.Match[bytes]) -> Iterator[bytes]:
    """The bytes of a run. Of one that may have been cut at the start of the piece, by each way to count."""
    signs = _BREAK.sub(b"", run[0]).translate(_URL_SAFE)
    for first in range(4 if run.start() == 0 else 1):
        whole = signs[first : first + (len(signs) - first) // 4 * 4]
        rest = signs[first + len(whole) :]
        if len(rest) > 1:
            whole += rest + b"=" * (4 - len(rest))
        yield binascii.a2b_base64(whole)
