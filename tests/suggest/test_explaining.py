"""Reasons are true: each names a part of the score, and without what it names the score is lower."""

from dataclasses import replace

import pytest

from qualwb.suggest.evidence import CodedText, Evidence, KnownCode, TextPlace
from qualwb.suggest.features import content_words
from qualwb.suggest.ranking import Ranker, Suggestion
from qualwb.suggest.reasons import Reason
from qualwb.suggest.said_words import SaidWords, shared_words
from tests.letters import Letters
from tests.suggest.encoded_texts import EncodedTexts

pytestmark = pytest.mark.file_only

TOP = 5


@pytest.fixture(scope="module", params=["words alone", "meaning too"])
def ranker(request: pytest.FixtureRequest, seminars: Evidence) -> Ranker:
    """Fitted on the bundled study."""
    if request.param == "words alone":
        return Ranker().fit(seminars)
    letters = Letters()
    letters.gate.release(100_000)
    return Ranker(meanings=EncodedTexts(letters)).fit(seminars)


def told(ranker: Ranker, seminars: Evidence) -> list[tuple[CodedText, Suggestion]]:
    """Suggestions for passages from all over the study, which are no evidence for themselves."""
    return [
        (passage, found)
        for passage in seminars.passages[::15]
        for found in ranker.rank(passage.text, TOP, passage.place)
    ]


def score(ranker: Ranker, passage: CodedText, code: str) -> float:
    names = [entry.name for entry in ranker.codes]
    return float(ranker.scores(passage.text, passage.place)[names.index(code)])


def test_the_first_reason_weighs_most_and_none_adds_nothing(ranker: Ranker, seminars: Evidence) -> None:
    kinds = set()
    for _passage, found in told(ranker, seminars):
        shares = [reason.share for reason in found.reasons]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1.005
        assert all(share >= 0 for share in shares)
        kinds |= {reason.kind for reason in found.reasons}
    assert kinds >= {"name", "words", "passage"}
    assert ("meaning" in kinds) == (ranker.meanings is not None)


def test_without_the_passage_that_a_reason_names_the_score_is_lower(
    ranker: Ranker, seminars: Evidence
) -> None:
    by_place = {passage.place: passage for passage in seminars.passages}
    tried = 0
    for passage, found in told(ranker, seminars):
        before = score(ranker, passage, found.code)
        for place in {reason.place for reason in found.reasons if reason.place is not None}:
            ranker.forget(place)
            assert score(ranker, passage, found.code) < before
            ranker.learn(by_place[place])
            tried += 1
    assert tried > 50


def without_name(evidence: Evidence, code: str) -> Evidence:
    """The same with a code that is called nothing."""
    return replace(
        evidence,
        codes=tuple(replace(e, name="…") if e.name == code else e for e in evidence.codes),
        passages=tuple(
            replace(p, codes=tuple("…" if name == code else name for name in p.codes))
            for p in evidence.passages
        ),
    )


def without_themes(evidence: Evidence, theme: str) -> Evidence:
    """The same without a theme."""
    codes = (
        replace(
            entry,
            themes=tuple(name for name in entry.themes if name != theme),
            main_themes=tuple(name for name in entry.main_themes if name != theme),
        )
        for entry in evidence.codes
    )
    return replace(evidence, codes=tuple(codes))


CODES = (
    KnownCode("otydligt syfte", ("Oklarhet",)),
    KnownCode("vaga roller", ("Oklarhet",)),
    KnownCode("resor"),
    KnownCode("lokaler"),
)


def passage(number: int, text: str, *codes: str) -> CodedText:
    return CodedText(text, codes, TextPlace("A", "A", 100 * number, 100 * number + len(text)))


SMALL = Evidence(
    CODES,
    (
        passage(0, "Målet var luddigt och ingen förklarade uppdraget", "otydligt syfte"),
        passage(1, "Chefen visste inte vem som skulle leda arbetet", "vaga roller"),
        passage(2, "Bussen till kursgården tog hela dagen", "resor"),
        passage(3, "Rummet var trångt och kallt", "lokaler"),
    ),
)
ASKED = "Syftet med uppdraget var luddigt, och chefen kunde inte leda oss dit"


def reason_of(kind: str, code: str = "otydligt syfte", evidence: Evidence = SMALL) -> tuple[Reason, float]:
    found = next(one for one in Ranker().fit(evidence).rank(ASKED) if one.code == code)
    return next(reason for reason in found.reasons if reason.kind == kind), found.score


def score_in(evidence: Evidence, number: int = 0) -> float:
    spaces = Ranker().fit(SMALL).spaces
    return float(Ranker().fit(evidence, spaces).scores(ASKED)[number])


def test_without_the_name_the_score_is_lower() -> None:
    reason, _score = reason_of("name")
    assert reason.words == ("luddigt ~ otydligt", "syftet ~ syfte")
    assert score_in(without_name(SMALL, "otydligt syfte")) < score_in(SMALL)


def test_without_the_words_that_it_names_the_score_is_lower() -> None:
    reason, _score = reason_of("words")
    assert set(reason.words) == {"luddigt", "uppdraget"}
    first, *others = SMALL.passages
    changed = replace(first, text="Målet var rött och ingen förklarade saken")
    assert score_in(replace(SMALL, passages=(changed, *others))) < score_in(SMALL)


def test_without_the_theme_that_it_names_the_score_is_lower() -> None:
    reason, _score = reason_of("sisters", "vaga roller")
    assert (reason.words, reason.text) == (("Oklarhet",), "like passages of the theme 'Oklarhet'")
    assert score_in(without_themes(SMALL, "Oklarhet"), 1) < score_in(SMALL, 1)


def test_what_stands_only_in_the_passage_itself_is_no_reason() -> None:
    place = SMALL.passages[0].place
    found = next(one for one in Ranker().fit(SMALL).rank(ASKED, place=place) if one.code == "otydligt syfte")
    assert {reason.kind for reason in found.reasons} <= {"name", "sisters"}


def test_only_whole_words_are_named_and_that_are_said_on_both_sides(
    ranker: Ranker, seminars: Evidence
) -> None:
    passages = {code.name: [p for p in seminars.passages if code.name in p.codes] for code in seminars.codes}
    seen = 0
    for passage, found in told(ranker, seminars):
        there = {word for p in passages[found.code] for word in content_words(p.text)}
        for reason in found.reasons:
            for words in reason.words if reason.kind == "words" else ():
                here, _tilde, other = words.partition(" ~ ")
                assert here in content_words(passage.text)
                assert (other or here) in there
                seen += 1
    assert seen > 100


def test_a_part_of_a_word_is_no_word_and_a_compound_is_named_whole() -> None:
    others = SaidWords(["En gemensam vårdplan för patienten"])
    weights = {"gemensam": 1.0, "gem": 2.0, "ensam": 2.0, "plan": 0.5}
    assert shared_words("Vi har en gemensam plan", others, weights) == ["gemensam", "plan ~ vårdplan"]


def test_a_passage_that_is_alike_in_two_ways_is_named_once(ranker: Ranker, seminars: Evidence) -> None:
    for _passage, found in told(ranker, seminars):
        places = [reason.place for reason in found.reasons if reason.place is not None]
        assert len(places) == len(set(places))
