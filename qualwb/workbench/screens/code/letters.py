"""The letters that stand for codes where colour is not enough."""

from collections import Counter
from collections.abc import Iterable, Iterator

NO_LETTER = "•"


def code_letters(names: Iterable[str]) -> dict[str, str]:
    """A letter for each code, as far as there are letters none that another has.

    The first of the codebook takes its initial; the next takes the initial of another of its words, the small
    letter, or another letter of its name. Where all are taken it shares that which the fewest have: of many
    codes that begin alike, few look alike where they lie over each other.
    """
    uses: Counter[str] = Counter()
    letters: dict[str, str] = {}
    for name in names:
        letters[name] = min(_own(name), key=uses.__getitem__, default=NO_LETTER)
        uses[letters[name]] += 1
    return letters


def _own(name: str) -> Iterator[str]:
    """The letters and digits of a name: initials, small initials, then all others."""
    initials = [word[0] for word in name.split() if word[0].isalnum()]
    others = [letter for letter in name if letter.isalnum()]
    for letters in (initials[:1], initials[1:]):
        yield from (letter.upper()[:1] for letter in letters)
        yield from (letter.lower()[:1] for letter in letters)
    yield from (letter.upper()[:1] for letter in others)
    yield from (letter.lower()[:1] for letter in others)
