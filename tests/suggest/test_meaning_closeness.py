"""What texts mean as evidence for codes: by hand, learnt and forgotten exactly, neutral while unknown."""

from random import Random

import numpy as np
import pytest

from qualwb.suggest.evidence import CodedText, Evidence, KnownCode, Refusal, TextPlace
from qualwb.suggest.meaning_closeness import MeaningCloseness, NamedLabels
from qualwb.suggest.ranking import Ranker
from qualwb.suggest.weights import KINDS, VIEWS
from tests.suggest.given_meanings import GivenMeanings, ScatteredMeanings

pytestmark = pytest.mark.file_only

NAMES = NamedLabels(("resor", "pengar"), ("", ""), 0.5, 2)
ROOT = 1 / np.sqrt(2)


def test_closeness_by_hand() -> None:
    """Two passages at right angles: less their mean (.5, .5) they point opposite ways, as do the names."""
    given = {"tåg": (1, 0), "lön": (0, 1), "buss": (1, 0), "resor": (1, 0), "pengar": (0, 1)}
    closeness = MeaningCloseness(GivenMeanings(given), NAMES)
    closeness.add(["tåg", "lön"], [[0], [1]])
    by_passages, by_names = closeness.measure("buss")
    assert by_passages == pytest.approx([1, -1])
    assert by_names == pytest.approx([1, -1])
    assert closeness.likeness("buss") == pytest.approx([1, -1])


def test_the_cosine_is_with_the_sum_of_a_codes_passages() -> None:
    given = {"tåg": (1, 0), "resa": (ROOT, ROOT), "båt": (0, 1), "lön": (-ROOT, ROOT), "buss": (1, 0)}
    closeness = MeaningCloseness(GivenMeanings(given), NAMES)
    closeness.add(["tåg", "resa", "lön", "båt"], [[0], [0], [1], []])
    centre = np.mean([given[text] for text in ("tåg", "resa", "lön", "båt")], axis=0)
    own = np.array(given["tåg"]) + given["resa"] - 2 * centre
    text = np.array(given["buss"]) - centre
    expected = own @ text / np.linalg.norm(own) / np.linalg.norm(text)
    assert closeness.measure("buss")[0][0] == pytest.approx(expected)


def test_a_text_that_is_not_known_says_nothing() -> None:
    given = GivenMeanings({"tåg": (1, 0), "lön": (0, 1), "resor": (1, 0)})
    closeness = MeaningCloseness(given, NAMES)
    closeness.add(["tåg", "lön", "okänd"], [[0], [1], [0, 1]])
    assert not any(part.any() for part in closeness.measure("något"))
    known = MeaningCloseness(given, NAMES)
    known.add(["tåg", "lön"], [[0], [1]])
    np.testing.assert_array_equal(closeness.measure("tåg")[0], known.measure("tåg")[0])
    assert closeness.measure("tåg")[1][1] == 0, "a name without a vector"


def test_what_becomes_known_counts_as_if_it_always_had() -> None:
    vectors = {"tåg": (1, 0), "lön": (0, 1), "resor": (1, 0), "pengar": (0, 1), "hyra": (-ROOT, ROOT)}
    late = GivenMeanings({"tåg": (1, 0)})
    closeness = MeaningCloseness(late, NAMES)
    closeness.add(["tåg", "lön", "hyra"], [[0], [1], [1]])
    assert not closeness.ask_again()
    late.vectors = GivenMeanings(vectors).vectors
    assert closeness.ask_again()
    at_once = MeaningCloseness(GivenMeanings(vectors), NAMES)
    at_once.add(["tåg", "lön", "hyra"], [[0], [1], [1]])
    for text in vectors:
        np.testing.assert_allclose(closeness.measure(text), at_once.measure(text), atol=1e-12)


def test_a_refusal_whose_meaning_is_not_known_yet_counts_once_it_is() -> None:
    vectors = {"tåg": (1, 0), "lön": (0, 1), "resor": (1, 0), "pengar": (0, 1), "buss": (1, 0)}
    at_once, later = GivenMeanings(vectors), GivenMeanings({**vectors, "buss": (0, 0)})
    known, waiting = MeaningCloseness(at_once, NAMES), MeaningCloseness(later, NAMES)
    for closeness in (known, waiting):
        closeness.add(["tåg", "lön"], [[0], [1]])
        closeness.refuse("buss", 0)
    later.vectors["buss"] = at_once.vectors["buss"]
    assert waiting.ask_again()
    np.testing.assert_array_equal(waiting.measure("tåg")[0], known.measure("tåg")[0])
    assert waiting.ask_again()
    np.testing.assert_array_equal(waiting.measure("tåg")[0], known.measure("tåg")[0])


def test_a_refused_text_speaks_against_a_code() -> None:
    given = {"tåg": (1, 0), "lön": (0, 1), "buss": (ROOT, ROOT), "resor": (1, 0), "pengar": (0, 1)}
    before, after = (MeaningCloseness(GivenMeanings(given), NAMES) for _ in range(2))
    for closeness in (before, after):
        closeness.add(["tåg", "lön"], [[0], [1]])
    after.refuse("tåg", 0)
    assert after.measure("tåg")[0][0] == pytest.approx(before.measure("tåg")[0][0] / 2)
    assert after.measure("tåg")[0][1] == before.measure("tåg")[0][1]


@pytest.mark.parametrize("seed", range(6))
def test_learning_and_forgetting_equals_fitting_anew(seed: int) -> None:
    chance = Random(seed)
    texts = [f"passage {n} {chance.random()}" for n in range(40)]
    meanings = ScatteredMeanings(without=texts[::7])
    labels = {text: sorted({chance.randrange(2) for _ in range(chance.randrange(3))}) for text in texts}
    stepwise = MeaningCloseness(meanings, NAMES)
    rows = {}
    for text in texts:
        stepwise.add([text], [labels[text]])
        rows[text] = len(rows)
    gone = chance.sample(texts, 15)
    for text in gone:
        stepwise.remove(rows[text])
    left = [text for text in texts if text not in gone]
    fresh = MeaningCloseness(meanings, NAMES)
    fresh.add(left, [labels[text] for text in left])
    for text in (*texts[:5], "ny"):
        np.testing.assert_allclose(stepwise.measure(text), fresh.measure(text), atol=1e-9)
        np.testing.assert_allclose(
            stepwise.likeness(text)[[rows[one] for one in left]], fresh.likeness(text), atol=1e-6
        )


CODES = (KnownCode("resor", ("Vardag",)), KnownCode("pengar"), KnownCode("mat", ("Vardag",)))


def coded(text: str, n: int, *codes: str) -> CodedText:
    return CodedText(text, codes, TextPlace("A", "A", 100 * n, 100 * n + len(text)))


EVIDENCE = Evidence(
    CODES,
    tuple(
        coded(text, n, *codes)
        for n, (text, codes) in enumerate(
            {"tåg": ("resor",), "lön": ("pengar",), "soppa": ("mat",), "flyg": ("resor", "pengar")}.items()
        )
    ),
    refused=(Refusal("bröd", "pengar", TextPlace("A", "A", 900, 904)),),
)


def test_hiding_a_passage_is_as_if_it_were_not_there() -> None:
    meanings = ScatteredMeanings()
    whole = Ranker(meanings=meanings).fit(EVIDENCE)
    for passage in EVIDENCE.passages:
        others = tuple(one for one in EVIDENCE.passages if one is not passage)
        without = Ranker(meanings=meanings).fit(Evidence(CODES, others, refused=EVIDENCE.refused))
        np.testing.assert_allclose(
            whole.measure("buss", passage.place).parts[-1], without.measure("buss").parts[-1], atol=1e-9
        )


def test_the_ranker_learns_meaning_as_a_fit_would_know_it() -> None:
    meanings = ScatteredMeanings()
    whole = Ranker(meanings=meanings).fit(EVIDENCE)
    learning = Ranker(meanings=meanings).fit(Evidence(CODES, EVIDENCE.passages[:1]))
    for passage in EVIDENCE.passages[1:]:
        learning.learn(passage)
    learning.learn(coded("hyra", 8, "pengar"))
    learning.forget(TextPlace("A", "A", 800, 804))
    learning.refuse("bröd", "pengar")
    np.testing.assert_allclose(learning.measure("buss").parts[-1], whole.measure("buss").parts[-1], atol=1e-9)
    assert whole.measure("buss").parts.shape == (len(VIEWS), len(KINDS), len(CODES))
    assert whole.measure("buss").parts[-1, 2, 1] == 0, "a code without a theme has no sisters"


def test_without_meanings_only_words_speak() -> None:
    assert not Ranker().fit(EVIDENCE).measure("tåg").parts[-1].any()
    silent = Ranker(meanings=GivenMeanings({})).fit(EVIDENCE)
    np.testing.assert_array_equal(silent.scores("tåg"), Ranker().fit(EVIDENCE).scores("tåg"))


def test_another_encoder_has_other_vectors_of_another_size() -> None:
    """A ranker is fitted with one encoder's vectors; another's are those of another ranker."""
    for dimensions in (3, 8):
        ranker = Ranker(meanings=ScatteredMeanings(dimensions)).fit(EVIDENCE)
        assert ranker.rank("tåg")[0].code == "resor"


def test_rules_count_only_when_asked_for() -> None:
    rule = "när de talar om lagen"
    codes = (KnownCode("sekretess", rule=rule), KnownCode("pengar"))
    meanings = GivenMeanings({"sekretess": (1, 0), rule: (0, 1), "pengar": (1, 0), "text": (0, 1)})
    plain, with_rules = (
        Ranker(meanings=meanings, with_definitions=asked).fit(Evidence(codes)).measure("text").parts[-1, 1]
        for asked in (False, True)
    )
    assert with_rules[0] > plain[0]
