"""Speed of suggestions in projects of 2,000 and 10,000 coded passages, as ratios of CPU time.

The limit is what no way round it can do without: one product of a passage with all others, taking the
features out of the texts once, or a fit from scratch.
"""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any

import pytest

from qualwb.suggest.candidates import find_candidates
from qualwb.suggest.evidence import CodedText, Evidence, TextPlace, UncodedText
from qualwb.suggest.features import concepts_of, pieces_of
from qualwb.suggest.mentions import mentions_in_words
from qualwb.suggest.ranking import Ranker
from tests.suggest.conftest import shipped_evidence

pytestmark = pytest.mark.bench


def grown(passages: int) -> Evidence:
    """As many passages of 60 to 120 words as asked for, each mixed from two shipped passages; 60 codes."""
    chance = random.Random(7)
    shipped = shipped_evidence()
    words = [passage.text.split() for passage in shipped.passages]
    mixed = []
    for n in range(passages):
        one, other = chance.randrange(len(words)), chance.randrange(len(words))
        text = " ".join(chance.sample(words[one] * 2, min(60, len(words[one]))) + words[other][:60])
        place = TextPlace(f"Grupp {n % 5 + 1}", f"Källa {n % 5 + 1}", 1000 * n, 1000 * n + len(text))
        mixed.append(CodedText(text, shipped.passages[one].codes, place))
    return Evidence(shipped.codes, tuple(mixed), shipped.uncoded)


@pytest.fixture(scope="module", params=[2_000, 10_000])
def evidence(request: pytest.FixtureRequest) -> Evidence:
    return grown(request.param)


@pytest.fixture(scope="module")
def ranker(evidence: Evidence) -> Ranker:
    return Ranker().fit(evidence)


PASSAGE = shipped_evidence().passages[0].text
LEARNT = CodedText(PASSAGE, (shipped_evidence().codes[3].name,), TextPlace("Grupp 1", "Ny", 0, len(PASSAGE)))


def seconds(call: Callable[[], Any]) -> float:
    """The CPU time of one call."""
    begun = time.process_time()
    call()
    return time.process_time() - begun


def compare(
    name: str, ours: Callable[[], Any], limit: Callable[[], Any], most: float, times: int = 15
) -> None:
    """Print the median ratio of paired calls and hold it to ``most``."""
    ours(), limit()
    pairs = [(seconds(ours), seconds(limit)) for _ in range(times)]
    ratio = median(mine / theirs for mine, theirs in pairs)
    mine, theirs = (1000 * median(column) for column in zip(*pairs, strict=True))
    print(f"{name}: {mine:.1f} ms, limit {theirs:.1f} ms, ratio {ratio:.3f} (at most {most})")
    assert ratio <= most


def products(ranker: Ranker) -> None:
    """The likeness of a passage to all others, in each view, and nothing more."""
    for view in ranker._views:
        view.rows.likeness(view.space.vector(view.space.features(PASSAGE)))


def test_suggesting(ranker: Ranker) -> None:
    compare(
        "suggesting, against the products alone", lambda: ranker.rank(PASSAGE), lambda: products(ranker), 3
    )


def test_learning(evidence: Evidence, ranker: Ranker) -> None:
    def there_and_back() -> None:
        ranker.learn(LEARNT)
        ranker.forget(LEARNT.place)

    compare("learning and forgetting, against a fit", there_and_back, lambda: Ranker().fit(evidence), 0.02, 3)


def test_keeping_up(evidence: Evidence) -> None:
    """One more coded passage in the evidence of a project."""
    ranker = Ranker().fit(evidence)
    more = replace(evidence, passages=(*evidence.passages, LEARNT))

    def there_and_back() -> None:
        ranker.update(more)
        ranker.update(evidence)

    spaces = ranker.spaces
    compare("keeping up with two acts, against a fit", there_and_back, lambda: Ranker().fit(more), 0.02, 3)
    assert ranker.spaces[0] is spaces[0]


def test_fitting(evidence: Evidence) -> None:
    texts = [one.text for one in (*evidence.passages, *evidence.uncoded)]

    def features() -> None:
        for text in texts:
            pieces_of(text), concepts_of(text)

    compare("fitting, against taking the features", lambda: Ranker().fit(evidence), features, 3, 3)


def test_candidates_of_a_long_transcript() -> None:
    """10,000 words, after parsing."""
    shipped = shipped_evidence()
    turns: list[UncodedText] = []
    words = 0
    for turn in (*shipped.uncoded, *(UncodedText(p.text, p.place) for p in shipped.passages)):
        turns.append(turn)
        words += len(turn.text.split())
        if words >= 10_000:
            break
    assert words >= 10_000
    names = [entry.name for entry in shipped.codes]
    assert len(find_candidates(turns, codes=names)) == 20
    compare(
        "candidates, against finding the words",
        lambda: find_candidates(turns, codes=names),
        lambda: [mentions_in_words(turn.text) for turn in turns],
        3,
        3,
    )
