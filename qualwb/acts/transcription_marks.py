"""Marks of transcription ([skratt], (paus), xxx ...): kept in the text, recognised with a kind.

Which sign means what differs between traditions, so a project chooses a preset: Swedish practice,
Jefferson (conversation analysis), GAT 2 (Selting et al. 2009) or Göteborg (GTS/MSO). The kinds are
common to all of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


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


class Preset(StrEnum):
    """The traditions of transcription that are known."""

    SWEDISH = "swedish"
    JEFFERSON = "jefferson"
    GAT2 = "gat2"
    GOTEBORG = "goteborg"


@dataclass(frozen=True, slots=True)
class TranscriptionMark:
    """``text[start:end]`` (code points, half-open) is a mark of this kind."""

    start: int
    end: int
    kind: MarkKind


_LAUGH = r"(?:skratt\w*|fniss\w*|ler|laugh\w*|giggl\w*|lacht|lachen)"
_UNHEARD = r"(?:ohörb\w*|ohb\.?|ohört|hörs\ ej|hörs\ inte|inaudible|unclear|unverständlich|\?+|x{2,})"
_PAUSE = r"(?:(?:kort|lång|längre|short|long)?\s?(?:paus|tystnad|tyst|pause|silence)\w*)"
_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:[.,-]\d{1,3})?"
_SECONDS = r"\d{1,3}(?:[.,]\d{1,2})?\s?(?:s|sek|sekunder|sec|seconds)?\.?"
_NEAR = r"[^\[\]()\n]{0,40}"
_TOGETHER = rf"{_NEAR}(?:i\ mun\ på|samtidigt|avbryter|avbruten|överlapp\w*|crosstalk|overlap\w*){_NEAR}"
_IN_BRACKETS = r"[^\[\]\n]{1,120}"
_IN_PARENTHESES = r"[^()\n]{1,120}"

Rule = tuple[MarkKind, str]

_TIMES: tuple[Rule, ...] = ((MarkKind.TIME, rf"\#{_CLOCK}\#|\[{_CLOCK}\]|\({_CLOCK}\)"),)

_SWEDISH: tuple[Rule, ...] = (
    *_TIMES,
    (
        MarkKind.LAUGHTER,
        rf"\({{1,2}}\s?{_LAUGH}[^()\n]{{0,40}}\){{1,2}}|\[{_LAUGH}[^\[\]\n]{{0,40}}\]|\*{_LAUGH}\*|(?<!\w)@(?!\w)",
    ),
    (MarkKind.UNHEARD, rf"\({_UNHEARD}(?:\s{_CLOCK})?\)|\[{_UNHEARD}(?:\s{_CLOCK})?\]|(?<!\w)x{{2,}}(?!\w)"),
    (
        MarkKind.PAUSE,
        rf"\({_PAUSE}(?:\s{_SECONDS})?\)|\[{_PAUSE}(?:\s{_SECONDS})?\]|\(\.{{1,9}}\)|\(P\)|\({_SECONDS}\)",
    ),
    (MarkKind.OVERLAP, rf"\({_TOGETHER}\)|\[{_TOGETHER}\]"),
    (MarkKind.OMISSION, r"\[(?:\.{2,}|…)\]|\((?:\.{2,}|…)\)|/(?:\.{2,}|…)/"),
    (MarkKind.COMMENT, rf"\(\({_IN_PARENTHESES}\)\)"),
    (MarkKind.UNSURE, r"\([^\W\d][\w \-]{0,38}\?\)"),
    (
        MarkKind.COMMENT,
        rf"\((?:{_IN_PARENTHESES}?\s)?(?:ringer|suckar|hostar|harklar\w*|viskar|gråter|nickar|pekar|applåd\w*|"
        r"knackar|mumlar|snyftar|visar|ritar|går|kommer|lämnar|dörren|telefonen)\b[^()\n]{0,80}\)",
    ),
    (MarkKind.ADDITION, rf"\[{_IN_BRACKETS}\]"),
    (MarkKind.LOW, r"°[^°\n]{1,200}°"),
    (MarkKind.PAUSE, r"\.{2,}|…"),
    (MarkKind.CUT_OFF, r"(?<=\w)[-–](?=\s|$|[.,!?])"),
    (MarkKind.CUT_OFF, r"(?<=\s)[-–—](?=\s*$)"),
    (MarkKind.LATCH, r"(?<!\S)=|=(?!\S)"),
    (MarkKind.STRETCH, r"(?<=[aeiouyåäöm]):{1,4}(?=[a-zåäö])|(?<=\w)::+"),
    (MarkKind.STRESS, r"(?<!\w)_[^_\n]{1,60}_(?!\w)|(?<!\w)\*[^*\n]{1,60}\*(?!\w)"),
)

_JEFFERSON: tuple[Rule, ...] = (
    *_TIMES,
    (MarkKind.LAUGHTER, rf"\(\(\s?{_LAUGH}[^()\n]{{0,40}}\)\)|\({_LAUGH}[^()\n]{{0,40}}\)"),
    (MarkKind.COMMENT, rf"\(\({_IN_PARENTHESES}\)\)"),
    (MarkKind.PAUSE, r"\(\.\)|\(\d{1,3}(?:[.,]\d{1,2})?\)"),
    (MarkKind.UNHEARD, r"\([\s\u00a0]{0,40}\)|\(x{2,}\)"),
    (MarkKind.UNSURE, rf"\({_IN_PARENTHESES}\)"),
    (MarkKind.LAUGHTER, r"(?<!\w)\.?(?:[hH]{2,}|h[aeio]h(?:\s?h[aeio]h)*)(?!\w)"),
    (MarkKind.OVERLAP, r"\[[^\[\]\n]{0,200}\]|\[|\]"),
    (MarkKind.LOW, r"°[^°\n]{1,200}°"),
    (MarkKind.CUT_OFF, r"(?<=\w)-(?=\s|$|[.,!?\])])"),
    (MarkKind.LATCH, r"="),
    (MarkKind.STRETCH, r"(?<=[^\W\d]):+(?=\w|\s|$|[.,?!])"),
    (MarkKind.STRESS, r"(?<!\w)_[^_\n]{1,60}_(?!\w)"),
    (MarkKind.LOUD, r"(?<!\w)[A-ZÅÄÖÜ]{2,}(?:\s[A-ZÅÄÖÜ]{2,})*(?!\w)"),
)

_GAT2: tuple[Rule, ...] = (
    *_TIMES,
    (MarkKind.LAUGHTER, rf"\(\(\s?{_LAUGH}[^()\n]{{0,40}}\)\)"),
    (MarkKind.COMMENT, rf"\(\({_IN_PARENTHESES}\)\)"),
    (MarkKind.PAUSE, r"\(\.\)|\(-{1,3}\)|\(\d{1,3}(?:[.,]\d{1,2})?\)"),
    (MarkKind.UNHEARD, r"\(x{2,}(?:\s+x{2,})*\)|\([\s\u00a0]{1,40}\)"),
    (MarkKind.UNSURE, rf"\({_IN_PARENTHESES}\)"),
    (MarkKind.LOUD, r"<<f{1,3}>[^<>\n]{0,200}>"),
    (MarkKind.LOW, r"<<p{1,3}>[^<>\n]{0,200}>"),
    (MarkKind.COMMENT, r"<<[^<>\n]{1,60}>[^<>\n]{0,200}>"),
    (MarkKind.OVERLAP, r"\[[^\[\]\n]{0,200}\]|\[|\]"),
    (MarkKind.CUT_OFF, r"(?<=\w)(?:-|ʔ)(?=\s|$|[.,!?\])])"),
    (MarkKind.LATCH, r"="),
    (MarkKind.STRETCH, r"(?<=[^\W\d]):{1,3}"),
    (MarkKind.STRESS, r"(?<!\w)(?:[a-zåäöüß]*(?:!?[A-ZÅÄÖÜ]{2,}!?)[a-zåäöüß]*)(?!\w)"),
)

_GOTEBORG: tuple[Rule, ...] = (
    *_TIMES,
    (MarkKind.COMMENT, r"(?m:^@[^\n]*)"),
    (MarkKind.OVERLAP, r"\[\d{1,3}|\]\d{1,3}"),
    (MarkKind.COMMENT, r"<\d{1,3}|>\d{1,3}|<[^<>\n]{0,200}>"),
    (MarkKind.UNHEARD, r"\(\.{3}\)|\(…\)"),
    (MarkKind.UNSURE, rf"\({_IN_PARENTHESES}?\)"),
    (MarkKind.PAUSE, r"(?<!\S)/{1,3}(?!\S)"),
    (MarkKind.CUT_OFF, r"(?<=\w)\+|\+(?=\w)"),
    (MarkKind.STRETCH, r"(?<=[^\W\d]):+"),
    (MarkKind.STRESS, r"(?<!\w)[A-ZÅÄÖ]{2,}(?!\w)"),
)

RULES: dict[Preset, tuple[Rule, ...]] = {
    Preset.SWEDISH: _SWEDISH,
    Preset.JEFFERSON: _JEFFERSON,
    Preset.GAT2: _GAT2,
    Preset.GOTEBORG: _GOTEBORG,
}
"""What each tradition writes, as regular expressions. Where two fit at one place, the earlier one decides."""


def find_marks(text: str, preset: Preset | str = Preset.SWEDISH) -> list[TranscriptionMark]:
    """The marks in the text, in order, none inside another. Raises ValueError for an unknown preset."""
    return list(_marks(text, Preset(preset)))


def _marks(text: str, preset: Preset) -> Iterator[TranscriptionMark]:
    pattern, kinds = _compiled(preset)
    for match in pattern.finditer(text):
        assert match.lastindex is not None
        yield TranscriptionMark(match.start(), match.end(), kinds[match.lastindex - 1])


@lru_cache(maxsize=len(Preset))
def _compiled(preset: Preset) -> tuple[re.Pattern[str], list[MarkKind]]:
    """All rules of a preset as one expression, a group a rule."""
    rules = RULES[preset]
    pattern = "|".join(f"({expression})" for _kind, expression in rules)
    return re.compile(pattern.replace(r"\ ", " ")), [kind for kind, _expression in rules]
