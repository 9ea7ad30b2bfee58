"""Ranking codes for a passage: what speaks for a code, learning, refusals, and bad input."""

import subprocess
import sys

import numpy as np
import pytest
from scipy import sparse

from qualwb.suggest.evidence import CodedText, Evidence, KnownCode, Refusal, TextPlace
from qualwb.suggest.ranking import Ranker
from qualwb.suggest.weights import Weights
from tests.suggest.given_meanings import ScatteredMeanings

pytestmark = pytest.mark.file_only

CODES = (
    KnownCode("Otydligt syfte"),
    KnownCode("Cheferna inte insatta"),
    KnownCode("Sekretess", rule="När lagen hindrar dem från att tala med varandra om en klient."),
    KnownCode("Föreläsningarna"),
)
PASSAGES = (
    CodedText(
        "Målet var luddigt, ingen visste vad vi skulle dit och göra",
        (CODES[0].name,),
        TextPlace("A", "A", 0, 58),
    ),
    CodedText(
        "Verksamhetschefen hade aldrig hört talas om det", (CODES[1].name,), TextPlace("A", "A", 60, 107)
    ),
    CodedText(
        "Man satt där och lyssnade på professorn hela dagen", (CODES[3].name,), TextPlace("B", "B", 0, 50)
    ),
)


EVIDENCE = Evidence(CODES, PASSAGES)


def ranked(text: str, evidence: Evidence = EVIDENCE, **options: object) -> list[str]:
    return [found.code for found in Ranker().fit(evidence).rank(text, **options)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Vad var syftet egentligen", "Otydligt syfte"),
        ("Det kändes rätt vagt och oklart alltihop", "Otydligt syfte"),
        ("Föreläsaren pratade på engelska", "Föreläsningarna"),
        ("Vår enhetschef kom en gång", "Cheferna inte insatta"),
        ("Och professorn visade bilder", "Föreläsningarna"),
    ],
    ids=["name", "synonym of the name", "same stem", "part of a compound", "word of a passage"],
)
def test_what_speaks_for_a_code(text: str, code: str) -> None:
    assert ranked(text)[0] == code


def test_names_alone_are_enough_to_begin_with() -> None:
    assert ranked("Sekretessen sätter stopp", Evidence(CODES))[0] == "Sekretess"


def test_definitions_count_only_when_asked_for() -> None:
    text = "Enligt lagen är det förbjudet"
    assert "Sekretess" not in ranked(text)
    with_rules = Ranker(with_definitions=True).fit(Evidence(CODES, PASSAGES)).rank(text)
    assert with_rules[0].code == "Sekretess"


def test_reasons_name_words_and_places() -> None:
    best = Ranker().fit(Evidence(CODES, PASSAGES)).rank("Det var så luddigt, målet alltså")[0]
    reasons = {reason.kind: reason for reason in best.reasons}
    assert "luddigt ~ otydligt" in reasons["name"].words
    assert set(reasons["words"].words) == {"luddigt", "målet"}
    assert reasons["passage"].place == PASSAGES[0].place
    assert "Målet var luddigt" in reasons["passage"].text


def test_a_passage_is_no_evidence_for_itself() -> None:
    text = PASSAGES[2].text
    assert ranked(text)[0] == "Föreläsningarna"
    assert "Föreläsningarna" not in ranked(text, place=TextPlace("", "B", 10, 20))


@pytest.mark.parametrize("text", ["", "  \n", "Mm.", "Ja, precis.", "👍👍 🤷", "42", "?!", "[skratt]"])
def test_nothing_is_suggested_for_nothing(text: str) -> None:
    assert ranked(text) == []


@pytest.mark.parametrize("text", ["", "Mm.", "Ja, precis.", "👍👍 🤷", "[skratt]"])
def test_nothing_is_meant_by_nothing(text: str) -> None:
    ranker = Ranker(meanings=ScatteredMeanings()).fit(EVIDENCE)
    assert ranker.rank(text) == []
    assert not ranker.measure(text).parts[-1].any()


def test_no_code_when_nothing_speaks_for_any() -> None:
    assert ranked("Kan någon stänga fönstret, fläkten låter som ett flygplan") == []


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "syfte " * 200_000,
        "😀" * 100_000,
        "\u0301" * 5_000,
        "The aims were not clear to anybody here",
    ],
    ids=["one endless word", "one word again and again", "emoji", "marks without letters", "English"],
)
def test_odd_input_gives_an_answer(text: str) -> None:
    assert isinstance(ranked(text), list)


def test_another_language_is_compared_by_pieces() -> None:
    codes = (KnownCode("unclear purpose"), KnownCode("lectures"))
    text = "The lecturer was speaking about things that nobody in there could follow"
    assert ranked(text, Evidence(codes))[0] == "lectures"


def test_without_codes_there_is_nothing_to_suggest() -> None:
    assert ranked("Syftet", Evidence()) == []
    assert ranked("Syftet", Evidence((), PASSAGES)) == []


def test_it_learns_at_once_what_a_fresh_fit_would_know() -> None:
    weights = Weights(least=-10)
    learning = Ranker(weights).fit(Evidence(CODES, PASSAGES))
    more = CodedText("Journalen får vi inte öppna för er", ("Sekretess",), TextPlace("B", "B", 60, 94))
    assert "Sekretess" not in ranked("De får inte öppna journalen")
    learning.learn(more)
    assert learning.rank("De får inte öppna journalen")[0].code == "Sekretess"


def test_learning_one_by_one_equals_fitting_at_once(seminars: Evidence) -> None:
    """The sums that are kept up to date are those that a fit computes; only rarity of words is older."""
    passages = seminars.passages[:100]
    fitted = Ranker().fit(Evidence(seminars.codes, passages))
    stepwise = Ranker().fit(Evidence(seminars.codes, passages))
    for view in stepwise._views:
        _empty(view)
    stepwise._passages.clear()
    for passage in passages:
        stepwise.learn(passage)
    for passage in seminars.passages[100:120]:
        np.testing.assert_allclose(stepwise.scores(passage.text), fitted.scores(passage.text), atol=1e-5)


def _empty(view: object) -> None:
    space, words, names = view.space, view._words, view._names  # type: ignore[attr-defined]
    nothing = sparse.csr_matrix((0, 0), dtype=np.float32)
    view.__init__(space, words, [{} for _ in range(names.shape[0])], nothing)  # type: ignore[misc]
    view._names = names  # type: ignore[attr-defined]


def test_a_refused_code_is_not_offered_for_that_passage_again_and_sinks_for_its_like() -> None:
    ranker = Ranker().fit(Evidence(CODES, PASSAGES))
    text = "Professorn hade trevliga bilder på sig"
    before = ranker.rank(text)[0]
    assert before.code == "Föreläsningarna"
    ranker.refuse(text, "Föreläsningarna")
    assert "Föreläsningarna" not in [found.code for found in ranker.rank(text)]
    like = ranker.scores("Professorn hade bilder")
    fresh = Ranker().fit(Evidence(CODES, PASSAGES)).scores("Professorn hade bilder")
    assert like[3] < fresh[3]
    again = Ranker().fit(
        Evidence(CODES, PASSAGES, refused=(Refusal(text, "Föreläsningarna", TextPlace("B", "B", 0, 1)),))
    )
    np.testing.assert_allclose(again.scores("Professorn hade bilder"), like)


def test_codes_of_one_theme_help_each_other() -> None:
    codes = (
        KnownCode("utsedd", ("Rekrytering",)),
        KnownCode("frivillig", ("Rekrytering",)),
        KnownCode("lokaler"),
    )
    passages = (
        CodedText("Chefen pekade på mig i korridoren", ("utsedd",), TextPlace("A", "A", 0, 33)),
        CodedText("Rummet var trångt", ("lokaler",), TextPlace("A", "A", 40, 57)),
    )
    ranker = Ranker().fit(Evidence(codes, passages))
    utsedd, frivillig, lokaler = ranker.scores("Det var chefen som pekade")
    assert utsedd > frivillig > lokaler


def test_same_evidence_same_ranking(seminars: Evidence) -> None:
    text = seminars.passages[0].text
    first, second = (Ranker().fit(seminars).rank(text) for _ in range(2))
    assert first == second


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import qualwb.suggest, qualwb.suggest.ranking, sys; print({'sklearn', 'spacy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
