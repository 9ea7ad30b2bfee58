"""Simple ways to rank codes for a passage, to measure the suggester against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy import sparse

from qualwb.suggest.arrays import Numbers
from qualwb.suggest.evidence import CodedText, Evidence
from qualwb.suggest.features import content_words, pieces_of, words_of
from qualwb.suggest.membership import membership, passages_of
from qualwb.suggest.vectors import COLUMNS, Features

Baseline = Callable[[Evidence, Sequence[str]], Numbers]
"""From evidence and texts to a score for each text (row) and code (column)."""

K1, B = 1.2, 0.75
"""Robertson & Zaragoza 2009, the usual constants of BM25."""


def most_frequent(evidence: Evidence, texts: Sequence[str]) -> Numbers:
    """Codes by how many passages have them, whatever the text."""
    counts = Counter(code for passage in evidence.passages for code in passage.codes)
    return np.tile([float(counts[entry.name]) for entry in evidence.codes], (len(texts), 1))


def centroid(features: Features, name_weight: float = 0.0) -> Baseline:
    """Cosine with the mean of a code's passages, plus that with its name times a weight."""

    def scores(evidence: Evidence, texts: Sequence[str]) -> Numbers:
        from sklearn.preprocessing import normalize

        passages, names, asked = _matrices(features, evidence, texts)
        codes = [entry.name for entry in evidence.codes]
        member = membership(passages_of(codes, evidence.passages), len(evidence.passages))
        towards = normalize(member @ passages) + name_weight * names
        return np.asarray((asked @ towards.T).toarray())

    return scores


def name_alone(features: Features) -> Baseline:
    """Cosine with the code's name."""

    def scores(evidence: Evidence, texts: Sequence[str]) -> Numbers:
        _passages, names, asked = _matrices(features, evidence, texts)
        return np.asarray((asked @ names.T).toarray())

    return scores


def bm25(evidence: Evidence, texts: Sequence[str]) -> Numbers:
    """The best BM25 score of the text's words with any passage of the code."""
    counted = [content_words(passage.text) for passage in evidence.passages]
    found = np.zeros((len(texts), len(evidence.codes)))
    if not counted:
        return found
    mean = sum(c.total() for c in counted) / len(counted) or 1.0
    seen = Counter(word for c in counted for word in c)
    codes = {entry.name: n for n, entry in enumerate(evidence.codes)}
    for row, text in enumerate(texts):
        asked = content_words(text)
        for passage, words in zip(evidence.passages, counted, strict=True):
            score = _bm25(asked, words, seen, len(counted), mean)
            for code in passage.codes:
                found[row, codes[code]] = max(found[row, codes[code]], score)
    return found


def _bm25(
    asked: Mapping[str, int], words: Counter[str], seen: Mapping[str, int], count: int, mean: float
) -> float:
    long = K1 * (1 - B + B * words.total() / mean)
    return sum(
        float(np.log(1 + (count - seen[word] + 0.5) / (seen[word] + 0.5)))
        * words[word]
        * (K1 + 1)
        / (words[word] + long)
        for word in asked
        if word in words
    )


def _matrices(
    features: Features, evidence: Evidence, texts: Sequence[str]
) -> tuple[sparse.csr_matrix, sparse.csr_matrix, sparse.csr_matrix]:
    """Passages, names and texts as scikit-learn weighs them by tf-idf."""
    from sklearn.feature_extraction import FeatureHasher
    from sklearn.feature_extraction.text import TfidfTransformer

    hasher = FeatureHasher(COLUMNS, dtype=np.float32, alternate_sign=False)
    passages, names, asked = (
        hasher.transform(features(text) for text in found)
        for found in (
            [passage.text for passage in evidence.passages],
            [entry.name for entry in evidence.codes],
            texts,
        )
    )
    weighing = TfidfTransformer().fit(sparse.vstack([passages, names]))
    return weighing.transform(passages), weighing.transform(names), weighing.transform(asked)


BASELINES: dict[str, Baseline] = {
    "most frequent": most_frequent,
    "tf-idf words": centroid(words_of),
    "character n-grams": centroid(pieces_of),
    "bm25": bm25,
    "character n-grams + name": centroid(pieces_of, 1.0),
    "name alone, character n-grams": name_alone(pieces_of),
}


def passages_by_code(evidence: Evidence) -> dict[str, list[CodedText]]:
    """The passages of each code that has any."""
    found: dict[str, list[CodedText]] = {}
    for passage in evidence.passages:
        for code in passage.codes:
            found.setdefault(code, []).append(passage)
    return found
