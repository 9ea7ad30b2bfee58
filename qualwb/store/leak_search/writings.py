"""The texts that a piece of bytes may be: by encoding, and by what is written in place of letters."""

import binascii
import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

import numpy as np

_JSON = re.compile(r'\\+(?:u[0-9a-fA-F]{4}(?:\\+u[0-9a-fA-F]{4})*|[nrtbf"/])')
_CODE_UNIT = re.compile(r"u([0-9a-fA-F]{4})")
_ENTITY = re.compile(r"&#?\w")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_QUOTED_PRINTABLE = re.compile(r"=(?:[0-9A-F]{2}|\r?\n)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_NO_TEXT = 0.2
"""The share of what can't be decoded, above which nothing is looked for behind escapes."""
_FEW = 2
"""Letters of UTF-16 in a piece, fewer of which are no text."""


class Writings:
    """How a piece of bytes is read when these words are looked for."""

    def __init__(self, words: Iterable[str]) -> None:
        written = "".join(form(word) for word in words for form in (str, str.upper, str.lower)) + " "
        self._high = np.zeros(256, dtype=bool)
        self._high[list(written.encode("utf-16-be", "surrogatepass")[::2])] = True
        self._plain = np.count_nonzero(self._high) == 1
        """Whether every second byte of these words in UTF-16 is 0."""

    def texts(self, piece: bytes) -> Iterator[str]:
        """Every text that the piece may be."""
        is_text = None
        for text in self._decoded(piece):
            if is_text is None:  # the first is by UTF-8
                is_text = _is_text(text)
            yield text
            if is_text:
                yield from _unescaped(text)

    def _decoded(self, piece: bytes) -> Iterator[str]:
        text = piece.decode("utf-8", "replace")
        yield text
        if "\ufffd" in text:
            yield piece.decode("cp1252", "replace")
        yield from self._two_bytes(np.frombuffer(piece, dtype=np.uint8))

    def _two_bytes(self, octets: "np.ndarray[tuple[int], np.dtype[np.uint8]]") -> Iterator[str]:
        """UTF-16 of either order, from even and odd places: what can't be of the words becomes a space."""
        if self._plain and not np.count_nonzero(octets == 0):
            return
        for first in (0, 1):
            pairs = octets[first : first + (len(octets) - first) // 2 * 2].copy()
            for order, high in (("<u2", 1), (">u2", 0)):
                units = pairs.view(order)
                fits = self._high[pairs[high::2]] & (units != 0)
                if np.count_nonzero(fits) < _FEW:
                    continue
                kept = fits.copy()
                kept[:-1] |= fits[1:]  # one space before each run
                yield np.where(fits, units, 32)[kept].astype("<u2").tobytes().decode("utf-16-le", "replace")


def seems_text(piece: bytes) -> bool:
    """Whether most of the bytes can be read as UTF-8."""
    return _is_text(piece.decode("utf-8", "replace"))


def _is_text(text: str) -> bool:
    return text.count("\ufffd") <= _NO_TEXT * len(text)


def _unescaped(text: str) -> Iterator[str]:
    """The text with each kind of escape undone, and with all of them undone one after the other."""
    whole, undone = text, 0
    for sign, trigger, undo in _ESCAPES:
        if sign in text and trigger.search(text):
            yield from undo(text)
        if sign in whole and trigger.search(whole):
            *_others, whole = undo(whole)
            undone += 1
    if undone > 1:
        yield whole


def _without_json(text: str) -> list[str]:
    return [_JSON.sub(lambda escape: _json_letters(escape[0]), text)]


@lru_cache(maxsize=1024)
def _json_letters(escape: str) -> str:
    units = [int(unit, 16) for unit in _CODE_UNIT.findall(escape)]
    raw = b"".join(unit.to_bytes(2, "little") for unit in units)
    return raw.decode("utf-16-le", "replace") or " "


def _without_entities(text: str) -> list[str]:
    return [html.unescape(html.unescape(text))]  # an escaped entity is one too: '&amp;ouml;'


def _without_percents(text: str) -> list[str]:
    return [unquote(text, "cp1252", "replace"), unquote(text, "utf-8", "replace")]


def _without_quoted_printable(text: str) -> list[str]:
    raw = binascii.a2b_qp(text.encode("utf-8", "replace"))
    return [raw.decode("cp1252", "replace"), raw.decode("utf-8", "replace")]


def _without_tags(text: str) -> list[str]:
    return [_TAG.sub("", text)]


_ESCAPES: tuple[tuple[str, re.Pattern[str], Callable[[str], list[str]]], ...] = (
    ("\\", _JSON, _without_json),
    ("%", _PERCENT, _without_percents),
    ("=", _QUOTED_PRINTABLE, _without_quoted_printable),
    ("<", _TAG, _without_tags),
    ("&", _ENTITY, _without_entities),
)
"""A sign that is there, by which to tell at once when there is none, and how each kind is undone."""
