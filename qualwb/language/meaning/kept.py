"""Vectors kept between runs, in the cache of parsed texts: they can give texts back, and go where those go.

A file belongs to one source text, whose digest begins its name, and one encoder. It holds the vectors of any
number of passages: a header, the digests of the passages, and the vectors in half precision. No file is
changed once it is written: what comes later is written with all that was there before to a new file, whose
forerunners are then removed. So nothing is lost when two programs write at once, or one is killed.
"""

from __future__ import annotations

import hashlib
import struct
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from uuid import uuid4
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from qualwb.language import cache
from qualwb.language.meaning.encoder import Vectors, unit

Halves = NDArray[np.float16]
"""A vector as it is kept: rounding turns it by less than .0005 of its length."""

_HEADER = struct.Struct("<8sIII")
"""The mark, how many vectors, of how many numbers, and the CRC-32 of what follows."""
_MARK = b"qwbvec1\n"
_DIGEST = 16
"""Bytes of a passage's digest."""


def digest_of(text: str) -> bytes:
    """What a passage is known by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_DIGEST]


def rounded(vectors: Vectors) -> Halves:
    """Vectors as they are kept; a row that is not finite becomes one of zeros."""
    finite = np.isfinite(vectors).all(axis=1, keepdims=True)
    halves: Halves = np.where(finite, vectors, 0).astype("<f2")
    return halves


def restored(halves: Halves) -> Vectors:
    """Vectors out of what was kept, of length 1 again."""
    return unit(halves)


class KeptVectors:
    """The vectors that one encoder made of the passages of source texts, which are given by their SHA-256."""

    def __init__(self, encoder: str, where: Path | None = None) -> None:
        """``encoder`` is its name and version; ``where`` the cache folder."""
        self._made_by = hashlib.sha256(encoder.encode()).hexdigest()[:16]
        self._where = where
        self._lock = threading.Lock()
        self._of: defaultdict[str, dict[bytes, Halves]] = defaultdict(dict)
        self._files: defaultdict[str, set[Path]] = defaultdict(set)
        """What of each text is in ``_of``."""

    def read(self, texts: Collection[str]) -> dict[bytes, Halves]:
        """What is kept of passages of these texts, by the passage's digest.

        Damaged files are removed, those that were read before are not read again.
        """
        found: dict[bytes, Halves] = {}
        with self._lock:
            self._take_in(texts)
            for text in texts:
                found.update(self._of[text])
        return found

    def has(self, text: str, passage: bytes) -> bool:
        """Whether the passage is among those of the text, as far as was read or added."""
        return passage in self._of[text]

    def add(self, text: str, passages: Mapping[bytes, Halves]) -> None:
        """Keep the vectors of passages of a text too, by the passage's digest.

        What was forgotten meanwhile is not brought back.
        """
        with self._lock:
            self._take_in({text})
            known, before = self._of[text], self._files[text]
            known.update(passages)
            path = cache.place_of(text, f"{self._made_by}.{uuid4().hex[:12]}{cache.VECTORS}", self._where)
            cache.write(path, _packed(known))
            for older in before:
                cache.remove(older)
            self._files[text] = {path}

    def remove_others(self, texts: Collection[str]) -> None:
        """Remove what other encoders made of these texts."""
        for path in cache.places_of(texts, cache.VECTORS, self._where):
            if _made_by(path) != self._made_by:
                cache.remove(path)

    def _take_in(self, texts: Collection[str]) -> None:
        """Know what lies there now of these texts, and nothing else."""
        there: defaultdict[str, set[Path]] = defaultdict(set)
        for path in cache.places_of(texts, cache.VECTORS, self._where):
            if _made_by(path) == self._made_by:
                there[path.name.partition("-")[0]].add(path)
        for text in texts:
            if not self._files[text] <= there[text]:
                self._of[text], self._files[text] = {}, set()
            for path in there[text] - self._files[text]:
                self._read_file(text, path)

    def _read_file(self, text: str, path: Path) -> None:
        try:
            self._of[text].update(_unpacked(cache.bytes_at(path)))
        except OSError:  # another program has put it together with its own
            return
        except ValueError:
            cache.remove(path)
            return
        self._files[text].add(path)


def _made_by(path: Path) -> str:
    return path.name.partition("-")[2].partition(".")[0]


def _packed(vectors: Mapping[bytes, Halves]) -> bytes:
    rows = np.stack(list(vectors.values()))
    body = b"".join((*vectors, rows.astype("<f2").tobytes()))
    return _HEADER.pack(_MARK, *rows.shape, crc32(body)) + body


def _unpacked(data: bytes) -> Iterable[tuple[bytes, Halves]]:
    """Raises ``ValueError`` for what was not written so."""
    if len(data) < _HEADER.size:
        raise ValueError
    mark, count, size, check = _HEADER.unpack_from(data)
    body = memoryview(data)[_HEADER.size :]
    if mark != _MARK or len(body) != count * (_DIGEST + 2 * size) or crc32(body) != check:
        raise ValueError
    rows: Sequence[Halves] = list(np.frombuffer(body, "<f2", offset=count * _DIGEST).reshape(count, size))
    digests = (bytes(body[at : at + _DIGEST]) for at in range(0, count * _DIGEST, _DIGEST))
    return zip(digests, rows, strict=True)
