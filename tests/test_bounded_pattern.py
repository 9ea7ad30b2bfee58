"""A regular expression finds what Python's own finds, and is given up where it would find no end."""

import re

import pytest

from qualwb.bounded_pattern import BoundedPattern, EndlessPattern, UnreadablePattern

TEXT = "Det var otydligt.\nIngen visste vad det skulle bli 👩‍👩‍👧 av det, sa Åsa ÅSA."
ENDLESS = r"(.|..)+[#%]"
"""Each two signs are one or two: as many ways as rabbits, a thousand times as many for every 14 signs."""


@pytest.mark.parametrize(
    "pattern",
    ["det", r"\bv\w+", "^", "^ingen|^det", r"d.t\W", "åsa$|åsa\\.", "x*", "[a-d]{2}", r"(\w)\1", "👩"],
)
@pytest.mark.parametrize("ignore_case", [True, False])
def test_finds_what_python_finds(pattern: str, ignore_case: bool) -> None:
    flags = re.MULTILINE | (re.IGNORECASE if ignore_case else re.NOFLAG)
    expected = [m.span() for m in re.finditer(pattern, TEXT, flags) if m.end() > m.start()]
    assert BoundedPattern(pattern, ignore_case=ignore_case).spans(TEXT) == expected


def test_gives_up_what_has_no_end() -> None:
    with pytest.raises(EndlessPattern, match="takes too long"):
        BoundedPattern(ENDLESS, seconds=0.05).spans("a" * 200)


def test_gives_up_when_all_texts_together_take_too_long() -> None:
    pattern = BoundedPattern("(a|ab)+c", in_all=0.002)
    with pytest.raises(EndlessPattern):
        list(map(pattern.spans, ["ab" * 10_000] * 1000))


@pytest.mark.parametrize("pattern", ["(", "[a", "*", "a{99999999999999999999}", "(?P<n", "\\"])
def test_what_is_no_pattern_is_told(pattern: str) -> None:
    with pytest.raises(UnreadablePattern):
        BoundedPattern(pattern)
