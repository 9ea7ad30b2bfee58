"""Why a code was suggested, in words that the researcher can check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

from qualwb.localization import gettext as _
from qualwb.shortening import shortened
from qualwb.suggest.evidence import CodedText, TextPlace
from qualwb.suggest.features import concepts, content_words
from qualwb.suggest.mentions import EMPTY
from qualwb.suggest.said_words import SaidWords, shared_words
from qualwb.suggest.synonyms import synonyms
from qualwb.suggest.vectors import Space

MOST_WORDS = 5
SHORTEST_STEM = 5
SHORTEST_CONCEPT = 3
SNIPPET = 80

Kind = Literal["name", "words", "passage", "sisters", "meaning"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a code.

    ``name``: words of the passage that are akin to the code's name; ``words``: words that it shares with the
    code's passages, as they are said, heaviest first; ``passage``: a coded passage that is alike, with its
    place; ``meaning``: one that is near in meaning, or the code's name where there is no place;
    ``sisters``: a theme of the code whose passages are alike.
    """

    kind: Kind
    words: tuple[str, ...]
    place: TextPlace | None = None
    share: float = 0.0
    """What it adds, of all that speaks for the code (0 to 1)."""

    @property
    def text(self) -> str:
        """The reason as it is shown."""
        listed = ", ".join(self.words)
        if self.kind == "name":
            return _("akin to the name: {words}").format(words=listed)
        if self.kind == "words":
            return _("also in its passages: {words}").format(words=listed)
        if self.kind == "sisters":
            return _("like passages of the theme '{theme}'").format(theme=listed)
        if self.kind == "meaning" and self.place is None:
            return _("near in meaning to the code's name")
        if self.kind == "meaning":
            return _("near in meaning to {place}: '{text}'").format(place=self.place, text=listed)
        return _("like {place}: '{text}'").format(place=self.place, text=listed)


def name_reason(text: str, name: str) -> Reason | None:
    """The words of a passage that are akin to words of a name, each with the word it is akin to."""
    found = []
    for named in content_words(name):
        for said in content_words(text):
            if _akin(said, named):
                found.append(said if said == named else f"{said} ~ {named}")
    return Reason("name", tuple(dict.fromkeys(found))[:MOST_WORDS]) if found else None


def word_reason(text: str, passages: SaidWords, weights: Mapping[str, float]) -> Reason | None:
    """The words of a text that passages say too, from what each concept adds: those that add most."""
    telling = {
        concept: weight
        for concept, weight in weights.items()
        if len(concept) >= SHORTEST_CONCEPT and concept not in EMPTY
    }
    heaviest = shared_words(text, passages, telling)[:MOST_WORDS]
    return Reason("words", tuple(heaviest)) if heaviest else None


def weights_of_shared(space: Space, passages: Iterable[Iterable[str]]) -> dict[str, float]:
    """What the concepts weigh that a text shares with each passage: the rarest and most often shared most."""
    shared = Counter(concept for passage in passages for concept in passage)
    return {concept: space.rarity(concept) * (1 + log(count)) for concept, count in shared.items()}


def passage_reason(passage: CodedText) -> Reason:
    """A coded passage that is like the text."""
    return Reason("passage", (shortened(passage.text, SNIPPET),), passage.place)


def meaning_reason(passage: CodedText | None = None) -> Reason:
    """A coded passage that is near in meaning to the text; the code's name where none is given."""
    if passage is None:
        return Reason("meaning", ())
    return Reason("meaning", (shortened(passage.text, SNIPPET),), passage.place)


def sisters_reason(theme: str) -> Reason:
    """A theme whose passages are like the text."""
    return Reason("sisters", (theme,))


def _akin(said: str, named: str) -> bool:
    ours, theirs = concepts(said), concepts(named)
    if set(ours) & set(theirs) or any(synonyms(base) & set(ours) for base in theirs):
        return True
    return _same_stem(ours[:1], theirs[:1])


def _same_stem(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    beginnings = {word[:SHORTEST_STEM] for word in (*ours, *theirs)}
    return bool(ours and theirs) and len(beginnings) == 1 and len(min(beginnings)) == SHORTEST_STEM
