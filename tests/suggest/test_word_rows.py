"""Texts given as rows of words have the vectors that each has by itself."""

import numpy as np
import pytest
from scipy import sparse

from qualwb.suggest.evidence import Evidence
from qualwb.suggest.name_features import Take
from qualwb.suggest.ranking import FEATURES
from qualwb.suggest.vectors import COLUMNS, Features, Space, column
from qualwb.suggest.word_rows import ROWS_A_BLOCK, Words


def unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ matrix)


@pytest.mark.parametrize(("features", "take"), FEATURES, ids=["pieces", "words"])
def test_rows_give_the_vectors_of_each_text(seminars: Evidence, features: Features, take: Take) -> None:
    texts = ["", "Mm.", *(p.text for p in seminars.passages), *(turn.text for turn in seminars.uncoded), ""]
    texts += texts
    assert len(texts) > 2 * ROWS_A_BLOCK
    one, other = Space(features), Space(features)
    counted = [features(text) for text in texts]
    one.fit(counted)
    words = Words([take])
    rows = words.rows(texts)
    other.learn(words.features[0].spread(rows))
    assert one.rarity("syfte") == other.rarity("syfte") < one.rarity("aldrig sagt")
    singly = one.matrix(counted)
    together = unit(sparse.vstack(list(map(other.weigh, words.features[0].spread(rows)))))
    assert singly.shape == together.shape == (len(texts), COLUMNS)
    assert abs(singly - together).max() < 1e-6


def test_a_word_that_is_said_again_counts_less_and_new_words_get_new_numbers() -> None:
    words = Words([lambda word: (word,)])
    first = words.rows(["Katten katten hunden"])
    later = words.rows(["hunden hästen", ""])
    assert list(words) == ["katten", "hunden", "hästen"]
    np.testing.assert_allclose(first.toarray(), [[1 + np.log(2), 1]], rtol=1e-6)
    np.testing.assert_allclose(later.toarray(), [[0, 1, 1], [0, 0, 0]])


def test_features_in_one_column_weigh_together() -> None:
    seen: dict[int, str] = {}
    number = 0
    while (at := column(word := f"ord{chr(97 + number % 26)}{number}")) not in seen:
        seen[at] = word
        number += 1
    takes: dict[str, tuple[str, ...]] = {"katten": ("x", seen[at]), "hunden": (word, "x")}
    words = Words([lambda word: takes[word]])
    (block,) = words.features[0].spread(words.rows(["hunden katten hunden"]))
    said_twice = 1 + np.log(2)
    assert dict(zip(block.indices.tolist(), block.data.tolist(), strict=True)) == pytest.approx(
        {at: 1 + said_twice, column("x"): 1 + said_twice}
    )


def test_words_and_features_weigh_each_other_alike() -> None:
    """What words weigh by their features is the transpose of what features weigh by their words."""
    words = Words([take for _features, take in FEATURES])
    words.rows(["Cheferna och chefen i verksamheten", "Missbruksvården"])
    chance = np.random.default_rng(1)
    for features in words.features:
        of_features = chance.random(COLUMNS, dtype=np.float32)
        of_words = chance.random(len(list(words)), dtype=np.float32)
        one = of_words @ features.towards(of_features)
        other = features.from_words(of_words) @ of_features
        assert one == pytest.approx(float(other), rel=1e-5)


def test_no_texts_are_no_rows() -> None:
    words = Words([take for _features, take in FEATURES])
    rows = words.rows([])
    assert rows.shape == (0, 0)
    assert all(list(features.spread(rows)) == [] for features in words.features)
