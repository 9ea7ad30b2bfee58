"""The record: each passage is measured by what is known without its group, or its source in one group."""

import numpy as np

from qualwb.suggest.evidence import CodedText, Evidence, KnownCode, Refusal, TextPlace, UncodedText
from qualwb.suggest.learning.record import MOST_FOLDS, MOST_PASSAGES, Fit, left_out
from qualwb.suggest.measures import Measures
from qualwb.suggest.weights import KINDS, VIEWS

CODES = (KnownCode("resor"), KnownCode("pengar"))


def coded(text: str, group: str, source: str, at: int, *codes: str) -> CodedText:
    return CodedText(text, codes, TextPlace(group, source, at, at + len(text)))


class Watched:
    """Keeps what a ranker would have been fitted on, and which texts it measured."""

    def __init__(self) -> None:
        self.seen: list[tuple[Evidence, list[str]]] = []

    @property
    def fit(self) -> Fit:
        def fit(evidence: Evidence):  # type: ignore[no-untyped-def]
            texts: list[str] = []
            self.seen.append((evidence, texts))

            def measure(text: str) -> Measures:
                texts.append(text)
                parts = np.full((len(VIEWS), len(KINDS), 2), float(len(text)))
                return Measures(parts, np.zeros(0, dtype=np.float32))

            return measure

        return fit


def evidence(groups: int, sources: int = 1, passages: int = 2) -> Evidence:
    found = [
        coded(f"ord {g} {s} {n}", f"G{g:02}", f"K{g:02} {s}", 100 * n, CODES[n % 2].name)
        for g in range(groups)
        for s in range(sources)
        for n in range(passages)
    ]
    turns = tuple(UncodedText("tur", TextPlace(p.place.group, p.place.source, 9000, 9003)) for p in found)
    return Evidence(CODES, tuple(found), turns)


def test_no_passage_is_measured_by_what_its_group_says() -> None:
    watched, known = Watched(), evidence(3, sources=2)
    record = left_out(known, watched.fit)
    assert len(record) == len(known.passages)
    groups = {passage.text: passage.place.group for passage in known.passages}
    for seen, texts in watched.seen:
        inside = {groups[text] for text in texts}
        assert not inside & {p.place.group for p in (*seen.passages, *seen.uncoded)}
    assert sorted(text for _seen, texts in watched.seen for text in texts) == sorted(groups)


def test_many_groups_are_left_out_a_fifth_at_a_time() -> None:
    watched = Watched()
    record = left_out(evidence(12), watched.fit)
    assert len(watched.seen) == MOST_FOLDS
    assert set(record.folds) == set(range(MOST_FOLDS))


def test_one_group_is_taken_apart_by_source() -> None:
    watched = Watched()
    assert len(left_out(evidence(1, sources=3), watched.fit)) == 6
    for seen, texts in watched.seen:
        assert {text.split()[2] for text in texts}.isdisjoint(p.place.source[-1] for p in seen.passages)


def test_one_source_alone_tells_nothing() -> None:
    assert len(left_out(evidence(1), Watched().fit)) == 0


def test_of_many_passages_some_are_measured_spread_over_all() -> None:
    watched = Watched()
    record = left_out(evidence(5, passages=100), watched.fit)
    assert 0.5 * MOST_PASSAGES <= len(record) <= MOST_PASSAGES
    assert {fold: int((record.folds == fold).sum()) for fold in range(5)} == dict.fromkeys(range(5), 50)


def test_refusals_stand_with_their_text_and_never_against_a_code_it_has() -> None:
    known = evidence(2)
    text = known.passages[0].text
    place = known.passages[0].place
    refused = (
        Refusal(text, "pengar", place),
        Refusal(text, "resor", place),
        Refusal("annat", "resor", TextPlace("G01", "K01 0", 500, 505)),
        Refusal("annat", "en kod som är borta", TextPlace("G01", "K01 0", 500, 505)),
    )
    record = left_out(Evidence(CODES, known.passages, refused=refused), Watched().fit)
    assert len(record) == 5
    assert record.refused[0].tolist() == [False, True]
    assert record.right[0].tolist() == [True, False]
    assert record.refused[-1].tolist() == [True, False]
    assert not record.right[-1].any()
    assert len(record.coded) == 4
