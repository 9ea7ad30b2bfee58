"""Marks of transcription ([skratt], (paus), xxx ...): kept in the text, recognised with a kind.

Which sign means what differs between traditions, so a project chooses a preset: Swedish practice,
Jefferson (conversation analysis), GAT 2 (Selting et al. 2009) or Göteborg (GTS/MSO). The kinds are
common to all of them.

Some marks are words of the transcriber alone ([skratt]); others stand around what is said (_så_, °tyst°) or
inside a word (nä::). What of a mark stays when it is taken away is its ``kept`` part.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class MarkKind(StrEnum):
    """What a mark of transcription tells."""

    OVERLAP = "overlap"
    LAUGHTER = "laughter"
    UNHEARD = "unheard"
    UNSURE = "unsure"
    PAUSE = "pause"
    CUT_OFF = "cut-off"
    LATCH = "latch"
    STRETCH = "stretch"
    STRESS = "stress"
    LOUD = "loud"
    LOW = "low"
    COMMENT = "comment"
    OMISSION = "omission"
    ADDITION = "addition"
    TIME = "time"
    WITHDRAWN = "withdrawn"


class Preset(StrEnum):
    """The traditions of transcription that are known."""

    SWEDISH = "swedish"
    JEFFERSON = "jefferson"
    GAT2 = "gat2"
    GOTEBORG = "goteborg"


class TranscriptionMark(NamedTuple):
    """``text[start:end]`` (code points, half-open) is a mark of this kind."""

    start: int
    end: int
    kind: MarkKind
    kept: tuple[int, int]
    """The part [start, end) of the text that is no sign of the transcriber's: what is said under stress, the
    dots that part two words. Empty where all of the mark is the transcriber's."""


_LAUGH = r"(?i:skratt\w*|fniss\w*|ler\b|griner\b|latter\b|laugh\w*|giggl\w*|lacht\b|lachen\b)"
_WHO = r"(?:[^\W\d]{1,20}\s){0,2}"
_UNHEARD = (
    r"(?i:(?:ohörb\w*|ohb\b\.?|ohört|hörs\ ej|hörs\ inte|inaudible|unintelligible|(?:in|un)decipherable|"
    r"unverständlich)(?:,?\s[^\[\]()\n]{1,40})?|otydligt|oklart|unclear|\?+|x{2,})"
)
_NOISE = (
    r"(?i:ringer|suck\w*|host\w*|harkl\w*|viska\w*|gråt\w*|andas|nickar|skakar|pekar|applåd\w*|knackar|mumlar|snyftar|bläddrar|"
    r"skriver|ritar|piper|öppnas|stängs|dörren|telefonen)"
)
_PAUSE = r"(?i:(?:kort|lång|längre|short|long)?\s?(?:paus|tystnad|tyst|pause|silence)\w*)"
_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:[.,-]\d{1,3})?"
_SECONDS = r"(?:\d{1,3}(?:[.,]\d{1,2})?\s?(?:s|sek|sekunder|sec|seconds)\b\.?|\d{1,2}(?:[.,]\d)?)"
_NEAR = r"[^\[\]()\n]{0,40}"
_TOGETHER = (
    rf"{_NEAR}(?i:i\ mun\ på|samtidigt|avbry\w*|avbrut\w*|avbrott|överlapp\w*|crosstalk|overlap\w*){_NEAR}"
)
_IN_BRACKETS = r"[^\[\]\n]{1,120}"
_IN_PARENTHESES = r"[^()\n]{1,120}"

Rule = tuple[MarkKind, str]

WITHDRAWN = {"sv": "utgått", "en": "withdrawn"}
"""The word in brackets that stands in place of a turn whose speaker took it back, by language."""

_IN_ALL: tuple[Rule, ...] = (
    (MarkKind.TIME, rf"\#{_CLOCK}\#|\[{_CLOCK}\]|\({_CLOCK}\)"),
    (MarkKind.WITHDRAWN, rf"\[(?:{'|'.join(WITHDRAWN.values())})\]"),
)
"""What every tradition writes."""

_SWEDISH: tuple[Rule, ...] = (
    *_IN_ALL,
    (MarkKind.TIME, r"\(\d{1,2}\.[0-5]\d\)"),
    (
        MarkKind.LAUGHTER,
        rf"\({{1,2}}\s?{_WHO}{_LAUGH}[^()\n]{{0,40}}\){{1,2}}|\[{_WHO}{_LAUGH}[^\[\]\n]{{0,40}}\]|"
        rf"\*{_LAUGH}[^*\n]{{0,40}}\*|(?<!\w)@(?!\w)",
    ),
    (MarkKind.UNHEARD, rf"\({_UNHEARD}(?:\s{_CLOCK})?\)|\[{_UNHEARD}(?:\s{_CLOCK})?\]|(?<!\w)x{{2,}}(?!\w)"),
    (
        MarkKind.PAUSE,
        rf"\({_PAUSE}(?:\s{_SECONDS})?\)|\[{_PAUSE}(?:\s{_SECONDS})?\]|\(\.{{1,9}}\)|\(P\)|\({_SECONDS}\)",
    ),
    (MarkKind.OVERLAP, rf"\({_TOGETHER}\)|\[{_TOGETHER}\]"),
    (MarkKind.OMISSION, r"\[(?:\.{2,}|…)\]|\((?:\.{2,}|…)\)|/(?:\.{2,}|…)/"),
    (MarkKind.COMMENT, rf"\(\({_IN_PARENTHESES}\)\)"),
    (MarkKind.UNSURE, r"\(([^\W\d][\w \-]{0,38})\?\)"),
    (
        MarkKind.COMMENT,
        rf"\((?:{_IN_PARENTHESES}?\s)?(?:{_NOISE}|visar|går|kommer|lämnar)\b[^()\n]{{0,80}}\)|"
        rf"\[(?:{_IN_BRACKETS}?\s)?{_NOISE}\b[^\[\]\n]{{0,80}}\]",
    ),
    (MarkKind.ADDITION, rf"\[{_IN_BRACKETS}\]"),
    (MarkKind.LOW, r"°([^°\n]{1,200})°"),
    (MarkKind.PAUSE, r"(\.{2,}|…)"),
    (MarkKind.CUT_OFF, r"((?<=\w)[-–](?=\s|$|[.,!?]))"),
    (MarkKind.CUT_OFF, r"((?<=\s)[-–—](?=[^\S\n]*(?m:$)))"),
    (MarkKind.LATCH, r"((?<!\S)=|=(?!\S))"),
    (MarkKind.STRETCH, r"(?<=[aeiouyåäöm]):{1,4}(?=[a-zåäö])|(?<=\w)::+"),
    (MarkKind.STRESS, r"(?<!\w)_([^_\n]{1,60})_(?!\w)|(?<!\w)\*([^*\n]{1,60})\*(?!\w)"),
)

_JEFFERSON: tuple[Rule, ...] = (
    *_IN_ALL,
    (MarkKind.LAUGHTER, rf"\(\(\s?{_LAUGH}[^()\n]{{0,40}}\)\)|\({_LAUGH}[^()\n]{{0,40}}\)"),
    (MarkKind.COMMENT, rf"\(\({_IN_PARENTHESES}\)\)"),
    (MarkKind.PAUSE, r"\(\.\)|\(\d{1,3}(?:[.,]\d{1,2})?\)"),
    (MarkKind.UNHEARD, r"\([\s\u00a0]{0,40}\)|\(x{2,}\)"),
    (MarkKind.UNSURE, rf"\(({_IN_PARENTHESES})\)"),
    (MarkKind.LAUGHTER, r"(?<!\w)\.?(?:[hH]{2,}|h[aeio]h(?:\s?h[aeio]h)*)(?!\w)"),
    (MarkKind.OVERLAP, r"\[([^\[\]\n]{0,200})\]|\[|\]"),
    (MarkKind.LOW, r"°([^°\n]{1,200})°"),
    (MarkKind.CUT_OFF, r"((?<=\w)-(?=\s|$|[.,!?\])]))"),
    (MarkKind.LATCH, r"(=)"),
    (MarkKind.STRETCH, r"(?<=[^\W\d]):+(?=\w|\s|$|[.,?!])"),
    (MarkKind.STRESS, r"(?<!\w)_([^_\n]{1,60})_(?!\w)"),
    (MarkKind.LOUD, r"((?<!\w)[A-ZÅÄÖÜ]{2,}(?:\s[A-ZÅÄÖÜ]{2,})*(?!\w))"),
)

_GAT2: tuple[Rule, ...] = (
    *_IN_ALL,
    (MarkKind.LAUGHTER, rf"\(\(\s?{_LAUGH}[^()\n]{{0,40}}\)\)"),
    (MarkKind.COMMENT, rf"\(\({_IN_PARENTHESES}\)\)"),
    (MarkKind.PAUSE, r"\(\.\)|\(-{1,3}\)|\(\d{1,3}(?:[.,]\d{1,2})?\)"),
    (MarkKind.UNHEARD, r"\(x{2,}(?:\s+x{2,})*\)|\([\s\u00a0]{1,40}\)"),
    (MarkKind.UNSURE, rf"\(({_IN_PARENTHESES})\)"),
    (MarkKind.LOUD, r"<<f{1,3}>([^<>\n]{0,200})>"),
    (MarkKind.LOW, r"<<p{1,3}>([^<>\n]{0,200})>"),
    (MarkKind.COMMENT, r"<<[^<>\n]{1,60}>([^<>\n]{0,200})>"),
    (MarkKind.OVERLAP, r"\[([^\[\]\n]{0,200})\]|\[|\]"),
    (MarkKind.CUT_OFF, r"(?<=\w)(?:(-)|ʔ)(?=\s|$|[.,!?\])])"),
    (MarkKind.LATCH, r"(=)"),
    (MarkKind.STRETCH, r"(?<=[^\W\d]):{1,3}"),
    (MarkKind.STRESS, r"((?<!\w)(?:[a-zåäöüß]*(?:!?[A-ZÅÄÖÜ]{2,}!?)[a-zåäöüß]*)(?!\w))"),
)

_GOTEBORG: tuple[Rule, ...] = (
    *_IN_ALL,
    (MarkKind.COMMENT, r"(?m:^@[^\n]*)"),
    (MarkKind.OVERLAP, r"\[\d{1,3}|\]\d{1,3}"),
    (MarkKind.COMMENT, r"<\d{1,3}|>\d{1,3}|<([^<>\n]{0,200})>"),
    (MarkKind.UNHEARD, r"\(\.{3}\)|\(…\)"),
    (MarkKind.UNSURE, rf"\(({_IN_PARENTHESES}?)\)"),
    (MarkKind.PAUSE, r"(?<!\S)/{1,3}(?!\S)"),
    (MarkKind.CUT_OFF, r"((?<=\w)\+|\+(?=\w))"),
    (MarkKind.STRETCH, r"(?<=[^\W\d]):+"),
    (MarkKind.STRESS, r"((?<!\w)[A-ZÅÄÖ]{2,}(?!\w))"),
)

RULES: dict[Preset, tuple[Rule, ...]] = {
    Preset.SWEDISH: _SWEDISH,
    Preset.JEFFERSON: _JEFFERSON,
    Preset.GAT2: _GAT2,
    Preset.GOTEBORG: _GOTEBORG,
}
"""What each tradition writes, as regular expressions. Where two fit at one place, the earlier one decides.

A group in an expression holds what of the mark is kept.
"""

_BEGINNINGS: dict[Preset, str] = {
    Preset.SWEDISH: r"[\[(#*@°_=:…–—x./-](?:(?<![x./])|[x.…])",
    Preset.JEFFERSON: r"[\[\](#°_=:.hHA-ZÅÄÖÜ-](?:(?<![.hHA-ZÅÄÖÜ])|[hHA-ZÅÄÖÜ]|(?<=h)[aeio]h)",
    Preset.GAT2: r"[\[\](#<=:ʔ-]|(?<!\w)[a-zåäöüß]*!?[A-ZÅÄÖÜ]{2}",
    Preset.GOTEBORG: r"[\[\](#@<>/+:A-ZÅÄÖ](?:(?<![A-ZÅÄÖ])|[A-ZÅÄÖ])",
}
"""What a mark can begin with: looking for this first, and for marks only where it stands, is many times as
quick. One sign of a set, which Python looks for in one go; after a sign that words have too, a second one."""


def preset_named(name: object) -> Preset:
    """The tradition that a project's setting names; Swedish practice where it names none."""
    return next((preset for preset in Preset if preset == name), Preset.SWEDISH)


def find_marks(text: str, preset: Preset | str = Preset.SWEDISH) -> list[TranscriptionMark]:
    """The marks in the text, in order, none inside another. Raises ValueError for an unknown preset."""
    return list(_marks(text, Preset(preset), 0, len(text)))


def transcribers_signs(text: str, preset: Preset = Preset.SWEDISH) -> Iterator[tuple[int, int]]:
    """The stretches [start, end) of the text, in order, that a transcriber added to what was said."""
    return _signs(text, preset, 0, len(text))


def without_marks(text: str, preset: Preset = Preset.SWEDISH, instead: str = " ") -> str:
    """The text with ``instead`` for each character that a transcriber added: places stay."""
    pieces: list[str] = []
    place = 0
    for start, end in transcribers_signs(text, preset):
        pieces += (text[place:start], instead * (end - start))
        place = end
    return "".join((*pieces, text[place:])) if pieces else text


def _signs(text: str, preset: Preset, start: int, end: int) -> Iterator[tuple[int, int]]:
    for mark in _marks(text, preset, start, end):
        first, last = mark.kept
        if (first, last) == (mark.start, mark.end):
            continue
        if first == last:
            yield mark.start, mark.end
            continue
        yield mark.start, first
        yield from _signs(text, preset, first, last)
        yield last, mark.end


def _marks(text: str, preset: Preset, start: int, end: int) -> Iterator[TranscriptionMark]:
    beginning, pattern, kinds = _compiled(preset)
    while begun := beginning.search(text, start, end):
        match = pattern.match(text, begun.start(), end)
        if match is None:
            start = begun.start() + 1
            continue
        assert match.lastindex is not None
        kind, groups = kinds[match.lastindex]
        start = match.end()
        kept = next((match.span(group) for group in groups if match.start(group) >= 0), (start, start))
        yield TranscriptionMark(match.start(), start, kind, kept)


class _Compiled(NamedTuple):
    beginning: re.Pattern[str]
    pattern: re.Pattern[str]
    """All rules of a preset as one expression."""
    kinds: dict[int, tuple[MarkKind, range]]
    """By the number of a rule's group, its kind and inner groups."""


@lru_cache(maxsize=len(Preset))
def _compiled(preset: Preset) -> _Compiled:
    kinds: dict[int, tuple[MarkKind, range]] = {}
    group = 1
    for kind, expression in RULES[preset]:
        inner = re.compile(expression).groups
        kinds[group] = kind, range(group + 1, group + 1 + inner)
        group += 1 + inner
    pattern = "|".join(f"({expression})" for _kind, expression in RULES[preset]).replace(r"\ ", " ")
    return _Compiled(re.compile(_BEGINNINGS[preset]), re.compile(pattern), kinds)
