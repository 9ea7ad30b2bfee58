"""Whole words that a text and others say, in the forms in which they are said: a reader can find them there.

What texts are compared by are base forms and parts of compounds, and some of those are said by nobody:
'ensam' is a part of 'gemensam' to who takes words apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualwb.suggest.features import concepts, content_words


class SaidWords:
    """The words of some texts, by what they hold."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_base: dict[str, dict[str, None]] = {}
        self._by_part: dict[str, dict[str, None]] = {}
        for text in texts:
            for word in content_words(text):
                for base in concepts(word)[:1]:
                    self._by_base.setdefault(base, {})[word] = None
                for part in concepts(word)[1:]:
                    self._by_part.setdefault(part, {})[word] = None

    def like(self, word: str, concept: str) -> str | None:
        """The word said that holds a concept: the same word, else a form of the concept, else a compound."""
        found = self._by_base.get(concept, {}) | self._by_part.get(concept, {})
        return word if word in found else next(iter(found), None)


def shared_words(text: str, others: SaidWords, weights: Mapping[str, float]) -> list[str]:
    """The words of a text that others say too, heaviest first; 'word ~ other' where it is another there.

    ``weights`` tell what each concept of the text weighs; what weighs nothing is passed over.
    """
    told: dict[str, tuple[float, str]] = {}
    for word in content_words(text):
        held = [c for c in concepts(word) if weights.get(c, 0) > 0]
        base, weight = concepts(word)[:1], sum(weights[concept] for concept in held)
        heaviest = sorted(held, key=lambda concept: -weights[concept])
        there = next(filter(None, (others.like(word, concept) for concept in heaviest)), None)
        if there is not None and (base[0] not in told or there == word):
            told[base[0]] = weight, word if there == word else f"{word} ~ {there}"
    return [words for _weight, words in sorted(told.values(), key=lambda one: (-one[0], one[1]))]
