"""Speed and memory of suggestions in projects of 2,000 to 40,000 coded passages.

The raw limit is scikit-learn's tf-idf over pieces of words of the same passages, without any reason given.
"""

import random
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from qualwb.language import loading
from qualwb.suggest.candidates import find_candidates
from qualwb.suggest.evidence import CodedText, Evidence, TextPlace, UncodedText
from qualwb.suggest.learning.judging import judge
from qualwb.suggest.learning.record import left_out
from qualwb.suggest.mentions import ParsedMentions
from qualwb.suggest.project_turns import SearchedTurn
from qualwb.suggest.ranking import Ranker
from qualwb.suggest.turn_search import TurnSearch
from qualwb.suggest.weights import Weights
from tests.benchmarks.corpus import LargeCorpus, large_project
from tests.benchmarks.measuring import cpu, median_cpu, paired, said_by_process
from tests.peak_memory import peak_memory
from tests.suggest.conftest import shipped_evidence
from tests.suggest.given_meanings import GivenMeanings

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


class PlainTfidf:
    """Passages as vectors of pieces of words, and the closeness of one more to each."""

    def __init__(self, evidence: Evidence) -> None:
        self._vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
        self._matrix: csr_matrix = self._vectorizer.fit_transform(one.text for one in evidence.passages)

    def closeness(self, text: str) -> object:
        return (self._matrix @ self._vectorizer.transform([text]).T).toarray()


@pytest.fixture(scope="module", params=[2_000, 10_000])
def fitted(request: pytest.FixtureRequest) -> tuple[Ranker, PlainTfidf]:
    evidence = grown(request.param)
    return Ranker().fit(evidence), PlainTfidf(evidence)


PASSAGE = shipped_evidence().passages[0].text


def known_meanings(evidence: Evidence) -> GivenMeanings:
    """Vectors as large as those of the bundled encoder, known beforehand."""
    texts = [PASSAGE, *(one.text for one in evidence.passages), *(entry.name for entry in evidence.codes)]
    vectors = np.random.default_rng(3).normal(1, 1, (len(texts), 384))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return GivenMeanings(dict(zip(texts, vectors, strict=True)), 384)


@pytest.mark.parametrize(("passages", "most"), [(2_000, 0.05), (10_000, 0.1)])
def test_suggesting_by_words_and_meaning(passages: int, most: float) -> None:
    """With reasons and vectors known: 50 ms at 2,000 passages, 100 ms at 10,000. Reached are 23 and 38 ms."""
    evidence = grown(passages)
    ranker = Ranker(meanings=known_meanings(evidence)).fit(evidence)
    kinds = {reason.kind for found in ranker.rank(PASSAGE) for reason in found.reasons}
    assert kinds >= {"words", "passage"}, "reasons are part of what is measured"
    spent = median_cpu(lambda: ranker.rank(PASSAGE))
    print(f"\nsuggesting by words and meaning, with reasons: {1000 * spent:.1f} ms")
    assert spent <= most


@pytest.mark.parametrize("passages", [2_000, 10_000])
def test_learning_weights_and_probabilities(passages: int) -> None:
    """So many passages are looked at whatever the size of the project. Reached is 1 s."""
    evidence = grown(passages)
    ranker = Ranker(meanings=known_meanings(evidence)).fit(evidence)
    spent = cpu(lambda: judge(left_out(evidence, ranker.like_it), Weights()))
    print(f"\nlearning weights and probabilities: {spent:.2f} s")
    assert spent <= 4


def test_memory_of_meanings() -> None:
    """Vectors and what is learnt at 10,000 passages take at most 300 MB beside the words."""
    without, with_them = (peak_memory(RANKING, *given) for given in ((), ("meanings",)))
    print(f"\nmemory: {without / 2**20:.0f} MB by words, {with_them / 2**20:.0f} MB with meanings")
    assert with_them - without <= 300 * 2**20


RANKING = """
import sys
from tests.benchmarks.test_suggest_bench import PASSAGE, grown, known_meanings
from qualwb.suggest.learning.judging import judge
from qualwb.suggest.learning.record import left_out
from qualwb.suggest.ranking import Ranker
from qualwb.suggest.weights import Weights

evidence = grown(10_000)
if sys.argv[1:]:
    ranker = Ranker(meanings=known_meanings(evidence)).fit(evidence)
    judge(left_out(evidence, ranker.like_it), Weights())
else:
    ranker = Ranker().fit(evidence)
ranker.rank(PASSAGE)
"""


def test_suggesting(fitted: tuple[Ranker, PlainTfidf]) -> None:
    ranker, plain = fitted
    measured = paired(lambda: ranker.rank(PASSAGE), lambda: plain.closeness(PASSAGE), times=3)
    print(f"\nsuggesting: {measured}")
    assert measured.ratio <= 0.8


def test_learning(fitted: tuple[Ranker, PlainTfidf]) -> None:
    ranker, plain = fitted
    learnt = CodedText(PASSAGE, (ranker.codes[3].name,), TextPlace("Grupp 1", "Ny", 0, len(PASSAGE)))
    measured = paired(lambda: ranker.learn(learnt), lambda: plain.closeness(PASSAGE), times=3)
    print(f"\nlearning: {measured}")
    assert measured.ratio <= 0.8


def test_keeping_up_with_two_acts_against_a_fit() -> None:
    """A coded passage more in the evidence of a project, and gone again."""
    evidence = grown(10_000)
    ranker = Ranker().fit(evidence)
    learnt = CodedText(PASSAGE, (ranker.codes[3].name,), TextPlace("Grupp 1", "Ny", 0, len(PASSAGE)))
    more = replace(evidence, passages=(*evidence.passages, learnt))

    def there_and_back() -> None:
        assert ranker.follow(evidence, more)
        assert ranker.follow(more, evidence)

    measured = paired(there_and_back, lambda: Ranker().fit(more), 3)
    print(f"\nkeeping up: {measured}")
    assert measured.ratio <= 0.05


CODING = """
import statistics, sys, time
from pathlib import Path
from sqlalchemy import select
import textual.app
from qualwb.acts import codings
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.model import Code, Source, Turn
from qualwb.store.project_file import ProjectFile

suggest = lambda *place: None
learn = lambda: None
spent = []
with ProjectFile.open(Path(sys.argv[1])) as project:
    if sys.argv[2:]:
        from qualwb.suggest.suggester import Suggester
        suggester = Suggester(project)
        suggest, learn = suggester.suggest, suggester.learn
    researcher = Researcher(project, "bench")
    with project.reading() as connection:
        code = connection.execute(select(Code.name)).scalars().first()
        turns = select(Source.name, Turn.start, Turn.end).join(Source, Source.id == Turn.source_id)
        places = connection.execute(turns.where(Turn.end - Turn.start > 300)).all()
    for source, start, end in places[:: len(places) // 11]:
        begun = time.thread_time()
        suggest(source, start, start + 1, "")
        spent.append(time.thread_time() - begun)
        learn()
        with project.reading() as connection:
            passage = passage_at(connection, source, start + 10, end - 60)
        codings.apply(researcher, passage, [code])
print(spent[0], statistics.median(spent[1:]))
"""
"""Parts of eleven turns are coded, with suggestions before each where a second argument is given."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> dict[float, Path]:
    folder = tmp_path_factory.mktemp("large")
    paths = {scale: folder / f"{scale}.qwb" for scale in (0.25, 0.5, 1.0)}
    for scale, path in paths.items():
        with large_project(path, scale):
            pass
    return paths


def test_keeping_up_with_each_coding_of_a_large_project(large: dict[float, Path]) -> None:
    """What was coded is read and learnt before each suggestion; that grows no faster than the project.

    The goal is 20 ms at 40,000 passages, of which a busy machine tells the share of the first fit alone.
    """
    kept_up = {}
    for scale, path in large.items():
        fit, kept_up[scale] = map(float, said_by_process(CODING, str(path), "suggest").split())
        print(f"\n{scale}: first fit {fit:.1f} s, keeping up {1000 * kept_up[scale]:.1f} ms")
        assert kept_up[scale] <= 0.008 * fit
    assert kept_up[1.0] <= 4 * kept_up[0.25]


def test_memory_of_suggestions_in_a_large_project(large: dict[float, Path]) -> None:
    """At most 300 MB above the same work without them, at 40,000 passages."""
    without, suggesting = (peak_memory(CODING, str(large[1.0]), *given) for given in ((), ("suggest",)))
    print(f"\nmemory: {without / 2**20:.0f} MB without suggestions, {suggesting / 2**20:.0f} MB with them")
    assert suggesting - without <= 300 * 2**20


def test_fitting() -> None:
    evidence = grown(2_000)
    measured = paired(lambda: Ranker().fit(evidence), lambda: PlainTfidf(evidence), 2)
    print(f"\nfitting: {measured}")
    assert measured.ratio <= 0.8


def test_candidates_of_a_long_transcript() -> None:
    """10,000 words, after parsing; the limit counts their runs of one to three words."""
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

    def count_runs() -> Counter[tuple[str, ...]]:
        runs: Counter[tuple[str, ...]] = Counter()
        for turn in turns:
            said = re.findall(r"\w+", turn.text.lower())
            runs.update(tuple(said[at : at + n]) for n in (1, 2, 3) for at in range(len(said) - n + 1))
        return runs

    assert len(find_candidates(turns, codes=names)) == 20
    measured = paired(lambda: find_candidates(turns, codes=names), count_runs, 3, times=3)
    print(f"\ncandidates: {measured}")
    assert measured.ratio <= 6


REACHED = {"read": 1.5, "kept": 0.18}
"""Candidates beside the pipeline's own time, at most. Reached are 1.32 and .08 to .14; the goals are 1.2 for
texts that are parsed for the first time, and .06 for texts that are kept. The command over 2 million words
that are kept takes 9.3 s, its goal is 10 s."""


def turns_of(sources: int) -> list[UncodedText]:
    """The turns of so many transcripts of 10,000 words."""
    turns = []
    for number, transcript in enumerate(LargeCorpus(sources).transcripts):
        at = 0
        for _speaker, words in transcript:
            turns.append(UncodedText(words, TextPlace("G", f"Källa {number}", at, at + len(words))))
            at += len(words) + 1
    return turns


def test_candidates_beside_the_pipelines_own_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New and kept texts at a quarter, a half and the whole of eight transcripts, words met before."""
    nlp = loading.load()
    ratios: dict[str, list[float]] = {"read": [], "kept": []}
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "before"))
    find_candidates(turns_of(8), mentions=ParsedMentions(turns_of(8)))
    for sources in (2, 4, 8):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / str(sources)))
        turns = turns_of(sources)
        limit = cpu(lambda turns=turns: [0 for _doc in nlp.pipe(turn.text for turn in turns)])
        for state, found in ratios.items():
            ours = cpu(lambda turns=turns: find_candidates(turns, mentions=ParsedMentions(turns)))
            found.append(ours / limit)
            print(f"\n{10_000 * sources} words {state}: {ours:.2f} s, the pipeline {limit:.2f} s")
    for state, most in REACHED.items():
        assert statistics.median(ratios[state]) <= most
        assert ratios[state][-1] <= 1.3 * ratios[state][0]


def many_turns(count: int) -> tuple[SearchedTurn, ...]:
    """So many turns of 5 to 60 words, mixed from shipped passages."""
    chance = random.Random(11)
    words = [word for passage in shipped_evidence().passages for word in passage.text.split()]
    texts = [" ".join(chance.choices(words, k=chance.randint(5, 60))) for _ in range(count)]
    return tuple(
        SearchedTurn(n, n, "D1", text, TextPlace("Grupp", "K", 1000 * n, 1000 * n + len(text)))
        for n, text in enumerate(texts)
    )


class DrawnMeanings:
    """Vectors as long as those of the bundled encoder, drawn by the text: nothing is encoded."""

    encoder = "drawn 1"

    def __init__(self) -> None:
        self._known: dict[str, np.ndarray] = {}

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        for text in texts:
            if text not in self._known:
                row = np.random.default_rng(len(self._known)).standard_normal(384).astype(np.float32)
                self._known[text] = row / np.linalg.norm(row)
        return np.stack([self._known[text] for text in texts])


def test_a_question_and_a_passage_among_ten_thousand_turns() -> None:
    """Processor time of an answer with vectors known: what was made ready before is not counted."""
    turns, meanings = many_turns(10_000), DrawnMeanings()
    search = TurnSearch(turns, meanings)
    question = "Vem ska betala när räkningarna skickas fram och tillbaka?"
    meanings([question, PASSAGE])
    times = {
        "question": median_cpu(lambda: search.answers(question)),
        "passage": median_cpu(lambda: search.like_passage(PASSAGE, ("", 0, 1))),
    }
    print(f"\namong 10,000 turns: {times}")
    assert max(times.values()) < 0.1
