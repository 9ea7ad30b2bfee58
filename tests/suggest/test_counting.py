"""Many texts counted at once give the vectors that each gives by itself."""

import numpy as np
import pytest
from scipy import sparse

from qualwb.suggest.counting import Counting
from qualwb.suggest.evidence import Evidence
from qualwb.suggest.name_features import Take
from qualwb.suggest.ranking import FEATURES
from qualwb.suggest.vectors import COLUMNS, Features, Space, column


@pytest.mark.parametrize(("features", "take"), FEATURES, ids=["pieces", "words"])
def test_blocks_give_the_vectors_of_each_text(seminars: Evidence, features: Features, take: Take) -> None:
    texts = ["", "Mm.", *(p.text for p in seminars.passages), *(turn.text for turn in seminars.uncoded), ""]
    texts += texts  # more than one block
    one, other = Space(features), Space(features)
    counted = [features(text) for text in texts]
    one.fit(counted)
    blocks = [block.counts[0] for block in Counting([take]).blocks(texts)]
    other.learn(blocks)
    assert len(blocks) > 1
    singly, together = one.matrix(counted), sparse.vstack(list(map(other.weigh, blocks)))
    assert singly.shape == together.shape
    np.testing.assert_array_equal(singly.indptr, together.indptr)
    np.testing.assert_array_equal(singly.indices, together.indices)
    np.testing.assert_array_equal(singly.data, together.data)


def test_of_two_features_in_one_column_the_first_counts() -> None:
    seen: dict[int, str] = {}
    number = 0
    while (at := column(word := f"ord{chr(97 + number % 26)}{number}")) not in seen:
        seen[at] = word
        number += 1
    earlier, later = seen[at], word
    given = {earlier: ("x", earlier), later: (later, "x")}
    (block,) = Counting([lambda word: given.get(word, ())]).blocks([f"{later} {earlier} {later}"])
    row = block.counts[0]
    assert row.shape == (1, COLUMNS)
    assert dict(zip(row.indices.tolist(), row.data.tolist(), strict=True)) == {at: 2.0, column("x"): 3.0}


def test_no_texts_are_no_blocks() -> None:
    assert list(Counting([take for _features, take in FEATURES]).blocks([])) == []
