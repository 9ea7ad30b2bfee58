"""A code's name as features: its words, the words that can stand for them, and its rule when asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from qualwb.suggest.features import concepts, content_words
from qualwb.suggest.synonyms import synonyms

Take = Callable[[str], tuple[str, ...]]


def features_of_name(
    name: str, take: Take, *, synonym: float, rule: str = "", rule_weight: float = 0.0
) -> dict[str, float]:
    """The features of a name, each with the weight of the nearest word that has it.

    A word of the name itself weighs 1, a synonym ``synonym``, a word of the rule ``rule_weight``.
    """
    weighed: defaultdict[str, float] = defaultdict(float)
    named = content_words(name)
    others = (other for word in named for base in concepts(word) for other in synonyms(base))
    for words, weight in ((named, 1.0), (others, synonym), (content_words(rule), rule_weight)):
        if weight:
            _weigh(weighed, words, take, weight)
    return weighed


def _weigh(weighed: defaultdict[str, float], words: Iterable[str], take: Take, weight: float) -> None:
    for word in words:
        for feature in take(word):
            weighed[feature] = max(weighed[feature], weight)
