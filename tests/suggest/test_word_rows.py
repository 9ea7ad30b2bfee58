"""Texts given as rows of words have the vectors that each has by itself."""

import numpy as np
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from qualwb.suggest.evidence import Evidence
from qualwb.suggest.features import words_of
from qualwb.suggest.name_features import Take
from qualwb.suggest.ranking import FEATURES
from qualwb.suggest.vectors import COLUMNS, Features, Space, column
from qualwb.suggest.word_rows import ROWS_A_BLOCK, Words

pytestmark = pytest.mark.file_only


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
    weighed = list(words.features[0].weighed(rows))
    together = unit(sparse.vstack([other.weigh(found) for found, _terms in weighed]))
    terms = sparse.vstack([terms for _found, terms in weighed])
    from_terms = sparse.vstack(list(words.features[0].features_of(terms, ROWS_A_BLOCK)))
    assert singly.shape == together.shape == from_terms.shape == (len(texts), COLUMNS)
    assert abs(singly - together).max() < 1e-6
    assert abs(singly - unit(other.weigh(from_terms))).max() < 1e-6


def test_words_are_counted_and_new_words_get_new_numbers() -> None:
    words = Words([lambda word: (word,)])
    first = words.rows(["Katten katten hunden"])
    later = words.rows(["hunden hästen", ""])
    assert list(words) == ["katten", "hunden", "hästen"]
    np.testing.assert_allclose(first.toarray(), [[2, 1]])
    np.testing.assert_allclose(later.toarray(), [[0, 1, 1], [0, 0, 0]])


def test_a_feature_that_several_words_have_is_damped_as_one_that_occurs_again() -> None:
    """'mål' thrice and 'målet' once: the part they share weighs 1 + ln 4, their own 1 + ln 3 and 1."""
    takes = {"mål": ("mål", "bara mål"), "målet": ("mål", "bara målet")}
    words = Words([lambda word: takes[word]])
    ((features, terms),) = words.features[0].weighed(words.rows(["Mål mål mål målet"]))
    expected = {"mål": 1 + np.log(4), "bara mål": 1 + np.log(3), "bara målet": 1}
    for name, weight in expected.items():
        assert features[0, column(name)] == pytest.approx(weight)
    less = 1 + np.log(4) - (1 + np.log(3) + 1)
    assert terms[0, column("mål")] == pytest.approx(less)
    assert terms[0, [COLUMNS, COLUMNS + 1]].toarray() == pytest.approx(np.array([[1 + np.log(3), 1]]))
    assert terms.nnz == 3, "what no two words share needs no correction"


def test_features_in_one_column_count_together() -> None:
    seen: dict[int, str] = {}
    number = 0
    while (at := column(word := f"ord{chr(97 + number % 26)}{number}")) not in seen:
        seen[at] = word
        number += 1
    takes: dict[str, tuple[str, ...]] = {"katten": ("x", seen[at]), "hunden": (word, "x")}
    words = Words([lambda word: takes[word]])
    (block,) = words.features[0].spread(words.rows(["hunden katten hunden"]))
    assert dict(zip(block.indices.tolist(), block.data.tolist(), strict=True)) == {at: 3, column("x"): 3}


def test_terms_and_features_weigh_each_other_alike() -> None:
    """What terms weigh by their features is the transpose of what features weigh by their terms."""
    words = Words([take for _features, take in FEATURES])
    words.rows(["Cheferna och chefen i verksamheten", "Missbruksvården"])
    chance = np.random.default_rng(1)
    for features in words.features:
        of_features = chance.random(COLUMNS, dtype=np.float32)
        of_terms = chance.random(COLUMNS + len(list(words)), dtype=np.float32)
        one = of_terms @ features.towards(of_features)
        other = features.from_terms(of_terms) @ of_features
        assert one == pytest.approx(float(other), rel=1e-5)


def test_no_texts_are_no_rows() -> None:
    words = Words([take for _features, take in FEATURES])
    rows = words.rows([])
    assert rows.shape == (0, 0)
    assert all(list(features.spread(rows)) == [] for features in words.features)
    assert all(list(features.weighed(rows)) == [] for features in words.features)


def test_weights_are_those_of_scikit_learn() -> None:
    """Where no two features share a column."""
    texts = ["mål syfte mål", "syfte möte", "lön lön lön möte", ""]
    space = Space(words_of)
    counted = [words_of(text) for text in texts]
    space.fit(counted)
    vectorizer = TfidfVectorizer(analyzer=str.split, sublinear_tf=True)
    theirs = vectorizer.fit_transform(texts)
    places = [column(word) for word in vectorizer.get_feature_names_out()]
    assert len(set(places)) == len(places) == 4
    np.testing.assert_allclose(space.matrix(counted)[:, places].toarray(), theirs.toarray(), atol=1e-6)
