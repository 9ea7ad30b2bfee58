"""What the whole material says against a guess: words that it writes in lower case too are ordinary."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualwb.acts.pseudonyms.material import Spot
from qualwb.language.names import Name, NameKind, Why
from qualwb.language.names.lists import first_names, places, surnames
from qualwb.language.vocabulary import vocabulary

_GUESSED = frozenset({Why.MODEL, Why.CAPITAL})
"""What a finding rests on where nothing speaks for a name but its capital and its place in the sentence."""
_LOWER = re.compile(r"(?<![^\W_])[a-zåäöéü]+(?![^\W_])")
_BEGINS = re.compile(r"(?:^|[.?!…]\s)\W*(?:[^\n:.?!]{1,30}:\s+)?([^\W\d_])", re.MULTILINE)
"""The first letter of a line or sentence, behind a speaker's label if there is one."""
_ENDS_SENTENCE = frozenset(".?!:…\n–-")
_LEAST_CAPITALS = 0.5


def ordinary_words(text: str) -> set[str]:
    """The words that stand in lower case in a text; none where its sentences do not begin with capitals."""
    starts = _BEGINS.findall(text)
    has_capitals = sum(sign.isupper() for sign in starts) > _LEAST_CAPITALS * len(starts)
    return set(_LOWER.findall(text)) if has_capitals else set()


def is_guess(name: Name) -> bool:
    """Whether nothing but its capital, or its place in the sentence, speaks for a name."""
    return name.why in _GUESSED and name.kind is not NameKind.INDIRECT


def with_doubts(
    found: Mapping[Spot, Sequence[Name]], strings: Mapping[Spot, str], ordinary: set[str]
) -> dict[Spot, list[Name]]:
    """The findings without guesses that are ordinary words and stand at the beginning of sentences alone, or
    in the researchers' own words alone.

    Such a guess that also stands with a capital within a sentence, as 'Parkeringen' does that a room is
    called, may be a name: it is unsure, and so is one that is a word of the language.
    """
    stems = _by_stem(found, strings)
    guessed = {stem: one for stem, one in stems.items() if one.only_guessed}
    written = {stem for stem, one in guessed.items() if one.forms & ordinary}
    doubtful = written | {stem for stem, one in guessed.items() if one.forms & vocabulary().keys()}
    said = {_stem(name) for spot, names in found.items() if spot.is_text for name in names}
    gone = {
        stem for stem in written if (guessed[stem].only_begins or stem not in said) and not _is_listed(stem)
    }
    return {
        spot: [_doubted(name, doubtful) for name in names if _stem(name) not in gone]
        for spot, names in found.items()
    }


@dataclass
class _Stem:
    """What is found of one stem in the whole material."""

    forms: set[str] = field(default_factory=set)
    """In lower case."""
    guesses: set[bool] = field(default_factory=set)
    begins: set[bool] = field(default_factory=set)

    def take(self, name: Name, text: str) -> None:
        self.forms |= {name.text.lower(), _stem(name)}
        if name.why is not Why.KNOWN:
            self.guesses.add(is_guess(name))
            self.begins.add(_begins_sentence(text, name.start))

    @property
    def only_guessed(self) -> bool:
        """Whether nothing but guesses speaks for it."""
        return self.guesses == {True}

    @property
    def only_begins(self) -> bool:
        """Whether it stands at the beginning of sentences alone."""
        return self.begins == {True}


def _by_stem(found: Mapping[Spot, Sequence[Name]], strings: Mapping[Spot, str]) -> dict[str, _Stem]:
    stems: dict[str, _Stem] = defaultdict(_Stem)
    for spot, names in found.items():
        text = strings[spot] if names else ""
        for name in names:
            stems[_stem(name)].take(name, text)
    return stems


def _is_listed(stem: str) -> bool:
    """Whether somebody or some place is called so, as 'Ek'."""
    return stem in surnames() or stem in first_names() or stem in places()


def _doubted(name: Name, doubtful: set[str]) -> Name:
    return replace(name, sure=False) if name.sure and _stem(name) in doubtful else name


def _stem(name: Name) -> str:
    return (name.stem or name.text).lower()


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \t»\"'”([")
    return not before or before[-1] in _ENDS_SENTENCE
