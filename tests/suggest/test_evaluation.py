"""The honest evaluation: what is left out is unknown, and the figures are those of the definitions."""

import numpy as np
import pytest

from qualwb.suggest.baselines import bm25
from qualwb.suggest.evaluation import CannotEvaluate, evaluate
from qualwb.suggest.evidence import CodedText, Evidence, KnownCode, Refusal, TextPlace, UncodedText
from qualwb.suggest.figures import Bin, Gain, Interval, Reliability, Score, interval_of_mean
from qualwb.suggest.left_out_groups import LeftOutGroups, one_group_out
from qualwb.suggest.ranks import ranks_of_best
from qualwb.suggest.weights import Weights
from tests.suggest.given_meanings import ScatteredMeanings

pytestmark = pytest.mark.file_only


def coded(text: str, group: str, *codes: str, start: int = 0) -> CodedText:
    return CodedText(text, codes, TextPlace(group, group, start, start + len(text)))


SMALL = Evidence(
    (KnownCode("sekretess"), KnownCode("pengar"), KnownCode("mandat")),
    (
        coded("Vi får inte läsa journalen för sekretessen", "A", "sekretess"),
        coded("Vem ska betala provet", "A", "pengar", start=100),
        coded("Journalen är stängd för oss", "B", "sekretess"),
        coded("Det handlar om pengar och om mandat", "B", "pengar", "mandat", start=100),
    ),
    (UncodedText("Kaffet är slut", TextPlace("A", "A", 900, 914)),),
)


def test_score_of_ranks() -> None:
    score = Score.of(np.array([1.0, 2.0, 4.0, 10.0]))
    assert score == Score(pytest.approx((1 + 0.5 + 0.25 + 0.1) / 4), 0.25, 0.5, 0.75)


def test_ties_share_their_mean_place_and_the_best_right_code_counts() -> None:
    scores = np.array([[0.5, 0.5, 0.9, 0.1]] * 3 + [[0.0] * 4])
    right = np.zeros((4, 4), dtype=bool)
    right[0, 2] = right[1, 0] = right[2, [3, 1]] = right[3, 0] = True
    assert ranks_of_best(scores, right).tolist() == [1, 2.5, 2.5, 2.5]


def test_the_group_left_out_leaves_no_trace() -> None:
    for rest, inside in one_group_out(SMALL):
        group = SMALL.passages[inside[0]].place.group
        assert {n for n, p in enumerate(SMALL.passages) if p.place.group == group} == set(inside)
        assert group not in {p.place.group for p in (*rest.passages, *rest.uncoded)}
        assert rest.codes == SMALL.codes


def test_what_the_held_out_group_says_cannot_help_it() -> None:
    """Passages that are alike within one group only must not rank better for it."""
    nonsense = ("blixt", "klister", "tvål", "svamp")
    codes = tuple(KnownCode(f"kod {letter}") for letter in "klmn")
    passages = tuple(
        coded(f"{word} {word}o {word}a", group, codes[n].name, start=100 * n + 1000 * again)
        for group in ("A", "B")
        for again in (0, 1)
        for n, word in enumerate(nonsense if group == "A" else ("hammare", "såg", "plåt", "tång"))
    )
    assert evaluate(Evidence(codes, passages), curve=False).score.mrr < 0.6


def with_other_group(evidence: Evidence, group: str) -> Evidence:
    """The same, but for what the group says: other words, coded and refused otherwise."""
    codes = [entry.name for entry in evidence.codes]
    passages = tuple(
        coded("Helt andra ord om skidor och snö", group, codes[n % len(codes)], start=p.place.start)
        if p.place.group == group
        else p
        for n, p in enumerate(evidence.passages)
    )
    return Evidence(
        evidence.codes, passages, refused=(Refusal("Skidor", codes[0], TextPlace(group, group, 9, 15)),)
    )


def test_the_group_left_out_leaves_no_trace_in_what_is_learnt() -> None:
    """Neither in weights, nor in the centre of meanings, nor in probabilities: its own words play no part."""
    evidence = larger()
    meanings = ScatteredMeanings()
    for at, group in enumerate(evidence.groups):
        one, other = (
            LeftOutGroups(found, meanings=meanings) for found in (evidence, with_other_group(evidence, group))
        )
        first, second = (found.judged(Weights())[at] for found in (one, other))
        assert first == second
        assert first.calibration is not None
        np.testing.assert_array_equal(one.groups[at].inside.parts, other.groups[at].inside.parts)
        elsewhere = (at + 1) % len(evidence.groups)
        assert one.judged(Weights())[elsewhere] != other.judged(Weights())[elsewhere]


def larger() -> Evidence:
    """Three groups of fifteen passages with words of three codes, told apart by a number."""
    words = {"sekretess": "lagen hindrar journalen", "pengar": "betala kostar", "mandat": "besluta rätten"}
    passages = tuple(
        coded(f"Vi {said} {group.lower()}{n} om {('jobbet', 'teamet')[n % 2]}", group, code, start=100 * n)
        for group in "ABC"
        for n, (code, said) in enumerate([*words.items()] * 5)
    )
    return Evidence(tuple(KnownCode(name) for name in words), passages)


def test_meaning_and_learning_are_measured_beside_what_goes_without_them() -> None:
    found = evaluate(larger(), meanings=ScatteredMeanings(), curve=False)
    assert found.score == found.ways["with meaning"].score
    assert list(found.ways) == [
        "without meaning, fixed weights",
        "without meaning",
        "with meaning, fixed weights",
        "with meaning",
    ]
    assert found.encoder == "given 1"
    without = evaluate(larger(), curve=False)
    assert without.encoder is None
    assert list(without.ways) == ["without meaning, fixed weights", "without meaning"]
    assert without.score == found.ways["without meaning"].score
    gain = found.score.mrr - without.score.mrr
    assert found.gains["meaning"].mrr == pytest.approx(gain)
    assert found.reliability is not None
    assert found.reliability.suggestions == sum(one.suggestions for one in found.reliability.bins)


def test_gain_and_reliability_by_hand() -> None:
    gain = Gain.of(np.array([1.0, 2.0]), np.array([2.0, 4.0]))
    assert gain.mrr == pytest.approx((0.5 + 0.25) / 2)
    found = Reliability.of(np.array([0.12, 0.18, 0.9, 1.0]), np.array([0.0, 1.0, 1.0, 1.0]))
    assert found is not None
    assert found.bins == (
        Bin(0.1, 0.2, 2, pytest.approx(0.15), 0.5),
        Bin(0.9, 1.0, 2, pytest.approx(0.95), 1.0),
    )
    assert found.error == pytest.approx((2 * 0.35 + 2 * 0.05) / 4)
    assert Reliability.of(np.zeros(0), np.zeros(0)) is None


def test_same_evidence_same_figures() -> None:
    assert evaluate(SMALL) == evaluate(SMALL)


def test_evaluation_of_a_small_project() -> None:
    found = evaluate(SMALL)
    assert (found.passages, found.codes, found.groups) == (4, 3, ("A", "B"))
    assert found.ranks[2] == 1
    assert found.ranks[3] == 1
    assert 0 <= found.intervals["mrr"].low <= found.score.mrr <= found.intervals["mrr"].high <= 1
    assert set(found.curve) == {"0", "1", "2", "3", "5"}
    assert {"most frequent", "tf-idf words", "character n-grams", "bm25"} <= set(found.baselines)


@pytest.mark.parametrize(
    ("evidence", "why"),
    [
        (Evidence(), "no coded passages"),
        (Evidence(SMALL.codes, SMALL.passages[:2]), "Only 1 group"),
        (Evidence(SMALL.codes[:1], (SMALL.passages[0], SMALL.passages[2])), "only one code"),
    ],
)
def test_too_little_to_measure_on(evidence: Evidence, why: str) -> None:
    with pytest.raises(CannotEvaluate, match=why):
        evaluate(evidence)


def test_bm25_by_hand() -> None:
    """One shared word, in 1 of 2 passages: ln(1 + 1.5 / 1.5) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / 1.5))."""
    evidence = Evidence(
        (KnownCode("x"), KnownCode("y")),
        (coded("remiss läkare", "A", "x"), coded("skatt", "A", "y")),
    )
    found = bm25(evidence, ["remiss"])
    assert found[0, 0] == pytest.approx(np.log(2) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / 1.5)))
    assert found[0, 1] == 0


@pytest.mark.slow
def test_the_bar_on_the_shipped_groups(seminars: Evidence) -> None:
    """60 codes, names and passages: clearly better than the best simple baseline."""
    found = evaluate(seminars, curve=False)
    assert found.score.mrr >= 0.50
    assert found.ahead["character n-grams + name"].low > 0
    assert found.ahead["bm25"].low > 0.05


def test_intervals_are_percentiles_of_drawn_means_and_the_same_each_time() -> None:
    values = np.random.default_rng(3).exponential(size=60)
    found = interval_of_mean(values)
    drawn = np.random.default_rng(4).choice(values, (20_000, 60)).mean(axis=1)
    assert np.percentile(drawn, [2.5, 97.5]) == pytest.approx([found.low, found.high], abs=0.03)
    assert interval_of_mean(values) == found
    assert interval_of_mean(np.ones(5)) == Interval(1, 1)


def test_it_tells_how_far_it_has_come() -> None:
    told: list[tuple[int, int]] = []
    evaluate(SMALL, progress=lambda done, of_all: told.append((done, of_all)))
    of_all = told[-1][1]
    assert told == [(done, of_all) for done in range(of_all + 1)]
    told.clear()
    evaluate(SMALL, curve=False, progress=lambda done, of_all: told.append((done, of_all)))
    assert told == [(done, 2 * len(SMALL.groups)) for done in range(2 * len(SMALL.groups) + 1)]
