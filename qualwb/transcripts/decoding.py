"""From a file's bytes to text: which character set, and what was done to the characters.

Order of trust: a byte order mark, UTF-16 by its zero bytes, strict UTF-8, Windows-1252 with a notice.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qualwb.localization import gettext as _
from qualwb.safe_text import UNSAFE
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.transcript import LeftAside

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LINE_ENDS = re.compile(r"\r\n?|\n*\f|[\v\x85\u2028\u2029]")
INVISIBLE = re.compile(f"[{UNSAFE}\u00ad\u200b\u2060\ufeff]")
"""What no terminal may get, and besides soft hyphens and zero-width marks, which part words in a search."""
# What nearly every Swedish text consists of, in UTF-8: ASCII, the letters U+00C0 to U+00FF, and the dashes,
# quotation marks and ellipsis of U+2010 to U+2027. Such a text is in NFC and has nothing to take out.
_USUAL_BYTES = bytes([9, 10, *range(32, 127), *range(0x80, 0xC0), 0xC3, 0xE2])
_CLEAN_LATIN = bytes([9, 10, *range(32, 127), *range(0xA0, 0xAD), *range(0xAE, 0x100)])
_UNUSUAL_E2 = re.compile(rb"\xe2(?!\x80[\x90-\xa7])")
BINARY_SHARE = 0.02
"""A text with a larger share of control characters than this is no text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file: NFC, '\\n' line ends, no invisible control characters.

    ``notices`` says what a person should know; ``left_aside`` holds the characters taken out.
    """

    text: str
    encoding: str
    notices: tuple[str, ...] = ()
    left_aside: tuple[LeftAside, ...] = ()


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Decode a text file. ``encoding`` overrides the detection. Raises TranscriptError for what is no
    text.
    """
    if not data:
        raise TranscriptError(name, _("the file is empty."))
    if encoding is not None:
        text, used = _as_told(data, name, encoding), encoding
        notices: list[str] = []
    else:
        text, used, notices = _detected(data, name)
    text, left_aside = clean(text, data if used == "utf-8" else None)
    _refuse_binary(len(text), left_aside, name)
    if not text or text.isspace():
        raise TranscriptError(name, _("the file holds no text."))
    notices += notices_of(left_aside)
    return Decoded(text, used, tuple(notices), tuple(left_aside))


def notices_of(taken_out: Iterable[LeftAside]) -> list[str]:
    """What a person is told of the characters that ``clean`` took out."""
    return [
        _("{count} x {what} taken out of the text.").format(count=aside.count, what=aside.reason)
        for aside in taken_out
    ]


def _as_told(data: bytes, name: str, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise TranscriptError(
            name,
            _("there is no character set '{encoding}'.").format(encoding=encoding),
            _("Use for example utf-8, utf-16, cp1252 or mac-roman."),
        ) from None
    except (UnicodeDecodeError, AttributeError, ValueError, TypeError):
        raise TranscriptError(
            name,
            _("the file is not in {encoding}.").format(encoding=encoding),
            _("Leave --encoding out and let it be found."),
        ) from None
    return text.removeprefix("\ufeff")


def as_stored(data: bytes, name: str) -> tuple[str, str, list[str]]:
    """The text of a file with each character as it stands there, but a byte order mark; its character set;
    notices. Raises TranscriptError for what is no text.
    """
    return _detected(data, name, line_ends=lambda found: found)


def _line_ends(data: bytes) -> bytes:
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def _detected(
    data: bytes, name: str, line_ends: Callable[[bytes], bytes] = _line_ends
) -> tuple[str, str, list[str]]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding, _notice(encoding)
            except UnicodeDecodeError as error:
                raise TranscriptError(
                    name,
                    _("the file says that it is {encoding}, but byte {byte} is not.").format(
                        encoding=encoding, byte=error.start + len(mark)
                    ),
                    _("It may be cut off; save it again or name --encoding."),
                ) from None
    wide = _zero_bytes(data, name)
    if wide:
        return data.decode(wide), wide, _notice(wide)
    data = line_ends(data)
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        return _not_utf8(data)


def _notice(encoding: str) -> list[str]:
    return [] if encoding == "utf-8" else [_("Read as {encoding}.").format(encoding=encoding.upper())]


def _zero_bytes(data: bytes, name: str) -> str | None:
    """UTF-16 without a mark shows in zero bytes at every second place; other zero bytes mean no text."""
    head = data[:4096]
    if b"\0" not in head and b"\0" not in data:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) / half > 0.4 and min(even, odd) / half < 0.05:
        try:
            data.decode(encoding)
            return encoding
        except UnicodeDecodeError:
            pass
    raise TranscriptError(
        name, _("this is no text (it holds zero bytes)."), _("Save the transcript as text, docx or odt.")
    )


def _not_utf8(data: bytes) -> tuple[str, str, list[str]]:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    several_bytes = len(re.findall(rb"[\xc3\xe2][\x80-\xbf]", data))
    if several_bytes > 4 * broken:  # UTF-8 all right, with a few bytes spoilt
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        notice = _(
            "{count} places are not UTF-8 though the rest is; they show as \ufffd (first: line {line})."
        )
        return text, "utf-8", [notice.format(count=broken, line=line)]
    notice = _(
        "Read as Windows-1252, as it is not UTF-8. If å ä ö look wrong, name --encoding (mac-roman, cp850)."
    )
    # The five bytes that Windows-1252 leaves open stand for control characters, as in the WHATWG standard.
    text = data.decode("cp1252", errors="latin1_for_open_bytes")
    return text, "cp1252", [notice]


def _open_byte(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("latin1_for_open_bytes", _open_byte)


def clean(text: str, utf8: bytes | None = None) -> tuple[str, list[LeftAside]]:
    """The text in NFC with '\\n' line ends, without control characters, soft hyphens and zero-width marks.

    What was taken out comes back counted, one entry a character. Form feeds and other line
    separators become '\\n'. ZWJ and ZWNJ stay: emoji and scripts need them. ``utf8``: the bytes
    that the text was read from, if they are UTF-8, to spare encoding it.
    """
    if _is_usual(text.encode("utf-8", "surrogatepass") if utf8 is None else utf8):
        return text, []
    if text.replace("\n", "").replace("\t", "").isprintable():  # neither a line end nor anything invisible
        return unicodedata.normalize("NFC", text), []
    text = LINE_ENDS.sub("\n", text)
    found: dict[str, int] = {}
    first: dict[str, int] = {}
    for match in INVISIBLE.finditer(text):
        found[match[0]] = found.get(match[0], 0) + 1
        first.setdefault(match[0], match.start())
    left_aside = [
        LeftAside(char, _what(char), text.count("\n", 0, first[char]) + 1, count)
        for char, count in found.items()
    ]
    if left_aside:
        text = INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", text), left_aside


def is_clean(text: str) -> bool:
    """Whether ``clean`` leaves the text as it is."""
    try:
        return not text.encode("latin-1").translate(None, _CLEAN_LATIN)
    except UnicodeEncodeError:
        pass
    if _is_usual(text.encode("utf-8", "surrogatepass")):
        return True
    if LINE_ENDS.search(text) or INVISIBLE.search(text):
        return False
    return unicodedata.is_normalized("NFC", text)


def normal(text: str) -> str:
    """The text in NFC with '\\n' line ends, as readers want it; '' where ``clean`` leaves nothing but blanks.

    What no text may hold stays, so that the door takes it out and tells.
    """
    if is_clean(text):
        return text
    return unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text)) if clean(text)[0].strip() else ""


def _is_usual(utf8: bytes) -> bool:
    """Whether the text is surely in NFC, with '\\n' line ends and nothing that ``INVISIBLE`` takes out."""
    return not utf8.translate(None, _USUAL_BYTES) and _UNUSUAL_E2.search(utf8) is None


def _what(char: str) -> str:
    if char == "\u00ad":
        return _("soft hyphen")
    name = unicodedata.name(char, "").lower()
    return _("control character U+{code:04X}").format(code=ord(char)) + (f" ({name})" if name else "")


def _refuse_binary(length: int, left_aside: list[LeftAside], name: str) -> None:
    controls = sum(aside.count for aside in left_aside if unicodedata.category(aside.text) == "Cc")
    if controls > BINARY_SHARE * (length + controls) and controls > 2:
        raise TranscriptError(
            name,
            _("this is no text ({share:.0%} are control characters).").format(
                share=controls / (length + controls)
            ),
            _("Save the transcript as text, docx or odt."),
        )
