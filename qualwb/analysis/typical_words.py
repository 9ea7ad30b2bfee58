"""Words typical of a part of the talk: said there more often than in the rest, or more seldom.

How much is told by the log-likelihood ratio G2 (Dunning 1993, Computational Linguistics 19), as Rayson and
Garside (2000) compare two corpora with it: chance goes beyond 3.84 once in twenty words, beyond 15.13 once in
ten thousand. A word that is more seldom in the part has a minus before it.
"""

from dataclasses import replace
from math import log

from qualwb.analysis.word_frequencies import WordFrequencies, WordFrequency
from qualwb.localization import gettext as _


def log_likelihood(here: int, words: int, elsewhere: int, words_elsewhere: int) -> float | None:
    """G2 of a word that is said ``here`` times among so many words, and in the rest; None without a rest."""
    if not words or not words_elsewhere:
        return None
    share = (here + elsewhere) / (words + words_elsewhere)
    told = ((here, words * share), (elsewhere, words_elsewhere * share))
    ratio = 2 * sum(seen * log(seen / expected) for seen, expected in told if seen)
    return ratio if here / words >= elsewhere / words_elsewhere else -ratio


def beside_the_rest(part: WordFrequencies, whole: WordFrequencies) -> WordFrequencies:
    """The words of a part of the talk, each with how often it is said in the rest and how typical it is."""
    said = {one.word: one.count for one in whole.words}
    rest = whole.total - part.total

    def beside(one: WordFrequency) -> WordFrequency:
        elsewhere = max(said.get(one.word, one.count) - one.count, 0)
        return replace(
            one,
            elsewhere=1000 * elsewhere / rest if rest > 0 else None,
            typical=log_likelihood(one.count, part.total, elsewhere, max(rest, 0)),
        )

    note = _(
        "Elsewhere: per 1000 words of the rest. Typical: log-likelihood ratio G2 against the rest (Dunning"
        " 1993); chance goes beyond 3.84 in one word of twenty, with a minus it is more seldom here."
    )
    return replace(part, words=tuple(map(beside, part.words)), notes=(*part.notes, note))
