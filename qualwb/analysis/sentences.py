"""Where sentences begin in the text of a turn: by punctuation, with Swedish abbreviations.

Transcripts are often written in lower case and with trailing dots; a note in square brackets
belongs to the sentence before it.
"""

import re
from functools import lru_cache

# Never the last word of a sentence; what ends in one of the others ends a sentence before a capital.
_LEADING_ABBREVIATIONS = frozenset(
    (
        *(
            "t.ex",
            "ex",
            "bl.a",
            "bl",
            "d.v.s",
            "dvs",
            "s.k",
            "sk",
            "p.g.a",
            "pga",
            "fr.o.m",
            "t.o.m",
            "m.a.o",
        ),
        *(
            "mao",
            "f.n",
            "fn",
            "f.d",
            "fd",
            "resp",
            "ca",
            "c:a",
            "kl",
            "nr",
            "jfr",
            "ang",
            "dr",
            "prof",
            "doc",
        ),
        *(
            "tel",
            "avd",
            "dir",
            "red",
            "sid",
            "kap",
            "st.f",
            "i.st.f",
            "m.h.a",
            "mha",
            "e.g",
            "i.e",
            "mr",
            "mrs",
        ),
    )
)
_TRAILING_ABBREVIATIONS = frozenset(
    (
        *(
            "osv",
            "o.s.v",
            "etc",
            "m.m",
            "mm",
            "m.fl",
            "mfl",
            "e.d",
            "ed",
            "e.dyl",
            "o.d",
            "od",
            "o.dyl",
            "dyl",
        ),
        *("e.kr", "f.kr", "tr", "milj", "mkr", "tkr", "inkl", "exkl"),
    )
)

_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[)\"”’'»]*)(?:\s+\[[^\]\n]*\])*(?=\s)")
_WORD_BEFORE = re.compile(r"[\w.:]*\w$")
_SAID = re.compile(r"\w")


@lru_cache(maxsize=256)
def sentence_starts(line: str) -> tuple[int, ...]:
    """The start of each sentence of a line without '\\n', in code points; the first is always 0."""
    starts = [0]
    for match in _STOP.finditer(line):
        following = _skip_space(line, match.end())
        if following < len(line) and _ends_sentence(line, starts[-1], match, line[following]):
            starts.append(following)
    return tuple(starts)


def sentences_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From the start of the sentence that holds ``start`` to the end of that which ``end`` ends in.

    Code points of the text, the end without the white space that follows. Sentences never cross a line.
    """
    line = text.rfind("\n", 0, start) + 1
    first = max(at for at in sentence_starts(_line_at(text, line)) if line + at <= start) + line
    line = text.rfind("\n", 0, max(end - 1, 0)) + 1
    whole = _line_at(text, line)
    last = line + min((at for at in sentence_starts(whole) if line + at >= end), default=len(whole))
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _line_at(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]


def _ends_sentence(line: str, start: int, match: re.Match[str], following: str) -> bool:
    stop, before = match["stop"], line[start : match.start()]
    lower = following.islower()
    if not _SAID.search(before):
        return False
    if stop != ".":
        trails_off = "…" in stop or ".." in stop
        return not (lower and (trails_off or match["close"]))
    word = _WORD_BEFORE.search(before)
    if word is None:
        return True
    token = word[0].lower()
    if token.isdigit():  # an ordinal ('den 3. maj') or the number of a list
        return not lower and bool(before[: word.start()].strip())
    if token in _LEADING_ABBREVIATIONS or len(token) == 1:
        return False
    if token in _TRAILING_ABBREVIATIONS or _is_dotted(token):
        return not lower
    return True


def _is_dotted(token: str) -> bool:
    return "." in token and max(map(len, token.split("."))) <= 3


def _skip_space(line: str, offset: int) -> int:
    while offset < len(line) and line[offset].isspace():
        offset += 1
    return offset
