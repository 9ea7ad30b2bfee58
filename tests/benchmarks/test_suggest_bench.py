"""Speed of suggestions in projects of 2,000 and 10,000 coded passages."""

import random
from typing import Any

import pytest

from qualwb.suggest.candidates import find_candidates
from qualwb.suggest.evidence import CodedText, Evidence, TextPlace, UncodedText
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
def ranker(request: pytest.FixtureRequest) -> tuple[int, Ranker]:
    return request.param, Ranker().fit(grown(request.param))


PASSAGE = shipped_evidence().passages[0].text


def test_suggesting(benchmark: Any, ranker: tuple[int, Ranker]) -> None:
    passages, fitted = ranker
    found = benchmark.pedantic(fitted.rank, args=(PASSAGE,), rounds=15, warmup_rounds=2)
    assert found
    assert benchmark.stats.stats.median < (0.05 if passages == 2_000 else 0.15)


def test_learning(benchmark: Any, ranker: tuple[int, Ranker]) -> None:
    passages, fitted = ranker
    code = fitted.codes[3].name
    learnt = CodedText(PASSAGE, (code,), TextPlace("Grupp 1", "Ny", 0, len(PASSAGE)))
    benchmark.pedantic(fitted.learn, args=(learnt,), rounds=15, warmup_rounds=2)
    assert benchmark.stats.stats.median < (0.02 if passages == 2_000 else 0.1)


def test_candidates_of_a_long_transcript(benchmark: Any) -> None:
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
    found = benchmark.pedantic(find_candidates, args=(turns,), kwargs={"codes": names}, rounds=3)
    assert len(found) == 20
    assert benchmark.stats.stats.median < 2.0


def test_fitting(benchmark: Any) -> None:
    evidence = grown(2_000)
    benchmark.pedantic(lambda: Ranker().fit(evidence), rounds=2)
    assert benchmark.stats.stats.median < 10
