"""What a line begins with: a candidate for a speaker's label, by its shape alone.

``scan`` says what could be a label; ``label_rules`` weighs whether it is one.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from qualwb.transcripts.recognition.lexicon import EVENT_WORDS
from qualwb.transcripts.times import BRACKETED, CLOCK, SPAN


class Shape(IntEnum):
    """How a label is written. Wide shapes need more evidence than narrow ones."""

    COLON = 0  # Namn: text
    BRACKET = 1  # [Namn] text
    TAB = 2  # Namn<TAB>text
    TIMED = 3  # Namn 0:01:23 [:] text, or alone on its line
    TIME_CODE = 4  # 00:10 p1 text, the colon missing
    VOICE = 5  # <v Namn>text
    ALONE = 6  # Namn, alone on its line
    TIGHT = 7  # Namn:text, or EU:s


@dataclass(slots=True)
class LabelCandidate:
    """A possible label: ``text[:start]`` is what belongs to it, ``text[start:]`` is said.

    ``stamp`` is a time stamp that stands with the label.
    """

    label: str
    shape: Shape
    start: int
    stamp: str = ""


LONGEST_LABEL = 48
MOST_WORDS = 6
_LONGEST_TABBED = 30
"""A label before a tab and no colon; what is longer is a cell of a table."""

_LABEL = r"[^\W_](?:[^\W_]|[ \u00a0.'’´`/&+_()\-‐–,])*"
_WHOLE_LABEL = re.compile(rf"(?:{_LABEL}|\?|\w)[?]?")
_NUMBERED = re.compile(r"0*\d{1,5}[.)]?[ \u00a0\t]+(?=[^\W\d_])")
_BRACKET = re.compile(
    rf"[\[](?P<label>[^\[\]\n:]{{1,{LONGEST_LABEL}}})\]"
    rf"[ \u00a0]*(?P<stamp>{BRACKETED}|{CLOCK})?[ \u00a0]*:?[ \u00a0\t]*"
)
_VOICE = re.compile(rf"<v(?:\.[\w.]+)?[ \u00a0\t]+(?P<label>[^<>\n]{{1,{LONGEST_LABEL * 2}}})>\s*")
_TIMED = re.compile(
    rf"(?P<label>[^\W_][^\n:#\[\]<>{{}}]{{0,{LONGEST_LABEL}}}?)[ \u00a0\t,]*(?P<stamp>{BRACKETED}|{SPAN})"
    r"[ \u00a0]*(?P<end>:|$|\t|[-–](?=\s))?[ \u00a0\t]*"
)
_TIME_CODE = re.compile(r"(?P<label>[A-Za-zÅÄÖåäö]{1,3}\d{1,3})[ \u00a0]+(?=\S)")
_SPACES = " \u00a0\t"


def scan(text: str) -> LabelCandidate | None:
    """The candidate label at the start of a line, or None. Looks at the first characters only."""
    first = text[:1]
    if first == "[":
        return _bracket(text)
    if first == "<":
        return _voice(text)
    colon = text.find(":", 0, LONGEST_LABEL + 8)
    tab = text.find("\t", 0, LONGEST_LABEL)
    if tab > 0 and (colon < 0 or tab < colon):
        candidate = _tabbed(text, tab)
        if candidate is not None:
            return candidate
    return _before_colon(text, colon) if colon > 0 else None


def _before_colon(text: str, colon: int) -> LabelCandidate | None:
    after = text[colon + 1 : colon + 2]
    if after.isdigit() and text[colon - 1].isdigit():  # 'Namn 0:01'
        return _timed(text)
    label = clean_label(text[:colon])
    if not label:
        return _timed(text) if text[colon - 1] in "])#>}" else None
    if not after or after in _SPACES:
        return LabelCandidate(label, Shape.COLON, _skip(text, colon + 1))
    if after in "/\\":  # 'https://'
        return None
    return LabelCandidate(label, Shape.TIGHT, colon + 1)


def _tabbed(text: str, tab: int) -> LabelCandidate | None:
    label = clean_label(text[:tab])
    rest = text[tab:].lstrip()
    if not label or len(label) > _LONGEST_TABBED or not rest:
        return None
    return LabelCandidate(label, Shape.TAB, len(text) - len(rest))


def _voice(text: str) -> LabelCandidate | None:
    match = _VOICE.match(text)
    return LabelCandidate(match["label"].strip(), Shape.VOICE, match.end()) if match else None


def _skip(text: str, start: int) -> int:
    """The first place from ``start`` that is no blank."""
    length = len(text)
    while start < length and text[start] in _SPACES:
        start += 1
    return start


def _bracket(text: str) -> LabelCandidate | None:
    match = _BRACKET.match(text)
    if match is None:
        return None
    label = clean_label(match["label"])
    if not label or is_event(label):
        return None
    return LabelCandidate(label, Shape.BRACKET, match.end(), match["stamp"] or "")


def _timed(text: str) -> LabelCandidate | None:
    match = _TIMED.match(text)
    if match is None or (match["end"] is None and match.end() < len(text)):
        return None
    label = clean_label(match["label"])
    return LabelCandidate(label, Shape.TIMED, match.end(), match["stamp"]) if label else None


def scan_after_time(text: str) -> LabelCandidate | None:
    """A short code right after a time stamp, its colon forgotten ('00:00 p1 ja')."""
    match = _TIME_CODE.match(text)
    return LabelCandidate(match["label"], Shape.TIME_CODE, match.end()) if match else None


def alone(text: str) -> str:
    """The label if the whole line could be a name that stands alone, else ''."""
    if len(text) > LONGEST_LABEL or text[-1] in "!?,;…" or (text[-1] == "." and text[-3:-2] != " "):
        return ""
    label = clean_label(text)
    words = label.split()
    if not label or len(words) > 4 or not words[0][0].isupper():
        return ""
    return label


def clean_label(written: str) -> str:
    """The label without what is not part of the name ('@', a line number, emphasis), or '' if it cannot
    be one.
    """
    label = written.strip(" \u00a0\t*_@$")
    if not label or len(label) > LONGEST_LABEL:
        return ""
    if label[0].isdigit():
        label = _NUMBERED.sub("", label)
    if label[0] == "[" and label[-1] == "]":
        label = label[1:-1].strip()
    if not label or _WHOLE_LABEL.fullmatch(label) is None or label.count("(") != label.count(")"):
        return ""
    return label if label.count(" ") < MOST_WORDS and len(label.split()) <= MOST_WORDS else ""


def is_event(text: str) -> bool:
    """Whether words in brackets tell what happens ('skratt', 'ohörbart 12:34'), not who speaks."""
    lowered = text.lower()
    return any(word.startswith(event) for word in lowered.split() for event in EVENT_WORDS) or lowered in (
        "x",
        "xx",
        "…",
        "...",
        "?",
        "p",
        "sic",
    )
